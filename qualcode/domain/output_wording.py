"""The words of outputs that stand on written texts, decisions, periods and statistics, in Dutch and English."""

from collections.abc import Mapping

OUTPUT_WORDS: Mapping[str, tuple[str, str]] = {
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
            "Toelichtingen en aantallen zijn weggelaten: die zijn niet voor publicatie beoordeeld. Ook weggelaten zijn "
            "bevindingen waarvan het oordeel van kleine aantallen afhangt."
        ),
        (
            "Explanations and numbers are left out: they were not checked for publication. So are findings whose "
            "verdict depends on small numbers."
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
