"""The codebook changed on screen: codings follow their code, nothing is lost, and every step can be taken back."""

from dataclasses import replace

import pytest
from builders import CODER, a_code, a_codebook, a_coding, a_study, a_suggestion, a_transcript, do, span_of
from sqlalchemy import event as listening
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcode.db import events
from qualcode.db.models import CodebookVersion, Coding, Event, Memo
from qualcode.db.queries.anchors import anchors
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.attribute_use import Use
from qualcode.domain.codebook_edit import Wording, wording_of
from qualcode.domain.evidence import Filters
from qualcode.domain.quote import Recoding, Remade
from qualcode.errors import ConflictError, UsageError
from qualcode.interchange.sheets import quote_sheet
from qualcode.workflow import anchor, codebook_edit, codebook_steps, memos, provisional, queue
from qualcode.workflow.aggregate import quotes
from qualcode.workflow.codebook import load, obstacles
from qualcode.workflow.codebook_preview import preview
from qualcode.workflow.export import about, quotations
from qualcode.workflow.reading import open_transcript
from qualcode.workflow.trace import journey
from qualcode.workflow.verify import verify

SLOOP = "De sloop heeft de buurt geholpen."
FLATS = "De flats waren slecht onderhouden."
RUST = "Het is rustiger, maar de huismeester komt niet meer."
NEW = Wording(label={"nl": "Nieuw", "en": "New"}, definition="Iets nieuws.")


def number(session: Session) -> int:
    return current_codebook(session)[0].number


def coded(session: Session) -> list[tuple[str, str, str]]:
    """(words, code, coder) of everything that counts."""
    return sorted((each.exact, each.code, each.coder) for each in quotes(session, Filters(), "nl").quotes)


def merged(session: Session, operation: str = "merge", **options) -> int:
    change = codebook_steps.merge(session, operation, number(session), "factor.sloop", "factor.huismeester", **options)
    return codebook_edit.apply(session, CODER, change)


def test_edit_is_a_new_version_with_an_event_and_reading_in_full_still_covers_it(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    do(session, version, kind="read_in_full", value=True)
    _, book = current_codebook(session)
    wording = wording_of(book.by_id()["factor.sloop"])
    other = Wording(**{**as_dict(wording), "label": {"nl": "Slopen", "en": "Demolition"}})
    assert codebook_edit.apply(session, CODER, codebook_steps.edit(session, "a", 1, "factor.sloop", other)) == 2
    _, book = current_codebook(session)
    assert book.by_id()["factor.sloop"].label == {"nl": "Slopen", "en": "Demolition"}
    assert open_transcript(session, "zuid-01", CODER).read_in_full
    assert events.actor_of_operation(session, "a") == CODER
    redefined = Wording(**{**as_dict(wording), "definition": "Iets anders."})
    codebook_edit.apply(session, CODER, codebook_steps.edit(session, "b", 2, "factor.sloop", redefined))
    assert not open_transcript(session, "zuid-01", CODER).read_in_full, "the code means something else now"
    assert verify(session).ok


def as_dict(wording: Wording) -> dict[str, object]:
    return {name: getattr(wording, name) for name in Wording.__slots__}


def test_merge_moves_codings_of_all_coders_with_memo_and_attributes(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    mine = a_coding(session, version, SLOOP, attributes={"valentie": "positief"})
    do(session, version, kind="memo", coding=mine, text="Let op.")
    a_coding(session, version, FLATS, coder="bram")
    known = session.get_one(Coding, mine)  # what the session holds learns of it too
    assert merged(session, reason="hetzelfde") == 2
    assert known.state == "superseded"
    assert coded(session) == [(FLATS, "factor.huismeester", "bram"), (SLOOP, "factor.huismeester", CODER)]
    shown = next(view for view in open_transcript(session, "zuid-01", CODER).codings if view.mine)
    assert (shown.attributes, shown.memo) == ({"valentie": "positief"}, "Let op.")
    _, book = current_codebook(session)
    assert book.by_id()["factor.sloop"].replaced_by == "factor.huismeester"
    assert session.scalar(select(func.count()).select_from(Coding)) == 4, "nothing was deleted"
    assert verify(session).ok


def test_merge_joins_codings_of_the_same_passage_and_coder(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    goes = a_coding(session, version, SLOOP, attributes={"valentie": "negatief"})
    stays = a_coding(session, version, SLOOP, "factor.huismeester", attributes={"valentie": "positief"})
    for coding, text in ((goes, "een"), (stays, "twee")):
        do(session, version, kind="memo", coding=coding, text=text)
    change = codebook_steps.merge(session, "merge", 1, "factor.sloop", "factor.huismeester")
    seen = preview(session, change)
    assert (seen.codings, seen.joined, seen.differing, seen.withdrawn) == (1, 1, 1, 0)
    codebook_edit.apply(session, CODER, change)
    views = open_transcript(session, "zuid-01", CODER).codings
    assert [(view.code, view.attributes, view.memo) for view in views] == [
        ("factor.huismeester", {"valentie": "positief"}, "twee\n\neen")
    ]
    assert verify(session).ok
    codebook_edit.undo(session, CODER, "undo", 2)
    views = open_transcript(session, "zuid-01", CODER).codings
    assert sorted((view.code, view.attributes["valentie"], view.memo) for view in views) == [
        ("factor.huismeester", "positief", "twee"),
        ("factor.sloop", "negatief", "een"),
    ]
    assert verify(session).ok


def test_preview_says_what_is_lost_and_changes_nothing(session: Session) -> None:
    other = a_codebook(attributes=a_codebook().attributes)
    a_study(session, codebook=other)
    version = a_transcript(session)
    a_coding(session, version, SLOOP, attributes={"valentie": "positief"})
    before = session.scalar(select(func.count()).select_from(Event))
    change = codebook_steps.add(session, "add", 1, "uitkomst", None, NEW)
    codebook_edit.apply(session, CODER, change)
    change = codebook_steps.merge(session, "merge", 2, "factor.sloop", "uitkomst")
    seen = preview(session, change)
    assert (seen.codings, seen.transcripts, seen.coders, seen.without_attributes) == (1, 1, 1, 1)
    assert session.scalar(select(func.count()).select_from(Event)) == before + 1
    assert coded(session) == [(SLOOP, "factor.sloop", CODER)]


def test_undone_merge_makes_everything_count_as_before_by_a_further_version(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, SLOOP, attributes={"valentie": "positief"})
    a_coding(session, version, RUST, "factor.huismeester")
    before = coded(session)
    _, book = current_codebook(session)
    merged(session)
    assert codebook_edit.undo(session, CODER, "undo", 2) == 3
    assert coded(session) == before
    assert current_codebook(session)[1] == book
    assert codebook_edit.undoable(session) is None
    with pytest.raises(ConflictError, match="there is no change on screen that can be taken back"):
        codebook_edit.undo(session, CODER, "again", 3)
    assert verify(session).ok


def test_undo_leaves_alone_what_a_coder_withdrew_since(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, SLOOP)
    a_coding(session, version, FLATS)
    merged(session)
    gone = next(view.id for view in open_transcript(session, "zuid-01", CODER).codings if view.code)
    do(session, version, kind="withdraw", coding=gone)
    codebook_edit.undo(session, CODER, "undo", 2)
    assert len(coded(session)) == 1
    assert coded(session)[0][1] == "factor.sloop"
    assert verify(session).ok


def test_changes_are_taken_back_one_after_the_other(session: Session) -> None:
    a_study(session)
    _, first = current_codebook(session)
    codebook_edit.apply(session, CODER, codebook_steps.add(session, "a", 1, "factor.nieuw", "factor", NEW))
    codebook_edit.apply(session, CODER, codebook_steps.move(session, "b", 2, "factor.nieuw", "belemmering", 0))
    codebook_edit.undo(session, CODER, "c", 3)
    assert current_codebook(session)[1].by_id()["factor.nieuw"].parent == "factor"
    codebook_edit.undo(session, CODER, "d", 4)
    assert current_codebook(session)[1] == first
    assert verify(session).ok


def test_split_moves_what_was_decided_and_leaves_the_rest(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    moved = a_coding(session, version, SLOOP)
    a_coding(session, version, FLATS)
    do(session, version, kind="read_in_full", value=True)
    change = codebook_steps.split(
        session, "s", 1, "factor.sloop", {"factor.sloop_helpt": NEW}, {moved: "factor.sloop_helpt"}
    )
    assert preview(session, change).codings == 1
    codebook_edit.apply(session, CODER, change)
    assert coded(session) == [(FLATS, "factor.sloop", CODER), (SLOOP, "factor.sloop_helpt", CODER)]
    assert not open_transcript(session, "zuid-01", CODER).read_in_full, "nobody has read it with the new code"
    codebook_edit.undo(session, CODER, "undo", 2)
    assert coded(session) == [(FLATS, "factor.sloop", CODER), (SLOOP, "factor.sloop", CODER)]
    assert verify(session).ok


def test_retired_code_withdraws_its_codings_and_undo_brings_them_back(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, SLOOP)
    change = codebook_steps.retire(session, "r", 1, "factor.sloop", reason="te vaag")
    assert preview(session, change).withdrawn == 1
    codebook_edit.apply(session, CODER, change)
    assert coded(session) == []
    assert "factor.sloop" not in current_codebook(session)[1].by_id()
    assert verify(session).ok
    codebook_edit.undo(session, CODER, "undo", 2)
    assert coded(session) == [(SLOOP, "factor.sloop", CODER)]
    assert verify(session).ok


def test_restored_coding_and_memo_say_who_coded_when_and_who_restored_when(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    coding = a_coding(session, version, SLOOP)
    do(session, version, kind="memo", coding=coding, text="Let op de toon.")
    coded_at = session.get_one(Coding, coding).created_at
    noted_at = session.scalars(select(Memo.created_at)).one()
    merged(session)
    codebook_edit.undo(session, "bram", "undo", 2)
    codebook_edit.apply(session, "bram", codebook_steps.retire(session, "r", 3, "factor.sloop"))
    codebook_edit.undo(session, "carla", "undo again", 4)
    restored_at = session.scalars(select(func.max(CodebookVersion.created_at))).one()

    (quote,) = quotes(session, Filters(), "nl").quotes
    assert (quote.coder, quote.at) == (CODER, coded_at)
    assert quote.recoding == Recoding("carla", restored_at, Remade.RESTORED, coded_at=coded_at)
    inside = quotations(session, Filters(), "nl", about(session, (), internal=True))
    sheet = quote_sheet(inside, "en")
    (row,) = sheet.rows
    said = dict(zip([column.label for column in sheet.columns], row, strict=True))
    assert (said["changed or restored"], said["changed or restored by"]) == ("restored", "carla")
    assert said["changed or restored on"] == restored_at
    way = journey(session, quote.id, "nl")
    made = [(step.coder, step.recoding and (step.recoding.by, step.recoding.how)) for step in way.history]
    assert made == [
        (CODER, None),
        (CODER, (CODER, Remade.CHANGED)),
        (CODER, ("bram", Remade.RESTORED)),
        (CODER, ("carla", Remade.RESTORED)),
    ]
    carried = Recoding("carla", restored_at, Remade.RESTORED, coded_at=noted_at)
    assert [(note.coder, note.recoding) for note in way.memos] == [(CODER, carried)]
    _, (line,) = memos.find(session, memos.MemoFilters())
    assert (line.coder, line.at, line.recoding) == (CODER, noted_at, carried)


def test_memo_that_is_written_on_a_restored_coding_is_of_its_own_moment(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_coding(session, version, SLOOP)
    codebook_edit.apply(session, "bram", codebook_steps.retire(session, "r", 1, "factor.sloop"))
    codebook_edit.undo(session, "bram", "undo", 2)
    (quote,) = quotes(session, Filters(), "nl").quotes
    do(session, version, kind="memo", coding=quote.id, text="Later gezien.")
    (note,) = journey(session, quote.id, "nl").memos
    assert note.recoding is None
    assert note.at == session.scalars(select(Memo.created_at)).one()


def test_suggestions_of_a_merged_code_are_no_longer_shown(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    a_suggestion(session, version, SLOOP)
    assert len(open_transcript(session, "zuid-01", CODER).suggestions) == 1
    merged(session)
    assert open_transcript(session, "zuid-01", CODER).suggestions == []
    codebook_edit.undo(session, CODER, "undo", 2)
    assert len(open_transcript(session, "zuid-01", CODER).suggestions) == 1


def test_second_click_and_second_window_do_not_do_it_twice(session: Session) -> None:
    a_study(session)
    a_coding(session, a_transcript(session), SLOOP)
    change = codebook_steps.merge(session, "once", 1, "factor.sloop", "factor.huismeester")
    assert codebook_edit.apply(session, CODER, change) == 2
    assert codebook_edit.apply(session, CODER, change) == 2
    stale = codebook_steps.add(session, "other", 1, "factor.nieuw", "factor", NEW)
    with pytest.raises(ConflictError, match="the codebook is at version 2 by now"):
        codebook_edit.apply(session, CODER, stale)
    assert codebook_edit.undo(session, CODER, "undo", 2) == 3
    assert codebook_edit.undo(session, CODER, "undo", 2) == 3
    assert verify(session).ok


def test_change_without_a_difference_is_refused(session: Session) -> None:
    a_study(session)
    wording = wording_of(current_codebook(session)[1].by_id()["factor.sloop"])
    with pytest.raises(UsageError, match="nothing was changed"):
        codebook_edit.apply(session, CODER, codebook_steps.edit(session, "a", 1, "factor.sloop", wording))


def test_file_that_sets_back_an_edit_is_refused_until_forced(session: Session) -> None:
    a_study(session)
    codebook_edit.apply(session, CODER, codebook_steps.add(session, "a", 1, "factor.nieuw", "factor", NEW))
    _, edited = current_codebook(session)
    older = a_codebook(title="Andere titel")
    assert obstacles(session, older)
    with pytest.raises(ConflictError, match=r"edited on screen since version 1 .* sets back factor\.nieuw; .*--force"):
        load(session, older, CODER)
    assert load(session, edited, CODER).new is False
    onwards = a_codebook(title="Andere titel", codes=edited.codes)
    assert not obstacles(session, onwards)
    assert load(session, onwards, CODER).version == 3
    assert load(session, older, CODER, force=True).version == 4, "since the last file nothing was edited on screen"
    assert codebook_edit.undoable(session) is None
    assert verify(session).ok


def test_file_cannot_take_ids_of_open_coding(session: Session) -> None:
    a_study(session)
    taken = a_codebook(codes=(*a_codebook().codes, a_code(id="open.1")))
    with pytest.raises(ConflictError, match="belong to open coding"):
        load(session, taken, CODER)


def test_group_of_provisional_codes_is_promoted_with_a_definition_and_counts(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    for quote, label in ((SLOOP, "sloop helpt"), (FLATS, "verval"), (SLOOP, "verval")):
        span = span_of(session, version, quote)
        do(session, version, kind="new_code", start=span.start, end=span.end, text=label)
    assert coded(session) == []
    change = codebook_steps.promote(session, "p", 1, ["open.1", "open.2"], "factor.stenen", "factor", NEW)
    assert preview(session, change).joined == 1
    codebook_edit.apply(session, CODER, change)
    assert coded(session) == [(FLATS, "factor.stenen", CODER), (SLOOP, "factor.stenen", CODER)]
    assert provisional.provisional_codes(session) == []
    assert verify(session).ok
    codebook_edit.undo(session, CODER, "undo", 2)
    assert coded(session) == []
    assert [(row.label, row.codings) for row in provisional.provisional_codes(session)] == [
        ("sloop helpt", 1),
        ("verval", 2),
    ]
    assert verify(session).ok


def test_merge_takes_as_many_queries_for_many_codings_as_for_few(session: Session) -> None:
    def queries(n: int) -> int:  # SQLite stores rows one by one when their numbers are wanted in order
        speech = (("I", "Ja?"), *(("R1", f"Zin {n} nummer {at} over sloop.") for at in range(n)))
        version = a_transcript(session, f"t-{n}", speech=speech)
        for _, said in speech[1:]:
            a_coding(session, version, said)
        change = codebook_steps.merge(session, f"m-{n}", number(session), "factor.sloop", "factor.huismeester")
        statements: list[str] = []
        listener = lambda *args: statements.append(args[2])  # noqa: E731
        listening.listen(session.get_bind(), "before_cursor_execute", listener)
        codebook_edit.apply(session, CODER, change)
        listening.remove(session.get_bind(), "before_cursor_execute", listener)
        codebook_edit.undo(session, CODER, f"u-{n}", number(session))
        session.execute(select(Memo.id))
        return sum(not statement.startswith("INSERT INTO coding ") for statement in statements)

    a_study(session)
    few = queries(3)
    assert queries(40) < few + 20


def test_anchor_quote_goes_with_the_changes_of_its_coding_and_stays_with_its_code(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    coding = a_coding(session, version, SLOOP)
    for _ in range(2):
        anchor.mark(session, CODER, coding, marked=True)
    changed = do(session, version, kind="change", coding=coding, attributes={"valentie": "positief"}).codings[0]
    assert anchors(session) == {"factor.sloop": [changed]}
    anchor.mark(session, CODER, changed, marked=False)
    assert anchors(session) == {}
    anchor.mark(session, CODER, changed, marked=True)
    merged(session)
    assert list(anchors(session)) == ["factor.huismeester"]
    with pytest.raises(ConflictError, match="only a coding that counts"):
        anchor.mark(session, CODER, coding, marked=True)
    assert verify(session).ok


def test_preview_of_a_move_counts_what_counts_elsewhere_and_which_values_are_hidden(session: Session) -> None:
    a_study(session)
    version = a_transcript(session)
    codebook_edit.apply(session, CODER, codebook_steps.add(session, "add", 1, "uitkomst", None, NEW))
    a_coding(session, version, SLOOP, attributes={"valentie": "positief"})
    a_coding(session, version, FLATS)
    seen = preview(session, codebook_steps.move(session, "move", 2, "factor.sloop", "uitkomst"))
    assert (seen.codings, seen.kept, seen.regrouped, seen.hidden, seen.again) == (0, 2, 2, 1, 0)
    within = preview(session, codebook_steps.move(session, "move", 2, "factor.sloop", "factor", 1))
    assert (within.regrouped, within.hidden) == (0, 0)


def test_preview_of_other_words_says_what_is_to_be_read_again(session: Session) -> None:
    a_study(session)
    do(session, a_transcript(session), kind="read_in_full", value=True)
    a_transcript(session, "zuid-02", speech=(("I", "En?"), ("R1", "Nee.")))
    wording = wording_of(current_codebook(session)[1].by_id()["factor.sloop"])
    relabelled = Wording(**{**as_dict(wording), "label": {"nl": "Slopen"}})
    redefined = Wording(**{**as_dict(wording), "definition": "Iets anders."})
    assert preview(session, codebook_steps.edit(session, "e", 1, "factor.sloop", relabelled)).again == 0
    assert preview(session, codebook_steps.edit(session, "e", 1, "factor.sloop", redefined)).again == 1
    assert preview(session, codebook_steps.add(session, "a", 1, "factor.nieuw", "factor", NEW)).again == 1
    assert number(session) == 1


def test_preview_says_how_many_codings_of_all_coders_will_lack_what_must_be_given(session: Session) -> None:
    (valence,) = a_codebook().attributes
    optional = tuple(replace(valence, id=name, required=False) for name in ("valentie", "tweede"))
    a_study(session, codebook=a_codebook(attributes=optional))
    version = a_transcript(session)
    a_coding(session, version, SLOOP)
    a_coding(session, version, FLATS, coder="bram")
    a_coding(session, version, RUST, attributes={"valentie": "positief"})
    change = codebook_steps.take(session, "take", 1, "factor", {"valentie": Use.MUST})
    assert (preview(session, change).codings, preview(session, change).waiting) == (0, 2)
    codebook_edit.apply(session, CODER, change)
    queued = [queue.undetermined_size(session, coder, queue.Wanted()).within for coder in (CODER, "bram")]
    assert queued == [1, 1], "as many as the preview said"
    again = codebook_steps.take(session, "again", 2, "factor", {"tweede": Use.MUST})
    assert preview(session, again).waiting == 1, "what waits already is not told again"
