"""Refresh: new suggestions once enough was decided, or texts or codebook are others, while coders go on.

Nothing here loads a model: the screens ask whether a run is due and start `qualcode suggest` in a process of its own.
Only one works at a time; it holds a lock that its end, however it comes, gives free.
"""

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, NamedTuple

from sqlalchemy import Connection, Engine, Select, and_, exists, func, select, text
from sqlalchemy.orm import Session, aliased

from qualcode.db import events
from qualcode.db.models import Coding, Decision
from qualcode.db.queries.latest import is_latest_decision
from qualcode.db.session import reading
from qualcode.domain.coding import CodingState, Verdict
from qualcode.errors import ConflictError, said
from qualcode.workflow.behind import (
    asks_for_more,
    has_unread,
    is_of_another_codebook,
    last_run,
    lost_its_model,
)
from qualcode.workflow.study import view

LAST_DECISION, LAST_CODING = "last_decision", "last_coding"
"""Parameters of a run: the newest decision, and the newest coding by hand, that it knew of."""

HYBRID = "hybrid"
"""The method where no run says otherwise."""

LOCK = 7283647
"""Key of the PostgreSQL advisory lock of a run in the background."""

LOCK_ENDING = ".suggesting"
"""Ending of the lock file beside an SQLite database."""

DATABASE, CODER = "QUALCODE_DATABASE_URL", "QUALCODE_CODER"
"""In the environment, since arguments can be read by everybody on the machine."""

TRIES, PAUSE = 10, 0.1
"""How often, and how many seconds apart, a run tries to be the only one."""

QUIET = dt.timedelta(minutes=10)
"""How long a codebook must have stood as it is before a run is due for it: people change several entries."""

PATIENCE = 600.0
"""Seconds before a run that failed is tried again; its error is on the terminal of the screens."""


def due(session: Session) -> str | None:
    """The method of a run that is to be made now, None if there is nothing to do.

    It is that of the last run that learned, from which decisions count, or hybrid where none did: a run of the lexicon
    alone learns nothing and puts nothing off. Where texts or settings ask for suggestions that this run did not make,
    or its model was taken away, since somebody withdrew what it had learned from, another run is due at once; where
    the codebook is another, when nobody changed it for a while.
    """
    settings = view(session).settings
    after = settings.suggest_after
    if not after:
        return None
    last = last_run(session, learned=True)
    if last is None:
        return HYBRID if _decided_since(session, {}, after) >= after else None
    is_due = (
        lost_its_model(session, last)
        or _decided_since(session, last.parameters, after) >= after
        or asks_for_more(settings, last)
        or is_of_another_codebook(session, last, events.now() - QUIET)
        or has_unread(session)
    )
    return last.method if is_due else None


class Rest(StrEnum):
    """Why no run is due: the study asks for none, its codebook was changed just now, or too little was decided."""

    NEVER = "never"
    QUIET = "quiet"
    FIRST = "first"
    PRESENT = "present"


def rest(session: Session) -> Rest:
    """Why no run is due, where `due` says that none is; `FIRST` where no run learned yet."""
    if not view(session).settings.suggest_after:
        return Rest.NEVER
    last = last_run(session, learned=True)
    if last is None:
        return Rest.FIRST
    return Rest.QUIET if is_of_another_codebook(session, last) else Rest.PRESENT


def _decided_since(session: Session, last: dict[str, Any], most: int) -> int:
    """Decisions, and codings by hand, that a run did not know and that still hold; counted no further than `most`."""
    decisions = _other_decisions(last.get(LAST_DECISION, 0)).limit(most)
    codings = _other_codings(last.get(LAST_CODING, 0)).limit(most)
    both = (select(func.count()).select_from(query.subquery()).scalar_subquery() for query in (decisions, codings))
    return sum(session.execute(select(*both)).one())


def _other_decisions(known: int) -> Select[int]:
    """The last words on suggestions that are not what was the last word when `known` was the newest decision."""
    earlier = aliased(Decision)
    before = (
        select(earlier.verdict)
        .where(earlier.suggestion_id == Decision.suggestion_id, earlier.coder_id == Decision.coder_id)
        .where(earlier.id <= known)
        .order_by(earlier.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )
    other = Decision.verdict != func.coalesce(before, Verdict.UNDONE.value)
    return select(Decision.id).where(Decision.id > known, is_latest_decision(), other)


def _other_codings(known: int) -> Select[int]:
    """Confirmed codings by hand after `known`; not those that undo made of one that was there by then."""
    same = aliased(Coding)
    restored = exists().where(
        same.id <= known,
        same.version_id == Coding.version_id,
        same.start_char == Coding.start_char,
        same.end_char == Coding.end_char,
        same.code_id == Coding.code_id,
        same.coder_id == Coding.coder_id,
    )
    return select(Coding.id).where(
        Coding.id > known,
        Coding.suggestion_id.is_(None),
        Coding.state == CodingState.CONFIRMED.value,
        ~and_(Coding.supersedes_id.is_not(None), restored),
    )


def refresh(engine: Engine) -> "subprocess.Popen[bytes] | None":
    """The process that makes new suggestions, if it was started now: they are due and nobody makes them yet.

    Call it outside a transaction: what was stored before is what the run learns from.
    """
    url = engine.url.render_as_string(hide_password=False)
    started = _STARTED.get(url)
    if started is not None and not started.is_over():
        return None
    with reading(engine) as session:
        nothing = due(session) is None
    if nothing or is_running(engine):
        return None
    return _start(engine, "--if-due")


def renew(engine: Engine) -> None:
    """Start a process that makes new suggestions now, by the method of the last run that learned.

    Raises:
        ConflictError: Suggestions are being made at this moment.
    """
    if is_running(engine):
        raise ConflictError(_BEING_MADE)
    with reading(engine) as session:
        last = last_run(session, learned=True) or last_run(session)
    _start(engine, "--method", last.method if last else HYBRID)


def _start(engine: Engine, *options: str) -> "subprocess.Popen[bytes] | None":
    url = engine.url.render_as_string(hide_password=False)
    environment = {name: value for name, value in os.environ.items() if name != CODER}  # nobody in particular asks
    try:
        process = subprocess.Popen(  # noqa: S603  this interpreter and this program
            [sys.executable, "-m", "qualcode", "suggest", *options],
            env={**environment, DATABASE: url},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # closing the screens does not leave half a run behind
        )
    except OSError:  # a machine that is full; what was decided is stored, and the next decision asks again
        return None
    _STARTED[url] = _Started(process, time.monotonic())
    return process


_BEING_MADE = said("suggestions are being made at this moment; wait until that is done and try again")


class _Started(NamedTuple):
    """A process that this one started."""

    process: "subprocess.Popen[bytes]"
    at: float

    def is_over(self) -> bool:
        """Whether another may be started: not while it works, nor soon after it failed."""
        code = self.process.poll()
        return code == 0 or (code is not None and time.monotonic() > self.at + PATIENCE)


_STARTED: dict[str, _Started] = {}


def is_running(engine: Engine) -> bool:
    """Whether suggestions are being made at this moment."""
    with only_one(engine) as alone:
        return not alone


@contextmanager
def only_one(engine: Engine) -> Iterator[bool]:
    """Whether nobody else makes suggestions; while this is open, nobody else can."""
    if engine.dialect.name == "sqlite":
        with Path(f"{engine.url.database}{LOCK_ENDING}").open("ab") as file:
            yield _locked(file)
        return
    with engine.connect() as connection:
        alone = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOCK}))
        connection.rollback()  # the lock is the connection's, so that no transaction stays open for it
        try:
            yield alone
        finally:
            if alone:
                _release(connection)


def _release(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOCK})
    connection.rollback()


def _locked(file: IO[bytes]) -> bool:
    """Whether this file could be locked; closing it, or the end of the process, gives it free."""
    try:
        if os.name == "nt":
            import msvcrt  # noqa: PLC0415  there is none elsewhere

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl  # noqa: PLC0415  there is none on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Room for one run; asking whether one goes on takes the lock for a moment, so it is tried a few times.

    Raises:
        ConflictError: Another one is going on.
    """
    with ExitStack() as held:
        for _ in range(TRIES):
            if held.enter_context(only_one(engine)):
                break
            held.close()
            time.sleep(PAUSE)
        else:
            raise ConflictError(_BEING_MADE)
        yield
