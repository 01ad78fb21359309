"""Statistics of the areas of a study, and which areas belong to its neighbourhoods."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcode.db.models import Neighbourhood, Statistic
from qualcode.domain.statistic import Area, Figure, Placed


def figures(session: Session) -> list[Placed]:
    """Every figure in the order in which it came; the last one about the same counts."""
    query = (
        select(Statistic, Neighbourhood.key)
        .join(Neighbourhood, Neighbourhood.id == Statistic.neighbourhood_id)
        .order_by(Statistic.id)
    )
    return [
        Placed(
            Figure(row.area_code, row.code_year, row.indicator, row.year, row.value, row.unit, row.version),
            Area(place, row.exact),
        )
        for row, place in session.execute(query)
    ]


def areas(session: Session) -> dict[str, Area]:
    """Area code -> its neighbourhood, and whether it is the whole of it.

    Of several codes of a neighbourhood the wijk is the whole and its buurten are parts; without a wijk several buurten
    are parts, and one is the whole.
    """
    found: dict[str, Area] = {}
    for key, codes in session.execute(select(Neighbourhood.key, Neighbourhood.area_codes)):
        own = [code["code"] for code in codes if code["exact"]]
        wholes = [code for code in own if code.startswith("WK")] or own
        for code in codes:
            whole = code["exact"] and wholes == [code["code"]]
            found.setdefault(code["code"], Area(key, whole))
    return found
