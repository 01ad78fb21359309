"""The page of the codebook says what the codebook says, and is current."""

from pathlib import Path

from builders import a_code, a_codebook

from qualcode.domain.codebook import Indicators
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.codebook_page import codebook_page

ROOT = Path(__file__).resolve().parents[2]


def test_docs_page_is_made_from_the_present_codebook() -> None:
    present = codebook_page(read_codebook(ROOT / "codebook.yaml"), "nl")
    assert (ROOT / "docs" / "CODEBOOK.md").read_text(encoding="utf-8") == present, "run 'make docs'"


def test_page_holds_everything_that_a_coder_goes_by() -> None:
    code = a_code(
        id="factor",
        include="Als het helpt.",
        exclude="Als het niet helpt.",
        examples=("Dat hielp.",),
        indicators=Indicators(lemmas=("helpen",), phrases=("een handje helpen",)),
        negated_as="belemmering",
    )
    page = codebook_page(a_codebook(codes=(code, a_code(id="belemmering"))), "en")
    for said in ("Code factor", "`factor`", "Als het helpt.", "Als het niet helpt.", "> Dat hielp.", "*helpen*"):
        assert said in page
    assert "- **Denied**: `belemmering`" in page
    assert "- **Attributes**: valentie" in page
    assert "2 codes in 2 families" in page
