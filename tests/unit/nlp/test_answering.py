"""Short answers, which take the codes of their question."""

import pytest
from dutch import a_code, a_codebook_of, a_lexicon_of_words

from qualcode.domain.ranking import Ranked, Term
from qualcode.domain.span import Span
from qualcode.domain.transcript import Role, Turn
from qualcode.nlp.answering import answers
from qualcode.nlp.attributing import Attributing
from qualcode.nlp.hybrid import sentences, suggestions

INDICATORS = "armoede huismeester overlast sloop veilig vertrouwen winkel"


@pytest.fixture(scope="module")
def lexicon():
    return a_lexicon_of_words(INDICATORS)


def a_conversation(*said, roles=(Role.INTERVIEWER, Role.RESPONDENT)):
    """The text and the turns of people who speak in turn, each on a line."""
    turns, text = [], ""
    for number, speech in enumerate(said):
        role = roles[number % len(roles)]
        start = len(text)
        text += f"{'I' if role is Role.INTERVIEWER else 'R1'}: {speech}\n"
        turns.append(
            Turn(
                number + 1,
                "",
                role,
                Span(start, len(text) - 1),
                Span(start + text[start:].index(" ") + 1, len(text) - 1),
            )
        )
    return text, turns


def test_codes_of_labelled_answers(regression, lexicon):
    def found(case):
        text, turns = a_conversation(*case.split(" | "))
        signs = {
            each.code: "-" if each.attributes.get("polariteit") == "ontkend" else "+"
            for each in lexicon.suggest(text, turns)
        }
        return " ".join(signs[code] + code for code in sorted(signs))

    regression("answers", found)


def test_only_the_answer_gets_a_suggestion_and_it_says_that_the_question_is_why(lexicon):
    text, turns = a_conversation("Is er een huismeester?", "Nee.")
    (suggestion,) = lexicon.suggest(text, turns)
    prompted, why = suggestion.explanations
    assert suggestion.span.of(text) == "Nee."
    assert (prompted.how, prompted.indicator) == ("prompted", "Nee.")
    assert [span.of(text) for span in why.words] == ["huismeester"]


def test_same_words_count_more_when_the_respondent_says_them(lexicon):
    asked, turns = a_conversation("Is er een huismeester?", "Ja.")
    (prompted,) = lexicon.suggest(asked, turns)
    told, turns = a_conversation("Vertel.", "Er is een huismeester.")
    (spontaneous,) = lexicon.suggest(told, turns)
    assert prompted.score < spontaneous.score


def test_answer_is_the_same_when_only_the_respondent_is_heard(lexicon):
    text, turns = a_conversation("Hoe is het?", "Goed.", "Zijn er winkels?", "Nee.")
    heard = [turn for turn in turns if turn.role is Role.RESPONDENT]
    assert lexicon.suggest(text, heard) == lexicon.suggest(text, turns) != []


def test_what_another_respondent_said_is_no_question(lexicon):
    text, turns = a_conversation("Er is een huismeester.", "Ja.", roles=(Role.RESPONDENT,))
    assert [each.span.of(text) for each in lexicon.suggest(text, turns)] == ["Er is een huismeester."]
    assert not list(answers(text, turns))


def test_a_short_answer_is_ranked_by_the_words_of_its_question():
    text, turns = a_conversation("Zijn er winkels?", "Nee.", "En verder?", "Er is een plein. Nee.")
    heard = [turn for turn in turns if turn.role is Role.RESPONDENT]
    assert [each.unit.text for each in sentences("1", text, heard)] == ["Zijn er winkels?", "Er is een plein.", "Nee."]


def test_ranked_codes_of_a_short_answer_are_denied_by_it_and_say_that_the_question_is_why():
    codebook = a_codebook_of(a_code("plein", lemmas=("plein",)))
    text, turns = a_conversation("Is er een plein?", "Nee.")
    read = sentences("1", text, [turns[1]])
    ranked = [(Ranked("plein", 0.6, {"words": 1.0}, (Term("plein", 1.0),), ()),)]
    (suggestion,) = suggestions(read, ranked, (), {}, Attributing(codebook))
    assert suggestion.attributes["polariteit"] == "ontkend"
    assert [why.how for why in suggestion.explanations] == ["prompted", "ranked"]
