"""The families of the codebook that outputs are about."""

from qualcode.domain.codebook import Codebook
from qualcode.errors import ConflictError, said

INTERVENTION, OUTCOME = "interventie", "uitkomst"


def require_family(codebook: Codebook, family: str) -> str:
    """The family's id.

    Raises:
        ConflictError: The codebook has no such family.
    """
    if family not in codebook.by_id():
        msg = said("this output is about the codes under '{family}', which this codebook lacks", family=family)
        raise ConflictError(msg)
    return family
