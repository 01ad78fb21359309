"""Scope: what a reader can ask for, by name: families, codes, neighbourhoods, groups and values."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qualcode.db.queries import evidence
from qualcode.db.queries.codebook import current_codebook
from qualcode.domain.codebook import Attribute
from qualcode.domain.coding import UNDETERMINED
from qualcode.domain.evidence import ALL_CODES, FAMILIES, VALENCE, Heading
from qualcode.domain.headings import Area, row_headings
from qualcode.domain.transcript import Group
from qualcode.domain.wording import label_of, word


@dataclass(frozen=True, slots=True)
class Scope:
    """Names in one language.

    Attributes:
        families: Roots of the code tree, in the codebook's order.
        codes: Every code, parents before children, with its depth.
        areas: Neighbourhoods in the order of their names.
        groups: Respondent groups that occur, in the study's order.
        attributes: Attribute id -> label.
        values: Attribute id -> value -> label, the undetermined value included.
    """

    families: tuple[Heading, ...]
    codes: tuple[Heading, ...]
    areas: tuple[Area, ...]
    groups: tuple[str, ...]
    attributes: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]

    @property
    def valence(self) -> Mapping[str, str]:
        """Value -> label of the attribute by which cells are split; empty when the codebook lacks it."""
        return self.values.get(VALENCE, {})


def scope(session: Session, language: str) -> Scope:
    """What can be asked for now.

    Raises:
        ConflictError: The study has no codebook.
    """
    _, codebook = current_codebook(session)
    present = evidence.groups(session)
    return Scope(
        families=row_headings(codebook, FAMILIES, language),
        codes=row_headings(codebook, ALL_CODES, language),
        areas=tuple(sorted(evidence.areas(session), key=lambda area: area.name)),
        groups=tuple(group.value for group in Group if group.value in present),
        attributes={each.id: label_of(each.label, language) for each in codebook.attributes},
        values={each.id: _values(each, language) for each in codebook.attributes},
    )


def _values(attribute: Attribute, language: str) -> dict[str, str]:
    named = {value: label_of(labels, language) for value, labels in attribute.values.items()}
    return {**named, UNDETERMINED: word(UNDETERMINED, language)}
