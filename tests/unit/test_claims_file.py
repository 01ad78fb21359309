"""A register written to YAML reads back as the same claims."""

from pathlib import Path

from builders import a_claim, a_codebook

from qualcode.domain.claim import ClaimType, Condition, Over, Quantifier, Scope, Verdict
from qualcode.domain.transcript import Group
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
