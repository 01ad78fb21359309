"""A study with something of everything that pages show."""

from builders import CODER, a_claim, a_coded_study, a_coding, a_description, a_transcript, do, suggestions
from sqlalchemy.orm import Session

from qualcode.domain.claim import Condition, Over, Quantifier, Scope
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.workflow import claim_register, memos, study


def a_rich_study(session: Session) -> None:
    """Two neighbourhoods, two coders who differ, open suggestions, a provisional code, memos, questions."""
    a_coded_study(session)
    about = a_description("noord-01", neighbourhoods=("stad-noord",), month="2020-03")
    long_turn = "De sloop heeft de buurt geholpen, maar het onderhoud van de portieken bleef slecht. " * 6
    speech = (("I", "Vertel eens."), ("R1", long_turn.strip()), ("I", "En de huismeester?"), ("R1", "Die is weg."))
    version = a_transcript(session, "noord-01", speech=speech, about=about)
    a_coding(session, version, "De sloop heeft de buurt geholpen, maar het onderhoud", "factor.sloop")
    a_coding(session, version, "het onderhoud van de portieken bleef slecht.", "belemmering.onderhoud")
    a_coding(session, version, "Die is weg.", "factor.huismeester", coder="bram")
    a_coding(session, version, "Die is weg.", "belemmering.onderhoud")
    suggestions(session, version, [("Die is weg.", "factor.huismeester"), ("slecht.", "belemmering.onderhoud")])
    do(session, version, kind="read_in_full", value=True)
    memos.ask(session, CODER, Topic(TopicKind.CODE, "factor.sloop"), "Telt voorgenomen sloop ook?")
    opposed = a_claim(quantifier=Quantifier.SOME, contradict=(Condition("belemmering"),))
    computed = a_claim(id="C2", over=Over.RESPONDENTS, scope=Scope(where=(Condition("belemmering"),)))
    claim_register.load(session, [opposed, computed], CODER)
    claim_register.note(session, CODER)
    study.change_settings(session, CODER, {"claim_respondents": 1, "claim_transcripts": 1})
    memos.ask(session, "bram", Topic(TopicKind.CLAIM, "C1"), "Geldt dit ook in Noord?", CODER)
    topic = Topic(TopicKind.TRANSCRIPT, "noord-01")
    memos.write(session, CODER, MemoDraft(MemoKind.SUMMARY, "Lang gesprek. " * 40, (topic,)))
