"""The method appendix counted a second time, in plain Python over the raw records."""

from collections.abc import Iterator, Sequence

import pytest
from raw_records import Records

from qualcode.db import models
from qualcode.domain.span import Span
from qualcode.domain.wording import word
from qualcode.nlp.segment import segments

Rows = dict[tuple[object, ...], dict[str, object]]
Expected = tuple[int, tuple[str, ...], Rows]


def agreement(records: Records) -> dict[str, dict[str, object]]:
    """Code -> sentences that both, one and neither of two coders gave it, and the rates; {} where two did not code."""
    confirmed = [row for row in records.rows(models.Coding) if row["state"] == "confirmed"]
    coders = sorted({row["coder_id"] for row in confirmed})
    if len(coders) != 2:
        return {}
    codes = {row["id"]: row["key"] for row in records.rows(models.Code)}
    units: list[dict[int, set[str]]] = []
    given: set[str] = set()
    for version in records.current.values():
        done = {row["coder_id"] for row in confirmed if row["version_id"] == version["id"]}
        for mark in records.latest(models.ReadMark, "version_id", "coder_id", "codebook_version_id"):
            done |= {mark["coder_id"]} if mark["in_full"] and mark["version_id"] == version["id"] else set()
        if not set(coders) <= done:
            continue
        own = [
            row for row in confirmed if row["version_id"] == version["id"] and codes[row["code_id"]] in records.codes
        ]
        given |= {codes[row["code_id"]] for row in own}
        for start, end in _sentences(records, version):
            over = [row for row in own if row["start_char"] < end and start < row["end_char"]]
            units.append({who: {codes[row["code_id"]] for row in over if row["coder_id"] == who} for who in coders})
    return {code: _rates([tuple(code in unit[who] for who in coders) for unit in units]) for code in given}


def _sentences(records: Records, version: dict[str, object]) -> Iterator[tuple[int, int]]:
    text, number = str(version["text"]), int(str(version["id"]))
    spans = records.speeches(number) if version["transcript_id"] in records.talks else _all_turns(records, number)
    for start, end in spans:
        yield from segments(text, Span(start, end))


def _all_turns(records: Records, version: int) -> list[tuple[int, int]]:
    turns = [row for row in records.rows(models.Turn) if row["version_id"] == version]
    return [(row["speech_start"], row["speech_end"]) for row in turns]


def _rates(pairs: Sequence[tuple[bool, ...]]) -> dict[str, object]:
    n = len(pairs)
    if not n:
        return {"both": 0, "only_one": 0, "neither": 0, "percent": None, "positive": None, "kappa": None}
    both, neither = sum(all(pair) for pair in pairs), sum(not any(pair) for pair in pairs)
    first, second = (sum(pair[at] for pair in pairs) / n for at in (0, 1))
    same, chance = (both + neither) / n, first * second + (1 - first) * (1 - second)
    return {
        "both": both,
        "only_one": n - both - neither,
        "neither": neither,
        "percent": same,
        "positive": 2 * both / (n + both - neither) if n + both > neither else None,
        "kappa": None if chance == pytest.approx(1) else (same - chance) / (1 - chance),
    }


def method(records: Records) -> Iterator[Expected]:
    yield 0, ("code",), {(code,): said for code, said in agreement(records).items()}
    order = sorted(records.talks.values(), key=lambda talk: (talk["month"] or "9999-99", talk["name"], talk["id"]))
    seen: set[str] = set()
    rows: Rows = {}
    for at, talk in enumerate(order, 1):
        new = {each.code for each in records.counted if each.transcript == talk["name"]} - seen
        seen |= new
        rows[at,] = {"new": len(new), "codes": len(seen)}
    yield 1, ("transcripts",), rows
    codings, versions = records.rows(models.Coding), records.rows(models.TranscriptVersion)
    facts = {
        "events": len(records.rows(models.Event)),
        "interviews": len(records.talks),
        "documents": len(records.rows(models.Transcript)) - len(records.talks),
        "corrected_versions": sum(row["number"] > 1 for row in versions),
        "decisions": len(records.rows(models.Decision)),
        "codings": sum(row["state"] == "confirmed" for row in codings),
        "withdrawn_codings": sum(row["state"] != "confirmed" for row in codings),
        "disclosure_reviews": len(records.rows(models.QuoteReview)),
        "suggestion_runs": sum(row["kind"] == "suggest" for row in records.rows(models.Run)),
    }
    yield 2, ("fact",), {(word(name, "nl"),): {"value": number} for name, number in facts.items()}
