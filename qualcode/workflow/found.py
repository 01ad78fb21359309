"""Found: what the newest suggestions have in common with what people coded."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding, Respondent, Speaker, Suggestion, Turn
from qualcode.db.queries.proposed import is_shown, latest_runs
from qualcode.domain.coding import CodingState
from qualcode.domain.span import Span
from qualcode.workflow.study import view
from qualcode.workflow.suggest import current_versions

TOP = 3
"""Suggestions of a sentence that count as its first."""

NOBODY = "document"
"""The group of a passage that no respondent said."""


class Share(NamedTuple):
    """Some of all."""

    some: int
    of: int

    @property
    def rate(self) -> float:
        """0-1; 0 of nothing."""
        return self.some / self.of if self.of else 0.0


class Found(NamedTuple):
    """What suggestions find: a suggestion finds every coding of its code that it overlaps.

    Attributes:
        suggested: Suggestions of each transcript, fewest first.
        passages: Group of respondents -> confirmed codings that are found.
        first: The same by suggestions among the first of their sentence.
        right: Suggestions that find a coding, of those in transcripts that somebody coded.
    """

    suggested: Sequence[int]
    passages: dict[str, Share]
    first: dict[str, Share]
    right: Share

    @property
    def coded(self) -> Share:
        """The passages of all groups."""
        return total(self.passages.values())


class _Offer(NamedTuple):
    version: int
    code: int
    span: Span
    rank: int


class _Coded(NamedTuple):
    version: int
    code: int
    span: Span
    group: str


def total(shares: Iterable[Share]) -> Share:
    """All of them together."""
    several = list(shares)
    return Share(sum(share.some for share in several), sum(share.of for share in several))


def found(session: Session) -> Found:
    """What the newest finished run over each current version finds in it."""
    versions = [version for version, _ in current_versions(session)]
    offers, coded = _offers(session, versions), _coded(session, versions)
    read = {each.version for each in coded}
    counts = Counter(offer.version for offer in offers)
    asked = [offer for offer in offers if offer.version in read]
    return Found(
        sorted(counts[version] for version in versions),
        _by_group(coded, offers),
        _by_group(coded, [offer for offer in offers if offer.rank <= TOP]),
        Share(sum(_met(asked, coded)), len(asked)),
    )


def _offers(session: Session, versions: Sequence[int]) -> list[_Offer]:
    runs = latest_runs().subquery()
    columns = (Suggestion.version_id, Suggestion.code_id, Suggestion.start_char, Suggestion.end_char, Suggestion.rank)
    query = (
        select(*columns)
        .join(runs, and_(runs.c.version_id == Suggestion.version_id, runs.c.run_id == Suggestion.run_id))
        .where(Suggestion.version_id.in_(versions), is_shown(view(session).settings))
    )
    return [_Offer(at, code, Span(start, end), rank) for at, code, start, end, rank in session.execute(query)]


def _coded(session: Session, versions: Sequence[int]) -> list[_Coded]:
    inside = and_(
        Turn.version_id == Coding.version_id,
        Turn.start_char <= Coding.start_char,
        Turn.end_char > Coding.start_char,
    )
    query = (
        select(Coding.version_id, Coding.code_id, Coding.start_char, Coding.end_char, Respondent.group_name)
        .outerjoin(Turn, inside)
        .outerjoin(Speaker, Speaker.id == Turn.speaker_id)
        .outerjoin(Respondent, Respondent.id == Speaker.respondent_id)
        .where(Coding.state == CodingState.CONFIRMED.value, Coding.version_id.in_(versions))
    )
    rows = session.execute(query)
    return [_Coded(at, code, Span(start, end), group or NOBODY) for at, code, start, end, group in rows]


def _by_group(coded: Sequence[_Coded], offers: Sequence[_Offer]) -> dict[str, Share]:
    met: dict[str, list[bool]] = defaultdict(list)
    for each, hit in zip(coded, _met(coded, offers), strict=True):
        met[each.group].append(hit)
    return {group: Share(sum(met[group]), len(met[group])) for group in sorted(met)}


def _met(these: Sequence[_Coded | _Offer], those: Iterable[_Coded | _Offer]) -> list[bool]:
    """Of each of these, whether one of those with its code overlaps it."""
    spans: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for each in those:
        spans[each.version, each.code].append(each.span)
    return [
        any(start < each.span.end and each.span.start < end for start, end in spans[each.version, each.code])
        for each in these
    ]
