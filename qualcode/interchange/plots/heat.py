"""Heat table: codes by neighbourhoods, the darker the more respondents."""

from typing import Any

from qualcode.domain.output import Output, Part
from qualcode.domain.wording import word
from qualcode.interchange.plots.rows import HIDDEN, chart, coded, rows_of_codes


def heat(output: Output, language: str) -> Any:
    """Respondents by code and neighbourhood; a hidden number is a grey cell with its mark."""
    import altair as alt  # noqa: PLC0415

    cells = [
        {
            "label": row["label"],
            "place": row["neighbourhood"],
            "number": row["respondents"] if isinstance(row["respondents"], int) else None,
            "text": str(row["respondents"]),
        }
        for row in rows_of_codes(output.parts[0])
    ]
    if not cells:
        return None
    labels = list(dict.fromkeys(cell["label"] for cell in cells))
    places = alt.Scale(domain=sorted({cell["place"] for cell in cells}))
    base = chart(cells).encode(
        x=alt.X("place:N", title=None, scale=places, axis=alt.Axis(orient="top", labelAngle=-45)),
        y=alt.Y("label:N", title=None, sort=labels),
    )
    most = max((cell["number"] or 0 for cell in cells), default=0)
    colour = alt.Color(
        "number:Q",
        title=word("respondents", language),
        scale=alt.Scale(scheme="blues", domain=[0, most]),
    )
    filled = base.mark_rect(invalid=None).encode(
        color=alt.condition("isValid(datum.number)", colour, alt.value(HIDDEN))
    )
    dark = alt.condition(f"datum.number > {most * 0.6}", alt.value("white"), alt.value("black"))
    return filled + base.mark_text(fontSize=9).encode(text="text:N", color=dark)


def counted(part: Part) -> dict[str, str]:
    """Label -> code of the codes of which at least one number is shown; of all of them where there is none."""
    rows = rows_of_codes(part)
    return {row["label"]: row["code"] for row in rows if isinstance(row["respondents"], int)} or coded(part)
