"""Settings of a study as an older version stored them."""

from qualcode.domain.study import MOST_PER_SEGMENT, settings_from


def test_more_suggestions_than_are_allowed_now_are_read_as_the_most() -> None:
    assert settings_from({"per_segment": 1000}).per_segment == MOST_PER_SEGMENT
    assert settings_from({"per_segment": 5}).per_segment == 5
