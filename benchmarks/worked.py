"""The demonstration as days of work leave it, so that no picture shows an empty screen; as fictional as the rest."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from qualcode.db.queries.codebook import current_codebook
from qualcode.db.session import writing
from qualcode.domain.codebook_edit import wording_of
from qualcode.domain.memo import Topic, TopicKind
from qualcode.workflow import claim_register, codebook_edit, codebook_steps, provisional, review, saved, summary
from qualcode.workflow.reading import Desktop, open_transcript

ANNELIES, BRAM = "annelies", "bram"
CODE = "factor.frontlinie"
INTERVIEW, PLACE = "moerwijk-01", "den-haag-moerwijk"
OPEN = {
    "Dat bordje verdween.": "afspraken vervagen",
    "Maar je sleutel, die lag gewoon bij de buren.": "sleutel bij de buren",
    "het wordt te veel, je houdt op met kijken.": "",
}
"""Words of an interview -> the new name that they were given while reading, none where they were only highlighted."""

OF_INTERVIEW = (
    "Fictieve samenvatting van een fictief interview. Een bewoner die er sinds 1978 woont vertelt hoe het portiek "
    "veranderde: het bordje verdween, de huismeester ging weg, wie wegkon vertrok.\n\n"
    "Wat eruit springt: zij noemt telkens één persoon die het verschil maakte, en een jaar waarin die verdween."
)
OF_PLACE = (
    "Fictieve samenvatting van fictieve interviews; zij zegt niets over de echte wijk. Over onderhoud zijn bewoners en "
    "professionals het eens, over de instroom niet."
)
SHARPER = "Iemand die alleen langskomt om te controleren (actor.professional)."


def work(engine: Engine) -> None:
    """Leave decisions with open values, provisional codes, two summaries and a saved search behind."""
    for step in (_review, _read_openly, _summarise):
        with writing(engine) as session:
            step(session)


def sharpen(engine: Engine) -> None:
    """Define one code more sharply, which asks for what was read in full to be read again."""
    with writing(engine) as session:
        version, book = current_codebook(session)
        wording = wording_of(book.by_id()[CODE])
        wording = replace(wording, exclude=f"{wording.exclude} {SHARPER}")
        change = codebook_steps.edit(session, "worked-sharper", version.number, CODE, wording)
        codebook_edit.apply(session, ANNELIES, replace(change, reason="Besproken in het overleg (fictief)."))


def _review(session: Session) -> None:
    for name in (INTERVIEW, "moerwijk-02"):
        opened = open_transcript(session, name, ANNELIES)
        _do(session, opened, [{"kind": "accept", "suggestion": each.id} for each in opened.suggestions[:4]])
    claim_register.note(session, ANNELIES)


def _read_openly(session: Session) -> None:
    opened = open_transcript(session, INTERVIEW, ANNELIES)
    _do(session, opened, [_new(opened, words, label) for words, label in OPEN.items()])
    made = {row.label: row.key for row in provisional.provisional_codes(session)}
    provisional.sort(session, ANNELIES, [made[label] for label in OPEN.values() if label], "omkijken naar elkaar")


def _summarise(session: Session) -> None:
    interview, place = Topic(TopicKind.TRANSCRIPT, INTERVIEW), Topic(TopicKind.NEIGHBOURHOOD, PLACE)
    summary.write(session, ANNELIES, interview, OF_INTERVIEW, None, "worked-interview")
    summary.write(session, BRAM, place, OF_PLACE, None, "worked-neighbourhood")
    saved.save(session, ANNELIES, "Wat Moerwijk tegenhield", {"code": "belemmering", "neighbourhood": PLACE})


def _new(opened: Desktop, words: str, label: str) -> dict[str, Any]:
    """The operation that codes these words with a new name, or highlights them where there is none."""
    turn = next(each for each in opened.turns if words in each.text)
    start = turn.start + turn.text.index(words)
    kind = {"kind": "new_code", "text": label} if label else {"kind": "highlight"}
    return {**kind, "start": start, "end": start + len(words)}


def _do(session: Session, opened: Desktop, operations: Sequence[dict[str, Any]]) -> None:
    named = [{"op": f"worked-{opened.transcript}-{each['kind']}-{at}", **each} for at, each in enumerate(operations)]
    for done in review.apply(session, ANNELIES, opened.version, named):
        assert done.error is None, done.error
