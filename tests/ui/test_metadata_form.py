"""Describing a transcript on the screen: what it does to the evidence is said first, and stored once."""

from dataclasses import replace

import pytest
from builders import CODER
from sqlalchemy import Engine, func, select

from qualcode.db.models import Event
from qualcode.db.session import make_engine, reading, writing
from qualcode.errors import ConflictError
from qualcode.workflow import describe

KEY = "qualcode_describe_zuid-01"


@pytest.fixture
def engine(study_url: str) -> Engine:
    return make_engine(study_url)


def shown(app) -> str:
    return " ".join(str(each.value) for each in (*app.get("html"), *app.markdown, *app.info, *app.success, *app.error))


def events(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalars(
            select(func.count()).select_from(Event).where(Event.kind == "transcript_described")
        ).one()


def now(engine: Engine):
    with reading(engine) as session:
        return describe.current(session, "zuid-01")


def test_change_is_previewed_and_then_stored_as_one_event(open_page, engine: Engine) -> None:
    before, seen = events(engine), now(engine)
    app = open_page("transcripts", describe="zuid-01")
    app.multiselect(key=f"{KEY}_places").set_value(["stad-noord"])
    app.text_input(key=f"{KEY}_month").set_value("6-2020")
    app.button(key=f"{KEY}_preview").click().run()
    assert "Coderingen die voor een andere wijk tellen: 2; voor een andere groep: 0." in shown(app)
    assert (events(engine), now(engine)) == (before, seen)
    app.button(key="qualcode_describe_store").click().run()
    assert "De beschrijving is opgeslagen." in shown(app)
    stored = now(engine)
    assert (events(engine), stored.neighbourhoods, stored.month) == (before + 1, ("stad-noord",), "2020-06")
    assert (stored.topics, stored.speakers) == (seen.topics, seen.speakers)
    with writing(engine) as session:
        assert not describe.store(session, seen, stored, CODER)
    assert events(engine) == before + 1


def test_what_is_changed_after_the_preview_is_shown_before_it_is_stored(open_page, engine: Engine) -> None:
    app = open_page("transcripts", describe="zuid-01")
    app.text_input(key=f"{KEY}_month").set_value("2020-06")
    app.button(key=f"{KEY}_preview").click().run()
    app.multiselect(key=f"{KEY}_places").set_value(["stad-noord"])
    app.button(key="qualcode_describe_store").click().run()
    assert "Er is nog niets opgeslagen." in shown(app)
    assert "Coderingen die voor een andere wijk tellen: 2" in shown(app)
    assert now(engine).month != "2020-06"
    app.button(key="qualcode_describe_store").click().run()
    assert "De beschrijving is opgeslagen." in shown(app)
    assert (now(engine).month, now(engine).neighbourhoods) == ("2020-06", ("stad-noord",))


def test_form_that_was_opened_before_somebody_else_changed_the_description_stores_nothing(
    open_page, engine: Engine
) -> None:
    app = open_page("transcripts", describe="zuid-01")
    seen = now(engine)
    with writing(engine) as session:
        describe.store(session, seen, describe.changed(seen, replace(seen, month="2018-01")), CODER)
    app.text_input(key=f"{KEY}_month").set_value("2020-06")
    for button in (f"{KEY}_preview", "qualcode_describe_store"):
        app.button(key=button).click().run()
    assert "is intussen veranderd" in shown(app)
    assert now(engine).month == "2018-01"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("month", "voorjaar", "is geen maand"),
        ("1_person", "Mevrouw De Vries", "is geen respondentnummer"),
        ("1_person", "R002", "is elders beleidsmaker en hier bewoner"),
    ],
)
def test_refused_change_leaves_the_description(
    open_page, engine: Engine, field: str, value: str, sentence: str
) -> None:
    before, seen = events(engine), now(engine)
    app = open_page("transcripts", describe="zuid-01")
    app.text_input(key=f"{KEY}_{field}").set_value(value)
    app.button(key=f"{KEY}_preview").click().run()
    assert sentence in shown(app)
    assert (events(engine), now(engine)) == (before, seen)


def test_transcript_that_is_not_there_is_refused(open_page) -> None:
    assert "zuid-99" in shown(open_page("transcripts", describe="zuid-99"))


def test_description_that_somebody_else_changed_is_not_overwritten(engine: Engine) -> None:
    seen = now(engine)
    with writing(engine) as session:
        describe.store(session, seen, describe.changed(seen, replace(seen, month="2018-01")), CODER)
    with pytest.raises(ConflictError, match="changed meanwhile"), writing(engine) as session:
        describe.store(session, seen, replace(seen, month="2017-01"), CODER)
    assert now(engine).month == "2018-01"
