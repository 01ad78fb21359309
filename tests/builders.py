"""Plain functions that build what a test needs, through the same workflow as the commands."""

import itertools
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from qualcode.db.models import LeakConfirmation, Suggestion, Transcript, TranscriptVersion
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.latest import is_current
from qualcode.db.queries.reading import text_of
from qualcode.db.session import make_engine, writing
from qualcode.domain import claim_register as claim_words
from qualcode.domain.cerqual import Component, Level
from qualcode.domain.claim import Claim, ClaimType, Condition, Over, Quantifier, Standing
from qualcode.domain.codebook import Attribute, Code, Codebook
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.operation import Ack
from qualcode.domain.provenance import text_digest
from qualcode.domain.respondent import Consent
from qualcode.domain.respondent import Standing as Person
from qualcode.domain.span import Span
from qualcode.domain.statistic import Figure as Statistic
from qualcode.domain.suggestion import Explanation
from qualcode.domain.suggestion import Suggestion as Proposal
from qualcode.domain.transcript import (
    Group,
    InterviewMetadata,
    Kind,
    Neighbourhood,
    ParsedTranscript,
    Role,
    Speaker,
    Turn,
)
from qualcode.nlp.lemma import normalise
from qualcode.workflow import (
    anchor,
    basket,
    claim_register,
    codebook_edit,
    codebook_steps,
    disclose,
    erase,
    findings,
    freeze,
    heard,
    ingest,
    link,
    members,
    memos,
    metadata,
    record,
    repeat,
    respondents,
    review,
    saved,
    statistics,
    study,
    suggest,
)
from qualcode.workflow import codebook as codebooks
from qualcode.workflow.behind import LEXICON
from qualcode.workflow.heard import input_digest
from qualcode.workflow.prepare import Prepared

CODER = "annelies"
BY_LEXICON = {"method": LEXICON}
"""What a run of the lexicon depends on, beside codebook and texts."""
SPEECH = (
    ("I", "Hoe was het hier vroeger?"),
    ("R1", "De flats waren slecht onderhouden. De sloop heeft de buurt geholpen."),
    ("I", "En nu?"),
    ("R1", "Het is rustiger, maar de huismeester komt niet meer. Dat is jammer."),
)
A_FIGURE = Statistic("WK000001", "", "lbm", 2018, 4.1, "score", "Leefbaarometer 3.0", "stad-zuid", exact=True)
_NUMBERS = itertools.count(1)


def a_codebook(**overrides: Any) -> Codebook:
    """Two families with three codes below them, and valence."""
    values: dict[str, Any] = {
        "title": "Testcodeboek",
        "language": "nl",
        "attributes": (
            Attribute(
                id="valentie",
                label={"nl": "Valentie", "en": "Valence"},
                values={v: {"nl": v, "en": v} for v in ("positief", "negatief")},
                applies_to=("factor", "belemmering"),
                required=True,
            ),
        ),
        "codes": tuple(
            a_code(id=number, parent=number.rpartition(".")[0] or None)
            for number in ("factor", "factor.sloop", "factor.huismeester", "belemmering", "belemmering.onderhoud")
        ),
    }
    return Codebook(**{**values, **overrides})


def a_code(**overrides: Any) -> Code:
    """A code with a label and a definition."""
    number = overrides.get("id", "factor")
    values: dict[str, Any] = {
        "id": number,
        "parent": None,
        "label": {"nl": f"Code {number}", "en": f"Code {number}"},
        "definition": f"Wat {number} betekent.",
    }
    return Code(**{**values, **overrides})


def a_study(session: Session, **overrides: Any) -> None:
    """A started study with a codebook and two neighbourhoods."""
    study.start(session, overrides.get("title", "Proefstudie"), fictional=overrides.get("fictional", True))
    metadata.load_neighbourhoods(session, [a_neighbourhood(), a_neighbourhood(id="stad-noord", name="Noord")], CODER)
    codebooks.load(session, overrides.get("codebook", a_codebook()), CODER)


def a_neighbourhood(**overrides: Any) -> Neighbourhood:
    """A neighbourhood of an invented city."""
    return Neighbourhood(**{"id": "stad-zuid", "name": "Zuid", "city": "Stad", **overrides})


def a_parsed(speech: tuple[tuple[str, str], ...] = SPEECH) -> ParsedTranscript:
    """The text `label: speech` with its turns."""
    text, turns = "", []
    for number, (label, said) in enumerate(speech, start=1):
        start = len(text)
        text += f"{label}: {said}"
        role = Role.INTERVIEWER if label == "I" else Role.RESPONDENT
        turns.append(Turn(number, label, role, Span(start, len(text)), Span(start + len(label) + 2, len(text))))
        text += "\n\n"
    return ParsedTranscript(text=text.rstrip("\n"), turns=tuple(turns))


def a_description(name: str, **overrides: Any) -> InterviewMetadata:
    """Metadata with one resident of Zuid."""
    values: dict[str, Any] = {
        "transcript": name,
        "kind": Kind.INTERVIEW,
        "neighbourhoods": ("stad-zuid",),
        "speakers": (Speaker("R1", Role.RESPONDENT, "R001", Group.BEWONER), Speaker("I", Role.INTERVIEWER)),
        "month": "2019-05",
        "topics": ("veiligheid",),
    }
    return InterviewMetadata(**{**values, **overrides})


def a_transcript(session: Session, name: str = "zuid-01", **overrides: Any) -> int:
    """The version of a stored transcript; give `speech` or `about` to have another one."""
    parsed = a_parsed(overrides.get("speech", SPEECH))
    prepared = Prepared(
        name=name,
        source_name=f"{name}.txt",
        source_sha256=text_digest(parsed.text),
        parsed=parsed,
        search_texts=[normalise(turn.speech.of(parsed.text)) for turn in parsed.turns],
    )
    ingest.store(session, prepared, overrides.get("about", a_description(name)), CODER)
    return heard_version(session, name)


def heard_version(session: Session, name: str) -> int:
    """The current version of the transcript with this name."""
    query = select(TranscriptVersion.id).join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
    return session.scalars(query.where(Transcript.name == name, is_current())).one()


def span_of(session: Session, version: int, quote: str) -> Span:
    """Where `quote` stands in a version."""
    start = text_of(session, version).index(quote)
    return Span(start, start + len(quote))


def a_suggestion(session: Session, version: int, quote: str, code: str = "factor.sloop", **overrides: Any) -> int:
    """The number of a stored suggestion, in a run of its own."""
    return suggestions(session, version, [(quote, code)], **overrides)[0]


def suggestions(session: Session, version: int, wanted: list[tuple[str, str]], **overrides: Any) -> list[int]:
    """The numbers of suggestions (quote, code) of one new run over a version."""
    current, _ = current_codebook(session)
    source = heard.source(session, version)
    proposals = [
        Proposal(
            span=span_of(session, version, quote),
            code=code,
            score=overrides.get("scores", {}).get(code, overrides.get("score", 0.8)),
            rank=overrides.get("rank", 1),
            attributes=overrides.get("attributes", {}),
            explanations=(Explanation("lexicon", "sloop", (span_of(session, version, quote),), "lemma"),),
        )
        for quote, code in wanted
    ]
    run = suggest.begin(session, current, input_digest(current.digest, [source], BY_LEXICON), BY_LEXICON, CODER)
    suggest.finish(session, run, suggest.store(session, run, current, source, proposals, CODER), CODER)
    return list(session.scalars(select(Suggestion.id).where(Suggestion.run_id == run).order_by(Suggestion.id)))


def an_erased_respondent(session: Session) -> None:
    """Somebody whose words, and a memo on them, were erased after they withdrew consent."""
    words = "Dit mag niemand lezen."
    about = a_description("noord-9", speakers=(Speaker("R9", Role.RESPONDENT, "R009", Group.BEWONER),))
    version = a_transcript(session, "noord-9", about=about, speech=(("R9", words),))
    coding = a_coding(session, version, words)
    do(session, version, kind="memo", coding=coding, text="Zeer persoonlijk.")
    given = Person("R009", Group.BEWONER, Consent.GIVEN)
    respondents.change(session, CODER, given, given._replace(consent=Consent.WITHDRAWN), "Gebeld.")
    erase.erase(session, CODER, "R009", "Gemaild.")


def a_coded_study(session: Session) -> None:
    """A study with at least one row in every guarded table."""
    quote = "De sloop heeft de buurt geholpen."
    a_study(session)
    version = a_transcript(session)
    suggestion = a_suggestion(session, version, quote)
    do(session, version, kind="accept", suggestion=suggestion, attributes={"valentie": "positief"})
    coding = a_coding(session, version, "De flats waren slecht onderhouden.", "belemmering.onderhoud")
    do(session, version, kind="memo", coding=coding, text="Memo.")
    do(session, version, kind="read_in_full", value=True)
    again = a_transcript(session, "zuid-02", speech=(("I", "En?"), ("R1", quote)))
    a_suggestion(session, again, quote)
    repeat.accept_repeats(session, CODER, suggestion, "batch")
    a_transcript(session, "zuid-02", speech=(("I", "En nu?"), ("R1", quote)))
    disclose.review_quote(session, CODER, coding, "publish", "niemand herkent dit")
    link.link(session, CODER, coding, coding - 1, "leidt_tot")
    saved.save(session, CODER, "Onderhoud", {"code": "belemmering.onderhoud"})
    about = Topic(TopicKind.NEIGHBOURHOOD, "stad-zuid")
    claim_register.load(session, [a_claim()], CODER)
    claim_register.link(session, CODER, "C1", coding, claim_words.Role.CONTRADICTS)
    claim_register.answer(session, CODER, "C1", [coding], "Dat was vóór de sloop.")
    claim_register.rule(session, CODER, "C1", "stad-zuid", Standing.FOR, "De flats zijn weg.")
    claim_register.note(session, CODER)
    statistics.load(session, [A_FIGURE], CODER)
    findings.judge(session, CODER, "C1", Component.METHODS, Level.NO_CONCERNS, "Goed gevraagd.")
    basket.put(session, CODER, "4.2", [coding])
    members.note(session, CODER, "R001", "agreed", "2025-11-20")
    record.record(
        session, CODER, "leaks_confirmed", LeakConfirmation, {"coding_id": coding, "found": [["name", 3, 8]]}, {}
    )
    freeze.freeze(session, CODER, "concept 1", "Voor de werkgroep.")
    memos.write(session, CODER, MemoDraft(MemoKind.SUMMARY, "Zuid werd gesloopt.", (about,)))
    cell = Topic(TopicKind.CELL, "factor.sloop|stad-zuid")
    memos.write(session, CODER, MemoDraft(MemoKind.SUMMARY, "Sloop hielp Zuid.", (cell,)))
    memos.answer(session, CODER, memos.ask(session, CODER, about, "Geldt dit ook voor Noord?"), "Nee.")
    anchor.mark(session, CODER, coding, marked=True)
    span = span_of(session, version, quote)
    do(session, version, kind="new_code", start=span.start, end=span.end, text="helpt de buurt")
    moved = codebook_steps.move(session, "moved", 1, "factor.huismeester", "factor", 0)
    codebook_edit.apply(session, CODER, moved)
    codebook_edit.undo(session, CODER, "undone", 2)


def a_claim(**overrides: Any) -> Claim:
    """Everywhere demolition helped."""
    values: dict[str, Any] = {
        "id": "C1",
        "type": ClaimType.FINDING,
        "statement": "Overal hielp de sloop.",
        "over": Over.NEIGHBOURHOODS,
        "quantifier": Quantifier.ALL,
        "require": (Condition("factor.sloop"),),
        "contradict": (Condition("factor.sloop", {"valentie": "negatief"}),),
    }
    return Claim(**{**values, **overrides})


def do(session: Session, version: int, coder: str = CODER, **operation: Any) -> Ack:
    """The answer to one operation, with an id of its own unless one is given."""
    raw: Mapping[str, Any] = {"op": f"op-{next(_NUMBERS)}", **operation}
    return review.apply(session, coder, version, [raw])[0]


def a_coding(session: Session, version: int, quote: str, code: str = "factor.sloop", **overrides: Any) -> int:
    """The number of a confirmed coding, made by hand."""
    span = span_of(session, version, quote)
    coder = overrides.pop("coder", CODER)
    ack = do(session, version, coder, kind="add", start=span.start, end=span.end, code=code, **overrides)
    assert ack.error is None, ack.error
    return ack.codings[0]


@contextmanager
def rolled_back(session: Session) -> Iterator[None]:
    """Undo what one example of many has stored."""
    savepoint = session.begin_nested()
    try:
        yield
    finally:
        savepoint.rollback()


@contextmanager
def session_undone(engine: Engine) -> Iterator[Session]:
    """A writing session of which nothing stays."""
    with engine.execution_options(sqlite_begin="IMMEDIATE").connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as made:
            yield made
        outer.rollback()


def study_file(template: Path, file: Path, fill: Callable[[Session], object]) -> Path:
    """A copy of the migrated file that `fill` has filled, whole without a log beside it."""
    shutil.copy(template, file)
    engine = make_engine(f"sqlite:///{file}")
    with writing(engine) as session:
        fill(session)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return file
