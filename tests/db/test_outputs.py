"""Tables of a report: the numbers of the study, each with its way back, and nothing small where they are published."""

from dataclasses import replace

import pytest
from builders import a_claim, a_code, a_codebook, a_coding, a_description, a_study, a_transcript, do
from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import TranscriptVersion
from qualcode.domain.agreement import told
from qualcode.domain.claim import Condition, Quantifier
from qualcode.domain.claim_register import Role as Linked
from qualcode.domain.evidence import Filters
from qualcode.domain.link import LinkRelation
from qualcode.domain.output import Figure, Name, Output, Value
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.errors import ConflictError, DisclosureError, NotFoundError
from qualcode.interchange.outputs import output_lines, output_record, output_sheets
from qualcode.workflow import aggregate, claim_register, export, outputs
from qualcode.workflow.anchor import mark
from qualcode.workflow.disclose import review_quote
from qualcode.workflow.link import link

SAID, DIRT = "De sloop heeft de buurt geholpen.", "De flats waren slecht onderhouden."
PUBLIC = [name for name in Name if name not in outputs.INTERNAL and name != Name.PATTERNS]


@pytest.fixture
def study(session: Session) -> Session:
    """Three residents of Zuid and a policy maker of Noord speak of demolition, two of them of dirt; and a document."""
    a_study(session)
    for n in range(1, 5):
        group = Group.BEWONER if n < 4 else Group.BELEIDSMAKER
        about = a_description(
            f"gesprek-{n}",
            neighbourhoods=("stad-zuid" if n < 4 else "stad-noord",),
            speakers=(Speaker("R1", Role.RESPONDENT, f"R00{n}", group),),
        )
        version = a_transcript(session, f"gesprek-{n}", about=about, speech=(("R1", f"{SAID} {DIRT} Nummer {n}."),))
        a_coding(session, version, SAID)
        if n < 3:
            a_coding(session, version, DIRT, "belemmering.onderhoud")
    about = a_description("nota", kind=Kind.DOCUMENT, speakers=())
    a_coding(session, a_transcript(session, "nota", about=about, speech=(("", "Nota: er komt sloop."),)), "sloop")
    dirt = a_claim(id="C2", quantifier=Quantifier.SOME, require=(Condition("belemmering"),), contradict=())
    claim_register.load(session, [a_claim(quantifier=Quantifier.SOME, contradict=()), dirt], "bram")
    return session


def rows(made: Output, part: int = 0) -> list[dict[str, Value]]:
    chosen = made.parts[part]
    return [{column.id: value for column, value in zip(chosen.columns, row, strict=True)} for row in chosen.rows]


def number(value: Value) -> Value:
    return value.number if isinstance(value, Figure) else value


def test_the_sample_counts_persons_and_words_and_leaves_documents_out(study: Session) -> None:
    made = outputs.make(study, "sample", "nl", internal=True)
    zuid = next(row for row in rows(made) if row["neighbourhood"] == "Zuid")
    assert (zuid["interviews"], zuid["respondents"], zuid["bewoner"], zuid["beleidsmaker"]) == (3, 3, 3, 0)
    assert zuid["period"] == "mei 2019"
    assert zuid["words"] == 3 * len(f"{SAID} {DIRT} Nummer 1.".split())
    assert [(row["group"], row["respondents"]) for row in rows(made, 1)] == [
        ("beleidsmakers", 1),
        ("wijkprofessionals", 0),
        ("bewoners", 3),
    ]


def test_a_published_sample_hides_few_people_and_the_one_that_would_give_them_away(study: Session) -> None:
    made = outputs.make(study, "sample", "nl", internal=False)
    assert {(row["neighbourhood"], row["respondents"]) for row in rows(made)} == {("Zuid", "x"), ("Noord", "x")}
    assert "bewoner" not in rows(made)[0]
    assert {row["respondents"] for row in rows(made, 1)} == {"x", 0}
    assert made.hidden == 2


def test_every_number_leads_to_as_many_respondents(study: Session) -> None:
    seen = 0
    for name in ("evidence", "groups", "codebook"):
        for part in outputs.make(study, name, "nl", internal=True).parts:
            for figure in (value for row in part.rows for value in row if isinstance(value, Figure)):
                counted = aggregate.tally(study, figure.filters, where=figure.where)
                assert counted.respondents == figure.number, (name, figure)
                seen += 1
    assert seen > 10


def test_the_evidence_has_a_row_for_each_code_and_place_with_its_groups_and_a_quote(study: Session) -> None:
    made = outputs.make(study, "evidence", "nl", internal=True)
    found = {(row["code"], row["neighbourhood"]): row for row in rows(made)}
    assert number(found["factor.sloop", "Zuid"]["respondents"]) == 3
    assert number(found["factor.sloop", "Noord"]["beleidsmaker"]) == 1
    assert ("belemmering.onderhoud", "Noord") not in found
    first = found["factor.sloop", "Zuid"]["quote"]
    later = aggregate.quotes(study, Filters(codes=("factor.sloop",), neighbourhoods=("stad-zuid",)), "nl").quotes[2].id
    assert first != later
    review_quote(study, "bram", later, "publish", "algemeen")
    again = {
        (row["code"], row["neighbourhood"]): row for row in rows(outputs.make(study, "evidence", "nl", internal=True))
    }
    assert again["factor.sloop", "Zuid"]["quote"] == later, "one that was checked stands before the first"


def test_groups_are_compared_by_who_speaks(study: Session) -> None:
    found = {row["code"]: row for row in rows(outputs.make(study, "groups", "nl", internal=True))}
    assert found["belemmering.onderhoud"]["finding"] == "een groep zwijgt"
    assert found["factor.sloop"]["bewoner_share"] == 1.0
    assert number(found["belemmering.onderhoud"]["bewoner"]) == 2


def test_saturation_counts_what_each_conversation_adds(study: Session) -> None:
    made = outputs.make(study, "method", "nl", internal=True)
    saturation = rows(made, 1)
    assert [row["new"] for row in saturation] == [2, 0, 0, 0]
    assert saturation[-1]["codes"] == 2
    facts = {row["fact"]: row["value"] for row in rows(made, 2)}
    assert facts["gesprekken"] == 4
    assert facts["coderingen"] == 7


def test_a_published_method_lets_no_difference_tell_what_one_conversation_adds(study: Session) -> None:
    within, leaves = (rows(outputs.make(study, "method", "nl", internal=each), 1) for each in (True, False))
    assert [row["transcripts"] for row in within] == [1, 2, 3, 4]
    assert [row["transcripts"] for row in leaves] == [4], "the fourth less the third would be one conversation"


def test_a_published_saturation_follows_an_order_that_months_do_not_tell(study: Session) -> None:
    for n in range(5, 10):
        who = Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BEWONER)
        a_transcript(study, f"a-{n}", about=a_description(f"a-{n}", month="2001-01", speakers=(who,)))
    within, leaves = (rows(outputs.make(study, "method", "nl", internal=each), 1) for each in (True, False))
    assert [row["codes"] for row in within[:5]] == [0] * 5, "the first five, by month, say nothing"
    digests = sorted(study.execute(select(TranscriptVersion.sha256, TranscriptVersion.source_name)).all())
    names = [name.removesuffix(".txt") for _, name in digests if not name.startswith("nota")]
    codes = {"gesprek-1": 2, "gesprek-2": 2, "gesprek-3": 1, "gesprek-4": 1}
    seen = [max(codes.get(name, 0) for name in names[:at]) for at in (3, 6, 9)]
    assert [(row["transcripts"], row["codes"]) for row in leaves] == list(zip((3, 6, 9), seen, strict=True))


def test_a_published_record_does_not_tell_a_total_that_tables_hide(study: Session) -> None:
    within, leaves = (
        {row["fact"]: row["value"] for row in rows(outputs.make(study, "method", "nl", internal=each), 2)}
        for each in (True, False)
    )
    assert within["coderingen"] == 7
    assert set(within) - set(leaves) == {
        "coderingen",
        "gebeurtenissen in het logboek",
        "beslissingen over suggesties",
        "ingetrokken of vervangen coderingen",
    }
    assert leaves["gesprekken"] == 4


def test_a_published_share_does_not_tell_how_many_people_a_hidden_group_has(session: Session) -> None:
    a_study(session)
    groups = [Group.BELEIDSMAKER] * 2 + [Group.WIJKPROFESSIONAL] * 4 + [Group.BEWONER] * 6
    for n, group in enumerate(groups):
        who = Speaker("R1", Role.RESPONDENT, f"R{n:03}", group)
        about = a_description(f"gesprek-{n}", speakers=(who,))
        version = a_transcript(session, f"gesprek-{n}", about=about, speech=(("R1", f"{SAID} Nummer {n}."),))
        if n > 2:
            a_coding(session, version, SAID)
    sample = {
        row["group"]: row["respondents"] for row in rows(outputs.make(session, "sample", "nl", internal=False), 1)
    }
    assert sample == {"beleidsmakers": "x", "wijkprofessionals": "x", "bewoners": 6}
    for internal, share in ((False, None), (True, 0.75)):
        row = next(
            row
            for row in rows(outputs.make(session, "groups", "nl", internal=internal))
            if row["code"] == "factor.sloop"
        )
        assert (number(row["wijkprofessional"]), row["bewoner_share"]) == (3, 1.0)
        assert row["wijkprofessional_share"] == share, "3 of 4: there are 4, so that of 12 people 2 are left"


def test_published_agreement_gives_no_numbers_of_sentences_away(study: Session) -> None:
    for n in (5, 6):  # so that Noord has three, and the number of factor.sloop leaves
        who = Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BELEIDSMAKER)
        about = a_description(f"gesprek-{n}", neighbourhoods=("stad-noord",), speakers=(who,))
        a_coding(study, a_transcript(study, f"gesprek-{n}", about=about, speech=(("R1", SAID),)), SAID)
    version, other = study.scalars(select(TranscriptVersion.id).order_by(TranscriptVersion.id).limit(2))
    a_coding(study, version, SAID, coder="bram")
    a_coding(study, version, DIRT, "belemmering.onderhoud", coder="bram")
    a_coding(study, version, "Nummer 1.", coder="bram")
    (within,) = (
        row for row in rows(outputs.make(study, "method", "nl", internal=True)) if row["code"] == "factor.sloop"
    )
    assert (within["both"], within["only_one"], within["positive"]) == (1, 1, 2 / 3)
    leaves = rows(outputs.make(study, "method", "nl", internal=False))
    assert leaves == [], "2/3 would say one sentence by both and one by either; with so few codings 0.7 would too"
    a_coding(study, other, SAID, coder="bram")
    kappas = [
        {
            row["code"]: (row["respondents"], row["kappa"])
            for row in rows(outputs.make(study, "codebook", "nl", internal=each))
        }
        for each in (True, False)
    ]
    assert kappas[0]["belemmering.onderhoud"][1] is not None
    assert kappas[1]["belemmering.onderhoud"] == ("x", None), "a rate of a code whose number is hidden"
    assert (kappas[0]["factor.sloop"][1], kappas[1]["factor.sloop"][1]) == (pytest.approx(2 / 3), None)


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_published_holds_no_number_of_respondents_below_three_and_no_quote_that_nobody_checked(
    study: Session, name: str
) -> None:
    made = outputs.make(study, name, "nl", internal=False)
    for part in made.parts:
        for row in part.rows:
            for column, value in zip(part.columns, row, strict=True):
                assert value not in {SAID, DIRT}
                if column.id in {"respondents", "bewoner", "beleidsmaker", "wijkprofessional"}:
                    assert number(value) in {0, "x", None} or int(str(number(value))) >= 3, (name, column.id, value)


@pytest.mark.parametrize("name", outputs.INTERNAL)
def test_what_cuts_the_evidence_twice_stays_inside(study: Session, name: str) -> None:
    with pytest.raises(DisclosureError, match="stays inside"):
        outputs.make(study, name, "nl", internal=False)


def test_an_output_that_the_codebook_has_no_codes_for_says_so(study: Session) -> None:
    with pytest.raises(ConflictError, match="'uitkomst'"):
        outputs.make(study, "outcomes", "nl", internal=True)
    with pytest.raises(NotFoundError, match="did you mean evidence"):
        outputs.make(study, "evidenc", "nl", internal=True)


def test_an_anchor_quote_leaves_with_the_codebook_only_after_its_review(study: Session) -> None:
    coding = aggregate.quotes(study, Filters(codes=("factor.sloop",)), "nl").quotes[0].id
    mark(study, "bram", coding, marked=True)
    shown = {row["code"]: row["anchor"] for row in rows(outputs.make(study, "codebook", "nl", internal=False))}
    assert shown["factor.sloop"] == ""
    review_quote(study, "bram", coding, "publish", "algemeen")
    shown = {row["code"]: row["anchor"] for row in rows(outputs.make(study, "codebook", "nl", internal=False))}
    assert shown["factor.sloop"] == SAID


def test_the_same_output_as_sheets_json_and_text(study: Session) -> None:
    made, about = outputs.make(study, "evidence", "en", internal=True), export.about(study, [], internal=True)
    sheets, record = output_sheets(made, about, "en"), output_record(made, about)
    lines = list(output_lines(made, about, "en", 120))
    plain = [[number(value) for value in row] for row in made.parts[0].rows]
    assert [list(row) for row in sheets[0].rows] == plain
    assert [row["respondents"]["number"] for row in record["parts"][0]["rows"]] == [row[4] for row in plain]
    assert sum("factor.sloop" in line for line in lines) == sum(row[0] == "factor.sloop" for row in plain)
    assert lines[0].startswith("INTERNAL")


def test_interventions_meet_outcomes_with_links_at_the_codings_that_count_now(
    session: Session,
) -> None:
    ids = ("interventie", "interventie.sloop", "uitkomst", "uitkomst.buurt")
    codes = tuple(a_code(id=number, parent=number.rpartition(".")[0] or None) for number in ids)
    applies = tuple(replace(each, applies_to=("uitkomst",)) for each in a_codebook().attributes)
    a_study(session, codebook=a_codebook(codes=codes, attributes=applies))
    version = a_transcript(session, "zuid-01", speech=(("I", "En?"), ("R1", f"{SAID} {DIRT}")))
    cause = a_coding(session, version, SAID, "interventie.sloop")
    effect = a_coding(session, version, "geholpen", "uitkomst.buurt")
    link(session, "bram", cause, effect, LinkRelation.LEADS_TO)
    do(session, version, kind="change", coding=effect, attributes={"valentie": "positief"})

    (row,) = rows(outputs.make(session, "interventions", "nl", internal=True))
    assert (row["intervention"], row["outcome"]) == ("interventie.sloop", "uitkomst.buurt")
    assert (number(row["respondents"]), row["codings"], row["positief"], row["negatief"]) == (1, 1, 1, 0)
    assert (row["leidt_tot"], row["ondanks"]) == (1, 0)


def test_claims_stay_inside_with_their_units_and_the_quotes_of_both_sides(study: Session) -> None:
    against = aggregate.quotes(study, Filters(codes=("belemmering.onderhoud",)), "nl").quotes[0].id
    claim_register.link(study, "bram", "C1", against, Linked.CONTRADICTS)
    claim_register.answer(study, "bram", "C1", [against], "Dat was eerder.")
    made = outputs.make(study, "claims", "nl", internal=True)
    first, second = rows(made, 1)
    assert (first["claim"], first["verdict"], first["divided"], first["thin"]) == ("C1", "ontoereikend", 1, 1)
    assert (first["respondents_for"], first["quotes_against"], rows(made)[0]["unanswered"]) == (4, 1, 0)
    assert (second["verdict"], second["for"], second["not_coded"]) == ("gesteund", 1, 1)
    units = {(row["claim"], row["unit"]): row for row in rows(made, 2)}
    assert units["C1", "Zuid"]["respondents_against"] == 1
    quotes = {(row["claim"], row["quote"]): row for row in rows(made, 3)}
    assert (quotes["C1", against]["side"], quotes["C1", against]["answer"]) == ("tegen", "Dat was eerder. (bram)")
    assert "met minstens 2 respondenten in 2 transcripten" in made.rules[0]


def three_more_in_noord(study: Session) -> None:
    """So that the numbers of factor.sloop leave."""
    for n in (5, 6, 7):
        who = Speaker("R1", Role.RESPONDENT, f"R00{n}", Group.BELEIDSMAKER)
        about = a_description(f"gesprek-{n}", neighbourhoods=("stad-noord",), speakers=(who,))
        a_coding(study, a_transcript(study, f"gesprek-{n}", about=about, speech=(("R1", SAID),)), SAID)


def test_published_claims_leave_out_what_hangs_on_few_and_quote_only_what_was_released(study: Session) -> None:
    assert rows(outputs.make(study, "claims", "en", internal=False)) == [], "every cell is hidden, for few or for them"
    three_more_in_noord(study)
    made = outputs.make(study, "claims", "en", internal=False)
    (first,) = rows(made)
    assert (first["claim"], first["verdict"], first["for"]) == ("1", "supported", 2)
    findings = outputs.make(study, "findings", "en", internal=False)
    assert {row["id"] for part in (0, 1) for row in rows(findings, part)} == {"1"}
    assert rows(made, 1) == []
    assert made.hidden == 0
    released = aggregate.quotes(study, Filters(codes=("factor.sloop",)), "nl").quotes[0].id
    review_quote(study, "bram", released, "publish", "algemeen")
    (quoted,) = rows(outputs.make(study, "claims", "en", internal=False), 1)
    assert (quoted["claim"], quoted["side"], quoted["exact"]) == ("1", "for", SAID)
    assert set(quoted) == {"claim", "side", "exact", "source"}


def test_a_quote_that_does_not_count_stands_beside_no_published_claim(study: Session) -> None:
    three_more_in_noord(study)
    version = study.scalars(select(TranscriptVersion.id).order_by(TranscriptVersion.id)).first()
    assert version is not None
    coding = a_coding(study, version, "Nummer 1.")
    (elsewhere,) = do(study, version, kind="elsewhere", coding=coding, value=True).codings
    claim_register.link(study, "bram", "C1", elsewhere, Linked.NUANCES)
    review_quote(study, "bram", elsewhere, "publish", "algemeen")
    assert len(rows(outputs.make(study, "claims", "nl", internal=False))) == 1
    assert rows(outputs.make(study, "claims", "nl", internal=False), 1) == []


def test_a_claim_about_one_group_quotes_nobody_whose_label_does_not_say_that_group(study: Session) -> None:
    three_more_in_noord(study)
    claim = a_claim(quantifier=Quantifier.SOME, contradict=(), groups=(Group.BELEIDSMAKER,))
    claim_register.load(study, [claim], "bram")
    own, other = (
        aggregate.quotes(study, Filters(codes=("factor.sloop",), groups=(group,)), "nl").quotes[0].id
        for group in ("beleidsmaker", "bewoner")
    )
    claim_register.link(study, "bram", "C1", other, Linked.NUANCES)
    for quote in (own, other):
        review_quote(study, "bram", quote, "publish", "algemeen")
    quoted = rows(outputs.make(study, "claims", "nl", internal=False), 1)
    assert [(row["claim"], row["source"]) for row in quoted] == [("1", "beleidsmaker, Noord")]


def test_no_published_rate_is_a_negative_zero() -> None:
    assert str(told(-0.001, 80)) == "0.0"
