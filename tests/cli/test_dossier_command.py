"""The dossier: one folder that holds together, says only what may leave, and tells later whether it still holds."""

import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from a_dossier import HARMED, HELPED, MARKUP, NOBODY, SECOND, SECRET, a_dossier_study, broken_links, words_of
from builders import CODER, a_coding, heard_version, study_file
from sqlalchemy import Engine

from qualcode.db.session import make_engine, writing
from qualcode.workflow import disclose
from qualcode.workflow.deliver_dossier import DossierOrder, dossier_zip


@pytest.fixture(scope="module")
def built(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study_file(sqlite_template, tmp_path_factory.mktemp("dossier") / "study.db", a_dossier_study)


@pytest.fixture
def study(built: Path, folder: Path) -> str:
    shutil.copy(built, folder / "qualcode.db")
    return f"sqlite:///{folder / 'qualcode.db'}"


@pytest.fixture
def engine(study: str) -> Engine:
    return make_engine(study)


def page(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [(), ("--public",), ("--lang", "en"), ("--lang", "en", "--public")])
def test_every_link_of_every_page_leads_somewhere(options: tuple[str, ...], qualcode, study: str, folder: Path) -> None:
    ran = qualcode("dossier", "uit", *options)
    assert ran.code == 0, ran.err
    assert broken_links(folder / "uit") == []
    assert len(list((folder / "uit").rglob("*.html"))) > 20
    assert [file.name for file in (folder / "uit").iterdir() if file.name.startswith(".")] == []


def test_a_claim_shows_what_speaks_against_it_first_with_its_answer(qualcode, study: str, folder: Path) -> None:
    assert qualcode("dossier", "uit").code == 0
    said = page(folder / "uit", "claims/C2.html")
    assert said.index('id="contradicts"') < said.index(HARMED) < said.index('id="supports"')
    assert said.index(HARMED) < said.index("Antwoord van annelies") < said.index("Dat was vóór de sloop.")
    assert said.index('id="nuances"') < said.index("Elders hielp het.")
    assert "gesteund" in said
    assert said.count(HELPED) == 5
    unanswered = page(folder / "uit", "claims/C~20~5~2f~~e9~.html")
    assert "1 codering ertegen is niet beantwoord." in unanswered
    assert "Nog geen antwoord." in unanswered


def test_a_claim_shows_what_people_judged_and_asked_inside_and_nothing_of_it_in_public(
    qualcode, study: str, folder: Path
) -> None:
    qualcode("questions", "ask", "claim:C1", "--text", "Geldt dit <b>overal</b>?", "--for", CODER, "--as", SECOND)
    numbers = [line for line in qualcode("questions", "list").out.splitlines() if line.startswith("#")]
    asked = numbers[-1].split(" ")[0].removeprefix("#")
    qualcode("questions", "answer", asked, "--text", "Alleen in Zuid.", "--close", "--as", CODER)
    assert qualcode("dossier", "uit", "--lang", "nl").code == 0
    inside = page(folder / "uit", "claims/C1.html")
    assert "methodologische beperkingen: geen of zeer geringe zorgen" in inside
    assert "Goed gevraagd." in inside
    assert "Geldt dit &lt;b&gt;overal&lt;/b&gt;?" in inside
    assert f"gesloten, voor {CODER}" in inside
    assert "Alleen in Zuid." in inside
    assert qualcode("dossier", "open", "--public", "--lang", "nl").code == 0
    pages = "".join(file.read_text(encoding="utf-8") for file in (folder / "open").rglob("*.html"))
    for words in ("Goed gevraagd.", "Geldt dit", "Alleen in Zuid."):
        assert words not in pages


def test_a_quote_shows_its_context_and_how_it_became_evidence(qualcode, study: str, folder: Path) -> None:
    assert qualcode("dossier", "uit").code == 0
    said = page(folder / "uit", "quotes/1.html")
    assert "Hoe was het hier vroeger?" in said
    assert "<mark>De sloop heeft de buurt geholpen.</mark>" in said
    assert (
        said.index("Voorgesteld")
        < said.index("Het codeboek noemt het woord &#39;sloop&#39;.")
        < said.index("Voorstel aangenomen")
    )
    assert said.index("Voorstel aangenomen") < said.index("Gecodeerd</b>, annelies")
    assert "spreekt voor" in said


def test_a_passage_of_two_coders_is_listed_once_with_both_and_every_count_says_of_what(
    qualcode, study: str, engine: Engine, folder: Path
) -> None:
    assert qualcode("dossier", "voor").code == 0
    assert qualcode("dossier", "voor-buiten", "--public").code == 0
    with writing(engine) as session:
        twice = [
            a_coding(session, heard_version(session, "zuid-12"), said, coder=SECOND)
            for said in (HELPED, "sloop heeft ons")
        ]
        for coding in twice:
            disclose.review_quote(session, CODER, coding, "publish", "algemeen")
    assert qualcode("dossier", "uit").code == 0
    assert qualcode("dossier", "buiten", "--public").code == 0

    before, after = (page(folder / name, "claims/C3.html") for name in ("voor", "uit"))
    assert after.count("<blockquote>") == before.count("<blockquote>")
    assert ": 8 passages (8 coderingen), 6 respondenten</h2>" in before
    assert ": 8 passages (10 coderingen), 6 respondenten</h2>" in after
    assert '<a href="#supports-stad-zuid">10</a>' in after, "the table of neighbourhoods leads to their quotes"
    assert '<h3 id="supports-stad-zuid">' in after
    once = [box for box in after.split('<div class="quote') if "zuid-12" in box]
    assert len(once) == 1
    assert once[0].count(HELPED) == 1
    assert (once[0].count("codeur: annelies"), once[0].count("codeur: bram")) == (1, 2)
    assert "Dezelfde woorden, ook gecodeerd" in page(folder / "uit", f"quotes/{twice[0]}.html")
    published = [page(folder / name, "codes/factor.sloop.html") for name in ("voor-buiten", "buiten")]
    assert published[0].count(HELPED) == published[1].count(HELPED) == 5
    assert published[1].count("sloop heeft ons geholpen") == 5


def test_what_a_quote_says_is_never_markup(qualcode, study: str, folder: Path) -> None:
    for options in ((), ("--public",)):
        assert qualcode("dossier", "uit", *options).code == 0
        for file in (folder / "uit").rglob("*.html"):
            assert "<script>" not in file.read_text(encoding="utf-8"), file
        index = page(folder / "uit", "search.html").partition('id="index">')[2].partition("</script>")[0]
        assert MARKUP in [quote["text"] for quote in json.loads(index)["quotes"]]


def test_a_public_dossier_holds_what_was_checked_and_nobody(qualcode, study: str, folder: Path) -> None:
    assert qualcode("dossier", "uit", "--public").code == 0
    said = words_of(folder / "uit")
    assert HELPED in said
    assert HARMED in said
    assert SECRET not in said
    assert "Elders hielp het." not in said
    assert "Nota: er komt sloop." not in said
    assert [name for name in NOBODY if name in said] == []
    assert not (folder / "uit/tables/outcomes.html").exists()
    assert "INTERN" not in said
    assert "Fictief onderzoek" in page(folder / "uit", "claims/1.html")


def test_a_public_dossier_tells_the_claims_of_the_public_table_under_numbers_of_their_own(
    qualcode, study: str, folder: Path
) -> None:
    assert qualcode("dossier", "uit", "--public").code == 0
    assert {file.stem for file in (folder / "uit/claims").iterdir()} == {"1", "2", "3"}, "C1 and C 5/é stay inside"
    first, second = page(folder / "uit", "claims/1.html"), page(folder / "uit", "claims/2.html")
    assert "Soms hielp de sloop." in first
    assert "In Zuid hielp de sloop." in second
    assert "voor: 1" not in first
    assert "Dat was vóór de sloop." not in first
    for table in ("claims", "findings"):
        said = page(folder / "uit", f"tables/{table}.html")
        assert "Soms hielp de sloop." in said
        assert "De huismeester hielp." in said
        assert "Bewoners vinden dat de sloop hielp." not in said
    assert [key for key in ("C2", "C3", "C4", "C 5") if re.search(rf"\b{key}\b", words_of(folder / "uit"))] == []


def test_a_public_dossier_tells_no_claim_that_hangs_on_fewer_than_k(qualcode, study: str, folder: Path) -> None:
    assert qualcode("study", "set", "--k", "20", "--as", "annelies").code == 0
    assert qualcode("dossier", "uit", "--public").code == 0
    assert [file.stem for file in (folder / "uit").glob("claims/*.html")] == ["1"]
    assert "De huismeester hielp." in page(folder / "uit", "claims/1.html"), "nobody speaks of it: a nought is shown"


def test_a_claim_about_one_place_is_told_while_its_cell_is_shown(qualcode, study: str, folder: Path) -> None:
    assert qualcode("dossier", "uit", "--public").code == 0
    told = page(folder / "uit", "claims/2.html")
    assert "In Zuid hielp de sloop." in told
    assert "bewoner, Zuid" in told
    assert HELPED in told

    assert qualcode("study", "set", "--k", "4", "--as", "annelies").code == 0
    assert qualcode("dossier", "uit", "--public").code == 0
    assert "In Zuid hielp de sloop." not in words_of(folder / "uit"), "Zuid is hidden as Noord is: it would say four"


def test_the_same_state_gives_the_same_bytes(qualcode, study: str, engine: Engine, folder: Path) -> None:
    for name in ("een", "twee"):
        assert qualcode("dossier", name).code == 0
    files = sorted(file.relative_to(folder / "een") for file in (folder / "een").rglob("*") if file.is_file())
    assert files == sorted(file.relative_to(folder / "twee") for file in (folder / "twee").rglob("*") if file.is_file())
    assert [
        name for name in files if (folder / "een" / name).read_bytes() != (folder / "twee" / name).read_bytes()
    ] == []
    order = DossierOrder(internal=True, language="nl", coder=None)
    seen: list[tuple[int, int]] = []
    packed = dossier_zip(engine, order, lambda n, of: seen.append((n, of)))
    assert dossier_zip(engine, order, lambda _n, _of: None) == packed
    assert seen[-1] == (len(files) - 1, len(files) - 1)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert {name: archive.read(f"dossier/{name}") for name in map(str, files)} == {
            str(name): (folder / "een" / name).read_bytes() for name in files
        }


def test_a_manifest_tells_whether_a_dossier_still_holds(qualcode, study: str, engine: Engine, folder: Path) -> None:
    assert qualcode("dossier", "uit").code == 0
    for given in ("uit", "uit/dossier.manifest.json"):
        ran = qualcode("verify", "--manifest", given)
        assert (ran.code, "is as it was written" in ran.out) == (0, True), ran
    (folder / "uit/codes.html").write_text("anders", encoding="utf-8")
    (folder / "uit/index.html").unlink()
    ran = qualcode("verify", "--manifest", "uit")
    assert (ran.code, "not as written: codes.html and 1 more" in ran.out) == (1, True), ran

    assert qualcode("dossier", "twee", "--public").code == 0
    with writing(engine) as session:
        a_coding(session, heard_version(session, "zuid-12"), SECRET, "belemmering.onderhoud")
    ran = qualcode("verify", "--manifest", "twee")
    assert ran.code == 0, "nothing of it leaves"
    assert "the study has changed since" in ran.out
    assert qualcode("quotes", "--review", "1", "--verdict", "publish", "--reason", "x", "--as", "bram").code == 0
    ran = qualcode("verify", "--manifest", "twee")
    assert (ran.code, "does not hold any more" in ran.out) == (1, True)


def test_a_manifest_says_from_what_it_was_made_and_holds_no_quote(qualcode, study: str, folder: Path) -> None:
    assert qualcode("dossier", "uit", "--public", "--json").code == 0
    said = json.loads(page(folder / "uit", "dossier.manifest.json"))
    assert said["recipe"] == {"kind": "dossier", "language": "nl", "internal": False, "arguments": {}}
    assert said["run"] == 1 or said["run"] > 1
    assert said["hidden"] > 0
    assert said["codebook_version"] == 3
    assert set(said["files"]) == {
        file.relative_to(folder / "uit").as_posix()
        for file in (folder / "uit").rglob("*")
        if file.is_file() and file.name != "dossier.manifest.json"
    }
    assert "sloop" not in page(folder / "uit", "dossier.manifest.json").replace("factor.sloop", "")


def test_only_a_dossier_is_replaced(qualcode, study: str, folder: Path) -> None:
    (folder / "uit").mkdir()
    assert qualcode("dossier", "uit").code == 0, "an empty folder"
    assert qualcode("dossier", "uit", "--public").code == 0, "an older dossier"
    assert not (folder / "uit/quotes/9999.html").exists()
    assert "Publieke versie" in page(folder / "uit", "index.html")

    (folder / "uit/mijn-notitie.txt").write_text("bewaren", encoding="utf-8")
    ran = qualcode("dossier", "uit")
    assert (ran.code, "mijn-notitie.txt" in ran.err, ran.err.count("\n")) == (2, True, 1)
    assert "Publieke versie" in page(folder / "uit", "index.html"), "it is as it was"

    (folder / "ander").mkdir()
    (folder / "ander/brief.txt").write_text("bewaren", encoding="utf-8")
    for name in ("ander", "ander/brief.txt"):
        ran = qualcode("dossier", name)
        assert (ran.code, "is no dossier" in ran.err) == (2, True), ran
    assert sorted(each.name for each in folder.iterdir() if each.name.startswith(".")) == []


def test_a_study_without_a_codebook_has_no_dossier(qualcode, folder: Path) -> None:
    assert qualcode("study", "init", "--title", "Leeg").code == 0
    ran = qualcode("dossier", "uit")
    assert (ran.code, (folder / "uit").exists()) == (2, False), ran
