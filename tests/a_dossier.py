"""A study with claims on both sides, checked quotes and words that a careless page would take for markup."""

import re
from pathlib import Path
from urllib.parse import unquote

from builders import a_claim, a_coded_study, a_coding, a_description, a_transcript, do, heard_version
from sqlalchemy.orm import Session

from qualcode.domain.claim import Condition, Quantifier, Scope
from qualcode.domain.claim_register import Role
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.transcript import Group, Kind, Speaker
from qualcode.domain.transcript import Role as Speaks
from qualcode.workflow import claim_register, claims, disclose, memos

HELPED, HARMED, MARKUP = (
    "De sloop heeft ons geholpen.",
    "De sloop was een ramp.",
    "<script>alert('sloop')</script> & klaar.",
)
LATE = "De sloop kwam laat."
SECRET = "Mijn zus woont op nummer 12."
CODER, SECOND = "annelies", "bram"
NOBODY = (
    CODER,
    SECOND,
    "R001",
    "R2",
    "zuid-0",
    "noord-0",
    "nummer 12",
    "Memo.",
    "niemand herkent dit",
    "vóór de sloop",
)
"""What no public page may hold: coders, respondents, transcripts, context, and what was written for the study."""


def a_dossier_study(session: Session) -> None:
    """Seven interviews in Zuid, three in Noord and a document; claims that hold, fail, and wait for an answer."""
    a_coded_study(session)
    for n in range(1, 6):
        said = f"{SECRET} {HELPED} {MARKUP if n == 1 else ''}".strip()
        coding = a_coding(session, _interview(session, f"zuid-1{n}", f"R20{n}", "stad-zuid", said), HELPED)
        disclose.review_quote(session, SECOND, coding, "publish", "algemeen")
    marked = heard_version(session, "zuid-11")
    coding = a_coding(session, marked, MARKUP, "factor.sloop")
    disclose.review_quote(session, SECOND, coding, "publish", "algemeen")
    north = _interview(session, "noord-11", "R301", "stad-noord", f"{SECRET} {HARMED} Elders hielp het.")
    for who in ("R302", "R303"):
        a_coding(session, _interview(session, f"noord-{who}", who, "stad-noord", f"{SECRET} {LATE}"), LATE)
    against = a_coding(session, north, HARMED, attributes={"valentie": "negatief"}, coder=SECOND)
    disclose.review_quote(session, CODER, against, "publish", "algemeen")
    here = a_coding(session, north, "Elders hielp het.")
    (elsewhere,) = do(session, north, kind="elsewhere", coding=here, value=True).codings
    about = a_description("nota-1", kind=Kind.DOCUMENT, speakers=())
    a_coding(session, a_transcript(session, "nota-1", about=about, speech=(("", "Nota: er komt sloop."),)), "sloop")
    register = [
        a_claim(id="C2", statement="Soms hielp de sloop.", quantifier=Quantifier.SOME, contradict=()),
        a_claim(id="C3", statement="In Zuid hielp de sloop.", scope=Scope(("stad-zuid",)), contradict=()),
        a_claim(id="C4", statement="De huismeester hielp.", require=(Condition("factor.huismeester"),), contradict=()),
        a_claim(id="C 5/é", statement="Bewoners vinden dat de sloop hielp.", groups=(Group.BEWONER,)),
    ]
    claim_register.load(session, register, CODER)
    claim_register.link(session, CODER, "C2", elsewhere, Role.NUANCES)
    for key in ("C 5/é", "C2"):
        claim_register.link(session, CODER, key, against, Role.CONTRADICTS)
    (checked,) = claims.check(session, "C2")
    claim_register.answer(session, CODER, "C2", checked.unanswered, "Dat was vóór de sloop.")
    memos.write(session, CODER, MemoDraft(MemoKind.SUMMARY, "Memo.", (Topic(TopicKind.CODE, "factor.sloop"),)))
    do(session, marked, kind="read_in_full", value=True)


def _interview(session: Session, name: str, who: str, place: str, said: str) -> int:
    people = (Speaker("R1", Speaks.RESPONDENT, who, Group.BEWONER), Speaker("I", Speaks.INTERVIEWER))
    about = a_description(name, neighbourhoods=(place,), speakers=people)
    return a_transcript(session, name, about=about, speech=(("I", "Hoe ging het?"), ("R1", said)))


LINK = re.compile(r'(?:href|src)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')


def broken_links(folder: Path) -> list[str]:
    """Every link of every page that leads nowhere; a search says what is asked, and always is there."""
    ids = {file: set(ID.findall(file.read_text(encoding="utf-8"))) for file in folder.rglob("*.html")}
    found = []
    for file in ids:
        for link in LINK.findall(file.read_text(encoding="utf-8")):
            path, _, fragment = unquote(link).partition("#")
            target = (file.parent / path).resolve() if path else file
            whole = target.is_file() and target.is_relative_to(folder.resolve())
            if not whole or (fragment and target.name != "search.html" and fragment not in ids[target]):
                found.append(f"{file.relative_to(folder)}: {link}")
    return found


def words_of(folder: Path) -> str:
    """All that the pages of a dossier and its manifest say."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*")) if file.is_file())
