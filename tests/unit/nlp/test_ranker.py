"""Ranking from the codebook's words and from what was coded, and what it must not know."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse
from threadpoolctl import threadpool_info, threadpool_limits

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.evaluation import precision_at_1
from qualcode.domain.ranking import Judged, Unit
from qualcode.errors import ConflictError
from qualcode.nlp.calibration import INDICATED, Line
from qualcode.nlp.coded import Coded
from qualcode.nlp.indications import USUAL
from qualcode.nlp.ranker import LEXICON, Groundwork, Study, with_lexicon, with_lexicon_by_parts
from qualcode.nlp.ranker_file import dump, load, read_parts
from qualcode.nlp.weighing import FEATURES, STARTING, Evidence, features

SAID = {
    "wonen": ("De huurwoningen waren slecht.", "Er kwamen nieuwe huizen en woningen.", "Onze flat lekte altijd."),
    "school": ("De scholen deden veel.", "De juf op de basisschool hielp.", "Mijn klas had leuke leraren."),
    "geld": ("Er waren veel schulden.", "De schuldhulpverlening belde.", "Het loon was op voor de maand om was."),
}
BOOK = Codebook(
    "Test",
    "nl",
    (),
    (
        Code("wonen", None, {"nl": "Wonen"}, "De woning en het huis."),
        Code("school", None, {"nl": "School"}, "Onderwijs op school."),
        Code("geld", None, {"nl": "Geld"}, "Inkomen en schulden."),
    ),
)


def a_coded_study(documents: int = 6) -> list[Judged]:
    """Every sentence once in each document."""
    return [
        Judged(Unit(f"{number}-{code}-{at}", f"d{number}", f"{text} Zo was dat {number}."), frozenset([code]))
        for number in range(documents)
        for code, texts in SAID.items()
        for at, text in enumerate(texts)
    ]


def units(judged: list[Judged]) -> list[Unit]:
    return [each.unit for each in judged]


def test_the_codebook_alone_finds_a_code_inside_a_compound() -> None:
    ground = Groundwork.of(BOOK, units(a_coded_study()))
    (ranked,) = ground.learn([]).explained(ground.read([Unit("x", "d", "Die schuldhulpverlener kwam nooit.")]))
    assert ranked[0].code == "geld"
    assert "schuld" in [term.word for term in ranked[0].terms]


def test_terms_of_a_code_are_its_words_that_stand_in_the_unit_strongest_first() -> None:
    asked = [Unit("x", "d", "Die schulden van de school.")]
    ground = Groundwork.of(BOOK, units(a_coded_study()))
    ranker, code = ground.learn([]), ground.codes.index
    of_geld, of_school = ranker.terms_of(ground.read(asked), [(0, code("geld")), (0, code("school"))])
    assert of_geld[0] == "schuld"
    assert of_school[0] == "school"
    (ranked,) = ranker.explained(ground.read(asked))
    assert of_geld == tuple(term.word for each in ranked if each.code == "geld" for term in each.terms)


def test_words_of_the_context_speak_for_a_code_and_less_than_those_of_the_unit() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    plain, debts = "Dat werd beter.", "Er waren veel schulden."
    read = ground.read([Unit("x", "new", plain), Unit("y", "new", plain, debts), Unit("z", "new", debts, plain)])
    code = ground.codes.index("geld")
    alone, after, said = read.terms[:, read.own[2].indices].toarray().ravel()
    assert alone == 0 < after <= said
    assert read.own[1].nnz == 0
    for ranker in (ground.learn([]), ground.learn(judged)):
        alone, after, said = ranker.probabilities(read)[:, code]
        assert alone < after <= said
    both = Unit("z", "new", "Onze school was goed.", debts)
    within, without = ground.learn(judged).probabilities(ground.read([both, both._replace(context="")]))
    assert without[code] < within[code] < within[ground.codes.index("school")] < without[ground.codes.index("school")]


def test_words_of_the_context_are_no_reason_for_a_code() -> None:
    """They may be those of somebody else, who can have them erased."""
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    own = Unit("x", "new", "Dat werd beter op school.", "De schuldhulpverlening belde.")
    read, every = ground.read([own]), [(0, at) for at in range(len(ground.codes))]
    for ranker in (ground.learn([]), ground.learn(judged)):
        (codes,) = ranker.explained(read, most=3)
        assert {term.word for each in codes for term in each.terms} == {"school"}
        assert set().union(*ranker.terms_of(read, every)) == {"school"}


def test_terms_of_a_code_are_learned_too() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    asked = ground.read([Unit("x", "new", "De flat lekte weer.")])
    wonen = [(0, ground.codes.index("wonen"))]
    (before,), (after,) = ground.learn([]).terms_of(asked, wonen), ground.learn(judged).terms_of(asked, wonen)
    assert "flat" in after
    assert after != before


def test_decisions_teach_words_that_the_codebook_lacks() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    (ranked,) = ground.learn(judged).explained(ground.read([Unit("x", "new", "De flat lekte weer.")]))
    assert ranked[0].code == "wonen"
    assert ranked[0].nearest[0].endswith("wonen-2")
    assert ranked[0].sources["learned"] > ranked[1].sources["learned"]


def test_a_refused_code_ranks_lower_than_before() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    refused = [
        each._replace(confirmed=frozenset(), rejected=frozenset(["geld"])) if each.confirmed == {"geld"} else each
        for each in judged
    ]
    asked = ground.read([Unit("x", "new", "De schuldhulpverlening belde.")])
    column = ground.codes.index("geld")
    before, after = (ground.learn(each).probabilities(asked)[0, column] for each in (judged, refused))
    assert after < before


def test_codes_shuffled_over_documents_teach_nothing() -> None:
    judged = [
        Judged(Unit(f"{n}-{at}", f"d{n}", f"{text} {n}"), frozenset([code]))
        for n in range(20)
        for at, (text, code) in enumerate((texts[2], code) for code, texts in SAID.items())
    ]
    book = replace(BOOK, codes=tuple(Code(code, None, {"nl": "qq" + code[0]}, "") for code in SAID))
    ground = Groundwork.of(book, units(judged))
    shuffle = np.random.default_rng(4)
    shuffled = [each._replace(confirmed=frozenset([str(shuffle.choice(list(SAID)))])) for each in judged]
    right = np.array([[code in each.confirmed for code in ground.codes] for each in judged])
    asked = ground.read(units(judged))
    assert precision_at_1(ground.learn(judged).probabilities(asked), right) == 1
    learned = ground.learn(shuffled).learned
    assert learned is not None
    told = np.array([[code in each.confirmed for code in ground.codes] for each in shuffled])
    assert (precision_at_1(learned.left_out, told) or 0) < 0.55


def test_a_coded_unit_is_ranked_by_what_other_transcripts_teach() -> None:
    judged = a_coded_study()
    told = Judged(Unit("own", "own", "De zonnebloem stond op het balkon."), frozenset(["geld"]))
    ground = Groundwork.of(BOOK, units([*judged, told, told]))
    study = Study(units([*judged, told]), ground.read(units([*judged, told])))
    ranker = ground.learn([*judged, told], study.read, study)
    *_, echoed = ranker.explained(study.read)
    *_, ranked = ranker.in_study(study)
    (before,), (after,) = ([each for each in codes if each.code == "geld"] for codes in (echoed, ranked))
    assert before.nearest[0] == "own"
    assert after.probability < before.probability / 2
    assert "own" not in after.nearest


def test_every_unit_of_a_transcript_is_ranked_by_a_learner_that_did_not_see_it() -> None:
    """Also those that were not learned from: a coded one that was left out, and one that nobody judged."""
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    study = Study(units(judged), ground.read(units(judged)))
    kept = [at for at in range(len(judged)) if at % 3]

    def elsewhere(told: list[Judged]) -> Evidence:
        return ground.learn(told, study.read.at(kept), study).elsewhere(study)

    of_d2 = [at for at, each in enumerate(judged) if each.unit.document == "d2"]
    others = [at for at in kept if at not in of_d2]
    without = ground.learn([judged[at] for at in others], study.read.at(others)).learned
    assert without is not None
    known = elsewhere([judged[at] for at in kept])
    expected = without.predict(study.read.at(of_d2).terms)
    assert known.learned[of_d2] == pytest.approx(expected, abs=1e-4)
    assert (known.coded[of_d2], known.documents[of_d2]) == (pytest.approx(len(others)), pytest.approx(5))
    other_codes = {"wonen": "school", "school": "geld", "geld": "wonen"}
    changed = elsewhere(
        [
            judged[at]._replace(confirmed=frozenset(other_codes[code] for code in judged[at].confirmed))
            if at in of_d2
            else judged[at]
            for at in kept
        ]
    )
    for before, after in zip(known, changed, strict=True):
        assert after[of_d2] == pytest.approx(before[of_d2], abs=1e-4)
    assert np.abs(changed.learned[0] - known.learned[0]).max() > 0.01


def test_a_unit_that_stands_for_many_counts_for_many() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    plain = [Judged(Unit(f"p{at}", f"d{at % 6}", f"Dat was {at} keer zo."), frozenset()) for at in range(30)]
    asked = ground.read([Unit("x", "new", "De schuldhulpverlening belde.")])
    one, many = (
        ground.learn([*judged, *(each._replace(stands_for=times) for each in plain)]).probabilities(asked).max()
        for times in (1.0, 50.0)
    )
    assert many < one


def test_the_lexicon_counts_as_a_source() -> None:
    ground = Groundwork.of(BOOK, units(a_coded_study()))
    read = ground.read([Unit("x", "new", "Iedereen ging weg.")])
    hit = np.array([[code == "school" for code in ground.codes]], dtype=float) * 0.5
    ranker = ground.learn([])
    (without,), (found,) = ranker.explained(read), ranker.explained(with_lexicon(read, hit))
    assert found[0].code == "school"
    assert found[0].sources["lexicon"] == pytest.approx(0.5 - USUAL)
    assert "lexicon" not in without[0].sources


def test_what_the_lexicon_says_is_the_same_at_once_and_by_parts_and_is_not_spread_out_for_all_units() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    read, hits = ground.read(units(judged)), np.zeros((len(judged), 3), dtype=np.float32)
    hits[4, 1], hits[7, 2] = 0.5, 0.3
    whole, parted = with_lexicon(read, hits), with_lexicon_by_parts(read, [hits[:5], hits[5:]])
    assert not isinstance(parted.scores[LEXICON], np.ndarray)
    assert np.array_equal(parted.arrays()[LEXICON], hits - np.float32(USUAL))
    assert np.array_equal(whole.at([4, 7]).scores[LEXICON], parted.arrays()[LEXICON][[4, 7]])


def test_where_indicators_take_part_chances_are_set_by_how_often_they_are_right() -> None:
    """An indicator that scores as usual adds nothing of its own, so that nothing else is left."""
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    read, ranker = ground.read(units(judged)), ground.learn([])
    plain = ranker.probabilities(read)
    told = ranker.probabilities(with_lexicon(read, np.full_like(plain, USUAL)))
    assert told == pytest.approx(INDICATED.of(plain), rel=1e-5)
    assert np.abs(told - plain).max() > 0.01


def test_learning_takes_one_thread_and_leaves_the_others_as_they_were() -> None:
    """So that the digits are the same on one kind of processor; the transcripts are asked for while it is at work."""
    seen: list[int] = []

    class Watching(str):
        """The name of a transcript that looks how many threads there are whenever it is compared."""

        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            seen.append(threads())
            return str.__eq__(self, other)

    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    watched = [each._replace(unit=each.unit._replace(document=Watching(each.unit.document))) for each in judged]
    with threadpool_limits(2, "blas"):
        ground.learn(watched)
        assert threads() == 2
    assert set(seen) == {1}


def threads() -> int:
    """Threads that the linear algebra takes at most."""
    return max(each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas")


def test_what_is_unlikely_gets_no_reasons() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    ranker, read = ground.learn(judged), ground.read(units(judged))
    all_of_them = list(ranker.explained(read))
    some = list(ranker.explained(read, least=0.5))
    assert some == [tuple(each for each in codes if each.probability >= 0.5) for codes in all_of_them]


SOURCES = ("words", "grams", "widened", "lexicon", "semantic", "practice")


@pytest.mark.parametrize("source", SOURCES)
def test_each_feature_is_of_what_it_is_called_by(source: str) -> None:
    assert len(STARTING) == len(FEATURES)
    one = np.ones((1, 2), dtype=np.float32)
    evidence = Evidence(one, one[:, :1], one[:, :1], one)
    before = features([one] * len(SOURCES), one, evidence)
    after = features([one * (2 if name == source else 1) for name in SOURCES], one, evidence)
    changed = [name for name, differs in zip(FEATURES, (before != after)[0, 0], strict=True) if differs]
    assert changed == [name for name in FEATURES if source in name.split(" x ")]


def test_codes_that_nobody_read_for_move_no_weight() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    unread = ground.learn([each._replace(not_read_for=frozenset(ground.codes)) for each in judged])
    assert unread.weights.tolist() == list(STARTING) != ground.learn(judged).weights.tolist()
    assert unread.calibration == Line()


def test_what_is_written_is_read_back_as_it_was() -> None:
    judged = [each._replace(complete=each.unit.document != "d1") for each in a_coded_study()]
    judged[0] = judged[0]._replace(not_read_for=frozenset(["geld"]))
    ground = Groundwork.of(BOOK, units(judged))
    ranker = ground.learn(judged)
    again = load(dump(ranker), ground, {unit.id: unit for unit in units(judged)})
    assert (again.coded.certainty == ranker.coded.certainty).all()
    read = ground.read(units(judged))
    assert list(again.explained(read)) == list(ranker.explained(read))


def test_a_ranker_that_learned_of_no_word_is_read_back_too() -> None:
    """As where transcripts were read in full in which nothing is coded."""
    judged = [each._replace(confirmed=frozenset()) for each in a_coded_study()]
    ground = Groundwork.of(BOOK, units(judged))
    ranker = ground.learn(judged)
    model = dump(ranker)
    assert read_parts(model)["learned"]["terms"] == ""
    asked = ground.read(units(judged))
    assert list(load(model, ground, {unit.id: unit for unit in units(judged)}).explained(asked)) == list(
        ranker.explained(asked)
    )


def test_the_same_ranker_is_written_in_the_same_bytes() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    one, two = (dump(ground.learn(each)) for each in (judged, [each._replace() for each in judged]))
    assert one == two
    assert dump(ground.learn(judged[1:])).digest != one.digest


def test_what_is_written_holds_no_word_of_a_unit_that_was_not_coded() -> None:
    judged = a_coded_study()
    other = Unit("x", "other", "De zonnebloem en nog een zonnebloem.")
    ground = Groundwork.of(BOOK, [*units(judged), other, other])
    parts = read_parts(dump(ground.learn(judged)))
    assert "zonnebloem" in ground.words.words.terms
    assert "lekken" in parts["learned"]["terms"].split()
    assert "zonnebloem" not in parts["learned"]["terms"].split()


def test_altered_model_is_refused() -> None:
    ground = Groundwork.of(BOOK, [])
    model = dump(ground.learn([]))
    with pytest.raises(ConflictError, match="not the one"):
        load(model._replace(content=model.content + b"x"), ground, {})


def test_model_of_other_codes_is_refused() -> None:
    model = dump(Groundwork.of(BOOK, []).learn([]))
    with pytest.raises(ConflictError, match="other codes"):
        load(model, Groundwork.of(BOOK, [], ["geld"]), {})


def test_labels_of_other_documents_teach_nothing() -> None:
    texts = [(text, code) for code, said in SAID.items() for text in said]
    judged = [
        Judged(Unit(f"{n}-{at}", f"d{n}", text), frozenset([code]))
        for n in range(36)
        for at, (text, code) in enumerate(texts[n % 9 : n % 9 + 1] * 2)
    ]
    book = replace(BOOK, codes=tuple(Code(code, None, {"nl": "qq" + code[0]}, "") for code in SAID))
    ground = Groundwork.of(book, units(judged))
    known, asked = judged[:36], judged[36:]
    right = np.array([[code in each.confirmed for code in ground.codes] for each in asked])
    learned = precision_at_1(ground.learn(known).probabilities(ground.read(units(asked))), right)
    chance = []
    for seed in range(8):
        order = np.random.default_rng(seed).permutation(18)
        shuffled = [each._replace(confirmed=known[2 * order[at // 2]].confirmed) for at, each in enumerate(known)]
        chance.append(precision_at_1(ground.learn(shuffled).probabilities(ground.read(units(asked))), right) or 0)
    assert learned == 1
    assert np.mean(chance) < 0.5


def test_what_was_decided_on_without_full_reading_leaves_weights_and_line_alone() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    refused = [each._replace(confirmed=frozenset(), rejected=each.confirmed) for each in judged]
    for told in (judged, refused):
        ranker = ground.learn([each._replace(complete=False) for each in told])
        assert ranker.weights.tolist() == list(STARTING)
        assert ranker.calibration == Line()
    in_full = ground.learn(judged)
    assert in_full.weights.tolist() != list(STARTING)
    assert in_full.calibration != Line()


def test_weights_do_not_depend_on_the_order_or_the_names_of_transcripts() -> None:
    chance = np.random.default_rng(1)
    judged = [
        each._replace(confirmed=each.confirmed if chance.random() < at / 1600 else frozenset())
        for at, each in enumerate(a_coded_study(180))
    ]
    ground = Groundwork.of(BOOK, units(judged))
    whole = ground.learn(judged)
    others = [judged[at] for at in chance.permutation(len(judged)).tolist()]
    names = {each.unit.document: f"{at:03}" for at, each in enumerate(others)}
    renamed = [each.unit._replace(id=str(at), document=names[each.unit.document]) for at, each in enumerate(others)]
    again = ground.learn([each._replace(unit=unit) for each, unit in zip(others, renamed, strict=True)])
    assert again.weights == pytest.approx(whole.weights, abs=1e-4)
    assert again.calibration == pytest.approx(whole.calibration, abs=1e-4)


def test_the_fewer_transcripts_were_read_in_full_the_less_the_weights_move() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    in_one = [each._replace(unit=each.unit._replace(document="one")) for each in judged]
    moved = [float(np.abs(ground.learn(told).weights - STARTING).sum()) for told in (in_one, judged)]
    assert moved[0] < moved[1] / 2


def test_parts_of_many_transcripts_never_count_for_more_than_three() -> None:
    counted = []
    for documents in (1, 5, 200):
        judged = [each._replace(complete=False) for each in a_coded_study(documents)]
        coded = Coded.of(("wonen", "school", "geld"), judged, sparse.csr_matrix((len(judged), 1)))
        known = coded.evidence(["new"], np.zeros((1, 3)))
        counted.append(float(known.documents[0, 0]))
        assert known.confirmed[0].tolist() == pytest.approx([0.3 * 3 * documents] * 3, rel=1e-4)
    assert counted == pytest.approx([3 / 11, 1, 600 / 210])
    full = Coded.of(("wonen",), a_coded_study(5), sparse.csr_matrix((45, 1)))
    assert full.evidence(["new", "d2"], np.zeros((2, 1))).documents.ravel().tolist() == [5, 4]


def test_what_was_merely_not_given_is_weaker_evidence_than_full_reading_and_that_than_a_refusal() -> None:
    judged = a_coded_study(8)
    ground = Groundwork.of(BOOK, units(judged))
    asked = ground.read([Unit("x", "new", "De schuldhulpverlening belde.")])
    column = ground.codes.index("geld")

    def chance(**without: object) -> float:
        """Of the code, when half of the transcripts did not get it."""
        told = [
            each._replace(confirmed=frozenset(), **without)
            if each.confirmed == {"geld"} and each.unit.document > "d3"
            else each
            for each in judged
        ]
        return float(ground.learn(told).probabilities(asked)[0, column])

    assert chance(rejected=frozenset(["geld"])) < chance() < chance(complete=False)
    assert chance() < chance(not_read_for=frozenset(["geld"]))
    assert chance() == chance(not_read_for=frozenset(["nergens"]))


def test_a_code_that_what_was_said_before_speaks_for_is_told_so() -> None:
    judged = a_coded_study()
    ground = Groundwork.of(BOOK, units(judged))
    plain, debts = "Dat werd beter.", "Er waren veel schulden."
    read = ground.read([Unit("y", "new", plain, debts), Unit("z", "new", debts, plain)])
    for ranker in (ground.learn([]), ground.learn(judged)):
        after, said = ({each.code: each.by_context for each in ranked} for ranked in ranker.explained(read))
        assert after["geld"]
        assert not said["geld"]
