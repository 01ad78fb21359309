"""Starting a study, its settings, and who is at work in it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from qualcode.db import events, seal
from qualcode.db.models import Coder, Study
from qualcode.domain.coding import Display
from qualcode.domain.language import is_language
from qualcode.domain.study import StudySettings, settings_from
from qualcode.errors import ConflictError, DatabaseError, UsageError, said, short

NAME_LIMIT = 80
TITLE_LIMIT = 200


class StudyView(NamedTuple):
    """The study as screens and exports name it."""

    title: str
    language: str
    fictional: bool
    settings: StudySettings


def start(session: Session, title: str, *, language: str = "nl", fictional: bool = False) -> None:
    """Make the one study of an empty database.

    Raises:
        UsageError: The title is empty or too long, or the language is not known.
        ConflictError: There is one already.
    """
    title = _title(title)
    if not is_language(language):
        msg = said("'{code}' is no language code that is known; give one such as nl", code=short(language, 40))
        raise UsageError(msg)
    if session.get(Study, 1) is not None:
        msg = said("this database holds a study already; choose another --db")
        raise ConflictError(msg)
    at = events.now()
    values = {"title": title, "language": language, "fictional": fictional}
    session.execute(insert(Study).values(id=1, **values, settings=StudySettings().as_dict(), created_at=at))
    events.append(session, "study_started", "system", {**values, **_sealed(session)}, at=at)


def _title(written: str) -> str:
    """The title in single spaces."""
    title = " ".join(written.split())
    if not 0 < len(title) <= TITLE_LIMIT:
        msg = said("the title of a study has 1 to {limit} characters; give it with --title TITLE", limit=TITLE_LIMIT)
        raise UsageError(msg)
    return title


def view(session: Session) -> StudyView:
    """The study.

    Raises:
        DatabaseError: There is none.
    """
    study = session.get(Study, 1)
    if study is None:
        msg = said("this database holds no study; make one with 'qualcode study init --title TITLE'")
        raise DatabaseError(msg)
    return StudyView(study.title, study.language, study.fictional, settings_from(study.settings))


def change_settings(session: Session, coder: str, changes: Mapping[str, object]) -> StudySettings:
    """The settings after `changes` (names as in `StudySettings`).

    Raises:
        UsageError: A name or value that no setting has.
    """
    present = view(session).settings
    unknown = set(changes) - set(StudySettings.__slots__)
    if unknown:
        msg = said(
            "there is no setting {names}; choose from {known}",
            names=", ".join(sorted(unknown)),
            known=", ".join(StudySettings.__slots__),
        )
        raise UsageError(msg)
    values = dict(changes)
    if "display" in values:
        values["display"] = _display(str(values["display"]))
    new = replace(present, **values)  # type: ignore[arg-type]
    if new != present:
        session.execute(update(Study).values(settings=new.as_dict()))
        payload = {"before": present.as_dict(), "after": new.as_dict(), **_sealed(session)}
        events.append(session, "settings_changed", coder, payload)
    return new


def _sealed(session: Session) -> dict[str, Any]:
    return {"rows": seal.entries(session, {"study": [1]})}


def _display(value: str) -> Display:
    try:
        return Display(value)
    except ValueError:
        msg = said(
            "'{value}' is not a way to show suggestions; choose from {known}", value=value, known=", ".join(Display)
        )
        raise UsageError(msg) from None


def coder_name(written: str) -> str:
    """The name of a coder in single spaces.

    Raises:
        UsageError: It is empty or too long.
    """
    name = " ".join(written.split())
    if not 0 < len(name) <= NAME_LIMIT:
        msg = said("a coder's name has 1 to {limit} characters", limit=NAME_LIMIT)
        raise UsageError(msg)
    return name


def coder_id(session: Session, name: str) -> int:
    """The number of a coder, who is added when new.

    Raises:
        UsageError: The name is empty or too long.
    """
    name = coder_name(name)
    found = session.scalar(select(Coder.id).where(Coder.name == name))
    if found is not None:
        return found
    at = events.now()
    number = session.scalars(insert(Coder).values(name=name, created_at=at).returning(Coder.id)).one()
    payload = {"coder": number, "rows": seal.entries(session, {"coder": [number]})}
    events.append(session, "coder_added", name, payload, at=at)
    return number


def known_coder(session: Session, name: str) -> int:
    """The number of a coder, 0 for somebody who has not done anything yet; nothing is stored."""
    return session.scalar(select(Coder.id).where(Coder.name == " ".join(name.split()))) or 0


def coder_names(session: Session) -> list[str]:
    """Everybody who has worked in the study, sorted."""
    return list(session.scalars(select(Coder.name).order_by(Coder.name)))
