"""The demonstration corpus: complete, fictional, without personal data, and coded on words that are really there."""

import csv
import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from qualcode.domain.transcript import Role
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.report_week_file import read_report_week
from qualcode.interchange.transcript_files import read_transcript

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
FILES = sorted(path for path in CORPUS.iterdir() if path.suffix in {".txt", ".docx", ".vtt", ".srt"})
NOTICE = re.compile(
    r"Fictief (interview|groepsgesprek|document), geschreven voor de demonstratie van qualcode;"
    r" geen onderzoeksmateriaal\."
)
GROUPS = {"bewoner": 4, "wijkprofessional": 3, "beleidsmaker": 3}
"""Interviews of each neighbourhood by respondent group."""
CODED = {"annelies": 44, "bram": 22}
"""Transcripts that each coder coded in full."""
PERSONAL = {
    "e-mail": r"\S+@\S+",
    "phone": r"(?<!\d)(?:\+31|0031|0)[\s-]?(?:\d[\s-]?){8,9}(?!\d)",
    "postcode": r"\b[1-9]\d{3}\s?[A-Z]{2}\b",
    "BSN": r"(?<!\d)(?:\d[\s.-]?){8}\d(?!\d)",
}
LONG = 8
"""Words from which a sentence may stand in one transcript only."""


def rows(name, delimiter):
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


ROWS = {row["transcript"]: row for row in rows("interviews.csv", ";")}
INTERVIEWS = {name: row for name, row in ROWS.items() if row["kind"] != "document"}
DOCUMENTS = set(ROWS) - set(INTERVIEWS)
PARSED = {
    path.stem: read_transcript(path, [pair.split("=")[0] for pair in ROWS[path.stem]["speakers"].split("|") if pair])
    for path in FILES
}
NEIGHBOURHOODS = {row["neighbourhood_id"]: row for row in rows("neighbourhoods.csv", ",")}
CODEBOOK = read_codebook(ROOT / "codebook.yaml")


def codings(coder):
    lines = (CORPUS / "codings" / f"{coder}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


CODINGS = [coding for coder in CODED for coding in codings(coder)]


def speakers(transcript):
    """Label -> (respondent, group), with nobody for the interviewer."""
    pairs = (pair.split("=", 1) for pair in INTERVIEWS[transcript]["speakers"].split("|"))
    return {label: tuple(who.split(":")) if ":" in who else (None, who) for label, who in pairs}


def long_sentences(parsed):
    """The sentences of a transcript as their words, where there are enough of them."""
    speech = "\n".join(turn.speech.of(parsed.text) for turn in parsed.turns if turn.label)
    split = (tuple(re.findall(r"\w+", sentence.lower())) for sentence in re.split(r"[.?!…:;]+\s|\n", speech))
    return {words for words in split if len(words) >= LONG}


def places_of(coding):
    """Where the quote stands: the places of `exact` that its prefix and suffix, where given, surround."""
    text, exact = PARSED[coding["transcript"]].text, coding["exact"]
    return [
        found.start()
        for found in re.finditer(re.escape(exact), text)
        if text[: found.start()].endswith(coding.get("prefix", ""))
        and text[found.start() + len(exact) :].startswith(coding.get("suffix", ""))
    ]


def test_every_transcript_has_a_row_and_every_row_a_transcript():
    assert len(FILES) == len(PARSED) == len(ROWS)
    assert set(PARSED) == set(ROWS)


def test_every_neighbourhood_has_ten_interviews():
    assert len(NEIGHBOURHOODS) == 11
    first = Counter(row["neighbourhoods"].split("|")[0] for row in INTERVIEWS.values())
    assert first == dict.fromkeys(NEIGHBOURHOODS, 10)
    assert 2 <= len(DOCUMENTS) <= 3


@pytest.mark.parametrize("neighbourhood", NEIGHBOURHOODS)
def test_every_group_is_heard_in_every_neighbourhood(neighbourhood):
    here = [name for name, row in INTERVIEWS.items() if row["neighbourhoods"].split("|")[0] == neighbourhood]
    heard = Counter(group for name in here for group in {group for who, group in speakers(name).values() if who})
    assert heard == GROUPS


def test_files_have_the_forms_that_people_have():
    forms = Counter(path.suffix for path in FILES)
    assert forms[".docx"] >= 10
    assert forms[".vtt"] + forms[".srt"] >= 5
    assert forms[".txt"] > len(FILES) / 2


def test_there_are_group_interviews_and_some_about_two_neighbourhoods_of_a_city():
    assert sum(row["kind"] == "focus_group" for row in INTERVIEWS.values()) >= 6
    about_two = [row["neighbourhoods"].split("|") for row in INTERVIEWS.values() if "|" in row["neighbourhoods"]]
    assert len(about_two) >= 6
    assert all(len({NEIGHBOURHOODS[name]["city"] for name in names}) == 1 for names in about_two)


def test_no_respondent_is_in_two_interviews():
    numbers = [who for name in INTERVIEWS for who, _ in speakers(name).values() if who is not None]
    assert len(numbers) == len(set(numbers)) > 110
    assert all(re.fullmatch(r"R\d{3}", number) for number in numbers)


def test_no_neighbourhood_is_given_a_pattern():
    assert not any("pattern" in row for row in NEIGHBOURHOODS.values())


def test_what_the_fictional_coders_wrote_for_the_report_says_that_it_is_fictional():
    week = read_report_week(CORPUS / "report_week.yaml")
    texts = [week.freeze.name, *(each.rationale for each in week.patterns), *(each.section for each in week.quotes)]
    texts += [why for each in week.judgements for _level, why in each.components.values()]
    texts += [each.publish for each in week.quotes if each.publish] + [each.note for each in week.members]
    texts += [text for each in week.questions for text in (each.text, each.answer.text if each.answer else each.text)]
    assert [text for text in texts if "fictie" not in text.casefold()] == []
    figures = rows("statistics.csv", ";")
    assert all("fictief" in each["source_version"] and "verzonnen" in each["unit"] for each in figures)


def test_quotes_of_the_report_week_are_coded_passages():
    coded = {(each["transcript"], each["code"], each["coder"], each["exact"]) for each in CODINGS}
    for quote in read_report_week(CORPUS / "report_week.yaml").quotes:
        key = (quote.transcript, quote.code, quote.coder)
        assert [each for each in coded if each[:3] == key and each[3].startswith(quote.begins)], quote.begins


def test_topics_are_those_of_the_topic_guide():
    guide = set(re.findall(r"^\| `([\w-]+)` \|", (CORPUS / "README.md").read_text("utf-8"), re.MULTILINE))
    asked = {topic for row in INTERVIEWS.values() for topic in row["topics"].split("|")}
    assert asked == guide


@pytest.mark.parametrize("name", PARSED)
def test_transcript_has_the_length_of_a_conversation(name):
    assert 900 <= len(PARSED[name].text.split()) <= 2500


def test_the_corpus_has_the_size_of_the_study():
    assert sum(len(PARSED[name].text.split()) for name in INTERVIEWS) >= 140_000


@pytest.mark.parametrize("name", INTERVIEWS)
def test_speakers_of_the_file_are_those_of_the_metadata(name):
    told = {label: Role.INTERVIEWER if who is None else Role.RESPONDENT for label, (who, _) in speakers(name).items()}
    assert {turn.label: turn.role for turn in PARSED[name].turns if turn.label} == told
    assert PARSED[name].notices == ()


def test_documents_have_no_speaker():
    assert all(ROWS[name]["speakers"] == ROWS[name]["topics"] == "" for name in DOCUMENTS)
    assert all({turn.label for turn in PARSED[name].turns} == {""} for name in DOCUMENTS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_says_that_it_is_fictional(path):
    captions = path.suffix in {".vtt", ".srt"}
    text = path.read_text("utf-8") if captions else PARSED[path.stem].text
    first = re.sub(r"\A(WEBVTT\s+NOTE\s+|1\s+[\d:,.]+ --> [\d:,.]+\s+)", "", text)
    said = NOTICE.match(first)
    assert said is not None
    assert ROWS[path.stem]["notice"] == said[0]


@pytest.mark.parametrize("kind", PERSONAL)
def test_nothing_looks_like_personal_data(kind):
    texts = {name: parsed.text for name, parsed in PARSED.items()}
    texts |= {path.name: path.read_text("utf-8") for path in CORPUS.rglob("*") if path.suffix in {".jsonl", ".md"}}
    texts["interviews.csv"] = (CORPUS / "interviews.csv").read_text("utf-8")
    assert {name: found for name, text in texts.items() if (found := re.findall(PERSONAL[kind], text))} == {}


def test_no_long_sentence_is_in_two_transcripts():
    sentences = {name: long_sentences(parsed) for name, parsed in PARSED.items()}
    assert sum(map(len, sentences.values())) > 500
    shared = [(a, b, sentences[a] & sentences[b]) for a, b in combinations(sentences, 2) if sentences[a] & sentences[b]]
    assert shared == []


@pytest.mark.parametrize("coder", CODED)
def test_coder_coded_the_transcripts_in_full(coder):
    counts = Counter(coding["transcript"] for coding in codings(coder))
    assert len(counts) == CODED[coder]
    assert all(15 <= count <= 60 for count in counts.values())
    assert {coding["coder"] for coding in codings(coder)} == {coder}


def test_every_quote_stands_once_in_what_one_respondent_says():
    wrong = []
    for coding in CODINGS:
        places = places_of(coding)
        said = [
            turn
            for turn in PARSED[coding["transcript"]].turns
            if turn.role is Role.RESPONDENT
            and places
            and turn.speech.start <= places[0]
            and places[0] + len(coding["exact"]) <= turn.speech.end
        ]
        if len(places) != 1 or len(said) != 1 or "\n" in coding["exact"]:
            wrong.append((coding["transcript"], coding["exact"], len(places)))
    assert wrong == []


def test_the_second_coder_coded_what_the_first_coded():
    first, second = ({coding["transcript"] for coding in codings(coder)} for coder in CODED)
    assert second < first


def test_four_interviews_of_every_neighbourhood_are_coded():
    places = Counter(INTERVIEWS[name]["neighbourhoods"].split("|")[0] for name in {c["transcript"] for c in CODINGS})
    assert places == dict.fromkeys(NEIGHBOURHOODS, 4)


def test_every_code_is_used_three_times():
    families = {code.parent for code in CODEBOOK.codes}
    used = Counter(coding["code"] for coding in CODINGS)
    assert {c.id: used[c.id] for c in CODEBOOK.codes if c.id not in families and used[c.id] < 3} == {}


def test_no_coder_gives_one_passage_a_code_twice():
    times = Counter((coding["coder"], coding["transcript"], coding["exact"], coding["code"]) for coding in CODINGS)
    assert [what for what, count in times.items() if count > 1] == []


def test_codes_and_attributes_are_those_of_the_codebook():
    for coding in CODINGS:
        assert coding["code"] in CODEBOOK.by_id(), coding
        allowed = {attribute.id: attribute.values for attribute in CODEBOOK.attributes_of(coding["code"])}
        assert all(value in allowed.get(name, ()) for name, value in coding.get("attributes", {}).items()), coding


def test_every_outcome_factor_obstacle_and_measure_has_the_speakers_direction():
    families = {"uitkomst", "factor", "belemmering", "interventie"}
    valued = [coding for coding in CODINGS if CODEBOOK.family(coding["code"]) in families]
    assert [coding for coding in valued if "valentie" not in coding["attributes"]] == []


def test_codings_name_a_neighbourhood_of_their_transcript():
    for coding in CODINGS:
        about = INTERVIEWS[coding["transcript"]]["neighbourhoods"].split("|")
        assert coding.get("neighbourhood", about[0]) in about, coding
        assert coding.get("place", "elsewhere") == "elsewhere"
    assert sum("place" in coding for coding in CODINGS) >= 3


def test_two_coders_agree_on_some_passages_and_not_on_others():
    both = {coding["transcript"] for coding in codings("bram")}
    marks = {
        coder: {(c["transcript"], c["code"], places_of(c)[0]) for c in codings(coder) if c["transcript"] in both}
        for coder in CODED
    }
    shared = marks["annelies"] & marks["bram"]
    assert 50 <= len(shared) < min(map(len, marks.values()))


def quoted(example):
    """The words of the corpus in an example of the codebook: all of it, or what a borderline case quotes."""
    borderline = re.fullmatch(r'Grensgeval: "(.+)" \(.+\)', example)
    return borderline[1] if borderline else example


@pytest.mark.parametrize("code", [code for code in CODEBOOK.codes if code.parent], ids=lambda code: code.id)
def test_a_code_has_a_typical_and_a_borderline_example_from_the_corpus(code):
    typical, borderline = code.examples
    assert not typical.startswith("Grensgeval: ")
    assert borderline.startswith(("Grensgeval: ", "Bedacht: "))
    spoken = [" ".join(parsed.text.split()) for parsed in PARSED.values()]
    for example in (typical, borderline):
        assert example.startswith("Bedacht: ") or any(quoted(example) in text for text in spoken)


def test_summaries_are_of_cells_that_are_coded_and_by_the_fictional_coders():
    for row in rows("summaries.csv", ";"):
        assert row["author"] in CODED
        assert row["neighbourhood"] in NEIGHBOURHOODS
        quotes = [c for c in CODINGS if c["code"] == row["code"]]
        about = [c for c in quotes if INTERVIEWS[c["transcript"]]["neighbourhoods"] == row["neighbourhood"]]
        assert len(about) >= 3, row
