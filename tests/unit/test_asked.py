"""What an export says that it was asked for."""

from qualcode.domain.evidence import Filters
from qualcode.domain.publication import asked
from qualcode.domain.transcript import Kind


def test_filters_are_said_in_the_language_of_the_export():
    filters = Filters(
        neighbourhoods=("zuid", "noord"),
        groups=("bewoner",),
        kinds=(Kind.INTERVIEW,),
        attributes={"valentie": ("positief",)},
        assigned=False,
    )

    (pair,) = asked(filters, "en")

    assert pair == (
        "selection",
        "neighbourhoods = zuid | noord; groups = bewoner; kinds = interview; valentie = positief; "
        "not yet assigned to a neighbourhood",
    )


def test_no_filters_are_said_to_be_none():
    assert asked(Filters(), "nl") == [("selectie", "geen")]
