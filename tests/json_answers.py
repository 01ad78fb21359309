"""Every command, with a call that the small study can answer and what its JSON holds."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click

from qualcode.cli import cli
from qualcode.db.session import sqlite_driver

Words = tuple[str, ...]


def commands(group: click.Command = cli, words: Words = ()) -> Iterator[tuple[Words, click.Command]]:
    """Every command and group below the first, with the words that call it."""
    if words:
        yield words, group
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield from commands(command, (*words, name))


COMMANDS = dict(commands())


READY = {
    "c.yaml": "title: T\nlanguage: nl\nattributes: []\ncodes:\n- {id: factor, label: {nl: F}, definition: D.}\n"
    "- {id: factor.sloop, parent: factor, label: {nl: S}, definition: D.}\n",
    "n.csv": "neighbourhood_id,name,city\nstad-oost,Oost,Stad\n",
    "t.csv": "annelies,bram\nja,nee\nja,ja\n",
    "s.csv": "area_code;indicator;year;value;source;neighbourhood_id\nWK000001;lbm;2018;4,1;Proef;stad-zuid\n",
    "oost-01.txt": "Interviewer: En?\n\nR1: De bushalte is weg.\n",
    "c.jsonl": '{"transcript": "zuid-01", "exact": "En nu?", "code": "factor.sloop", "coder": "bram"}\n',
}
ANSWERS: dict[Words, set[str]] = {
    ("study", "init", "--title", "T", "--db", "sqlite:///new.db"): {"database", "title", "fictional"},
    ("study", "set"): {"display", "threshold", "per_segment", "k"},
    ("db", "upgrade"): {"before", "after", "backup"},
    ("db", "check"): {"ok", "problems"},
    ("db", "backup", "copy.db"): {"backup", "bytes"},
    ("db", "restore", "old.db", "--db", "sqlite:///new.db"): {"database"},
    ("db", "doctor"): {"qualcode", "schema", "sqlite", "warnings"},
    ("codebook", "load", "c.yaml"): {"version", "new", "codes"},
    ("codebook", "diff", "c.yaml"): {"differences"},
    ("codebook", "show"): {"title", "version", "codes"},
    ("codebook", "export", "out.yaml"): {"file", "version"},
    ("import", "neighbourhoods", "n.csv"): {"added", "changed"},
    ("import", "transcripts", "oost-01.txt", "--already-anonymised"): {
        "imported",
        "new_versions",
        "unchanged",
        "pending",
        "refused",
        "described",
    },
    ("import", "transcripts", "oost-01.txt"): {"imported", "new_versions", "unchanged", "pending", "refused"},
    ("import", "codings", "c.jsonl"): {"imported", "unchanged", "differs"},
    ("import", "statistics", "s.csv"): {"added", "changed", "unchanged", "left_out"},
    ("claims", "check", "--internal"): {"internal", "claims"},
    ("freezes", "list", "--internal"): {"internal", "freezes"},
    ("basket", "list", "--internal"): {"internal", "sections"},
    ("basket", "add", "4.1", "1", "--as", "a"): {"section", "new", "also"},
    ("basket", "export"): {"quotes", "notes", "database_hash"},
    ("disclosure", "--internal"): {"internal", "k", "cells", "labels", "quotes", "inside"},
    ("members", "list", "--internal"): {"internal", "members"},
    ("members", "set", "R001", "--state", "agreed", "--on", "2025-11-20", "--as", "a"): {"respondent", "state", "new"},
    ("output", "sample"): {"output", "parts", "rules", "database_hash"},
    ("suggest",): {"run", "transcripts", "words", "suggestions", "seconds"},
    ("quotes", "--code", "factor"): {"quotes"},
    ("quotes", "--review", "1", "--verdict", "publish", "--reason", "x", "--as", "a"): {"review", "coding", "verdict"},
    ("search", "list", "--internal"): {"internal", "searches"},
    ("search", "save", "S", "--code", "factor", "--as", "a"): {"name", "stored"},
    ("evidence",): {"measure", "rows", "columns", "filters", "codebook_version", "database_hash", "cells"},
    ("memos", "--internal"): {"internal", "memos"},
    ("questions", "list", "--internal"): {"internal", "questions"},
    ("questions", "ask", "code:factor", "--text", "Waarom?", "--as", "a"): {"question", "about", "owner"},
    ("agreement", "--table", "t.csv"): {
        "n_units",
        "n_coders",
        "percent",
        "kappa",
        "fleiss",
        "alpha",
        "ac1",
        "undefined",
    },
    ("verify",): {"ok", "transcripts", "codings", "events", "problems"},
}


def fill(folder: Path) -> None:
    """Write the files that commands load, and a copy of the study."""
    for name, content in READY.items():
        (folder / name).write_text(content, encoding="utf-8")
    with closing(sqlite_driver().connect(folder / "qualcode.db")) as connection:
        connection.execute("VACUUM INTO 'old.db'")
