"""`qualcode questions`: what reviewers ask about a claim, a cell or a coding, who is to answer, and what they said."""

from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.options import global_options, settings
from qualcode.cli.output import answer, answer_inside, counted, require_internal
from qualcode.errors import short

if TYPE_CHECKING:
    from qualcode.domain.memo import QuestionState
    from qualcode.workflow.memos import QuestionLine

STATES = ["open", "answered", "closed"]
SHOWN = 200
"""Characters of a text on the terminal."""


@click.group()
@global_options
def questions() -> None:
    """Ask about a claim, a cell, a coding or anything else, answer, and see what waits for an answer."""


@questions.command(name="list")
@click.option("--about", metavar="KIND:NAME", help="Only those about this, such as claim:D03.")
@click.option("--state", "states", type=click.Choice(STATES), multiple=True, help="Only in this state; else all.")
@click.option("--for", "owner", metavar="CODER", help="Only those that this person is to answer.")
@click.option("--internal", is_flag=True, help="With --json: the answer stays within the team.")
@global_options
def list_questions(about: str | None, states: tuple[str, ...], owner: str | None, *, internal: bool) -> None:
    """List the questions with their owner, state and answer, oldest first."""
    from qualcode.domain.memo import QuestionState, Topic  # noqa: PLC0415
    from qualcode.workflow import memos  # noqa: PLC0415

    require_internal("questions are not checked for publication", internal=internal)
    asked = tuple(QuestionState(state) for state in states or STATES)
    with settings().reading() as session:
        found = memos.questions(session, asked, Topic.parse(about) if about else None)
    found = [each for each in found if owner in {None, each.owner}]
    told = [counted(len(found), "question", "questions"), *(line for each in found for line in _lines(each))]
    answer_inside({"questions": [_record(each) for each in found]}, "\n".join(told))


def _lines(each: "QuestionLine") -> list[str]:
    head = f"#{each.id} | {each.topic} | {each.state.value} | for {each.owner or '-'} | {each.asked_by}"
    told = [head, f"  {short(each.text, SHOWN)}"]
    return [*told, f"  {each.answered_by}: {short(each.answer, SHOWN)}"] if each.answer else told


def _record(each: "QuestionLine") -> dict[str, Any]:
    return {
        "id": each.id,
        "about": str(each.topic),
        "text": each.text,
        "asked_by": each.asked_by,
        "asked_at": each.asked_at.isoformat(),
        "state": each.state.value,
        "owner": each.owner,
        "answer": each.answer,
        "answered_by": each.answered_by,
    }


@questions.command()
@click.argument("about", metavar="KIND:NAME")
@click.option("--text", required=True, metavar="TEXT", help="What is asked.")
@click.option("--for", "owner", default="", metavar="CODER", help="Who is to answer.")
@global_options
def ask(about: str, text: str, owner: str) -> None:
    """Ask about something, such as claim:D03, 'cell:factor.sloop|stad-zuid' or coding:12."""
    from qualcode.domain.memo import Topic  # noqa: PLC0415
    from qualcode.workflow import memos  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        topic = Topic.parse(about)
        number = memos.ask(session, coder, topic, text, owner)
    answer({"question": number, "about": about, "owner": owner}, f"Question {number} was asked about {about}.")


@questions.command(name="answer")
@click.argument("question", type=int, metavar="NUMBER")
@click.option("--text", required=True, metavar="TEXT", help="The answer.")
@click.option("--close", "closes", is_flag=True, help="And close the question.")
@click.option("--for", "owner", default="", metavar="CODER", help="Who is to look at it next.")
@global_options
def give_answer(question: int, text: str, owner: str, *, closes: bool) -> None:
    """Answer a question."""
    from qualcode.domain.memo import QuestionState  # noqa: PLC0415

    _step(question, QuestionState.CLOSED if closes else QuestionState.ANSWERED, text, owner)


@questions.command()
@click.argument("question", type=int, metavar="NUMBER")
@click.option("--text", required=True, metavar="TEXT", help="Why it is closed.")
@global_options
def close(question: int, text: str) -> None:
    """Close a question."""
    from qualcode.domain.memo import QuestionState  # noqa: PLC0415

    _step(question, QuestionState.CLOSED, text, "")


@questions.command()
@click.argument("question", type=int, metavar="NUMBER")
@click.option("--text", default="", metavar="TEXT", help="Why.")
@click.option("--for", "owner", default="", metavar="CODER", help="Who is to answer.")
@global_options
def reopen(question: int, text: str, owner: str) -> None:
    """Open a question again, or give it to somebody else."""
    from qualcode.domain.memo import QuestionState  # noqa: PLC0415

    _step(question, QuestionState.OPEN, text, owner)


def _step(question: int, state: "QuestionState", text: str, owner: str) -> None:
    from qualcode.workflow import memos  # noqa: PLC0415

    coder = settings().require_coder()
    with settings().writing() as session:
        memos.answer(session, coder, question, text, state, owner)
    answer({"question": question, "state": state.value}, f"Question {question} is {state.value}.")


COMMANDS = {"questions": questions}
