"""Metadata of a study: interviews.csv and neighbourhoods.csv (DESIGN 9), as CSV or XLSX."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from qualcode.domain.description import is_respondent, month_of
from qualcode.domain.language import is_language
from qualcode.domain.speaker_roles import label_key
from qualcode.domain.transcript import (
    AreaCode,
    Group,
    InterviewMetadata,
    Kind,
    Neighbourhood,
    Role,
    Speaker,
)
from qualcode.errors import short
from qualcode.interchange.sheet_rows import Columns, Row, read_rows
from qualcode.interchange.transcript_files import KNOWN_ENDINGS

INTERVIEW_COLUMNS = Columns(
    known=("transcript", "kind", "neighbourhoods", "speakers", "month", "language", "topics", "notice"),
    required=("transcript",),
    free=("topics", "notice"),
)
NEIGHBOURHOOD_COLUMNS = Columns(
    known=("neighbourhood_id", "name", "city", "gm_code", "area_codes", "code_kind", "code_year", "status", "source"),
    required=("neighbourhood_id", "name", "city"),
    free=("source",),
)

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_MUNICIPALITY = re.compile(r"GM\d{4}")
_AREA_CODE = re.compile(r"\b(?:WK|BU)\d+\b")
_AREA_CODE_LENGTHS = {"WK": 8, "BU": 10}
_CONTAINING = re.compile(r"\binside\b[^);]*")
_NAME_LENGTH = 200
"""Characters that a name has at most."""
_SPEAKERS_REMEDY = "write R1=R017:bewoner|I=interviewer"


def read_interviews(path: Path) -> tuple[InterviewMetadata, ...]:
    """The rows of interviews.csv.

    Raises:
        MetadataError: The file or a row is refused.
    """
    rows = list(read_rows(path, INTERVIEW_COLUMNS))
    interviews = tuple(map(_interview, rows))
    pairs = list(zip(interviews, rows, strict=True))
    _refuse_twice("transcript", [(interview.transcript, row) for interview, row in pairs])
    _refuse_two_groups(pairs)
    return interviews


def read_neighbourhoods(path: Path) -> tuple[Neighbourhood, ...]:
    """The rows of neighbourhoods.csv.

    Raises:
        MetadataError: The file or a row is refused.
    """
    rows = list(read_rows(path, NEIGHBOURHOOD_COLUMNS))
    _refuse_twice("neighbourhood_id", [(row["neighbourhood_id"], row) for row in rows])
    return tuple(map(_neighbourhood, rows))


def _interview(row: Row) -> InterviewMetadata:
    return InterviewMetadata(
        transcript=_transcript(row),
        kind=_one_of(Kind, row["kind"], row) if row["kind"] else Kind.INTERVIEW,
        neighbourhoods=_listed(row["neighbourhoods"]),
        speakers=_speakers(row),
        month=_month(row),
        language=_language(row),
        topics=_listed(row["topics"]),
        notice=row["notice"],
        line=row.line,
    )


def _transcript(row: Row) -> str:
    """The name of the transcript without the ending of its file, in NFC."""
    name = unicodedata.normalize("NFC", row["transcript"])
    if "/" in name or "\\" in name:
        raise row.refusal(f"transcript '{short(name, 40)}' holds a folder", "write the file name alone")
    ending = next((ending for ending in KNOWN_ENDINGS if name.lower().endswith(ending)), "")
    name = name[: len(name) - len(ending)]
    if not name:
        raise row.refusal("the row names no transcript", "write the file name without its ending")
    return name


def _listed(cell: str) -> tuple[str, ...]:
    """The parts between bars, each once, in order."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


Word = TypeVar("Word", bound=StrEnum)


def _one_of(words: type[Word], written: str, row: Row) -> Word:
    plain = re.sub(r"[\s-]+", "_", written.strip().casefold())
    try:
        return words(plain)
    except ValueError:
        allowed = ", ".join(words)
        what = f"{words.__name__.lower()} '{short(written, 40)}' is not known"
        raise row.refusal(what, f"allowed are {allowed}") from None


def _speakers(row: Row) -> tuple[Speaker, ...]:
    speakers = tuple(_speaker(part, row) for part in _listed(row["speakers"]))
    _refuse_twice("speaker", [(label_key(speaker.label), row) for speaker in speakers])
    return speakers


def _speaker(written: str, row: Row) -> Speaker:
    """One speaker, from `LABEL=RESPONDENT:GROUP` or `LABEL=interviewer`."""
    label, equals, who = (part.strip() for part in written.partition("="))
    if not label or not equals or not who:
        raise row.refusal(f"speaker '{short(written, 40)}' does not say who has which label", _SPEAKERS_REMEDY)
    if who.casefold() in {Role.INTERVIEWER, Role.UNKNOWN}:
        return Speaker(label, Role(who.casefold()))
    respondent, colon, group = (part.strip() for part in who.partition(":"))
    if not is_respondent(respondent):
        what = f"'{short(respondent, 40)}' is neither a respondent's number such as R017 nor interviewer or unknown"
        raise row.refusal(what, _SPEAKERS_REMEDY)
    return Speaker(label, Role.RESPONDENT, respondent, _one_of(Group, group, row) if colon else Group.ONBEKEND)


def _month(row: Row) -> str | None:
    """The month as YYYY-MM; a day is dropped."""
    if not row["month"]:
        return None
    month = month_of(row["month"])
    if month is None:
        raise row.refusal(f"month '{short(row['month'], 40)}' is no month", "write it as 2019-03")
    return month


def _language(row: Row) -> str:
    language = row["language"].casefold() or "nl"
    if not is_language(language):
        raise row.refusal(
            f"language '{short(language, 40)}' is no language code that is known", "write a code such as nl or en"
        )
    return language


def _neighbourhood(row: Row) -> Neighbourhood:
    for column in ("neighbourhood_id", "name", "city"):
        if not row[column]:
            raise row.refusal(f"the row has no {column}", "fill it in")
        if len(row[column]) > _NAME_LENGTH:
            what = f"{column} '{short(row[column], 40)}' has {len(row[column])} characters"
            raise row.refusal(what, f"at most {_NAME_LENGTH} are allowed")
    if not _IDENTIFIER.fullmatch(row["neighbourhood_id"]):
        what = f"neighbourhood_id '{short(row['neighbourhood_id'], 40)}' may hold letters, digits, - and _ only"
        raise row.refusal(what, "write it as den-haag-moerwijk")
    if row["gm_code"] and not _MUNICIPALITY.fullmatch(row["gm_code"]):
        raise row.refusal(
            f"gm_code '{short(row['gm_code'], 40)}' is no municipality", "write GM and four digits, or nothing"
        )
    return Neighbourhood(
        row["neighbourhood_id"], row["name"], row["city"], row["gm_code"], tuple(_area_codes(row)), row.line
    )


def _area_codes(row: Row) -> Iterator[AreaCode]:
    """The wijk and buurt codes of a cell; those named after `inside` are of areas that hold the neighbourhood."""
    containing = {code for part in _CONTAINING.findall(row["area_codes"]) for code in _AREA_CODE.findall(part)}
    for code in dict.fromkeys(_AREA_CODE.findall(row["area_codes"])):
        if len(code) != _AREA_CODE_LENGTHS[code[:2]]:
            raise row.refusal(
                f"area code '{short(code, 40)}' has not six (WK) or eight (BU) digits", "look it up at CBS"
            )
        yield AreaCode(code, row["code_year"], exact=code not in containing)


def _refuse_twice(what: str, named: list[tuple[str, Row]]) -> None:
    """Make sure that no name comes twice."""
    first: dict[str, Row] = {}
    for name, row in named:
        if name in first:
            raise row.refusal(f"{what} '{short(name, 40)}' stands on line {first[name].line} too", "keep one of them")
        first[name] = row


def _refuse_two_groups(interviews: Iterable[tuple[InterviewMetadata, Row]]) -> None:
    """Make sure that a respondent is of one group in all interviews; a group that is not said is none."""
    first: dict[str, tuple[Group, Row]] = {}
    for interview, row in interviews:
        for speaker in interview.speakers:
            if speaker.respondent is None or speaker.group is Group.ONBEKEND:
                continue
            group, before = first.setdefault(speaker.respondent, (speaker.group, row))
            if group is not speaker.group:
                what = f"{speaker.respondent} is {speaker.group} here and {group} on line {before.line}"
                raise row.refusal(what, "a respondent has one group")
