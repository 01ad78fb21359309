"""`qualcode plot`: the plot of a table of a report, as a picture."""

from pathlib import Path

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer
from qualcode.errors import UsageError


@click.command()
@click.argument("name")
@click.option(
    "-o",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="Write to a file (.svg, .png).",
)
@click.option("--internal", is_flag=True, help="With true numbers, marked: not to be published.")
@global_options
def plot(name: str, output: Path, *, internal: bool) -> None:
    """Draw a plot of an output: evidence, evidence-sides, matrix, timeline, findings or method.

    It is made of what the table prints, so that a published plot shows no number that the table hides. It needs the
    extra: install qualcode[plots].
    """
    from qualcode.interchange.manifest_file import write_manifest  # noqa: PLC0415
    from qualcode.interchange.outputs import output_sheets  # noqa: PLC0415
    from qualcode.workflow.draw import PlotForm, picture  # noqa: PLC0415
    from qualcode.workflow.manifest import manifest, output_recipe  # noqa: PLC0415

    ending = output.suffix.lower().removeprefix(".")
    if ending not in set(PlotForm):
        msg = f"the form of {output} is not clear from its name; end it in {', '.join(f'.{form}' for form in PlotForm)}"
        raise UsageError(msg)
    language, engine = settings().language, settings().engine()
    drawn = picture(engine, name, PlotForm(ending), language, internal=internal, coder=settings().coder)
    part = output.with_name(f".{output.name}.part")
    try:
        part.write_bytes(drawn.content)
        part.replace(output)
    except OSError as error:
        msg = f"{output} cannot be written: {error.strerror or error}"
        raise UsageError(msg) from None
    content, recipe = (
        output_sheets(drawn.output, drawn.about, language),
        output_recipe(drawn.output.name, language, internal=internal),
    )
    made = manifest(output, content, drawn.about, recipe, hidden=drawn.output.hidden)
    write_manifest(output, made)
    answer({"file": str(output), "sha256": made.sha256}, f"wrote {output}")


COMMANDS = {"plot": plot}
