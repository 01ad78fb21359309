"""Suggest: run the lexicon and the ranking over transcripts and store what it proposes, with its reasons.

Computing happens outside any transaction, and each transcript is stored in one of its own: coders are not
blocked, a run that was interrupted leaves whole transcripts behind, and running again only adds a run.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from qualcode import __version__
from qualcode.db import events, seal
from qualcode.db.models import Run, RunTranscript, Suggestion, Transcript, TranscriptVersion
from qualcode.db.queries.codebook import Version, code_ids, current_codebook
from qualcode.db.queries.latest import is_current
from qualcode.db.queries.proposed import count_shown
from qualcode.db.queries.reasons import stored
from qualcode.db.queries.superseded import STORED
from qualcode.db.session import reading, writing
from qualcode.domain.codebook import Codebook
from qualcode.domain.provenance import canonical_json, joint_digest, text_digest
from qualcode.domain.suggestion import Suggestion as Proposal
from qualcode.errors import ConflictError
from qualcode.workflow.heard import Source, input_digest
from qualcode.workflow.study import coder_id, view

if TYPE_CHECKING:
    from qualcode.workflow import learning

ATTEMPTS = 3
"""Times that a run learns before it gives up."""

_TOO_FAST = "codings or consent were withdrawn faster than a run can follow; run 'qualcode suggest' again later"

DECIMALS = 6
"""Decimals of a score that are stored."""


class Done(NamedTuple):
    """Totals of a finished run.

    Attributes:
        run, transcripts, words, suggestions: Its number, and how much it went through and stored.
        shown: How many of these the settings of the study show to coders; the others are kept as likely.
        of_run: The run whose model it used, for what is new alone; None where it went through everything.
        because: Why everything, or its model, was made anew though only what is new was asked for.
    """

    run: int
    transcripts: int
    words: int
    suggestions: int
    shown: int
    of_run: int | None = None
    because: str | None = None


def run(
    engine: Engine,
    coder: str,
    progress: Callable[[int, int], None] | None = None,
    method: str = "lexicon",
    *,
    only_new: bool = False,
) -> Done:
    """Suggest for the current version of every transcript; `progress` is told (finished, all).

    With `only_new` for those alone that no run went through, by the model that is kept, where it still holds; where it
    does not, for every one, so that all suggestions of a study are of one model.

    What is withdrawn while a run learns is not learned from: then it learns again. Consent that is withdrawn later,
    while suggestions are stored, begins another run, so that nothing is proposed from or on what that person said. A
    coding that is withdrawn then takes the model with it.

    Raises:
        ConflictError: The study has no codebook, or more is withdrawn than a run can follow.
    """
    for _ in range(ATTEMPTS):
        done = _run(engine, coder, progress or (lambda _finished, _all: None), method, only_new=only_new)
        if done is not None:
            return done
    raise ConflictError(_TOO_FAST)


def _run(
    engine: Engine, coder: str, progress: Callable[[int, int], None], method: str, *, only_new: bool
) -> Done | None:
    """One run; None where consent was withdrawn before its end, so that coders keep what they see."""
    from qualcode.workflow import learning  # noqa: PLC0415  brings spaCy, which the screens must never load

    number, version, texts, material, prepared = _begun(engine, coder, method, only_new=only_new)
    words, digests, total = 0, [], 0
    for finished, heard in enumerate(texts, start=1):
        proposals = prepared.suggest(heard)
        with writing(engine) as session:
            if not learning.may_be_heard(session, material):
                return None
            digests.append(store(session, number, version, heard, proposals, coder))
        words, total = words + heard.words, total + len(proposals)
        progress(finished, len(texts))
    with writing(engine) as session:
        if not learning.may_be_heard(session, material):
            return None
        if prepared.learns and not learning.stands(session, material):
            learning.keep(session, number, None)
        finish(session, number, joint_digest(digests), coder)
        shown = count_shown(session, number, view(session).settings)
    return Done(number, len(texts), words, total, shown, prepared.of_run, prepared.because)


def _begun(engine: Engine, coder: str, method: str, *, only_new: bool) -> "_Begun":
    """A run that has begun, with what it works with."""
    from qualcode.workflow import learning  # noqa: PLC0415

    for _ in range(ATTEMPTS):
        with reading(engine) as session:
            version, codebook = current_codebook(session)
        texts, material, prepared = _prepared(engine, version, codebook, method, only_new=only_new)
        digest = input_digest(version.digest, texts, prepared.depends_on)
        with writing(engine) as session:
            if learning.stands(session, material):
                number = begin(session, version, digest, prepared.parameters, coder)
                if prepared.learns and not prepared.kept:
                    learning.keep(session, number, prepared.model)
                return _Begun(number, version, texts, material, prepared)
    raise ConflictError(_TOO_FAST)


def _prepared(
    engine: Engine, version: Version, codebook: Codebook, method: str, *, only_new: bool
) -> "tuple[Sequence[Source], learning.Material, learning.Prepared]":
    """The texts to go through, what is learned from, and what the run works with."""
    from qualcode.workflow import kept, learning  # noqa: PLC0415

    because = None
    if only_new:
        with reading(engine) as session:
            standing = kept.look(session, version, method)
        made = standing if isinstance(standing, str) else kept.prepare(codebook, standing)
        if not isinstance(standing, str) and not isinstance(made, str):
            return standing.fresh, standing.material, made
        because = str(made)
    with reading(engine) as session:
        material = learning.gather(session, [number for number, _ in current_versions(session)])
    return material.texts, material, learning.prepare(codebook, method, material)._replace(because=because)


class _Begun(NamedTuple):
    number: int
    version: Version
    texts: Sequence[Source]
    material: "learning.Material"
    prepared: "learning.Prepared"


def current_versions(session: Session) -> list[tuple[int, str]]:
    """(version, sha256 of its text) of every transcript's current version, in order of name."""
    query = (
        select(TranscriptVersion.id, TranscriptVersion.sha256)
        .join(Transcript, Transcript.id == TranscriptVersion.transcript_id)
        .where(is_current())
        .order_by(Transcript.name)
    )
    return [(number, sha256) for number, sha256 in session.execute(query)]


def begin(session: Session, version: Version, digest: str, parameters: Mapping[str, object], coder: str) -> int:
    """The number of a new run with this digest of what goes in."""
    at = events.now()
    values = {
        "kind": "suggest",
        "software": f"qualcode {__version__}",
        "codebook_version_id": version.id,
        "parameters": dict(parameters),
        "input_sha256": digest,
        "coder_id": coder_id(session, coder),
        "started_at": at,
    }
    number = session.scalars(insert(Run).values(values).returning(Run.id)).one()
    rows = seal.entries(session, {"run": [number]})
    events.append(session, "run_begun", coder, {"run": number, "rows": rows}, at=at)
    return number


def store(
    session: Session, number: int, version: Version, read: Source, proposals: Sequence[Proposal], coder: str
) -> str:
    """The digest of what is proposed for one transcript (`output_digest`), which is stored with its event."""
    codes, at = code_ids(session, version.id), events.now()
    rows = [_row(number, read.version_id, codes, proposal) for proposal in proposals]
    if rows:
        session.execute(insert(Suggestion), rows)
    done = {"run_id": number, "version_id": read.version_id, "suggestions": len(rows), "finished_at": at}
    session.execute(insert(RunTranscript).values(done))
    ids = session.scalars(
        select(Suggestion.id).where(Suggestion.run_id == number, Suggestion.version_id == read.version_id)
    ).all()
    entry = events.bulk(seal.digests(session, "suggestion", ids, seal.salt_of_version(session, read.version_id)))
    payload = {"run": number, "version": read.version_id, "bulk": {"suggestion": entry}}
    events.append(session, STORED, coder, payload, at=at)
    return output_digest(read, proposals)


def output_digest(read: Source, proposals: Sequence[Proposal]) -> str:
    """SHA-256 (hex) over what is proposed for a text: the same for whoever makes the same run on the same study.

    The seals of the stored rows cannot be that: they are salted, and rows have numbers.
    """
    proposed = sorted(
        (*each.span, each.code, round(each.score, DECIMALS), each.rank, sorted(each.attributes.items()))
        for each in proposals
    )
    return text_digest(canonical_json([read.sha256, proposed]))


def finish(session: Session, number: int, output_sha256: str, coder: str) -> None:
    """Close a run with the digest of what came out."""
    at = events.now()
    session.execute(update(Run).where(Run.id == number).values(output_sha256=output_sha256, finished_at=at))
    payload = {"run": number, "output_sha256": output_sha256, "rows": seal.entries(session, {"run": [number]})}
    events.append(session, "run_finished", coder, payload, at=at)


def _row(number: int, version_id: int, codes: Mapping[str, int], proposal: Proposal) -> dict[str, Any]:
    return {
        "run_id": number,
        "version_id": version_id,
        "start_char": proposal.span.start,
        "end_char": proposal.span.end,
        "code_id": codes[proposal.code],
        "score": round(proposal.score, DECIMALS),
        "rank": proposal.rank,
        "attributes": dict(proposal.attributes),
        "explanation": [stored(why) for why in proposal.explanations],
    }
