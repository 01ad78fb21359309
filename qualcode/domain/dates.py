"""Days and months in words, for tables that leave the screens."""

import datetime as dt

_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def month_said(month: str, language: str) -> str:
    """A month `YYYY-MM` in words.

    >>> month_said("2019-03", "nl")
    'mrt 2019'
    """
    year, number = month.split("-")
    return f"{_MONTHS[language][int(number) - 1]} {year}"


def day_said(day: dt.date, language: str) -> str:
    """A day in words.

    >>> day_said(dt.date(2026, 11, 9), "en")
    '9 Nov 2026'
    """
    return f"{day.day} {month_said(day.isoformat()[:7], language)}"


def span_said(first: str | None, last: str | None, language: str) -> str:
    """From a month to another, both `YYYY-MM`, in words; "" when unknown.

    >>> span_said("2019-04", "2020-01", "nl")
    'apr 2019 - jan 2020'
    """
    if first is None or last is None:
        return ""
    return " - ".join(dict.fromkeys(month_said(each, language) for each in (first, last)))
