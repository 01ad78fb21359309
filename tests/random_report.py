"""A small study with all that tables of a report are made of, and random codings in it."""

import os
from dataclasses import dataclass, replace

from builders import CODER, a_claim, a_code, a_codebook, a_description, a_study, a_transcript
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from random_study import AT, LABELS, PLACES, TRANSCRIPTS, Draft, code
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qualcode.db.models import Coder, CodingAttribute
from qualcode.domain.claim import ClaimType, Condition, Over, Quantifier, Scope
from qualcode.domain.codebook import Attribute
from qualcode.domain.framework import Place
from qualcode.domain.link import LinkRelation
from qualcode.domain.statistic import Figure
from qualcode.domain.transcript import Group
from qualcode.workflow import claim_register, link, patterns, statistics, summaries

SOAK = bool(os.environ.get("QUALCODE_SOAK"))
REPORTS = settings(
    max_examples=500 if SOAK else 25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""25 random studies, 500 when QUALCODE_SOAK is set; small ones, so that none is made smaller."""

CODES = (
    *("factor", "factor.sloop", "belemmering", "belemmering.onderhoud"),
    *("uitkomst", "uitkomst.veiligheid", "uitkomst.leefbaarheid"),
    *("interventie", "interventie.sloop", "patroon", "patroon.op", "patroon.af"),
)
VALUES = {
    "valentie": ("positief", "negatief", "gemengd"),
    "periode": ("voor_2000", "2000_2008", "2008_2014"),
    "polariteit": ("bevestigd", "ontkend"),
}
LIKED = Condition("uitkomst", {"valentie": "positief"})
DISLIKED = Condition("uitkomst", {"valentie": "negatief"})


@dataclass(frozen=True)
class Report:
    """Codings, values of theirs beside valence, (source, target, relation) by their order, and claims."""

    drafts: list[Draft]
    values: list[dict[str, str]]
    links: list[tuple[int, int, str]]
    quantifier: Quantifier
    over: Over
    scope: Scope
    groups: tuple[Group, ...]


def _drafts() -> st.SearchStrategy[list[Draft]]:
    one = st.builds(
        Draft,
        transcript=st.sampled_from(sorted(TRANSCRIPTS)),
        code=st.sampled_from(CODES),
        start=st.integers(0, 60),
        length=st.integers(1, 30),
        coder=st.sampled_from(("annelies", "bram")),
        place=st.sampled_from(("here", "here", "here", "elsewhere")),
        neighbourhood=st.sampled_from((None, None, *PLACES)),
        value=st.sampled_from((None, *VALUES["valentie"], "onbepaald")),
        source=st.sampled_from(("person", "person", "suggested")),
        state=st.sampled_from(("confirmed", "confirmed", "confirmed", "withdrawn")),
    )
    return st.lists(one, max_size=16, unique_by=lambda draft: (draft.transcript, draft.start, draft.length, draft.code))


_more = st.fixed_dictionaries({}, optional={name: st.sampled_from(VALUES[name]) for name in ("periode", "polariteit")})
reports = st.builds(
    Report,
    drafts=_drafts(),
    values=st.lists(_more, min_size=16, max_size=16),
    links=st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15), st.sampled_from(LinkRelation)), max_size=4),
    quantifier=st.sampled_from(Quantifier),
    over=st.sampled_from(Over),
    scope=st.sampled_from((Scope(), Scope(("stad-zuid",)), Scope(where=(Condition("interventie"),)))),
    groups=st.sampled_from(((), (Group.BEWONER,))),
)


def a_report_study(session: Session) -> None:
    """Four transcripts, two neighbourhoods, a summary, a decided pattern and figures; no codings."""
    attributes = tuple(
        Attribute(id=name, label={"nl": name}, values={v: {"nl": f"{v}!"} for v in values}, applies_to=CODES[:1])
        for name, values in VALUES.items()
    )
    attributes = tuple(replace(each, applies_to=tuple(c for c in CODES if "." not in c)) for each in attributes)
    codes = tuple(a_code(id=number, parent=number.rpartition(".")[0] or None) for number in CODES)
    a_study(session, codebook=a_codebook(codes=codes, attributes=attributes))
    for n, (name, about) in enumerate(TRANSCRIPTS.items()):
        speech = tuple((label, f"in {1998 + 3 * at} zegt {name} iets") for at, label in enumerate(LABELS[name]))
        month = f"2019-0{9 - n}"
        a_transcript(session, name, speech=speech, about=replace(about, month=month))
    about = a_description("stil", month="2018-01", topics=("imago",), speakers=())
    a_transcript(session, "stil", speech=(("I", "Nog iets?"),), about=replace(about, speakers=_asker()))
    for coder in ("annelies", "bram"):
        if session.scalar(select(Coder.id).where(Coder.name == coder)) is None:
            session.execute(insert(Coder).values(name=coder, created_at=AT))
    summaries.write(session, CODER, Place("factor.sloop", "stad-noord"), "Sloop hielp niet.")
    patterns.decide(session, CODER, Place("patroon.op", "stad-zuid"), "Beide reeksen stijgen.")
    figures = [("onv", 2014, 4.1), ("onv", 2018, 4.3), ("vrz", 2014, 0.1), ("lbm", 2014, 4.3), ("lbm", 2018, 4.1)]
    statistics.load(
        session,
        [Figure("", "", name, year, value, "score", "Versie 3", "stad-zuid") for name, year, value in figures],
        CODER,
    )


def _asker():
    return tuple(who for who in TRANSCRIPTS["alleen"].speakers if who.respondent is None or not who.respondent)


def fill(session: Session, report: Report) -> None:
    """The random part of a study."""
    by_hand = code(session, report.drafts)
    for counted, values in zip(by_hand.codings, report.values, strict=False):
        for name, value in values.items():
            given = {"attribute": name, "value": value, "source": "person"}
            session.execute(insert(CodingAttribute).values(coding_id=counted.id, **given))
    standing = [each for each in by_hand.codings if each.draft.state == "confirmed"]
    for source, target, relation in report.links:
        if source != target and max(source, target) < len(standing):
            link.link(session, CODER, standing[source].id, standing[target].id, relation)
    first = a_claim(
        type=ClaimType.FINDING,
        over=report.over,
        quantifier=report.quantifier,
        require=(LIKED, Condition("factor")),
        contradict=(DISLIKED,),
        scope=report.scope,
        groups=report.groups,
        topics=("veiligheid",),
    )
    second = replace(first, id="C2", require=(DISLIKED,), contradict=(), scope=Scope(), groups=(), topics=())
    claim_register.load(session, [first, second], CODER)
    if standing:
        claim_register.link(session, CODER, "C2", standing[0].id, claim_register.Role.CONTRADICTS)
