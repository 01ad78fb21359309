"""What indicators of statistics measure: `indicator;name_nl;name_en;outcome;better`, as CSV or XLSX."""

from pathlib import Path

from qualcode.domain.statistic import BETTER
from qualcode.errors import short
from qualcode.interchange.sheet_rows import Columns, read_rows

NAMES = ("indicator", "name_nl", "name_en", "outcome", "better")
COLUMNS = Columns(known=NAMES, required=NAMES, free=())


def read_indicators(path: Path) -> dict[str, dict[str, str]]:
    """Indicator -> `nl`, `en`, `outcome` and `better`, as a study keeps them.

    Raises:
        MetadataError: The file or a row is refused.
    """
    found: dict[str, dict[str, str]] = {}
    for row in read_rows(path, COLUMNS):
        name, better = row["indicator"], row["better"].lower()
        if missing := [column for column in NAMES if not row[column]]:
            raise row.refusal(f"'{missing[0]}' is empty", "fill in every column")
        if better not in BETTER:
            raise row.refusal(f"'better' is '{short(better, 40)}'", f"choose from {', '.join(BETTER)}")
        if name in found:
            raise row.refusal(f"the indicator '{short(name, 40)}' stands twice", "keep one of them")
        found[name] = {"nl": row["name_nl"], "en": row["name_en"], "outcome": row["outcome"], "better": better}
    return found
