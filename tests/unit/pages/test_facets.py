"""Filters offer the values that occur, with how often they do."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from oxymap.pages.facets import HEADINGS, make_facets, matches, with_choice
from oxymap.pages.models import Facet, FacetOption
from oxymap.web.i18n import localizer


@dataclass(frozen=True)
class Card:
    """A card with what filters look at."""

    district: str | tuple[str, ...] = "yanqing"
    layer: str = "villages"
    seasons: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()


CARDS = [
    Card("fangshan", "villages", ("autumn",), ("hiking",)),
    Card("mentougou", "scenic", ("spring", "autumn"), ("hiking", "culture")),
    Card("mentougou", "villages", ("autumn",), ("culture", "hiking")),
]


def edition(lang: str = "zh") -> Any:
    """Filters need the texts of an edition and nothing else."""
    return SimpleNamespace(texts=localizer(lang))


def options(facets: list[Facet]) -> dict[str, list[tuple[str, int]]]:
    return {
        facet.name: [(option.value, option.count) for option in facet.options] for facet in facets
    }


def test_values_are_counted() -> None:
    found = options(make_facets(edition(), CARDS, ("layer", "activity")))

    assert found == {
        "layer": [("villages", 2), ("scenic", 1)],
        "activity": [("hiking", 3), ("culture", 2)],
    }


def test_districts_and_seasons_keep_their_own_order() -> None:
    found = options(make_facets(edition(), CARDS, ("district", "season")))

    assert found == {
        "district": [("mentougou", 2), ("fangshan", 1)],
        "season": [("spring", 1), ("autumn", 3)],
    }


def test_filter_with_a_single_value_is_left_out() -> None:
    assert make_facets(edition(), CARDS[2:], ("layer", "district")) == []


def test_empty_list_has_no_filters() -> None:
    assert make_facets(edition(), [], tuple(HEADINGS)) == []


def test_card_of_several_districts_counts_in_each() -> None:
    found = options(make_facets(edition(), [Card(("yanqing", "fangshan"))], ("district",)))

    assert found == {"district": [("yanqing", 1), ("fangshan", 1)]}


def test_value_that_a_card_does_not_have_is_no_value() -> None:
    assert make_facets(edition(), CARDS, ("audience",)) == []


@pytest.mark.parametrize(
    ("lang", "label", "first"), [("zh", "区", "门头沟"), ("en", "District", "Mentougou")]
)
def test_filter_speaks_the_language_of_the_page(lang: str, label: str, first: str) -> None:
    (facet,) = make_facets(edition(lang), CARDS, ("district",))

    assert facet.label.startswith(label)
    assert facet.options[0].label.startswith(first)


def test_choice_is_marked_and_nothing_else() -> None:
    facets = [
        Facet("season", "季节", (FacetOption("spring", "春", 1), FacetOption("autumn", "秋", 3)))
    ]

    (facet,) = with_choice(facets, {"season": ("autumn",)})

    assert [option.selected for option in facet.options] == [False, True]
    assert with_choice(facets, {}) == facets


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, True),
        ({"season": ()}, True),
        ({"season": ("spring",)}, True),
        ({"season": ("winter",)}, False),
        ({"season": ("winter", "autumn")}, True),
        ({"season": ("autumn",), "district": ("mentougou",)}, True),
        ({"season": ("autumn",), "district": ("yanqing",)}, False),
    ],
)
def test_card_matches_one_value_of_every_filter(
    chosen: dict[str, tuple[str, ...]], expected: bool
) -> None:
    assert matches(CARDS[1], chosen) is expected


@pytest.mark.parametrize("heading", HEADINGS.values())
def test_every_heading_is_translated(heading: str) -> None:
    assert localizer("zh").text(heading) != heading
