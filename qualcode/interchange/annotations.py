"""Codings as W3C Web Annotations in JSON-LD: one collection with all annotations in its first page.

Positions are Unicode code points of the transcript version, half-open, as the model has them. Source: Web Annotation
Data Model, W3C Recommendation of 23 February 2017, sections 3 to 5.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.domain.publication import About, PublicQuote, Quotations
from qualcode.domain.quote import Quote
from qualcode.domain.recorded import RecordedVersion
from qualcode.interchange.sheets import notices

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotations(quotations: Quotations, versions: Sequence[RecordedVersion], language: str) -> dict[str, Any]:
    """The quotes as an annotation collection; in public without places, people and times.

    Args:
        quotations: Quotes as they may leave, or all of them.
        versions: The texts that internal quotes are of.
        language: Of the notices.
    """
    about = quotations.about
    digests = {(each.transcript, each.number): each.sha256 for each in versions}
    items = [_internal(quote, about, digests) for quote in quotations.internal]
    items += [_public(number, quote, about) for number, quote in enumerate(quotations.public, 1)]
    page = {"id": iri(about, "page", 1), "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {"id": iri(about, "annotations"), "type": "AnnotationCollection", "label": about.study}
    return {
        "@context": CONTEXT,
        **collection,
        "total": len(items),
        "first": {**page, "partOf": collection["id"]},
        "generator": {"id": iri(about, "software"), "type": "Software", "name": about.software},
        "dc:description": " ".join((*notices(about, language), *quotations.notes)),
        "dc:source": about.database_hash,
    }


def iri(about: About, *name: object) -> str:
    """An IRI for a thing of a study, the same whenever it is asked for."""
    kind = "internal" if about.internal else "public"
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(map(str, (about.study, kind, *name)))).urn


def _internal(quote: Quote, about: About, digests: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    values = {name: value.value for name, value in quote.attributes.items()}
    source = {
        "id": iri(about, "transcript", quote.transcript, quote.version),
        "type": "Text",
        "format": "text/plain",
        "dc:title": f"{quote.transcript} ({quote.version})",
        "dc:identifier": f"sha256:{digests[quote.transcript, quote.version]}",
    }
    words = {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    place = {"type": "TextPositionSelector", "start": quote.start, "end": quote.end}
    return {
        "id": iri(about, "coding", quote.id),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"id": iri(about, "coder", quote.coder), "type": "Person", "nickname": quote.coder},
        "created": quote.at.isoformat(),
        "body": _bodies(quote.code, quote.code_label, values, quote.memo),
        "target": {"type": "SpecificResource", "source": source, "selector": [words, place]},
    }


def _public(number: int, quote: PublicQuote, about: About) -> dict[str, Any]:
    source = {"id": iri(about, "source", quote.source), "type": "Text", "dc:title": quote.source}
    words = {"type": "TextQuoteSelector", "exact": quote.exact}
    return {
        "id": iri(about, "quote", number),
        "type": "Annotation",
        "motivation": "classifying",
        "body": _bodies(quote.code, quote.code_label, quote.attributes, ""),
        "target": {"type": "SpecificResource", "source": source, "selector": words},
    }


def _bodies(code: str, label: str, values: Mapping[str, str], memo: str) -> list[dict[str, Any]]:
    """The code, its label and attribute values as tags, and the memo as a comment."""
    said = [
        ("classifying", code),
        ("tagging", label),
        *(("tagging", f"{name}={value}") for name, value in values.items()),
    ]
    said += [("commenting", memo)] if memo else []
    return [{"type": "TextualBody", "purpose": why, "format": "text/plain", "value": value} for why, value in said]
