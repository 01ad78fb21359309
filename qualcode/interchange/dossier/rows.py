"""What a dossier says, one row a thing, by which its manifest tells later what does not stand any more."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from qualcode.domain.claim import Claim, Verdict
from qualcode.domain.dossier import Dossier, DossierClaim
from qualcode.domain.output import plain_value

RECORD = ["fact", "value"]


def rows(dossier: Dossier) -> Iterator[Sequence[object]]:
    """A row for each row of each table, each claim, code and quote; without numbers that another quote would shift.

    What the method appendix says of the record (events, hash) is left out: it changes with everything anybody does.
    """
    for output in dossier.outputs:
        for part in output.parts:
            if [column.id for column in part.columns] == RECORD:
                continue
            for row in part.rows:
                yield ["table", output.name.value, part.title, *(plain_value(value) for value in row)]
    said = {quote.key: [quote.code, quote.exact] for quote in dossier.quotes}
    for claim in dossier.claims:
        beside = {role.value: [said[key] for key in keys] for role, keys in claim.quotes.items()}
        people = [_plain([list(claim.judged), list(claim.questions)])] if claim.judged or claim.questions else []
        yield ["claim", _plain(_said(claim)), claim.verdict.value, beside, _plain(claim.checked), *people]
    for code in dossier.codes:
        yield ["code", _plain(code)]
    for quote in dossier.quotes:
        yield ["quote", quote.code, quote.source, quote.exact, dict(quote.attributes), _plain(quote.journey)]


def _said(claim: DossierClaim) -> Claim:
    """The claim as pages say it: what a publication does not print must not follow from a digest."""
    return claim.claim if claim.checked else replace(claim.claim, id="", intended=Verdict.SUPPORTED, topics=())


def _plain(value: object) -> str:
    return json.dumps(value, default=_fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _fields(value: Any) -> object:
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return sorted(value)
