"""One page on an interview or a neighbourhood, on the screen and as Markdown."""

import pytest
from builders import CODER, a_code, a_codebook, a_coding, heard_version
from sqlalchemy import Engine, select

from qualcode.db.models import Run
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.workflow import anchor, codebook, memos, summary
from qualcode.workflow.summary_file import summary_file

ZUID = Topic(TopicKind.NEIGHBOURHOOD, "stad-zuid")
FIRST = Topic(TopicKind.TRANSCRIPT, "zuid-01")


@pytest.fixture
def engine(study_url: str) -> Engine:
    return make_engine(study_url)


def shown(app) -> str:
    texts = (*app.title, *app.header, *app.get("html"), *app.markdown, *app.info, *app.success, *app.error)
    return " ".join(str(each.value) for each in texts)


def test_an_interview_has_its_facts_numbers_and_ways_to_quotes(open_page) -> None:
    app = open_page("memos", summary="transcript:zuid-01")
    said = shown(app)
    assert "Samenvatting: zuid-01" in said
    assert '1 bewoner: <a data-page="transcripts" href="transcripts?respondent=R001"' in said
    assert "veiligheid" in said
    assert "2 coderingen · 2 passages · 1 respondent" in said
    assert 'href="quotes?code=factor.sloop&amp;transcript=zuid-01"' in said
    assert 'href="memos?summary=neighbourhood%3Astad-zuid"' in said
    assert "Niemand heeft dit nog samengevat" in said
    quotes = open_page("quotes", language="en", transcript="zuid-01", code="factor.sloop")
    assert "1 coding · 1 respondent · 1 transcript · only in zuid-01" in shown(quotes)
    assert "There is no transcript" in shown(open_page("quotes", language="en", transcript="niets"))


def test_a_neighbourhood_names_its_transcripts_in_english_too(open_page) -> None:
    said = shown(open_page("memos", language="en", summary="neighbourhood:stad-zuid"))
    assert "Summary: Zuid" in said
    assert 'href="memos?summary=transcript%3Azuid-01"' in said
    assert "Codes by family" in said


def test_a_summary_is_written_on_the_page_and_then_changed(open_page, engine: Engine) -> None:
    app = open_page("memos", summary=str(ZUID))
    app.text_area[0].set_value("Zuid is veranderd.")
    app.button(key="qualcode_memo_summary_neighbourhood:stad-zuid_new_store").click().run()
    assert "opgeslagen als memo 1" in shown(app)
    assert "Zuid is veranderd." in shown(app)
    app.text_area[0].set_value("Zuid is erg veranderd.")
    app.button(key="qualcode_memo_summary_neighbourhood:stad-zuid_1_store").click().run()
    with reading(engine) as session:
        assert [line.text for line in memos.history(session, 2)] == ["Zuid is erg veranderd.", "Zuid is veranderd."]
    said = shown(open_page("memos", view="summaries"))
    assert "1 van 4 heeft een samenvatting" in said
    assert CODER in said
    assert "stad-zuid" not in shown(open_page("memos", view="summaries", written="missing"))


def test_what_is_not_there_is_one_sentence(open_page) -> None:
    assert "There is no neighbourhood 'nergens'" in shown(
        open_page("memos", language="en", summary="neighbourhood:nergens")
    )
    assert "schrijf transcript:NAAM" in shown(open_page("memos", summary="code:factor"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("INTERN", "Fictief onderzoek", "## Samenvatting", "bewoner", "### Per familie", "## Ankercitaten")),
        ("en", ("INTERNAL", "Fictional study", "## Summary", "resident", "### By family", "## Anchor quotes")),
    ],
)
def test_markdown_holds_the_page_and_says_from_where_it_comes(engine: Engine, language: str, words) -> None:
    with writing(engine) as session:
        anchor.mark(session, CODER, a_coding(session, heard_version(session, "zuid-01"), "Dat is jammer."), marked=True)
        summary.write(session, CODER, FIRST, "Kort gezegd.", None, "op-summary")
        memos.write(session, CODER, MemoDraft(MemoKind.METHOD, "Gesproken in de keuken.", (FIRST,)))
    made = summary_file(engine, FIRST, CODER, language).decode()
    for word in (*words, "Kort gezegd.", "> Dat is jammer.", "Gesproken in de keuken.", "R001", "| Code factor |"):
        assert word in made
    with reading(engine) as session:
        run = session.scalars(select(Run).where(Run.kind == "export")).one()
        assert run.output_sha256 is not None
        assert f"{run.id}\n" in made


def test_a_pattern_is_decided_on_the_page_of_its_neighbourhood(open_page, engine: Engine) -> None:
    rows = [a_code(id=name, parent=name.rpartition(".")[0] or None) for name in ("patroon", "patroon.wankelend")]
    with writing(engine) as session:
        codebook.load(session, a_codebook(codes=(*a_codebook().codes, *rows)), CODER)
    app = open_page("memos", summary=str(ZUID))
    assert "Er wordt geen patroon uit de aantallen afgeleid." in shown(app)
    app.text_area(key="qualcode_pattern_stad-zuid_text").set_value("Twee stemmen zeggen het.")
    app.button(key="qualcode_pattern_stad-zuid_store").click().run()
    assert "<b>Code patroon.wankelend</b>" in shown(app)
    assert "Twee stemmen zeggen het." in shown(app)
    assert "**Code patroon.wankelend**" in summary_file(engine, ZUID, CODER, "en").decode()
    other = open_page("memos", language="en", summary="neighbourhood:stad-noord")
    assert "None is inferred from the numbers." in shown(other)
    assert "None is inferred" not in shown(open_page("memos", language="en", summary="transcript:zuid-01"))
