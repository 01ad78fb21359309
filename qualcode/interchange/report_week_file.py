"""`report_week.yaml` -> what the fictional coders of the demonstration decided, judged, chose and asked."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qualcode.domain.cerqual import Component
from qualcode.domain.memo import QuestionState
from qualcode.errors import InputError
from qualcode.interchange import yaml_lines
from qualcode.interchange.field_mistakes import field_mistake
from qualcode.interchange.file_bytes import file_bytes
from qualcode.interchange.yaml_lines import line_of

Filled = Annotated[str, Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pattern(_Entry):
    """The decision that a neighbourhood has a pattern."""

    pattern: Filled
    neighbourhood: Filled
    author: Filled
    rationale: Filled


class State(_Entry):
    """The state that is frozen before findings are judged."""

    name: Filled
    note: str = ""
    author: Filled


class Judged(_Entry):
    """What was judged of a finding: component -> (level, explanation)."""

    claim: Filled
    author: Filled
    components: dict[Component, tuple[Filled, Filled]]


class Chosen(_Entry):
    """A quote in a section of the report, by the first words of the coded passage.

    Attributes:
        text: The quote with [...] for what is left out; "" for the whole.
        publish: What the disclosure review found, that lets it leave; "" where nobody checked it.
    """

    section: Filled
    transcript: Filled
    code: Filled
    coder: Filled
    begins: Filled
    text: str = ""
    publish: str = ""


class Member(_Entry):
    """What a respondent said of their quotes, on which day."""

    respondent: Filled
    state: Filled
    on: Filled
    author: Filled
    note: str = ""


class Reply(_Entry):
    """The answer to a question."""

    author: Filled
    state: QuestionState
    text: Filled


class Asked(_Entry):
    """A question about something, written `kind:key`, with who is to answer it."""

    about: Filled
    author: Filled
    owner: str = ""
    text: Filled
    answer: Reply | None = None


class ReportWeek(_Entry):
    """The whole file."""

    patterns: list[Pattern] = []
    freeze: State
    judgements: list[Judged] = []
    quotes: list[Chosen] = []
    members: list[Member] = []
    questions: list[Asked] = []


def read_report_week(path: Path) -> ReportWeek:
    """What stands in a file.

    Raises:
        InputError: It cannot be read or is no such file; the message says where.
    """
    try:
        located = yaml_lines.load(file_bytes(path, InputError, "shorten it").decode("utf-8"), path.name)
        return ReportWeek.model_validate(located.data)
    except UnicodeDecodeError:
        what = "is not UTF-8"
        raise InputError(what, source=path.name, remedy="save it as UTF-8") from None
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        line = line_of(located.lines, tuple(detail["loc"]))
        what, allowed = field_mistake(error, list(ReportWeek.model_fields), "the file")
        raise InputError(what, source=path.name, line=line, remedy=allowed) from None
