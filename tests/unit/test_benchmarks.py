"""What benchmarks of suggestions compute, on a few segments by hand."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import heldout, polarity, practice
from benchmarks.heldout import APART, FINAL, UNSEEN, Segment
from benchmarks.polarity import ALONE, FOLDS, Model, Pair, Passage
from qualcode.domain.claim import DENIED, POLARITY
from qualcode.domain.span import Span
from qualcode.domain.suggestion import Suggestion
from qualcode.nlp.practice import entry

SHORT, MOVED, LONG = "belemmering.personeelstekort", "belemmering.selectieve_migratie", "factor.lange_adem"
TURNOVER = "Er waren een groot personeelstekort en veel verloop."
SHORT_HERE = "Er is hier een groot personeelstekort."


def a_segment(document: str, group: str, text: str, *codes: str, denied: tuple[str, ...] = ()) -> Segment:
    return Segment(document, group, text, codes, denied)


SEGMENTS = [
    a_segment("a", "bewoner", SHORT_HERE, SHORT),
    a_segment("a", "bewoner", "Het is hier stil in de straat.", MOVED),
    a_segment("b", "professional", SHORT_HERE, SHORT),
    a_segment("b", "professional", "Goedemorgen allemaal."),
]


def told(figures: list[heldout.Figure]) -> dict[str, str]:
    return {each.what: each.value for each in figures}


def test_scores_of_the_lexicon_count_codes_groups_and_denials() -> None:
    def suggest(text: str) -> list[Suggestion]:
        span, attributes = Span(0, len(text)), {POLARITY: DENIED} if "geen" in text else {}
        return [Suggestion(span, SHORT, 0.2 if "morgen" in text else 0.9, 1, attributes, ())]

    labelled = [*SEGMENTS[:3], SEGMENTS[3], a_segment("b", "professional", "Iemand.", SHORT, denied=(SHORT,))]
    labelled.append(a_segment("b", "professional", "Hier is er geen.", SHORT, denied=(SHORT,)))
    got = heldout.scores(suggest, labelled)
    assert (got.recall, got.polarity, got.uncoded) == (4 / 5, 1 / 2, 0)
    assert got.by_group == {"bewoner": 1 / 2, "professional": 1}


def test_only_three_suggestions_of_a_segment_count_each_code_once() -> None:
    span = Span(0, 3)
    found = [
        Suggestion(span, code, score, 1, {}, ())
        for code, score in (("a", 0.1), ("b", 0.9), ("b", 0.8), ("c", 0.7), ("d", 0.6))
    ]
    assert list(heldout.top(found)) == ["b", "c", "d"]


def test_groups_are_measured_as_parts_of_all_unseen_segments() -> None:
    figures = told(heldout.measure_together([SEGMENTS, [each._replace(group="bewoner") for each in SEGMENTS]]))
    assert figures["ranking, n = 0: recall at 3"].split()[0] == f"{4 / 6:.3f}"
    assert figures["the same by group"] == f"{1 - 3 / 5:.3f} apart"
    assert figures["polarity of denied ones found"] == "none"
    assert heldout.measure_together([]) == []


def test_groups_of_a_file_are_measured_each_alone() -> None:
    figures = heldout.measure_ranking("of a test", SEGMENTS)
    assert told(figures)["ranking, n = 0: recall at 3"] == f"{2 / 3:.3f}"
    assert told(figures)["the same by group"] == "0.500 apart"
    assert figures[1].size == "bewoner 0.500, professional 1.000"


def test_the_sealed_file_is_measured_only_where_that_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not set(FINAL.values()) & {*APART.values(), *UNSEEN}
    sealed = tmp_path / "sealed.jsonl"
    sealed.write_text("".join(json.dumps(each._asdict()) + "\n" for each in SEGMENTS))
    monkeypatch.setattr(heldout, "APART", {})
    monkeypatch.setattr(heldout, "UNSEEN", ())
    monkeypatch.setattr(heldout, "FINAL", {"under seal": sealed})
    usual, final = heldout.measure(), heldout.measure(final=True)
    assert final[: len(usual)] == usual
    assert {each.size for each in final[len(usual) :] if "segments" in each.size} == {
        "4 segments under seal",
        "4 unseen segments of 1 files together",
    }


def test_pairs_are_the_codes_that_can_be_denied_with_what_was_coded() -> None:
    read = [
        Passage("heldout_dev", "heldout_dev a", "Er is geen personeelstekort.", (SHORT, MOVED, "actor"), (SHORT,)),
        Passage("heldout_dev", "heldout_dev b", f"Wat zal ik zeggen. {TURNOVER}", (SHORT,), ()),
    ]
    found = polarity.pairs(read)
    assert [(each.source, each.document[-1], each.code, each.denied) for each in found] == [
        ("heldout_dev", "a", SHORT, True),
        ("heldout_dev", "a", MOVED, False),
        ("heldout_dev", "b", SHORT, False),
        (ALONE, "b", SHORT, False),
    ]
    assert [each.shown for each in found[:2]] == [True, False]
    assert (found[-1].text, found[-1].shown) == (TURNOVER, False)
    assert polarity.authors(found) == ["heldout_dev"] * 4


def a_pair(document: str, sign: str, *, denied: bool, source: str = "heldout_dev") -> Pair:
    return Pair(source, document, LONG, {sign: 1.0}, burden=True, denied=denied, shown=True, text="")


def some_pairs(*, turned: str = "") -> list[Pair]:
    """Two pairs in each of twelve documents: one sign is there where a code is denied, the other where it is not."""
    return [
        a_pair(f"d{at}", sign, denied=(sign == "denies") != (f"d{at}" == turned))
        for at in range(12)
        for sign in ("denies", "affirms")
    ]


def test_a_document_is_told_by_what_others_teach() -> None:
    read = some_pairs()
    groups = [each.document for each in read]
    scores, turned = Model(read).without(groups), Model(some_pairs(turned="d3")).without(groups)
    assert (scores > 0).tolist() == [each.denied for each in read]
    own = [at for at, group in enumerate(groups) if group == "d3"]
    assert turned[own].tolist() == scores[own].tolist(), "what its own labels say changes nothing for it"
    assert np.abs(np.delete(turned - scores, own)).max() > 0


def test_a_fold_holds_whole_documents() -> None:
    read = some_pairs()
    found = dict(zip((each.document for each in read), polarity.folds(read), strict=True))
    assert polarity.folds(read) == [found[each.document] for each in read]
    assert len(set(found.values())) == FOLDS


def test_curve_tells_what_is_found_where_so_many_are_wrongly_called_denied() -> None:
    read = [a_pair("d", "x", denied=at < 4) for at in range(24)]
    scores = np.array([3.0, 2.0, 1.0, -9.0, 2.5, *np.linspace(-5, -4, 19)])
    told = polarity.curve(read, scores)
    assert told.startswith("4 denied, 20 affirmed, area 0.725; as it is 0.750 found, 0.050 wrongly")
    assert "0.32 right where 0.03 deny, 0.87 right where 0.30 deny" in told
    affirmed = polarity.curve(read[4:], scores[4:])
    assert affirmed == "20 affirmed, 0.050 of them called denied"


def test_practice_teaches_the_words_of_a_code_and_finds_it_by_them_elsewhere() -> None:
    taught = [
        a_segment("a", "bewoner", "Het was wisselbeker spelen met de huismeesters.", SHORT),
        a_segment("b", "bewoner", "Een wisselbeker, elk jaar een ander gezicht.", SHORT),
        a_segment("c", "bewoner", "Het regende de hele middag op het plein.", LONG),
    ]
    told = practice.fitted(taught)
    code = practice.book().by_id()[SHORT]
    assert told[SHORT, entry(code)].terms["wisselbeker"] > 0
    assert "personeelstekort" in told[SHORT, entry(code)].terms
    plain = a_segment("e", "bewoner", "Goedemorgen allemaal.")
    asked = [a_segment("d", "bewoner", "Die wisselbeker ken ik.", SHORT), plain, *taught]
    assert practice.worth(asked, told).first > practice.worth(asked, {}).first
