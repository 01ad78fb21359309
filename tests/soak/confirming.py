"""A server's worth of confirming, to be killed: prints the id of each operation once it is acknowledged.

Usage: confirming.py URL VERSION CODER
"""

import sys
import uuid

from sqlalchemy import select

from qualcode.db.models import Suggestion
from qualcode.db.session import make_engine, reading, writing
from qualcode.workflow import review


def main(url: str, version: int, coder: str) -> None:
    engine = make_engine(url)
    with reading(engine) as session:
        suggestions = list(session.scalars(select(Suggestion.id).where(Suggestion.version_id == version)))
    for suggestion in suggestions:
        operation = {"op": str(uuid.uuid4()), "kind": "accept", "suggestion": suggestion}
        with writing(engine) as session:
            ack = review.apply(session, coder, version, [operation])[0]
        print(ack.id, ack.error or "ok", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
