"""The interface's words: English in the source, Dutch from the catalogue, in the language of the session."""

import datetime as dt
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from babel.dates import format_date, format_datetime, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from qualcode import errors
from qualcode.errors import QualcodeError
from qualcode.ui import state

LOCALES = Path(__file__).with_name("locales")
NOTHING = "\N{EN DASH}"
"""Stands where there is no value."""


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of a language; without a catalogue the source's own words."""
    file = LOCALES / language / "LC_MESSAGES" / "qualcode.po"
    if not file.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _(message: str) -> str:
    """The message in the session's language."""
    return catalogue(state.language()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for `n` things in the session's language."""
    return catalogue(state.language()).ngettext(one, many, n)


def told(error: QualcodeError) -> str:
    """The sentence of an error in the session's language."""
    return sentence(error.sentence)


def sentence(fact: str) -> str:
    """A sentence of the workflow in the session's language, with a capital unless it begins with a name."""
    text = str(errors.told(fact, _))
    named = not isinstance(fact, errors.Sentence) or fact.template.startswith("{")
    return text if named else text[:1].upper() + text[1:]


def decimal(value: float) -> str:
    """A number with two decimals."""
    return format_decimal(value, format="0.00", locale=state.language())


def number(value: float) -> str:
    """A number with the language's separators."""
    return format_decimal(value, locale=state.language())


def decimals(value: float) -> str:
    """A number with two decimals, so that those below each other line up."""
    return format_decimal(value, format="#,##0.00", locale=state.language())


def percent(rate: float | None) -> str:
    """A share (0-1) in whole percents; a dash when unknown."""
    return NOTHING if rate is None else format_percent(rate, format="#,##0 %", locale=state.language())


def moment(value: dt.datetime) -> str:
    """Day and time on the reader's own clock."""
    return format_datetime(value.astimezone(_reader_zone()), "d MMM yyyy HH:mm", locale=state.language())


def today() -> dt.datetime:
    """When the day began on the reader's own clock."""
    return dt.datetime.now(_reader_zone()).replace(hour=0, minute=0, second=0, microsecond=0)


def day(value: dt.date) -> str:
    """A day in words, short."""
    return format_date(value, "d MMM yyyy", locale=state.language())


def ago(value: dt.datetime) -> str:
    """How long since, in words: `3 days ago`."""
    return format_timedelta(value - dt.datetime.now(dt.UTC), add_direction=True, locale=state.language())


def month(value: str | None) -> str:
    """`YYYY-MM` in words, short; a dash when unknown."""
    if not value:
        return NOTHING
    return format_date(dt.date.fromisoformat(f"{value}-01"), "MMM yyyy", locale=state.language())


def heading(text: str) -> str:
    """A term as the head of a column, with a capital."""
    return text[:1].upper() + text[1:]


def label(labels: dict[str, str]) -> str:
    """The label in the session's language, or in the language that there is."""
    return labels.get(state.language()) or next(iter(labels.values()), "")


def _reader_zone() -> dt.tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except ZoneInfoNotFoundError:
        return dt.UTC
