"""Storing what a coder did in the browser, on whichever page, and answering each operation."""

from itertools import groupby

from qualcode.errors import DatabaseError, QualcodeError
from qualcode.ui import state
from qualcode.ui.components.coder import Ack, Operation
from qualcode.ui.components.coder.document import acknowledgement, codes, refusal
from qualcode.ui.text import told
from qualcode.workflow import decide, reading
from qualcode.workflow.refresh import refresh


def answers(operations: list[Operation]) -> list[Ack]:
    """The answers to operations, each stored under the version and the coder that it was done with.

    After enough decisions new suggestions are made in the background.

    Raises:
        DatabaseError: The database cannot be reached; what is unanswered, the browser keeps and sends again.
    """
    groups = groupby(operations, lambda operation: operation["identity"])
    found = [ack for identity, group in groups for ack in _of_version(identity, list(group))]
    refresh(state.engine())
    return found


def _of_version(identity: str, operations: list[Operation]) -> list[Ack]:
    version, _colon, name = identity.partition(":")
    try:
        with state.writing() as session:
            acks = decide.apply(session, name, int(version), operations)
            ids = {number for ack in acks for number in ack.codings}
            views = {view.id: view for view in reading.codings(session, sorted(ids), name)}
            named = any(ack.provisional for ack in acks)
            known = {code["id"]: code for code in codes(reading.codes_to_choose(session))} if named else {}
    except DatabaseError:
        raise
    except QualcodeError as error:
        return [refusal(operation["op"], told(error)) for operation in operations]
    return [acknowledgement(ack, views, known) for ack in acks]
