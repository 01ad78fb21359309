"""Tables for the report on the screen: what is written there is stored, and every table opens in both languages."""

import re
import zipfile
from io import BytesIO

import pytest
from builders import CODER, a_claim, a_coding
from sqlalchemy import Engine

from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.claim import Quantifier
from qualcode.domain.framework import Place
from qualcode.domain.output import Name, OutputColumn
from qualcode.domain.wording import word
from qualcode.ui import output_table
from qualcode.workflow import claim_register, outputs, summaries

SLOOP = Place("factor.sloop", "stad-zuid")


@pytest.fixture
def engine(study_url: str) -> Engine:
    return make_engine(study_url)


def shown(app) -> str:
    return " ".join(str(each.value) for each in (*app.get("html"), *app.markdown, *app.info, *app.success, *app.error))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", Name)
def test_every_table_opens(open_page, name: Name, language: str) -> None:
    app = open_page("outputs", language=language, name=name.value)
    assert not app.exception
    assert not app.error


def test_a_long_table_is_shown_by_page_and_each_row_once(open_page, engine: Engine, monkeypatch) -> None:
    monkeypatch.setattr(output_table, "PER_PAGE", 3)
    with reading(engine) as session:
        whole = outputs.make(session, Name.EVIDENCE, "en", internal=True).parts[0]
    pages = [shown(open_page("outputs", language="en", name="evidence", page=str(at))) for at in (1, 2, 9999)]
    assert len(whole.rows) == 4, "so that the second page has one row"
    assert [page.count('<th scope="row">') for page in pages] == [3, 1, 1], "a page after the last is the last"
    assert "1-3 of 4" in pages[0]
    assert "page=2" in pages[0]
    assert "4-4 of 4" in pages[2]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_further_table_says_what_it_is_and_heads_stand_above_their_numbers(
    open_page, engine: Engine, language: str
) -> None:
    with writing(engine) as session:
        claim_register.load(session, [a_claim(quantifier=Quantifier.SOME)], CODER)
    html = shown(open_page("outputs", language=language, name="findings"))
    title = word("output_findings", language)
    assert f'<h2 class="qc-part">{word("evidence_profile", language)}</h2>' in html
    assert f'<h2 class="qc-part">{title}</h2>' not in html, "it is chosen above"
    assert f'class="qc-number">{word("interviews", language).capitalize()}</th>' in html
    assert f'class="">{word("statement", language).capitalize()}</th>' in html


def test_numbers_with_decimals_line_up() -> None:
    column = OutputColumn("kappa", "kappa")
    assert [re.findall(r">([\d.,]+)<", output_table._cell(column, value, "x"))[0] for value in (1.0, 0.7, 0.694)] == [
        "1,00",
        "0,70",
        "0,69",
    ]


def test_long_ids_may_break_between_their_parts_and_nothing_else() -> None:
    assert str(output_table.breakable("belemmering.beperkte_fysieke<i>")) == (
        "belemmering.<wbr>beperkte_<wbr>fysieke&lt;i&gt;"
    )
    assert "<wbr>" not in output_table.breakable("factor.sloop")
    assert "<wbr>" not in output_table.breakable("Dat is hier, zeg ik u, anders.")


@pytest.mark.parametrize(("language", "judged"), [("nl", "nog niet beoordeeld"), ("en", "not yet judged")])
def test_the_cells_of_a_finding_lead_to_its_claim_its_quotes_and_its_judgements(
    open_page, engine: Engine, language: str, judged: str
) -> None:
    with writing(engine) as session:
        claim_register.load(session, [a_claim(quantifier=Quantifier.SOME)], CODER)
    html = shown(open_page("outputs", language=language, name="findings"))
    for page, query, said in (
        ("claims", "claim=C1", "C1"),
        ("quotes", "claim=C1&amp;side=for", r"\d+"),
        ("outputs", "name=findings&amp;finding=C1&amp;component=confidence", judged),
        ("outputs", "name=findings&amp;finding=C1&amp;component=coherence", judged),
    ):
        assert re.search(rf'href="{re.escape(f"{page}?{query}")}"[^>]*>{said}</a>', html), (page, query)
    assert "side=against" not in html.split("<table", 1)[1], "nothing speaks against it"
    app = open_page("outputs", language=language, name="findings", finding="C1", component="coherence")
    assert app.expander[0].proto.expanded
    assert app.selectbox(key="qualcode_filter_component").value == "coherence"


def test_a_summary_is_written_where_the_address_names_its_cell_and_can_be_changed(open_page, engine: Engine) -> None:
    where = {"name": "matrix", "code": SLOOP.code, "neighbourhood": SLOOP.neighbourhood}
    app = open_page("outputs", **where)
    key = "qualcode_summary_factor.sloop_stad-zuid"
    app.text_area(key=f"{key}_text").set_value("Sloop hielp.")
    app.button(key=f"{key}_store").click().run()
    assert "De samenvatting is opgeslagen." in shown(app)
    with reading(engine) as session:
        written = summaries.current(session, SLOOP)
    assert written is not None
    assert (written.text, written.coder) == ("Sloop hielp.", CODER)
    again = open_page("outputs", language="en", **where)
    assert again.text_area(key=f"{key}_text").value == "Sloop hielp."
    assert "Sloop hielp. <a" in shown(again)
    again.text_area(key=f"{key}_text").set_value("Sloop hielp niet.")
    again.button(key=f"{key}_store").click().run()
    with reading(engine) as session:
        written = summaries.current(session, SLOOP)
    assert written is not None
    assert written.text == "Sloop hielp niet."


def test_nobody_writes_who_is_not_known(open_page) -> None:
    app = open_page("outputs", language="en", coder=None, name="matrix")
    assert not app.text_area


@pytest.mark.parametrize(("at", "language", "kind"), [(0, "nl", "publicatie"), (1, "en", "INTERNAL")])
def test_the_dossier_is_made_and_offered_until_the_study_changes(
    open_page, engine: Engine, at: int, language: str, kind: str
) -> None:
    app = open_page("outputs", language=language, name="sample")
    make = [each for each in app.button if "dossier" in each.label.lower()]
    assert [f"({kind})" in each.label for each in make] == [at == 0, at == 1]
    make[at].click().run()
    assert not app.exception
    offered = app.get("download_button")[-1]
    assert f"({kind})" in offered.proto.label
    with zipfile.ZipFile(BytesIO(app.session_state["qualcode_dossier"].content)) as archive:
        said = archive.read("dossier/index.html").decode()
        assert "dossier/dossier.manifest.json" in archive.namelist()
    assert ("INTERN" in said) == (at == 1)
    with writing(engine) as session:
        a_coding(session, 2, "De sloop heeft de buurt geholpen.", coder="bram")
    app.run()
    assert ("veranderd" if language == "nl" else "has changed") in shown(app)
    assert all(
        f"({kind})" not in each.proto.label or "ossier" not in each.proto.label for each in app.get("download_button")
    )


@pytest.mark.parametrize(
    ("language", "heads"),
    [("nl", ("Wijk", "Beleidsmakers", "Maanden")), ("en", ("Neighbourhood", "Policy makers", "Months"))],
)
def test_heads_of_columns_have_a_capital_and_groups_are_many(open_page, language, heads):
    said = shown(open_page("outputs", language=language, name="sample"))
    assert all(f'">{head}</th>' in said for head in heads)
