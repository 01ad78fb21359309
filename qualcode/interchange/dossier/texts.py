"""The sentences of a dossier in Dutch and English; terms of tables come from `domain/wording.py`."""

from collections.abc import Mapping

from qualcode.domain.wording import LANGUAGES, word

_TEXTS: Mapping[str, tuple[str, str]] = {
    # frame
    "skip": ("Naar de inhoud", "Skip to content"),
    "parts": ("Onderdelen", "Parts"),
    "overview": ("Overzicht", "Overview"),
    "claims": ("Beweringen", "Claims"),
    "tables": ("Tabellen", "Tables"),
    "codes": ("Codes", "Codes"),
    "search": ("Zoeken", "Search"),
    "about": ("Verantwoording", "About this dossier"),
    "dossier": ("Dossier", "Dossier"),
    "public": (
        "Publieke versie: kleine aantallen en wie wat zei zijn weggelaten; zie de verantwoording.",
        "Public version: small numbers and who said what are left out; see About this dossier.",
    ),
    # overview
    "lead_internal": (
        (
            "Kies een bewering om te zien of ze standhoudt: eerst wat ertegen spreekt, dan wat ervoor spreekt, en bij "
            "elk citaat de context en hoe het gecodeerd is."
        ),
        (
            "Choose a claim to see whether it holds: first what speaks against it, then what speaks for it, and with "
            "each quote its context and how it was coded."
        ),
    ),
    "lead_public": (
        "Kies een bewering voor wat ertegen en wat ervoor spreekt, voor zover dat gepubliceerd mag worden.",
        "Choose a claim for what speaks against it and for it, as far as that may be published.",
    ),
    "no_claims": ("Er zijn geen beweringen om te tonen.", "There are no claims to show."),
    "claims_published": (
        (
            "Hier staan de beweringen waarvan het oordeel hetzelfde zou zijn, wat verborgen aantallen ook zijn, al is "
            "het bewijs ontoereikend; andere zijn weggelaten. De nummers gelden alleen in wat gepubliceerd is."
        ),
        (
            "Claims are listed here whose verdict would be the same whatever hidden numbers are, also where the "
            "evidence is insufficient; others are left out. The numbers are those of what is published only."
        ),
    ),
    "claim": ("Bewering", "Claim"),
    "verdict": ("Oordeel", "Verdict"),
    "place_in_report": ("Plaats in het rapport", "Place in the report"),
    "codings_for": ("coderingen voor", "codings for"),
    "codings_against": ("coderingen tegen", "codings against"),
    "confidence_judged": ("Vertrouwen in de bevinding", "Confidence in the finding"),
    "judged_before": ("beoordeeld voordat de citaten veranderden", "judged before its quotes changed"),
    "questions_asked": ("Vragen van het team", "Questions of the team"),
    "question_open": ("open", "open"),
    "question_answered": ("beantwoord", "answered"),
    "question_closed": ("gesloten", "closed"),
    "question_for": ("voor {owner}", "for {owner}"),
    "unanswered": ("onbeantwoord", "unanswered"),
    "attention": ("Let op", "Mind"),
    "left_out": ("Niet in dit dossier", "Not in this dossier"),
    "n_quotes_one": ("1 citaat", "1 quote"),
    "n_quotes": ("{n} citaten", "{n} quotes"),
    "n_passages_one": ("1 passage", "1 passage"),
    "n_passages": ("{n} passages", "{n} passages"),
    "n_codings_one": ("1 codering", "1 coding"),
    "n_codings": ("{n} coderingen", "{n} codings"),
    "n_respondents_one": ("1 respondent", "1 respondent"),
    "n_respondents": ("{n} respondenten", "{n} respondents"),
    "nothing": ("Niets.", "Nothing."),
    "falls_short": (
        "Slechter dan de schrijver verwacht: {intended}.",
        "Worse than its author expects: {intended}.",
    ),
    "unanswered_one": ("1 codering ertegen is niet beantwoord.", "1 coding against it has no answer."),
    "unanswered_many": ("{n} coderingen ertegen zijn niet beantwoord.", "{n} codings against it have no answer."),
    "state_closed": ("gesloten door {coder} op {at}: {reason}", "closed by {coder} on {at}: {reason}"),
    "state": ("Stand van het werk", "State of the work"),
    "type": ("Soort", "Type"),
    "scope": ("Bereik", "Scope"),
    "scope_out": ("Buiten het bereik", "Out of scope"),
    "groups_heard": ("Alleen van", "Only by"),
    "topics": ("Gevraagd onder", "Asked under"),
    "counts_for": ("Telt als voor", "Counts as for"),
    "counts_against": ("Telt als tegen", "Counts as against"),
    "linked_against": (
        "wat iemand als tegenbewijs aanwees",
        "what somebody linked as counter-evidence",
    ),
    "against_it": ("Wat ertegen spreekt", "What speaks against it"),
    "for_it": ("Wat ervoor spreekt", "What speaks for it"),
    "nuances": ("Wat het nuanceert", "What nuances it"),
    "nothing_against": (
        "Er is geen citaat tegen. Of dat iets zegt, staat bij de stilte in de tabel hieronder.",
        "There is no quote against it. Whether that says anything is told by the silence in the table below.",
    ),
    "nothing_against_public": (
        "Er is geen citaat tegen dat gepubliceerd mag worden.",
        "There is no quote against it that may be published.",
    ),
    "nothing_for": ("Er is geen citaat voor.", "There is no quote for it."),
    "answer": ("Antwoord van {coder}, {at}", "Answer of {coder}, {at}"),
    "no_answer": ("Nog geen antwoord.", "No answer yet."),
    "linked_by": ("aangewezen door {coder}, {at}", "linked by {coder}, {at}"),
    "how_it_stands": ("Hoe elke {unit} ervoor staat", "How each {unit} stands"),
    "unit": ("eenheid", "unit"),
    "unit_neighbourhoods": ("wijk", "neighbourhood"),
    "unit_respondents": ("respondent", "respondent"),
    "stands": ("staat", "stands"),
    "people_for": ("respondenten voor", "respondents for"),
    "people_against": ("respondenten tegen", "respondents against"),
    "heard": ("gesprekken", "conversations"),
    "asked": ("ernaar gevraagd", "asked about it"),
    "read": ("helemaal gecodeerd", "fully coded"),
    "silence": ("stilte", "silence"),
    "ruled": (
        "{coder} besliste op {at}: {decided}, want {reason}",
        "{coder} decided on {at}: {decided}, because {reason}",
    ),
    # quotes
    "quote_n": ("Citaat {n}", "Quote {n}"),
    "same_words": ("Dezelfde woorden, ook gecodeerd", "The same words, coded as well"),
    "context": ("In het gesprek", "In the conversation"),
    "no_context": (
        "De context is niet beoordeeld en staat er niet bij.",
        "The context was not checked and is left out.",
    ),
    "history": ("Hoe het bewijs werd", "How it became evidence"),
    "facts": ("Gegevens", "Facts"),
    "in_claims": ("Bij beweringen", "Beside claims"),
    "supports": ("spreekt voor", "speaks for"),
    "contradicts": ("spreekt tegen", "speaks against"),
    "nuances_it": ("nuanceert", "nuances"),
    "in_no_claim": ("Bij geen bewering.", "Beside no claim."),
    "counts": ("telt als bewijs", "counts as evidence"),
    "counts_not": ("telt niet als bewijs", "does not count as evidence"),
    "position": ("tekens {start} tot {end}, versie {version}", "characters {start} to {end}, version {version}"),
    "newer": ("het transcript heeft nu versie {n}", "the transcript now has version {n}"),
    "place": ("Plaats", "Place"),
    "counting": ("Telling", "Counting"),
    "review": ("Publicatie", "Publication"),
    "review_publish": ("mag gepubliceerd worden", "may be published"),
    "review_withhold": ("blijft binnen", "stays inside"),
    "review_none": ("niet beoordeeld", "not checked"),
    "suggested": ("Voorgesteld", "Suggested"),
    "suggested_as": (
        "code {code}, score {score}, nummer {rank} bij de zin",
        "code {code}, score {score}, number {rank} on its sentence",
    ),
    "by_run": (
        "run {run}: {software}, codeboek {version}",
        "run {run}: {software}, codebook {version}",
    ),
    "corrected_to": (
        "voorgesteld: {proposed}, verbeterd tot {code}",
        "proposed: {proposed}, corrected to {code}",
    ),
    "reason": ("reden: {reason}", "reason: {reason}"),
    "accepted": ("Voorstel aangenomen", "Suggestion accepted"),
    "corrected": ("Voorstel verbeterd", "Suggestion corrected"),
    "rejected": ("Voorstel verworpen", "Suggestion rejected"),
    "skipped": ("Voorstel overgeslagen", "Suggestion skipped"),
    "undone": ("Beslissing teruggenomen", "Decision taken back"),
    "seconds": ("{n} seconden nadat het getoond werd", "{n} seconds after it was shown"),
    "repeats": (
        "samen met andere: woord voor woord gelijk aan een aangenomen zin",
        "with others: word for word an accepted sentence",
    ),
    "recoding_changed": (
        "{by} veranderde het codeboek; gecodeerd op {at}",
        "{by} changed the codebook; coded on {at}",
    ),
    "recoding_restored": (
        "{by} nam een wijziging van het codeboek terug; gecodeerd op {at}",
        "{by} took a change of the codebook back; coded on {at}",
    ),
    "recoding_carried": (
        "{by} verbeterde het transcript; gecodeerd op {at}",
        "{by} corrected the transcript; coded on {at}",
    ),
    "coded": ("Gecodeerd", "Coded"),
    "by_hand": ("met de hand; voorstellen niet gezien", "by hand; suggestions not seen"),
    "by_hand_seen": ("met de hand; voorstellen waren zichtbaar", "by hand; suggestions were visible"),
    "recoded": ("Veranderd", "Changed"),
    "state_confirmed": ("bevestigd", "confirmed"),
    "state_withdrawn": ("ingetrokken", "withdrawn"),
    "state_superseded": ("vervangen", "replaced"),
    "state_orphan": ("zonder plaats", "without a place"),
    "memo_of": ("Memo", "Memo"),
    "taken_back": ("teruggenomen", "taken back"),
    "unconfirmed": ("{value} (niet bevestigd)", "{value} (not confirmed)"),
    "previous": ("Vorig citaat", "Previous quote"),
    "next": ("Volgend citaat", "Next quote"),
    "utc": ("{at} UTC", "{at} UTC"),
    # codes
    "codes_lead": (
        (
            "Een passage staat er één keer, hoeveel codeurs haar ook codeerden. Wat onder een code valt, telt ook bij "
            "elke code erboven."
        ),
        (
            "A passage is listed once, however many coders coded it. What counts for a code counts for every code "
            "above it too."
        ),
    ),
    "passages_below": ("passages met codes eronder", "passages with codes below"),
    "codings_below": ("coderingen met codes eronder", "codings with codes below"),
    "without_place": ("Zonder wijk", "Without a neighbourhood"),
    "jump": ("Wijken", "Neighbourhoods"),
    # tables
    "table_hint": (
        "Een getal met een streep eronder leidt naar zijn citaten.",
        "An underlined number leads to its quotes.",
    ),
    # search
    "search_words": ("Woorden in het citaat", "Words in the quote"),
    "search_code": ("Code", "Code"),
    "search_place": ("Wijk", "Neighbourhood"),
    "search_group": ("Groep", "Group"),
    "any": ("alle", "any"),
    "search_hint": (
        "Alle woorden moeten voorkomen; hoofdletters en accenten maken niet uit.",
        "All words have to occur; capitals and accents do not matter.",
    ),
    "search_found": (
        "{passages} ({codings}) van {respondents}",
        "{passages} ({codings}) by {respondents}",
    ),
    "search_found_public": ("{passages}", "{passages}"),
    "search_values": ("met {values}", "with {values}"),
    "search_together": ("in dezelfde woorden als {code}", "in the same words as {code}"),
    "search_more": ("Meer tonen", "Show more"),
    "search_clear": ("Alles wissen", "Clear all"),
    "search_off": (
        "Zoeken vraagt JavaScript. Zonder staan alle citaten onder Codes.",
        "Searching needs JavaScript. Without it all quotes are under Codes.",
    ),
    # about
    "about_internal": (
        (
            "Deze map is intern: ze bevat hele passages, namen van codeurs en nummers van respondenten. Ze hoort niet "
            "buiten het onderzoek."
        ),
        (
            "This folder is internal: it holds whole passages, names of coders and numbers of respondents. It does "
            "not belong outside the study."
        ),
    ),
    "about_public": (
        (
            "Deze map mag naar buiten. Ze bevat alleen citaten die iemand heeft beoordeeld, met een aanduiding die "
            "genoeg respondenten delen; tabellen zonder kleine aantallen; en geen codeurs, respondenten, gesprekken of "
            "context."
        ),
        (
            "This folder may leave. It holds only quotes that somebody checked, under a label that enough respondents "
            "share; tables without small numbers; and no coders, respondents, conversations or context."
        ),
    ),
    "holds_still": (
        (
            "Klopt het nog? 'qualcode verify --manifest MAP' zegt of de bestanden zijn zoals ze geschreven zijn en of "
            "het onderzoek nu hetzelfde zegt."
        ),
        (
            "Does it still hold? 'qualcode verify --manifest FOLDER' tells whether the files are as they were written "
            "and whether the study says the same now."
        ),
    ),
    "offline": (
        "Alle pagina's werken zonder netwerk en zonder iets van elders.",
        "All pages work without a network and without anything from elsewhere.",
    ),
}


def text(key: str, language: str, **facts: object) -> str:
    """The sentence called `key` with facts filled in; the terms of tables under the names that they have there."""
    texts = _TEXTS.get(key)
    if texts is None:
        return word(key, language, **facts)
    return texts[LANGUAGES.index(language)].format(**facts)


def counted(key: str, n: int, language: str) -> str:
    """A number with what it counts: `1 quote`, `2 quotes`."""
    return text(f"{key}_one" if n == 1 else key, language, n=n)
