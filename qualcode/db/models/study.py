"""The study, its coders, neighbourhoods and respondents."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk, one_of, short_text
from qualcode.domain.transcript import Group


class Study(Base, kw_only=True):
    """The one study of a database, with its settings."""

    __tablename__ = "study"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[intpk] = mapped_column(default=1)
    title: Mapped[short_text]
    language: Mapped[short_text]
    fictional: Mapped[bool]
    settings: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime]


class Coder(Base, kw_only=True):
    """A person who codes or reviews."""

    __tablename__ = "coder"

    id: Mapped[intpk] = mapped_column(init=False)
    name: Mapped[short_text] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]


class Neighbourhood(Base, kw_only=True):
    """Unit of aggregation; `area_codes` is a list of {code, year, exact}, empty when unknown."""

    __tablename__ = "neighbourhood"

    id: Mapped[intpk] = mapped_column(init=False)
    key: Mapped[short_text] = mapped_column(unique=True)
    name: Mapped[short_text]
    city: Mapped[short_text]
    gm_code: Mapped[short_text] = mapped_column(default="")
    area_codes: Mapped[list[Any]]


class Respondent(Base, kw_only=True):
    """A pseudonym with its group; the key to the person is never in this database."""

    __tablename__ = "respondent"
    __table_args__ = (one_of("group_name", Group), one_of("consent", ("given", "withdrawn")))

    id: Mapped[intpk] = mapped_column(init=False)
    key: Mapped[short_text] = mapped_column(unique=True)
    group_name: Mapped[short_text]
    consent: Mapped[short_text] = mapped_column(default="given")
