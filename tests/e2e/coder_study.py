"""An in-memory study for the coder component: a transcript, a codebook and what operations do to them."""

import json
import random
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

ME, COLLEAGUE = "An", "Bo"

INTERVIEWER = ("I", "interviewer", "")
RESIDENT = ("R1", "respondent", "R017 · bewoner")
PROFESSIONAL = ("R2", "respondent", "R018 · wijkprofessional")

NEIGHBOURS = """Nou, toen wij hier kwamen wonen was het een gewone volkswijk. Iedereen kende elkaar, je zat buiten op \
de stoep. Later zijn veel van die woningen verkocht en de mensen die erin kwamen, die bleven maar een jaar of twee. \
Dan ken je elkaar niet meer. Er is nauwelijks nog iemand die je aanspreekt als er rommel ligt."""
PROJECTS = """De gemeente komt en gaat. 😀 Dan is er weer een project 🏘️ en een jaar later is het geld op. Ze hebben \
geen lange adem. De wijkagent is er wel altijd geweest, die kent iedereen, daar heeft iedereen vertrouwen in."""
TOGETHER = """Ik herken dat wel. Wij zien dat de samenwerking tussen corporatie en gemeente de laatste jaren veel \
beter is. Vroeger wisten we niet eens van elkaar wat we deden."""
BUILDING = """Door de sloop en nieuwbouw aan de Moerweg. Toen móesten we wel samen om de tafel. De woningen zijn \
beter, maar de overlast van jongeren op het plein is gebleven. En de winkels zijn weg: de bakker, de slager, alles."""

TURNS = [
    (*INTERVIEWER, "Kunt u iets vertellen over hoe de wijk de afgelopen twintig jaar is veranderd?"),
    (*RESIDENT, NEIGHBOURS),
    (*INTERVIEWER, "En de gemeente, wat heeft die gedaan?"),
    (*RESIDENT, PROJECTS),
    (*PROFESSIONAL, TOGETHER),
    (*INTERVIEWER, "Waardoor kwam dat, denkt u?"),
    (*PROFESSIONAL, BUILDING),
    (*INTERVIEWER, "Is dat het hele verhaal?"),
    (*RESIDENT, "Nee. Vertrouwen, daar gaat het om. Dat komt te voet en gaat te paard."),
]

FACTOR, BARRIER, OUTCOME = "Factoren", "Belemmeringen", "Uitkomsten"
CODES = [
    ("factor.lange_adem", "Lange adem", FACTOR, "Beleid", 0, "Partijen houden een aanpak jarenlang vol."),
    ("factor.samenwerking", "Samenwerking", FACTOR, "Beleid", 0, "Partijen stemmen hun werk in de wijk op elkaar af."),
    ("factor.vertrouwen", "Vertrouwen", FACTOR, "Sociaal", 0, "Bewoners rekenen op elkaar of op een instantie."),
    ("factor.binding", "Sociale binding", FACTOR, "Sociaal", 0, "Bewoners kennen elkaar en spreken elkaar aan."),
    ("belemmering.kort", "Gebrek aan lange adem", BARRIER, "Beleid", 3, "Een aanpak stopt voordat hij werkt."),
    ("belemmering.doorstroom", "Hoge doorstroom", BARRIER, "Wonen", 3, "Bewoners vertrekken snel weer."),
    ("uitkomst.overlast", "Overlast", OUTCOME, "Veiligheid", 2, "Hinder van gedrag van anderen."),
    ("uitkomst.woningen", "Woningkwaliteit", OUTCOME, "Wonen", 2, "Staat van de woningen."),
    ("uitkomst.voorzieningen", "Voorzieningen", OUTCOME, "Wonen", 2, "Winkels en diensten in de buurt."),
    ("actor.gemeente", "Gemeente", "Actoren", "Overheid", 5, "De gemeente als handelende partij."),
]

ATTRIBUTES = [
    {
        "id": "valentie",
        "label": "Valentie",
        "required": True,
        "values": [
            {"id": "positief", "label": "positief"},
            {"id": "negatief", "label": "negatief"},
            {"id": "gemengd", "label": "gemengd"},
        ],
    },
    {
        "id": "polariteit",
        "label": "Polariteit",
        "required": False,
        "values": [{"id": "bevestigd", "label": "bevestigd"}, {"id": "ontkend", "label": "ontkend"}],
    },
]

SUGGESTIONS = [
    ("Iedereen kende elkaar", "factor.binding", 0.81, {"valentie": "positief"}, "kende elkaar"),
    ("die bleven maar een jaar of twee", "belemmering.doorstroom", 0.64, {}, "bleven"),
    ("een jaar later is het geld op", "belemmering.kort", 0.42, {}, "geld"),
    ("Ze hebben geen lange adem.", "belemmering.kort", 0.77, {"valentie": "negatief", "polariteit": "ontkend"}, "adem"),
    ("daar heeft iedereen vertrouwen in", "factor.vertrouwen", 0.86, {"valentie": "positief"}, "vertrouwen"),
    ("overlast van jongeren op het plein", "uitkomst.overlast", 0.91, {"valentie": "negatief"}, "overlast"),
]

AREAS = [
    {"id": "moerwijk", "label": "Moerwijk", "city": "Den Haag", "own": True},
    {"id": "vinkhuizen", "label": "Vinkhuizen", "city": "Groningen", "own": False},
]

WAITING = [
    {"id": 900, "code": "factor.vertrouwen", "exact": "Het vertrouwen komt te voet", "start": None, "end": None},
]

CODINGS = [
    ("de samenwerking tussen corporatie en gemeente de laatste jaren veel beter is", "factor.samenwerking", ME),
    ("corporatie en gemeente", "actor.gemeente", COLLEAGUE),
    ("de winkels zijn weg: de bakker, de slager, alles", "uitkomst.voorzieningen", ME),
]


@dataclass
class Study:
    """One transcript with everything on it; `text` joins label and speech of every turn."""

    turns: list[dict[str, Any]]
    text: str
    display: str = "always"
    codings: dict[int, dict[str, Any]] = field(default_factory=dict)
    suggestions: dict[int, dict[str, Any]] = field(default_factory=dict)
    read_upto: int = 0
    read_in_full: bool = False
    done: dict[str, dict[str, Any]] = field(default_factory=dict)
    log: list[dict[str, Any]] = field(default_factory=list)
    note: str = ""
    waiting: list[dict[str, Any]] = field(default_factory=list)
    likely: list[dict[str, Any]] = field(default_factory=list)
    became: dict[int, int] = field(default_factory=dict)
    ids: Any = field(default_factory=lambda: count(1))

    def span(self, quote: str) -> tuple[int, int]:
        start = self.text.index(quote)
        return start, start + len(quote)

    def document(self, *, readonly: bool = False) -> dict[str, Any]:
        codes = [
            {"id": i, "label": label, "family": family, "path": f"{family} \u203a {group}", "colour": colour,
             "definition": text, "attributes": [] if family == "Actoren" else ["valentie", "polariteit"]}
            for i, label, family, group, colour, text in CODES
        ]  # fmt: skip
        return {
            "transcript": "moerwijk-01",
            "version": 1,
            "turns": self.turns,
            "codes": codes,
            "attributes": ATTRIBUTES,
            "codings": list(self.codings.values()),
            "suggestions": list(self.suggestions.values()),
            "likely": self.likely,
            "waiting": self.waiting,
            "areas": AREAS,
            "note": self.note,
            "notes": [{"coder": COLLEAGUE, "text": "Rustig gesprek."}],
            "display": self.display,
            "read_upto": self.read_upto,
            "read_in_full": self.read_in_full,
            "readonly": readonly,
        }

    def apply(self, operation: dict[str, Any]) -> dict[str, Any]:
        """The acknowledgement of an operation, carried out once however often it comes."""
        if operation["op"] not in self.done:
            self.log.append(operation)
            self.done[operation["op"]] = self._carry_out(operation)
        return self.done[operation["op"]]

    def _carry_out(self, operation: dict[str, Any]) -> dict[str, Any]:
        ack = {"op": operation["op"], "ok": True, "error": None, "codings": [], "removed": [], "suggestions": []}
        try:
            getattr(self, f"_{operation['kind']}")(operation, ack)
        except (LookupError, ValueError) as error:
            return ack | {"ok": False, "error": str(error), "codings": [], "removed": [], "suggestions": []}
        return ack

    def _decide(self, operation: dict[str, Any], ack: dict[str, Any], verdict: str) -> dict[str, Any]:
        suggestion = self.suggestions[operation["suggestion"]]
        suggestion["verdict"] = verdict
        ack["suggestions"].append({"id": suggestion["id"], "verdict": verdict})
        return suggestion

    def _accept(self, operation: dict[str, Any], ack: dict[str, Any], verdict: str = "accepted") -> None:
        suggestion = self._decide(operation, ack, verdict)
        before = suggestion | {"sources": dict.fromkeys(suggestion["attributes"], "suggested")}
        self._new(before | {"suggestion": suggestion["id"]}, operation, ack)

    def _correct(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        self._accept(operation, ack, "corrected")

    def _reject(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        self._decide(operation, ack, "rejected")

    def _skip(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        self._decide(operation, ack, "skipped")

    def _add(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        if operation["code"] == "actor.gemeente":
            message = "code 'actor.gemeente' is vervallen; kies een andere code"
            raise ValueError(message)
        self._new({"attributes": {}, "sources": {}, "suggestion": None}, operation, ack)

    def _new_code(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        name = f"voorlopig.{operation['text']}"
        ack["code"] = {"id": name, "label": operation["text"], "family": "", "path": "", "colour": 7,
                       "definition": "", "attributes": []}  # fmt: skip
        self._new({"attributes": {}, "sources": {}, "suggestion": None}, operation | {"code": name}, ack)

    def _highlight(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        self._new_code(operation | {"text": "Markering"}, ack)

    def _withdraw(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        self._remove(self._coding(operation["coding"]), ack)

    def _change(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        coding = self._coding(operation["coding"])
        self._remove(coding, ack)
        self._new(coding, operation, ack)

    def _elsewhere(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        coding = self._coding(operation["coding"])
        self._remove(coding, ack)
        self._new(coding | {"elsewhere": operation["value"]}, {}, ack)

    def _neighbourhood(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        coding = self._coding(operation["coding"])
        self._remove(coding, ack)
        self._new(coding | {"elsewhere": False, "neighbourhood": operation["neighbourhood"] or None}, {}, ack)

    def _merge(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        first = self._coding(operation["coding"])
        others = [
            each
            for each in self.codings.values()
            if each["mine"] and each["code"] == first["code"] and each["id"] != first["id"]
            and each["start"] < first["end"] and first["start"] < each["end"]
        ]  # fmt: skip
        both = [first, *others]
        for each in both:
            self._remove(each, ack)
        span = {"start": min(each["start"] for each in both), "end": max(each["end"] for each in both)}
        self._new(first | span, {}, ack)

    def _note(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        ack["note_before"] = self.note
        self.note = ack["note"] = operation["text"]

    def _attach(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        (lost,) = [each for each in self.waiting if each["id"] == operation["coding"]]
        self.waiting.remove(lost)
        ack["removed"].append(lost["id"])
        ack["lost"] = lost
        self._new({"code": lost["code"], "attributes": {}, "sources": {}, "suggestion": None}, operation, ack)

    def _give_up(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        (lost,) = [each for each in self.waiting if each["id"] == operation["coding"]]
        self.waiting.remove(lost)
        ack["removed"].append(lost["id"])
        ack["lost"] = lost

    def _memo(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        coding = self._coding(operation["coding"])
        ack["before"] = [coding]
        self._remark(coding, operation["text"], ack)

    def _read(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        self.read_upto = ack["read_upto"] = max(self.read_upto, operation["turn"])

    def _read_in_full(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        self.read_in_full = ack["read_in_full"] = operation["value"]

    def _undo(self, operation: dict[str, Any], ack: dict[str, Any]) -> None:
        """Take back the codings that an operation made, bring back as new ones those that it took away."""
        if operation["of"].startswith("s:"):
            self._decide({"suggestion": int(operation["of"].removeprefix("s:"))}, ack, "undone")
            return
        done = self.done[operation["of"]]
        for coding in [] if "before" in done else done["codings"]:
            self._remove(self._coding(coding["id"]), ack)
        for coding in done.get("gone", []):
            self._new(coding, {}, ack)
            self.became[coding["id"]] = ack["codings"][-1]["id"]
        for coding in done.get("before", []):
            self._remark(self._coding(coding["id"]), coding["memo"], ack)
        if "note_before" in done:
            self.note = ack["note"] = done["note_before"]
        if "read_in_full" in done:
            self.read_in_full = ack["read_in_full"] = not done["read_in_full"]
        if "lost" in done:
            self.waiting.append(done["lost"])
            ack["waiting"] = [done["lost"]["id"]]
        for verdict in done["suggestions"]:
            self._decide({"suggestion": verdict["id"]}, ack, "undone")

    def _coding(self, name: int | str) -> dict[str, Any]:
        if isinstance(name, str):
            name = self.done[name.removeprefix("op:")]["codings"][0]["id"]
        while name in self.became:
            name = self.became[name]
        return self.codings[name]

    def _remark(self, coding: dict[str, Any], memo: str, ack: dict[str, Any]) -> None:
        self.codings[coding["id"]] = coding | {"memo": memo}
        ack["codings"].append(coding | {"memo": memo})

    def _remove(self, coding: dict[str, Any], ack: dict[str, Any]) -> None:
        del self.codings[coding["id"]]
        ack["removed"].append(coding["id"])
        ack.setdefault("gone", []).append(coding)

    def _new(self, before: dict[str, Any], operation: dict[str, Any], ack: dict[str, Any]) -> None:
        span = {name: operation.get(name, before.get(name)) for name in ("start", "end", "code")}
        chosen = operation.get("attributes", {})
        attributes = {i: value for i, value in {**before["attributes"], **chosen}.items() if value}
        sources = {i: "person" if i in chosen else before["sources"][i] for i in attributes}
        coding = {
            "id": next(self.ids),
            **span,
            "attributes": attributes,
            "sources": sources,
            "coder": ME,
            "mine": True,
            "suggestion": before["suggestion"],
            "memo": before.get("memo", ""),
            "elsewhere": before.get("elsewhere", False),
            "neighbourhood": before.get("neighbourhood"),
        }
        self.codings[coding["id"]] = coding
        ack["codings"].append(coding)

    def write(self, path: Path) -> None:
        """Leave the state for a test to read."""
        state = {
            "codings": list(self.codings.values()),
            "verdicts": {i: suggestion["verdict"] for i, suggestion in self.suggestions.items()},
            "read_upto": self.read_upto,
            "read_in_full": self.read_in_full,
            "note": self.note,
            "waiting": self.waiting,
            "log": self.log,
        }
        path.with_suffix(".new").write_text(json.dumps(state))
        path.with_suffix(".new").replace(path)


def small(display: str) -> Study:
    """Nine turns, six suggestions, three codings; the fourth turn holds characters outside the BMP."""
    study = _with_turns(TURNS, display)
    study.waiting = [dict(each) for each in WAITING]
    start, end = study.span("Vertrouwen, daar gaat het om.")
    study.likely = [{"start": start, "end": end, "code": code} for code in ("uitkomst.overlast", "factor.vertrouwen")]
    for quote, code, score, attributes, word in SUGGESTIONS:
        start, end = study.span(quote)
        at = study.text.index(word, start)
        found = {"score": score, "attributes": attributes, "words": [[at, at + len(word)]]}
        _suggest(study, start, end, code, **found)
    for quote, code, coder in CODINGS:
        _code(study, *study.span(quote), code, coder)
    return study


def large(words: int, codings: int, suggestions: int) -> Study:
    """A transcript of random words for measuring."""
    chance = random.Random(1)
    stock = " ".join(speech for *_, speech in TURNS).split()
    turns = []
    while words > 0:
        length = min(words, chance.choice([8, 15, 40, 60, 90, 140]))
        words -= length
        speaker = TURNS[len(turns) % 2][:3]
        turns.append((*speaker, " ".join(chance.choices(stock, k=length))))
    study = _with_turns(turns, "always")
    for index in range(codings + suggestions):
        turn = chance.choice(study.turns)
        start = turn["start"] + chance.randrange(max(1, len(turn["text"]) - 30))
        end = min(start + chance.choice([40, 120, 300]), len(study.text))
        code = chance.choice(CODES)[0]
        if index < codings:
            _code(study, start, end, code, ME)
        else:
            _suggest(study, start, end, code, score=chance.random(), attributes={}, words=[])
    return study


def _with_turns(turns: list[tuple[str, str, str, str]], display: str) -> Study:
    text, rows = "", []
    for n, (label, role, who, speech) in enumerate(turns, 1):
        text += f"{label}: "
        rows.append(
            {"n": n, "label": label, "role": role, "who": who, "start": len(text), "text": speech,
             "time": f"00:{n // 60:02}:{n % 60:02}"}
        )  # fmt: skip
        text += f"{speech}\n"
    return Study(turns=rows, text=text, display=display)


def _suggest(study: Study, start: int, end: int, code: str, **found: Any) -> None:
    i = next(study.ids)
    why = "Het woord staat als aanwijzing bij deze code in het codeboek."
    study.suggestions[i] = {"id": i, "start": start, "end": end, "code": code, "why": why, "verdict": None, **found}


def _code(study: Study, start: int, end: int, code: str, coder: str) -> None:
    i = next(study.ids)
    study.codings[i] = {
        "id": i,
        "start": start,
        "end": end,
        "code": code,
        "attributes": {},
        "sources": {},
        "coder": coder,
        "mine": coder == ME,
        "suggestion": None,
        "memo": "",
        "elsewhere": False,
        "neighbourhood": None,
    }
