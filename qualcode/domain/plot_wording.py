"""The words of plots in Dutch and English; `wording.word` knows them."""

from collections.abc import Mapping

PLOT_WORDS: Mapping[str, tuple[str, str]] = {
    "plot_title_evidence": ("{title}", "{title}"),
    "plot_title_evidence-sides": ("{title}: voor en tegen", "{title}: for and against"),
    "plot_title_matrix": ("{title}", "{title}"),
    "plot_title_findings": ("{title}: voor en tegen", "{title}: for and against"),
    "plot_title_method": ("{title}: verzadiging", "{title}: saturation"),
    "plot_title_timeline": ("{title}", "{title}"),
    "plot_part": ("{caption} (deel {n} van {of})", "{caption} (part {n} of {of})"),
    "plot_left_out": (
        "Codes zonder een getal dat getoond wordt, staan alleen in de tabel.",
        "Codes without a number that is shown stand in the table alone.",
    ),
    "plot_kind_evidence": ("Grafiek: warmtetabel", "Plot: heat table"),
    "plot_kind_evidence-sides": ("Grafiek: voor en tegen", "Plot: for and against"),
    "plot_kind_matrix": ("Grafiek: warmtetabel", "Plot: heat table"),
    "plot_kind_findings": ("Grafiek: voor en tegen", "Plot: for and against"),
    "plot_kind_method": ("Grafiek: verzadiging", "Plot: saturation"),
    "plot_kind_timeline": ("Grafiek: tijdlijn", "Plot: timeline"),
    "plot_shows_evidence": (
        (
            "Warmtetabel: hoe donkerder een vak, hoe meer respondenten een code (rij) in een wijk (kolom) noemen;"
            " een grijs vak is verborgen. De tabel eronder heeft dezelfde getallen."
        ),
        (
            "Heat table: the darker a cell, the more respondents mention a code (row) in a neighbourhood "
            "(column); a grey cell is hidden. The table below has the same numbers."
        ),
    ),
    "plot_shows_matrix": (
        (
            "Warmtetabel: hoe donkerder een vak, hoe meer respondenten een code (rij) in een wijk (kolom) noemen;"
            " een grijs vak is verborgen. De tabel eronder heeft dezelfde getallen."
        ),
        (
            "Heat table: the darker a cell, the more respondents mention a code (row) in a neighbourhood "
            "(column); a grey cell is hidden. The table below has the same numbers."
        ),
    ),
    "plot_shows_evidence-sides": (
        (
            "Staven per code: naar rechts de respondenten die het positief noemen, naar links die het negatief "
            "noemen of ontkennen, per wijk geteld en opgeteld; verborgen getallen tellen niet mee. De tabel "
            "eronder heeft ze per wijk."
        ),
        (
            "Bars for each code: to the right the respondents who call it positive, to the left those who call it"
            " negative or deny it, counted in each neighbourhood and added up; hidden numbers are left out. The "
            "table below has them by neighbourhood."
        ),
    ),
    "plot_shows_findings": (
        (
            "Staven per bevinding: naar rechts de respondenten ervoor, naar links die ertegen. De tabel met "
            "feiten heeft dezelfde getallen."
        ),
        (
            "Bars for each finding: to the right the respondents for it, to the left those against it. The table "
            "of facts has the same numbers."
        ),
    ),
    "plot_shows_method": (
        "Lijn: het aantal codes dat bekend is na elk volgend gesprek. De tabel eronder heeft dezelfde getallen.",
        (
            "Line: the number of codes that is known after each further conversation. The table below has the "
            "same numbers."
        ),
    ),
    "plot_shows_timeline": (
        (
            "Stippen per wijk en tijd: hoe groter, hoe meer codes; de kleur zegt naar welke kant, een ruit is een"
            " keerpunt. De tabel eronder heeft dezelfde getallen."
        ),
        (
            "Dots by neighbourhood and time: the larger, the more codes; the colour says to which side, a diamond"
            " is a turning point. The table below has the same numbers."
        ),
    ),
    "plot_positive": ("positief", "positive"),
    "plot_negative": ("negatief", "negative"),
    "plot_added_up": (
        "respondenten, per wijk geteld en opgeteld",
        "respondents, counted by neighbourhood and added up",
    ),
    "figure_caption": ("Figuur", "Figure"),
    "plot_missing": (
        (
            "Hier hoort een figuur ({caption}); installeer qualcode[plots] om haar in bestanden te krijgen. De "
            "tabel heeft dezelfde getallen."
        ),
        (
            "A figure belongs here ({caption}); install qualcode[plots] to have it in files. The table has the "
            "same numbers."
        ),
    ),
}
