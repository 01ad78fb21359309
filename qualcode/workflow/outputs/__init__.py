"""The outputs of a study: what a report prints, each made of the database as it stands.

What may be published is decided here: an output that cannot be protected beside the others stays inside.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib import import_module

from sqlalchemy.orm import Session

from qualcode.domain.output import Name, Output
from qualcode.domain.publication import About
from qualcode.domain.wording import word
from qualcode.errors import DisclosureError, NotFoundError, said
from qualcode.workflow import export

Maker = Callable[[Session, str, bool], Output]
"""(session, language, internal) -> output."""


class Why(StrEnum):
    """Why an output stays inside."""

    CUT = "cut"
    TEXTS = "texts"


INTERNAL: Mapping[Name, Why] = {
    Name.MATRIX: Why.TEXTS,
    Name.TIMELINE: Why.CUT,
    Name.OUTCOMES: Why.CUT,
    Name.INTERVENTIONS: Why.CUT,
}
"""Outputs that stay inside.

Those that cut the evidence in two ways at once cannot be protected beside the tables that leave; and nobody checks for
publication what researchers write for each other.
"""


def make(session: Session, name: str, language: str, *, internal: bool) -> Output:
    """An output as the database stands; for publication with what may leave of it.

    Raises:
        NotFoundError: There is no such output.
        ConflictError: The study has no codebook.
        DisclosureError: The output stays inside.
    """
    if name not in set(Name):
        kind = said("output")
        raise NotFoundError(kind, name, Name)
    if name in INTERNAL and not internal:
        raise _stays(Name(name))
    maker: Maker = import_module(f"qualcode.workflow.outputs.{name}").make
    return maker(session, language, internal)


def about(session: Session, made: Output, language: str, *, internal: bool) -> About:
    """From where an output comes, to print with it."""
    return export.about(session, [(word("question", language), made.title)], internal=internal)


def _stays(name: Name) -> DisclosureError:
    if INTERNAL[name] is Why.TEXTS:
        msg = said(
            "'{name}' holds texts that nobody has checked for publication and stays inside; keep it there "
            "(--internal), or publish 'evidence'",
            name=name,
        )
    else:
        msg = said(
            "'{name}' cuts the evidence in more than one way and stays inside; keep it there (--internal), or publish "
            "'evidence' or 'groups'",
            name=name,
        )
    return DisclosureError(msg)
