"""Erasing what somebody said who withdrew consent: nothing of it is left, all else stays, and the study verifies."""

from pathlib import Path

import pytest
from builders import (
    CODER,
    a_coding,
    a_description,
    a_parsed,
    a_study,
    a_suggestion,
    a_transcript,
    do,
    heard_version,
    span_of,
)
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.base import Base
from qualcode.db.models import (
    Coder,
    Coding,
    Memo,
    Redaction,
    Respondent,
    Suggestion,
    Transcript,
    TranscriptVersion,
)
from qualcode.db.queries.codebook import current_codebook
from qualcode.db.queries.search import turns
from qualcode.db.scrub import scrub
from qualcode.db.session import make_engine, reading, writing
from qualcode.domain.memo import MemoDraft, MemoKind, Topic, TopicKind
from qualcode.domain.provenance import text_digest
from qualcode.domain.redaction import MARK, erased, says_nothing
from qualcode.domain.respondent import Consent, Standing
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Explanation
from qualcode.domain.suggestion import Suggestion as Proposal
from qualcode.domain.transcript import Group, Kind, Role, Speaker
from qualcode.errors import ConflictError, NotFoundError, UsageError
from qualcode.nlp.lemma import normalise
from qualcode.workflow import erase, ingest, memos, respondents, study, suggest
from qualcode.workflow.heard import source
from qualcode.workflow.prepare import Prepared
from qualcode.workflow.search import parsed
from qualcode.workflow.verify import verify

HERS, HIS = "Bij Grietje lekte het dak.", "De sloop heeft de buurt geholpen."
ASKED = "En hoe was het hier in die jaren?"
SECRET = "Grietje"
"""A word that only she says."""
GIVEN = Standing("R001", Group.BEWONER, Consent.GIVEN)


@pytest.fixture
def coded(session: Session) -> Session:
    """R001 speaks in an interview, which was corrected, and with R002 in a focus group; all of it is coded."""
    filled(session)
    return session


def filled(session: Session) -> None:
    a_study(session)
    first = a_transcript(session, "z-1", speech=(("I", "En?"), ("R1", f"{HERS} Echt waar, het lekte.")))
    a_coding(session, first, HERS, "belemmering.onderhoud")
    a_transcript(session, "z-1", speech=(("I", ASKED), ("R1", f"{HERS} Echt waar, het lekte.")))
    both = (
        Speaker("R1", Role.RESPONDENT, "R001", Group.BEWONER),
        Speaker("R2", Role.RESPONDENT, "R002", Group.BEWONER),
        Speaker("I", Role.INTERVIEWER),
    )
    about = a_description("groep-1", kind=Kind.FOCUS_GROUP, speakers=both)
    together = (("I", "Wat was het?"), ("R1", HERS), ("R2", HIS), ("R1", "Ja."))
    group = a_transcript(session, "groep-1", speech=together, about=about)
    hers = a_coding(session, group, HERS, "belemmering.onderhoud")
    a_coding(session, group, HIS)
    suggested = a_suggestion(session, group, HERS)
    a_suggestion(session, group, HIS)
    do(session, group, kind="accept", suggestion=suggested)
    do(session, group, kind="memo", coding=hers, text=f"{SECRET} klaagt.")
    memos.write(session, CODER, MemoDraft(MemoKind.ANALYTIC, f"Over {SECRET}.", (Topic(TopicKind.RESPONDENT, "R001"),)))
    memos.write(session, CODER, MemoDraft(MemoKind.ANALYTIC, "Iets anders.", (Topic(TopicKind.RESPONDENT, "R002"),)))


def withdrawn(session: Session) -> None:
    respondents.change(session, CODER, GIVEN, GIVEN._replace(consent=Consent.WITHDRAWN), "Gebeld op 3 mei.")


def everything(session: Session) -> str:
    """All that stands in any column of any table."""
    return "\n".join(str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table)))


def test_nothing_of_what_she_said_is_left_in_any_table_and_the_study_verifies(coded: Session) -> None:
    withdrawn(coded)
    lengths = dict(coded.execute(select(TranscriptVersion.id, func.length(TranscriptVersion.text))).all())
    assert SECRET in everything(coded)
    expected = erase.preview(coded, "R001")
    assert (expected.transcripts, expected.turns, expected.codings, expected.memos) == (("groep-1", "z-1"), 4, 3, 2)
    assert erase.erase(coded, CODER, "R001", "Gemaild op 4 mei.") == expected
    for word in (SECRET, "lekte", "klaagt"):
        assert word not in everything(coded)
        assert coded.scalars(turns(coded, parsed(word))).all() == []
    assert HIS in everything(coded)
    assert "Iets anders." in everything(coded)
    report = verify(coded)
    assert (report.problems, report.erased) == ([], 4)
    assert dict(coded.execute(select(TranscriptVersion.id, func.length(TranscriptVersion.text))).all()) == lengths


def test_her_codings_are_withdrawn_and_his_stays_where_it_was(coded: Session) -> None:
    his = coded.scalars(select(Coding.id).where(Coding.exact == HIS)).one()
    withdrawn(coded)
    erase.erase(coded, CODER, "R001", "Gemaild.")
    coded.expire_all()
    standing = coded.scalars(select(Coding).where(Coding.state == "confirmed")).all()
    assert [(each.id, each.exact) for each in standing] == [(his, HIS)]
    assert standing[0].prefix.startswith(MARK)
    assert standing[0].suffix.endswith(MARK)
    explained = {each.start_char: each.explanation for each in coded.scalars(select(Suggestion))}
    assert [bool(explained[start]) for start in sorted(explained)] == [False, True]
    told = coded.scalars(select(Memo.text).where(Memo.kind == "decision").order_by(Memo.id)).all()
    assert told == ["Gebeld op 3 mei.", "Gemaild."]


def named(session: Session, version: int, quote: str, terms: tuple[str, ...]) -> int:
    """The number of a suggestion on a quote that names these words as its reasons, as a run stores it."""
    current, _ = current_codebook(session)
    why = Explanation("codebook", "", (), "ranked", terms=terms)
    proposal = Proposal(span_of(session, version, quote), "factor.huismeester", 0.4, 1, {}, (why,))
    run = suggest.begin(session, current, "0" * 64, {"method": "hybrid"}, CODER)
    suggest.finish(
        session, run, suggest.store(session, run, current, source(session, version), [proposal], CODER), CODER
    )
    return session.scalars(select(Suggestion.id).where(Suggestion.run_id == run)).one()


def test_reasons_of_a_suggestion_after_her_go_where_they_name_words_that_are_not_its_own(coded: Session) -> None:
    """Runs of older versions named the strongest words of what was said before, too."""
    group = coded.scalars(select(Transcript.id).where(Transcript.name == "groep-1")).one()
    version = coded.scalars(select(TranscriptVersion.id).where(TranscriptVersion.transcript_id == group)).one()
    hers, his = (named(coded, version, HIS, terms) for terms in (("sloop", "lekken"), ("sloop", "buurt")))
    assert do(coded, version, kind="reject", suggestion=hers).error is None
    withdrawn(coded)
    assert "'lekken'" in everything(coded)
    erase.erase(coded, CODER, "R001", "Gemaild.")
    coded.expire_all()
    assert coded.get_one(Suggestion, hers).explanation == []
    assert coded.get_one(Suggestion, his).explanation[0]["terms"] == ["sloop", "buurt"]
    assert "lekken" not in everything(coded)
    assert verify(coded).problems == []


def test_a_run_names_nothing_of_what_somebody_else_said_just_before(engine: Engine) -> None:
    """Refused, so that no later run takes it away."""
    with writing(engine) as session:
        filled(session)
        study.change_settings(session, CODER, {"threshold": 0.001})
        version = heard_version(session, "groep-1")
    done = suggest.run(engine, CODER, method="hybrid")
    with writing(engine) as session:
        of_his = (Suggestion.run_id == done.run, Suggestion.start_char == span_of(session, version, HIS).start)
        proposed = list(session.scalars(select(Suggestion.id).where(*of_his)))
        assert all(do(session, version, kind="reject", suggestion=each).error is None for each in proposed)
        assert proposed
        withdrawn(session)
        erase.erase(session, CODER, "R001", "Gemaild.")
        for word in (SECRET.lower(), "lek", "dak"):
            assert word not in everything(session).lower()
        reasons = session.scalars(select(Suggestion.explanation).where(*of_his)).all()
        assert any(why.get("terms") for explanation in reasons for why in explanation)
        assert verify(session).problems == []


def test_erasing_again_does_nothing_and_what_comes_later_can_be_erased_too(coded: Session) -> None:
    withdrawn(coded)
    erase.erase(coded, CODER, "R001", "Gemaild.")
    before = events.head(coded)
    assert erase.erase(coded, CODER, "R001", "Nog eens.").turns == 0
    assert events.head(coded) == before
    a_transcript(coded, "z-2", speech=(("I", "En?"), ("R1", HERS)))
    assert erase.erase(coded, CODER, "R001", "Dit ook.").transcripts == ("z-2",)
    assert SECRET not in everything(coded)
    assert verify(coded).problems == []


def test_consent_has_to_be_withdrawn_a_reason_given_and_the_study_clean(coded: Session) -> None:
    with pytest.raises(ConflictError, match="the consent of R001 stands"):
        erase.erase(coded, CODER, "R001", "Zomaar.")
    withdrawn(coded)
    with pytest.raises(UsageError, match="say why"):
        erase.erase(coded, CODER, "R001", "  ")
    with pytest.raises(NotFoundError):
        erase.preview(coded, "R999")
    coded.execute(text("UPDATE respondent SET group_name = 'beleidsmaker' WHERE key = 'R002'"))
    with pytest.raises(ConflictError, match="does not verify"):
        erase.erase(coded, CODER, "R001", "Gemaild.")
    assert SECRET in everything(coded)


def prepared(name: str, words: str, source: str, label: str = "R1") -> Prepared:
    made = a_parsed((("I", ASKED), (label, words)))
    texts = [normalise(turn.speech.of(made.text)) for turn in made.turns]
    return Prepared(name=name, source_name=f"{name}.txt", source_sha256=source, parsed=made, search_texts=texts)


def test_a_file_does_not_bring_the_words_back(coded: Session) -> None:
    withdrawn(coded)
    original = coded.scalars(select(TranscriptVersion.source_sha256).order_by(TranscriptVersion.id)).all()[1]
    erase.erase(coded, CODER, "R001", "Gemaild.")
    about = a_description("z-1")
    again = ingest.store(coded, prepared("z-1", f"{HERS} Echt waar, het lekte.", original), about, CODER)
    assert again.outcome is ingest.Outcome.UNCHANGED
    with pytest.raises(ConflictError, match="words were erased"):
        ingest.store(coded, prepared("z-1", f"{HERS} Toch wel.", text_digest("anders")), about, CODER)
    with pytest.raises(ConflictError, match="under whatever name"):
        ingest.store(coded, prepared("z-9", "Iets heel anders.", original), None, CODER)
    marked = prepared("z-1", MARK * 40, text_digest("leeg"))
    assert ingest.store(coded, marked, about, CODER).outcome is ingest.Outcome.NEW_VERSION
    assert verify(coded).problems == []


@pytest.mark.parametrize(("name", "label"), [("z-1", "R7"), ("z-9", "R1"), ("z-9", "R7")])
def test_words_do_not_come_back_under_another_name_or_label(coded: Session, name: str, label: str) -> None:
    withdrawn(coded)
    erase.erase(coded, CODER, "R001", "Gemaild.")
    words = f"{HERS} Echt waar, het lekte."
    with pytest.raises(ConflictError, match="under whatever name"):
        ingest.store(coded, prepared(name, words, text_digest("anders"), label), None, CODER)
    for other in (MARK * len(words), f"{words} Toch."):
        digest = text_digest(other)
        assert ingest.store(coded, prepared(f"nieuw-{len(other)}", other, digest, label), None, CODER)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE transcript_version SET text = replace(text, 'sloop', 'bouws')",
        "UPDATE transcript_version SET number = 7",
        "UPDATE turn SET search_text = 'iets anders'",
        "UPDATE turn SET number = number + 100",
        "UPDATE coding SET exact = replace(exact, 'sloop', 'bouws')",
        f"UPDATE coding SET prefix = replace(prefix, '{MARK}', 'x')",
        "UPDATE coding SET state = 'confirmed'",
        "UPDATE suggestion SET explanation = '[1]'",
        "UPDATE suggestion SET score = 0.1",
        "UPDATE memo SET text = 'Anders.'",
        f"UPDATE memo SET text = '{MARK * 12}' WHERE text = 'Iets anders.'",
        "DELETE FROM redaction",
        "UPDATE redaction SET end_char = end_char + 1",
    ],
)
def test_the_guards_let_through_nothing_but_what_is_named(coded: Session, change: str) -> None:
    withdrawn(coded)
    erase.erase(coded, CODER, "R001", "Gemaild.")
    with pytest.raises(DBAPIError, match="append-only"), coded.begin_nested():
        coded.execute(text(change))


def test_the_guards_keep_reasons_that_her_words_cannot_be_among(coded: Session) -> None:
    both = (Speaker("R1", Role.RESPONDENT, "R001", Group.BEWONER), Speaker("R2", Role.RESPONDENT, "R002"))
    about = a_description("groep-2", kind=Kind.FOCUS_GROUP, speakers=both)
    said = (("R2", "Eerst dit."), ("R1", HERS), ("R2", "Zo was het niet. " * 60), ("R2", HIS))
    version = a_transcript(coded, "groep-2", speech=said, about=about)
    kept = [a_suggestion(coded, version, quote) for quote in ("Eerst dit.", HIS)]
    after = a_suggestion(coded, version, "Zo was het niet.")
    withdrawn(coded)
    erase.erase(coded, CODER, "R001", "Gemaild.")
    change = "UPDATE suggestion SET explanation = '[]' WHERE id = :id"
    for number in kept:
        with pytest.raises(DBAPIError, match="append-only"), coded.begin_nested():
            coded.execute(text(change), {"id": number})
    coded.execute(text(change), {"id": after})
    assert any(problem.startswith("suggestion") for problem in verify(coded).problems), "which is found all the same"


def test_without_a_row_that_names_it_no_word_can_be_erased(coded: Session) -> None:
    blackened = f"UPDATE transcript_version SET text = replace(text, '{SECRET}', '{MARK * len(SECRET)}')"
    with pytest.raises(DBAPIError, match="append-only"), coded.begin_nested():
        coded.execute(text(blackened))


def test_a_row_that_no_event_tells_of_hides_nothing(coded: Session) -> None:
    version = coded.scalars(select(TranscriptVersion).order_by(TranscriptVersion.id)).first()
    assert version is not None
    span = Span(version.text.index(HERS), version.text.index(HERS) + len(HERS))
    ids = {
        "respondent_id": coded.scalars(select(Respondent.id)).first(),
        "coder_id": coded.scalars(select(Coder.id)).first(),
    }
    row = {**ids, "version_id": version.id, "start_char": span.start, "end_char": span.end}
    coded.add(Redaction(**row, memo_id=None, created_at=events.now()))
    coded.flush()
    black = erased(version.text, [span])
    change = "UPDATE transcript_version SET text = :text, sha256 = :digest WHERE id = :version"
    coded.execute(text(change), {"text": black, "digest": text_digest(black), "version": version.id})
    problems = verify(coded).problems
    assert any(problem.startswith("redaction: 1 rows that no event tells of") for problem in problems)
    assert any(problem.startswith("transcript_version") for problem in problems)


def test_old_seals_cannot_be_guessed_from_any_more(coded: Session) -> None:
    """Whoever knows the words cannot show from the log that she said them: what salted their digests is gone."""
    withdrawn(coded)
    salts = seal.salts(coded)
    erase.erase(coded, CODER, "R001", "Gemaild.")
    left = seal.salts(coded)
    assert all(len(left[version]) == len(salt) - 32 for version, salt in salts.items())


def test_no_byte_of_the_file_holds_the_words(sqlite_url: str) -> None:
    engine: Engine = make_engine(sqlite_url)
    file = Path(str(engine.url.database))
    with writing(engine) as session:
        filled(session)
        withdrawn(session)
    with writing(engine) as session:
        erase.erase(session, CODER, "R001", "Gemaild.")
    scrub(engine)
    with reading(engine) as session:
        assert verify(session).problems == []
    held = [part.read_bytes() for part in file.parent.glob(f"{file.name}*")]
    engine.dispose()
    assert not any(word.encode() in data for data in held for word in (SECRET, SECRET.lower(), "lekte"))


@pytest.mark.parametrize("work", ["SELECT count(*) FROM turn", "UPDATE study SET title = title || 1"])
def test_while_somebody_else_is_at_work_the_file_still_holds_them_which_is_said(sqlite_url: str, work: str) -> None:
    engine, other = make_engine(sqlite_url), make_engine(sqlite_url)
    with writing(engine) as session:
        filled(session)
        withdrawn(session)
    with writing(engine) as session:
        erase.erase(session, CODER, "R001", "Gemaild.")
    with other.connect() as working:
        working.execute(text(work))
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        with pytest.raises(ConflictError, match="the files of the database still hold them"):
            scrub(engine)
    scrub(engine)
    file = Path(str(engine.url.database))
    held = [part.read_bytes() for part in file.parent.glob(f"{file.name}*")]
    other.dispose()
    engine.dispose()
    assert not any(SECRET.encode() in data for data in held)


def test_marks_take_the_place_of_each_character() -> None:
    assert erased("aé\U0001f600b c", [Span(1, 3)]) == f"a{MARK}{MARK}b c"
    assert says_nothing(f"{MARK}{MARK} {MARK}\n")
    assert not says_nothing(f"{MARK} a")
