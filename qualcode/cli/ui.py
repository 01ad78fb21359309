"""`qualcode ui`: open the screens in the browser."""

import click

from qualcode.cli.options import global_options, settings


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port; by default 8501, or any free one.")
@click.option("--address", default="127.0.0.1", show_default=True, help="Address to serve at.")
@click.option("--no-browser", is_flag=True, help="Only serve; open no browser.")
@global_options
def ui(port: int | None, address: str, *, no_browser: bool) -> None:
    """Open the screens in the browser, for this machine only.

    --as names the coder of every session; without it each session asks. --lang fixes the language that a session
    starts in; without it the browser's language counts.
    """
    from qualcode.ui.launch import launch  # noqa: PLC0415  help needs no server

    chosen = settings()
    chosen.engine().dispose()  # a missing or newer database is said here, before a browser opens
    launch(
        chosen.database,
        chosen.coder,
        chosen.language_given,
        address=address,
        port=port,
        browser=not no_browser,
    )


COMMANDS = {"ui": ui}
