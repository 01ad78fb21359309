"""The words of speaker labels in Dutch and English interviews, all in lower case and without accents."""

from enum import Enum, auto


class Hint(Enum):
    """What a label says by itself."""

    INTERVIEWER = auto()
    ASKER = auto()
    ANSWERER = auto()
    RESPONDENT = auto()
    FUNCTION = auto()
    SPEAKER = auto()
    NONE = auto()


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORDS = {
    Hint.INTERVIEWER: _words(
        "i int interv interviewer interviewers interviewster onderzoeker onderzoekster moderator gespreksleider "
        "gespreksleidster facilitator researcher vragensteller vraagsteller"
    ),
    Hint.ASKER: _words("v vraag q question"),
    Hint.ANSWERER: _words("a antw antwoord answer"),
    Hint.RESPONDENT: _words(
        "r resp respondent respondente p participant deelnemer deelneemster geinterviewde interviewee informant"
    ),
    Hint.FUNCTION: _words(
        "bewoner bewoonster huurder professional wijkprofessional beleidsmaker beleidsmedewerker ambtenaar wethouder "
        "wijkagent wijkmanager opbouwwerker jongerenwerker corporatiemedewerker vrijwilliger ondernemer"
    ),
    Hint.SPEAKER: _words("s spreker speaker sprekers persoon person stem"),
}
HINTS = {word: hint for hint, words in _WORDS.items() for word in words}
"""Role word -> what it says."""

NEVER_SPEAKERS = _words(
    "letop conclusie voorbeeld bijvoorbeeld kortom opmerking noot nb ps datum locatie plaats tijd duur onderwerp thema "
    "bijlage samenvatting inleiding bron link website tel telefoon mail email e-mail kernpunt kernpunten vervolg einde "
    "pauze teneerste tentweede tenderde enerzijds anderzijds oftewel namelijk resultaat gevolg oorzaak probleem "
    "oplossing stelling citaat punt kijk nou ja nee dus want maar en note example conclusion date location summary "
    "source topic versie project titel auteur transcriptie opname bestand leeftijd geslacht"
)
"""Keys of what people write before a colon without speaking."""

NEVER_IN_NAMES = _words(
    "ik je jij hij zij ze we wij jullie u dat dit die wat hoe waarom wie waar is was waren ben bent heb hebt heeft had "
    "zei zegt zeg zeiden dacht denk er een niet geen wel ook maar dus want als dan nog zo mijn jouw haar hun ons onze "
    "i'm you he she they it are said"
)
"""Words of sentences that are in nobody's name or function."""

NEVER_FIRST = _words("op in uit onder over aan bij voor om met naar na sinds tot door het")
"""Words that may stand inside a Dutch name but do not begin one."""

COLUMN_HEADINGS = _words(
    "# nr nummer regel tijd tijdcode time spreker speaker wie naam persoon rol label tekst text uitspraak inhoud "
    "transcript transcriptie gesprek"
)
"""Keys of what stands above the columns of a table of speakers and speech."""
