"""`qualcode demo`: the fictional demonstration study, in the browser or as a table."""

import click

from qualcode.cli.options import DEFAULT_DATABASE, global_options, settings
from qualcode.cli.output import progress

DEMO_DATABASE = "sqlite:///demo.db"


@click.command()
@click.option("--headless", is_flag=True, help="Print the evidence table instead of opening the browser.")
@global_options
def demo(*, headless: bool) -> None:
    """Build the demonstration study (demo.db) from the fictional corpus, then open it."""
    from qualcode.workflow.demo import build  # noqa: PLC0415

    chosen = settings()
    if chosen.database == DEFAULT_DATABASE:
        chosen.database = DEMO_DATABASE
    engine, notice = build(chosen.database, progress)
    engine.dispose()
    if notice:
        click.echo(notice, err=True)
    if headless:
        from qualcode.cli.evidence import evidence  # noqa: PLC0415

        click.get_current_context().invoke(evidence)
    else:
        from qualcode.ui.launch import launch  # noqa: PLC0415  brings Streamlit

        launch(chosen.database, chosen.coder, chosen.language_given)


COMMANDS = {"demo": demo}
