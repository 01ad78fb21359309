"""Which codes a transcript was not read for."""

from qualcode.domain.backcoding import Entry, Gap, Why, gaps

THEN = {"factor": Entry("f", None), "factor.sloop": Entry("s", "factor"), "factor.huur": Entry("h", "factor")}


def test_a_codebook_that_means_the_same_leaves_nothing_to_do() -> None:
    assert gaps({**THEN, "factor.huur": Entry("h", "factor.sloop")}, [THEN]) == []


def test_a_code_that_was_not_there_is_new() -> None:
    assert gaps({**THEN, "factor.groen": Entry("g", "factor")}, [THEN]) == [Gap("factor.groen", Why.NEW)]


def test_a_code_with_another_meaning_is_redefined() -> None:
    assert gaps({**THEN, "factor.huur": Entry("h2", "factor")}, [THEN]) == [Gap("factor.huur", Why.REDEFINED)]


def test_a_new_code_below_one_that_could_be_chosen_is_split_off_from_it() -> None:
    now = {**THEN, "factor.sloop.angst": Entry("a", "factor.sloop")}
    assert gaps(now, [THEN]) == [Gap("factor.sloop.angst", Why.SPLIT, "factor.sloop")]


def test_reading_under_several_versions_adds_up() -> None:
    now = {**THEN, "factor.groen": Entry("g", "factor")}
    assert gaps(now, [THEN, {"factor.groen": Entry("g", "factor")}]) == []


def test_a_meaning_that_came_back_was_read_for() -> None:
    changed = {**THEN, "factor.huur": Entry("h2", "factor")}
    assert gaps(THEN, [THEN, changed]) == []


def test_a_new_family_is_no_code_to_look_for() -> None:
    assert gaps({**THEN, "uitkomst": Entry("u", None)}, [THEN]) == []
