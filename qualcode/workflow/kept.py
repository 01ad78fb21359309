"""Kept: suggestions for new transcripts by the model of an earlier run, as long as that run would come out the same.

It would while everything that went into it is as it was, which its digest tells, and nobody decided anywhere else. Then
to learn again gives the same model to the byte: whether it is read or made again, what is proposed is the same.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from qualcode import __version__
from qualcode.db.models import CodebookVersion, Run, RunTranscript, Transcript, TranscriptVersion
from qualcode.db.models import Model as ModelRow
from qualcode.db.queries.codebook import Version
from qualcode.db.queries.labels import Labels
from qualcode.db.queries.latest import current_versions, is_current
from qualcode.domain.codebook import Codebook
from qualcode.errors import ConflictError
from qualcode.nlp.ranker import Groundwork, Ranker
from qualcode.nlp.ranker_file import Model, dump, load
from qualcode.workflow import learning
from qualcode.workflow.behind import FINISHED, LEXICON
from qualcode.workflow.heard import Source, input_digest, source
from qualcode.workflow.learning import Basis, Material, Prepared
from qualcode.workflow.refresh import LAST_CODING, LAST_DECISION

SOFTWARE = f"qualcode {__version__}"

NEW = 0.25
"""Words that may have come since a run, as a share of those that it stands on: more change how rare a word is."""

OF_RUN = "of_run"
"""Parameter of a run that works with the model of an earlier one: which."""


class Earlier(NamedTuple):
    """A finished run over all transcripts of its time."""

    id: int
    software: str
    parameters: Mapping[str, Any]
    input_sha256: str
    codebook: str


class Standing(NamedTuple):
    """A run that would come out the same now.

    Attributes:
        run: The run.
        material: What it stood on.
        fresh: The texts that no run went through since.
        model: The model that is kept, None where there is none.
    """

    run: Earlier
    material: Material
    fresh: Sequence[Source]
    model: Model | None


def unread(session: Session, method: str) -> list[int]:
    """The current versions, in order of name, that no run by this method went through since it went through all."""
    run = _last(session, method)
    through = (
        select(RunTranscript.version_id)
        .join(Run, Run.id == RunTranscript.run_id)
        .where(*_by(method), Run.id >= (run.id if run else 0))
    )
    current = select(TranscriptVersion.id).join(Transcript).where(is_current())
    return list(session.scalars(current.where(TranscriptVersion.id.not_in(through)).order_by(Transcript.name)))


def look(session: Session, version: Version, method: str) -> Standing | str:
    """The run whose model still holds, or why there is none."""
    run = _last(session, method)
    if run is None:
        return f"no run by the method '{method}' was finished before"
    if method != LEXICON and "model" not in run.parameters:
        return f"run {run.id} heard nobody, so that it has no model"
    material = learning.gather(session, _basis(session, run.id))
    if why := next(_other(session, run, version, material), None):
        return why
    row = session.execute(select(ModelRow.content, ModelRow.digest)).one_or_none()
    fresh = [source(session, number) for number in unread(session, method)]
    return Standing(run, material, fresh, None if row is None else Model(*row))


def prepare(codebook: Codebook, standing: Standing) -> Prepared | str:
    """What a run for the new texts works with, or why it cannot be made by the model of the earlier one."""
    run, material = standing.run, standing.material
    method = str(run.parameters["method"])
    if method == LEXICON:  # texts tell it nothing of each other
        prepared = learning.prepare(codebook, method, material._replace(texts=standing.fresh))
        return prepared._replace(parameters={**prepared.parameters, OF_RUN: run.id}, of_run=run.id)
    uses = {**learning.depends(method, material), "model": run.parameters["model"]}
    basis = Basis.of(codebook, material, learning.encoder_of(uses))
    ranker, because = _ranker(codebook, standing, basis)
    if ranker is None:
        return str(because)
    read, ground = learning.sentences_of(standing.fresh), _as_if_first(basis.ground, uses)
    seen, by_indicator = learning.understood(codebook, method, ground, standing.fresh, read)
    ranked = ranker.explained(seen, material.limits.per_segment, material.limits.threshold)
    stood = {
        "decisions": run.parameters["decisions"],
        "judged": run.parameters["judged"],
        "denied": material.known.denied,
        OF_RUN: run.id,
        LAST_DECISION: material.known.last_decision,
        LAST_CODING: material.known.last_coding,
    }
    propose = learning.proposing(codebook, read, ranked, by_indicator, basis.taught.codings, material.known)
    model = dump(ranker) if because else None
    return Prepared(propose, uses, {**uses, **stood}, model, kept=not because, of_run=run.id, because=because)


def _as_if_first(ground: Groundwork, uses: Mapping[str, object]) -> Groundwork:
    """The groundwork with an encoder that read nothing yet, whether or not it read the other texts to learn again."""
    encoder = learning.encoder_of(uses)
    if ground.meaning is None or encoder is None:
        return ground
    return replace(ground, meaning=ground.meaning._replace(encoder=encoder))


def _ranker(codebook: Codebook, standing: Standing, basis: Basis) -> tuple[Ranker | None, str | None]:
    """The ranker of the earlier run, and why it was learned again; none where learning again gives another."""
    run, recorded = standing.run, standing.run.parameters["model"]
    if standing.model is None:
        why = f"the model of run {run.id} is not kept"
    elif standing.model.digest != recorded:
        why = f"the kept model is not the one that run {run.id} recorded"
    else:
        try:
            return load(standing.model, basis.ground, {unit.id: unit for unit in basis.units}), None
        except ConflictError as error:
            why = str(error).partition(";")[0]
    seen, _ = learning.understood(codebook, run.parameters["method"], basis.ground, standing.material.texts, basis.read)
    ranker = basis.ground.learn(basis.taught.judged, seen.at(basis.taught.at))
    if dump(ranker).digest != recorded:
        return None, f"{why}, and to learn again gives another on this machine"
    return ranker, why


def _last(session: Session, method: str) -> Earlier | None:
    """The last finished run by this method that went through all transcripts of its time."""
    columns = (Run.id, Run.software, Run.parameters, Run.input_sha256, CodebookVersion.digest)
    query = select(*columns).join(CodebookVersion, CodebookVersion.id == Run.codebook_version_id)
    whole = Run.parameters[OF_RUN].as_integer().is_(None)
    row = session.execute(query.where(*_by(method), whole).order_by(Run.id.desc()).limit(1)).one_or_none()
    return None if row is None else Earlier(*row)


def _by(method: str) -> "tuple[ColumnElement[bool], ...]":
    return (*FINISHED, Run.parameters["method"].as_string() == method)


def _basis(session: Session, run: int) -> list[int]:
    """The versions that a run went through, in the order of name, which is that of a run."""
    query = select(RunTranscript.version_id).join(TranscriptVersion).join(Transcript)
    return list(session.scalars(query.where(RunTranscript.run_id == run).order_by(Transcript.name)))


def _other(session: Session, run: Earlier, version: Version, material: Material) -> Iterator[str]:
    """What is other than it was for a run, each looked up only when it is asked for."""
    now = learning.depends(str(run.parameters["method"]), material)
    then, number, learns = run.parameters, f"run {run.id}", "labels" in now
    asked = {name for name in now if now[name] != then.get(name)} | ({"encoder"} & (then.keys() - now.keys()))
    if run.software != SOFTWARE:
        yield f"{number} was made by another version of the program ({run.software})"
    if version.digest != run.codebook:
        yield f"the codebook changed since {number}"
    if asked & {"threshold", "per_segment"}:
        yield f"the settings ask for other suggestions than {number} stored"
    if "encoder" in asked:
        yield f"the sentence encoder is another than that of {number}"
    versions, current = {each.version_id for each in material.texts}, set(session.scalars(current_versions()))
    taught = _taught(material.known) if learns else set[int]()
    if (taught & versions) - current:
        yield f"a transcript that {number} learned from was corrected"
    if "labels" in asked or (taught & current) - versions:
        yield f"codings, refusals or what was read in full changed since {number}"
    if input_digest(version.digest, material.texts, now) != run.input_sha256:
        yield f"whose turns are read, or the consent for them, changed since {number}"
    if learns and _words(session, current - versions) > NEW * sum(each.words for each in material.texts):
        yield f"more than a quarter of what there was at {number} came since"


def _taught(known: Labels) -> set[int]:
    """The versions in which anything was given, refused or read."""
    return {each.version for each in known.labels} | known.in_full | set(known.read_to)


def _words(session: Session, versions: Collection[int]) -> int:
    query = select(func.sum(TranscriptVersion.words)).where(TranscriptVersion.id.in_(versions))
    return session.scalar(query) or 0
