"""Agreement between two coders, over the transcripts that both of them coded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from qualcode.db.queries import agreement as queries
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.agreement import Agreement, CodingsOf, Mark, Reading, Unit, by_code, pieces
from qualcode.domain.span import Span
from qualcode.domain.wording import label_of
from qualcode.errors import NotFoundError, UsageError
from qualcode.nlp.segment import segments
from qualcode.workflow.heard import Source, source

PAIR = 2
Done = Mapping[tuple[int, str], Sequence[Mark]]
"""(version, coder) -> codings."""


def agree(session: Session, coders: Sequence[str], unit: Unit, language: str) -> Agreement:
    """What two coders agree on; without names, the two who coded.

    A turn or sentence is coded when a coding overlaps it; of `Unit.SPAN` every character is a unit. Units are what
    respondents say, or all of a document.

    Raises:
        NotFoundError: A coder has no confirmed coding.
        UsageError: They are not two, or must be named.
        ConflictError: The study has no codebook.
    """
    a, b = _pair(queries.coders(session), coders)
    _, codebook = current_codebook(session)
    versions = queries.coded_by_both(session, a, b)
    marks = queries.marks(session, list(versions), (a, b))
    done: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for each in marks:
        done[each.version_id, each.coder].append(each.mark)
    readings = [_reading(source(session, version), unit, done[version, a], done[version, b]) for version in versions]
    counted = by_code(readings)
    order = [code.id for code in codebook.codes if code.id in counted]
    return Agreement(
        unit=unit,
        a=_codings_of(a, marks),
        b=_codings_of(b, marks),
        transcripts=list(versions.values()),
        units=sum(sum(reading.weights) for reading in readings),
        codes={code: counted[code] for code in [*order, *(code for code in counted if code not in order)]},
        labels={code.id: label_of(code.label, language) for code in codebook.codes},
    )


def _pair(known: Sequence[str], wanted: Sequence[str]) -> tuple[str, str]:
    for name in wanted:
        if name not in known:
            kind = "coder with codings"
            raise NotFoundError(kind, name, known)
    if not wanted and len(known) != PAIR:
        msg = f"say whose codings to compare with --coders A,B; coded have: {', '.join(known) or 'nobody'}"
        raise UsageError(msg)
    chosen = list(wanted or known)
    if len(set(chosen)) != PAIR or len(chosen) != PAIR:
        msg = f"agreement is between two coders, and {len(set(chosen))} were named; write --coders A,B"
        raise UsageError(msg)
    return chosen[0], chosen[1]


def _reading(read: Source, unit: Unit, a: Sequence[Mark], b: Sequence[Mark]) -> Reading:
    units = _units(read, unit, [mark.span for mark in (*a, *b)])
    return Reading(units, [end - start if unit is Unit.SPAN else 1 for start, end in units], a, b)


def _units(read: Source, unit: Unit, coded: Sequence[Span]) -> list[Span]:
    speeches = [turn.speech for turn in read.turns]
    if unit is Unit.TURN:
        return speeches
    if unit is Unit.SEGMENT:
        return [sentence for speech in speeches for sentence in segments(read.text, speech)]
    return list(pieces(speeches, coded))


def _codings_of(coder: str, marks: Sequence[queries.CodedMark]) -> CodingsOf:
    own = [mark for mark in marks if mark.coder == coder]
    return CodingsOf(coder, len(own), sum(mark.suggested for mark in own))
