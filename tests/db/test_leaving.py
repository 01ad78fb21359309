"""The preview of disclosure control says what is hidden, made coarser or held back, and why."""

from builders import CODER, a_coding, a_description, a_study, a_transcript
from sqlalchemy.orm import Session

from qualcode.domain.evidence import Filters, Question
from qualcode.domain.holding import Hold
from qualcode.domain.leak import Leak
from qualcode.domain.leaving import Coarsened, HiddenCell, Why
from qualcode.domain.transcript import Group, Role, Speaker
from qualcode.workflow import basket, export, members, outputs
from qualcode.workflow.disclose import review_quote
from qualcode.workflow.leaving import preview

SAID, NAMED = "De sloop heeft de buurt geholpen.", "Dat zei Fatima ook."


def a_heard_study(session: Session) -> list[int]:
    """Four residents of Zuid and a policy maker of Noord; the first and the last speak of demolition, all of dirt."""
    a_study(session)
    codings = []
    for n in range(1, 6):
        group, place = (Group.BELEIDSMAKER, "stad-noord") if n == 5 else (Group.BEWONER, "stad-zuid")
        about = a_description(
            f"gesprek-{n}", neighbourhoods=(place,), speakers=(Speaker("R1", Role.RESPONDENT, f"R00{n}", group),)
        )
        version = a_transcript(session, f"gesprek-{n}", about=about, speech=(("R1", f"{SAID} {NAMED} Nummer {n}."),))
        codings.append(a_coding(session, version, SAID, "factor.sloop" if n in {1, 5} else "belemmering.onderhoud"))
        codings.append(a_coding(session, version, NAMED, "belemmering.onderhoud"))
    return codings


def test_hidden_cells_are_those_that_a_publication_hides_with_their_reason(session: Session) -> None:
    a_heard_study(session)
    found = preview(session, "nl")
    published = export.table(session, Question(rows="codes"), "nl", internal=False)
    assert len(found.cells) == published.hidden
    assert HiddenCell("factor.sloop", "Noord", 1, Why.FEW) in found.cells
    assert all((cell.respondents < found.k) is (cell.why is Why.FEW) for cell in found.cells)
    assert set(found.inside) == set(outputs.INTERNAL)


def test_coarser_labels_say_how_few_share_the_finer_one(session: Session) -> None:
    a_heard_study(session)
    found = preview(session, "nl")
    assert Coarsened("beleidsmaker, Noord", "een respondent, een wijk", 1) in found.labels
    assert all(each.full != each.said for each in found.labels)


def test_quotes_of_the_report_that_stay_say_every_reason(session: Session) -> None:
    codings = a_heard_study(session)
    basket.put(session, CODER, "4.1", [codings[0], codings[1], codings[2]])
    review_quote(session, CODER, codings[0], "publish", "algemeen")
    review_quote(session, CODER, codings[2], "publish", "algemeen")
    review_quote(session, CODER, codings[4], "withhold", "herkenbaar")
    members.note(session, CODER, "R001", "withdrawn", "2025-11-20")
    found = {each.quote: each for each in preview(session, "nl").quotes}
    assert set(found) == {codings[0], codings[1], codings[4]}
    assert (found[codings[0]].review, found[codings[0]].held) == ("publish", (Hold.WITHDRAWN,))
    assert (found[codings[1]].review, found[codings[1]].found) == (None, ((Leak.NAME, "Fatima"),))
    assert found[codings[4]].review == "withhold"
    about = export.about(session, [], internal=False)
    assert [each.exact for each in export.quotations(session, Filters(), "nl", about).public] == [SAID]
