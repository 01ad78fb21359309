"""What explains that a cell says something else than in a frozen state."""

import pytest

from qualcode.domain.freeze_cause import Cause, What, of_cell
from qualcode.domain.output import Name


@pytest.mark.parametrize("name", list(Name))
@pytest.mark.parametrize("what", [What.CONSENT, What.CODEBOOK, What.TEXT])
def test_what_changes_what_is_counted_explains_a_cell_of_every_table(name: Name, what: What) -> None:
    done = Cause(what, "annelies", "R001")
    assert of_cell(name, ("factor",), [done], names_quote=False, touched=False) == (done,)


def test_what_belongs_to_another_table_explains_nothing() -> None:
    done = Cause(What.FIGURES, "annelies", "")
    assert of_cell(Name.EVIDENCE, ("factor",), [done], names_quote=False, touched=False) == (Cause(What.OTHER),)
