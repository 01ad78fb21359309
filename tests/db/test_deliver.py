"""Files to take out: for publication or internal, recorded as runs, the same bytes for the same state."""

import hashlib
from io import BytesIO

import pytest
from builders import CODER, a_coding, a_study, a_transcript
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from qualcode.db.models import Run
from qualcode.db.session import reading, writing
from qualcode.domain.evidence import Filters, Question
from qualcode.workflow.deliver import Form, Order, evidence_file, quotes_file
from qualcode.workflow.disclose import review_quote

QUOTE = "De sloop heeft de buurt geholpen."


def an_order(**overrides) -> Order:
    return Order(**{"form": Form.CSV, "internal": False, "language": "nl", "coder": CODER, **overrides})


@pytest.fixture
def coded(engine: Engine) -> Engine:
    with writing(engine) as session:
        a_study(session)
        number = a_coding(session, a_transcript(session), QUOTE)
        a_coding(session, 1, "Dat is jammer.", "factor.huismeester")
        review_quote(session, CODER, number, "publish", "Anybody could have said it.")
    return engine


def test_a_publication_hides_what_one_respondent_said_and_an_internal_file_does_not(coded):
    public = evidence_file(coded, Question(), an_order()).decode("utf-8-sig").splitlines()
    internal = evidence_file(coded, Question(), an_order(internal=True)).decode("utf-8-sig").splitlines()

    assert public[2].split(";")[:5] == ["factor.sloop", "    Code factor.sloop", "0", "x", "x"]
    assert internal[2].split(";")[:5] == ["factor.sloop", "    Code factor.sloop", "0", "1", "1"]
    assert "INTERN" in internal[1]
    assert "INTERN" not in "".join(public)


def test_a_workbook_says_where_it_comes_from(coded):
    made = evidence_file(coded, Question(), an_order(form=Form.XLSX, internal=True))

    book = load_workbook(BytesIO(made))

    assert book.sheetnames[0] == "Tabel"
    assert "Fictief" in str([cell.value for cell in next(book["Tabel"].iter_rows())]) + str(book["Tabel"]["A2"].value)


def test_only_checked_quotes_leave_and_without_their_respondent(coded):
    public = quotes_file(coded, Filters(), "", an_order()).decode("utf-8-sig")
    internal = quotes_file(coded, Filters(), "", an_order(internal=True)).decode("utf-8-sig")

    assert QUOTE in public
    assert "jammer" not in public
    assert "R001" not in public
    assert "jammer" in internal
    assert "R001" in internal


def test_a_file_is_recorded_as_a_run_with_the_digest_of_its_bytes(coded):
    made = evidence_file(coded, Question(), an_order())

    with reading(coded) as session:
        (run,) = session.scalars(select(Run).where(Run.kind == "export"))
    assert run.output_sha256 == hashlib.sha256(made).hexdigest()
    assert run.finished_at is not None


@pytest.mark.parametrize("form", list(Form))
def test_the_same_file_made_twice_has_the_same_bytes(coded, form):
    order = an_order(form=form, internal=True)

    assert evidence_file(coded, Question(), order) == evidence_file(coded, Question(), order)
