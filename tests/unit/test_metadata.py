"""interviews.csv and neighbourhoods.csv as people save them, and the refusal of what they mistype."""

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from qualcode.domain.transcript import AreaCode, Group, InterviewMetadata, Kind, Role, Speaker
from qualcode.errors import MetadataError
from qualcode.interchange.metadata import read_interviews, read_neighbourhoods

ROOT = Path(__file__).parents[2]
NEIGHBOURHOODS = ROOT.parent / "shared/data/statistics/neighbourhoods.csv"
HEADER = "transcript;kind;neighbourhoods;speakers;month;language;topics;notice"
ROW = "gesprek-1;interview;moerwijk|jol;R1=R017:bewoner|I=interviewer;2019-03;nl;wonen|imago;Fictief; zie bijlage"


def a_file(folder, text, name="interviews.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def a_row(**cells):
    """One row of interviews.csv with the named cells."""
    return f"{';'.join(['transcript', *cells])}\n{';'.join(['gesprek-1', *cells.values()])}\n"


def a_sheet(folder, *rows, name="interviews.xlsx", change=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    book.save(folder / name)
    return folder / name


def refusal(read, path):
    with pytest.raises(MetadataError) as caught:
        read(path)
    sentence = str(caught.value)
    assert sentence.startswith(path.name)
    assert "\n" not in sentence
    return sentence


EXPECTED = InterviewMetadata(
    transcript="gesprek-1",
    kind=Kind.INTERVIEW,
    neighbourhoods=("moerwijk", "jol"),
    speakers=(Speaker("R1", Role.RESPONDENT, "R017", Group.BEWONER), Speaker("I", Role.INTERVIEWER)),
    month="2019-03",
    language="nl",
    topics=("wonen", "imago"),
    notice="Fictief; zie bijlage",
    line=2,
)
QUOTED = ROW.replace("Fictief; zie bijlage", '"Fictief; zie bijlage"')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_interviews_are_read_from_csv(tmp_path, encoding, newline):
    assert read_interviews(a_file(tmp_path, f"{HEADER}{newline}{QUOTED}{newline}", encoding=encoding)) == (EXPECTED,)


@pytest.mark.parametrize("separator", [",", "\t"])
def test_interviews_are_read_with_another_separator(tmp_path, separator):
    text = f"{HEADER}\n{ROW}".replace("; ", "@").replace(";", separator).replace("@", "; ")
    assert read_interviews(a_file(tmp_path, text)) == (EXPECTED,)


def test_csv_of_a_dutch_spreadsheet_is_read(tmp_path):
    text = "transcript;notice\ncafé;geïnterviewd op één dag\n"
    (interview,) = read_interviews(a_file(tmp_path, text, encoding="cp1252"))
    assert (interview.transcript, interview.notice) == ("café", "geïnterviewd op één dag")


def test_column_names_may_differ_in_case_and_space(tmp_path):
    (interview,) = read_interviews(a_file(tmp_path, " Transcript ;MONTH\ngesprek-1;2019-03\n"))
    assert interview.month == "2019-03"


def test_columns_that_are_absent_have_their_default(tmp_path):
    (interview,) = read_interviews(a_file(tmp_path, "transcript\ngesprek-1\n"))
    assert interview == InterviewMetadata("gesprek-1", line=2)


def test_empty_rows_and_cells_are_passed_over(tmp_path):
    interviews = read_interviews(a_file(tmp_path, f"{HEADER}\n\n;;;;;;;\ngesprek-1;;;\n\n"))
    assert interviews == (InterviewMetadata("gesprek-1", line=4),)


def test_line_of_a_row_counts_lines_inside_quotes(tmp_path):
    interviews = read_interviews(a_file(tmp_path, 'transcript;notice\na;"een\ntwee"\nb;drie\n'))
    assert [(interview.transcript, interview.line) for interview in interviews] == [("a", 2), ("b", 4)]


@pytest.mark.parametrize(
    ("written", "name"),
    [("gesprek-1.docx", "gesprek-1"), ("gesprek 1.TXT", "gesprek 1"), ("cafe\u0301", "café"), ("deel.2", "deel.2")],
)
def test_transcript_is_the_file_name_without_its_ending(tmp_path, written, name):
    assert read_interviews(a_file(tmp_path, f"transcript\n{written}\n"))[0].transcript == name


@pytest.mark.parametrize(("written", "kind"), [("Focus group", Kind.FOCUS_GROUP), ("document", Kind.DOCUMENT)])
def test_kind_may_differ_in_case_and_space(tmp_path, written, kind):
    assert read_interviews(a_file(tmp_path, a_row(kind=written)))[0].kind is kind


@pytest.mark.parametrize("written", ["2019-03", "2019-03-15", "03-2019", "3/2019"])
def test_month_is_read_as_people_write_it(tmp_path, written):
    assert read_interviews(a_file(tmp_path, a_row(month=written)))[0].month == "2019-03"


def test_speakers_may_be_without_group_or_role(tmp_path):
    (interview,) = read_interviews(a_file(tmp_path, a_row(speakers="R 1 = R017 | M. de Vries (wijkagent)=unknown")))
    assert interview.speakers == (
        Speaker("R 1", Role.RESPONDENT, "R017"),
        Speaker("M. de Vries (wijkagent)", Role.UNKNOWN),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the column 'transcript' is missing"),
        ("kind\ninterview\n", "the column 'transcript' is missing"),
        ("transcript;speaker\na;b\n", "there is no column 'speaker'; did you mean 'speakers'?"),
        ("transcript;kind;Kind\na;b;c\n", "the column 'kind' stands there twice"),
        ("transcript;\na;b\n", "'b' stands under no column name"),
        ("transcript;kind\na;interview;nog iets\n", "line 2: the row has 3 cells"),
        ('transcript;notice\na;"open\n', "line 2: the line is no CSV"),
        ("transcript\na\nb\na.txt\n", "line 4: transcript 'a' stands on line 2 too"),
        ("transcript\nmap/a.txt\n", "holds a folder"),
        ("transcript;kind\n.docx;interview\n", "the row names no transcript"),
        ("transcript;notice\n;iets\n", "the row names no transcript"),
        (a_row(kind="gesprek"), "kind 'gesprek' is not known (allowed are interview, focus_group, document)"),
        (a_row(speakers="R1=R017:buurman"), "allowed are beleidsmaker, wijkprofessional, bewoner, onbekend"),
        (a_row(speakers="R1"), "does not say who has which label (write R1=R017:bewoner|I=interviewer)"),
        (a_row(speakers="R1="), "does not say who has which label"),
        (a_row(speakers="I=moderator"), "neither a respondent's number such as R017 nor interviewer"),
        (a_row(speakers="R1=Fatima El Amrani"), "neither a respondent's number"),
        (a_row(speakers="R1=R1|r 1=R2"), "stands on line 2 too"),
        (a_row(month="2019-13"), "month '2019-13' is no month (write it as 2019-03)"),
        (a_row(month="mrt-19"), "month 'mrt-19' is no month"),
        (a_row(language="Nederlands"), "write a code such as nl or en"),
        ("transcript\n=HYPERLINK(1)\n", "line 2: transcript '=HYPERLINK(1)' begins like a formula"),
        (a_row(speakers="@R1=R017"), "begins like a formula"),
        (a_row(neighbourhoods="+31"), "begins like a formula"),
        (a_row(month="-"), "begins like a formula"),
        ('transcript\n"\ra"\n', "begins like a formula"),
        (
            "transcript;speakers\na;R=R1:bewoner\nb;R=R1:beleidsmaker\n",
            "line 3: R1 is beleidsmaker here and bewoner on line 2",
        ),
    ],
)
def test_mistake_in_interviews_is_refused_with_its_place(tmp_path, text, reason):
    assert reason in refusal(read_interviews, a_file(tmp_path, text))


def test_formula_in_free_text_is_kept_as_text(tmp_path):
    (interview,) = read_interviews(a_file(tmp_path, a_row(topics="=1+1|- wonen", notice="@iedereen")))
    assert (interview.topics, interview.notice) == (("=1+1", "- wonen"), "@iedereen")


# XLSX


def test_interviews_are_read_from_xlsx(tmp_path):
    def validate(book):
        book.active.add_data_validation(DataValidation(type="list", formula1='"interview,document"'))
        book.create_sheet("toelichting").append(["iets anders"])

    path = a_sheet(tmp_path, HEADER.split(";"), [*ROW.split(";", 7)], change=validate)
    assert read_interviews(path) == (EXPECTED,)


@pytest.mark.parametrize("month", [date(2019, 3, 15), datetime(2019, 3, 1, tzinfo=UTC).replace(tzinfo=None), "2019-03"])
def test_month_of_a_sheet_may_be_a_date(tmp_path, month):
    (interview,) = read_interviews(a_sheet(tmp_path, ["transcript", "month", None], [7, month], []))
    assert (interview.transcript, interview.month) == ("7", "2019-03")


def test_numbers_and_empty_cells_of_a_sheet_are_text(tmp_path):
    interviews = read_interviews(a_sheet(tmp_path, ["transcript", "notice"], [7.0, 2.5], [None, None], ["b", True]))
    assert [(row.transcript, row.notice, row.line) for row in interviews] == [("7", "2.5", 2), ("b", "True", 4)]


def test_formula_of_a_sheet_is_refused_or_kept_as_text(tmp_path):
    (interview,) = read_interviews(a_sheet(tmp_path, ["transcript", "notice"], ["a", "=1+1"]))
    assert interview.notice == "=1+1"
    path = a_sheet(tmp_path, ["transcript"], ['="a"&1'])
    assert "begins like a formula" in refusal(read_interviews, path)


def test_broken_sheet_is_refused(tmp_path):
    data = a_sheet(tmp_path, ["transcript"], ["a"]).read_bytes()
    for length in range(0, len(data), 301):
        path = tmp_path / "kapot.xlsx"
        path.write_bytes(data[:length])
        refusal(read_interviews, path)


# Files


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xls", b"x", "allowed are .csv and .xlsx"),
        ("a.csv", b"transcript\n\0\1\2", "binary"),
        ("a.xlsx", b"gewoon tekst", "no office file"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path, name, data, reason):
    (tmp_path / name).write_bytes(data)
    assert reason in refusal(read_interviews, tmp_path / name)


def test_missing_file_is_refused(tmp_path):
    assert "cannot be read" in refusal(read_interviews, tmp_path / "weg.csv")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "willekeurig.csv"
    path.write_bytes(f"transcript;kind\n{text}".encode())
    interviews = ()
    with suppress(MetadataError):
        interviews = read_interviews(path)
    assert len({interview.transcript for interview in interviews}) == len(interviews)


# Neighbourhoods


def a_neighbourhood(**cells):
    names = {"neighbourhood_id": "jol", "name": "Jol", "city": "Lelystad"} | cells
    return f"{';'.join(names)}\n" + ";".join(f'"{cell}"' for cell in names.values()) + "\n"


@pytest.mark.parametrize(
    ("written", "exact", "containing"),
    [
        ("WK051836 (BU05183620 Moerwijk-Oost; BU05183637 Moerwijk-West)", ["WK051836", "BU05183620", "BU05183637"], []),
        ("unknown", [], []),
        ("", [], []),
        ("unknown (inside WK026807 Dukenburg)", [], ["WK026807"]),
        ("BU00140900 Noord; BU00140901 Zuid (inside WK001409 Nieuw-West)", ["BU00140900", "BU00140901"], ["WK001409"]),
    ],
)
def test_area_codes_are_exact_unless_the_area_lies_inside_them(tmp_path, written, exact, containing):
    path = a_file(tmp_path, a_neighbourhood(area_codes=written, code_year="2019 (lijst)"))
    (neighbourhood,) = read_neighbourhoods(path)
    assert neighbourhood.area_codes == (
        *(AreaCode(code, "2019 (lijst)") for code in exact),
        *(AreaCode(code, "2019 (lijst)", exact=False) for code in containing),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (a_neighbourhood() + "jol;Jol;Elders\n", "line 3: neighbourhood_id 'jol' stands on line 2 too"),
        (a_neighbourhood(neighbourhood_id="den haag|jol"), "may hold letters, digits, - and _ only"),
        (a_neighbourhood(name=""), "the row has no name"),
        (a_neighbourhood(name="=Jol"), "begins like a formula"),
        (a_neighbourhood(gm_code="0995"), "gm_code '0995' is no municipality"),
        (a_neighbourhood(area_codes="WK5183"), "area code 'WK5183' has not six (WK) or eight (BU) digits"),
        (a_neighbourhood(citty="x"), "did you mean 'city'?"),
        ("neighbourhood_id;name\njol;Jol\n", "the column 'city' is missing"),
    ],
)
def test_mistake_in_neighbourhoods_is_refused_with_its_place(tmp_path, text, reason):
    assert reason in refusal(read_neighbourhoods, a_file(tmp_path, text, "neighbourhoods.csv"))


@pytest.mark.skipif(not NEIGHBOURHOODS.exists(), reason="../shared/data/statistics is absent")
def test_eleven_neighbourhoods_of_the_study_are_read():
    neighbourhoods = read_neighbourhoods(NEIGHBOURHOODS)
    assert len(neighbourhoods) == 11
    assert {neighbourhood.city for neighbourhood in neighbourhoods} == {
        "Den Haag",
        "Groningen",
        "Lelystad",
        "Nijmegen",
        "Rotterdam",
        "Zoetermeer",
    }
    assert sum(any(area.exact for area in neighbourhood.area_codes) for neighbourhood in neighbourhoods) == 7


def test_metadata_of_the_corpus_name_its_transcripts_and_neighbourhoods():
    interviews = read_interviews(ROOT / "corpus/interviews.csv")
    known = {neighbourhood.id for neighbourhood in read_neighbourhoods(ROOT / "corpus/neighbourhoods.csv")}
    files = {path.stem for path in (ROOT / "corpus").iterdir() if path.suffix in {".txt", ".docx", ".vtt", ".srt"}}
    assert {interview.transcript for interview in interviews} == files
    assert {id_ for interview in interviews for id_ in interview.neighbourhoods} <= known
