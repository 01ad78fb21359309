"""Declarative base, naming convention and shared column types."""

import datetime as dt
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column

from qualcode.errors import InputError, short

NAME_LIMIT = 200
"""Characters of a name, label or other short text."""

BigInt = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both databases; SQLite numbers rows by itself only in an INTEGER primary key."""


class UtcDateTime(TypeDecorator[dt.datetime]):
    """Aware times, stored as UTC: SQLite keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Turn an aware time into UTC (naive on SQLite)."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a time without time zone cannot be stored: {value}"
            raise ValueError(msg)
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002  the signature is SQLAlchemy's
        """Give the time its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class TooLongError(InputError, DontWrapMixin):
    """A name or label that no column takes; the sentence of the one place where both databases agree on it."""


class ShortText(TypeDecorator[str]):
    """Text of at most `NAME_LIMIT` characters: PostgreSQL would fail on more, SQLite would store it."""

    impl = String(NAME_LIMIT)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the signature is SQLAlchemy's
        """Let through what fits."""
        if value is not None and len(value) > NAME_LIMIT:
            msg = (
                f"a name of {len(value)} characters is too long ({short(value, 40)}); at most {NAME_LIMIT} are allowed"
            )
            raise TooLongError(msg)
        return value


intpk = Annotated[int, mapped_column(BigInt, primary_key=True)]
short_text = Annotated[str, mapped_column(ShortText)]
digest_text = Annotated[str, mapped_column(String(64))]
moment = Annotated[dt.datetime, mapped_column(UtcDateTime)]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Base of all tables; no repr, since it would print transcript text."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        int: BigInt,
        dt.datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def one_of(column: str, values: type | tuple[str, ...], *, optional: bool = False) -> CheckConstraint:
    """A named CHECK that `column` holds one of `values` (an enumeration or a tuple)."""
    allowed = ", ".join(f"'{value}'" for value in values)  # type: ignore[union-attr]
    rule = f"{column} IN ({allowed})"
    return CheckConstraint(f"{column} IS NULL OR {rule}" if optional else rule, name=f"{column}_known")
