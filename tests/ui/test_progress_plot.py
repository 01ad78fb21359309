"""Progress as bars: in words for who cannot see them, with a number at each, and nothing slow to import."""

import json
import subprocess
import sys

import pytest


def charts(app) -> list:
    return [each.proto for each in (*app.get("vega_lite_chart"), *app.get("arrow_vega_lite_chart"))]


@pytest.mark.parametrize(
    ("language", "place", "group"),
    [
        (
            "nl",
            "Werk per wijk. Noord: 0 coderingen, 0 beslist, 1 open suggestie; "
            "Zuid: 2 coderingen, 1 beslist, 0 open suggesties.",
            "bewoners: 2 coderingen",
        ),
        (
            "en",
            "Work by neighbourhood. Noord: 0 codings, 0 decided, 1 open suggestion; "
            "Zuid: 2 codings, 1 decided, 0 open suggestions.",
            "residents: 2 codings",
        ),
    ],
)
def test_bars_are_told_in_words(open_page, language, place, group) -> None:
    first, second = charts(open_page(language=language))
    assert first.alt == place
    assert group in second.alt


def test_each_bar_has_its_number_and_the_longest_sets_the_scale(open_page) -> None:
    specification = json.loads(charts(open_page())[0].spec)
    assert [part["title"]["text"] for part in specification["hconcat"]] == ["Coderingen", "Beslist", "Open"]
    for part in specification["hconcat"]:
        bars, numbers = part["layer"]
        assert numbers["mark"]["type"] == "text"
        assert numbers["encoding"]["text"]["field"] == f"{bars['encoding']['x']['field']}_said"
    assert specification["hconcat"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 2]


def test_bars_of_groups_begin_below_those_of_neighbourhoods(open_page) -> None:
    first, second = (json.loads(each.spec)["hconcat"] for each in charts(open_page(language="en")))
    (place, *others), (group, *_) = (
        [bars["layer"][0]["encoding"]["y"]["axis"]["minExtent"] for bars in each] for each in (first, second)
    )
    assert place == group == 7 * len("policy makers")
    assert others == [0, 0]


def test_the_first_page_imports_no_library_for_plots() -> None:
    code = "import sys, qualcode.ui.app_pages.overview; print(sorted({'altair', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
