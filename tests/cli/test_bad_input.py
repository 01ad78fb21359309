"""A user's mistake is one sentence and exit code 2, and the database is as it was."""

import io
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docx
import openpyxl
import pytest
from alembic import command
from content import content_hash

from qualcode.db.migrate import config, upgrade
from qualcode.db.session import make_engine

SPEECH = "Interviewer: Hoe is het hier?\n\nR1: De sloop heeft de buurt geholpen.\n"
TRANSCRIPTS = ("import", "transcripts", "--already-anonymised")
INTERVIEWS = "transcript;kind;neighbourhoods;speakers;month;language;topics;notice\n"
NEIGHBOURHOODS = "neighbourhood_id,name,city\n"
CODEBOOK = """title: T
language: nl
attributes: []
codes:
- id: factor
  label: {nl: Factor}
  definition: D.
- id: factor.a
  parent: PARENT
  label: {nl: A}
  definition: D.
"""
QUOTE = '{"transcript": "zuid-01", "exact": "De sloop heeft de buurt geholpen.", "code": "factor.sloop", "coder": "x"'


@dataclass(frozen=True)
class Mistake:
    """A command with the files that it needs, and words that its sentence must hold."""

    words: tuple[str, ...]
    told: tuple[str, ...]
    files: dict[str, str | bytes | Callable[[Path], None]] = field(default_factory=dict)


def a_docx() -> bytes:
    """A Word file with some speech."""
    document, stream = docx.Document(), io.BytesIO()
    for paragraph in SPEECH.split("\n\n"):
        document.add_paragraph(paragraph)
    document.save(stream)
    return stream.getvalue()


def a_zip() -> bytes:
    """An archive that is no office file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "a")
    return stream.getvalue()


def a_workbook(*rows: tuple[object, ...]) -> Callable[[Path], None]:
    """A function that writes an XLSX file of these rows."""

    def write(file: Path) -> None:
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(file)

    return write


def another_database(file: Path) -> None:
    """An SQLite file of another program."""
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE messages (id INTEGER PRIMARY KEY, body TEXT)")
        connection.execute("INSERT INTO messages (body) VALUES ('hello')")
    connection.close()


def older(file: Path) -> None:
    """A study of an older version."""
    engine = make_engine(f"sqlite:///{file}")
    upgrade(engine)
    with engine.begin() as connection:
        command.downgrade(config(connection), "-1")
    engine.dispose()


def transcript(name: str, content: str | bytes, *told: str) -> Mistake:
    """A transcript file that is refused by name."""
    return Mistake((*TRANSCRIPTS, name), (name, *told), {name: content})


def described(metadata: str, *told: str, name: str = "interviews.csv") -> Mistake:
    """A good transcript with metadata that are refused."""
    return Mistake((*TRANSCRIPTS, "noord-01.txt", "--metadata", name), told, {"noord-01.txt": SPEECH, name: metadata})


def places(table: str | Callable[[Path], None], *told: str, name: str = "neighbourhoods.csv") -> Mistake:
    """A table of neighbourhoods that is refused."""
    return Mistake(("import", "neighbourhoods", name), (name, *told), {name: table})


def book(content: str | bytes, *told: str) -> Mistake:
    """A codebook that is refused."""
    return Mistake(("codebook", "load", "codebook.yaml"), ("codebook.yaml", *told), {"codebook.yaml": content})


def codings(content: str | bytes, *told: str) -> Mistake:
    """Codings that are refused."""
    return Mistake(("import", "codings", "codings.jsonl"), ("codings.jsonl", *told), {"codings.jsonl": content})


def row(**cells: str) -> str:
    """interviews.csv with one row about noord-01."""
    cells = {"transcript": "noord-01", **cells}
    return INTERVIEWS + ";".join(cells.get(name, "") for name in INTERVIEWS.strip().split(";")) + "\n"


MISTAKES = {
    "empty transcript": transcript("leeg.txt", "", "the file is empty"),
    "blank transcript": transcript("leeg.txt", "\n \n\t\n", "no text"),
    "empty docx": transcript("leeg.docx", b"", "the file is empty"),
    "binary transcript": transcript("foto.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
    "program as transcript": transcript("prog.md", b"\x7fELF\x02\x01\x01" + b"\x00" * 500, "binary"),
    "truncated docx": transcript("half.docx", a_docx()[: len(a_docx()) // 2], "cut off"),
    "zip called docx": transcript("ander.docx", a_zip(), "Word"),
    "docx called txt": transcript("woord.txt", a_docx(), "binary"),
    "wrong encoding": transcript("codering.txt", SPEECH.replace("sloop", "\ufffdsloop"), "U+FFFD"),
    "encoding of nobody": transcript("codering.txt", SPEECH.encode() + b"\x81\x8d\x8f\x90\x9d" * 9, "encoding"),
    "pdf": transcript("stuk.pdf", b"%PDF-1.7", ".pdf", "allowed are"),
    "no ending": transcript("stuk", SPEECH, "allowed are"),
    "captions without words": transcript("leeg.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n\n", "leeg.vtt"),
    "missing transcript": Mistake((*TRANSCRIPTS, "weg.txt"), ("weg.txt", "cannot be read")),
    "folder without transcripts": Mistake((*TRANSCRIPTS, "."), ("no transcript file",), {"a.pdf": b"%PDF"}),
    "two files of one name": Mistake(
        (*TRANSCRIPTS, "noord-01.txt", "noord-01.md"),
        ("would both be transcript 'noord-01'",),
        {"noord-01.txt": SPEECH, "noord-01.md": SPEECH},
    ),
    "unknown neighbourhood": described(row(neighbourhoods="stad-oost"), "interviews.csv, line 2", "'stad-oost'"),
    "unknown speaker": described(row(speakers="R9=R009:bewoner"), "has no speaker 'R9'", "R1"),
    "unknown group": described(row(speakers="R1=R009:buurman"), "line 2", "bewoner"),
    "respondent of two groups": described(row(speakers="R1=R001:beleidsmaker"), "R001 is bewoner", "beleidsmaker"),
    "unknown kind": described(row(kind="praatje"), "line 2", "focus_group"),
    "language that is none": described(row(language="xx"), "line 2", "'xx' is no language code", "nl"),
    "impossible month": described(row(month="2019-13"), "line 2", "2019-03"),
    "duplicate transcript": described(row() + row().split("\n")[1], "line 3", "'noord-01' stands on line 2 too"),
    "duplicate speaker": described(row(speakers="R1=R005:bewoner|R1=R006:bewoner"), "line 2", "too"),
    "formula in metadata": described(row(speakers="=cmd|' /C calc'!A0"), "line 2", "formula"),
    "unknown column": described("transcript;buurt\nnoord-01;stad-zuid\n", "no column 'buurt'"),
    "missing column": described("kind;month\ninterview;2019-01\n", "'transcript' is missing"),
    "empty metadata": described("", "interviews.csv"),
    "binary metadata": described("x", "interviews.xlsx", name="interviews.xlsx"),
    "missing metadata": Mistake(
        (*TRANSCRIPTS, "noord-01.txt", "--metadata", "weg.csv"), ("weg.csv", "cannot be read"), {"noord-01.txt": SPEECH}
    ),
    "duplicate neighbourhood": places(NEIGHBOURHOODS + "a-b,B,A\na-b,C,A\n", "line 3", "stands on line 2 too"),
    "formula as neighbourhood": places(NEIGHBOURHOODS + 'a-b,"=HYPERLINK(""http://x"")",A\n', "line 2", "formula"),
    "formula in a workbook": places(
        a_workbook(("neighbourhood_id", "name", "city"), ("a-b", "=1+1", "A")), "line 2", name="n.xlsx"
    ),
    "neighbourhood without city": places(NEIGHBOURHOODS + "a-b,B,\n", "line 2", "no city"),
    "neighbourhood with a long name": places(NEIGHBOURHOODS + f"a-b,{'B' * 300},A\n", "line 2"),
    "municipality that is none": places("neighbourhood_id,name,city,gm_code\na-b,B,A,0518\n", "line 2", "GM"),
    "codebook with a cycle": book(
        CODEBOOK.replace("PARENT", "factor").replace("- id: factor\n", "- id: factor\n  parent: factor.a\n"),
        "goes round",
    ),
    "codebook with a tab": book(CODEBOOK.replace("PARENT", "factor").replace("  parent", "\tparent"), "line 9", "tab"),
    "codebook with an orphan": book(CODEBOOK.replace("PARENT", "factr"), "line 9", "factr"),
    "codebook with a code twice": book(
        CODEBOOK.replace("PARENT", "factor") + CODEBOOK.partition("codes:\n")[2], "line"
    ),
    "codebook without a label": book(CODEBOOK.replace("PARENT", "factor").replace("  label: {nl: A}\n", ""), "label"),
    "codebook of another kind": book("- 1\n- 2\n", "mapping"),
    "empty codebook": book("", "empty"),
    "binary codebook": book(b"\xff\xfe\x00\x01" * 20, "UTF-8"),
    "codebook that drops a code in use": Mistake(
        ("codebook", "load", "codebook.yaml"),
        ("factor.sloop (1 codings)", "replaced_by"),
        {"codebook.yaml": CODEBOOK.replace("PARENT", "factor")},
    ),
    "missing codebook": Mistake(("codebook", "load", "weg.yaml"), ("weg.yaml", "cannot be read")),
    "codings that are no JSON": codings("hallo\n", "line 1", "JSON"),
    "codings without a coder": codings(
        '{"transcript": "zuid-01", "exact": "x", "code": "factor"}\n', "line 1", "coder"
    ),
    "codings with a code that is none": codings(
        QUOTE.replace("factor.sloop", "factor.slop") + "}\n", "mean factor.sloop"
    ),
    "codings with a field that is none": codings(QUOTE + ', "colour": "red"}\n', "line 1", "colour"),
    "codings of an unknown transcript": codings(QUOTE.replace("zuid-01", "zuid-1") + "}\n", "did you mean zuid-01"),
    "codings of words that nobody said": codings(QUOTE.replace("buurt", "wijk") + "}\n", "does not hold the quote"),
    "codings of a place before the text": codings(QUOTE + ', "start": -40}\n', "line 1", "start"),
    "codings of an impossible coder": codings(QUOTE.replace('"x"', f'"{"x" * 99}"') + "}\n", "line 1", "coder"),
    "empty codings": codings("\n\n", "holds no coding"),
    "binary codings": codings(b"\xff\xfe\x00\x01", "UTF-8"),
    "missing codings": Mistake(("import", "codings", "weg.jsonl"), ("weg.jsonl", "cannot be read")),
    "export over a file": Mistake(("codebook", "export", "c.yaml"), ("c.yaml exists",), {"c.yaml": "x"}),
    "export into no folder": Mistake(("codebook", "export", "weg/c.yaml"), ("weg",)),
    "backup into no folder": Mistake(("db", "backup", "weg/b.db"), ("there is no folder weg",)),
    "restore over the study": Mistake(("db", "restore", "b.db"), ("never overwritten",), {"b.db": another_database}),
    "restore of a file that is none": Mistake(
        ("db", "restore", "b.db", "--db", "sqlite:///new.db"), ("b.db is not an undamaged",), {"b.db": b"x" * 5000}
    ),
    "table into no folder": Mistake(("evidence", "-o", "weg/t.csv"), ("cannot be written",)),
    "table in an unknown form": Mistake(("evidence", "-o", "t.pdf"), ("t.pdf", ".xlsx")),
    "csv under the name of a workbook": Mistake(
        ("evidence", "--format", "csv", "-o", "t.xlsx"), ("t.xlsx would hold csv", "end it in .csv", "--format")
    ),
    "quotes as json under the name of csv": Mistake(
        ("quotes", "--json", "-o", "q.csv"), ("q.csv would hold json", "end it in .json", "--json")
    ),
    "codebook in an unknown form": Mistake(
        ("codebook", "export", "out.txt"), ("out.txt", "end it in .yaml, .yml, .md")
    ),
    "table of an unknown code": Mistake(("evidence", "--rows", "factr"), ("did you mean factor",)),
    "table of an unknown split": Mistake(("evidence", "--split", "valenti"), ("did you mean valentie",)),
    "table of an unknown neighbourhood": Mistake(("evidence", "--neighbourhood", "stad-zud"), ("mean stad-zuid",)),
    "quotes of an unknown code": Mistake(("quotes", "--code", "factor.slop"), ("mean factor.sloop",)),
    "quotes with half an attribute": Mistake(("quotes", "--attribute", "valentie"), ("NAME=VALUE",)),
    "check of a quote that is none": Mistake(
        ("quotes", "--review", "99", "--verdict", "publish", "--reason", "x", "--as", "a"), ("no coding '99'",)
    ),
    "check by nobody": Mistake(("quotes", "--review", "1", "--verdict", "publish", "--reason", "x"), ("--as",)),
    "settings by nobody": Mistake(("study", "set", "--k", "4"), ("--as",)),
    "impossible threshold": Mistake(("study", "set", "--threshold", "2", "--as", "a"), ("0 to 1",)),
    "threshold that is no number": Mistake(("study", "set", "--threshold", "nan", "--as", "a"), ("0 to 1",)),
    "quote with an impossible number": Mistake(
        ("quotes", "--review", "9" * 30, "--verdict", "publish", "--reason", "x", "--as", "a"), ("--review",)
    ),
    "codings of nothing but brackets": Mistake(
        ("import", "codings", "c.jsonl"), ("c.jsonl", "line 1", "not JSON"), {"c.jsonl": "[" * 100_000}
    ),
    "too many suggestions": Mistake(
        ("study", "set", "--per-segment", "1000", "--as", "a"), ("at most 10 suggestions", "give a lower number")
    ),
    "impossible k": Mistake(("study", "set", "--k", "0", "--as", "a"), ("whole number from 1",)),
    "nameless coder": Mistake(("suggest", "--as", " "), ("coder's name",)),
    "second study": Mistake(("study", "init", "--title", "T"), ("holds a study already",)),
    "demonstration over a study": Mistake(
        ("demo", "--headless", "--db", "sqlite:///real.db"), ("real.db", "not a database"), {"real.db": b"x" * 5000}
    ),
    "unknown command": Mistake(("evidnce",), ("evidnce",)),
    "unknown option": Mistake(("verify", "--fast"), ("--fast",)),
    "no file named": Mistake(("codebook", "load"), ("FILE",)),
    "unknown language": Mistake(("codebook", "show", "--lang", "fr"), ("fr", "nl")),
    "study without a title": Mistake(
        ("study", "init", "--title", " \t ", "--db", "sqlite:///new.db"), ("title of a study", "--title TITLE")
    ),
    "study with an endless title": Mistake(
        ("study", "init", "--title", "T" * 201, "--db", "sqlite:///new.db"), ("1 to 200 characters",)
    ),
    "study in a language that is none": Mistake(
        ("study", "init", "--title", "T", "--language", "klingon", "--db", "sqlite:///new.db"), ("'klingon'", "nl")
    ),
    "missing database": Mistake(("verify", "--db", "sqlite:///weg.db"), ("no database weg.db", "study init")),
    "database in no folder": Mistake(
        ("study", "init", "--title", "T", "--db", "sqlite:///weg/a.db"), ("no folder weg",)
    ),
    "database of another program": Mistake(
        ("verify", "--db", "sqlite:///other.db"), ("other.db", "no study"), {"other.db": another_database}
    ),
    "study in a database of another program": Mistake(
        ("study", "init", "--title", "T", "--db", "sqlite:///other.db"),
        ("other.db holds tables of another program (messages)",),
        {"other.db": another_database},
    ),
    "upgrade of a database of another program": Mistake(
        ("db", "upgrade", "--db", "sqlite:///other.db"), ("tables of another program",), {"other.db": another_database}
    ),
    "second study in an older database": Mistake(
        ("study", "init", "--title", "T", "--db", "sqlite:///old.db"), ("run 'qualcode db upgrade'",), {"old.db": older}
    ),
    "database that is a text": Mistake(
        ("verify", "--db", "sqlite:///notes.db"), ("notes.db", "not a database"), {"notes.db": "notes\n" * 999}
    ),
    "database that is a folder": Mistake(("verify", "--db", "sqlite:///."), ("no database .",)),
    "database in memory": Mistake(("study", "init", "--title", "T", "--db", "sqlite://"), ("FILE.db",)),
    "unknown scheme": Mistake(("verify", "--db", "mysql://me:secret@host/name"), ("mysql", "sqlite:///FILE.db")),
    "path for a URL": Mistake(("verify", "--db", "study.db"), ("study.db", "sqlite:///FILE.db")),
    "server that does not answer": Mistake(
        ("verify", "--db", "postgresql+psycopg://me:secret@127.0.0.1:1/none"), ("cannot be used",)
    ),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_one_sentence_and_nothing_changed(what, qualcode, study, folder) -> None:
    mistake = MISTAKES[what]
    for name, content in mistake.files.items():
        if callable(content):
            content(folder / name)
        else:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    files = sorted(path.name for path in folder.iterdir())
    before = [content_hash(study), *(content_hash(f"sqlite:///{folder / name}") for name in mistake.files)]

    ran = qualcode(*mistake.words)

    assert ran.code == 2, ran
    assert ran.err.startswith("qualcode: "), ran.err
    assert ran.err.count("\n") == 1, ran.err
    assert len(ran.err) < 300, (len(ran.err), ran.err)
    assert [words for words in mistake.told if words not in ran.err] == [], ran.err
    assert "secret" not in ran.err
    assert [content_hash(study), *(content_hash(f"sqlite:///{folder / name}") for name in mistake.files)] == before
    assert sorted(path.name for path in folder.iterdir() if not path.name.endswith(("-shm", "-wal"))) == files


def test_many_bad_files_are_named_on_standard_output_and_stop_no_good_one(qualcode, study, folder) -> None:
    for number in range(40):
        (folder / f"kapot-{number:02}.txt").write_bytes(b"\x00" * 99)
    (folder / "noord-01.txt").write_text(SPEECH, encoding="utf-8")
    ran = qualcode(*TRANSCRIPTS, ".")
    assert ran.code == 2
    assert (ran.err.count("\n"), len(ran.err) < 300) == (1, True)
    assert ran.err.startswith("qualcode: kapot-00.txt: ")
    assert ran.err.endswith("; 39 more were refused as well\n")
    assert ran.out.startswith("1 imported, ")
    assert [number for number in range(40) if f"\nkapot-{number:02}.txt: " not in ran.out] == []
    assert qualcode(*TRANSCRIPTS, "noord-01.txt").out.startswith("0 imported, 0 new versions, 1 unchanged")


def test_file_without_speakers_is_taken_in_with_a_notice(qualcode, study, folder) -> None:
    (folder / "verslag.txt").write_text("De sloop is klaar.\n\nDe flats zijn weg.\n", encoding="utf-8")
    ran = qualcode(*TRANSCRIPTS, "verslag.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "verslag: no speaker labels were found" in ran.out
