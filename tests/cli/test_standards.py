"""Codings in the standards of others: W3C annotations and W3C provenance, with every member that these require."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from a_dossier import HELPED, NOBODY, a_dossier_study
from builders import study_file
from prov.model import ProvActivity, ProvAgent, ProvDerivation, ProvDocument, ProvEntity, ProvRecord
from sqlalchemy import text

from qualcode.db.session import make_engine, reading


@pytest.fixture(scope="module")
def built(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study_file(sqlite_template, tmp_path_factory.mktemp("standards") / "study.db", a_dossier_study)


@pytest.fixture
def study(built: Path, folder: Path) -> str:
    shutil.copy(built, folder / "qualcode.db")
    return f"sqlite:///{folder / 'qualcode.db'}"


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")


def lacking(collection: dict[str, Any]) -> Iterator[str]:
    """What the Web Annotation Data Model requires (sections 3.1, 3.2.5, 4, 4.2.4, 4.2.5 and 5) and is not there."""
    page = collection["first"]
    if collection["@context"] != "http://www.w3.org/ns/anno.jsonld":
        yield "@context"
    if collection["type"] != "AnnotationCollection" or collection["total"] != len(page["items"]):
        yield "collection"
    if page["type"] != "AnnotationPage" or page["partOf"] != collection["id"]:
        yield "page"
    ids = [each["id"] for each in (collection, page, *page["items"])]
    if len(set(ids)) < len(ids) or not all(IRI.fullmatch(each) for each in ids):
        yield "id"
    for item in page["items"]:
        yield from (f"{item['id']}: {what}" for what in lacking_of(item))


def lacking_of(item: dict[str, Any]) -> Iterator[str]:
    target = item["target"]
    if item["type"] != "Annotation" or item["motivation"] != "classifying":
        yield "type"
    if not all(body["type"] == "TextualBody" and isinstance(body["value"], str) for body in item["body"]):
        yield "body"
    if target["type"] != "SpecificResource" or not IRI.fullmatch(target["source"]["id"]):
        yield "source"
    chosen = target["selector"] if isinstance(target["selector"], list) else [target["selector"]]
    words = [each for each in chosen if each["type"] == "TextQuoteSelector"]
    places = [each for each in chosen if each["type"] == "TextPositionSelector"]
    if len(words) != 1 or not words[0]["exact"] or len(words) + len(places) != len(chosen):
        yield "selector"
    if any(not 0 <= place["start"] < place["end"] for place in places):
        yield "place"


def test_annotations_have_what_the_model_requires_and_their_places_hold_their_words(qualcode, study, folder) -> None:
    assert qualcode("export", "annotations", "uit.jsonld", "--internal").code == 0
    found = read(folder / "uit.jsonld")
    assert list(lacking(found)) == []
    assert "INTERN" in found["dc:description"]
    engine = make_engine(study)
    with reading(engine) as session:
        texts = {row[0]: row[1] for row in session.execute(text("SELECT sha256, text FROM transcript_version"))}
    engine.dispose()
    items = found["first"]["items"]
    assert len(items) == 13
    for item in items:
        words, place = item["target"]["selector"]
        said = texts[item["target"]["source"]["dc:identifier"].removeprefix("sha256:")]
        assert said[place["start"] : place["end"]] == words["exact"]
        assert said[: place["start"]].endswith(words["prefix"])
    tagged = {body["value"] for item in items for body in item["body"] if body["purpose"] == "classifying"}
    assert {"factor.sloop", "belemmering.onderhoud"} <= tagged
    assert {item["creator"]["nickname"] for item in items} == {"annelies", "bram"}


def test_published_annotations_hold_checked_quotes_and_nobody(qualcode, study: str, folder: Path) -> None:
    assert qualcode("export", "annotations", "uit.json").code == 0
    found, said = read(folder / "uit.json"), (folder / "uit.json").read_text(encoding="utf-8")
    assert list(lacking(found)) == []
    assert found["total"] == 8
    assert HELPED in said
    assert [name for name in NOBODY if name in said] == []
    assert all("created" not in item and "creator" not in item for item in found["first"]["items"])
    assert {item["target"]["selector"]["type"] for item in found["first"]["items"]} == {"TextQuoteSelector"}


def parsed(file: Path) -> list[ProvRecord]:
    return list(ProvDocument.deserialize(content=file.read_text(encoding="utf-8"), format="json").get_records())


def test_provenance_can_be_read_back_and_every_relation_joins_what_is_there(qualcode, study, folder) -> None:
    assert qualcode("evidence", "-o", "tabel.csv", "--as", "annelies").code == 0
    assert qualcode("export", "prov", "uit.json", "--internal").code == 0
    records = parsed(folder / "uit.json")
    things = {str(each.identifier) for each in records if isinstance(each, ProvEntity | ProvActivity | ProvAgent)}
    ends = {
        str(value)
        for each in records
        if each.is_relation()
        for name, value in each.formal_attributes
        if value is not None and str(name) != "prov:time"
    }
    assert ends - things == set()
    kinds = {type(each).__name__ for each in records if each.is_relation()}
    assert kinds == {"ProvGeneration", "ProvUsage", "ProvAssociation", "ProvAttribution", "ProvDerivation"}
    assert {"qc:coder/annelies", "qc:coder/bram", "qc:run/1", "qc:code/factor.sloop", "qc:suggestion/1"} <= things
    exported = [each for each in records if isinstance(each, ProvActivity) and "qc:export" in each.get_provn()]
    assert len(exported) == 1, "that of the table, and not its own"
    assert all(each.get_startTime() for each in records if isinstance(each, ProvActivity))


def test_provenance_tells_what_a_coding_came_from(qualcode, study: str, folder: Path) -> None:
    assert qualcode("export", "prov", "uit.json", "--internal").code == 0
    derived = {
        tuple(str(value) for _, value in each.formal_attributes[:2])
        for each in parsed(folder / "uit.json")
        if isinstance(each, ProvDerivation)
    }
    assert ("qc:coding/1", "qc:suggestion/1") in derived


def test_provenance_stays_inside(qualcode, study: str, folder: Path) -> None:
    ran = qualcode("export", "prov", "uit.json")
    assert (ran.code, ran.err.count("\n"), (folder / "uit.json").exists()) == (2, 1, False)
    assert "--internal" in ran.err


@pytest.mark.parametrize("kind", ["annotations", "prov"])
def test_the_same_state_gives_the_same_bytes_and_a_manifest_that_holds(kind: str, qualcode, study, folder) -> None:
    for name in ("een.json", "twee.json"):
        assert qualcode("export", kind, name, "--internal", "--code", "factor").code == 0
    assert (folder / "een.json").read_bytes() == (folder / "twee.json").read_bytes()
    assert qualcode("verify", "--manifest", "een.json").code == 0
    assert qualcode("quotes", "--code", "factor", "-o", "drie.json", "--internal").code == 0
    assert qualcode("export", kind, "vier.json", "--internal").code == 0
    assert (folder / "vier.json").read_bytes() != (folder / "een.json").read_bytes()


def test_suggestions_leave_with_their_reasons_for_the_study_alone(qualcode, study: str, folder: Path) -> None:
    refused = qualcode("export", "suggestions", "uit.csv")
    assert (refused.code, "--internal" in refused.err) == (2, True)
    assert qualcode("export", "suggestions", "uit.csv", "--internal", "--lang", "nl").code == 0
    said = (folder / "uit.csv").read_text(encoding="utf-8-sig")
    assert "Het codeboek noemt het woord 'sloop'." in said
    assert "INTERN" in said
    assert qualcode("verify", "--manifest", "uit.csv.manifest.json").code == 0
    assert qualcode("export", "suggestions", "uit.json", "--internal", "--lang", "en").code == 0
    assert read(folder / "uit.json")["suggestions"][0]["why"] == "The codebook names the word 'sloop'."
    assert qualcode("export", "suggestions", "uit.txt", "--internal", "--code", "bestaat.niet").code == 2
