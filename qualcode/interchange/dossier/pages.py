"""The pages of a dossier, one by one; the same content gives the same bytes, and what it says is never markup."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from qualcode.domain.claim import Standing
from qualcode.domain.claim_register import Role
from qualcode.domain.dossier import Dossier, DossierClaim, DossierQuote, by_passage, said_in
from qualcode.domain.output import Output, plain_value
from qualcode.domain.passage import overlap
from qualcode.domain.transcript import Group, Kind
from qualcode.interchange.dossier import claims, journeys
from qualcode.interchange.dossier.links import address_of, condition_address, slug
from qualcode.interchange.dossier.overlaps import Overlaps
from qualcode.interchange.dossier.texts import counted, text
from qualcode.interchange.pages import numeric_columns, text_of
from qualcode.interchange.sheets import about_sheet, notices

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent
ASSETS = ("style.css", "search.js")
COUNTED = ("passages", "codings", "respondents")
"""What the search counts."""

PARTS = (
    ("overview", "index.html"),
    ("claims", "index.html#claims"),
    ("tables", "index.html#tables"),
    ("codes", "codes.html"),
    ("search", "search.html"),
    ("about", "about.html"),
)


class Page(NamedTuple):
    """A file of a dossier; `path` is relative to its folder, with slashes."""

    path: str
    content: str


def pages(dossier: Dossier) -> Iterator[Page]:
    """Every file of the dossier but its manifest, the index last: where it stands, all stands."""
    yield from _Press(dossier).pages()
    for name in ASSETS:
        yield Page(name, (HERE / name).read_text(encoding="utf-8"))


def number_of_pages(dossier: Dossier) -> int:
    """How many files `pages` gives."""
    parts = (dossier.outputs, dossier.claims, dossier.codes, dossier.quotes)
    return sum(map(len, parts)) + len({file for _, file in PARTS if "#" not in file}) + len(ASSETS)


def _environment(shared: Mapping[str, Any]) -> "Environment":
    """Templates that all know `shared`, so that what they import is made once and not for every page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  only a dossier needs it

    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(shared)
    return made


class _Press:
    """A dossier on its way to pages, with what every template asks for."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.internal = dossier.about.internal
        self.quotes = {quote.key: quote for quote in dossier.quotes}
        self.labels = {code.id: code.label for code in dossier.codes}
        self.lines = {code.id: code.line for code in dossier.codes}
        self.overlaps = Overlaps(dossier.quotes, self.lines)
        self.sections = {
            (code, each.neighbourhood) for each in dossier.quotes for code in self.lines.get(each.code, ())
        }
        above = notices(dossier.about, dossier.language)
        shared: Mapping[str, Any] = {
            "dossier": dossier,
            "language": dossier.language,
            "internal": self.internal,
            "notices": above if self.internal else (self.text("public"), *above),
            "parts": PARTS,
            "quotes": self.quotes,
            "slug": slug,
            "condition_address": condition_address,
            "t": self.text,
            "counted": lambda key, n: counted(key, n, dossier.language),
            "moment": self.moment,
            "code_label": self.code_label,
            "valued": self.valued,
            "place_name": self.place_name,
            "how_many": self.how_many,
            "passages": self.passages,
            "said_in": said_in,
            "roles": Role,
        }
        self.environment = _environment(shared)

    def text(self, key: str, **facts: object) -> str:
        """A sentence in the language of the dossier."""
        return text(key, self.dossier.language, **facts)

    def moment(self, at: Any) -> str:
        """A moment to the minute."""
        return self.text("utc", at=text_of(at, self.dossier.language))

    def code_label(self, code: str) -> str:
        """The label of a code, its id where it has none any more."""
        return self.labels.get(code, code)

    def place_name(self, place: str) -> str:
        """The name of a neighbourhood; what is none stands for itself, as respondents do."""
        return self.dossier.places.get(place, place)

    def valued(self, name: str, value: str) -> str:
        """`valence: positive` in the words of the codebook."""
        return f"{self.dossier.labels.get(name, name)}: {self.dossier.values.get((name, value), value)}"

    def how_many(self, keys: Sequence[str]) -> str:
        """How many passages, and how many codings of how many respondents where that may be told."""
        told = counted("n_passages", len(self.passages(keys)), self.dossier.language)
        if not self.internal:
            return told
        people = {who for key in keys for who in self.quotes[key].respondents}
        codings = counted("n_codings", len(keys), self.dossier.language)
        return f"{told} ({codings}), {counted('n_respondents', len(people), self.dossier.language)}"

    def passages(self, keys: Iterable[str]) -> list[list[DossierQuote]]:
        """The quotes of these keys, those of one passage together."""
        return by_passage(self.quotes[key] for key in keys)

    def page(self, path: str, part: str, template: str, **facts: object) -> Page:
        """One page."""
        root = "../" * path.count("/")
        found = self.environment.get_template(f"{template}.html.jinja")
        return Page(path, found.render(root=root, path=path, here=part, **facts))

    def pages(self) -> Iterator[Page]:
        """All pages, the index last."""
        yield from self._claims()
        yield from (self._table(output) for output in self.dossier.outputs)
        yield from self._codes()
        yield from self._quotes()
        yield self._search()
        yield self._about()
        flags = {each.claim.id: claims.flags(each, self.text) for each in self.dossier.claims}
        yield self.page("index.html", "overview", "index", standings=Standing, flags=lambda each: flags[each.claim.id])

    def _claims(self) -> Iterator[Page]:
        views = claims.views(self.text, self.moment, self.place_name, self.dossier.places, self.dossier.language)
        against = self.text("nothing_against" if self.internal else "nothing_against_public")
        sides = (
            (Role.CONTRADICTS, self.text("against_it"), against, "against"),
            (Role.SUPPORTS, self.text("for_it"), self.text("nothing_for") if self.internal else "", "for"),
            (Role.NUANCES, self.text("nuances"), "", ""),
        )
        for each in self.dossier.claims:
            path = f"claims/{slug(each.claim.id)}.html"
            sections = {(role, place) for role in Role for place, _, _ in self._placed(each.quotes[role])}
            facts = {"each": each, "sides": sides, "sections": sections, "placed": self._placed}
            yield self.page(path, "claims", "claim", **facts, **views)

    def _placed(self, keys: Sequence[str]) -> list[tuple[str, str, list[str]]]:
        """(id of a place, its name, its quotes), in the order of the places."""
        found: dict[str, list[str]] = {}
        for key in keys:
            found.setdefault(self.quotes[key].neighbourhood, []).append(key)
        order = [place for place in (*self.dossier.places, "") if place in found]
        without = self.text("without_place")
        return [(place or "none", self.dossier.places.get(place, without), found[place]) for place in order]

    def _table(self, output: Output) -> Page:
        tables = []
        for part in output.parts:
            plain = [[plain_value(value) for value in row] for row in part.rows]
            cells = [
                [
                    {
                        "text": text_of(plain_value(value), self.dossier.language),
                        "link": address_of(column.id, value, self.quotes, self.sections, self.overlaps),
                    }
                    for column, value in zip(part.columns, row, strict=True)
                ]
                for row in part.rows
            ]
            heads = [column.label for column in part.columns]
            numeric = numeric_columns(plain, len(heads))
            tables.append({"title": part.title, "heads": heads, "numeric": numeric, "rows": cells})
        return self.page(f"tables/{output.name.value}.html", "tables", "table", output=output, tables=tables)

    def _codes(self) -> Iterator[Page]:
        own: dict[str, list[str]] = {code: [] for code in self.labels}
        below: dict[str, list[str]] = {code: [] for code in self.labels}
        for quote in self.dossier.quotes:
            own.setdefault(quote.code, []).append(quote.key)
            for above in self.lines.get(quote.code, ()):
                below[above].append(quote.key)
        yield self.page("codes.html", "codes", "codes", own=own, below=below)
        for code in self.dossier.codes:
            found = below[code.id]
            placed = self._placed(found)
            yield self.page(f"codes/{slug(code.id)}.html", "codes", "code", code=code, all=found, places=placed)

    def _quotes(self) -> Iterator[Page]:
        beside = self._beside()
        names = {Role.SUPPORTS: "supports", Role.CONTRADICTS: "contradicts", Role.NUANCES: "nuances_it"}
        steps = journeys.teller(self.text, self.code_label, self.valued, self.moment, self.dossier.language)
        keys = ["", *self.quotes, ""]
        same = {quote.key: passage for passage in by_passage(self.dossier.quotes) for quote in passage}
        for at, quote in enumerate(self.dossier.quotes, 1):
            yield self.page(
                f"quotes/{quote.key}.html",
                "codes",
                "quote",
                quote=quote,
                others=[each for each in same[quote.key] if each is not quote and overlap(each.at, quote.at)],
                beside=beside.get(quote.key, ()),
                role_names=names,
                steps=steps,
                parts_of=journeys.parts_of,
                before=keys[at - 1],
                after=keys[at + 1],
            )

    def _beside(self) -> dict[str, list[tuple[DossierClaim, Role]]]:
        found: dict[str, list[tuple[DossierClaim, Role]]] = {}
        for each in self.dossier.claims:
            for role, keys in each.quotes.items():
                for key in keys:
                    found.setdefault(key, []).append((each, role))
        return found

    def _search(self) -> Page:
        present = {group for quote in self.dossier.quotes for group in quote.group.split()}
        groups = [group for group in (*(each.value for each in Group), Kind.DOCUMENT.value) if group in present]
        plain = json.dumps(self._index(), ensure_ascii=False, separators=(",", ":"))
        index = Markup(plain.replace("<", "\\u003c"))  # noqa: S704  no tag can begin in it
        return self.page("search.html", "search", "search", groups=groups, index=index)

    def _index(self) -> dict[str, object]:
        used = {f"{name}:{value}" for quote in self.dossier.quotes for name, value in quote.attributes.items()}
        return {
            "quotes": [_entry(quote) for quote in self.dossier.quotes],
            "codes": self.labels | {quote.code: self.code_label(quote.code) for quote in self.dossier.quotes},
            "lines": {quote.code: self.lines.get(quote.code, (quote.code,)) for quote in self.dossier.quotes},
            "values": {value: self.valued(*value.split(":", 1)) for value in sorted(used)},
            "found": self.text(
                "search_found" if self.internal else "search_found_public", **{name: f"{{{name}}}" for name in COUNTED}
            ),
            "counted": {name: [self.text(f"n_{name}_one"), self.text(f"n_{name}", n="{n}")] for name in COUNTED},
            "valued": self.text("search_values", values="{values}"),
            "together": self.text("search_together", code="{code}"),
        }

    def _about(self) -> Page:
        about = about_sheet(self.dossier.about, (), self.dossier.language)
        facts = [(row[0], text_of(row[1], self.dossier.language)) for row in about.rows]
        rules = list(dict.fromkeys(rule for output in self.dossier.outputs for rule in output.rules))
        return self.page("about.html", "about", "about", facts=facts, rules=rules)


def _entry(quote: DossierQuote) -> dict[str, object]:
    """A quote as the search knows it."""
    return {
        "key": quote.key,
        "code": quote.code,
        "place": quote.neighbourhood,
        "group": quote.group,
        "people": quote.respondents,
        "at": quote.at,
        "values": [f"{name}:{value}" for name, value in quote.attributes.items()],
        "source": quote.source,
        "coder": quote.journey.quote.coder if quote.journey else "",
        "text": quote.exact,
    }
