"""Filters for lists: which values occur, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from oxymap.catalogue.models import DISTRICTS, SEASONS
from oxymap.pages.edition import Edition
from oxymap.pages.models import Facet, FacetOption
from oxymap.web.labels import N_


class Filterable(Protocol):
    """What every card offers to filters."""

    @property
    def seasons(self) -> tuple[str, ...]:
        """The seasons it belongs to."""

    @property
    def activities(self) -> tuple[str, ...]:
        """What one can do there."""


HEADINGS = {
    "district": N_("District"),
    "layer": N_("Kind of place"),
    "kind": N_("Kind"),
    "season": N_("Season"),
    "activity": N_("What to do"),
    "audience": N_("Good for"),
}
#: The values whose order is fixed; the others stand by how often they occur.
_ORDERS: dict[str, Sequence[str]] = {"district": DISTRICTS, "season": SEASONS}


def make_facets(edition: Edition, cards: Iterable[Filterable], names: Sequence[str]) -> list[Facet]:
    """Return the filters of a list: only those with at least two values."""
    items = list(cards)
    found = []
    for name in names:
        counts = Counter(value for card in items for value in _READERS[name](card))
        if len(counts) > 1:
            found.append(_facet(edition, name, counts))
    return found


def _facet(edition: Edition, name: str, counts: Counter[str]) -> Facet:
    order = [v for v in _ORDERS.get(name, ()) if v in counts] or [
        v for v, _ in counts.most_common()
    ]
    return Facet(
        name=name,
        label=edition.texts.text(HEADINGS[name]),
        options=tuple(
            FacetOption(value, edition.texts.label(name, value), counts[value]) for value in order
        ),
    )


def _several(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


_READERS: dict[str, Callable[[Filterable], tuple[str, ...]]] = {
    "district": lambda card: _several(getattr(card, "district", ())),
    "layer": lambda card: _several(getattr(card, "layer", ())),
    "kind": lambda card: _several(getattr(card, "kind", ())),
    "season": lambda card: card.seasons,
    "activity": lambda card: card.activities,
    "audience": lambda card: _several(getattr(card, "audience", ())),
}


def with_choice(facets: Iterable[Facet], chosen: Mapping[str, Sequence[str]]) -> list[Facet]:
    """Return filters that show what is chosen."""
    return [
        replace(
            facet,
            options=tuple(
                replace(option, selected=option.value in chosen.get(facet.name, ()))
                for option in facet.options
            ),
        )
        for facet in facets
    ]


def matches(card: Filterable, chosen: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether a card has one of the chosen values of every filter."""
    return all(
        not values or set(_READERS[name](card)).intersection(values)
        for name, values in chosen.items()
    )
