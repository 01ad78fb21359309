"""Transcripts from files that keep speaker and speech apart: tables and captions."""

from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.domain.span import Span
from qualcode.domain.speaker_roles import roles_of
from qualcode.domain.transcript import ParsedTranscript, Role, Turn
from qualcode.domain.turns import role_notices
from qualcode.interchange.canonical import canonical, refuse_damage

_BETWEEN_TURNS = "\n\n"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker says.

    Attributes:
        label: Speaker label, "" when unknown.
        speech: What was said.
        start_ms: Start in the recording, milliseconds.
        end_ms: End in the recording, milliseconds.
    """

    label: str
    speech: str
    start_ms: int | None = None
    end_ms: int | None = None


def compose(utterances: Iterable[Utterance], source: str) -> ParsedTranscript:
    """Paragraphs `Label: speech` with an empty line between them, each a turn.

    Raises:
        TranscriptFileError: There is no speech, or it holds signs that are no text.
    """
    said = [utterance for utterance in utterances if utterance.speech.strip()]
    roles = {"": Role.UNKNOWN, **roles_of({_label(utterance) for utterance in said} - {""})}
    paragraphs: list[str] = []
    turns: list[Turn] = []
    start = 0
    for number, utterance in enumerate(said, 1):
        label, speech = _label(utterance), canonical(utterance.speech).strip()
        paragraphs.append(f"{label}: {speech}" if label else speech)
        span = Span(start, start + len(paragraphs[-1]))
        spoken = Span(span.end - len(speech), span.end)
        turns.append(Turn(number, label, roles[label], span, spoken, utterance.start_ms, utterance.end_ms))
        start = span.end + len(_BETWEEN_TURNS)
    text = _BETWEEN_TURNS.join(paragraphs)
    refuse_damage(text, source)
    return ParsedTranscript(text, tuple(turns), notices=role_notices(turns))


def _label(utterance: Utterance) -> str:
    """The label on one line, without its colon."""
    return " ".join(canonical(utterance.label).split()).rstrip(":").rstrip()
