"""A summary as a file, recorded as a run."""

import hashlib
from dataclasses import replace

from sqlalchemy import Engine

from qualcode.db.session import reading, writing
from qualcode.domain.memo import Topic
from qualcode.interchange.summary_page import summary_page
from qualcode.workflow import export
from qualcode.workflow.summary import summary


def summary_file(engine: Engine, subject: Topic, coder: str | None, language: str) -> bytes:
    """Markdown of a summary, marked as internal.

    Raises:
        NotFoundError: There is no such transcript or neighbourhood.
    """
    with reading(engine) as session:
        found = summary(session, subject, coder, language)
        about = export.about(session, [("summary", str(subject))], internal=True)
    with writing(engine) as session:
        run = export.begin(session, about, coder)
    made = summary_page(found, replace(about, run=run), language).encode()
    with writing(engine) as session:
        export.finish(session, run, hashlib.sha256(made).hexdigest())
    return made
