"""Where numbers lead in a dossier: to quotes that are told, and else nowhere."""

import pytest

from qualcode.domain.evidence import Filters
from qualcode.domain.output import Figure
from qualcode.interchange.dossier.links import address_of, condition_address
from qualcode.interchange.dossier.overlaps import Overlaps


@pytest.mark.parametrize(("place", "leads"), [("zuid", "../codes/factor.html#n-zuid"), ("noord", None)])
def test_a_number_leads_to_its_section_and_nowhere_where_no_quote_of_it_is_told(place: str, leads: str | None) -> None:
    number = Figure(3, Filters(codes=("factor",), neighbourhoods=(place,)))
    assert address_of("respondents", number, (), {("factor", "zuid")}, Overlaps((), {})) == leads


@pytest.mark.parametrize(
    ("attributes", "leads"),
    [
        ({}, "../codes/uitkomst.veiligheid.html"),
        ({"valentie": "positief"}, "../search.html#code=uitkomst.veiligheid&value=valentie%3Apositief"),
    ],
)
def test_a_condition_leads_to_the_quotes_that_meet_it(attributes: dict[str, str], leads: str) -> None:
    assert condition_address("uitkomst.veiligheid", attributes) == leads
