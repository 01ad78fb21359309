"""The tree of codes, its attributes, and how two versions differ."""

import dataclasses
import pickle

import pytest

from qualcode.domain.codebook import (
    Attribute,
    Change,
    Code,
    Codebook,
    CodebookDiff,
    Indicators,
    Meaning,
    Pointers,
    diff,
    digest,
    meaning,
)
from qualcode.errors import NotFoundError


def a_code(code_id="factor.lange_adem", **overrides):
    given = {"parent": None, "label": {"nl": "Lange adem"}, "definition": "Jarenlang volgehouden."}
    return Code(id=code_id, **(given | overrides))


def an_attribute(**overrides):
    given = {
        "id": "valentie",
        "label": {"nl": "Valentie"},
        "values": {"positief": {"nl": "positief"}, "negatief": {"nl": "negatief"}},
        "applies_to": ("factor",),
    }
    return Attribute(**(given | overrides))


def a_codebook(*codes, attributes=(), title="Codeboek"):
    return Codebook(title=title, language="nl", attributes=tuple(attributes), codes=tuple(codes))


TREE = a_codebook(
    a_code("factor"),
    a_code("factor.lange_adem", parent="factor"),
    a_code("factor.lange_adem.geld", parent="factor.lange_adem"),
    a_code("interventie"),
    attributes=[
        an_attribute(applies_to=("factor", "interventie"), required=True, required_for=("factor.lange_adem",)),
        an_attribute(id="vorm", applies_to=("interventie",), required=True),
    ],
)


def test_ancestors_start_with_the_code_itself():
    assert list(TREE.ancestors("factor.lange_adem.geld")) == ["factor.lange_adem.geld", "factor.lange_adem", "factor"]
    assert list(TREE.ancestors("factor")) == ["factor"]


def test_family_is_the_root():
    assert [TREE.family(code.id) for code in TREE.codes] == ["factor", "factor", "factor", "interventie"]


def test_attributes_apply_to_everything_below_their_codes():
    assert [a.id for a in TREE.attributes_of("factor.lange_adem.geld")] == ["valentie"]
    assert [a.id for a in TREE.attributes_of("interventie")] == ["valentie", "vorm"]


def test_attribute_can_be_required_for_part_of_what_it_applies_to():
    assert [a.id for a in TREE.required_of("factor.lange_adem.geld")] == ["valentie"]
    assert TREE.required_of("factor") == ()
    assert [a.id for a in TREE.required_of("interventie")] == ["vorm"]


def test_unknown_code_is_named_with_the_nearest():
    with pytest.raises(
        NotFoundError, match=r"^there is no code 'factor.lange'; did you mean factor.lange_adem, factor"
    ):
        TREE.ancestors("factor.lange")


def test_codebook_travels_to_another_process():
    assert pickle.loads(pickle.dumps(TREE)) == TREE


def test_a_codebook_does_not_differ_from_itself():
    assert not diff(TREE, TREE)
    assert diff(TREE, TREE) == CodebookDiff()


def test_added_and_removed_codes_are_told():
    old, new = a_codebook(a_code("a"), a_code("b")), a_codebook(a_code("b"), a_code("c"))
    assert diff(old, new) == CodebookDiff(added=(a_code("c"),), removed=(a_code("a"),))


def difference(**changes):
    old, new = a_code(), dataclasses.replace(a_code(), **changes)
    assert digest(a_codebook(old)) != digest(a_codebook(new))
    return diff(a_codebook(old), a_codebook(new))


def test_new_name_is_no_new_meaning():
    found = difference(label={"nl": "Volhouden"})
    assert found == CodebookDiff(relabelled=(Change(a_code().id, {"nl": "Lange adem"}, {"nl": "Volhouden"}),))
    assert meaning(a_code()) == meaning(a_code(label={"nl": "Volhouden"}))


@pytest.mark.parametrize("part", ["definition", "include", "exclude"])
def test_definition_include_and_exclude_are_the_meaning(part):
    found = difference(**{part: "Anders."})
    old = Meaning("Jarenlang volgehouden.", "", "")
    assert found == CodebookDiff(redefined=(Change(a_code().id, old, old._replace(**{part: "Anders."})),))
    assert meaning(a_code()) != meaning(a_code(**{part: "Anders."}))


def test_text_moved_from_include_to_exclude_is_another_meaning():
    assert meaning(a_code(include="Ook dit.")) != meaning(a_code(exclude="Ook dit."))


def test_wrapped_lines_change_nothing():
    wrapped = a_code(definition="Jarenlang\n  volgehouden.")
    assert meaning(wrapped) == meaning(a_code())
    assert digest(a_codebook(wrapped)) == digest(a_codebook(a_code()))
    assert not diff(a_codebook(a_code()), a_codebook(wrapped))


def test_line_in_the_file_changes_nothing():
    assert digest(a_codebook(a_code(line=7))) == digest(a_codebook(a_code(line=9)))


def test_moved_code_is_told_with_both_parents():
    old = a_codebook(a_code("a"), a_code("b"), a_code("c", parent="a"))
    new = a_codebook(a_code("a"), a_code("b"), a_code("c", parent="b"))
    assert diff(old, new) == CodebookDiff(moved=(Change("c", "a", "b"),))


def test_other_indicators_examples_and_pointers_are_told_apart():
    words = Indicators(lemmas=("volhouden",), patterns=(({"LEMMA": "houden"}, {"LOWER": "vol"}),))
    found = difference(indicators=words, examples=("Ze bleven.",), negated_as="factor.x")
    key = a_code().id
    assert found == CodebookDiff(
        indicators=(Change(key, Indicators(), words),),
        examples=(Change(key, (), ("Ze bleven.",)),),
        pointers=(Change(key, Pointers(None, None), Pointers("factor.x", None)),),
    )


def test_attributes_appear_change_and_go():
    valence, form, period = an_attribute(), an_attribute(id="vorm"), an_attribute(id="periode")
    stricter = dataclasses.replace(valence, required=True)
    old, new = a_codebook(attributes=[valence, form]), a_codebook(attributes=[stricter, period])
    assert diff(old, new).attributes == (
        Change("valentie", valence, stricter),
        Change("vorm", form, None),
        Change("periode", None, period),
    )


def test_order_of_values_belongs_to_an_attribute():
    turned = an_attribute(values=dict(reversed(an_attribute().values.items())))
    assert diff(a_codebook(attributes=[an_attribute()]), a_codebook(attributes=[turned])).attributes


def test_other_order_is_told():
    old, new = a_codebook(a_code("a"), a_code("b")), a_codebook(a_code("b"), a_code("a"))
    assert diff(old, new) == CodebookDiff(reordered=True)
    assert digest(old) != digest(new)


def test_other_title_is_told():
    assert diff(a_codebook(), a_codebook(title="Nieuw")) == CodebookDiff(
        headings=(Change("title", "Codeboek", "Nieuw"),)
    )


def test_digests_are_sha256_and_stay_what_they_are():
    assert meaning(a_code()) == "5835ae84b30688c4cbe3a4bf432835535f9202f5b8dff24cde2cfe5020df2ded"
    assert digest(a_codebook()) == "8dd125b1030fb17da8f59e1a0d7c618c42946d35e4377efaa569d79aedb5d880"
