"""Import of real files: what is stored, what becomes of codings when a text is corrected, and what counts where."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from builders import CODER, a_coding, a_description, a_neighbourhood, a_study, do, span_of
from content import content_hash, rows_of
from sqlalchemy import Engine, func, inspect, select

from qualcode.db.models import (
    Coding,
    CodingAttribute,
    Event,
    EvidenceRow,
    Memo,
    Neighbourhood,
    PendingFile,
    Respondent,
    Speaker,
    Transcript,
    TranscriptVersion,
    Turn,
)
from qualcode.db.session import reading, writing
from qualcode.domain.transcript import Group, InterviewMetadata, Kind, Role
from qualcode.domain.transcript import Speaker as Named
from qualcode.errors import MetadataError
from qualcode.workflow import heard, metadata, review, suggest
from qualcode.workflow.import_files import Imported, descriptions, import_files, left_out
from qualcode.workflow.ingest import Ingested, Outcome
from qualcode.workflow.suggest import current_versions
from qualcode.workflow.verify import verify

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FLATS = "De flats waren slecht onderhouden."
SLOOP = "De sloop heeft de buurt geholpen."
STIL = "Het is rustiger, maar de huismeester komt niet meer."
TEXT = f"I: Hoe was het hier vroeger?\n\nR1: {FLATS} {SLOOP}\n\nI: En nu?\n\nR1: {STIL}\n"


@pytest.fixture
def study(engine: Engine) -> Engine:
    """A study without transcripts, in a database of its own."""
    with writing(engine) as session:
        a_study(session)
    return engine


def take(engine: Engine, *files: Path, about: InterviewMetadata | None = None, safe: bool = True) -> Imported:
    """Import files as the command does."""
    described = {} if about is None else {about.transcript: about}
    return import_files(engine, files, described, CODER, already_anonymised=safe)


def one(engine: Engine, file: Path, about: InterviewMetadata | None = None) -> Ingested:
    """What became of one file, which must not be refused."""
    done = take(engine, file, about=about)
    assert done.refused == []
    return done.results[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An interview."""
    return written(tmp_path / "zuid-01.txt", TEXT)


def written(file: Path, text: str) -> Path:
    """The file, with this text."""
    file.write_text(text, encoding="utf-8")
    return file


def version_of(engine: Engine, name: str = "zuid-01") -> int:
    """The current version of a transcript."""
    with reading(engine) as session:
        query = select(func.max(TranscriptVersion.id)).join(
            Transcript, Transcript.id == TranscriptVersion.transcript_id
        )
        return session.scalars(query.where(Transcript.name == name)).one()


def coded(engine: Engine, quote: str, code: str = "factor.sloop", **overrides: Any) -> int:
    """The number of a coding on the current version of zuid-01."""
    with writing(engine) as session:
        return a_coding(session, version_of(engine), quote, code, **overrides)


def is_clean(engine: Engine) -> bool:
    """Whether everything recorded still adds up."""
    with reading(engine) as session:
        assert verify(session).problems == []
    return True


def evidence(engine: Engine) -> list[tuple[str | None, str | None]]:
    """(respondent, neighbourhood) of every row that counts."""
    query = (
        select(Respondent.key, Neighbourhood.key)
        .select_from(EvidenceRow)
        .outerjoin(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .outerjoin(Neighbourhood, Neighbourhood.id == EvidenceRow.neighbourhood_id)
        .order_by(EvidenceRow.coding_id, Respondent.key)
    )
    with reading(engine) as session:
        return [(respondent, place) for respondent, place in session.execute(query)]


def numbers(engine: Engine, table: type[Any]) -> int:
    """How many rows a table has."""
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# The first time, and again


def test_file_is_stored_as_it_reads(study: Engine, file: Path) -> None:
    result = one(study, file, a_description("zuid-01"))
    assert (result.outcome, result.words) == (Outcome.IMPORTED, 27)
    with reading(study) as session:
        stored = session.scalars(select(TranscriptVersion)).one()
        turns = session.execute(
            select(Speaker.label, Speaker.role, Turn.speech_start, Turn.speech_end)
            .join(Turn, Turn.speaker_id == Speaker.id)
            .order_by(Turn.number)
        ).all()
        assert stored.text == TEXT
        assert [(label, role, stored.text[start:end]) for label, role, start, end in turns] == [
            ("I", "interviewer", "Hoe was het hier vroeger?"),
            ("R1", "respondent", f"{FLATS} {SLOOP}"),
            ("I", "interviewer", "En nu?"),
            ("R1", "respondent", STIL),
        ]
    assert is_clean(study)


@pytest.mark.parametrize("about", [None, a_description("zuid-01", speakers=(Named("R1", Role.RESPONDENT, "R001"),))])
def test_importing_again_changes_nothing(
    study: Engine, database_url: str, file: Path, about: InterviewMetadata | None
) -> None:
    one(study, file, about)
    coded(study, SLOOP)
    before = content_hash(database_url)
    assert one(study, file, about).outcome is Outcome.UNCHANGED
    assert content_hash(database_url) == before


def test_same_words_from_another_system_are_the_same_text(study: Engine, database_url: str, file: Path) -> None:
    one(study, file)
    before = content_hash(database_url)
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert one(study, file).outcome is Outcome.UNCHANGED
    assert content_hash(database_url) == before


def test_corpus_is_taken_in_whole_and_again_without_a_change(engine: Engine, database_url: str) -> None:
    from qualcode.interchange.codebook_file import read_codebook
    from qualcode.interchange.metadata import read_neighbourhoods
    from qualcode.workflow.import_files import transcript_files

    with writing(engine) as session:
        a_study(session, codebook=read_codebook(CORPUS.parent / "codebook.yaml"))
        metadata.load_neighbourhoods(session, read_neighbourhoods(CORPUS / "neighbourhoods.csv"), CODER)
    about = descriptions(engine, CORPUS / "interviews.csv")
    files = [each for each in transcript_files([CORPUS]) if each.stem in about]
    assert {each.suffix for each in files} >= {".txt", ".docx", ".vtt"}
    done = import_files(engine, files, about, CODER, already_anonymised=True)
    assert (len(done.results), done.refused, done.unused) == (len(files), [], [])
    before = content_hash(database_url)
    again = import_files(engine, files, about, CODER, already_anonymised=True)
    assert {result.outcome for result in again.results} == {Outcome.UNCHANGED}
    assert content_hash(database_url) == before
    assert is_clean(engine)


def a_docx(rows: Sequence[tuple[str, str]]) -> bytes:
    """A Word file with a table of speaker and speech."""
    document, stream = docx.Document(), io.BytesIO()
    table = document.add_table(rows=0, cols=2)
    for speaker, speech in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = speaker, speech
    document.save(stream)
    return stream.getvalue()


VTT = f"""WEBVTT

00:00:01.000 --> 00:00:04.500
<v I>Hoe?</v>

00:01:00.000 --> 00:01:09.000
<v R1>{SLOOP}</v>
"""
SRT = f"""1
00:00:01,000 --> 00:00:04,000
I: Hoe?

2
00:00:05,000 --> 00:00:09,000
R1: {SLOOP}
"""
FORMATS = {
    "zuid-01.txt": TEXT.encode(),
    "zuid-01.md": TEXT.replace("R1:", "**R1:**").replace("I:", "**I:**").encode(),
    "zuid-01.docx": a_docx([("I", "Hoe?"), ("R1", f"{FLATS} {SLOOP}")]),
    "zuid-01.vtt": VTT.encode(),
    "zuid-01.srt": SRT.encode(),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_coded_and_counts(study: Engine, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FORMATS[name])
    assert one(study, tmp_path / name).outcome is Outcome.IMPORTED
    coded(study, SLOOP)
    assert evidence(study) == [("zuid-01/R1", None)]
    assert is_clean(study)


def test_times_of_captions_are_kept_per_turn(study: Engine, tmp_path: Path) -> None:
    (tmp_path / "zuid-01.vtt").write_text(VTT, encoding="utf-8")
    one(study, tmp_path / "zuid-01.vtt")
    with reading(study) as session:
        times = session.execute(select(Turn.start_ms, Turn.end_ms).order_by(Turn.number)).all()
    assert [tuple(row) for row in times] == [(1000, 4500), (60_000, 69_000)]


def test_bad_file_stops_no_other_and_leaves_no_trace(study: Engine, database_url: str, tmp_path: Path) -> None:
    good = [written(tmp_path / f"goed-{number}.txt", TEXT) for number in (1, 2)]
    bad = tmp_path / "fout.txt"
    bad.write_bytes(b"\x00" * 99)
    take(study, *good)
    before = content_hash(database_url)
    done = take(study, good[0], bad, good[1])
    assert [result.outcome for result in done.results] == [Outcome.UNCHANGED] * 2
    assert [(refused.file, refused.sentence.startswith("fout.txt: ")) for refused in done.refused] == [(bad, True)]
    assert content_hash(database_url) == before


@pytest.mark.parametrize("label", ["R1", "De voorzitter van de bewonerscommissie"])
def test_name_as_long_as_a_file_may_have_is_stored_or_refused_alike(
    study: Engine, database_url: str, tmp_path: Path, label: str
) -> None:
    file = written(tmp_path / f"{'n' * 190}.txt", TEXT.replace("R1", label))
    longer = written(tmp_path / f"{'n' * 220}.txt", TEXT)
    before = content_hash(database_url)
    done = take(study, file, longer)
    refused = [refused.file for refused in done.refused]
    assert refused == ([longer] if label == "R1" else [file, longer])
    assert all("at most 200 are allowed" in entry.sentence for entry in done.refused)
    assert (content_hash(database_url) == before) is (label != "R1")
    assert is_clean(study)


# De-identification


def test_nothing_of_a_waiting_file_is_stored(study: Engine, database_url: str, file: Path, tmp_path: Path) -> None:
    done = take(study, file, about=a_description("zuid-01"), safe=False)
    assert [result.outcome for result in done.results] == [Outcome.PENDING]
    assert numbers(study, TranscriptVersion) == numbers(study, Speaker) == numbers(study, Respondent) == 0
    with reading(study) as session:
        assert session.scalars(select(PendingFile.name)).all() == ["zuid-01.txt"]
    stored = everything(study)
    if study.dialect.name == "sqlite":
        study.dispose()
        stored += "".join(part.read_bytes().decode("latin-1") for part in tmp_path.glob("study.db*"))
    assert "zuid-01.txt" in stored
    assert [words for words in (FLATS, SLOOP, STIL, "rustiger", "geholpen", "vroeger") if words in stored] == []
    assert is_clean(study)


def everything(engine: Engine) -> str:
    """Every row of every table."""
    with engine.connect() as connection:
        return "".join(row for table in inspect(connection).get_table_names() for row in rows_of(connection, table))


def test_waiting_file_is_listed_once(study: Engine, database_url: str, file: Path) -> None:
    take(study, file, safe=False)
    before = content_hash(database_url)
    take(study, file, safe=False)
    assert content_hash(database_url) == before
    written(file, TEXT + "\nI: Dank u.\n")
    take(study, file, safe=False)
    assert numbers(study, PendingFile) == 1


def test_file_waits_no_longer_once_it_is_stored(study: Engine, file: Path) -> None:
    take(study, file, safe=False)
    one(study, file)
    assert numbers(study, PendingFile) == 0
    assert [result.outcome for result in take(study, file, safe=False).results] == [Outcome.UNCHANGED]
    assert numbers(study, PendingFile) == 0


def test_corrected_file_waits_again_and_its_transcript_stays(study: Engine, file: Path) -> None:
    one(study, file)
    written(file, TEXT.replace("R1", "Mevrouw Jansen"))
    assert [result.outcome for result in take(study, file, safe=False).results] == [Outcome.PENDING]
    assert numbers(study, TranscriptVersion) == 1


# A corrected text


def corrected(engine: Engine, file: Path, new: str, about: InterviewMetadata | None = None) -> Ingested:
    """What became of a file whose text was corrected."""
    return one(engine, written(file, new), about)


def states(engine: Engine) -> list[tuple[str, str, int]]:
    """(quote, state, version number) of every coding, in the order of storage."""
    query = (
        select(Coding.exact, Coding.state, TranscriptVersion.number)
        .join(TranscriptVersion, TranscriptVersion.id == Coding.version_id)
        .order_by(Coding.id)
    )
    with reading(engine) as session:
        return [(exact, state, number) for exact, state, number in session.execute(query)]


def test_coding_before_the_correction_keeps_its_place(study: Engine, file: Path) -> None:
    one(study, file)
    coded(study, SLOOP)
    result = corrected(study, file, TEXT.replace("huismeester", "conciërge"))
    assert result.outcome is Outcome.NEW_VERSION
    assert result.carried is not None
    assert (result.carried.exact, result.carried.moved, result.carried.orphans) == (1, 0, ())
    assert states(study) == [(SLOOP, "superseded", 1), (SLOOP, "confirmed", 2)]
    assert evidence(study) == [("zuid-01/R1", None)]
    assert is_clean(study)


def test_coding_behind_the_correction_moves(study: Engine, file: Path) -> None:
    one(study, file)
    coded(study, STIL)
    result = corrected(study, file, TEXT.replace("vroeger", "twintig jaar geleden"))
    assert result.carried is not None
    assert (result.carried.exact, result.carried.moved, result.carried.orphans) == (0, 1, ())
    with reading(study) as session:
        new = session.scalars(select(Coding).order_by(Coding.id.desc())).first()
        assert new is not None
        assert (new.start_char, new.end_char) == span_of(session, version_of(study), STIL)
    assert is_clean(study)


@pytest.mark.parametrize("new", [SLOOP.replace("geholpen", "gehoplen"), "Ik weet het niet."], ids=["changed", "gone"])
def test_coding_on_corrected_words_waits_for_a_person(study: Engine, file: Path, new: str) -> None:
    one(study, file)
    number, other = coded(study, SLOOP), coded(study, FLATS, "belemmering.onderhoud")
    result = corrected(study, file, TEXT.replace(SLOOP, new))
    assert result.carried is not None
    assert result.carried.orphans == (number,)
    assert states(study) == [(SLOOP, "orphan", 1), (FLATS, "superseded", 1), (FLATS, "confirmed", 2)]
    with reading(study) as session:
        assert session.scalars(select(EvidenceRow.coding_id)).all() == [other + 1]
    assert is_clean(study)


def test_memo_attributes_and_origin_go_with_a_coding(study: Engine, file: Path) -> None:
    one(study, file)
    number = coded(study, SLOOP, attributes={"valentie": "positief"})
    with writing(study) as session:
        do(session, version_of(study), kind="memo", coding=number, text="Sterk beeld.")
        do(session, version_of(study), kind="elsewhere", coding=number, value=True)
    corrected(study, file, TEXT.replace("vroeger", "twintig jaar geleden"))
    with reading(study) as session:
        new = session.scalars(select(Coding).where(Coding.state == "confirmed")).one()
        said = session.execute(
            select(CodingAttribute.attribute, CodingAttribute.value, CodingAttribute.source).where(
                CodingAttribute.coding_id == new.id
            )
        ).all()
        assert (new.place, new.supersedes_id) == ("elsewhere", number + 1)
        assert [tuple(row) for row in said] == [("valentie", "positief", "person")]
        assert session.scalars(select(Memo.text).where(Memo.coding_id == new.id)).all() == ["Sterk beeld."]
    assert evidence(study) == [], "what is about elsewhere counts nowhere"
    assert is_clean(study)


def test_two_coders_keep_their_codings(study: Engine, file: Path) -> None:
    one(study, file)
    for coder in ("annelies", "bram"):
        coded(study, SLOOP, coder=coder)
    result = corrected(study, file, TEXT.replace("vroeger", "toen"))
    assert result.carried is not None
    assert result.carried.moved == 2
    assert evidence(study) == [("zuid-01/R1", None)] * 2
    assert is_clean(study)


def test_codings_that_would_fall_together_stop_no_correction(study: Engine, file: Path) -> None:
    """The same long sentence stood twice, each coded; the correction leaves it once."""
    doubled = TEXT.replace(STIL, f"{STIL} Dat zei ik toch al. {STIL}")
    one(study, written(file, doubled))
    with writing(study) as session:
        text = doubled
        for start in (text.index(STIL), text.rindex(STIL)):
            end = start + len(STIL)
            do(session, version_of(study), kind="add", start=start, end=end, code="factor.huismeester")
    result = corrected(study, file, TEXT)
    assert result.carried is not None
    assert len(result.carried.orphans) == 1
    assert sorted(state for _, state, _ in states(study)) == ["confirmed", "orphan", "superseded"]
    assert is_clean(study)


def test_correction_taken_back_is_a_version_of_its_own(study: Engine, file: Path) -> None:
    one(study, file)
    coded(study, SLOOP)
    corrected(study, file, TEXT.replace("vroeger", "toen"))
    assert corrected(study, file, TEXT).outcome is Outcome.NEW_VERSION
    assert states(study)[-1] == (SLOOP, "confirmed", 3)
    assert [state for _, state, _ in states(study)] == ["superseded", "superseded", "confirmed"]
    assert is_clean(study)


def test_withdrawn_coding_stays_behind(study: Engine, file: Path) -> None:
    one(study, file)
    number = coded(study, SLOOP)
    with writing(study) as session:
        do(session, version_of(study), kind="withdraw", coding=number)
    result = corrected(study, file, TEXT.replace("vroeger", "toen"))
    assert result.carried is not None
    assert (result.carried.moved, states(study)) == (0, [(SLOOP, "withdrawn", 1)])


def test_old_text_can_no_longer_be_altered_or_coded_into_evidence(study: Engine, file: Path) -> None:
    one(study, file)
    old = version_of(study)
    corrected(study, file, TEXT.replace("vroeger", "toen"))
    with reading(study) as session:
        assert [version for version, _ in current_versions(session)] == [version_of(study)] != [old]


# Metadata


def test_respondents_and_neighbourhood_come_from_the_metadata(study: Engine, file: Path) -> None:
    one(study, file, a_description("zuid-01"))
    coded(study, SLOOP)
    assert evidence(study) == [("R001", "stad-zuid")]


def test_metadata_that_come_later_are_applied_to_what_is_there(study: Engine, file: Path) -> None:
    one(study, file)
    coded(study, SLOOP)
    assert evidence(study) == [("zuid-01/R1", None)]
    assert one(study, file, a_description("zuid-01")).outcome is Outcome.UNCHANGED
    assert evidence(study) == [("R001", "stad-zuid")]
    assert is_clean(study)


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"notice": "Kort."}, [("R001", "stad-zuid")]),
        ({"neighbourhoods": ("stad-noord",)}, [("R001", "stad-noord")]),
        ({"neighbourhoods": ("stad-zuid", "stad-noord")}, [("R001", None)]),
        ({"neighbourhoods": ()}, [("R001", None)]),
        ({"speakers": (Named("R1", Role.RESPONDENT, "R002", Group.BEWONER),)}, [("R002", "stad-zuid")]),
        ({"speakers": (Named("R1", Role.INTERVIEWER),)}, []),
        ({"speakers": (Named("R1", Role.UNKNOWN),)}, []),
        ({"kind": Kind.DOCUMENT}, [(None, "stad-zuid")]),
        ({"month": "2020-01", "topics": ("groen",)}, [("R001", "stad-zuid")]),
    ],
)
def test_changed_metadata_change_what_counts(
    study: Engine, file: Path, change: dict[str, Any], counts: list[tuple[str | None, str | None]]
) -> None:
    one(study, file, a_description("zuid-01"))
    coded(study, SLOOP)
    assert one(study, file, a_description("zuid-01", **change)).outcome is Outcome.UNCHANGED
    assert evidence(study) == counts
    assert is_clean(study)
    events = numbers(study, Event)
    one(study, file, a_description("zuid-01", **change))
    assert numbers(study, Event) == events
    one(study, file, a_description("zuid-01"))
    assert evidence(study) == [("R001", "stad-zuid")]
    assert is_clean(study)


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, ()),
        ({"neighbourhoods": ("stad-noord",)}, ("neighbourhoods",)),
        ({"speakers": (Named("R1", Role.RESPONDENT, "R002", Group.BEWONER),)}, ("respondents",)),
        ({"speakers": (Named("R1", Role.UNKNOWN),)}, ("roles", "respondents", "groups")),
        ({"kind": Kind.DOCUMENT}, ("kind",)),
        ({"month": "2020-01", "topics": ("groen",), "language": "en"}, ("language", "month", "topics")),
        ({"notice": "Kort."}, ("notice",)),
    ],
)
def test_changed_metadata_are_told_by_field(
    study: Engine, file: Path, change: dict[str, Any], fields: tuple[str, ...]
) -> None:
    assert one(study, file, a_description("zuid-01")).described == ()
    assert one(study, file, a_description("zuid-01", **change)).described == fields
    assert one(study, file, a_description("zuid-01", **change)).described == ()


def test_assigned_coding_counts_in_a_transcript_of_two_neighbourhoods(study: Engine, file: Path) -> None:
    from qualcode.interchange.codings_file import CodingLine
    from qualcode.workflow.code import take_in

    one(study, file, a_description("zuid-01", neighbourhoods=("stad-zuid", "stad-noord")))
    coded(study, FLATS)
    line = CodingLine(transcript="zuid-01", exact=SLOOP, code="factor.sloop", coder=CODER, neighbourhood="stad-noord")
    with writing(study) as session:
        take_in(session, [line], "c.jsonl", CODER)
    assert evidence(study) == [("R001", None), ("R001", "stad-noord")]


def test_two_respondents_in_one_passage_count_once_each(study: Engine, tmp_path: Path) -> None:
    text = f"I: En?\n\nR1: {SLOOP}\n\nR2: {FLATS}\n"
    one(study, written(tmp_path / "zuid-01.txt", text))
    coded(study, f"{SLOOP}\n\nR2: {FLATS}")
    assert evidence(study) == [("zuid-01/R1", None), ("zuid-01/R2", None)]


def test_question_of_the_interviewer_never_counts(study: Engine, file: Path) -> None:
    one(study, file)
    coded(study, "En nu?")
    assert evidence(study) == []


def test_heading_before_the_first_label_never_counts(study: Engine, file: Path) -> None:
    one(study, written(file, f"Gesprek over sloop in Zuid\n\n{TEXT}"))
    coded(study, "Gesprek over sloop in Zuid")
    coded(study, SLOOP)
    assert evidence(study) == [("zuid-01/R1", None)]


def test_text_without_labels_counts_only_once_somebody_says_who_speaks(study: Engine, file: Path) -> None:
    """It may hold the interviewer's questions too, so it is nobody's evidence until the metadata name the speaker."""
    done = one(study, written(file, f"{FLATS}\n\n{SLOOP}\n"))
    assert any("no speaker labels" in notice for notice in done.notices)
    coded(study, SLOOP)
    assert evidence(study) == []
    one(study, file, InterviewMetadata("zuid-01", speakers=(Named("-", Role.RESPONDENT, "R002", Group.BEWONER),)))
    assert evidence(study) == [("R002", None)]
    assert is_clean(study)


def test_text_without_labels_is_read_for_suggestions(study: Engine, file: Path) -> None:
    one(study, written(file, f"{FLATS}\n\n{SLOOP}\n"))
    with reading(study) as session:
        (version, _), *_ = suggest.current_versions(session)
        assert [turn.number for turn in heard.source(session, version).turns] == [1, 2]


def test_another_interview_of_the_same_name_is_no_new_version(study: Engine, file: Path) -> None:
    one(study, written(file, TEXT))
    other = "I: Bent u er nog? R1: Nee, wij zijn naar het oosten verhuisd en daar is alles weer heel anders geworden."
    done = import_files(study, [written(file, other)], {}, CODER, already_anonymised=True)
    assert "has no passage in common" in done.refused[0].sentence


def test_words_before_the_first_label_do_not_count_once_the_text_has_labels(study: Engine, file: Path) -> None:
    """First a text without labels, then the same with labels below its first paragraph."""
    one(study, written(file, f"{FLATS}\n\n{SLOOP}\n"))
    coded(study, FLATS)
    coded(study, SLOOP)
    corrected(study, file, f"{FLATS}\n\nI: En?\n\nR1: {SLOOP}\n")
    assert evidence(study) == [("zuid-01/R1", None)]
    assert is_clean(study)


ONCE = f"I: En?\n\nR1: {FLATS} {SLOOP}\n\nI: En u?\n\nJoke: {STIL}\n\nI: Dank.\n\nR1: Ja.\n"


def test_speaker_whom_the_metadata_name_later_is_heard(study: Engine, file: Path) -> None:
    """A name that stands once is taken for speech until somebody says that it speaks."""
    one(study, written(file, ONCE))
    coded(study, STIL)
    assert evidence(study) != [("R002", None)]
    about = InterviewMetadata("zuid-01", speakers=(Named("Joke", Role.RESPONDENT, "R002", Group.BEWONER),))
    assert one(study, file, about).outcome is Outcome.NEW_VERSION
    assert evidence(study) == [("R002", None)]
    assert is_clean(study)
    for again in (about, None):
        assert one(study, file, again).outcome is Outcome.UNCHANGED


def test_speaker_who_was_named_is_heard_in_a_corrected_text_too(study: Engine, file: Path) -> None:
    about = InterviewMetadata("zuid-01", speakers=(Named("Joke", Role.RESPONDENT, "R002", Group.BEWONER),))
    one(study, written(file, ONCE), about)
    coded(study, STIL)
    corrected(study, file, ONCE.replace("Dank.", "Dank u wel."))
    assert evidence(study) == [("R002", None)]


def test_unknown_neighbourhood_is_refused_by_its_row(study: Engine, tmp_path: Path) -> None:
    table = written(tmp_path / "interviews.csv", "transcript;neighbourhoods\nzuid-01;stad-zuid\nzuid-02;stad-oost\n")
    with pytest.raises(MetadataError, match=r"interviews\.csv, line 3: .*'stad-oost'.*known are stad-noord, stad-zuid"):
        descriptions(study, table)


def test_unknown_speaker_is_refused_and_nothing_of_the_file_is_stored(
    study: Engine, database_url: str, file: Path
) -> None:
    before = content_hash(database_url)
    about = a_description("zuid-01", speakers=(Named("R7", Role.RESPONDENT, "R007"),))
    done = take(study, file, about=about)
    assert [entry.sentence for entry in done.refused] == [
        "zuid-01.txt: transcript zuid-01 has no speaker 'R7' (its labels are I, R1)"
    ]
    assert content_hash(database_url) == before


def test_respondent_cannot_be_of_two_groups(study: Engine, database_url: str, file: Path, tmp_path: Path) -> None:
    one(study, file, a_description("zuid-01"))
    before = content_hash(database_url)
    about = a_description("zuid-02", speakers=(Named("R1", Role.RESPONDENT, "R001", Group.BELEIDSMAKER),))
    done = take(study, written(tmp_path / "zuid-02.txt", TEXT), about=about)
    assert "respondent R001 is bewoner elsewhere and beleidsmaker here" in done.refused[0].sentence
    assert content_hash(database_url) == before


def test_group_that_is_said_later_is_taken(study: Engine, file: Path, tmp_path: Path) -> None:
    one(study, file, a_description("zuid-01", speakers=(Named("R1", Role.RESPONDENT, "R001"),)))
    about = a_description("zuid-02", speakers=(Named("R1", Role.RESPONDENT, "R001", Group.BEWONER),))
    one(study, written(tmp_path / "zuid-02.txt", TEXT), about)
    with reading(study) as session:
        assert session.execute(select(Respondent.key, Respondent.group_name)).all() == [("R001", "bewoner")]
        assert verify(session).problems == []


def test_group_that_is_said_later_is_in_the_log(study: Engine, file: Path) -> None:
    one(study, file, a_description("zuid-01", speakers=(Named("R1", Role.RESPONDENT, "R001"),)))
    before = numbers(study, Event)
    one(study, file, a_description("zuid-01", speakers=(Named("R1", Role.RESPONDENT, "R001", Group.BEWONER),)))
    assert numbers(study, Event) == before + 1


def test_metadata_about_files_that_are_not_there_are_named(study: Engine, file: Path) -> None:
    described = {name: a_description(name) for name in ("zuid-01", "zuid-09", "zuid-08")}
    done = import_files(study, [file], described, CODER, already_anonymised=True)
    assert done.unused == ["zuid-08", "zuid-09"]


def test_neighbourhoods_loaded_again_change_nothing(study: Engine, database_url: str) -> None:
    places = [a_neighbourhood(), a_neighbourhood(id="stad-oost", name="Oost")]
    with writing(study) as session:
        assert metadata.load_neighbourhoods(session, places, CODER) == (1, 0)
    before = content_hash(database_url)
    with writing(study) as session:
        assert metadata.load_neighbourhoods(session, places, CODER) == (0, 0)
    assert content_hash(database_url) == before
    with writing(study) as session:
        assert metadata.load_neighbourhoods(session, [a_neighbourhood(name="Zuid-West")], CODER) == (0, 1)


def test_two_neighbourhoods_of_one_name_are_refused_since_tables_would_mix_them(
    study: Engine, database_url: str
) -> None:
    before = content_hash(database_url)
    again = [
        a_neighbourhood(id="oost-nieuw", name="Nieuw", city="Ooststad"),
        a_neighbourhood(id="oost", city="Ooststad"),
    ]
    with (
        pytest.raises(MetadataError, match=r"are both called 'Zuid' \(.*'Zuid \(Ooststad\)'"),
        writing(study) as session,
    ):
        metadata.load_neighbourhoods(session, again, CODER)
    assert content_hash(database_url) == before
    with writing(study) as session:
        swapped = [a_neighbourhood(name="Nieuw"), a_neighbourhood(id="oost", city="Ooststad")]
        assert metadata.load_neighbourhoods(session, swapped, CODER) == (1, 1)


def test_coding_goes_on_after_a_correction(study: Engine, file: Path) -> None:
    """The coder whose page still shows the old text is told, and loses nothing."""
    one(study, file)
    number, old = coded(study, SLOOP), version_of(study)
    corrected(study, file, TEXT.replace("vroeger", "toen"))
    with writing(study) as session:
        ack = review.apply(session, CODER, old, [{"op": "late", "kind": "withdraw", "coding": number}])[0]
    assert ack.error is not None
    assert "was corrected since it was opened here" in ack.error
    assert is_clean(study)


def test_what_lies_in_a_folder_and_cannot_be_read_is_named(tmp_path: Path) -> None:
    for name in ("int-01.txt", "int-16.doc", "notities.pdf", "interviews.csv", "README.md", ".verborgen"):
        written(tmp_path / name, "x")
    (tmp_path / "sub").mkdir()
    written(tmp_path / "sub" / "int-02.txt", "x")
    (tmp_path / "codings").mkdir()
    assert left_out([tmp_path]) == ["int-16.doc", "notities.pdf", "sub/"]
    assert left_out([tmp_path / "int-01.txt"]) == []
