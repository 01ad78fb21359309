"""The words of tables and exports in Dutch and English, where no screen is at hand to translate them.

Fixed terms of the field (groups, kinds, measures, columns) and the sentences printed with a table. Labels of
codes and values come from the codebook, which has its own languages.
"""

from collections.abc import Mapping

from qualcode.domain.claim_wording import CLAIM_WORDS
from qualcode.domain.freeze_wording import FREEZE_WORDS
from qualcode.domain.output_wording import OUTPUT_WORDS
from qualcode.domain.plot_wording import PLOT_WORDS
from qualcode.domain.suggestion_wording import SUGGESTION_WORDS

LANGUAGES = ("nl", "en")

_WORDS: Mapping[str, tuple[str, str]] = {
    # groups and kinds
    "beleidsmaker": ("beleidsmaker", "policy maker"),
    "wijkprofessional": ("wijkprofessional", "neighbourhood professional"),
    "bewoner": ("bewoner", "resident"),
    "onbekend": ("groep onbekend", "group unknown"),
    "many_beleidsmaker": ("beleidsmakers", "policy makers"),
    "many_wijkprofessional": ("wijkprofessionals", "neighbourhood professionals"),
    "many_bewoner": ("bewoners", "residents"),
    "many_onbekend": ("groep onbekend", "group unknown"),
    "interview": ("interview", "interview"),
    "focus_group": ("groepsinterview", "focus group"),
    "document": ("document", "document"),
    # measures and columns of tables
    "respondents": ("respondenten", "respondents"),
    "passages": ("passages", "passages"),
    "codings": ("coderingen", "codings"),
    "transcripts": ("transcripten", "transcripts"),
    "documents": ("documenten", "documents"),
    "assigned": ("aan een wijk toegewezen", "assigned to a neighbourhood"),
    "unassigned": ("nog niet aan een wijk toegewezen", "not yet assigned to a neighbourhood"),
    "elsewhere": ("gaat over elders", "about elsewhere"),
    "total": ("totaal", "total"),
    "code": ("code", "code"),
    "label": ("naam", "label"),
    "neighbourhood": ("wijk", "neighbourhood"),
    "city": ("stad", "city"),
    "group": ("groep", "group"),
    "source": ("bron", "source"),
    "quote": ("citaat", "quote"),
    "combination": ("combinatie", "combination"),
    "id": ("nummer", "id"),
    "respondent": ("respondent", "respondent"),
    "transcript": ("transcript", "transcript"),
    "turn": ("beurt", "turn"),
    "start": ("begin", "start"),
    "end": ("einde", "end"),
    "prefix": ("ervoor", "before"),
    "suffix": ("erna", "after"),
    "coder": ("codeur", "coder"),
    "at": ("gecodeerd op", "coded on"),
    "remade": ("gewijzigd of teruggezet", "changed or restored"),
    "remade_by": ("gewijzigd of teruggezet door", "changed or restored by"),
    "remade_at": ("gewijzigd of teruggezet op", "changed or restored on"),
    "remade_changed": ("in het codeboek gewijzigd", "changed in the codebook"),
    "remade_restored": ("teruggezet", "restored"),
    "remade_carried": ("meegenomen naar de verbeterde tekst", "taken along to the corrected text"),
    "memo": ("memo", "memo"),
    "proposed": ("voorgestelde code", "proposed code"),
    "together": ("samen met andere aangenomen", "accepted together with others"),
    "why": ("reden van het voorstel", "reason of the suggestion"),
    "codes": ("codes", "codes"),
    "neighbourhoods": ("wijken", "neighbourhoods"),
    "cities": ("steden", "cities"),
    "groups": ("groepen", "groups"),
    "kinds": ("soorten", "kinds"),
    "coders": ("codeurs", "coders"),
    "attributes": ("attributen", "attributes"),
    "from_suggestions": ("uit suggesties", "from suggestions"),
    "onbepaald": ("onbepaald", "undetermined"),
    # sheets
    "sheet_table": ("Tabel", "Table"),
    "sheet_cells": ("Cellen", "Cells"),
    "preview_cells": (
        "Verborgen getallen (codes per wijk), grens {k} respondenten:",
        "Hidden numbers (codes by neighbourhood), limit {k} respondents:",
    ),
    "hidden_few": ("minder dan {k}", "fewer than {k}"),
    "hidden_follows": ("een klein getal zou eruit volgen", "a small number would follow from it"),
    "preview_labels": (
        "Vergroofde aanduidingen, grens {k} respondenten:",
        "Labels made coarser, limit {k} respondents:",
    ),
    "preview_quotes": ("Citaten die binnen blijven:", "Quotes that stay inside:"),
    "preview_inside": ("Tabellen die binnen blijven", "Tables that stay inside"),
    "review_none": ("niet beoordeeld", "not reviewed"),
    "review_withhold": ("achtergehouden", "withheld"),
    "hold_not_member_checked": ("spreker niet gevraagd", "speaker not asked"),
    "hold_member_withdrew": ("spreker trok in", "speaker withdrew"),
    "hold_member_adjusted": ("spreker wil het aangepast", "speaker wants it adjusted"),
    "hold_leak": ("woorden niet bevestigd", "words not confirmed"),
    "hold_withheld_beside": ("woorden elders tegengehouden", "words withheld elsewhere"),
    "hold_no_consent": ("toestemming ingetrokken", "consent withdrawn"),
    "leak_contact": ("contactgegevens", "contact data"),
    "leak_address": ("adres", "address"),
    "leak_role": ("functie", "role"),
    "leak_place": ("plaats", "place"),
    "leak_name": ("naam", "name"),
    "fewer_than": ("minder dan {k}", "fewer than {k}"),
    "method_published": (
        (
            "Van overeenstemming staat alleen kappa er, afgerond; verzadiging staat om de {k} gesprekken; "
            "aantallen onder {k}, en hoeveel er gecodeerd en besloten is, staan er niet."
        ),
        (
            "Of agreement only kappa is told, rounded; saturation is told every {k} conversations; "
            "numbers below {k}, and how much was coded and decided, are not told."
        ),
    ),
    "number": ("nr.", "no."),
    "printed_as": ("zo staat het eronder", "printed under it"),
    "member_only": (
        "Alleen voor de persoon van wie deze citaten zijn; niet publiceren en niet doorgeven.",
        "Only for the person whose quotes these are; not to be published or passed on.",
    ),
    "member_quotes": ("Uw citaten", "Your quotes"),
    "member_answer": ("Uw antwoord", "Your answer"),
    "member_answers": (
        "Kruis aan wat voor al deze citaten geldt; per citaat kunt u het ernaast schrijven.",
        "Tick what holds for all of these quotes; beside a quote you can write what holds for it alone.",
    ),
    "member_agreed": ("akkoord", "agreed"),
    "member_adjusted": (
        "aangepast: laat weg wat ik heb doorgestreept",
        "adjusted: leave out what I struck through",
    ),
    "member_withdrawn": ("ingetrokken: gebruik mijn citaten niet", "withdrawn: do not use my quotes"),
    "member_on": ("Datum", "Date"),
    "sheet_basket": ("Citaten per paragraaf", "Quotes per section"),
    "all": ("alle", "all"),
    "section": ("paragraaf", "section"),
    "original": ("volledig citaat", "full quote"),
    "edited_quotes": (
        "Waar [...] staat, zijn woorden van de spreker weggelaten; er zijn geen woorden toegevoegd of veranderd.",
        "Where [...] stands, words of the speaker were left out; no words were added or changed.",
    ),
    "sheet_quotes": ("Citaten", "Quotes"),
    "sheet_links": ("Verbanden", "Links"),
    "relation": ("verband", "relation"),
    "sheet_about": ("Verantwoording", "About"),
    "table_caption": ("Tabel", "Table"),
    "columns_left_out": (
        "Kolommen waarin niets staat, zijn weggelaten: {columns}.",
        "Columns in which nothing stands are left out: {columns}.",
    ),
    # about the export
    "study": ("onderzoek", "study"),
    "question": ("tabel van", "table of"),
    "measure": ("geteld worden", "counted are"),
    "filters": ("selectie", "selection"),
    "none": ("geen", "none"),
    "codebook_version": ("codeboek, versie", "codebook, version"),
    "database_hash": ("kenmerk van de database", "hash of the database"),
    "dated": ("stand van", "as of"),
    "software": ("programma", "software"),
    "run": ("uitvoer nr.", "export run"),
    "rules": ("telregels", "rules of counting"),
    "suppression": ("onthulling voorkomen", "disclosure control"),
    # notices
    "fictional": (
        "Fictief onderzoek: niets hierin is door iemand gezegd.",
        "Fictional study: nobody said anything of this.",
    ),
    "internal": (
        "INTERN - bevat gegevens die niet gepubliceerd mogen worden",
        "INTERNAL - holds material that may not be published",
    ),
    # agreement
    "both": ("beide", "both"),
    "only": ("alleen {coder}", "only {coder}"),
    "neither": ("geen", "neither"),
    "percent": ("gelijk", "percent"),
    "positive": ("positief", "positive"),
    "kappa": ("kappa", "kappa"),
    "all_codes": ("alle codes", "all codes"),
    "demo_figures": (
        (
            "{seconds:.0f} s; suggesties per transcript {least}/{median:.0f}/{most} (minst, mediaan, meest), vinden "
            "{found:.0%} van {passages} coderingen; {a} en {b}: kappa {kappa:.2f} over {transcripts} transcripten."
        ),
        (
            "{seconds:.0f} s; suggestions of a transcript {least}/{median:.0f}/{most} (least, median, most), finding "
            "{found:.0%} of {passages} codings; {a} and {b}: kappa {kappa:.2f} over {transcripts} transcripts."
        ),
    ),
    "unit_turn": ("beurten", "turns"),
    "unit_segment": ("zinnen", "sentences"),
    "unit_span": ("tekens", "characters"),
    "agreement_of": (
        "Overeenstemming van {a} en {b}: {transcripts} transcripten die beiden codeerden, {units} {unit}.",
        "Agreement of {a} and {b}: {transcripts} transcripts that both coded, {units} {unit}.",
    ),
    "agreement_none": ("Er is niets dat beiden codeerden.", "There is nothing that both coded."),
    "agreement_read": (
        (
            "gelijk = deel van de eenheden met hetzelfde oordeel; positief = 2 beide / (2 beide + alleen de een + "
            "alleen de ander); kappa = boven toeval (Cohen). Een punt: niet gedefinieerd."
        ),
        (
            "percent = share of units judged alike; positive = 2 both / (2 both + only one + only the other); "
            "kappa = beyond chance (Cohen). A point: not defined."
        ),
    ),
    "not_independent": (
        "{coder} is niet onafhankelijk: bij {n} van {all} coderingen werden suggesties getoond.",
        "{coder} is not independent: suggestions were shown at {n} of {all} codings.",
    ),
    "judged": ("{units} eenheden, {coders} codeurs", "{units} units, {coders} coders"),
    "undefined": ("niet gedefinieerd", "undefined"),
    "percent_name": ("aandeel gelijk", "share agreeing"),
    "kappa_name": ("kappa (Cohen)", "kappa (Cohen)"),
    "fleiss_name": ("kappa (Fleiss)", "kappa (Fleiss)"),
    "alpha_name": ("alfa (Krippendorff)", "alpha (Krippendorff)"),
    "ac1_name": ("AC1 (Gwet)", "AC1 (Gwet)"),
    # rules of counting
    "rule_respondent": (
        "Een respondent telt een keer per code, ook als onderliggende codes vaker voorkomen.",
        "A respondent counts once per code, however often the codes below it occur.",
    ),
    "rule_passage": (
        "Een passage is de samenvoeging van overlappende coderingen van een code in een transcript, over codeurs heen.",
        "A passage is the union of overlapping codings of one code in one transcript, over coders.",
    ),
    "rule_confirmed": (
        "Alleen bevestigde coderingen van wat respondenten zeggen tellen mee; een groepsinterview is een transcript.",
        "Only confirmed codings of respondents' words count; a group interview is one transcript.",
    ),
    "rule_place": (
        "Wat over elders gaat of nog niet aan een wijk is toegewezen, staat apart en telt niet mee.",
        "What is about elsewhere or not yet assigned to a neighbourhood stands apart and is not counted.",
    ),
    "rule_documents": (
        "Documenten staan ernaast en tellen nooit als respondent.",
        "Documents stand beside and never count as respondents.",
    ),
    "rule_value": (
        (
            "Waarden van {attribute} tellen alleen als een persoon ze heeft vastgesteld; de rest telt als onbepaald. "
            "Een respondent kan onder meer dan een waarde vallen."
        ),
        (
            "Values of {attribute} count only when a person set them; the rest counts as undetermined. "
            "A respondent can be under more than one value."
        ),
    ),
    # disclosure control
    "suppressed_mark": ("x", "x"),
    "suppressed_cells": (
        (
            "Onderdrukt (x): {n} cellen, omdat ze minder dan {k} respondenten tellen of omdat ze zo'n cel in "
            "deze tabel zouden verraden."
        ),
        (
            "Suppressed (x): {n} cells, since they count fewer than {k} respondents or would give such a cell away "
            "in this table."
        ),
    ),
    "suppressed_none": (
        "Elke cel telt nul of minstens {k} respondenten; er is niets onderdrukt.",
        "Every cell has no or at least {k} respondents; nothing was suppressed.",
    ),
    "suppressed_split": (
        "Uitsplitsing naar groep of waarde is weggelaten in {rows} rijen waar een aantal onder {k} zou staan.",
        "The split by group or value was left out of {rows} rows where a number under {k} would stand.",
    ),
    "suppressed_asides": (
        "Wat apart staat is alleen als totaal vermeld, en alleen vanaf {k} transcripten van {k} respondenten.",
        "What stands apart is given as a total only, and only from {k} transcripts of {k} respondents.",
    ),
    "suppressed_together": (
        (
            "Alle tabellen van deze stand van het onderzoek verbergen dezelfde cellen, met welke kolommen ook; een "
            "tabel naar groep of waarde toont een rij geheel of helemaal niet."
        ),
        (
            "All tables of this state of the study hide the same cells, whatever their columns; a table by group or "
            "value shows a row whole or not at all."
        ),
    ),
    "somewhere": ("een wijk", "a neighbourhood"),
    "somewhere_in": ("een wijk in {city}", "a neighbourhood in {city}"),
    "someone": ("een respondent", "a respondent"),
    "checked_quotes": (
        (
            "Alleen citaten waarvan iemand heeft vastgelegd dat ze gepubliceerd mogen worden, en waarvan de "
            "aanduiding alles zegt waarop geselecteerd is. Hun aantal zegt niet hoe vaak iets gezegd is."
        ),
        (
            "Only quotes that somebody has recorded as fit to publish, and whose label says all that was selected "
            "by. Their number does not say how often something was said."
        ),
    ),
    "withheld_one": (
        (
            "1 citaat is achtergehouden (dit getal staat niet in de publicatie): niet beoordeeld, of te herkennen aan "
            "de selectie. Beoordelen: 'qualcode quotes --review NUMMER --verdict publish --reason REDEN' of scherm "
            "Citaten."
        ),
        (
            "1 quote was withheld (the publication does not say this number): not reviewed, or the selection tells "
            "its source. To review: 'qualcode quotes --review ID --verdict publish --reason REASON' or page Quotes."
        ),
    ),
    "withheld_quotes": (
        (
            "{n} citaten zijn achtergehouden (dit getal staat niet in de publicatie): niet beoordeeld, of te herkennen "
            "aan de selectie. Beoordelen: 'qualcode quotes --review NUMMER --verdict publish --reason REDEN' of scherm "
            "Citaten."
        ),
        (
            "{n} quotes were withheld (the publication does not say this number): not reviewed, or the selection tells "
            "their source. To review: 'qualcode quotes --review ID --verdict publish --reason REASON' or page Quotes."
        ),
    ),
    "coarsened": (
        "Waar minder dan {k} respondenten een aanduiding delen, is de herkomst van citaten vergroofd.",
        "Where fewer than {k} respondents share a label, the source of quotes was made coarser.",
    ),
    "documents_exempt": (
        "Citaten uit documenten zijn openbaar en vallen buiten de grens van {k} respondenten.",
        "Quotes of documents are public and exempt from the limit of {k} respondents.",
    ),
    **OUTPUT_WORDS,
    **FREEZE_WORDS,
    **PLOT_WORDS,
    **SUGGESTION_WORDS,
}


def word(key: str, language: str, **facts: object) -> str:
    """The word or sentence called `key`, with facts filled in; a key without an entry stands for itself."""
    words = _WORDS.get(key) or CLAIM_WORDS.get(key)
    if words is None:
        return key
    return words[LANGUAGES.index(language)].format(**facts)


def label_of(labels: Mapping[str, str], language: str) -> str:
    """The label in a language, else in the first language that there is."""
    return labels.get(language) or next(iter(labels.values()), "")
