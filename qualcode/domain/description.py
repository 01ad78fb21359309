"""How a month and a respondent's number are written, in tables and on the screen."""

import re

_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(?:-\d{2})?|(?P<first>\d{1,2})[-/](?P<last>\d{4})")
_MONTHS = range(1, 13)
_RESPONDENT = re.compile(r"(?=.*\d)[A-Za-z0-9_-]{1,30}")


def month_of(written: str) -> str | None:
    """The month as YYYY-MM, a day is dropped; None where `written` is no month."""
    found = _MONTH.fullmatch(written)
    month = int(found["month"] or found["first"]) if found else 0
    return f"{found['year'] or found['last']}-{month:02d}" if found and month in _MONTHS else None


def is_respondent(written: str) -> bool:
    """Whether it is a respondent's number such as R017, which no name is."""
    return _RESPONDENT.fullmatch(written) is not None
