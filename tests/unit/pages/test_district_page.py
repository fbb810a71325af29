"""A district's page: its way to the title, and what lies in it."""

from __future__ import annotations

import datetime

import pytest

from oxymap.errors import NotFoundError
from oxymap.pages.district_page import district_view
from tests.factories import DAY, page, place
from tests.unit.pages.samples import EditionOf, on_map, place_at, spec, trail, unplaced


def view_of(edition, **values):
    found = page("mentougou", "districts", edition.lang, **values)
    return district_view(edition, found, found.front)


def test_only_what_lies_in_the_district_is_shown(edition_of: EditionOf) -> None:
    edition = edition_of(
        place("here"),
        place("there", district="yanqing"),
        trail(),
        trail("other-ridge", district="yanqing"),
    )

    view = view_of(edition)

    assert [[card.id for card in group.places] for group in view.groups] == [["here"]]
    assert [card.id for card in view.trails] == ["ridge-walk"]


def test_townships_and_unplaced_features_stand_apart(edition_of: EditionOf) -> None:
    edition = edition_of(place("town", "townships"), unplaced("lost"), place("here"))

    view = view_of(edition)

    assert [card.id for card in view.townships] == ["town"]
    assert [card.id for card in view.unplaced] == ["lost"]
    assert [card.id for group in view.groups for card in group.places] == ["here"]


def test_layers_without_pages_are_not_listed(edition_of: EditionOf) -> None:
    view = view_of(edition_of(place("works", "closures"), place("mentougou", "districts")))

    assert view.groups == ()


def test_map_shows_first_layers_and_trails(edition_of: EditionOf) -> None:
    edition = edition_of(place("here"), place("top", "peaks"), place("town", "townships"), trail())

    view = view_of(edition)

    assert list(on_map(view.map)) == ["here", "ridge-walk"]


@pytest.mark.parametrize(("lang", "expected"), [("zh", "门头沟地图"), ("en", "Map of Mentougou")])
def test_map_is_labelled_in_the_language_of_the_page(edition_of: EditionOf, lang, expected) -> None:
    assert spec(view_of(edition_of(place(), lang=lang)).map)["label"] == expected


def test_district_without_positions_has_no_map(edition_of: EditionOf) -> None:
    assert view_of(edition_of(unplaced(), place_at("top", 0, "peaks"))).map is None


def test_timeline_tells_plans_from_awards(edition_of: EditionOf) -> None:
    steps = [
        {"year": 2022, "text": "The title was awarded.", "state": "awarded"},
        {"year": 2026, "text": "A re-check is planned.", "state": "planned"},
    ]

    view = view_of(edition_of(lang="en"), timeline=steps)

    assert [(step.year, step.state_label) for step in view.timeline] == [
        (2022, "Title awarded"),
        (2026, "Planned"),
    ]


def test_routes_and_coming_events_of_the_district_are_shown(edition_of: EditionOf) -> None:
    gone = {"start": DAY - datetime.timedelta(days=1), "state": "scheduled"}
    here = {"district": ["yanqing", "mentougou"]}
    pages = [
        page("two-districts", "routes", "en", **here),
        page("elsewhere", "routes", "en", district=["fangshan"]),
        page("fair", "festivals", "en", **here),
        page("over", "festivals", "en", **here, **gone),
        page("far-fair", "festivals", "en"),
    ]

    view = view_of(edition_of(place(), pages=pages))

    assert [card.id for card in view.routes] == ["two-districts"]
    assert [card.id for card in view.events] == ["fair"]


def test_highlights_keep_their_order(edition_of: EditionOf) -> None:
    view = view_of(edition_of(place("a"), place("b")), highlights=["b", "a"])

    assert [card.id for card in view.highlights] == ["b", "a"]


def test_highlight_that_is_not_published_is_an_error(edition_of: EditionOf) -> None:
    with pytest.raises(NotFoundError, match="'draft'"):
        view_of(edition_of(), highlights=["draft"])
