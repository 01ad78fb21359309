"""Claims against the evidence: the verdict on each, as the database stands."""

from collections.abc import Callable, Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Code, CodeClosure, CodingAttribute, EvidenceRow, Neighbourhood, Respondent, Transcript
from qualcode.db.queries import backcoding
from qualcode.db.queries import claims as stored
from qualcode.db.queries.codebook import current_version
from qualcode.db.queries.evidence import below
from qualcode.domain.backcoding import gaps
from qualcode.domain.claim import Assessment, Claim, Marks, Rules, Voice
from qualcode.domain.claim_publication import Tested
from qualcode.domain.claim_register import Checked, Registered, Role, unanswered
from qualcode.domain.coding import Source
from qualcode.domain.coverage import Hearing, coverage, coverage_of
from qualcode.domain.verdict import assess
from qualcode.errors import NotFoundError, said
from qualcode.workflow.study import view


def assess_all(session: Session, claims: Sequence[Claim], rules: Rules | None = None) -> dict[str, Assessment]:
    """Claim id -> its assessment by its conditions alone, over all neighbourhoods of the study in order of id."""
    heard = voices(session, {condition.code for claim in claims for condition in claim.conditions})
    places, listened = neighbourhoods(session), hearings(session)
    return {claim.id: assess(claim, heard, places, rules, respondents=_people(claim, listened)) for claim in claims}


def register(session: Session) -> list[Registered]:
    """The claims of the study, in order of id."""
    return stored.register(session)


def entry_of(session: Session, key: str) -> Registered:
    """One claim of the register.

    Raises:
        NotFoundError: There is no such claim.
    """
    entries = register(session)
    found = next((entry for entry in entries if entry.claim.id == key), None)
    if found is None:
        kind = said("claim")
        raise NotFoundError(kind, key, [entry.claim.id for entry in entries])
    return found


def check(session: Session, key: str | None = None, rules: Rules | None = None) -> list[Checked]:
    """The claims of the register, or one of them, against the evidence as it stands, by the rules of the study.

    Raises:
        NotFoundError: There is no such claim.
    """
    return [checked for checked, _tested in retestable(session, key, rules)]


def retestable(session: Session, key: str | None = None, rules: Rules | None = None) -> list[tuple[Checked, Tested]]:
    """As `check`, each claim with what tests it by other thresholds on the same evidence."""
    rules = rules or view(session).settings.rules
    entries = register(session) if key is None else [entry_of(session, key)]
    heard = voices(
        session,
        {condition.code for entry in entries for condition in entry.claim.conditions},
        {link.coding for entry in entries for link in entry.links},
    )
    places, listened, telling = neighbourhoods(session), hearings(session), _telling(heard)
    testers = [_tester(entry, telling(entry), places, listened) for entry in entries]
    return [(_checked(entry, test(rules), listened, rules), test) for entry, test in zip(entries, testers, strict=True)]


def _telling(heard: Sequence[Voice]) -> Callable[[Registered], list[Voice]]:
    """What gives the codings that may tell for or against a claim, of those of all claims together."""
    by_code: dict[str, set[int]] = {}
    by_coding: dict[int, set[int]] = {}
    for at, voice in enumerate(heard):
        by_coding.setdefault(voice.coding, set()).add(at)
        for code in voice.codes:
            by_code.setdefault(code, set()).add(at)

    def telling(entry: Registered) -> list[Voice]:
        found = [by_code.get(condition.code, set()) for condition in entry.claim.conditions]
        found += [by_coding.get(link.coding, set()) for link in entry.links]
        return [heard[at] for at in sorted(set().union(*found))]

    return telling


def _tester(entry: Registered, heard: Collection[Voice], places: Sequence[str], listened: Sequence[Hearing]) -> Tested:
    against = frozenset(link.coding for link in entry.links if link.role is Role.CONTRADICTS)
    marks = Marks(against, {given.unit: given.ruling for given in entry.rulings})
    people = _people(entry.claim, listened)
    return lambda rules: assess(entry.claim, heard, places, rules, marks, people)


def _checked(entry: Registered, found: Assessment, listened: Sequence[Hearing], rules: Rules) -> Checked:
    return Checked(
        entry=entry,
        assessment=found,
        coverage=coverage(entry.claim, listened),
        unanswered=unanswered(found, entry.links, entry.answers, entry.claim.intended),
        rules=rules,
        heard=coverage_of(entry.claim, listened, found.standings),
    )


def neighbourhoods(session: Session) -> list[str]:
    """Ids of all neighbourhoods, sorted."""
    return list(session.scalars(select(Neighbourhood.key).order_by(Neighbourhood.key)))


def hearings(session: Session) -> list[Hearing]:
    """The interviews and focus groups, with the codes of the present codebook that each was not read for."""
    version = current_version(session)
    if version is None:
        return stored.hearings(session, {})
    entries = backcoding.entries(session)
    read: dict[str, set[int]] = {}
    for transcript, _coder, number in backcoding.marks(session):
        read.setdefault(transcript, set()).add(number)
    lacking = {
        numbers: frozenset(gap.code for gap in gaps(entries[version.number], [entries[n] for n in numbers]))
        for numbers in {tuple(sorted(each)) for each in read.values()}
    }
    return stored.hearings(session, {name: lacking[tuple(sorted(numbers))] for name, numbers in read.items()})


def voices(session: Session, codes: Collection[str], codings: Collection[int] = ()) -> list[Voice]:
    """Every coding of these codes, and of those below them, of every respondent that counts, and these codings.

    Documents have no voice.
    """
    lines = _lines(session)
    counts = EvidenceRow.code_id.in_(below(codes)) | EvidenceRow.coding_id.in_(codings)
    values = _values(session, codes, codings)
    rows = session.execute(
        select(
            EvidenceRow.coding_id,
            Respondent.key,
            Respondent.group_name,
            Transcript.name,
            Neighbourhood.key,
            EvidenceRow.code_id,
        )
        .join(Respondent, Respondent.id == EvidenceRow.respondent_id)
        .join(Transcript, Transcript.id == EvidenceRow.transcript_id)
        .outerjoin(Neighbourhood, Neighbourhood.id == EvidenceRow.neighbourhood_id)
        .where(counts)
        .order_by(EvidenceRow.coding_id, Respondent.key)
    )
    return [
        Voice(coding, respondent, group, transcript, place, lines[code], values.get(coding, {}))
        for coding, respondent, group, transcript, place, code in rows
    ]


def _people(claim: Claim, listened: Sequence[Hearing]) -> dict[str, set[str]]:
    """Respondent -> neighbourhoods that they were heard about, of the claim's groups."""
    found: dict[str, set[str]] = {}
    for hearing in listened:
        for who, group in hearing.speakers.items():
            if claim.hears(group):
                found.setdefault(who, set()).update(hearing.neighbourhoods)
    return found


def _lines(session: Session) -> Mapping[int, frozenset[str]]:
    """Code -> its key and those above it."""
    found: dict[int, set[str]] = {}
    query = select(CodeClosure.descendant_id, Code.key).join(Code, Code.id == CodeClosure.ancestor_id)
    for code, key in session.execute(query):
        found.setdefault(code, set()).add(key)
    return {code: frozenset(keys) for code, keys in found.items()}


def _values(session: Session, codes: Collection[str], codings: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """Coding -> attribute values that a person set."""
    found: dict[int, dict[str, str]] = {}
    counts = EvidenceRow.code_id.in_(below(codes)) | EvidenceRow.coding_id.in_(codings)
    query = select(CodingAttribute.coding_id, CodingAttribute.attribute, CodingAttribute.value).where(
        CodingAttribute.source == Source.PERSON.value,
        CodingAttribute.coding_id.in_(select(EvidenceRow.coding_id).where(counts)),
    )
    for coding, attribute, value in session.execute(query):
        found.setdefault(coding, {})[attribute] = value
    return found
