"""Every table of a report counted a second time, in plain Python over the raw records, by the words of its rules.

Each function gives, for parts of an output, the columns that name a row and what every row has to say: (part, key
columns, {key: {column: value}}). Claims are in `second_verdict.py`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise, product

import pytest
from raw_records import UNSAID, Counted, Records
from second_method import agreement, method
from second_verdict import claims, findings

from qualcode.db import models
from qualcode.domain.output import Figure, Output, Value
from qualcode.domain.statistic import indicators_from
from qualcode.domain.wording import word

Rows = dict[tuple[object, ...], dict[str, object]]
Expected = tuple[int, tuple[str, ...], Rows]
SIGNS = ("positief", "negatief", "gemengd")
YEAR = re.compile(r"(?<![\d.,-])(?:19[4-9]|20[0-4])\d(?![\d-]|[.,]\d)")
GROUPS = ("beleidsmaker", "wijkprofessional", "bewoner")


def people(codings: Iterable[Counted], group: str | None = None, groups: dict[str, str] | None = None) -> set[str]:
    found = {who for each in codings for who in each.people}
    return found if group is None else {who for who in found if (groups or {})[who] == group}


def cells(records: Records) -> dict[tuple[str, str], list[Counted]]:
    """(code, neighbourhood id) -> what counts there, codes below it too."""
    found: dict[tuple[str, str], list[Counted]] = {}
    for each in records.spoken:
        for code in each.line:
            found.setdefault((code, each.place or ""), []).append(each)
    return found


def signs(codings: Sequence[Counted], values: Iterable[str] = SIGNS) -> dict[str, object]:
    return {sign: len(people(each for each in codings if each.value("valentie") == sign)) for sign in values}


def best(records: Records, codings: Sequence[Counted]) -> int | None:
    ids = sorted(each.id for each in codings)
    for chosen in (records.shown, records.released, set(ids)):
        if found := [number for number in ids if number in chosen]:
            return found[0]
    return None


def sample(records: Records) -> Iterator[Expected]:
    spoken = {records.groups[who] for talk in records.talks.values() for who in talk["people"]}
    known = [group for group in (*GROUPS, "onbekend") if group != "onbekend" or group in spoken]
    rows: Rows = {}
    for row in records.rows(models.Neighbourhood):
        talks = {number: talk for number, talk in records.talks.items() if row["key"] in talk["places"]}
        heard = set().union(*(talk["people"] for talk in talks.values())) if talks else set()
        by_group = {group: sum(records.groups[who] == group for who in heard) for group in known}
        rows[row["city"], row["name"]] = {
            "interviews": len(talks),
            "respondents": len(heard),
            **by_group,
            "words": sum(_words(records, number) for number in talks),
        }
    yield 0, ("city", "neighbourhood"), rows
    totals: Rows = {}
    for group in known:
        own = {who for who, other in records.groups.items() if other == group}
        talks = {number: talk for number, talk in records.talks.items() if talk["people"] & own}
        heard = set().union(*(talk["people"] & own for talk in talks.values())) if talks else set()
        totals[word(f"many_{group}", "nl"),] = {"interviews": len(talks), "respondents": len(heard)}
    yield 1, ("group",), totals


def _words(records: Records, transcript: int) -> int:
    version = records.current[transcript]
    turns = [row for row in records.rows(models.Turn) if row["version_id"] == version["id"]]
    return sum(len(version["text"][turn["speech_start"] : turn["speech_end"]].split()) for turn in turns)


def codebook(records: Records) -> Iterator[Expected]:
    agreed = agreement(records)
    rows: Rows = {}
    for code in records.codes:
        own = [each for each in records.spoken if code in each.line]
        rows[code,] = {"respondents": len(people(own)), "kappa": agreed[code]["kappa"] if code in agreed else None}
    yield 0, ("code",), rows


def evidence(records: Records) -> Iterator[Expected]:
    rows: Rows = {}
    present = set(records.groups.values())
    denials = any(attribute.id == "polariteit" for attribute in records.codebook.attributes)
    for (code, place), found in cells(records).items():
        denying = [each for each in found if each.value("polariteit") == "ontkend"] if denials else []
        rows[code, records.places[place]] = {
            "codings": len(found),
            "respondents": len(people(found)),
            **{group: len(people(found, group, records.groups)) for group in GROUPS if group in present},
            **signs(found),
            "quote": best(records, found),
            "denied": len(people(denying)),
        }
    yield 0, ("code", "neighbourhood"), rows


def matrix(records: Records) -> Iterator[Expected]:
    rows: Rows = {
        (code, records.places[place]): {
            "respondents": len(people(found)),
            "transcripts": len({each.transcript for each in found}),
            "quote": best(records, found),
        }
        for (code, place), found in cells(records).items()
    }
    for place, text in _memos(records, "summary").items():
        row = rows.setdefault(place, {"respondents": 0, "transcripts": 0, "quote": None})
        row["summary"] = text
    yield 0, ("code", "neighbourhood"), rows


def _memos(records: Records, kind: str) -> dict[tuple[str, str], str]:
    """(code, name of the neighbourhood) -> the last memo of a kind on that cell."""
    found = {}
    replaced = {row["supersedes_id"] for row in records.rows(models.Memo)}
    topics = records.rows(models.MemoTopic)
    for memo in records.rows(models.Memo):
        if memo["kind"] == kind and memo["id"] not in replaced and memo["text"]:
            for topic in topics:
                if topic["memo_id"] == memo["id"] and topic["kind"] == "cell":
                    code, _, place = topic["key"].partition("|")
                    found[code, records.places[place]] = memo["text"]
    return found


def patterns(records: Records) -> Iterator[Expected]:
    known, found = records.below("patroon"), cells(records)
    decided = {place: code for code, place in _memos(records, "decision") if code in known}
    ids = {name: key for key, name in records.places.items()}
    labels = {code.id: code.label["nl"] for code in records.codebook.codes}
    yield (
        0,
        ("neighbourhood", "pattern"),
        {
            (place, labels[code]): {each: len(people(found.get((each, ids[place]), ()))) for each in known}
            for place, code in decided.items()
        },
    )
    beside = {code for family in ("factor", "belemmering", "uitkomst") for code in records.below(family)}
    rows: Rows = {}
    for (code, place), codings in found.items():
        if code in beside and records.places[place] in decided:
            rows[records.places[place], code] = {"respondents": len(people(codings)), **signs(codings)}
    yield 1, ("neighbourhood", "code"), rows


def _periods(records: Records) -> dict[str, str]:
    (attribute,) = [each for each in records.codebook.attributes if each.id == "periode"]
    return {value: labels["nl"] for value, labels in attribute.values.items() if value != UNSAID}


def timeline(records: Records) -> Iterator[Expected]:
    periods = _periods(records)
    found: dict[tuple[str, str, str], list[Counted]] = {}
    own = set()
    for each in records.spoken:
        time = each.values.get("periode")
        times = [time] if time in periods else YEAR.findall(each.exact)
        for when in dict.fromkeys(times):
            own.add((each.place, when, each.code))
            for code in each.line:
                found.setdefault((each.place or "", when, code), []).append(each)
    rows: Rows = {}
    for (place, when, code), codings in found.items():
        if (place, when, code) in own:
            said = {"respondents": len(people(codings)), **signs(codings), "quote": min(each.id for each in codings)}
            rows[records.places[place], periods.get(when, when), code] = said
    yield 0, ("neighbourhood", "time", "code"), rows
    yield 1, ("neighbourhood", "before", "after"), _turns(records, periods)


def _turns(records: Records, periods: dict[str, str]) -> Rows:
    outcomes = set(records.below("uitkomst"))
    dated = [period for period in periods if re.search(r"\d{4}", period)]
    rows: Rows = {}
    for place, name in records.places.items():
        leaning = []
        for period in dated:
            own = [
                e for e in records.spoken if e.place == place and e.code in outcomes and e.value("periode") == period
            ]
            said = signs(own, SIGNS[:2])
            if way := lean(said):
                leaning.append((period, way, said))
        for (before, then, was), (after, now, is_) in pairwise(leaning):
            if then != now:
                rows[name, periods[before], periods[after]] = {
                    **{f"before_{sign}": was[sign] for sign in SIGNS[:2]},
                    **{f"after_{sign}": is_[sign] for sign in SIGNS[:2]},
                }
    return rows


def lean(said: dict[str, object]) -> int:
    """To which side at least two who say one lean."""
    good, bad = int(str(said["positief"])), int(str(said["negatief"]))
    return 0 if good + bad < 2 else (good > bad) - (good < bad)


def outcomes(records: Records) -> Iterator[Expected]:
    below, names = set(records.below("uitkomst")), {**_periods(records), UNSAID: word(UNSAID, "nl")}
    rows: Rows = {}
    for (code, place), found in cells(records).items():
        for period, name in names.items():
            own = [each for each in found if each.value("periode") == period]
            if code in below and own:
                rows[records.places[place], code, name] = {"respondents": len(people(own)), **signs(own)}
    yield 0, ("neighbourhood", "outcome", "period"), rows


def groups(records: Records) -> Iterator[Expected]:
    heard = {who for talk in records.talks.values() for who in talk["people"]}
    spoken_to = {
        group: sum(records.groups[who] == group for who in heard) for group in dict.fromkeys((*GROUPS, "onbekend"))
    }
    present = [group for group in (*GROUPS, "onbekend") if group in records.groups.values()]
    rows: Rows = {}
    for code in records.codes:
        own = [each for each in records.counted if each.people and code in each.line]
        if not own:
            continue
        said: dict[str, object] = {}
        voices = {}
        for group in present:
            who = people(own, group, records.groups)
            said[group] = len(who)
            said[f"{group}_share"] = len(who) / spoken_to[group] if spoken_to[group] else None
            sides = {
                sign: len(people([e for e in own if e.value("valentie") == sign], group, records.groups))
                for sign in SIGNS[:2]
            }
            voices[group] = (len(who), lean(sides))
        said["finding"] = word(_compared(voices, [group for group in present if spoken_to[group]]), "nl")
        rows[code,] = said
    yield 0, ("code",), rows


def _compared(voices: dict[str, tuple[int, int]], asked: list[str]) -> str:
    speaking = [group for group in asked if voices[group][0] >= 2]
    if {1, -1} <= {voices[group][1] for group in speaking}:
        return "dissonantie"
    if speaking and any(voices[group][0] == 0 for group in asked):
        return "stilte"
    return "convergentie" if len(speaking) > 1 else "te_weinig"


def interventions(records: Records) -> Iterator[Expected]:
    ours, theirs = ({*records.below(family), family} for family in ("interventie", "uitkomst"))
    spoken = [each for each in records.counted if each.people]
    rows: Rows = {}
    pairs: dict[tuple[str, str], list[tuple[Counted, Counted, frozenset[str]]]] = {}
    for one, other in product([e for e in spoken if e.code in ours], [e for e in spoken if e.code in theirs]):
        both = one.people & other.people
        if one.transcript == other.transcript and both and one.span[0] < other.span[1] and other.span[0] < one.span[1]:
            pairs.setdefault((one.code, other.code), []).append((one, other, both))
    for pair, found in pairs.items():
        rows[pair] = {
            "respondents": len({who for _, _, both in found for who in both}),
            "codings": len({one.id for one, _, _ in found}),
            **{
                sign: len({who for _, other, both in found if other.value("valentie") == sign for who in both})
                for sign in SIGNS[:2]
            },
        }
    codes = {each.id: each.code for each in records.counted}
    for link in records.latest(models.CodingLink, "source_id", "target_id", "relation"):
        pair = (codes.get(link["source_id"], ""), codes.get(link["target_id"], ""))
        if link["linked"] and pair[0] in ours and pair[1] in theirs:
            row = rows.setdefault(pair, {"respondents": 0, "codings": 0, "positief": 0, "negatief": 0})
            row[link["relation"]] = int(str(row.get(link["relation"], 0))) + 1
    yield 0, ("intervention", "outcome"), rows


def joint(records: Records) -> Iterator[Expected]:
    keys = {row["id"]: row["key"] for row in records.rows(models.Neighbourhood)}
    lines: dict[tuple[str, ...], dict[int, float]] = {}
    measures = indicators_from(next(iter(records.rows(models.Study)))["settings"].get("indicators", {}))
    for row in records.rows(models.Statistic):
        division = "" if row["code_year"] == str(row["year"]) else row["code_year"]
        key = (keys[row["neighbourhood_id"]], row["indicator"], row["version"], row["area_code"], division, row["unit"])
        lines.setdefault(key, {})[row["year"]] = row["value"]
    found, rows = cells(records), Rows()
    for (place, name, version, area, division, unit), points in lines.items():
        years, known = sorted(points), measures.get(name)
        first, last = points[years[0]], points[years[-1]]
        outcome = known.outcome if known and known.outcome in records.codes else ""
        own = found.get((outcome, place), [])
        way = ((last > first) - (last < first)) * (known.higher if known else 0)
        side = lean(signs(own)) if outcome else 0
        agree = "match_none" if not way or not side else "match_same" if way == side else "match_other"
        label = known.label["nl"] if known else name
        rows[records.places[place], label, unit, version, f"{area} ({division})" if division else area] = {
            "first_year": str(years[0]),
            "first": first,
            "last_year": str(years[-1]),
            "last": last,
            "respondents": len(people(own)) if outcome else None,
            **({sign: number if own else 0 for sign, number in signs(own, SIGNS[:2]).items()} if own else {}),
            "match": word(agree, "nl"),
        }
    yield 0, ("neighbourhood", "indicator", "unit", "version", "area"), rows


COUNTS: dict[str, Callable[[Records], Iterator[Expected]]] = {
    each.__name__: each
    for each in (
        *(sample, codebook, evidence, matrix, patterns, timeline, outcomes, groups, interventions),
        *(claims, findings, joint, method),
    )
}


def differences(made: Output, records: Records) -> Iterator[tuple[object, ...]]:
    """What a table and its second count disagree on, cell by cell."""
    for at, key_columns, expected in COUNTS[made.name.value](records):
        part = made.parts[at]
        rows = [dict(zip([column.id for column in part.columns], row, strict=True)) for row in part.rows]
        said = {tuple(row[column] for column in key_columns): row for row in rows}
        assert len(said) == len(rows), f"{made.name} {part.title}: two rows with one name"
        if made.name.value == "method" and at == 2:
            said = {key: row for key, row in said.items() if key in expected}
        for key in said.keys() ^ expected.keys():
            yield made.name.value, part.title, key, "only in the table" if key in said else "only in the second count"
        for key in said.keys() & expected.keys():
            for column, number in expected[key].items():
                if column in said[key] and plain(said[key][column]) != pytest.approx(number):
                    yield made.name.value, key, column, plain(said[key][column]), number


def plain(value: Value) -> object:
    return value.number if isinstance(value, Figure) else value
