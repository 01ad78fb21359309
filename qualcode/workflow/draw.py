"""Draw: the plot of an output, for the screen as Vega-Lite and for reports as a picture, recorded as a run."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from qualcode.db.session import reading, writing
from qualcode.domain.output import Output
from qualcode.domain.publication import About
from qualcode.errors import ConflictError, NotFoundError, said
from qualcode.interchange import plots, sheets
from qualcode.interchange.plots import PLOTTED
from qualcode.interchange.plots.picture import PlotForm
from qualcode.interchange.plots.picture import picture as rendered
from qualcode.workflow import export, outputs

__all__ = ["PLOTTED", "PlotForm"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it was made of, to describe it in a manifest."""

    content: bytes
    output: Output
    about: About


def drawn(session: Session, made: Output, language: str, *, internal: bool) -> dict[str, dict[str, Any]]:
    """Name -> Vega-Lite of the plots of an output, without those that have nothing to show."""
    about = outputs.about(session, made, language, internal=internal)
    above = sheets.notices(about, language)
    found = {name: plots.plot(made, above, language, name) for name in plots.plots_of(made.name)}
    return {name: spec for name, spec in found.items() if spec is not None}


def picture(engine: Engine, name: str, form: PlotForm, language: str, *, internal: bool, coder: str | None) -> Picture:
    """The plot of an output as a picture.

    Raises:
        NotFoundError: There is no such plot.
        DisclosureError: It may not leave.
        ConflictError: The codebook lacks what it is about, or there is nothing to draw.
        UsageError: The extra with the renderer is not installed.
    """
    if name not in PLOTTED:
        kind = said("plot")
        raise NotFoundError(kind, name, sorted(PLOTTED))
    with reading(engine) as session:
        made = outputs.make(session, plots.output_of(name), language, internal=internal)
        about = outputs.about(session, made, language, internal=internal)
    spec = plots.plot(made, sheets.notices(about, language), language, name)
    if spec is None:
        msg = said("'{name}' has nothing to draw yet", name=name)
        raise ConflictError(msg)
    content = rendered(spec, form)
    with writing(engine) as session:
        run = export.begin(session, about, coder)
        export.finish(session, run, hashlib.sha256(content).hexdigest())
    return Picture(content, made, replace(about, run=run))
