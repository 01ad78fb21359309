"""`codebook.yaml`: what is refused and in which words, and that writing and reading agree."""

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.domain.codebook import Attribute, Code, Codebook, Indicators, diff, digest
from qualcode.errors import CodebookError
from qualcode.interchange.codebook_file import read_codebook
from qualcode.interchange.codebook_writer import write_codebook

OURS = Path(__file__).parents[2] / "codebook.yaml"
HEAD = "title: T\nlanguage: nl\n"
CODES = "codes:\n- id: factor\n  label: {nl: Factor}\n  definition: D.\n"
SOUND = HEAD + CODES
IS_A_CODE = "it must be the id of a code in this file"
CODE_KEYS = "id, parent, label, definition, include, exclude, examples, indicators, negated_as, replaced_by"


def a_code(code_id="factor", more=""):
    return f"- id: {code_id}\n  label: {{nl: L}}\n  definition: D.\n{more}"


def an_attribute(values="[{id: a, label: {nl: A}}]", applies_to="[factor]", more=""):
    return (
        f"{HEAD}attributes:\n- id: v\n  label: {{nl: V}}\n  values: {values}\n  applies_to: {applies_to}\n{more}{CODES}"
    )


def indicators(entry):
    return f"{SOUND}  indicators:\n    {entry}\n"


def pattern(tokens):
    return f"{SOUND}  indicators:\n    patterns:\n    - {tokens}\n"


REFUSED = {
    "empty file": ("", ": the file is empty (it needs title, language and codes)"),
    "only a comment": ("# nog niets\n", ": the file is empty (it needs title, language and codes)"),
    "a list": (
        "- a\n",
        ": a list of codes is read by 'qualcode evaluate' only; a codebook is a mapping of keys to values "
        "(it needs title, language and codes)",
    ),
    "a text": ("a\n", ": a codebook is a mapping of keys to values (it needs title, language and codes)"),
    "tab": (
        SOUND + "\tinclude: x\n",
        ", line 7: a tab in the indentation; YAML allows blanks only (replace it by blanks)",
    ),
    "colon in a text": (
        HEAD + CODES.replace("D.", "D: zo"),
        ", line 6: this is not valid YAML: mapping values are not allowed in this context "
        "(put a text that holds ': ' in quotes)",
    ),
    "control character": (SOUND + "# \x00", ": the character U+0000 is not allowed in YAML (take it out)"),
    "escaped control character": (
        SOUND.replace("D.", r'"D\0"'),
        ", line 6: the character U+0000 is not allowed in a text (take it out)",
    ),
    "half a character": (SOUND + "# \ud800", ": the character U+D800 is half a character (take it out)"),
    "two documents": (
        SOUND + "---\ntitle: U\n",
        ", line 7: a second document starts (one file holds one codebook; remove '---')",
    ),
    "tag": (
        SOUND.replace("D.", "!!python/name:os.system x"),
        ", line 6: the tag 'tag:yaml.org,2002:python/name:os.system' is not used in a codebook (write plain text)",
    ),
    "list as a key": (HEAD + "? [a]\n: b\n", ", line 3: a key must be text (write 'key: value')"),
    "alias to itself": ("a: &a [*a]\n", ", line 1: *a stands for no finished entry above it (write the entry out)"),
    "too deep": (
        HEAD + "codes: " + "[" * 30 + "]" * 30,
        ", line 3: the entries are nested more than 20 deep (a codebook needs six levels)",
    ),
    "key twice": (
        SOUND + "  definition: E.\n",
        ", line 7: code 'factor': the key 'definition' stands twice, first in line 6 (keep one of them)",
    ),
    "key twice in a label": (
        SOUND.replace("{nl: Factor}", "{nl: F, nl: G}"),
        ", line 5: code 'factor': the key 'nl' stands twice, first in line 5 (keep one of them)",
    ),
    "no title": ("language: nl\n" + CODES, ", line 1: 'title' is missing (add it)"),
    "no such language": (
        SOUND.replace("language: nl", "language: Nederlands"),
        ", line 2: 'language' is 'Nederlands'; a language is a known code in lower-case letters, such as nl",
    ),
    "no codes": (HEAD + "codes: []\n", ", line 3: 'codes' is empty (at least one entry is needed)"),
    "codes left empty": (HEAD + "codes:\n", ", line 3: 'codes' is empty (fill it in)"),
    "codes as text": (HEAD + "codes: x\n", ", line 3: 'codes' must be a list (one entry a line, each after '- ')"),
    "code as text": (
        HEAD + "codes:\n- factor\n",
        ", line 4: 'codes[1]' must be a mapping (write 'key: value', such as nl: Leefbaarheid)",
    ),
    "unknown key at the top": (
        SOUND + "versie: 1\n",
        ", line 7: unknown key 'versie' (allowed: title, language, attributes, codes)",
    ),
    "misspelt key": (
        SOUND.replace("definition", "defintion"),
        f", line 6: code 'factor': unknown key 'defintion', did you mean 'definition'? (allowed: {CODE_KEYS})",
    ),
    "misspelt key of indicators": (
        indicators("lemas: [x]"),
        ", line 8: code 'factor': unknown key 'lemas', did you mean 'lemmas'? "
        "(allowed: lemmas, phrases, patterns, not_in)",
    ),
    "no id": (
        HEAD + "codes:\n- label: {nl: F}\n  definition: D.\n",
        ", line 4: code number 1: 'id' is missing (add it)",
    ),
    "no label": (
        HEAD + "codes:\n- id: factor\n  definition: D.\n",
        ", line 4: code 'factor': 'label' is missing (add it)",
    ),
    "no definition": (
        HEAD + "codes:\n- id: factor\n  label: {nl: F}\n",
        ", line 4: code 'factor': 'definition' is missing (add it)",
    ),
    "definition left empty": (
        SOUND.replace("D.", ""),
        ", line 6: code 'factor': 'definition' is empty (fill it in)",
    ),
    "blank definition": (SOUND.replace("D.", "'  '"), ", line 6: code 'factor': 'definition' is empty"),
    "very long definition": (
        SOUND.replace("D.", "x" * 10_001),
        ", line 6: code 'factor': 'definition' is 10,001 characters long; at most 10,000 are allowed",
    ),
    "label as text": (
        SOUND.replace("{nl: Factor}", "Factor"),
        ", line 5: code 'factor': 'label' must be a mapping (write 'key: value', such as nl: Leefbaarheid)",
    ),
    "label in another language only": (
        SOUND.replace("{nl: Factor}", "{en: Factor}"),
        ", line 5: code 'factor': 'label' lacks the codebook's language 'nl' (it has en)",
    ),
    "label under a word": (
        SOUND.replace("{nl: Factor}", "{nl: F, Engels: F}"),
        ", line 5: code 'factor': 'label.Engels' is 'Engels'; "
        "a language is a known code in lower-case letters, such as nl",
    ),
    "id with other characters": (
        SOUND.replace("id: factor", "id: Factor één"),
        ", line 4: code 'Factor één': 'id' is 'Factor één'; "
        "allowed are lower-case letters a-z, digits, '_' and '.', at most 100 in all",
    ),
    "id twice": (
        SOUND + a_code("factor"),
        ", line 7: the code id 'factor' stands twice, first in line 4 (ids are unique and never used again)",
    ),
    "unknown parent": (
        SOUND + a_code("b", "  parent: factr\n"),
        f", line 10: code 'b': 'parent' names the unknown code 'factr', did you mean 'factor'? ({IS_A_CODE})",
    ),
    "own parent": (
        SOUND + "  parent: factor\n",
        ", line 7: code 'factor': 'parent' is the code itself (name another code or leave it out)",
    ),
    "parents that go round": (
        SOUND + "  parent: b\n" + a_code("b", "  parent: c\n") + a_code("c", "  parent: factor\n"),
        ", line 7: code 'factor': 'parent' goes round: factor -> b -> c -> factor (cut it)",
    ),
    "unknown counterpart": (
        SOUND + "  negated_as: belemmering.x\n",
        f", line 7: code 'factor': 'negated_as' names the unknown code 'belemmering.x' ({IS_A_CODE})",
    ),
    "unknown successor": (
        SOUND + "  replaced_by: x\n",
        f", line 7: code 'factor': 'replaced_by' names the unknown code 'x' ({IS_A_CODE})",
    ),
    "successors that go round": (
        SOUND + "  replaced_by: b\n" + a_code("b", "  replaced_by: factor\n"),
        ", line 7: code 'factor': 'replaced_by' goes round: factor -> b -> factor (cut it)",
    ),
    "attribute of an unknown code": (
        an_attribute(applies_to="[factr]"),
        f", line 7: attribute 'v': 'applies_to' names the unknown code 'factr', did you mean 'factor'? ({IS_A_CODE})",
    ),
    "attribute of no code": (
        an_attribute(applies_to="[]"),
        ", line 7: attribute 'v': 'applies_to' is empty (at least one entry is needed)",
    ),
    "attribute without values": (
        an_attribute(values="[]"),
        ", line 6: attribute 'v': 'values' is empty (at least one entry is needed)",
    ),
    "values as words": (
        an_attribute(values="[positief]"),
        ", line 6: attribute 'v': 'values[1]' must be a mapping (write 'key: value', such as nl: Leefbaarheid)",
    ),
    "value twice": (
        an_attribute(values="[{id: a, label: {nl: A}}, {id: a, label: {nl: B}}]"),
        ", line 6: attribute 'v': the value id 'a' stands twice, first in line 6 (ids are unique and never used again)",
    ),
    "value without a label in the language": (
        an_attribute(values="[{id: a, label: {en: A}}]"),
        ", line 6: attribute 'v': value 'a': 'label' lacks the codebook's language 'nl' (it has en)",
    ),
    "attribute twice": (
        an_attribute().replace(
            "codes:", "- {id: v, label: {nl: V}, values: [{id: a, label: {nl: A}}], applies_to: [factor]}\ncodes:"
        ),
        ", line 8: the attribute id 'v' stands twice, first in line 4 (ids are unique and never used again)",
    ),
    "required by another word": (
        an_attribute(more="  required: ja\n"),
        ", line 8: attribute 'v': 'required' must be true, false or a list of code ids",
    ),
    "required where it does not apply": (
        an_attribute(more="  required: [b]\n") + a_code("b"),
        ", line 8: attribute 'v': it is required for 'b', to which it does not apply (add the code to applies_to)",
    ),
    "examples as text": (
        SOUND + "  examples: Een zin.\n",
        ", line 7: code 'factor': 'examples' must be a list (one entry a line, each after '- ')",
    ),
    "example left empty": (
        SOUND + "  examples:\n  - Een zin.\n  -\n",
        ", line 9: code 'factor': 'examples[2]' is empty (fill it in)",
    ),
    "example as a mapping": (
        SOUND + "  examples:\n  - Hij zei: niks.\n",
        ", line 8: code 'factor': 'examples[1]' must be text (write one text, without '- ' or 'key:')",
    ),
    "indicators as text": (
        SOUND + "  indicators: opknappen\n",
        ", line 7: code 'factor': 'indicators' must be a mapping (write 'key: value', such as nl: Leefbaarheid)",
    ),
    "empty indicator": (
        indicators("lemmas: [goed, '']"),
        ", line 8: code 'factor': 'indicators.lemmas[2]' is empty",
    ),
    "empty indicator in a plain list": (
        SOUND + "  indicators:\n  - lange adem\n  - ''\n",
        ", line 9: code 'factor': 'indicators.lemmas[1]' is empty",
    ),
    "long indicator": (
        indicators(f"phrases: [{'ab ' * 40}]"),
        ", line 8: code 'factor': 'indicators.phrases[1]' is 119 characters long; at most 100 are allowed",
    ),
    "lemma of two words": (
        indicators("lemmas: [lange adem]"),
        ", line 8: code 'factor': 'indicators.lemmas[1]' is 'lange adem', which is more than one word; "
        "put it under phrases",
    ),
    "pattern that is no list": (
        pattern("{LEMMA: x}"),
        ", line 9: code 'factor': 'indicators.patterns[1]' must be a list of 1 to 20 tokens, "
        "such as [{LEMMA: gebeuren}, {LOWER: niks}]",
    ),
    "token that is no mapping": (
        pattern("[niks]"),
        ", line 9: code 'factor': 'indicators.patterns[1]' has a token that is no mapping, such as {LEMMA: gebeuren}",
    ),
    "unknown token key": (
        pattern("[{LEMA: x}]"),
        ", line 9: code 'factor': 'indicators.patterns[1]' has the unknown token key 'LEMA', did you mean 'LEMMA'? "
        "(allowed: LEMMA, LOWER, TEXT, IS_ALPHA, IS_DIGIT, IS_PUNCT, IS_TITLE, IS_UPPER, LIKE_NUM, OP)",
    ),
    "pattern of optional tokens": (
        pattern("[{LOWER: x, OP: '?'}, {OP: '*'}]"),
        ", line 9: code 'factor': 'indicators.patterns[1]' matches any text; "
        "at least one token must be needed and say which word it is",
    ),
    "unknown operator": (
        pattern("[{LOWER: x, OP: '{a}'}]"),
        ", line 9: code 'factor': 'indicators.patterns[1]' has an OP that is none of "
        "! ? * + {n} {n,m} {n,} {,m} (in quotes)",
    ),
    "token without words": (
        pattern("[{LOWER: {IN: x}}]"),
        ", line 9: code 'factor': 'indicators.patterns[1]' needs for LOWER a word, or {IN: [words]} or "
        "{NOT_IN: [words]}",
    ),
    "capitals that never match": (
        pattern("[{LOWER: {IN: [den, Haag]}}]"),
        ", line 9: code 'factor': 'indicators.patterns[1]' has 'Haag' for LOWER, which is compared in lower case; "
        "write 'haag'",
    ),
    "flag with a word": (
        pattern("[{LIKE_NUM: ja}]"),
        ", line 9: code 'factor': 'indicators.patterns[1]' has LIKE_NUM with another value than true or false",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_mistake_is_one_sentence_with_its_place(name):
    text, sentence = REFUSED[name]
    with pytest.raises(CodebookError) as refused:
        read_codebook(text, "cb.yaml")
    assert str(refused.value) == "cb.yaml" + sentence


def test_aliases_cannot_unfold_without_end():
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    with pytest.raises(CodebookError, match=r"^cb.yaml, line 6: the file unfolds to more than 200,000 entries"):
        read_codebook("\n".join(lines), "cb.yaml")


def test_few_aliases_are_read():
    text = an_attribute(applies_to="&all [factor]", more="  required: *all\n")
    assert read_codebook(text).attributes[0].required_for == ("factor",)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"title: T\n# caf\xe9\n", "cb.yaml, line 2: the text is not UTF-8 (save the file as UTF-8)"),
        (
            b"# " + b"x" * 5_000_000,
            "cb.yaml: the file has 5,000,002 bytes; at most 5,000,000 are allowed (is it a codebook?)",
        ),
    ],
)
def test_file_that_cannot_be_text_is_refused(tmp_path, raw, sentence):
    (tmp_path / "cb.yaml").write_bytes(raw)
    with pytest.raises(CodebookError) as refused:
        read_codebook(tmp_path / "cb.yaml")
    assert str(refused.value) == sentence


def test_absent_file_is_named(tmp_path):
    with pytest.raises(CodebookError, match=r"^weg.yaml: the file cannot be read: No such file or directory"):
        read_codebook(tmp_path / "weg.yaml")


def test_file_of_a_windows_editor_is_read(tmp_path):
    (tmp_path / "cb.yaml").write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert read_codebook(tmp_path / "cb.yaml") == read_codebook(SOUND)


def test_words_stay_words():
    text = (
        SOUND.replace("{nl: Factor}", "{nl: no}")
        + "  indicators: [ja, 2015, lange adem]\n  examples: [~x, 2000_2008]\n"
    )
    code = read_codebook(text).codes[0]
    assert code.label == {"nl": "no"}
    assert code.indicators == Indicators(lemmas=("ja", "2015"), phrases=("lange adem",))
    assert code.examples == ("~x", "2000_2008")


def test_parts_left_empty_are_as_if_left_out():
    empty = SOUND + "".join(
        f"  {key}:\n" for key in ("parent", "include", "exclude", "examples", "indicators", "negated_as")
    )
    assert read_codebook(empty) == read_codebook(SOUND)


def test_parents_come_before_children_and_all_else_stays_in_order():
    codes = a_code("c.d", "  parent: c\n") + a_code("a") + a_code("c") + a_code("b")
    book = read_codebook(HEAD + "codes:\n" + codes)
    assert [code.id for code in book.codes] == ["c", "c.d", "a", "b"]
    assert [code.line for code in book.codes] == [11, 4, 8, 14]


def test_decomposed_accents_are_composed():
    text = SOUND.replace("Factor", unicodedata.normalize("NFD", "één"))
    assert read_codebook(text).codes[0].label["nl"] == "één"


TEXTS = (
    st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=200)
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(bool)
)
PARAGRAPHS = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
IDS = st.from_regex(r"[a-z0-9_.]{1,20}", fullmatch=True)
WORDS = TEXTS.map(lambda text: re.sub(r"\s", "", text)[:100]).filter(bool)
PHRASES = TEXTS.map(lambda text: text[:100].strip())
LOWER = WORDS.map(str.lower).filter(lambda word: word == word.lower() == unicodedata.normalize("NFC", word))
LABELS = st.builds(lambda nl, en: {"nl": nl, **en}, TEXTS, st.dictionaries(st.just("en"), TEXTS))
TOKENS = st.one_of(
    LOWER.map(lambda word: {"LEMMA": word}),
    st.builds(
        lambda words, op: {"LOWER": {"IN": words}} | op,
        st.lists(LOWER, min_size=1, max_size=3),
        st.sampled_from([{}, {"OP": "+"}, {"OP": "{1,3}"}]),
    ),
    st.booleans().map(lambda flag: {"LIKE_NUM": flag}),
)
SEVERAL = {"max_size": 3}
INDICATORS = st.builds(
    Indicators,
    lemmas=st.lists(WORDS, **SEVERAL).map(tuple),
    phrases=st.lists(PHRASES, **SEVERAL).map(tuple),
    patterns=st.lists(st.lists(TOKENS, min_size=1, max_size=3).map(tuple), **SEVERAL).map(tuple),
    not_in=st.lists(PHRASES, **SEVERAL).map(tuple),
)


@st.composite
def codebooks(draw):
    ids = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    others = {code: draw(st.sampled_from([None, *ids[:number]])) for number, code in enumerate(ids)}
    codes = tuple(
        Code(
            id=code,
            parent=others[code],
            label=draw(LABELS),
            definition=draw(PARAGRAPHS),
            include=draw(st.one_of(st.just(""), PARAGRAPHS)),
            exclude=draw(st.one_of(st.just(""), PARAGRAPHS)),
            examples=tuple(draw(st.lists(PARAGRAPHS, max_size=2))),
            indicators=draw(INDICATORS),
            negated_as=others[code],
            replaced_by=others[code],
        )
        for code in ids
    )
    required_for = draw(st.sampled_from([(), (ids[0],)]))
    attribute = Attribute(
        id=draw(IDS),
        label=draw(LABELS),
        values=draw(st.dictionaries(IDS, LABELS, min_size=1, max_size=3)),
        applies_to=tuple(ids),
        required=bool(required_for) or draw(st.booleans()),
        rule=draw(st.one_of(st.just(""), PARAGRAPHS)),
        required_for=required_for,
    )
    return Codebook(title=draw(TEXTS), language="nl", attributes=draw(st.sampled_from([(), (attribute,)])), codes=codes)


UNHURRIED = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@UNHURRIED
@given(codebooks())
def test_what_is_written_reads_as_the_same_codebook(book):
    written = write_codebook(book)
    assert read_codebook(written) == book
    assert write_codebook(read_codebook(written)) == written
    assert digest(read_codebook(written)) == digest(book)


def first_code(**changes):
    return lambda book: replace(book, codes=(replace(book.codes[0], **changes), *book.codes[1:]))


EDITS = [
    lambda book: book,
    first_code(definition="x\n x"),
    first_code(definition="x x"),
    first_code(include="x"),
    first_code(label={"nl": "x"}),
    first_code(examples=("x",)),
    first_code(replaced_by=None, negated_as=None),
    first_code(indicators=Indicators(lemmas=("x",))),
    lambda book: replace(book, codes=book.codes[:-1]),
    lambda book: replace(book, codes=book.codes[::-1]),
    lambda book: replace(book, attributes=()),
    lambda book: replace(book, title="x"),
]


@UNHURRIED
@given(codebooks(), st.sampled_from(EDITS), st.sampled_from(EDITS))
def test_difference_is_empty_exactly_when_digests_agree(book, one, other):
    old, new = one(book), other(book)
    assert bool(diff(old, new)) == (digest(old) != digest(new))


@UNHURRIED
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_one_sentence(text):
    with pytest.raises(CodebookError):
        read_codebook(text)


OWN = read_codebook(OURS)


def test_own_codebook_is_written_as_the_program_writes_it():
    head, title, rest = OURS.read_text("utf-8").partition("title:")
    assert "invented" in head
    assert title + rest == write_codebook(OWN)


@pytest.mark.parametrize("code", OWN.codes, ids=lambda code: code.id)
def test_every_code_of_the_study_is_complete(code):
    assert {"nl", "en"} <= set(code.label)
    assert all([code.definition, code.include, code.exclude, code.examples])
    assert code.parent is None or code.id.startswith(f"{code.parent}.")
    words = code.indicators
    assert (code.parent is None) or len(words.lemmas) + len(words.phrases) + len(words.patterns) >= 10


@pytest.mark.parametrize("code", [code for code in OWN.codes if code.parent], ids=lambda code: code.id)
def test_exclusion_points_to_codes_that_exist(code):
    known = set(OWN.by_id())
    families = {code_id for code_id in known if "." not in code_id}
    named = set(re.findall(rf"\b(?:{'|'.join(families)})\b(?:\.[a-z_]+)?", code.exclude))
    assert named
    assert named <= known
    assert code.id not in named


def test_only_valence_is_required_and_not_for_interventions():
    required = {code.id: [a.id for a in OWN.required_of(code.id)] for code in OWN.codes if code.parent is None}
    assert {code for code, ids in required.items() if ids} == {"factor", "belemmering", "uitkomst"}
    assert {attribute.id for attribute in OWN.attributes if attribute.required} == {"valentie"}
    assert "valentie" in [a.id for a in OWN.attributes_of("interventie.sloop")]


@pytest.mark.parametrize("attribute", OWN.attributes, ids=lambda attribute: attribute.id)
def test_every_attribute_of_the_study_is_complete(attribute):
    assert attribute.rule
    assert all({"nl", "en"} <= set(label) for label in (attribute.label, *attribute.values.values()))


def test_negation_of_a_factor_is_its_barrier():
    negated = {code.id: code.negated_as for code in OWN.codes if code.negated_as}
    assert negated["factor.lange_adem"] == "belemmering.gebrek_lange_adem"
    assert negated["belemmering.gebrek_lange_adem"] == "factor.lange_adem"


DRAFT = OURS.parents[1] / "shared/data/study/codebook_draft.yaml"


@pytest.mark.skipif(not DRAFT.exists(), reason="left out: ../shared/data is not here")
def test_ids_are_those_of_the_draft():
    ids = re.findall(r"^- id: ([a-z_0-9]+(?:\.[a-z_0-9]+)?)\n  parent:", DRAFT.read_text("utf-8"), re.MULTILINE)
    assert [code.id for code in OWN.codes] == ids
