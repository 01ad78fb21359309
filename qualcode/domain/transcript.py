"""Transcripts: speakers' turns as spans over one immutable text."""

from dataclasses import dataclass, field
from enum import StrEnum

from qualcode.domain.span import Span


class Kind(StrEnum):
    """What a transcript is of."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    DOCUMENT = "document"


class Role(StrEnum):
    """Who speaks in a turn; only respondents' turns are evidence."""

    RESPONDENT = "respondent"
    INTERVIEWER = "interviewer"
    UNKNOWN = "unknown"


class Group(StrEnum):
    """Respondent group of the study; `onbekend` until metadata say which."""

    BELEIDSMAKER = "beleidsmaker"
    WIJKPROFESSIONAL = "wijkprofessional"
    BEWONER = "bewoner"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn.

    Attributes:
        number: Position in the transcript, from 1.
        label: Speaker label as written, without colon and time; "" when there is none.
        role: Role that the label suggests.
        span: The whole turn with its label, Unicode code points, half-open.
        speech: What was said, without the label; inside `span`; neither starts nor ends with white space.
        start_ms: Start of the turn in the recording, milliseconds, where known.
        end_ms: End of the turn in the recording, milliseconds, where known.
    """

    number: int
    label: str
    role: Role
    span: Span
    speech: Span
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedTranscript:
    """The canonical text of a source file with its turns.

    Attributes:
        text: Decoded, newlines as LF, NFC, nothing else changed (DESIGN 4).
        turns: In order, not overlapping, at least one.
        encoding: How the bytes were decoded, for the import report.
        notices: What the reader should know (guessed encoding, no speaker labels, ...), one sentence each.
    """

    text: str
    turns: tuple[Turn, ...]
    encoding: str = "utf-8"
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker of a transcript as the metadata name them (`R1=R017:bewoner`)."""

    label: str
    role: Role
    respondent: str | None = None
    group: Group = Group.ONBEKEND


@dataclass(frozen=True, slots=True)
class InterviewMetadata:
    """One row of interviews.csv.

    Attributes:
        transcript: File name without its ending.
        month: `YYYY-MM`, or None.
        topics: Topics of the guide that were asked: silence means something only there.
        line: Line of the row in its file, from 1, for error messages.
    """

    transcript: str
    kind: Kind = Kind.INTERVIEW
    neighbourhoods: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    month: str | None = None
    language: str = "nl"
    topics: tuple[str, ...] = ()
    notice: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class AreaCode:
    """An official CBS area code; codes are redivided, so the year of the division belongs to it."""

    code: str
    year: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One row of neighbourhoods.csv; unknown area codes are an empty set."""

    id: str
    name: str
    city: str
    gm_code: str = ""
    area_codes: tuple[AreaCode, ...] = field(default=())
    line: int = 0
