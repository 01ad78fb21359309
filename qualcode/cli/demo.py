"""`qualcode demo`: the fictional demonstration study, in the browser or as a table."""

import statistics
import time

import click

from qualcode.cli.options import DEFAULT_DATABASE, global_options, settings
from qualcode.cli.output import progress

DEMO_DATABASE = "sqlite:///demo.db"
CODERS = ("annelies", "bram")
"""Who coded the corpus; others may have coded in the demonstration since."""


@click.command()
@click.option("--headless", is_flag=True, help="Print the evidence table instead of opening the browser.")
@global_options
def demo(*, headless: bool) -> None:
    """Build the demonstration study (demo.db) from the fictional corpus, then open it."""
    from qualcode.workflow.demo import build  # noqa: PLC0415

    chosen = settings()
    if chosen.database == DEFAULT_DATABASE:
        chosen.database = DEMO_DATABASE
    started = time.perf_counter()
    engine, notice = build(chosen.database, progress)
    seconds = time.perf_counter() - started
    engine.dispose()
    if notice:
        click.echo(notice, err=True)
    if headless:
        from qualcode.cli.evidence import evidence  # noqa: PLC0415

        click.get_current_context().invoke(evidence)
        click.echo(_figures(seconds), err=True)
    else:
        from qualcode.ui.launch import launch  # noqa: PLC0415  brings Streamlit

        launch(chosen.database, chosen.coder, chosen.language_given)


def _figures(seconds: float) -> str:
    """Speed and agreement in one sentence; beside the table, so that the table alone goes into a file."""
    from qualcode.domain.agreement import Unit  # noqa: PLC0415
    from qualcode.domain.wording import word  # noqa: PLC0415
    from qualcode.workflow.agreement import agree  # noqa: PLC0415
    from qualcode.workflow.found import found  # noqa: PLC0415

    language = settings().language
    with settings().reading() as session:
        hits, agreed = found(session), agree(session, CODERS, Unit.SEGMENT, language)
    return word(
        "demo_figures",
        language,
        seconds=seconds,
        least=hits.suggested[0],
        median=statistics.median(hits.suggested),
        most=hits.suggested[-1],
        found=hits.coded.rate,
        passages=hits.coded.of,
        a=agreed.a.coder,
        b=agreed.b.coder,
        kappa=agreed.overall.kappa or 0.0,
        transcripts=len(agreed.transcripts),
    )


COMMANDS = {"demo": demo}
