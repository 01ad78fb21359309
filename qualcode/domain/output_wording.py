"""The words of the outputs of a report, in Dutch and English."""

from collections.abc import Mapping

OUTPUT_WORDS: Mapping[str, tuple[str, str]] = {
    # outputs of a report
    "dossier": ("dossier", "dossier"),
    "output_sample": ("Steekproef", "Sample"),
    "output_codebook": ("Codeboek", "Codebook"),
    "output_evidence": ("Bewijs per factor en wijk", "Evidence by factor and neighbourhood"),
    "output_outcomes": ("Uitkomsten per periode", "Outcomes by period"),
    "output_groups": ("Vergelijking van groepen", "Comparison of groups"),
    "output_interventions": ("Interventies en uitkomsten", "Interventions and outcomes"),
    "output_method": ("Verantwoording van de methode", "Method appendix"),
    "interviews": ("gesprekken", "conversations"),
    "words_spoken": ("woorden", "words"),
    "months": ("maanden", "months"),
    "sample_groups": ("Gesproken per groep", "Spoken to, by group"),
    "strongest": ("sterkste citaat (nummer)", "strongest quote (id)"),
    "denied": ("ontkend door", "denied by"),
    "share_of": ("aandeel van {group}", "share of {group}"),
    "finding": ("vergelijking", "comparison"),
    "convergentie": ("overeenkomst", "convergence"),
    "dissonantie": ("tegenspraak", "dissonance"),
    "stilte": ("een groep zwijgt", "a group is silent"),
    "te_weinig": ("te weinig", "too few"),
    "intervention": ("interventie", "intervention"),
    "outcome": ("uitkomst", "outcome"),
    "period": ("periode", "period"),
    "leidt_tot": ("leidt tot", "leads to"),
    "voorwaarde_voor": ("voorwaarde voor", "condition for"),
    "ondanks": ("ondanks", "despite"),
    "hangt_samen": ("hangt samen met", "related to"),
    "definition": ("definitie", "definition"),
    "include": ("wel", "include"),
    "exclude": ("niet", "exclude"),
    "anchor": ("voorbeeld", "anchor quote"),
    "only_one": ("alleen een van beiden", "only one of them"),
    "method_agreement": ("Overeenstemming per code", "Agreement per code"),
    "method_saturation": ("Verzadiging", "Saturation"),
    "method_audit": ("Wat is vastgelegd", "What is recorded"),
    "new_codes": ("nieuwe codes", "new codes"),
    "codes_so_far": ("codes tot dan toe", "codes so far"),
    "fact": ("gegeven", "fact"),
    "value": ("waarde", "value"),
    "least_respondents": ("kleinste aantal respondenten dat gepubliceerd wordt", "fewest respondents published"),
    "events": ("gebeurtenissen in het logboek", "events in the log"),
    "corrected_versions": ("verbeterde versies van transcripten", "corrected versions of transcripts"),
    "decisions": ("beslissingen over suggesties", "decisions on suggestions"),
    "withdrawn_codings": ("ingetrokken of vervangen coderingen", "codings withdrawn or replaced"),
    "disclosure_reviews": ("beoordelingen voor publicatie", "disclosure reviews"),
    "suggestion_runs": ("keren dat suggesties gemaakt zijn", "runs of suggestions"),
    "rule_sample": (
        "Een gesprek over twee wijken telt in beide wijken; documenten staan niet in de steekproef.",
        "A conversation about two neighbourhoods counts in both; documents are not in the sample.",
    ),
    "rule_sample_people": (
        "Respondenten zijn personen: wie twee keer gesproken is, telt per wijk een keer.",
        "Respondents are persons: who was spoken to twice counts once in a neighbourhood.",
    ),
    "sample_published": (
        (
            "Aantallen per groep zijn alleen over het hele onderzoek gegeven, en een wijk of groep met minder dan {k} "
            "respondenten is verborgen (x)."
        ),
        (
            "Numbers by group are given over the whole study only, and a neighbourhood or group with fewer than {k} "
            "respondents is hidden (x)."
        ),
    ),
    "rule_strongest": (
        (
            "Het sterkste citaat van een cel is een voorbeeld van de code, anders een dat voor publicatie is "
            "vrijgegeven, anders het eerste."
        ),
        (
            "The strongest quote of a cell is an anchor quote of the code, else one released for publication, else "
            "the first."
        ),
    ),
    "rule_denied": (
        "Ontkend door: respondenten die volgens een persoon ontkennen wat de code zegt; zij tellen ook mee.",
        "Denied by: respondents of whom a person determined that they deny the code; they are counted as well.",
    ),
    "rule_share": (
        "Aandeel: respondenten van de groep die erover spreken, gedeeld door alle gesproken respondenten van de groep.",
        "Share: respondents of the group who speak of it, divided by all respondents of the group spoken to.",
    ),
    "rule_finding": (
        (
            "Tegenspraak: twee groepen met elk minstens {least} respondenten hellen naar tegengestelde valentie. Een "
            "groep zwijgt: niemand ervan noemt wat minstens {least} van een andere noemen. Overeenkomst: minstens "
            "twee groepen spreken en geen helt tegen een andere. Zwijgen zegt niet dat ernaar gevraagd is."
        ),
        (
            "Dissonance: two groups of at least {least} respondents lean to opposite valence. A group is silent: "
            "nobody of it mentions what at least {least} of another do. Convergence: at least two groups speak and "
            "none leans against another. Silence does not say that they were asked."
        ),
    ),
    "rule_together": (
        (
            "Samen: coderingen van beide codes overlappen in de woorden van een respondent. Dat zegt niet dat het een "
            "door het ander komt; + en - zijn respondenten naar de valentie van de uitkomst."
        ),
        (
            "Together: codings of both codes overlap in the words of one respondent. That does not say that one came "
            "of the other; + and - are respondents by the valence of the outcome."
        ),
    ),
    "rule_links": (
        "Verbanden zijn door een persoon gelegd, van de interventie naar de uitkomst.",
        "Links were drawn by a person, from the intervention to the outcome.",
    ),
    "rule_period": (
        "De periode is die waarover iemand spreekt, zoals een persoon die heeft vastgesteld; anders onbepaald.",
        "The period is the one that somebody speaks of, as a person determined it; else undetermined.",
    ),
    "rule_kappa": (
        "Kappa (Cohen) van twee codeurs per zin, over de transcripten die beiden codeerden; leeg: niet gedefinieerd.",
        "Kappa (Cohen) of two coders by sentence, over the transcripts that both coded; empty: not defined.",
    ),
    "rule_kappa_told": (
        (
            "Kappa (Cohen) van twee codeurs per zin, over de transcripten die beiden codeerden, van codes met minstens "
            "80 coderingen: op één decimaal, vanaf 800 coderingen op twee; leeg: niet gedefinieerd, of niet verteld."
        ),
        (
            "Kappa (Cohen) of two coders by sentence, over the transcripts that both coded, of codes with at least 80 "
            "codings: to one decimal, from 800 codings to two; empty: not defined, or not told."
        ),
    ),
    "rule_saturation": (
        "Verzadiging: hoeveel codes elk volgend gesprek toevoegt, op volgorde van maand en naam.",
        "Saturation: how many codes each further conversation adds, in the order of month and name.",
    ),
    "rule_saturation_lot": (
        "Verzadiging: hoeveel codes na zoveel gesprekken gezien zijn, in een volgorde door loting.",
        "Saturation: how many codes were seen after so many conversations, in an order drawn by lot.",
    ),
    # framework matrix
    "output_matrix": ("Matrix van factoren en wijken", "Framework matrix"),
    "matrix_cells": ("Samenvatting per factor en wijk", "Summary by factor and neighbourhood"),
    "matrix_texts": ("Matrix", "Matrix"),
    "summary": ("samenvatting", "summary"),
    "author": ("schrijver", "author"),
    "written_on": ("geschreven op", "written on"),
    "standing": ("stand", "standing"),
    "not_written": ("nog niet geschreven", "not yet written"),
    "actueel": ("actueel", "current"),
    "verouderd": ("verouderd", "stale"),
    "onbekend_of_actueel": ("onbekend of het nog klopt", "unknown whether it still holds"),
    "stale_since": (
        "verouderd: {new} coderingen erbij, {gone} weg",
        "stale: {new} codings came, {gone} went",
    ),
    "rule_summary": (
        (
            "Een samenvatting is de laatste memo van die soort over de code in de wijk; een mens schreef die. Het "
            "getal tussen haken telt respondenten."
        ),
        (
            "A summary is the latest memo of that kind on the code in the neighbourhood; a person wrote it. The number "
            "in brackets counts respondents."
        ),
    ),
    # patterns
    "output_patterns": ("Patronen van wijken", "Patterns of neighbourhoods"),
    "patterns_decided": ("Besloten patronen", "Decided patterns"),
    "patterns_beside": ("Wat ernaast staat", "What stands beside"),
    "pattern": ("patroon", "pattern"),
    "decided_on": ("besloten op", "decided on"),
    "decided_by": ("besloten door", "decided by"),
    "rationale": ("redenen", "reasons"),
    "said_by": ("{label}: genoemd door", "{label}: said by"),
    "rule_pattern": (
        (
            "Een patroon is door een onderzoeker besloten en nooit berekend: {decided} van {all} wijken hebben er een. "
            "Leeg is een geldig antwoord. Het laatste besluit telt."
        ),
        (
            "A pattern was decided by a researcher and is never computed: {decided} of {all} neighbourhoods have one. "
            "Empty is a valid answer. The latest decision counts."
        ),
    ),
    "rule_beside": (
        (
            "Ernaast staan respondenten die over factoren, belemmeringen en uitkomsten in die wijk spreken; dat "
            "iets naast een patroon staat, zegt niet dat het dat verklaart."
        ),
        (
            "Beside it stand respondents who speak of enabling and hindering factors and of outcomes there; that they "
            "stand beside a pattern does not say that they explain it."
        ),
    ),
    # timeline
    "output_timeline": ("Tijdlijn per wijk", "Timeline by neighbourhood"),
    "timeline_turns": ("Kantelpunten", "Turning points"),
    "time": ("tijd", "time"),
    "basis": ("grond", "basis"),
    "first_quote": ("eerste citaat (nummer)", "first quote (id)"),
    "basis_period": ("periode", "period"),
    "basis_year": ("jaar in de woorden", "year in the words"),
    "turning": ("wending", "turn"),
    "turn_better": ("ten goede", "for the better"),
    "turn_worse": ("ten kwade", "for the worse"),
    "turn_before": ("van", "from"),
    "turn_after": ("naar", "to"),
    "before_sign": ("{sign} ervoor", "{sign} before"),
    "after_sign": ("{sign} erna", "{sign} after"),
    "rule_timeline": (
        (
            "Een codering staat in de periode die een persoon heeft vastgesteld; zonder periode bij elk jaar dat in de "
            "woorden voorkomt. Niemand heeft bevestigd dat het toen gebeurde."
        ),
        (
            "A coding stands in the period that a person determined; without one at each year that its words name. "
            "Nobody confirmed that it happened then."
        ),
    ),
    "rule_turn": (
        (
            "Een kantelpunt is berekend: in een periode hellen minstens {least} respondenten bij de uitkomsten naar de "
            "ene kant, in de volgende periode die helt naar de andere. Jaren uit de woorden tellen daarin niet mee."
        ),
        (
            "A turning point is computed: in one period at least {least} respondents lean to one side on the outcomes, "
            "in the next period that leans to the other. Years from the words do not count in it."
        ),
    ),
    # findings
    "output_findings": ("Samenvatting van bevindingen", "Summary of qualitative findings"),
    "evidence_profile": ("Bewijsprofiel", "Evidence profile"),
    "finding_facts": ("Feiten bij het oordeel", "Facts beside the judgement"),
    "finding_id": ("bevinding", "finding"),
    "statement": ("uitspraak", "statement"),
    "explanation": ("toelichting", "explanation"),
    "component": ("onderdeel", "component"),
    "judgement": ("oordeel", "judgement"),
    "judged_by": ("beoordeeld door", "judged by"),
    "judged_on": ("beoordeeld op", "judged on"),
    "not_judged": ("nog niet beoordeeld", "not yet judged"),
    "methods": ("methodologische beperkingen", "methodological limitations"),
    "coherence": ("samenhang", "coherence"),
    "adequacy": ("toereikendheid van de gegevens", "adequacy of data"),
    "relevance": ("relevantie", "relevance"),
    "confidence": ("vertrouwen", "confidence"),
    "no_concerns": ("geen of zeer geringe zorgen", "no or very minor concerns"),
    "minor_concerns": ("geringe zorgen", "minor concerns"),
    "moderate_concerns": ("matige zorgen", "moderate concerns"),
    "serious_concerns": ("ernstige zorgen", "serious concerns"),
    "high": ("hoog", "high"),
    "moderate": ("matig", "moderate"),
    "low": ("laag", "low"),
    "very_low": ("zeer laag", "very low"),
    "for_respondents": ("respondenten voor", "respondents for"),
    "against_respondents": ("respondenten tegen", "respondents against"),
    "for_interviews": ("gesprekken voor", "conversations for"),
    "for_groups": ("groepen voor", "groups for"),
    "for_words": ("woorden voor", "words for"),
    "unit_standing": ("eenheden {standing}", "units {standing}"),
    "unanswered": ("tegenbewijs zonder antwoord", "counter-evidence without an answer"),
    "rule_cerqual": (
        (
            "Beoordeeld naar GRADE-CERQual, met het gesprek als eenheid in plaats van de studie. Een mens beoordeelt "
            "vier onderdelen met een toelichting en daarna het vertrouwen; niets ervan is berekend, en leeg is niet "
            "beoordeeld."
        ),
        (
            "Judged after GRADE-CERQual, with the conversation as the unit in place of the study. A person judges four "
            "components with an explanation and then the confidence; none of it is computed, empty is not judged."
        ),
    ),
    "rule_profile": (
        (
            "De feiten tellen citaten die aan de voorwaarden van de bevinding voldoen of ertegen spreken. Verouderd: "
            "sinds het oordeel zijn het andere citaten."
        ),
        (
            "The facts count quotes that meet the conditions of the finding or speak against it. Stale: since the "
            "judgement they are other quotes."
        ),
    ),
    "findings_published": (
        (
            "Toelichtingen en aantallen zijn weggelaten: die zijn niet voor publicatie beoordeeld. Het zijn de "
            "bevindingen uit de gepubliceerde tabel van beweringen, onder dezelfde nummers."
        ),
        (
            "Explanations and numbers are left out: they were not checked for publication. The findings are those of "
            "the published table of claims, under the same numbers."
        ),
    ),
    # joint display
    "output_joint": ("Cijfers naast interviews", "Joint display with statistics"),
    "indicator": ("indicator", "indicator"),
    "unit": ("eenheid", "unit"),
    "version": ("bron en versie", "source and version"),
    "area": ("gebied (indeling)", "area (division)"),
    "exact_area": ("is dit de wijk?", "is it the neighbourhood?"),
    "exact_yes": ("ja", "yes"),
    "exact_no": ("nee, een deel of meer", "no, a part or more"),
    "first_year": ("van", "from"),
    "first_value": ("beginwaarde", "first value"),
    "last_year": ("tot", "to"),
    "last_value": ("eindwaarde", "last value"),
    "direction": ("richting", "direction"),
    "direction_1": ("omhoog", "up"),
    "direction_-1": ("omlaag", "down"),
    "direction_0": ("gelijk", "the same"),
    "direction_one": ("een meting", "one measurement"),
    "leaning": ("interviews", "interviews"),
    "leaning_1": ("ten goede", "for the better"),
    "leaning_-1": ("ten kwade", "for the worse"),
    "leaning_0": ("geen richting", "no direction"),
    "match": ("vergelijking", "comparison"),
    "match_same": ("zelfde richting", "same direction"),
    "match_other": ("andere richting", "other direction"),
    "match_none": ("niet te vergelijken", "cannot be compared"),
    "rule_line": (
        (
            "Een lijn is een indicator van een bron, versie en gebied; versies staan nooit in een lijn. CBS geeft "
            "cijfers in de indeling van hun eigen jaar: of het gebied hetzelfde bleef, is hier niet nagegaan."
        ),
        (
            "A line is one indicator of one source, version and area; versions never stand in one line. CBS gives "
            "figures in the division of their own year: whether the area stayed the same is not checked here."
        ),
    ),
    "rule_joint": (
        (
            "De richting van cijfers is laatste tegen eerste jaar, hoe klein ook het verschil; die van interviews helt "
            "met minstens {least} respondenten naar een valentie van de uitkomst. Gelijke richting is geen verklaring."
        ),
        (
            "The direction of figures is the last year against the first, however small the difference; that of "
            "interviews leans with at least {least} respondents to a valence of the outcome. The same direction is no "
            "explanation."
        ),
    ),
    "rule_stale": (
        (
            "Verouderd: sinds de samenvatting geschreven is, zijn coderingen van de code (of een code eronder) in de "
            "wijk erbij gekomen, gewijzigd of ingetrokken."
        ),
        (
            "Stale: since the summary was written, codings of the code (or one below it) in the neighbourhood came, "
            "were changed or withdrawn."
        ),
    ),
}
