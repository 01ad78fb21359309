"""What leaves: checked quotes under coarse labels, tables without small cells, and nothing that leads back."""

import pytest
from builders import a_coding, a_description, a_study, a_transcript
from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import Run
from qualcode.domain.evidence import TOTAL, Filters, Question
from qualcode.domain.publication import About
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.errors import DisclosureError, NotFoundError, UsageError
from qualcode.interchange.records import evidence_record, quotes_record
from qualcode.workflow import export
from qualcode.workflow.disclose import review_quote

SAID = "De sloop heeft de buurt geholpen."


@pytest.fixture
def study(session: Session) -> Session:
    """Three residents of Zuid and one of Noord speak of demolition, and so does a document."""
    a_study(session)
    for n in range(1, 5):
        about = a_description(
            f"gesprek-{n}",
            neighbourhoods=("stad-zuid" if n < 4 else "stad-noord",),
            speakers=(Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BEWONER),),
        )
        version = a_transcript(session, f"gesprek-{n}", about=about, speech=(("R1", f"{SAID} Zegt nummer {n}."),))
        a_coding(session, version, SAID)
    about = a_description("nota", kind=Kind.DOCUMENT, speakers=())
    a_coding(session, a_transcript(session, "nota", about=about, speech=(("", "Nota: er komt sloop."),)), "sloop")
    return session


def origin(session: Session, *, internal: bool = False) -> About:
    return export.about(session, [("selectie", "geen")], internal=internal)


def ids(session: Session) -> list[int]:
    """All codings, in the order of transcripts."""
    found = export.quotations(session, Filters(), "nl", origin(session, internal=True)).internal
    return [quote.id for quote in found]


def test_no_quote_leaves_without_a_recorded_check(study: Session) -> None:
    found = export.quotations(study, Filters(), "nl", origin(study))
    assert (found.public, found.withheld) == ((), 5)
    assert not any(sign.isdigit() for sign in found.notes[0])


def test_a_quote_leaves_only_under_a_selection_that_its_label_says(study: Session) -> None:
    for coding in ids(study):
        review_quote(study, "bram", coding, "publish", "algemeen")
    noord = export.quotations(study, Filters(neighbourhoods=("stad-noord",)), "nl", origin(study))
    stad = export.quotations(study, Filters(cities=("Stad",), groups=("bewoner",)), "nl", origin(study))
    assert noord.public == (), "its label says the city only, as fewer than three live in Noord"
    assert [quote.source for quote in stad.public] == ["bewoner, een wijk in Stad"] * 4


def test_a_publication_of_quotes_counts_nothing_but_its_quotes(study: Session) -> None:
    record = quotes_record(export.quotations(study, Filters(codes=("factor.sloop",)), "nl", origin(study)))
    assert not {"withheld", "coarsened"} & set(record)


def test_the_latest_check_of_a_quote_decides(study: Session) -> None:
    first = ids(study)[0]
    review_quote(study, "bram", first, "publish", "algemeen")
    assert len(export.quotations(study, Filters(), "nl", origin(study)).public) == 1
    review_quote(study, "annelies", first, "withhold", "toch herkenbaar")
    assert export.quotations(study, Filters(), "nl", origin(study)).public == ()


def test_a_published_quote_says_nothing_that_leads_to_its_speaker(study: Session) -> None:
    for coding in ids(study):
        review_quote(study, "bram", coding, "publish", "algemeen")
    record = quotes_record(export.quotations(study, Filters(), "nl", origin(study)))
    assert len(record["quotes"]) == 5
    for quote in record["quotes"]:
        assert not {"id", "respondent", "transcript", "turn", "start", "end", "prefix", "suffix", "coder"} & set(quote)
    assert "R00" not in str(record["quotes"])
    assert "gesprek" not in str(record["quotes"])


def test_the_one_of_noord_is_named_by_the_city_with_those_of_zuid(study: Session) -> None:
    for coding in ids(study):
        review_quote(study, "bram", coding, "publish", "algemeen")
    found = export.quotations(study, Filters(), "nl", origin(study))
    assert sorted(quote.source for quote in found.public) == ["bewoner, een wijk in Stad"] * 4 + ["document, Zuid"]


def test_quotes_that_stay_inside_have_their_whole_way_back(study: Session) -> None:
    record = quotes_record(export.quotations(study, Filters(), "nl", origin(study, internal=True)))
    assert record["internal"] is True
    contract = {"id", "code", "neighbourhood", "respondent", "group", "transcript", "turn", "start", "end", "exact"}
    assert contract | {"prefix", "suffix", "coder", "at"} <= set(record["quotes"][0])


def test_a_published_table_hides_small_cells_and_ids(study: Session) -> None:
    question = Question(rows="codes", passages=True, ids=True)
    record = evidence_record(export.table(study, question, "nl", internal=False), origin(study))
    cells = {(cell["row"], cell["column"]): cell for cell in record["cells"]}
    assert cells["factor.sloop", "stad-noord"]["suppressed"]
    assert cells["factor.sloop", "stad-noord"]["respondents"] is None
    assert all(cell["coding_ids"] == [] for cell in (*record["cells"], *record["totals"]))
    assert any(aside["codings"] == 1 for aside in record["documents"])


def test_a_table_that_stays_inside_has_true_numbers_and_ids(study: Session) -> None:
    table = export.table(study, Question(rows="codes", ids=True), "nl", internal=True)
    assert table.cell("factor.sloop", "stad-noord").respondents == 1
    assert table.suppression == ()
    assert table.cell(TOTAL, TOTAL).coding_ids == tuple(ids(study)[:4])


def test_the_same_export_of_the_same_state_is_one_run_and_no_event(study: Session) -> None:
    before, about = events.head(study), origin(study)
    first = export.begin(study, about, None)
    export.finish(study, first, "f" * 64)
    assert export.begin(study, about, None) == first
    assert export.begin(study, origin(study, internal=True), None) != first
    assert events.head(study) == before
    assert study.scalars(select(Run.output_sha256).where(Run.id == first)).one() == "f" * 64


def test_a_check_needs_a_quote_an_outcome_and_a_reason(study: Session) -> None:
    with pytest.raises(NotFoundError):
        review_quote(study, "bram", 999_999, "publish", "algemeen")
    with pytest.raises(UsageError, match="choose from publish, withhold"):
        review_quote(study, "bram", ids(study)[0], "maybe", "algemeen")
    with pytest.raises(UsageError, match="why"):
        review_quote(study, "bram", ids(study)[0], "publish", "  ")


@pytest.mark.parametrize(
    "filters", [Filters(respondents=("R001",)), Filters(transcripts=("gesprek-1",)), Filters(coders=("annelies",))]
)
def test_nothing_leaves_that_is_about_one_person_or_interview(study: Session, filters: Filters) -> None:
    with pytest.raises(DisclosureError, match="--internal"):
        export.table(study, Question(filters=filters), "nl", internal=False)
    with pytest.raises(DisclosureError, match="--internal"):
        export.quotations(study, filters, "nl", origin(study))
    assert export.table(study, Question(filters=filters), "nl", internal=True).cell("factor", TOTAL).codings > 0
