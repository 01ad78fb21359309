"""Prune: remove what earlier runs proposed and nobody decided on, and tell of it in the log.

Every suggestion on which somebody decided or which led to a coding stays, as do the runs with their counts and
digests. Each transcript of each run is a transaction of its own, so that coders are not blocked; pruning again
removes nothing more. The guards of the database let nothing else be removed (`db.triggers.REMOVABLE`), and `verify`
takes no removal for lawful of which no event tells.
"""

import datetime as dt

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import Suggestion
from qualcode.db.queries.superseded import PRUNED, Place, Sealed, sealed_places, superseded, undecided
from qualcode.db.session import hold_write_lock, reading, writing
from qualcode.domain.provenance import id_ranges, ids_of

GRACE = dt.timedelta(days=1)
"""How long a run stays whole after a later one took its place: a page that is open shows what it was opened with."""


def prune(engine: Engine, coder: str, grace: dt.timedelta = GRACE) -> int:
    """How many suggestions were removed, of runs whose place another took longer than `grace` ago.

    What a run stored that was given up, and so nobody ever saw, goes as soon as another one is finished.
    """
    with reading(engine) as session:
        sealed = sealed_places(session)
        wanted = [place for place in superseded(session, events.now() - grace) if place in sealed]
    removed = 0
    for place in wanted:
        if sealed[place].entry["ids"] and not sealed[place].pruned:
            with writing(engine) as session:
                removed += _prune(session, place, sealed[place], coder)
    return removed


def _prune(session: Session, place: Place, sealed: Sealed, coder: str) -> int:
    """How many suggestions of one transcript in one run were removed; what was altered is left for `verify` to find."""
    hold_write_lock(session)
    salt, gone = seal.salt_of_version(session, place.version), set(undecided(session, place))
    digests = seal.digests(session, "suggestion", ids_of(sealed.entry["ids"]), salt)
    if not gone or events.bulk(digests) != sealed.entry:
        return 0
    for batch in seal.batches(gone):
        session.execute(delete(Suggestion).where(Suggestion.id.in_(batch)))
    kept = {number: digest for number, digest in digests.items() if number not in gone}
    payload = {
        "run": place.run,
        "version": place.version,
        "pruned": {"suggestion": id_ranges(gone)},
        "bulk": {"suggestion": events.bulk(kept)},
    }
    events.append(session, PRUNED, coder, payload)
    return len(gone)
