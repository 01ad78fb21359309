"""What the parameters of addresses are called in the language of the reader."""

from collections.abc import Mapping

from qualcode.ui.text import _


def called(parameter: str) -> str:
    """The name of a parameter as a word of the reader; one without an entry stands for itself."""
    return names().get(parameter, parameter)


def names() -> Mapping[str, str]:
    """Parameter -> what it is called."""
    return {
        "about": _("subject"),
        "after": _("place in the list"),
        "answer": _("answer"),
        "checked": _("publication"),
        "city": _("city"),
        "code": _("code"),
        "coder": _("coder"),
        "coding": _("coding"),
        "columns": _("columns"),
        "component": _("component"),
        "consent": _("consent"),
        "do": _("action"),
        "finding": _("finding"),
        "freeze": _("frozen state"),
        "group": _("group"),
        "into": _("code to merge into"),
        "kind": _("kind"),
        "measure": _("measure"),
        "member": _("respondent"),
        "memo": _("memo"),
        "month": _("month"),
        "name": _("table"),
        "neighbourhood": _("neighbourhood"),
        "new": _("codebook version"),
        "old": _("codebook version"),
        "order": _("order"),
        "page": _("page"),
        "part": _("part of the page"),
        "pattern": _("pattern"),
        "progress": _("progress"),
        "queue": _("queue"),
        "quote": _("quote"),
        "reach": _("reach"),
        "rows": _("rows"),
        "section": _("section"),
        "side": _("side"),
        "sorted": _("sorting of codings"),
        "span": _("passage"),
        "state": _("state"),
        "stream": _("kind of source"),
        "ticked": _("choice of quotes"),
        "turn": _("turn"),
        "valence": _("valence"),
        "verdict": _("verdict"),
        "view": _("part of the page"),
        "waiting": _("coding"),
        "where": _("place of the search"),
        "with": _("frozen state"),
        "written": _("choice of summaries"),
    }
