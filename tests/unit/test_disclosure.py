"""What leaves: labels that enough respondents share, and tables without small cells in any measure."""

from itertools import combinations

from an_evidence_table import a_table, some_cells
from builders import a_code, a_codebook
from hypothesis import given
from hypothesis import strategies as st

from qualcode.domain.disclosure import Source, Splits, labels, named, publishable
from qualcode.domain.evidence import TOTAL, Aside, Cell, EvidenceTable, Heading
from qualcode.domain.headings import row_headings
from qualcode.domain.linkage import parents, pattern, whole_rows

K = 3
JOL, ZUID = Source("bewoner", "Lelystad", "Jol"), Source("bewoner", "Lelystad", "Zuiderzeewijk")
TARWE = Source("bewoner", "Rotterdam", "Tarwewijk")
POLICY = Source("beleidsmaker", "Rotterdam", "Tarwewijk")


def leaves(table: EvidenceTable, language: str = "nl", by_group: tuple[str, ...] = ()) -> EvidenceTable:
    """The table of a whole study as it leaves."""
    split = Splits(by_group, ())
    return publishable(table, pattern(table, K), split, K, language, asides=True)


def people(number: int, name: str = "R") -> set[str]:
    return {f"{name}{i}" for i in range(number)}


def test_a_label_that_enough_respondents_share_keeps_its_neighbourhood():
    assert labels({JOL: people(3)}, K) == {JOL: JOL}


def test_too_few_in_a_neighbourhood_are_named_by_their_city_together_with_their_neighbours():
    said = labels({JOL: people(2, "j"), ZUID: people(5, "z")}, K)
    assert said[JOL] == Source("bewoner", "Lelystad", "")
    assert said[ZUID] == said[JOL], "else the city would stand for the two of Jol alone"


def test_too_few_in_a_city_are_from_a_neighbourhood():
    said = labels({JOL: people(2, "j"), TARWE: people(4, "t")}, K)
    assert said[JOL] == said[TARWE] == Source("bewoner", "", "")


def test_too_few_of_a_group_take_the_smallest_other_label_along():
    said = labels({POLICY: people(1, "p"), TARWE: people(4, "t"), ZUID: people(9, "z")}, K)
    assert said == {POLICY: Source("", "", ""), TARWE: Source("", "", ""), ZUID: ZUID}


def test_a_respondent_of_two_neighbourhoods_is_one_person():
    assert labels({JOL: {"R1", "R2"}, ZUID: {"R1", "R2"}}, K)[JOL] == Source("", "", "")


def test_labels_are_printed_in_the_reader_s_language():
    assert named(JOL, "nl") == "bewoner, Jol"
    assert named(Source("bewoner", "Lelystad", ""), "en") == "resident, a neighbourhood in Lelystad"
    assert named(Source("", "", ""), "nl") == "een respondent, een wijk"


sources = st.builds(
    lambda group, place: Source(group, *place),
    st.sampled_from(("bewoner", "beleidsmaker")),
    st.sampled_from((("Lelystad", "Jol"), ("Lelystad", "Zuiderzeewijk"), ("Rotterdam", "Tarwewijk"))),
)


@given(st.dictionaries(sources, st.sets(st.integers(0, 9).map(str), min_size=1, max_size=6)), st.integers(1, 4))
def test_every_label_is_shared_by_k_or_says_nothing(respondents, k):
    said = labels(respondents, k)
    for label in set(said.values()):
        bearers = set().union(*(respondents[source] for source, used in said.items() if used == label))
        assert len(bearers) >= k or label == Source("", "", "")
    if len(set().union(*respondents.values())) >= k:
        nobody = [source for source, used in said.items() if used == Source("", "", "")]
        assert not nobody or len(set().union(*(respondents[source] for source in nobody))) >= k


def test_a_hidden_cell_loses_every_measure():
    out = leaves(a_table(some_cells(ax=2)))
    assert out.cell("a", "x") == Cell("a", "x", suppressed=True)


def test_ids_never_leave():
    out = leaves(a_table(some_cells()))
    assert all(not cell.coding_ids for cell in out.cells.values())
    assert not any(cell.suppressed for cell in out.cells.values())


def test_splits_leave_by_whole_rows_only():
    cells = some_cells()
    cells["a", "x"] = Cell("a", "x", 6, 6, 6, 6, {"bewoner": 5, "beleidsmaker": 1}, {"positief": 6})
    out = leaves(a_table(cells), by_group=("b",))
    assert not any(out.cell("a", column).by_group or out.cell("a", column).by_value for column in ("x", "y", TOTAL))
    assert out.cell("b", "x").by_group == {"bewoner": 6}


def test_rows_follow_the_tree_also_when_the_file_lists_families_first():
    codes = tuple(a_code(id=code, parent=code.rpartition(".")[0] or None) for code in ("f", "u", "f.a", "u.a", "f.b"))
    rows = row_headings(a_codebook(codes=codes, attributes=()), "codes", "nl")
    assert [(row.id, row.depth) for row in rows] == [("f", 0), ("f.a", 1), ("f.b", 1), ("u", 0), ("u.a", 1)]
    assert parents(rows) == {"f": None, "f.a": "f", "f.b": "f", "u": None, "u.a": "u"}


def everything_shown(_row: str) -> bool:
    return True


def test_a_row_of_a_part_leaves_whole_or_not_at_all():
    few = a_table(some_cells(ax=1))
    many = a_table(some_cells())
    assert whole_rows([many], everything_shown, K) == {"a", "b", TOTAL}
    assert whole_rows([many, few], everything_shown, K) == {TOTAL}, "b and the total would tell what a holds"
    assert whole_rows([many], lambda row: row != "a", K) == {TOTAL}, "one hidden row follows from the others"


def test_a_row_left_out_at_coarser_places_stays_out_and_a_known_nought_hides_nothing():
    cells = {
        (row, column): Cell(row, column, n, n, n, n)
        for column in ("x", "y", TOTAL)
        for row, n in (("f", 5), ("f.a", 5), ("f.b", 0), (TOTAL, 5))
    }
    rows = (Heading("f", "f", "f"), Heading("f.a", "f.a", "f.a", 1), Heading("f.b", "f.b", "f.b", 1))
    part = a_table(cells, rows=rows)

    def neither(row: str) -> bool:
        return row not in {"f.a", "f.b"}

    assert whole_rows([part], neither, K) == {"f", TOTAL}, "it could be either"
    assert whole_rows([part], everything_shown, K, {"f", "f.b", TOTAL}) == {"f.b"}, (
        "f and the total tell what f.a holds"
    )
    assert whole_rows([part], neither, K, {"f", "f.b", TOTAL}) == set(), "f.b is known to be nought there"


def test_a_row_with_the_people_of_a_hidden_row_that_coarser_places_show_stays_hidden_too():
    few, many = (
        a_table({(row, each): Cell(row, each, n * 2, n, n, n) for row, n in rows.items() for each in ("x", TOTAL)})
        for rows in ({"a": 5, "b": 5, TOTAL: 9}, {"a": 9, "b": 5, TOTAL: 9})
    )

    def not_a(row: str) -> bool:
        return row != "a"

    everything = {"a", "b", TOTAL}
    assert whole_rows([few], not_a, K, {"b", TOTAL}, [many]) == {TOTAL}, "nothing is known of a at coarser places"
    assert whole_rows([few], not_a, K, everything) == {TOTAL}, "nobody knows that a and the total are the same"
    assert TOTAL not in whole_rows([few], not_a, K, everything, [many]), "it would tell what a holds"


def test_what_stands_apart_leaves_as_a_total_of_k_transcripts_and_k_respondents_only():
    out = leaves(a_table(some_cells()))
    assert out.unassigned == (Aside(TOTAL, "", 4, 3, 3),)
    assert out.elsewhere == ()
    assert out.documents == (Aside("a", "x", 1, 1),), "documents are public"
    alone = a_table(some_cells(), unassigned=(Aside(TOTAL, "", 4, 3, 2),), elsewhere=(Aside(TOTAL, "", 9, 4, 1),))
    assert leaves(alone).unassigned == leaves(alone).elsewhere == (), "three interviews with one person"


def test_the_table_says_what_was_hidden():
    said = leaves(a_table(some_cells(ax=2)))
    hidden = sum(cell.suppressed for cell in said.cells.values())
    assert f"Onderdrukt (x): {hidden} cellen" in said.suppression[0], "and not how many of them are small"
    assert "nothing was suppressed" in leaves(a_table(some_cells()), "en").suppression[0]


def test_a_lone_small_cell_never_stands_alone_in_its_row_or_column():
    out = leaves(a_table(some_cells(ax=1)))
    hidden = {place for place, cell in out.cells.items() if cell.suppressed}
    for line in ([("a", c) for c in ("x", "y", TOTAL)], [(r, "x") for r in ("a", "b", TOTAL)]):
        assert len(hidden & set(line)) != 1
    assert len(list(combinations(hidden, 2))) >= 1
