"""Statistics of areas beside the interviews."""

import datetime as dt

from sqlalchemy import Float, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from qualcode.db.base import Base, intpk, short_text


class Statistic(Base, kw_only=True):
    """A figure of an area of a neighbourhood, append-only; the latest of what it is about counts.

    `exact` tells whether the area is the neighbourhood; `code_year` is the year of the division, "" where unknown.
    """

    __tablename__ = "statistic"

    id: Mapped[intpk] = mapped_column(init=False)
    neighbourhood_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood.id"), index=True)
    area_code: Mapped[short_text]
    code_year: Mapped[short_text]
    exact: Mapped[bool]
    indicator: Mapped[short_text]
    year: Mapped[int]
    value: Mapped[float] = mapped_column(Float(53))
    unit: Mapped[short_text]
    version: Mapped[short_text]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    created_at: Mapped[dt.datetime]
