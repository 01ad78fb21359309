"""Why a suggestion was made: on the desk, on the journey of its quote, in internal exports; not where it unblinds."""

import pytest
from builders import CODER, a_coding, a_study, a_suggestion, a_transcript, do
from sqlalchemy import Engine

from qualcode.db.queries.reasons import stored
from qualcode.db.session import reading, writing
from qualcode.domain.coding import Display
from qualcode.domain.evidence import Filters
from qualcode.domain.reason_wording import told
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation
from qualcode.interchange.dossier.journeys import teller
from qualcode.interchange.plain import quote_lines
from qualcode.interchange.provenance import provenance
from qualcode.interchange.records import quotes_record
from qualcode.interchange.sheets import quote_sheet
from qualcode.ui.components.coder.document import reasons
from qualcode.workflow.export import about, quotations
from qualcode.workflow.reading import SuggestionView, open_transcript
from qualcode.workflow.recorded import record
from qualcode.workflow.study import change_settings
from qualcode.workflow.suggest import run
from qualcode.workflow.trace import journey

LEAK = "De flats waren slecht onderhouden."
LONG = "De flats waren slecht onderhouden en dat bleef zo, jaar in jaar uit, tot de laatste bewoner weg was."


def learn_from_her(engine: Engine, said: str) -> None:
    """Let suggestions for what is said in one transcript be learned from a coding of annelies in another."""
    with writing(engine) as session:
        a_study(session)
        change_settings(session, CODER, {"threshold": 0.01})
        first = a_transcript(session, "zuid-01", speech=(("I", "En?"), ("R1", LONG)))
        a_coding(session, first, LONG)
        a_transcript(session, "zuid-02", speech=(("I", "En?"), ("R1", said)))
    run(engine, "system", method="learned")


@pytest.fixture
def coded(engine: Engine) -> Engine:
    """A passage that annelies coded, and one like it in another transcript, with suggestions learned from hers."""
    learn_from_her(engine, LEAK)
    return engine


def the_suggestion(engine: Engine) -> SuggestionView:
    with reading(engine) as session:
        found = open_transcript(session, "zuid-02", "bram").suggestions
    return next(each for each in found if each.code == "factor.sloop")


def accepted(engine: Engine) -> int:
    with writing(engine) as session:
        ack = do(session, 2, "bram", kind="accept", suggestion=the_suggestion(engine).id)
    assert ack.error is None
    return ack.codings[0]


def test_a_coder_sees_the_start_of_the_quote_that_is_most_like_the_sentence(coded: Engine) -> None:
    (quote,) = the_suggestion(coded).quotes.values()
    assert len(quote) <= 80
    assert quote.startswith("De flats waren slecht onderhouden en dat")


def test_a_quote_that_counts_no_longer_is_not_shown(coded: Engine) -> None:
    with writing(coded) as session:
        assert do(session, 1, kind="withdraw", coding=1).error is None
    assert the_suggestion(coded).quotes == {}


def test_the_journey_of_a_quote_tells_what_its_suggestion_was_like(coded: Engine) -> None:
    number = accepted(coded)
    with reading(coded) as session:
        told = journey(session, number, "nl")
    assert told.origin is not None
    assert told.origin.explanations == told.quote.why
    assert list(told.nearest) == list(told.quote.why[0].nearest) == [1]


def test_a_blind_study_shows_nothing_of_a_colleague(coded: Engine) -> None:
    number = accepted(coded)
    with writing(coded) as session:
        change_settings(session, CODER, {"display": Display.NEVER})
    with reading(coded) as session:
        assert open_transcript(session, "zuid-02", "bram").suggestions == []
        assert journey(session, number, "nl").nearest == {}


def test_the_reason_leaves_with_an_internal_export_only(coded: Engine) -> None:
    number = accepted(coded)
    with reading(coded) as session:
        inside = quotations(session, Filters(), "nl", about(session, (), internal=True))
        outside = quotations(session, Filters(), "nl", about(session, (), internal=False))
    sheet = quote_sheet(inside, "en")
    rows = {row[0]: row[-1] for row in sheet.rows}
    assert sheet.columns[-1].label == "reason of the suggestion"
    assert str(rows[number]).startswith("Learned from what was coded. Strongest words: ")
    assert str(rows[number]).endswith("Most like: #1")
    assert rows[1] == ""
    assert "reason of the suggestion" not in [column.label for column in quote_sheet(outside, "en").columns]


def test_talk_about_elsewhere_and_earlier_is_told_on_the_desk_and_on_the_journey(engine: Engine) -> None:
    text = "Vroeger, bij mijn zus in Assen, waren de flats slecht onderhouden."
    learn_from_her(engine, text)
    why, _ = reasons(the_suggestion(engine).explanation, {})
    assert "Gaat misschien over elders: “bij mijn zus in Assen”." in why
    assert "Gaat over eerder: “Vroeger”." in why
    with reading(engine) as session:
        plain = open_transcript(session, "zuid-01", "bram").suggestions
    assert all("elsewhere" not in each.explanation[0] for each in plain)
    with reading(engine) as session:
        told = journey(session, accepted(engine), "nl").quote.why[-1]
    assert (told.elsewhere, told.earlier) == ("bij mijn zus in Assen", "Vroeger")


def test_the_desk_tells_by_which_words_a_code_seems_denied() -> None:
    why, _ = reasons([stored(Explanation("codebook", "", (), "ranked", "beloofd, nou", terms=("flat",)))], {})
    assert "Lijkt ontkend, door: “beloofd, nou”." in why


@pytest.mark.parametrize(
    ("why", "dutch", "english"),
    [
        (
            Explanation("lexicon", "sloop", (Span(0, 5),), "lemma", "geen", "misschien"),
            "Het codeboek noemt het woord 'sloop'. Het wordt ontkend door 'geen'."
            " Het wordt afgezwakt door 'misschien'.",
            "The codebook names the word 'sloop'. It is negated by 'geen'. It is weakened by 'misschien'.",
        ),
        (
            Explanation("learned", "", (), "ranked", "beloofd, nou", terms=("flat", "lek"), nearest=(12, 15)),
            "Geleerd van wat al gecodeerd is. Sterkste woorden: flat, lek. Lijkt het meest op: #12 · #15"
            " Lijkt ontkend, door: “beloofd, nou”.",
            "Learned from what was coded. Strongest words: flat, lek. Most like: #12 · #15"
            " Seems denied, by: “beloofd, nou”.",
        ),
        (
            Explanation("codebook", "", (), "ranked", elsewhere="bij mijn zus", earlier="vroeger"),
            "Dicht bij de eigen woorden van het codeboek. Gaat misschien over elders: “bij mijn zus”."
            " Gaat over eerder: “vroeger”.",
            "Close to the codebook's own words. Perhaps about elsewhere: “bij mijn zus”. About earlier: “vroeger”.",
        ),
    ],
)
def test_a_reason_is_told_in_the_language_of_the_reader(why: Explanation, dutch: str, english: str) -> None:
    assert (told((why,), "nl"), told((why,), "en")) == (dutch, english)


def test_words_that_the_codebook_names_are_told_together() -> None:
    both = [Explanation("lexicon", word, (Span(0, 5),), "lemma") for word in ("sloop", "flat")]
    assert told(both, "nl") == "Het codeboek noemt de woorden 'sloop', 'flat'."


def test_a_corrected_quote_names_the_code_that_was_proposed_in_every_export(engine: Engine) -> None:
    with writing(engine) as session:
        a_study(session)
        version = a_transcript(session)
        proposed = a_suggestion(session, version, "De sloop heeft de buurt geholpen.")
        do(session, version, kind="correct", suggestion=proposed, code="factor.huismeester")
        a_coding(session, version, "Dat is jammer.")
    with reading(engine) as session:
        found = quotations(session, Filters(), "nl", about(session, (), internal=True))
        (way, by_hand) = (journey(session, quote.id, "nl") for quote in found.internal)
        chain = provenance(found.about, [way], record(session, "nl"), "nl")
    sheet = quote_sheet(found, "nl")
    at = [column.label for column in sheet.columns].index("voorgestelde code")
    assert [(row[1], row[at]) for row in sheet.rows] == [("factor.huismeester", "factor.sloop"), ("factor.sloop", "")]
    lines = list(quote_lines(found, "nl", 200))
    assert [line for line in lines if "factor.huismeester | voorgestelde code: factor.sloop | " in line]
    records = quotes_record(found)["quotes"]
    assert [(each["proposed"], each["proposed_label"]) for each in records] == [
        ("factor.sloop", "Code factor.sloop"),
        (None, ""),
    ]
    assert chain["entity"][f"qc:suggestion/{proposed}"]["qc:code"]["$"] == "qc:code/factor.sloop"
    assert chain["entity"]["qc:code/factor.sloop"]["prov:label"] == "Code factor.sloop"
    assert chain["entity"][f"qc:suggestion/{proposed}"]["qc:reason"] == "Het codeboek noemt het woord 'sloop'."
    assert [each["qc:decision"] for each in chain["wasDerivedFrom"].values()] == ["corrected"]
    assert way.corrected(way.decisions[0]) == ("factor.sloop", "factor.huismeester")
    assert by_hand.decisions == ()
    steps = teller(lambda name, **given: f"{name} {given}", str, str, str, "nl")(way)
    assert "corrected_to {'proposed': 'factor.sloop', 'code': 'factor.huismeester'}" in steps[1].details
