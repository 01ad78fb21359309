"""The words of the table of suggestions, in Dutch and English."""

from collections.abc import Mapping

SUGGESTION_WORDS: Mapping[str, tuple[str, str]] = {
    "sheet_suggestions": ("Suggesties", "Suggestions"),
    "suggest_run": ("run", "run"),
    "text_version": ("versie van de tekst", "version of the text"),
    "score": ("score", "score"),
    "rank": ("rang op de zin", "rank on its sentence"),
    "decided_on": ("beslissing", "decision"),
    "decided_accepted": ("aangenomen door {coder}", "accepted by {coder}"),
    "decided_together": (
        "samen met andere aangenomen door {coder}",
        "accepted together with others by {coder}",
    ),
    "decided_corrected": ("verbeterd door {coder}", "corrected by {coder}"),
    "decided_recoded": (
        "voorgesteld: {proposed}, verbeterd tot {code} door {coder}",
        "proposed: {proposed}, corrected to {code} by {coder}",
    ),
    "decided_rejected": ("verworpen door {coder}", "rejected by {coder}"),
    "decided_skipped": ("overgeslagen door {coder}", "skipped by {coder}"),
    "decided_before": ("besloten bij nummer {id}, van een eerdere run", "decided at id {id}, of an earlier run"),
    "decided_open": ("open", "open"),
    "decided_hidden": ("niet getoond", "not shown"),
}
