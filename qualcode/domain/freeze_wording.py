"""The words of what changed since a frozen state, in Dutch and English; `wording.word` knows them."""

from collections.abc import Mapping

FREEZE_WORDS: Mapping[str, tuple[str, str]] = {
    "freeze_tables": ("Tabellen", "Tables"),
    "freeze_claims": ("Beweringen", "Claims"),
    "freeze_table": ("tabel", "table"),
    "freeze_row": ("rij", "row"),
    "freeze_column": ("kolom", "column"),
    "freeze_was": ("was", "was"),
    "freeze_is": ("is", "is"),
    "freeze_because": ("doordat", "because"),
    "freeze_claim": ("bewering", "claim"),
    "freeze_moved": ("eenheden die anders staan", "units that stand otherwise"),
    "freeze_came": ("citaten erbij", "quotes that came"),
    "freeze_went": ("citaten eraf", "quotes that went"),
    "freeze_then": ("bevroren stand", "frozen state"),
    "freeze_now": ("vergeleken met", "compared with"),
    "freeze_present": ("het onderzoek zoals het er nu voor staat", "the study as it stands"),
    "freeze_text": ("tekst {digest}", "text {digest}"),
    "freeze_added": ("toegevoegd door {coder}: {codings}", "added by {coder}: {codings}"),
    "freeze_withdrawn": ("ingetrokken door {coder}: {codings}", "withdrawn by {coder}: {codings}"),
}
