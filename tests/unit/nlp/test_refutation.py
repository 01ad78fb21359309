"""Refutation of what others say, on labelled passages, and what it does to the polarity of codes."""

from pathlib import Path

import pytest

from qualcode.interchange.codebook_file import read_codebook
from qualcode.nlp.attributing import Attributing
from qualcode.nlp.denial import Told

CODEBOOK = Path(__file__).parents[3] / "codebook.yaml"


def test_refutation_in_labelled_passages(regression):
    def found(text):
        refutation = Told.of(text).refutation
        if refutation.refuted:
            return "refuted"
        return next((name for name in ("doubted", "idle") if getattr(refutation, name)), "-")

    regression("refutation", found)


def test_what_is_reported_is_refuted_by_what_the_speaker_says_next():
    assert Told.of("Ze zeggen dat het hier onveilig is.", ["Kletskoek."]).refutation.refuted == {0}
    assert Told.of("Ze zeggen dat het hier onveilig is.", ["Dat klopt."]).refutation.refuted == frozenset()


@pytest.fixture(scope="module")
def attributing():
    return Attributing(read_codebook(CODEBOOK))


@pytest.mark.parametrize(
    ("code", "terms", "text", "denied"),
    [
        (  # a lack is denied where the talk of it is refuted, though no word of it is
            "belemmering.corporatie_terugtrekking",
            ["terugtrekken"],
            "Overal lees ik dat de corporatie zich heeft teruggetrokken. Bij ons klopt dat niet, wij zitten er nog.",
            True,
        ),
        (
            "belemmering.corporatie_terugtrekking",
            ["terugtrekken"],
            "Overal lees ik dat de corporatie zich heeft teruggetrokken. Zo is het, en dat merk je elke dag.",
            False,
        ),
        (
            "uitkomst.veiligheid",
            ["veilig"],
            "Ze zeggen dat het hier veilig is geworden. Onzin. Ik loop een blokje om.",
            True,
        ),
        (  # what is only supposed is not denied by what it would have made no difference to
            "extern.rijksbeleid",
            ["rijk"],
            "Als het rijk had betaald, had dat geen verschil gemaakt en was er niemand gekomen.",
            False,
        ),
    ],
)
def test_a_code_is_denied_by_a_refutation_of_where_it_is_told(attributing, code, terms, text, denied):
    assert attributing.denies(code, Told.of(text), terms) is denied


def test_what_is_refuted_is_one_code_and_what_is_said_instead_another(attributing):
    def signs(text):
        return attributing.signs("uitkomst.veiligheid", Told.of(text), ["veilig"])

    assert "code refuted" in signs("Ze zeggen dat het hier veilig is. Onzin. Ik loop een blokje om.")
    assert "refuted beside the code" in signs("Ze zeggen dat het hier niets is. Onzin. Het is hier veilig.")
