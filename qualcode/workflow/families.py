"""The families and attributes of the codebook that outputs are about."""

from collections.abc import Mapping

from qualcode.domain.codebook import Codebook
from qualcode.errors import ConflictError, said
from qualcode.workflow.scope import Scope

INTERVENTION, OUTCOME, PERIOD = "interventie", "uitkomst", "periode"


def require_family(codebook: Codebook, family: str) -> str:
    """The family's id.

    Raises:
        ConflictError: The codebook has no such family.
    """
    if family not in codebook.by_id():
        msg = said("this output is about the codes under '{family}', which this codebook lacks", family=family)
        raise ConflictError(msg)
    return family


def require_values(known: Scope, attribute: str) -> Mapping[str, str]:
    """Value -> label of an attribute, the undetermined one included.

    Raises:
        ConflictError: The codebook has no such attribute.
    """
    if attribute not in known.values:
        msg = said("this output is about the values of '{attribute}', which this codebook lacks", attribute=attribute)
        raise ConflictError(msg)
    return known.values[attribute]
