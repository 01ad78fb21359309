"""Likeness of meaning, where the extra is installed."""

import numpy as np
import pytest

from qualcode.domain.codebook import Code, Codebook
from qualcode.domain.ranking import Unit
from qualcode.nlp import semantic
from qualcode.nlp.meaning import Meaning
from qualcode.nlp.ranker import Groundwork


def test_a_text_is_encoded_once() -> None:
    asked: list[str] = []

    def encode(texts):
        asked.extend(texts)
        return np.ones((len(texts), 2))

    encoder = semantic.Remembering(encode)
    assert encoder(["a", "b", "a"]).shape == (3, 2)
    encoder(["b", "c"])
    assert asked == ["a", "b", "c"]


@pytest.mark.skipif(not semantic.installed(), reason="needs qualcode[semantic]")
def test_a_code_is_found_by_meaning_without_a_shared_word() -> None:
    codes = (
        Code("geld", None, {"nl": "Financiële problemen"}, ""),
        Code("groen", None, {"nl": "Bomen en planten"}, ""),
    )
    unit = Unit("x", "d", "Er staan nu bloemen en struiken in de tuin.")
    ground = Groundwork.of(Codebook("Test", "nl", (), codes), [unit], encoder=semantic.encoder())
    ((first, second),) = ground.learn([]).explained(ground.read([unit]))
    assert first.code == "groen"
    assert first.sources["semantic"] > second.sources["semantic"]


def test_the_encoder_without_its_memory_encodes_again() -> None:
    asked: list[str] = []

    def encode(texts):
        asked.extend(texts)
        return np.ones((len(texts), 2))

    encoder = semantic.Remembering(encode)
    encoder(["a"])
    encoder.afresh()(["a"])
    assert asked == ["a", "a"]


def test_a_heading_is_read_beside_the_whole_text() -> None:
    meant = {"Bomen": (0.0, 1.0), "Schulden": (1.0, 0.0)}

    def encode(texts):
        return np.array([meant.get(text.split(":")[0], (0.7, 0.7)) for text in texts])

    codes = tuple(Code(name, None, {"nl": f"{name}:"}, "") for name in meant)
    meaning = Meaning.of(Codebook("Test", "nl", (), codes), list(meant), encode)
    plain, headed = meaning.scores(["Er was veel.", "Schulden:\nEr was veel."])
    assert plain[0] == plain[1]
    assert headed[list(meant).index("Schulden")] > headed[list(meant).index("Bomen")]
