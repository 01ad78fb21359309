"""How far the guards let recorded text change: where a row of `redaction` names it, and to nothing but U+2588.

Each rule is one condition over OLD and NEW rows that reads the same on SQLite and PostgreSQL, but for how a mark is
repeated; columns that are not open must stay as they were.
"""

from collections.abc import Mapping
from typing import NamedTuple

from qualcode.domain.ranking import BEFORE
from qualcode.domain.redaction import MARK
from qualcode.domain.span import CONTEXT_LENGTH


class Rule(NamedTuple):
    """Columns that may change together, and under which condition."""

    open: tuple[str, ...]
    condition: str


def _part(text: str, start: str, length: str) -> str:
    return f"substr({text}, CAST({start} AS INTEGER), CAST({length} AS INTEGER))"


_TEXT = "(SELECT v.text FROM transcript_version AS v WHERE v.id = OLD.version_id)"
_TURN = (
    "(SELECT max(t.start_char) FROM turn AS t WHERE t.version_id = OLD.version_id AND t.start_char <= OLD.start_char)"
)
_SAME = "r.version_id = OLD.version_id"


def rules(dialect: str) -> Mapping[str, Rule]:
    """Table -> what may change in it."""

    def marks(length: str) -> str:
        if dialect == "sqlite":
            return f"replace(hex(zeroblob({length})), '00', '{MARK}')"
        return f"repeat('{MARK}', CAST({length} AS INTEGER))"

    erased = f"{_part('OLD.text', '1', 'r.start_char')} || {marks('r.end_char - r.start_char')} || " + _part(
        "OLD.text", "r.end_char + 1", "length(OLD.text)"
    )
    near = f"r.start_char < OLD.end_char + {CONTEXT_LENGTH} AND r.end_char > OLD.start_char - {CONTEXT_LENGTH}"
    quoted = [
        f"NEW.exact = {_part(_TEXT, 'OLD.start_char + 1', 'OLD.end_char - OLD.start_char')}",
        f"NEW.prefix = {_part(_TEXT, 'OLD.start_char + 1 - length(OLD.prefix)', 'length(OLD.prefix)')}",
        f"NEW.suffix = {_part(_TEXT, 'OLD.end_char + 1', 'length(OLD.suffix)')}",
    ]
    whole = "r.start_char <= OLD.speech_start AND r.end_char >= OLD.speech_end"
    known = f"r.start_char < OLD.end_char AND r.end_char > {_TURN} - {BEFORE}"
    return {
        "transcript_version": Rule(("text", "sha256"), _named(f"r.version_id = OLD.id AND NEW.text = {erased}")),
        "turn": Rule(("search_text",), _named(f"{_SAME} AND {whole}", "NEW.search_text = ''")),
        "coding": Rule(("exact", "prefix", "suffix"), _named(f"{_SAME} AND {near}", *quoted)),
        "suggestion": Rule(("explanation",), _named(f"{_SAME} AND {known}", "CAST(NEW.explanation AS TEXT) = '[]'")),
        "memo": Rule(("text",), _named("r.memo_id = OLD.id", f"NEW.text = {marks('length(OLD.text)')}")),
    }


def _named(where: str, *new: str) -> str:
    """Whether a row of `redaction` tells of it, and the new values are what they must be."""
    told = f"EXISTS (SELECT 1 FROM redaction AS r WHERE {where})"  # noqa: S608  made of constants
    return " AND ".join((*new, told))


GENERATED = ("search_vector",)
"""Columns that PostgreSQL fills after the guard has looked."""


def lawful(table: str, columns: list[str]) -> str:
    """SQLite: the condition under which a row of a table may be redacted; "" where it never may."""
    rule = rules("sqlite").get(table)
    if rule is None:
        return ""
    same = " AND ".join(f"OLD.{column} IS NEW.{column}" for column in columns if column not in rule.open)
    return f"({same} AND {rule.condition})"


def plpgsql(table: str) -> str:
    """PostgreSQL: the statement that lets a redaction of a row of a table through; "" where there is none."""
    rule = rules("postgresql").get(table)
    if rule is None:
        return ""
    old, new = (
        f"to_jsonb({row})" + "".join(f" - '{column}'" for column in (*rule.open, *GENERATED)) for row in ("OLD", "NEW")
    )
    return f"""
    IF TG_OP = 'UPDATE' THEN
        IF {old} = {new} AND {rule.condition} THEN
            RETURN NEW;
        END IF;
    END IF;"""
