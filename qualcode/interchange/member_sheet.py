"""The sheet on which a respondent is asked about their own quotes: nothing of anybody else, no code, no coder."""

from collections.abc import Sequence

from qualcode.domain.publication import About
from qualcode.domain.wording import word
from qualcode.interchange.tables import Column, Sheet, Value


def member_sheets(quotes: Sequence[tuple[str, str, str]], about: About, language: str) -> list[Sheet]:
    """The quotes with room for an answer, and how to answer.

    Args:
        quotes: (section, quote as it would be printed, label under it).
        about: From where it comes.
        language: `nl` or `en`.
    """
    notices = [word("member_only", language)]
    notices += [word("fictional", language)] if about.fictional else []
    columns = [
        Column(word("number", language), 6),
        Column(word("quote", language), 90),
        Column(word("printed_as", language), 32),
        Column(word("section", language), 20),
        Column(word("member_answer", language), 40),
    ]
    rows: list[list[Value]] = [[at, text, source, section, ""] for at, (section, text, source) in enumerate(quotes, 1)]
    answers: list[list[Value]] = [[word("member_answers", language), ""]]
    answers += [[word(f"member_{state}", language), "☐"] for state in ("agreed", "adjusted", "withdrawn")]
    answers += [[word("member_on", language), ""]]
    return [
        Sheet(word("member_quotes", language), columns, rows, notices),
        Sheet(
            word("member_answer", language),
            [Column(word("member_answer", language), 70), Column("", 20)],
            answers,
            notices,
        ),
    ]
