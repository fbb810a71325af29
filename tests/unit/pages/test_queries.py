"""Query parameters are read, and refused when they cannot be understood."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from oxymap.errors import BadRequestError
from oxymap.pages.models import Facet, FacetOption
from oxymap.pages.queries import LONGEST_QUERY, check_map_state, chosen_facets, search_text

FACETS = [
    Facet("season", "季节", (FacetOption("spring", "春", 3), FacetOption("winter", "冬", 1))),
    Facet("district", "区", (FacetOption("yanqing", "延庆", 2),)),
]


def query(*pairs: tuple[str, str]) -> MultiDict[str, str]:
    return MultiDict(pairs)


def test_chosen_values_stand_by_filter() -> None:
    args = query(("season", "spring"), ("season", "winter"), ("district", "yanqing"))

    assert chosen_facets(args, FACETS) == {"season": ("spring", "winter"), "district": ("yanqing",)}


def test_nothing_chosen_is_an_empty_choice_of_every_filter() -> None:
    assert chosen_facets(query(), FACETS) == {"season": (), "district": ()}


def test_empty_value_of_a_form_chooses_nothing() -> None:
    assert chosen_facets(query(("season", "")), FACETS)["season"] == ()


def test_parameters_of_others_are_left_alone() -> None:
    args = query(("from", "timeline"), ("isappinstalled", "0"))

    assert chosen_facets(args, FACETS) == {"season": (), "district": ()}


def test_value_that_a_filter_does_not_have_is_refused() -> None:
    with pytest.raises(
        BadRequestError, match="season: 'wet' is not one of spring, winter"
    ) as caught:
        chosen_facets(query(("season", "wet")), FACETS)

    assert caught.value.value == "wet"


@pytest.mark.parametrize(("text", "expected"), [("灵山", "灵山"), ("  灵山 ", "灵山"), ("", "")])
def test_search_text_has_no_spaces_around_it(text: str, expected: str) -> None:
    assert search_text(query(("q", text))) == expected


def test_search_without_a_text_is_empty() -> None:
    assert search_text(query()) == ""


def test_search_text_may_have_a_hundred_characters_and_no_more() -> None:
    assert len(search_text(query(("q", "山" * LONGEST_QUERY)))) == LONGEST_QUERY

    with pytest.raises(BadRequestError, match="longer than 100 characters"):
        search_text(query(("q", "山" * (LONGEST_QUERY + 1))))


@pytest.mark.parametrize(
    "pairs",
    [
        (),
        (("layers", ""),),
        (("layers", "villages,trails"),),
        (("view", "40.0,115.9,10.5"),),
        (("view", "-90,180,0"),),
        (("selected", "anything"),),
    ],
)
def test_state_of_the_map_that_makes_sense_is_taken(pairs: tuple[tuple[str, str], ...]) -> None:
    check_map_state(query(*pairs))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("layers", "villages,caves", "layers: 'caves' is not one of districts, "),
        ("view", "40.0,115.9", "is not latitude,longitude,zoom"),
        ("view", "north,east,10", "is not latitude,longitude,zoom"),
        ("view", "40,115,10,2", "is not latitude,longitude,zoom"),
        ("view", "115.9,40.0,10", "is not on the earth"),
        ("view", "40,115,99", "is not on the earth"),
        ("view", "nan,115,10", "is not on the earth"),
        ("view", "inf,115,10", "is not on the earth"),
    ],
)
def test_state_of_the_map_that_makes_no_sense_is_refused(
    name: str, value: str, message: str
) -> None:
    with pytest.raises(BadRequestError, match=message):
        check_map_state(query((name, value)))
