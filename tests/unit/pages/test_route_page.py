"""A themed route's page: stops by day, legs between them, and the map of them."""

from __future__ import annotations

import pytest

from oxymap.errors import NotFoundError
from oxymap.pages.route_page import route_view
from tests.factories import page
from tests.unit.pages.samples import EditionOf, on_map, place_at, spec, trail, unplaced

A, B, C = place_at("a", 0), place_at("b", 3_000), place_at("c", 5_000)


def view_of(edition, stops, **values):
    found = page("tour", "routes", edition.lang, stops=stops, **values)
    return route_view(edition, found, found.front)


def all_stops(view):
    return [stop for day in view.days for stop in day.stops]


def test_stops_stand_under_their_day_and_are_numbered_through(edition_of: EditionOf) -> None:
    stops = [{"place": "a"}, {"place": "b"}, {"place": "c", "day": 2}]

    view = view_of(edition_of(A, B, C), stops, days=2)

    assert [(day.label, [stop.number for stop in day.stops]) for day in view.days] == [
        ("Day 1", [1, 2]),
        ("Day 2", [3]),
    ]


def test_days_are_named_in_chinese(edition_of: EditionOf) -> None:
    view = view_of(edition_of(A, B, lang="zh"), [{"place": "a"}, {"place": "b"}])

    assert [day.label for day in view.days] == ["第 1 天"]


def test_stop_without_a_page_has_its_name_and_no_card(edition_of: EditionOf) -> None:
    view = view_of(edition_of(A), [{"name": "The inn", "note": "Book."}, {"place": "a"}])

    inn, village = all_stops(view)
    assert (inn.name, inn.note, inn.card) == ("The inn", "Book.", None)
    assert village.card is not None
    assert village.card.url == "/en/places/a"


@pytest.mark.parametrize(
    ("lang", "stay_min", "expected"),
    [("en", 45, "45 mins"), ("zh", 90, "1 小时 30 分钟"), ("zh", None, None)],
)
def test_stay_is_given_to_the_minute(edition_of: EditionOf, lang, stay_min, expected) -> None:
    stops = [{"place": "a", "stay_min": stay_min}, {"name": "The inn"}]

    assert all_stops(view_of(edition_of(A, lang=lang), stops))[0].stay == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("en", "about 3 km in a straight line"), ("zh", "直线约 3 公里")],
)
def test_leg_is_the_straight_distance_from_the_stop_before(
    edition_of: EditionOf, lang, expected
) -> None:
    stops = all_stops(view_of(edition_of(A, B, lang=lang), [{"place": "a"}, {"place": "b"}]))

    assert [stop.leg for stop in stops] == [None, expected]


@pytest.mark.parametrize("between", [{"name": "The inn"}, {"place": "lost-village"}])
def test_leg_passes_over_stops_without_position(edition_of: EditionOf, between) -> None:
    edition = edition_of(A, C, unplaced())

    stops = all_stops(view_of(edition, [{"place": "a"}, between, {"place": "c"}]))

    assert [stop.leg for stop in stops] == [None, None, "about 5 km in a straight line"]


def test_no_leg_between_stops_at_the_same_point(edition_of: EditionOf) -> None:
    edition = edition_of(A, place_at("gate", 0))

    stops = all_stops(view_of(edition, [{"place": "a"}, {"place": "gate"}]))

    assert stops[1].leg is None


def test_map_has_the_numbers_of_the_list(edition_of: EditionOf) -> None:
    stops = [{"place": "b"}, {"name": "The inn"}, {"place": "a"}]

    view = view_of(edition_of(A, B), stops)

    numbers = {stop.card.id: stop.number for stop in all_stops(view) if stop.card}
    assert {key: item["number"] for key, item in on_map(view.map).items()} == numbers


def test_stop_that_comes_twice_is_drawn_once(edition_of: EditionOf) -> None:
    view = view_of(edition_of(A, B), [{"place": "a"}, {"place": "b"}, {"place": "a"}])

    features = spec(view.map)["features"]
    assert [(item["id"], item["number"]) for item in features] == [("a", 1), ("b", 2)]
    assert len(all_stops(view)) == 3


def test_trails_are_listed_and_drawn_without_a_number(edition_of: EditionOf) -> None:
    stops = [{"place": "a"}, {"name": "The inn"}]

    view = view_of(edition_of(A, trail()), stops, trails=["ridge-walk"])

    assert [card.id for card in view.trails] == ["ridge-walk"]
    assert "number" not in on_map(view.map)["ridge-walk"]


def test_route_without_any_position_has_no_map(edition_of: EditionOf) -> None:
    assert view_of(edition_of(), [{"name": "The gate"}, {"name": "The inn"}]).map is None


def test_trail_that_is_not_published_is_an_error(edition_of: EditionOf) -> None:
    with pytest.raises(NotFoundError, match="'draft'"):
        view_of(edition_of(A), [{"place": "a"}, {"name": "Inn"}], trails=["draft"])


def test_facts_leave_out_what_is_not_given(edition_of: EditionOf) -> None:
    view = view_of(edition_of(A), [{"place": "a"}, {"name": "Inn"}], audience=["family", "senior"])

    assert [(fact.label, fact.value) for fact in view.facts] == [
        ("Days", "1 day"),
        ("How to travel", "On foot"),
        ("Districts", "Mentougou"),
        ("Seasons", "Spring"),
        ("Good for", "Families, Older visitors"),
    ]


def test_prose_is_rendered_and_dated(edition_of: EditionOf) -> None:
    found = page("tour", "routes", "zh", source="看[石头村](place:stone-village)。\n",
                 stops=[{"name": "车站"}, {"name": "客栈"}])  # fmt: skip

    view = route_view(edition_of(lang="zh"), found, found.front)

    assert 'href="/places/stone-village"' in view.body
    assert view.updated == "2026年5月1日"
