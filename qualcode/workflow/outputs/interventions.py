"""Intervention by outcome: which are spoken of in the same words, with what valence, and which links people drew."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy.orm import Session

from qualcode.db.queries import cooccurrence as stored
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.links import between
from qualcode.db.queries.reading import attributes_of, ids_among
from qualcode.domain.codebook import Codebook
from qualcode.domain.coding import Source
from qualcode.domain.cooccurrence import Together, together
from qualcode.domain.evidence import VALENCE, Filters
from qualcode.domain.link import LinkRelation
from qualcode.domain.output import Figure, Name, Output, OutputColumn, Part, Value
from qualcode.domain.wording import label_of, word
from qualcode.workflow.families import INTERVENTION, OUTCOME, require_family
from qualcode.workflow.outputs.shared import NEGATIVE, POSITIVE


def make(session: Session, language: str, internal: bool) -> Output:  # noqa: ARG001, FBT001  it never leaves
    """Respondents who speak of an intervention and an outcome in the same words, and directed links between them."""
    _, codebook = current_codebook(session)
    first, second = require_family(codebook, INTERVENTION), require_family(codebook, OUTCOME)
    found = together(stored.stretches(session, first), stored.stretches(session, second))
    links = _links(session, first, second)
    valences = _valences(session, found)
    order = {code.id: at for at, code in enumerate(codebook.codes)}
    pairs = sorted({*found, *links}, key=lambda pair: (order[pair[0]], order[pair[1]]))
    title = word("output_interventions", language)
    columns = [
        OutputColumn("intervention", word("intervention", language), 28),
        OutputColumn("intervention_label", word("label", language), 36),
        OutputColumn("outcome", word("outcome", language), 28),
        OutputColumn("outcome_label", word("label", language), 36),
        OutputColumn("respondents", word("respondents", language)),
        OutputColumn("codings", word("codings", language)),
        OutputColumn(POSITIVE, "+", 6),
        OutputColumn(NEGATIVE, "-", 6),
        *(OutputColumn(relation, word(relation, language), 16) for relation in LinkRelation),
    ]
    rows = [
        _row(codebook, pair, found.get(pair, Together()), valences, links.get(pair, Counter()), language)
        for pair in pairs
    ]
    rules = (word("rule_confirmed", language), word("rule_together", language), word("rule_links", language))
    return Output(Name.INTERVENTIONS, title, (Part(title, columns, rows, pairs),), rules)


def _links(session: Session, first: str, second: str) -> Mapping[tuple[str, str], Counter[str]]:
    """(intervention, outcome) -> relation -> links from one to the other, at the codings that count now."""
    ours, theirs = stored.coded(session, first), stored.coded(session, second)
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for link in between(session, {*ours, *theirs}):
        if link.source in ours and link.target in theirs:
            found[ours[link.source], theirs[link.target]][link.relation] += 1
    return found


def _valences(session: Session, found: Mapping[tuple[str, str], Together]) -> dict[int, str]:
    """Coding of an outcome -> the valence that a person gave it."""
    ids = sorted({number for both in found.values() for codings in both.seconds.values() for number in codings})
    return {
        number: value
        for number, given in attributes_of(session, ids_among(ids)).items()
        for name, value, by in given
        if name == VALENCE and by == Source.PERSON
    }


def _row(
    codebook: Codebook,
    pair: tuple[str, str],
    both: Together,
    valences: Mapping[int, str],
    links: Counter[str],
    language: str,
) -> list[Value]:
    codes = codebook.by_id()
    said = {
        value: sum(any(valences.get(number) == value for number in codings) for codings in both.seconds.values())
        for value in (POSITIVE, NEGATIVE)
    }
    where = f"{pair[0]} overlaps {pair[1]}"
    quotes = Figure(len(both.respondents), Filters(codes=(pair[0],)), where) if both.respondents else 0
    return [
        pair[0],
        label_of(codes[pair[0]].label, language),
        pair[1],
        label_of(codes[pair[1]].label, language),
        quotes,
        len(both.firsts),
        said[POSITIVE],
        said[NEGATIVE],
        *(links[relation] for relation in LinkRelation),
    ]
