"""Talk about elsewhere and earlier, on labelled sentences."""

from qualcode.nlp.whereabouts import whereabouts


def test_whereabouts_of_labelled_sentences(regression):
    def found(text):
        about = whereabouts(text)._asdict()
        return " ".join(name for name, words in about.items() if words) or "-"

    regression("whereabouts", found)


def test_words_are_told_as_they_were_said():
    assert whereabouts("Ja, Vroeger was dat zo.") == (None, "Vroeger")
    assert whereabouts("Daar in Den Haag wel.") == ("Daar in Den Haag", None)
    assert whereabouts("Toen ik hier kwam wonen, was het stil.").earlier == "Toen ik hier kwam"
    assert whereabouts("") == (None, None)
