"""An attack on all that leaves: outputs, evidence tables, quotes under their labels and the basket of one study.

No number of people or codings below k may stand in a public file, and whoever adds and subtracts everything, with the
labels of the published quotes, must not find a hidden cell nor show that it is small.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from a_reader import CITIES, TREE, K, Reader, a_random_study, hidden_from
from builders import a_claim, session_undone
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coding
from qualcode.db.queries.sources import respondents_by_source
from qualcode.db.session import make_engine, writing
from qualcode.domain.agreement import TOLD
from qualcode.domain.claim import Condition, Quantifier, Verdict
from qualcode.domain.disclosure import Source
from qualcode.domain.evidence import TOTAL, Columns, Filters, Question
from qualcode.domain.output import Figure, Name, Output
from qualcode.domain.publication import About, PublicQuote
from qualcode.errors import ConflictError
from qualcode.interchange.basket import basket_sheets
from qualcode.interchange.dossier.pages import pages
from qualcode.interchange.dossier.rows import rows as dossier_rows
from qualcode.interchange.forms import Form, write_sheets
from qualcode.interchange.outputs import output_sheets
from qualcode.interchange.plots.picture import PlotForm, picture
from qualcode.interchange.records import evidence_record
from qualcode.interchange.sheets import evidence_sheets, quote_sheets
from qualcode.workflow import basket, claim_register, dossier, draw, export, outputs
from qualcode.workflow.disclose import review_quote
from qualcode.workflow.outputs.sample import concealed
from qualcode.workflow.outputs.shared import own_codings

NUMBERED = {"kappa", "percent", "positive", "codes"}
"""Columns that count no people and no codings: rates, and codes of the codebook."""


Published = tuple[Engine, dict[tuple[str, str, str], int]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def report(request: pytest.FixtureRequest) -> Iterator[Published]:
    """A study with many small cells, in which half of the quotes were checked and stand in the report."""
    engine = make_engine(request.getfixturevalue(f"another_{request.param}")())
    with writing(engine) as session:
        true = a_random_study(session, 5)
        chance = random.Random(5)
        codings = list(session.scalars(select(Coding.id).order_by(Coding.id)))
        chosen = [number for number in codings if chance.random() < 0.5]
        for number in chosen:
            review_quote(session, "annelies", number, "publish", "algemeen")
        basket.put(session, "annelies", "4.1", chosen[:20])
    yield engine, true
    engine.dispose()


@pytest.fixture
def published(report: Published) -> Iterator[tuple[Session, dict[tuple[str, str, str], int]]]:
    """A session on the study of `report`, and its true cells."""
    engine, true = report
    with session_undone(engine) as session:
        yield session, true


def public_outputs(session: Session, language: str = "nl") -> Iterator[Output]:
    for name in Name:
        if name not in outputs.INTERNAL:
            try:
                yield outputs.make(session, name, language, internal=False)
            except ConflictError:
                continue


def small(value: object) -> bool:
    """Whether a value is a number between nought and k, written as one or alone in a text."""
    if isinstance(value, Figure):
        value = value.number
    if isinstance(value, str) and re.fullmatch(r"\s*\d+\s*", value):
        value = int(value)
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < K


def test_no_output_that_leaves_holds_a_number_below_k(published) -> None:
    session, _ = published
    shown = 0
    for made in public_outputs(session):
        for part in made.parts:
            ids = [column.id for column in part.columns]
            for row in part.rows:
                for name, value in zip(ids, row, strict=True):
                    told = isinstance(row[0], str) and name == "value" and "versie" in row[0]
                    assert name in NUMBERED or told or not small(value), (made.name, part.title, name, row)
                    shown += isinstance(value, int | Figure)
    assert shown > 30, "outputs without numbers prove nothing"


def test_no_evidence_table_that_leaves_holds_a_number_below_k(published) -> None:
    session, _ = published
    about = export.about(session, [], internal=False)
    for columns in Columns:
        question = Question(rows="codes", columns=columns, passages=True, origins=True)
        table = export.table(session, question, "nl", internal=False)
        cells = evidence_record(table, about)
        for cell in (*cells["cells"], *cells["totals"]):
            counts = [cell["codings"], cell["respondents"], cell["from_suggestions"], *cell["by_group"].values()]
            assert not any(map(small, [*counts, *cell["by_value"].values()])), cell
        for row in evidence_sheets(table, about, "nl")[0].rows:
            assert not any(map(small, row)), row


@pytest.mark.parametrize("form", [Form.CSV, Form.MARKDOWN, Form.HTML])
def test_no_file_that_leaves_names_a_person_a_transcript_or_a_coder(published, form: Form, tmp_path: Path) -> None:
    session, _ = published
    about = export.about(session, [], internal=False)
    found = export.quotations(session, Filters(), "nl", about)
    picked = basket.chosen(session, "nl", about)
    assert found.public
    assert picked.public
    contents = {
        "quotes": quote_sheets(found, "nl"),
        "basket": basket_sheets(picked, "nl"),
        **{made.name.value: output_sheets(made, about, "nl") for made in public_outputs(session)},
    }
    for name, sheets in contents.items():
        file = tmp_path / f"{name}.{form}"
        write_sheets(file, form, sheets, about, "nl")
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\bR\d{3}\b|gesprek-\d|annelies", text), name


def test_hidden_cells_do_not_follow_from_outputs_totals_and_labels_of_quotes_together(published) -> None:
    session, true = published
    reader = Reader()
    for made in public_outputs(session):
        reader.look_at(made)
    for columns in Columns:
        reader.read(export.table(session, Question(rows="codes", columns=columns), "nl", internal=False))
    about = export.about(session, [], internal=False)
    reader.hear(export.quotations(session, Filters(), "nl", about).public)
    known = len(reader.equal)
    assert known > 20, "a reader who knows nothing proves nothing"
    assert hidden_from(reader, true) > 20, "a study without small cells proves nothing"


OFTEN = dict.fromkeys(("f.b", "u"), (1, 2, 2, 2)) | {"f": (0, 0, 1, 2, 2), "u.b": (1, 1, 2), "f.a": (0, 0, 0, 0, 0, 1)}
"""How often codes are used in a study that two people coded: some much, those above others too, one hardly."""


@pytest.mark.parametrize(("seed", "codes"), [(0, 0), (1, 2), (3, 1)])
@pytest.mark.parametrize("session", ["sqlite"], indirect=True)
def test_hidden_cells_and_few_sentences_do_not_follow_from_agreement_beside_the_tables(
    session: Session, seed, codes
) -> None:
    true = a_random_study(session, seed, ("annelies", "bram"), OFTEN)
    table = export.table(session, Question(rows="codes"), "nl", internal=False)
    assert table.cell("f", TOTAL).codings > max(least for least, _ in TOLD if least < 800)
    own, reader = own_codings(table), Reader(above_coded=True)
    for columns in Columns:
        reader.read(export.table(session, Question(rows="codes", columns=columns), "nl", internal=False))
    told = {}
    for made in public_outputs(session):
        reader.look_at(made)
        for part in made.parts:
            ids = [column.id for column in part.columns]
            assert not {"percent", "positive", "both"} & set(ids)
            if "kappa" in ids:
                told |= {
                    row[0] or TOTAL: row[ids.index("kappa")] for row in part.rows if row[ids.index("kappa")] is not None
                }
    assert len(told) >= codes + (TOTAL in told)
    for above, codes_below in TREE.items():
        assert above not in told or not any(table.cell(each, TOTAL).suppressed for each in codes_below)
    for code, kappa in told.items():
        if code != TOTAL:
            reader.agree(code, kappa, own[code])
    for code, found in reader.sentences.items():
        for which in (0, 1):
            numbers = {each[which] for each in found}
            assert len(numbers) > 1 or not small(min(numbers)), (code, numbers)
    assert hidden_from(reader, true) > 10


def test_labels_of_published_quotes_are_shared_by_k_respondents(published) -> None:
    session, _ = published
    about = export.about(session, [], internal=False)
    sources = respondents_by_source(session)
    labels = {Source(each.group, each.city, each.neighbourhood) for each in _quotes(session, about)}
    assert len(labels) > 3
    for label in labels:
        bear = [source for source in sources if all(said in {"", own} for said, own in zip(label, source, strict=True))]
        assert len(set().union(*(sources[source] for source in bear))) >= K, label


def _quotes(session: Session, about: About) -> tuple[PublicQuote, ...]:
    return export.quotations(session, Filters(), "nl", about).public


def test_pictures_say_what_their_tables_say_and_nothing_of_hidden_cells(published) -> None:
    session, _ = published
    drawn = 0
    for made in public_outputs(session):
        for name, spec in draw.drawn(session, made, "nl", internal=False).items():
            labels = re.findall(r'aria-label="([^"]*)"', picture(spec, PlotForm.SVG).decode())
            numbers = [int(number) for label in labels for number in re.findall(r"respondenten: (\d+)", label)]
            hidden = sum(label.endswith("respondenten: null") for label in labels)
            if name == "evidence":
                told = [row[4] for row in made.parts[0].rows]
                assert sorted(numbers) == sorted(value.number for value in told if isinstance(value, Figure))
                assert hidden >= told.count("x") > 0
            assert not any(map(small, numbers)), name
            drawn += 1
    assert drawn > 1


def test_the_public_dossier_holds_the_published_tables_and_quotes_and_no_more(published) -> None:
    session, _ = published
    about = export.about(session, [], internal=False)
    made = dossier.dossier(session, about, "nl")
    assert [(each.name, each.parts) for each in made.outputs] == [
        (each.name, each.parts) for each in public_outputs(session)
    ]
    leaving = [(each.code, each.source, each.exact) for each in _quotes(session, about)]
    assert [(each.code, each.source, each.exact) for each in made.quotes] == leaving
    assert leaving
    files = {page.path: page.content for page in pages(made)}
    index = json.loads(files["search.html"].partition('id="index">')[2].partition("</script>")[0])
    assert [(each["code"], each["source"], each["text"]) for each in index["quotes"]] == leaving
    assert {each["place"] for each in index["quotes"]} <= {"", *CITIES}
    assert all(each["people"] == [] for each in index["quotes"])
    tables = [content for path, content in files.items() if path.startswith("tables/")]
    numbers = {cell for content in tables for cell in re.findall(r"<td[^>]*>(?:<a[^>]*>)?(\d+)<", content)}
    printed = {str(plain(value)) for each in made.outputs for part in each.parts for row in part.rows for value in row}
    assert numbers <= printed


def test_the_manifest_of_a_public_dossier_follows_from_its_pages(session: Session) -> None:
    a_random_study(session, 5)
    claims = []
    for intended, topics in ((Verdict.SUPPORTED, ()), (Verdict.CONTRADICTED, ("veiligheid",))):
        claim = a_claim(require=(Condition("f"),), contradict=(), quantifier=Quantifier.SOME, topics=topics)
        claim_register.load(session, [replace(claim, intended=intended)], "annelies")
        made = dossier.dossier(session, export.about(session, [], internal=False), "nl")
        claims.append([row for row in dossier_rows(made) if row[0] == "claim"])
    assert claims[0] == claims[1] != []


def plain(value: object) -> object:
    return value.number if isinstance(value, Figure) else value


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 9), max_size=8))
def test_hidden_people_of_the_sample_do_not_follow_from_the_total(people: dict[str, int]) -> None:
    hidden = concealed(people, K)
    small = {name for name, number in people.items() if 0 < number < K}
    assert small <= hidden
    assert small or not hidden
    left = sum(people[name] for name in hidden)
    if small and any(number >= K for number in people.values()):
        assert all(left - (len(hidden) - 1) >= K for _ in small)


def test_two_places_with_one_person_each_do_not_show_by_what_is_left_of_the_total() -> None:
    assert concealed({"a": 1, "b": 1, "c": 5, "d": 7}, K) == {"a", "b", "c"}
