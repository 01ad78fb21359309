"""The words of claims and their verdicts in Dutch and English; `wording.word` knows them."""

from collections.abc import Mapping

CLAIM_WORDS: Mapping[str, tuple[str, str]] = {
    # verdicts, standings, silences
    "gesteund": ("gesteund", "supported"),
    "weersproken": ("weersproken", "contradicted"),
    "ontoereikend": ("ontoereikend", "insufficient"),
    "niet_toetsbaar": ("niet toetsbaar", "cannot be tested"),
    "standing_for": ("voor", "for"),
    "standing_against": ("tegen", "against"),
    "standing_divided": ("verdeeld", "divided"),
    "standing_thin": ("dun", "thin"),
    "standing_silent": ("stil", "silent"),
    "silence_not_asked": ("niet gevraagd", "not asked"),
    "silence_not_coded": ("niet geheel gecodeerd", "not fully coded"),
    "silence_not_mentioned": ("gevraagd en niet genoemd", "asked and not mentioned"),
    "understated": ("het is zelfs in alle zo: te zwak gezegd", "it is so in all of them: understated"),
    "circular": (
        "cirkelredenering: het bereik rust op dezelfde codes als de bewering",
        "circular: the scope rests on the same codes as the claim",
    ),
    # what a claim says
    "claim_finding": ("bevinding", "finding"),
    "claim_literature": ("literatuur", "literature"),
    "claim_recommendation": ("aanbeveling", "recommendation"),
    "claim_open": ("open", "open"),
    "claim_closed": ("gesloten", "closed"),
    "over_neighbourhoods": ("wijken", "neighbourhoods"),
    "over_respondents": ("respondenten", "respondents"),
    "alle": ("alle", "all"),
    "vrijwel_alle": ("vrijwel alle", "nearly all"),
    "merendeel": ("het merendeel van de", "most"),
    "vaak": ("vaak, veel", "often, many"),
    "soms": ("soms, sommige", "sometimes, some"),
    "kaal": ("zonder hoeveelheid", "without a quantity"),
    "role_supports": ("steunt", "supports"),
    "role_contradicts": ("spreekt tegen", "contradicts"),
    "role_nuances": ("nuanceert", "nuances"),
    "scope_all": ("alle {units}", "all {units}"),
    "scope_where": ("waar dit gezegd is: {conditions}", "where this is said: {conditions}"),
    # rules
    "rule_alle": ("Alle: {n} van {n} moeten voor zijn.", "All: {n} of {n} have to be for."),
    "rule_vrijwel_alle": (
        (
            "Vrijwel alle: hoogstens {share} van {n} mag ontbreken (naar beneden afgerond, een altijd), dus {needed} "
            "moeten voor zijn."
        ),
        "Nearly all: at most {share} of {n} may lack (rounded down, one always), so {needed} have to be for.",
    ),
    "rule_merendeel": (
        "Merendeel: meer dan de helft van {n}, dus {needed} moeten voor zijn.",
        "Most: more than half of {n}, so {needed} have to be for.",
    ),
    "rule_vaak": (
        "Vaak: minstens {share} van {n} en minstens {least}, dus {needed} moeten voor zijn.",
        "Often: at least {share} of {n} and at least {least}, so {needed} have to be for.",
    ),
    "rule_soms": ("Soms: minstens 1 van {n} moet voor zijn.", "Some: at least 1 of {n} has to be for."),
    "rule_kaal": (
        "Een meervoud zonder hoeveelheid is pas te toetsen als iemand er een kiest.",
        "A plural without a quantity can be tested only once somebody chooses one.",
    ),
    "rule_no_units": ("Niets valt binnen het bereik.", "Nothing is in the scope."),
    "rule_neighbourhood": (
        (
            "Een wijk is voor of tegen met minstens {respondents} respondenten in {transcripts} transcripten; met "
            "minder is ze dun, met beide kanten verdeeld."
        ),
        (
            "A neighbourhood is for or against with at least {respondents} respondents in {transcripts} transcripts; "
            "with fewer it is thin, with both sides divided."
        ),
    ),
    "rule_one_respondent": (
        "Een respondent is voor of tegen met een codering, en met beide kanten verdeeld.",
        "A respondent is for or against with one coding, and divided with both sides.",
    ),
    "rule_open": (
        (
            "Weersproken: ook als alles wat dun, verdeeld of stil is voor zou zijn, is het te weinig. Gesteund: wat "
            "voor is, is genoeg. Anders ontoereikend."
        ),
        (
            "Contradicted: even if all that is thin, divided or silent were for, it is too little. Supported: what is "
            "for is enough. Else insufficient."
        ),
    ),
    # why
    "why_gesteund": ("{pro} voor, {needed} nodig.", "{pro} for, {needed} needed."),
    "why_weersproken": (
        "{against} tegen: hoogstens {possible} kunnen voor zijn, {needed} nodig.",
        "{against} against: at most {possible} can be for, {needed} needed.",
    ),
    "why_ontoereikend": (
        "{pro} voor, {needed} nodig; {open} staan open.",
        "{pro} for, {needed} needed; {open} are open.",
    ),
    "changed_verdict": (
        "was {before}, nu {after}, omdat {why}",
        "was {before}, now {after}, because {why}",
    ),
    "changed_unit": ("{unit} {before} was en nu {after} is", "{unit} was {before} and now is {after}"),
    "changed_claim": ("de bewering zelf of de regels zijn gewijzigd", "the claim itself or its rules were changed"),
    "changed_others": ("{n} andere", "{n} others"),
    "out_of_scope": ("buiten bereik", "out of scope"),
    # the output
    "output_claims": ("Beweringen en hun bewijs", "Claims and their evidence"),
    "claims_numbers": ("Oordelen in aantallen", "Verdicts in numbers"),
    "claims_units": ("Hoe elke eenheid staat", "How each unit stands"),
    "claims_quotes": ("Citaten bij de beweringen", "Quotes beside the claims"),
    "claim": ("bewering", "claim"),
    "statement": ("zin", "statement"),
    "place": ("plaats", "place"),
    "kind_of_claim": ("soort", "kind"),
    "quantity": ("hoeveelheid", "quantity"),
    "reach": ("bereik", "scope"),
    "verdict": ("oordeel", "verdict"),
    "intended": ("bedoeld", "intended"),
    "needed": ("nodig", "needed"),
    "respondents_for": ("respondenten voor", "respondents for"),
    "respondents_against": ("respondenten tegen", "respondents against"),
    "quotes_for": ("citaten voor", "quotes for"),
    "quotes_against": ("citaten tegen", "quotes against"),
    "unanswered": ("tegenbewijs zonder antwoord", "counter-evidence without an answer"),
    "state": ("stand", "state"),
    "read_of_asked": ("volledig gelezen van gevraagd", "read in full, of those asked"),
    "unit": ("eenheid", "unit"),
    "stands": ("staat", "stands"),
    "silence": ("stilte", "silence"),
    "side": ("kant", "side"),
    "answered": ("antwoord", "answer"),
    "rule_claim": ("{claim}: {rule}", "{claim}: {rule}"),
    "rule_claim_quotes": (
        "Van elke eenheid staan de citaten tegen er alle, en die voor tot {n}; wat gekoppeld is staat er ook.",
        "Of each unit all quotes against are here, and those for up to {n}; what was linked is here as well.",
    ),
    "rule_public_verdict": (
        (
            "Een bewering staat er alleen bij als het oordeel hetzelfde zou zijn, hoe wijken ook staan waar aantallen "
            "verborgen zijn, aan een kant minder dan {k} respondenten spreken of te weinig is gezegd. Aantallen wijken "
            "staan er alleen bij beweringen over alle wijken, waar geen wijk zo is. De nummers van beweringen gelden "
            "alleen in wat gepubliceerd is."
        ),
        (
            "A claim is listed only if its verdict would be the same however neighbourhoods stand in which numbers are "
            "hidden, fewer than {k} respondents speak on a side, or too little was said. Numbers of neighbourhoods are "
            "given only of claims about all of them, where none is such. The numbers of claims are those of what is "
            "published only."
        ),
    ),
    "suppressed_verdicts": ("Onderdrukt (x): {n} aantallen.", "Suppressed (x): {n} numbers."),
}
