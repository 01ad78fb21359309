"""Deliver: tables and quotes as the content of a file, recorded as a run.

The file is made outside any transaction, so that a large export holds up no coder.
"""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Engine

from qualcode.db.session import reading, writing
from qualcode.domain.evidence import Filters, Question
from qualcode.domain.output import Name
from qualcode.domain.publication import About, asked
from qualcode.domain.wording import word
from qualcode.interchange import sheets
from qualcode.interchange.basket import basket_sheets
from qualcode.interchange.forms import MIME, NAMES, Form, write_sheets
from qualcode.interchange.member_sheet import member_sheets
from qualcode.interchange.outputs import output_sheets
from qualcode.interchange.tables import Sheet
from qualcode.workflow import basket, export, members, outputs

__all__ = [
    "MIME",
    "NAMES",
    "Form",
    "Order",
    "basket_file",
    "evidence_file",
    "member_file",
    "output_file",
    "quotes_file",
]


@dataclass(frozen=True, slots=True)
class Order:
    """How something is delivered.

    Attributes:
        internal: Whether it stays inside, with true numbers and ids.
        coder: Who takes it out, None when that is not known.
    """

    form: Form
    internal: bool
    language: str
    coder: str | None


def evidence_file(engine: Engine, question: Question, order: Order) -> bytes:
    """The evidence table as a file.

    Raises:
        NotFoundError: The question names something that does not exist.
    """
    language = order.language
    said = f"{question.rows} x {word(question.columns, language)}"
    pairs = [(word("question", language), said), *asked(question.filters, language)]
    with reading(engine) as session:
        table = export.table(session, question, language, internal=order.internal)
        about = export.about(session, pairs, internal=order.internal)
    return _recorded(engine, about, order, lambda origin: sheets.evidence_sheets(table, origin, language))


def quotes_file(engine: Engine, filters: Filters, words: str, order: Order, *, where: str = "") -> bytes:
    """Quotes as a file: for publication only those that a person has checked.

    Raises:
        NotFoundError: A filter names something that does not exist.
        UsageError: The search only says what to leave out, or the combination cannot be read.
        DisclosureError: A combination that is published names more than codes and values.
    """
    language = order.language
    searched = {"quote": words, "combination": where}
    pairs = [(word(name, language), said) for name, said in searched.items() if said]
    pairs += asked(filters, language)
    with reading(engine) as session:
        about = export.about(session, pairs, internal=order.internal)
        found = export.quotations(session, filters, language, about, words=words, where=where)
    return _recorded(engine, about, order, lambda origin: sheets.quote_sheets(replace(found, about=origin), language))


def basket_file(engine: Engine, section: str | None, order: Order) -> bytes:
    """The quotes of all sections or of one as a file.

    Raises:
        NotFoundError: There is no such section.
    """
    language = order.language
    asked_for = [(word("section", language), section or word("all", language))]
    with reading(engine) as session:
        about = export.about(session, asked_for, internal=order.internal)
        found = basket.chosen(session, language, about, section)
    return _recorded(engine, about, order, lambda origin: basket_sheets(replace(found, about=origin), language))


def member_file(engine: Engine, respondent: str, order: Order) -> bytes:
    """The sheet on which a respondent is asked about their own quotes, as a file.

    Raises:
        NotFoundError: There is no such respondent.
    """
    with reading(engine) as session:
        asked_for = [(word("respondent", order.language), respondent)]
        about = export.about(session, asked_for, internal=True)
        found = members.sheet(session, respondent, order.language)
    return _recorded(engine, about, order, lambda origin: member_sheets(found.quotes, origin, order.language))


def output_file(engine: Engine, name: Name, order: Order) -> bytes:
    """An output as a file.

    Raises:
        DisclosureError: It may not leave.
        ConflictError: The codebook lacks what it is about.
    """
    with reading(engine) as session:
        made = outputs.make(session, name, order.language, internal=order.internal)
        about = outputs.about(session, made, order.language, internal=order.internal)
    return _recorded(engine, about, order, lambda origin: output_sheets(made, origin, order.language))


def _recorded(engine: Engine, about: About, order: Order, content: Callable[[About], Sequence[Sheet]]) -> bytes:
    with writing(engine) as session:
        run = export.begin(session, about, order.coder)
    made = _written(content(replace(about, run=run)), replace(about, run=run), order)
    with writing(engine) as session:
        export.finish(session, run, hashlib.sha256(made).hexdigest())
    return made


def _written(content: Sequence[Sheet], about: About, order: Order) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"export.{order.form}"
        write_sheets(file, order.form, content, about, order.language)
        return file.read_bytes()
