"""`qualcode output`: the tables of a report, one by one or all into a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.delivery import FORMATS, Content, Delivery, deliver, delivery, delivery_options
from qualcode.cli.options import global_options, settings
from qualcode.errors import ConflictError, DisclosureError, UsageError

if TYPE_CHECKING:
    from qualcode.domain.output import Output

ALL = "all"


@click.command()
@click.argument("name", required=False, metavar="[NAME|all]")
@delivery_options
@global_options
def output(name: str | None, form: str | None, output: Path | None, *, internal: bool) -> None:
    """Make one of the tables of a report, or all of them into a folder (-o FOLDER).

    Without a name: what there is. On the terminal the numbers are true; files, csv and json are publications, unless
    --internal keeps everything and marks it. What may not leave, or what the codebook has
    no codes for, is left out of 'all', and said.
    """
    from qualcode.workflow import outputs  # noqa: PLC0415

    if name is None:
        _list()
    elif name == ALL:
        _all(form, output, internal=internal)
    else:
        where = delivery(form, output, internal=internal)
        with settings().reading() as session:
            made = outputs.make(session, name, settings().language, internal=where.internal)
            about = outputs.about(session, made, settings().language, internal=where.internal)
        deliver(where, about, _content(made, where.width, internal=where.internal))


def _list() -> None:
    from qualcode.cli.output import answer  # noqa: PLC0415
    from qualcode.domain.output import Name  # noqa: PLC0415
    from qualcode.domain.wording import word  # noqa: PLC0415

    titles = {name.value: word(f"output_{name}", settings().language) for name in Name}
    width = max(map(len, titles))
    answer({"outputs": titles}, "\n".join(f"{name:<{width}}  {title}" for name, title in titles.items()))


def _all(form: str | None, folder: Path | None, *, internal: bool) -> None:
    from qualcode.domain.output import Name  # noqa: PLC0415
    from qualcode.workflow import outputs  # noqa: PLC0415

    if folder is None:
        msg = "say where to write all outputs: -o FOLDER"
        raise UsageError(msg)
    chosen = form or "xlsx"
    if chosen not in FORMATS or folder.suffix:
        msg = f"{folder} is to be a folder, without an ending; give the form of the files with --format"
        raise UsageError(msg)
    folder.mkdir(parents=True, exist_ok=True)
    ending = "txt" if chosen == "table" else chosen
    for name in Name:
        try:
            with settings().reading() as session:
                made = outputs.make(session, name, settings().language, internal=internal)
                about = outputs.about(session, made, settings().language, internal=internal)
        except (DisclosureError, ConflictError) as error:
            click.echo(f"left out: {error}", err=True)
            continue
        where = Delivery(chosen, folder / f"{name}.{ending}", internal)
        deliver(where, about, _content(made, where.width, internal=internal))


def _content(made: "Output", width: int, *, internal: bool) -> Content:
    from qualcode.interchange import outputs  # noqa: PLC0415
    from qualcode.workflow.manifest import output_recipe  # noqa: PLC0415

    language = settings().language
    return Content(
        lines=lambda origin: outputs.output_lines(made, origin, language, width),
        record=lambda origin: outputs.output_record(made, origin),
        sheets=lambda origin: outputs.output_sheets(made, origin, language),
        notes=made.suppression,
        recipe=output_recipe(made.name, language, internal=internal),
        hidden=made.hidden,
    )


COMMANDS = {"output": output}
