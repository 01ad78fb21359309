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
            "Een samenvatting is de laatste memo van die soort over de code in de wijk; een mens schreef haar. Het "
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
            "Ernaast staan respondenten die over factoren, belemmeringen en uitkomsten in die wijk spreken; dat zij "
            "naast een patroon staan, zegt niet dat zij het verklaren."
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
            "Een codering staat in de periode die een persoon heeft vastgesteld; zonder periode bij elk jaar dat haar "
            "woorden noemen. Niemand heeft bevestigd dat het toen gebeurde."
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
