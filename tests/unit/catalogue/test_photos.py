"""Which photographs the published state shows, and which are missing."""

from __future__ import annotations

from oxymap.catalogue.photos import missing_photos, photos_of
from tests.factories import catalogue, page, page_file, place, placed

A, B = "a" * 16, "b" * 16


def photo(name: str) -> dict[str, object]:
    return {
        "id": name,
        "width": 1200,
        "height": 800,
        "alt": {"zh": "红叶", "en": "Leaves"},
        "credit": "A. B.",
        "licence": "CC BY 4.0",
    }


def test_photographs_of_places_and_pages_are_found_once() -> None:
    places = [place(photos=[photo(A)]), place("other", photos=[photo(A)])]

    found = photos_of(places, [page(photos=[photo(B), photo(A)])])

    assert list(found) == [A, B]
    assert catalogue(places).photos.keys() == {A}


def test_photograph_that_nobody_has_is_named_with_its_file() -> None:
    features = [placed(place(photos=[photo(A), photo(B)]))]
    pages = [page_file(photos=[photo(B)])]

    messages = [str(problem) for problem in missing_photos(features, pages, {A})]

    assert len(messages) == 2
    assert messages[0].startswith("places.geojson:4: properties.photos of 'stone-village'")
    assert messages[1].startswith("pages/about.zh.md:1: photos")
    assert all(B in message for message in messages)


def test_nothing_is_missing_when_all_are_there() -> None:
    features = [placed(place(photos=[photo(A)]))]

    assert list(missing_photos(features, [], {A})) == []
