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
    "freeze_cause_ruled": ("besluit over een open eenheid, door {coder}", "a decision on an open unit, by {coder}"),
    "freeze_cause_claim_changed": ("bewering gewijzigd door {coder}", "claim changed by {coder}"),
    "freeze_cause_claim_linked": (
        "citaat bij de bewering gezet of weggehaald door {coder}",
        "quote linked to or taken from the claim by {coder}",
    ),
    "freeze_cause_answered": ("tegenbewijs beantwoord door {coder}", "counter-evidence answered by {coder}"),
    "freeze_cause_rules": (
        "drempels voor beweringen gewijzigd door {coder}",
        "thresholds of claims changed by {coder}",
    ),
    "freeze_cause_settings": (
        "instellingen van het onderzoek gewijzigd door {coder}",
        "settings of the study changed by {coder}",
    ),
    "freeze_cause_judged": ("bevinding beoordeeld door {coder}", "finding judged by {coder}"),
    "freeze_cause_pattern": ("patroon bepaald door {coder}", "pattern decided by {coder}"),
    "freeze_cause_summary": ("samenvatting geschreven door {coder}", "summary written by {coder}"),
    "freeze_cause_quotes_linked": (
        "verbanden tussen citaten gewijzigd door {coder}",
        "links between quotes changed by {coder}",
    ),
    "freeze_cause_described": (
        "beschrijving van een transcript gewijzigd door {coder}",
        "description of a transcript changed by {coder}",
    ),
    "freeze_cause_text": ("transcript ingelezen door {coder}", "transcript taken in by {coder}"),
    "freeze_cause_consent": (
        "toestemming ingetrokken, vastgelegd door {coder}",
        "consent withdrawn, recorded by {coder}",
    ),
    "freeze_cause_person": (
        "groep of toestemming van een respondent gewijzigd door {coder}",
        "group or consent of a respondent changed by {coder}",
    ),
    "freeze_cause_codebook": (
        "andere versie van het codeboek, door {coder}",
        "another version of the codebook, by {coder}",
    ),
    "freeze_cause_places": ("wijken ingelezen door {coder}", "neighbourhoods taken in by {coder}"),
    "freeze_cause_figures": (
        "cijfers over wijken ingelezen door {coder}",
        "figures on neighbourhoods taken in by {coder}",
    ),
    "freeze_cause_read": ("transcripten gelezen door {coder}", "transcripts read by {coder}"),
    "freeze_cause_checked": ("citaten nagekeken door {coder}", "quotes checked by {coder}"),
    "freeze_cause_elsewhere": ("coderingen waarmee dit wordt vergeleken", "codings that this is compared with"),
    "freeze_cause_other": ("iets anders dat intussen is gedaan", "something else that was done meanwhile"),
}
