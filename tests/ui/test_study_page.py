"""The study page: how large the study is, and its settings."""

from qualcode.db.session import make_engine, reading
from qualcode.domain.claim import Rules
from qualcode.domain.coding import Display
from qualcode.workflow import study


def html_of(app) -> str:
    return "".join(element.value for element in app.html)


def test_the_study_says_how_large_it_is(open_page):
    shown = html_of(open_page("study", language="en"))

    for fact in ("<dt>Transcripts</dt><dd>2</dd>", "<dt>Words</dt><dd>60</dd>", "<dt>Codings</dt><dd>2</dd>"):
        assert fact in shown
    assert "1 policy makers, 1 residents" in shown
    assert "<dt>Codebook</dt><dd>version 1</dd>" in shown


def test_changed_settings_are_stored(open_page, study_url):
    app = open_page("study", language="en")

    app.radio[0].set_value(Display.AFTER_TURN)
    app.number_input[3].set_value(5)
    app.button(key="qualcode_change_settings").click().run()

    assert "were changed" in app.success[0].value
    engine = make_engine(study_url)
    with reading(engine) as session:
        settings = study.view(session).settings
    engine.dispose()
    assert (settings.display, settings.k) == (Display.AFTER_TURN, 5)


def test_settings_that_are_as_they_were_change_nothing(open_page):
    app = open_page("study", language="en")

    app.button(key="qualcode_change_settings").click().run()

    assert "Nothing was changed" in app.success[0].value


def test_thresholds_of_verdicts_are_changed_on_the_page(open_page, study_url):
    app = open_page("study")
    field = next(each for each in app.number_input if each.label.startswith("Respondenten die een wijk voor"))
    field.set_value(3)
    share = next(
        each for each in app.number_input if each.label == "Laagste score waarbij een suggestie verschijnt (%)"
    )
    assert share.value == 30, "whole percents, which are written alike in every language"
    share.set_value(45)
    app.button(key="qualcode_change_settings").click().run()

    engine = make_engine(study_url)
    with reading(engine) as session:
        settings = study.view(session).settings
    engine.dispose()
    assert settings.rules == Rules(respondents=3)
    assert settings.threshold == 0.45
