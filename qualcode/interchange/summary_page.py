"""A summary as a page of Markdown, for the study's own use: it holds pseudonyms and quotes."""

from collections.abc import Iterable, Iterator, Sequence

from qualcode.domain.memo import MemoKind
from qualcode.domain.publication import About
from qualcode.domain.quote import Quote
from qualcode.domain.summary import CodeLine, Decided, Facts, Note, Numbers, Summary
from qualcode.domain.wording import word
from qualcode.interchange.sheets import notices


def summary_page(summary: Summary, about: About, language: str) -> str:
    """Markdown with everything that the page on the screen shows, and from where it comes."""
    return "\n".join([*_lines(summary, about, language), ""])


def _lines(summary: Summary, about: About, language: str) -> Iterator[str]:
    words = _WORDS.get(language, _WORDS["en"])
    yield f"# {summary.facts.name}"
    for notice in notices(about, language):
        yield from ("", f"**{notice}**")
    yield ""
    yield from _facts(summary.facts, words, language)
    yield from ("", f"## {words['written']}", "")
    yield from _written(summary.written, words)
    if summary.patterned:
        yield from ("", f"## {words['pattern']}", "")
        yield from _pattern(summary.pattern, words)
    yield from ("", f"## {words['numbers']}", "")
    yield from _numbers(summary, words, language)
    for title, lines in ((words["families"], summary.families), (words["frequent"], summary.frequent)):
        yield from _table(title, lines, language)
    if summary.anchors:
        yield from ("", f"## {words['anchors']}")
        for quote in summary.anchors:
            yield from _quote(quote, language)
    yield from _noted(summary, words)
    yield from ("", "---", "", _origin(about, language))


def _facts(facts: Facts, words: dict[str, str], language: str) -> Iterator[str]:
    people = [
        f"{person.key} ({word(person.group, language)}{', ' + words['withdrawn'] if person.withdrawn else ''})"
        for person in facts.people
    ]
    rows = [
        (words["kind"], word(facts.kind, language) if facts.kind else word("neighbourhood", language)),
        (word("city", language), facts.city),
        (word("neighbourhoods", language), ", ".join(name for _, name in facts.places)),
        (words["month"], facts.month or ""),
        (word("respondents", language), ", ".join(people)),
        (words["topics"], ", ".join(facts.topics)),
        (word("transcripts", language), ", ".join(each.name for each in facts.conversations)),
        (words["notice"], facts.notice),
    ]
    for name, value in rows:
        if value:
            yield f"- **{name}**: {value}"


def _written(note: Note | None, words: dict[str, str]) -> Iterator[str]:
    if note is None:
        yield words["unwritten"]
        return
    yield note.text
    yield from ("", f"*{_signed(note)}*")


def _pattern(decided: Decided | None, words: dict[str, str]) -> Iterator[str]:
    if decided is None:
        yield words["undecided"]
        return
    yield from (f"**{decided.pattern}**", "", decided.note.text, "", f"*{_signed(decided.note)}*")


def _numbers(summary: Summary, words: dict[str, str], language: str) -> Iterator[str]:
    yield f"- {_counted(summary.whole, language)}"
    if summary.documents:
        yield f"- {words['documents']}: {summary.documents}"
    if summary.beside:
        yield f"- {words['beside']}: {summary.beside}"
    yield f"- {words['open']}: {summary.open}"


def _counted(numbers: Numbers, language: str) -> str:
    return ", ".join(f"{word(name, language)}: {n}" for name, n in zip(Numbers._fields, numbers, strict=True))


def _table(title: str, lines: Sequence[CodeLine], language: str) -> Iterator[str]:
    if not lines:
        return
    heads = [word("code", language), *(word(name, language) for name in Numbers._fields)]
    yield from ("", f"### {title}", "", _row(heads), _row(["---", *["---:"] * len(Numbers._fields)]))
    for line in lines:
        yield _row([line.label, *map(str, line.numbers)])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _quote(quote: Quote, language: str) -> Iterator[str]:
    group = ", ".join(word(name, language) for name in quote.group.split("|") if name)
    source = (group, quote.respondent.replace("|", ", "), quote.transcript, f"{word('turn', language)} {quote.turn}")
    yield from ("", *(f"> {part}" for part in quote.exact.splitlines()), ">")
    yield f"> {quote.code_label} · " + " · ".join(part for part in source if part)


def _noted(summary: Summary, words: dict[str, str]) -> Iterator[str]:
    if summary.memos:
        yield from ("", f"## {words['memos']}")
        for note in summary.memos:
            kind = words[note.kind.value]
            yield from ("", f"### {kind} · {_signed(note)}", "", note.text)
    if summary.more:
        yield from ("", words["more"].format(n=summary.more))
    if summary.questions:
        yield from ("", f"## {words['questions']}", "")
        yield from (f"- {each.text} ({each.coder})" for each in summary.questions)


def _signed(note: Note) -> str:
    return f"{note.coder}, {note.at:%Y-%m-%d}"


def _origin(about: About, language: str) -> str:
    facts = [
        (word("study", language), about.study),
        (word("codebook_version", language), str(about.codebook_version)),
        (word("dated", language), f"{about.dated:%Y-%m-%d %H:%M} UTC" if about.dated else ""),
        (word("database_hash", language), about.database_hash),
        (word("software", language), about.software),
        (word("run", language), "" if about.run is None else str(about.run)),
    ]
    return "; ".join(f"{name}: {value}" for name, value in facts if value)


_WORDS = {
    "nl": {
        "written": "Samenvatting",
        "unwritten": "Er is nog geen samenvatting geschreven.",
        "pattern": "Patroon",
        "undecided": "Niemand heeft over een patroon beslist; er wordt niets afgeleid.",
        "numbers": "Aantallen",
        "families": "Per familie",
        "frequent": "Meest genoemde codes",
        "anchors": "Ankercitaten",
        "documents": "coderingen in documenten, die ernaast staan",
        "beside": "coderingen die hier niet meetellen",
        "open": "open suggesties",
        "memos": "Memo's",
        "more": "En nog {n} memo's.",
        "questions": "Open vragen",
        "kind": "soort",
        "month": "maand",
        "topics": "gevraagd naar",
        "notice": "mededeling",
        "withdrawn": "toestemming ingetrokken",
        MemoKind.ANALYTIC.value: "analytisch",
        MemoKind.METHOD.value: "methode",
        MemoKind.REFLEXIVE.value: "reflexief",
        MemoKind.DECISION.value: "besluit",
        MemoKind.SUMMARY.value: "samenvatting",
    },
    "en": {
        "written": "Summary",
        "unwritten": "No summary was written yet.",
        "pattern": "Pattern",
        "undecided": "Nobody has decided on a pattern; none is inferred.",
        "numbers": "Numbers",
        "families": "By family",
        "frequent": "Most frequent codes",
        "anchors": "Anchor quotes",
        "documents": "codings in documents, which stand beside",
        "beside": "codings that do not count here",
        "open": "open suggestions",
        "memos": "Memos",
        "more": "And {n} more memos.",
        "questions": "Open questions",
        "kind": "kind",
        "month": "month",
        "topics": "asked about",
        "notice": "notice",
        "withdrawn": "consent withdrawn",
        MemoKind.ANALYTIC.value: "analytic",
        MemoKind.METHOD.value: "method",
        MemoKind.REFLEXIVE.value: "reflexive",
        MemoKind.DECISION.value: "decision",
        MemoKind.SUMMARY.value: "summary",
    },
}
