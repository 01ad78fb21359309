"""The table on a terminal: eleven columns fit, and every character takes the room that it takes."""

from an_evidence_table import a_table

from qualcode.domain.evidence import TOTAL, Cell, Columns, Filters, Heading, Question
from qualcode.domain.headings import Area, column_headings, short_name
from qualcode.domain.publication import About
from qualcode.interchange.plain import fitted, shown_width, table_lines, wrapped

NAMES = (
    *("Afrikaanderwijk", "Jol", "Meijhorst", "Moerwijk", "Morgenstond", "Oosterparkwijk"),
    *("Palenstein", "Tarwewijk", "Vinkhuizen", "Willemskwartier", "Zuiderzeewijk"),
)
ABOUT = About("Proef", True, True, "qualcode 0", None, 1, "0" * 64, None, ())  # noqa: FBT003


def lines(**overrides: object) -> list[str]:
    areas = [Area(n, name.lower(), name, "Stad") for n, name in enumerate(NAMES)]
    columns = column_headings(Question(), areas, (), "nl")
    cells = {("a", column.id): Cell("a", column.id, 20, 12, 7) for column in columns}
    cells["a", TOTAL] = Cell("a", TOTAL, 220, 130, 77)
    rows = (Heading("a", "Vasthoudende inzet op sociale ondersteuning en weerbaarheid", "a"), Heading("b", "B", "b", 1))
    return list(table_lines(a_table(cells, rows=rows, columns=columns, **overrides), ABOUT, "nl", 100))


def test_eleven_columns_fit_in_a_hundred_characters():
    assert max(map(shown_width, lines())) <= 100


def test_short_names_are_explained():
    text = "\n".join(lines())
    assert "Afri Jol Meij" in text
    assert "Afri = Afrikaanderwijk" in text
    assert "Jol = " not in text


def test_short_names_differ():
    assert [short_name(name, ("Moerwijk", "Moerdijk", "Jol")) for name in ("Moerwijk", "Moerdijk", "Jol")] == [
        "Moerw",
        "Moerd",
        "Jol",
    ]


def test_a_cell_without_evidence_is_a_dot_and_a_hidden_one_a_cross():
    cells = {("a", "x"): Cell("a", "x", suppressed=True)}
    row = next(line for line in table_lines(a_table(cells), ABOUT, "nl", 80) if line.startswith("a "))
    assert row.split() == ["a", "x", "·", "·"]


def test_a_study_that_is_made_up_and_a_table_that_stays_inside_say_so():
    assert lines()[0].startswith("INTERN")
    assert lines()[1].startswith("Fictief")


def test_columns_by_group_are_in_the_order_of_the_study():
    headings = column_headings(Question(columns=Columns.GROUP), (), {"bewoner", "beleidsmaker"}, "en")
    assert [heading.label for heading in headings] == ["policy makers", "residents"]


def test_wide_and_combining_characters_keep_columns_straight():
    assert shown_width("e\u0301én") == 3
    assert shown_width("市場") == 4
    assert fitted("市場wijk", 5) == "市場…"
    assert shown_width(fitted("市場", 3)) == 3


def test_lines_break_at_blanks_and_keep_every_word():
    assert wrapped("een twee drie", 8) == ["een twee", "drie"]
    assert wrapped("", 8) == [""]


def test_neighbourhoods_of_one_name_are_told_apart_by_their_city():
    areas = [
        Area(1, "west-centrum", "Centrum", "Weststad"),
        Area(2, "oost-centrum", "Centrum", "Ooststad"),
        Area(3, "oost-zuid", "Zuid", "Ooststad"),
    ]
    headings = column_headings(Question(), areas, (), "nl")
    assert [(each.id, each.label) for each in headings] == [
        ("oost-centrum", "Centrum (Ooststad)"),
        ("west-centrum", "Centrum (Weststad)"),
        ("oost-zuid", "Zuid"),
    ]
    assert len({each.short for each in headings}) == 3
    left = column_headings(Question(filters=Filters(cities=("Weststad",))), areas, (), "nl")
    assert [each.label for each in left] == ["Centrum (Weststad)"]
