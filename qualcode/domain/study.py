"""Settings of a study: the choices that its team made once, printed with what they govern."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from qualcode.domain.claim import Rules
from qualcode.domain.coding import Display
from qualcode.errors import UsageError, said

LIKELY, LIKELY_CODES = 0.1, 3
"""Lowest score of a code that is kept to be offered first where a person chooses a code, and how many of a sentence.

Below the threshold it is no suggestion: it is not shown in the text, waits in no queue and counts nowhere.
"""

MOST_PER_SEGMENT = 10
"""Suggestions on one segment beyond which nobody looks at them."""

RULES = Rules()


@dataclass(frozen=True, slots=True)
class StudySettings:
    """Choices with their defaults.

    Attributes:
        display: When coders see suggestions.
        threshold: Lowest score (0-1) at which a suggestion is shown.
        per_segment: Most suggestions shown on one segment.
        k: Respondents that a published cell or quote label needs.
        suggest_after: Decisions after which suggestions are made anew, 0 for never.
        open_coding: Whether the study is in its phase of open coding: nothing is suggested then.
        member_checks: Whether a quote is published only after its speaker was asked.
        claim_respondents: Respondents who make a neighbourhood for or against a claim; fewer leave it thin.
        claim_transcripts: Transcripts in which they have to say so.
        claim_missing: Share (0-1) of the units that "nearly all" may lack; one always may.
        claim_often: Share (0-1) of the units that "often" needs.
        claim_often_least: Units that "often" needs at least.
        indicators: Indicator of statistics -> its name (`nl`, `en`), the `outcome` that it measures too, and which
            values are `better` (higher, lower); beside those that everybody knows.
    """

    display: Display = Display.ALWAYS
    threshold: float = 0.3
    per_segment: int = 3
    k: int = 3
    suggest_after: int = 50
    open_coding: bool = False
    member_checks: bool = False
    claim_respondents: int = RULES.respondents
    claim_transcripts: int = RULES.transcripts
    claim_missing: float = RULES.missing_share
    claim_often: float = RULES.often_share
    claim_often_least: int = RULES.often_least
    indicators: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse what no study can mean.

        Raises:
            UsageError: A value is out of range.
        """
        if not 0 <= self.threshold <= 1:
            msg = said("the threshold {threshold} is not a score; give a number from 0 to 1", threshold=self.threshold)
            raise UsageError(msg)
        if self.per_segment < 1 or self.k < 1:
            msg = said("suggestions per segment and k are counts; give a whole number from 1")
            raise UsageError(msg)
        if self.per_segment > MOST_PER_SEGMENT:
            msg = said(
                "at most {most} suggestions are shown on one segment; give a lower number", most=MOST_PER_SEGMENT
            )
            raise UsageError(msg)
        if self.suggest_after < 0:
            msg = said("suggest_after counts decisions; give a whole number, 0 for never")
            raise UsageError(msg)

        if min(self.claim_respondents, self.claim_transcripts, self.claim_often_least) < 1:
            msg = said("respondents, transcripts and units that a verdict needs are counts; give a whole number from 1")
            raise UsageError(msg)
        if not (0 <= self.claim_missing < 1 and 0 < self.claim_often <= 1):
            msg = said("the share that 'nearly all' may lack and the one that 'often' needs are from 0 to 1")
            raise UsageError(msg)

    @property
    def rules(self) -> Rules:
        """The thresholds of verdicts."""
        return Rules(
            respondents=self.claim_respondents,
            transcripts=self.claim_transcripts,
            missing_share=self.claim_missing,
            often_share=self.claim_often,
            often_least=self.claim_often_least,
        )

    def as_dict(self) -> dict[str, object]:
        """Plain values, for storage and print."""
        return asdict(self)


def settings_from(stored: Mapping[str, object]) -> StudySettings:
    """Settings as stored, with defaults for what an older version did not know."""
    known = {name: stored[name] for name in StudySettings.__slots__ if name in stored}
    if "display" in known:
        known["display"] = Display(str(known["display"]))
    if "per_segment" in known:  # versions before did not bound it
        known["per_segment"] = min(int(str(known["per_segment"])), MOST_PER_SEGMENT)
    return replace(StudySettings(), **known)  # type: ignore[arg-type]
