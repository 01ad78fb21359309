"""`qualcode agreement`: what two coders agree on, per code; or the coefficients of a table."""

import shutil
from pathlib import Path

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, require_internal
from qualcode.errors import UsageError


@click.command()
@click.option("--coders", metavar="A,B", help="Whose codings; not needed where two people coded.")
@click.option(
    "--unit",
    type=click.Choice(["turn", "segment", "span"]),
    help="Turns, sentences or characters of what respondents said.  [default: segment]",
)
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Coefficients of a table instead: a row a unit, a column a coder, empty is missing.",
)
@click.option("--level", type=click.Choice(["nominal"]), help="With --table: what the values are.  [default: nominal]")
@click.option("--internal", is_flag=True, help="With --json: names and small numbers stay within the team.")
@global_options
def agreement(coders: str | None, unit: str | None, table: Path | None, level: str | None, *, internal: bool) -> None:
    """Show what two coders agree on, per code, in the transcripts that both coded.

    Counts are of units that both gave the code, one of them, or neither. A coder to whom suggestions were shown is
    named: such a coding is not independent.
    """
    if table is not None:
        if coders or unit:
            msg = "--table compares the columns of a file; leave out --coders and --unit"
            raise UsageError(msg)
        _of_table(table)
        return
    if level:
        msg = "--level says what the values of --table are; give --table FILE.csv or leave it out"
        raise UsageError(msg)
    require_internal("this names coders and transcripts beside small numbers", internal=internal)
    _of_study([name for part in (coders or "").split(",") if (name := part.strip())], unit or "segment")


def _of_study(coders: list[str], unit: str) -> None:
    from qualcode.domain.agreement import Unit  # noqa: PLC0415
    from qualcode.domain.wording import word  # noqa: PLC0415
    from qualcode.interchange.agreement_table import agreement_lines, agreement_record  # noqa: PLC0415
    from qualcode.workflow.agreement import agree  # noqa: PLC0415
    from qualcode.workflow.study import view  # noqa: PLC0415

    language = settings().language
    with settings().reading() as session:
        fictional = view(session).fictional
        found = agree(session, coders, Unit(unit), language)
    width = shutil.get_terminal_size((100, 24)).columns
    said = [word("fictional", language)] if fictional else []
    answer_inside(
        {**agreement_record(found), "fictional": fictional},
        "\n".join([*said, *agreement_lines(found, language, width)]),
    )


def _of_table(file: Path) -> None:
    from qualcode.domain.reliability import coefficients  # noqa: PLC0415
    from qualcode.interchange.agreement_table import coefficient_lines, coefficient_record  # noqa: PLC0415
    from qualcode.interchange.judgements import read_judgements  # noqa: PLC0415

    table = read_judgements(file)
    found = coefficients(table.rows)
    answer(coefficient_record(table, found), "\n".join(coefficient_lines(table, found, settings().language)))


COMMANDS = {"agreement": agreement}
