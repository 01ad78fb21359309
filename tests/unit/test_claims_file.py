"""A register written to YAML reads back as the same claims."""

from pathlib import Path

import pytest
from builders import a_claim, a_codebook

from qualcode.domain.claim import ClaimType, Condition, Over, Quantifier, Scope, Verdict
from qualcode.domain.transcript import Group
from qualcode.errors import ClaimError
from qualcode.interchange.claims_file import read_claims, write_claims

CLAIMS = (
    a_claim(),
    a_claim(id="C2", statement="Met: 'tekens' en \"aanhaling\"; #geen commentaar.", scope=Scope(("stad-zuid",))),
    a_claim(
        id="C3",
        type=ClaimType.LITERATURE,
        over=Over.RESPONDENTS,
        quantifier=Quantifier.OFTEN,
        scope=Scope(where=(Condition("factor", {"valentie": "positief"}),)),
        contradict=(),
        groups=(Group.BEWONER,),
        topics=("veiligheid",),
        place="1.10",
        intended=Verdict.INSUFFICIENT,
    ),
)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    file = tmp_path / "claims.yaml"
    file.write_text(write_claims(CLAIMS), encoding="utf-8")
    assert read_claims(file, a_codebook(), ["stad-zuid", "stad-noord"]) == CLAIMS
    assert "intended" not in write_claims(CLAIMS[:1]), "what is as usual is left out"


BEGIN = "(begin with 'claims:' and put each claim after '- ', as 'qualcode claims export' writes them)"
ENTRY = "claims:\n- id: C1\n  type: finding\n  statement: S\n  quantifier: alle\n  require: [{code: factor}]\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", f"c.yaml: the file is empty {BEGIN}"),
        ("[]", f"c.yaml: a register is a mapping with the key 'claims' {BEGIN}"),
        ("claims: []", "c.yaml, line 1: 'claims' is empty (at least one entry is needed)"),
        (
            ENTRY.replace("finding", "bevinding"),
            "c.yaml, line 3: claim 'C1': 'type' cannot be 'bevinding' (choose from TYPES)",
        ),
        (ENTRY.replace("  statement: S\n", ""), "c.yaml, line 2: claim 'C1': 'statement' is missing (add it)"),
        (
            ENTRY + "  colour: red\n",
            "c.yaml, line 7: claim 'C1': 'colour' is not known (take it out or mend its name)",
        ),
        (
            ENTRY + "  scope: overal\n",
            "c.yaml, line 7: claim 'C1': 'scope' must be all, a list of neighbourhoods, or where with conditions "
            "(choose one of them)",
        ),
        ("claims: [C1]", "c.yaml, line 1: claim number 1: 'the entry' must be a mapping (write 'key: value')"),
    ],
)
def test_what_is_no_register_is_one_sentence_that_says_what_to_do(text: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "c.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ClaimError) as refused:
        read_claims(file, a_codebook(), ["stad-zuid"])
    assert str(refused.value) == sentence.replace("TYPES", ", ".join(ClaimType))
