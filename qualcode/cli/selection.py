"""Options that say which evidence counts, the same for the table and for quotes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualcode.errors import UsageError

if TYPE_CHECKING:
    from qualcode.domain.evidence import Filters

F = TypeVar("F", bound=Callable[..., Any])


def selection_options(command: F) -> F:
    """Let a command take filters; each can be given more than once, and then any of the values will do."""
    options = (
        click.option("--neighbourhood", "neighbourhoods", multiple=True, metavar="ID", help="Only this neighbourhood."),
        click.option("--city", "cities", multiple=True, metavar="NAME", help="Only this city."),
        click.option("--group", "groups", multiple=True, metavar="GROUP", help="Only this respondent group."),
        click.option(
            "--kind",
            "kinds",
            multiple=True,
            type=click.Choice(["interview", "focus_group", "document"]),
            help="Only transcripts of this kind.",
        ),
        click.option("--coder", "coders", multiple=True, metavar="NAME", help="Only codings of this coder."),
        click.option("--transcript", "transcripts", multiple=True, metavar="NAME", help="Only this transcript."),
        click.option("--respondent", "respondents", multiple=True, metavar="ID", help="Only this respondent."),
        click.option(
            "--attribute",
            "attributes",
            multiple=True,
            metavar="NAME=VALUE",
            help="Only codings that a person gave this value; VALUE 'onbepaald' for those without one.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def filters_from(chosen: dict[str, Any], codes: Sequence[str] = ()) -> "Filters":
    """The filters that the options of `selection_options` say."""
    from qualcode.domain.evidence import Filters  # noqa: PLC0415
    from qualcode.domain.transcript import Kind  # noqa: PLC0415

    attributes = attribute_values(chosen.pop("attributes"))
    kinds = tuple(Kind(kind) for kind in chosen.pop("kinds"))
    return Filters(codes=tuple(codes), kinds=kinds, attributes=attributes, **chosen)


def attribute_values(pairs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Attribute -> the values that were given for it.

    Raises:
        UsageError: One is not written as NAME=VALUE.
    """
    wanted: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, found, value = pair.partition("=")
        if not found or not name or not value:
            msg = f"'{pair}' is no attribute with a value; write it as NAME=VALUE, such as valentie=positief"
            raise UsageError(msg)
        wanted[name] = (*wanted.get(name, ()), value)
    return wanted
