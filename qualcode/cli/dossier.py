"""`qualcode dossier`: one folder of pages that anybody can open, offline."""

from pathlib import Path

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, counted, progress


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--public", is_flag=True, help="What may leave the study; else everything, marked as internal.")
@global_options
def dossier(folder: Path, *, public: bool) -> None:
    """Write claims, tables and quotes as pages into FOLDER; open index.html in a browser.

    FOLDER is new, empty, or an older dossier, which is replaced once the new one is whole.
    """
    from qualcode.cli.delivery import collect_rarely  # noqa: PLC0415
    from qualcode.workflow.deliver_dossier import DossierOrder, dossier_folder  # noqa: PLC0415

    collect_rarely()
    order = DossierOrder(not public, settings().language, settings().coder)
    made = dossier_folder(settings().engine(), folder, order, progress("dossier"))
    facts = {
        "folder": str(folder),
        "internal": not public,
        "run": made.about.run,
        "tables": len(made.outputs),
        "claims": len(made.claims),
        "quotes": len(made.quotes),
        "hidden": made.hidden,
    }
    parts = [
        counted(len(made.claims), "claim", "claims"),
        counted(len(made.outputs), "table", "tables"),
        counted(len(made.quotes), "quote", "quotes"),
    ]
    kind = "public" if public else "internal"
    answer(facts, f"{folder / 'index.html'} ({kind}): {', '.join(parts)}.")


COMMANDS = {"dossier": dossier}
