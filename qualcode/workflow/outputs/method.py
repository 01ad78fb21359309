"""Method appendix: agreement per code, the saturation of the codebook, and what the record of the study holds."""

from sqlalchemy.orm import Session

from qualcode import __version__
from qualcode.db import events
from qualcode.db.queries import audit
from qualcode.db.queries.codebook import require_version
from qualcode.domain.agreement import Agreement
from qualcode.domain.evidence import ALL_CODES, TOTAL, Question
from qualcode.domain.output import Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import word
from qualcode.workflow.export import table as asked_table
from qualcode.workflow.outputs.shared import by_sentence, told_kappas
from qualcode.workflow.study import view

COUNTS = ("both", "only_one", "neither")
OF_CODINGS = ("events", "decisions", "codings", "withdrawn_codings")
"""Facts from which the total of a table would follow, which may be hidden, or the few codings that stand apart."""


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: FBT001  one signature for all outputs
    """What a reader needs to judge how the study was done; it names no coder and no respondent.

    Published, agreement is kappa alone, of codes with enough codings, and rounded, so that numbers of sentences, which
    could be small, do not follow from it; saturation is told every k conversations, so that no difference is what
    one of them adds, and in an order drawn by lot, since months lead to neighbourhoods; numbers of codings and what
    they follow from are left out, as are numbers below k.
    """
    k = 0 if internal else view(session).settings.k
    parts = (
        _agreement(session, language, internal=internal),
        _saturation(session, language, k),
        _audit(session, language, k),
    )
    kappa, saturation = ("rule_kappa", "rule_saturation") if internal else ("rule_kappa_told", "rule_saturation_lot")
    rules = (word(kappa, language), word(saturation, language))
    suppression = () if internal else (word("method_published", language, k=k),)
    return Output(Name.METHOD, word("output_method", language), parts, rules, suppression)


def _agreement(session: Session, language: str, *, internal: bool) -> Part:
    rates = ("percent", "positive", "kappa") if internal else ("kappa",)
    columns = [
        OutputColumn("code", word("code", language), 30),
        OutputColumn("label", word("label", language), 44),
        *(OutputColumn(name, word(name, language)) for name in ((*COUNTS, *rates) if internal else rates)),
    ]
    found = by_sentence(session, language)
    rows = [] if found is None else _counted(found) if internal else _told_rows(session, found, language)
    return Part(word("method_agreement", language), columns, rows)


def _counted(found: Agreement) -> list[list[Value]]:
    return [
        [
            code,
            found.labels.get(code, code),
            cells.both,
            cells.only_a + cells.only_b,
            cells.neither,
            cells.percent,
            cells.positive,
            cells.kappa,
        ]
        for code, cells in found.codes.items()
    ]


def _told_rows(session: Session, found: Agreement, language: str) -> list[list[Value]]:
    table = asked_table(session, Question(rows=ALL_CODES), language, internal=False)
    kappas = told_kappas(table, found)
    rows: list[list[Value]] = [
        [code, found.labels.get(code, code), kappas[code]] for code in found.codes if code in kappas
    ]
    return rows + ([["", word("all_codes", language), kappas[TOTAL]]] if TOTAL in kappas else [])


def _told(number: int, k: int, language: str) -> Value:
    """The number, or that it is below k."""
    return word("fewer_than", language, k=k) if 0 < number < k else number


def _saturation(session: Session, language: str, k: int) -> Part:
    columns = [
        OutputColumn("transcripts", word("transcripts", language)),
        *([] if k else [OutputColumn("new", word("new_codes", language))]),
        OutputColumn("codes", word("codes_so_far", language)),
    ]
    seen: set[int] = set()
    rows: list[list[Value]] = []
    added = audit.codes_by_transcript(session, by_lot=bool(k))
    for at, codes in enumerate(added, 1):
        new = codes - seen
        seen |= new
        if not k or (at >= k and (len(added) - at) % k == 0):
            rows.append([at, *([] if k else [len(new)]), len(seen)])
    return Part(word("method_saturation", language), columns, rows)


def _audit(session: Session, language: str, k: int) -> Part:
    facts: list[tuple[str, Value]] = [
        (word("software", language), f"qualcode {__version__}"),
        (word("codebook_version", language), require_version(session).number),
        (word("database_hash", language), events.head(session)),
        (word("least_respondents", language), view(session).settings.k),
        *(
            (word(name, language), _told(number, k, language))
            for name, number in audit.counts(session).items()
            if not k or name not in OF_CODINGS
        ),
    ]
    columns = [OutputColumn("fact", word("fact", language), 44), OutputColumn("value", word("value", language), 66)]
    return Part(word("method_audit", language), columns, [list(fact) for fact in facts])
