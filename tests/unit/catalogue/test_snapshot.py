"""The published state answers by layer, type, id and language."""

from __future__ import annotations

import pytest

from oxymap.catalogue.snapshot import group_by_parent
from oxymap.errors import NotFoundError
from tests.factories import NO_POSITION, catalogue, line, page, place

VILLAGE = place()
TRAIL = place("ridge-walk", "trails", geometry=line((115.8, 40.0)))
DISTRICT = place("mentougou", "districts", geometry=None, position=NO_POSITION)


def test_layer_has_its_features_in_the_order_of_the_files() -> None:
    second = place("a-village")

    found = catalogue([VILLAGE, TRAIL, second])

    assert found.layer("villages") == (VILLAGE, second)
    assert found.layer("trails") == (TRAIL,)


def test_empty_layer_has_no_features() -> None:
    assert catalogue([VILLAGE]).layer("closures") == ()


def test_place_is_found_by_its_id() -> None:
    assert catalogue([VILLAGE]).place("stone-village") is VILLAGE


@pytest.mark.parametrize("place_id", ["gone", "ridge-walk", "mentougou"])
def test_what_has_no_place_page_is_not_found_as_a_place(place_id: str) -> None:
    with pytest.raises(NotFoundError, match=place_id) as caught:
        catalogue([VILLAGE, TRAIL, DISTRICT]).place(place_id)

    assert caught.value.value == place_id


@pytest.mark.parametrize("trail_id", ["gone", "stone-village"])
def test_what_is_no_trail_is_not_found_as_one(trail_id: str) -> None:
    found = catalogue([VILLAGE, TRAIL])

    assert found.trail("ridge-walk") is TRAIL
    with pytest.raises(NotFoundError, match="No trail is called"):
        found.trail(trail_id)


def test_page_is_found_by_type_id_and_language() -> None:
    zh, en = page(lang="zh"), page(lang="en")

    found = catalogue(pages=[zh, en])

    assert found.page("pages", "about", "zh") is zh
    assert found.page("pages", "about", "en") is en


@pytest.mark.parametrize(
    "key", [("pages", "gone", "zh"), ("routes", "about", "zh"), ("pages", "about", "fr")]
)
def test_page_that_is_not_there_is_not_found(key: tuple[str, str, str]) -> None:
    with pytest.raises(NotFoundError):
        catalogue(pages=[page()]).page(*key)


def test_pages_of_a_type_stand_by_their_order_and_then_by_id() -> None:
    pages = [page("b", order=20), page("c", order=10), page("a", order=20), page("a", lang="en")]

    found = catalogue(pages=pages).of_type("pages", "zh")

    assert [item.id for item in found] == ["c", "a", "b"]


def test_pages_come_with_the_front_matter_of_their_type() -> None:
    found = catalogue(
        pages=[
            page("walk", "routes"),
            page("fair", "festivals"),
            page("spring", "seasons"),
            page("mentougou", "districts"),
        ]
    )

    assert [front.theme for _, front in found.routes("zh")] == ["villages"]
    assert [front.kind for _, front in found.festivals("zh")] == ["fair"]
    assert [front.season for _, front in found.seasons("zh")] == ["spring"]
    assert [front.district for _, front in found.districts("zh")] == ["mentougou"]
    assert found.routes("en") == []


def test_languages_of_a_page_are_those_it_exists_in() -> None:
    found = catalogue(
        pages=[page("about", lang="en"), page("data", lang="zh"), page("data", lang="en")]
    )

    assert found.languages("pages", "about") == ("en",)
    assert found.languages("pages", "data") == ("zh", "en")
    assert found.languages("pages", "gone") == ()


def test_children_stand_under_the_id_of_their_parent() -> None:
    first, second = place("a-yard", parent="stone-village"), place("b-yard", parent="stone-village")

    children = catalogue([VILLAGE, first, second]).children

    assert children == {"stone-village": (first, second)}
    assert group_by_parent([VILLAGE]) == {}


def test_layers_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        catalogue([VILLAGE]).layers["peaks"] = ()  # type: ignore[index]
