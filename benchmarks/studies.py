"""A made-up study of any size, written straight into the tables: codes by Zipf's law, spans that overlap."""

import datetime as dt
import random
from itertools import accumulate

from sqlalchemy import Engine, Table, insert

from qualcode.db.base import Base
from qualcode.db.migrate import upgrade
from qualcode.db.session import writing

AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
GROUPS = ("beleidsmaker", "wijkprofessional", "bewoner")
CITIES = ("Den Haag", "Groningen", "Lelystad", "Nijmegen", "Rotterdam", "Zoetermeer")
TEXT = "de wijk is echt opgeknapt maar niemand heeft lange adem en het buurthuis ging dicht "
FAMILY_SIZES = (7, 23, 3, 4, 16, 19, 8, 9, 5)
"""Codes per family, the family itself included: 94 in all, as in the codebook of the first study."""


def text_of(length: int) -> str:
    """`length` characters of words."""
    return (TEXT * (length // len(TEXT) + 1))[:length]


def build(engine: Engine, transcripts: int, codings: int, seed: int = 1, suggestions: int = 0) -> None:
    """Fill an empty database with `transcripts` interviews of `codings` codings and `suggestions` each."""
    upgrade(engine)
    chance = random.Random(seed)
    with writing(engine) as session:

        def put(table: str, rows: list[dict]) -> None:
            sql: Table = Base.metadata.tables[table]
            for at in range(0, len(rows), 5000):
                session.execute(insert(sql), rows[at : at + 5000])

        put("study", [_study()])
        put("coder", [{"id": i, "name": f"coder {i}", "created_at": AT} for i in (1, 2)])
        put("codebook_version", [_codebook()])
        codes, entries, closure = _codes()
        put("code", codes)
        put("code_entry", entries)
        put("code_closure", closure)
        put("neighbourhood", [_neighbourhood(i) for i in range(1, 12)])
        respondents = transcripts + 3 * (transcripts // 10)
        put("respondent", [_respondent(i, chance) for i in range(1, respondents + 1)])
        text = text_of(38_000)
        weights = list(accumulate(1 / rank for rank in range(1, len(codes) + 1)))
        order = [row["id"] for row in codes]
        chance.shuffle(order)
        next_respondent = 1
        for t in range(1, transcripts + 1):
            speakers = [next_respondent + n for n in range(1 if t % 10 else 4)]  # every tenth is a focus group
            next_respondent += len(speakers)
            put("transcript", [_transcript(t)])
            put("transcript_neighbourhood", [{"transcript_id": t, "neighbourhood_id": t % 11 + 1}])
            put("transcript_version", [_version(t, text)])
            put("speaker", [_speaker(t * 4 + i, t, r) for i, r in enumerate(speakers)])
            put("turn", [_turn(t, n, t * 4 + n % len(speakers)) for n in range(1, 96)])
            rows, evidence, attributes = [], [], []
            for n, start in enumerate(chance.sample(range(37_600), codings)):
                coding_id = (t - 1) * codings + n + 1
                end = start + chance.randrange(40, 200)
                code = chance.choices(order, cum_weights=weights)[0]
                turns = range(start // 400, min((end - 1) // 400, 94) + 1)
                said_by = sorted({speakers[(turn + 1) % len(speakers)] for turn in turns})
                rows.append(_coding(coding_id, t, start, end, code, text))
                evidence.extend(_evidence(coding_id, code, t, r, start, end) for r in said_by)
                value = chance.choice(("positief", "negatief", "gemengd", "onbepaald"))
                attributes.append({"coding_id": coding_id, "attribute": "valentie", "value": value, "source": "person"})
            put("coding", rows)
            put("coding_attribute", attributes)
            put("evidence", evidence)
        if suggestions:
            put("run", [_run()])
        for t in range(1, transcripts + 1) if suggestions else ():
            put("run_transcript", [{"run_id": 1, "version_id": t, "suggestions": suggestions, "finished_at": AT}])
            starts = sorted(chance.sample(range(37_600), suggestions))
            put("suggestion", [_suggestion(t, start, chance.choice(order), chance.random()) for start in starts])
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _study() -> dict:
    return {"id": 1, "title": "Made up", "language": "nl", "fictional": True, "settings": {}, "created_at": AT}


def _codebook() -> dict:
    fields = {"title": "Made up", "language": "nl", "attributes": [_valence()], "digest": "0" * 64}
    return {"id": 1, "number": 1, "created_at": AT, **fields}


def _valence() -> dict:
    values = [{"id": value, "label": {"nl": value}} for value in ("positief", "negatief", "gemengd")]
    about = {"label": {"nl": "valentie"}, "applies_to": ["factor"], "required": False, "rule": ""}
    return {"id": "valentie", "values": values, **about}


def _codes() -> tuple[list[dict], list[dict], list[dict]]:
    codes, entries, closure = [], [], []
    for family, size in enumerate(FAMILY_SIZES):
        name = "factor" if family == 0 else f"family{family}"
        root = len(codes) + 1
        for n in range(size):
            i = len(codes) + 1
            parent = None if n == 0 else root
            key = name if n == 0 else f"{name}.code{n}"
            codes.append({"id": i, "key": key, "created_at": AT})
            entries.append(_entry(i, parent, key))
            closure.append({"ancestor_id": i, "descendant_id": i, "depth": 0})
            if parent:
                closure.append({"ancestor_id": root, "descendant_id": i, "depth": 1})
    return codes, entries, closure


def _entry(code: int, parent: int | None, key: str) -> dict:
    texts = {"definition": key, "include": "", "exclude": "", "meaning": "0" * 64}
    words = {"lemmas": [], "phrases": [], "patterns": [], "not_in": []}
    lists = {"examples": [], "indicators": words, "negated_as": None, "replaced_by": None}
    label = {"nl": key, "en": key}
    place = {"id": code, "codebook_version_id": 1, "code_id": code, "parent_id": parent, "position": code}
    return {**place, "label": label, **texts, **lists}


def _neighbourhood(i: int) -> dict:
    return {"id": i, "key": f"wijk-{i:02}", "name": f"Wijk {i}", "city": CITIES[i % 6], "gm_code": "", "area_codes": []}


def _respondent(i: int, chance: random.Random) -> dict:
    return {"id": i, "key": f"R{i:04}", "group_name": chance.choice(GROUPS), "consent": "given"}


def _transcript(t: int) -> dict:
    fields = {"kind": "interview", "language": "nl", "month": "2019-05", "topics": [], "notice": ""}
    return {"id": t, "name": f"interview-{t:05}", "created_at": AT, **fields}


def _version(t: int, text: str) -> dict:
    source = {"source_name": f"{t}.txt", "source_sha256": f"{t:064}", "encoding": "utf-8", "created_at": AT}
    return {"id": t, "transcript_id": t, "number": 1, "text": text, "sha256": f"{t:064}", "words": 6250, **source}


def _speaker(i: int, transcript: int, respondent: int) -> dict:
    who = {"label": f"R{i}", "role": "respondent", "respondent_id": respondent}
    return {"id": i, "transcript_id": transcript, "salt": "00" * 16, **who}


def _turn(transcript: int, number: int, speaker: int) -> dict:
    start = (number - 1) * 400
    spans = {"start_char": start, "end_char": start + 400, "speech_start": start + 4, "speech_end": start + 399}
    return {
        "id": transcript * 100 + number,
        "version_id": transcript,
        "number": number,
        "speaker_id": speaker,
        "start_ms": None,
        "end_ms": None,
        "search_text": "wijk buurthuis" if number % 40 == 0 else "wijk opknappen",
        **spans,
    }


def _coding(i: int, transcript: int, start: int, end: int, code: int, text: str) -> dict:
    quote = {"exact": text[start:end], "prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
    where = {"version_id": transcript, "transcript_id": transcript, "start_char": start, "end_char": end}
    who = {"coder_id": i % 2 + 1, "state": "confirmed", "suggestions_seen": True, "codebook_version_id": 1}
    none = {"neighbourhood_id": None, "suggestion_id": None, "supersedes_id": None}
    return {"id": i, "code_id": code, "place": "here", "created_at": AT, **where, **quote, **who, **none}


def _run() -> dict:
    nothing = {"parameters": {}, "input_sha256": None, "output_sha256": None, "coder_id": None}
    times = {"started_at": AT, "finished_at": AT}
    return {"id": 1, "kind": "suggest", "software": "made up", "codebook_version_id": 1, **nothing, **times}


def _suggestion(transcript: int, start: int, code: int, score: float) -> dict:
    where = {"run_id": 1, "version_id": transcript, "start_char": start, "end_char": start + 80}
    return {**where, "code_id": code, "score": score, "rank": 1, "attributes": {}, "explanation": []}


def _evidence(coding: int, code: int, transcript: int, respondent: int, start: int, end: int) -> dict:
    what = {"coding_id": coding, "code_id": code, "transcript_id": transcript, "respondent_id": respondent}
    turns = {"first_turn": min(start // 400, 94) + 1, "last_turn": min((end - 1) // 400, 94) + 1}
    return {**what, "neighbourhood_id": transcript % 11 + 1, "start_char": start, "end_char": end, **turns}
