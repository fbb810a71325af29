"""A card never passes an old value off as a present one; pages show the right stations."""

from __future__ import annotations

import dataclasses

import pytest

from oxymap.pages import live_cards
from oxymap.pages.live_cards import station_card
from oxymap.stations.models import LiveStation
from tests.factories import line, page, place
from tests.unit.pages.live_sampling import (
    CONFIRMED,
    CURRENT,
    NOW,
    badge,
    live_station,
    live_value,
    page_of,
)
from tests.unit.pages.samples import DEGREE_M, HOME, EditionOf, place_at, trail, unplaced

WEATHER = {"temperature": 8.4, "humidity": 71.0, "wind_speed": 1.2}
OLD = ("stale", "silent", "suspect", "maintenance")


def card_of(edition_of: EditionOf, item: LiveStation, lang: str = "en"):
    return station_card(page_of(edition_of(lang=lang), item), item)


def ids(part) -> list[str]:
    return [card.id for card in part.cards]


def north(north_m: float) -> dict[str, float]:
    return {"lon": HOME[0], "lat": HOME[1] + north_m / DEGREE_M}


# --- one card --------------------------------------------------------------------------


@pytest.mark.parametrize("state", CURRENT)
def test_present_value_stands_with_unit_time_age_and_period(
    edition_of: EditionOf, state: str
) -> None:
    card = card_of(edition_of, live_station(state))

    assert (card.value, card.unit, card.current) == ("2,296", "per cm³", True)
    assert card.when is not None
    assert card.when.startswith("21 November")
    assert card.age is not None
    assert card.period is not None
    assert card.period.startswith("mean of 5 min")
    assert card.last_good is None
    assert card.time == card.good_time


@pytest.mark.parametrize("state", OLD)
def test_old_value_is_never_in_the_place_of_a_present_one(
    edition_of: EditionOf, state: str
) -> None:
    card = card_of(edition_of, live_station(state))

    assert (card.value, card.current, card.time) == ("—", False, None)
    assert card.mean is card.mean_10min is card.level is card.comfort is card.sort_value is None
    assert card.last_good is not None
    assert "2,296" in card.last_good
    assert card.when is not None


def test_planned_station_has_neither_value_nor_time(edition_of: EditionOf) -> None:
    card = card_of(edition_of, live_station("planned"))

    assert (card.value, card.when, card.age, card.last_good) == ("—", None, None, None)


def test_age_is_that_of_the_snapshot_and_not_of_the_reader(edition_of: EditionOf) -> None:
    card = card_of(edition_of, live_station("stale"))

    assert card.rendered == NOW
    assert card.as_of == "21 November 10:07"
    assert card.age == "1 h ago"


def test_level_nobody_has_confirmed_says_so(edition_of: EditionOf) -> None:
    found = live_station()
    sure = dataclasses.replace(found, values={"neg_ion": live_value(level=CONFIRMED)})

    assert "confirmed" in str(card_of(edition_of, found).level_note)
    assert card_of(edition_of, sure).level == "high, fresh"
    assert card_of(edition_of, sure).level_note is None


def test_names_follow_the_language(edition_of: EditionOf) -> None:
    assert card_of(edition_of, live_station(), "zh").name == "山脊站"
    assert card_of(edition_of, live_station(), "en").name == "Ridge Station"


def test_comfort_needs_temperature_humidity_and_wind(edition_of: EditionOf) -> None:
    without_wind = {name: WEATHER[name] for name in ("temperature", "humidity")}

    assert card_of(edition_of, live_station(others=without_wind)).comfort is None
    found = str(card_of(edition_of, live_station(others=WEATHER)).comfort)
    # 8.4 − (71 − 70)/15 − (1.2 − 2)/2 = 8.73
    assert found == "Feels like 8.7 °C, cold (experimental)"


def test_station_of_another_kind_shows_its_own_property(edition_of: EditionOf) -> None:
    card = card_of(edition_of, live_station(value=18, kind="air"))

    assert (card.property_label, card.value, card.unit) == ("Fine dust PM2.5", "18", "µg/m³")


def test_badge_prints_months_share_station_and_that_it_is_experimental(
    edition_of: EditionOf,
) -> None:
    item = live_station(demo=True)
    shown = page_of(edition_of(), item, badges={"ridge-ion": badge("ridge-ion", demo=True)})

    found = live_cards.badge_view(shown, "ridge-ion")

    assert found is not None
    assert found.demo
    for part in ("Ridge Station", "July 2026, August 2026", "42%", "55", "experimental"):
        assert part in found.evidence


def test_badge_is_not_there_unless_it_is_earned(edition_of: EditionOf) -> None:
    assert live_cards.badge_view(page_of(edition_of(), live_station()), "ridge-ion") is None


# --- order -----------------------------------------------------------------------------


def test_present_values_stand_first_and_made_up_ones_after_measured_ones() -> None:
    items = [
        live_station("planned", station_id="f"),
        live_station("silent", station_id="e"),
        live_station("suspect", station_id="d"),
        live_station(value=9000, station_id="c", demo=True),
        live_station(value=800, station_id="b"),
        live_station("late", value=1200, station_id="a"),
    ]

    ordered = [item.station.id for item in sorted(items, key=live_cards.order_of)]

    assert ordered == ["a", "b", "c", "d", "e", "f"]


# --- places ----------------------------------------------------------------------------


def test_place_shows_the_stations_that_stand_there(edition_of: EditionOf) -> None:
    spot = place_at("stone-village", 0)
    shown = page_of(
        edition_of(spot),
        live_station(place="stone-village"),
        live_station(station_id="near", **north(300)),
    )

    part = live_cards.place_part(shown, spot)

    assert ids(part) == ["ridge-ion"]
    assert part.cards[0].distance is None


def test_place_without_one_shows_the_nearest_that_reports_with_its_distance(
    edition_of: EditionOf,
) -> None:
    spot = place_at("stone-village", 0)
    shown = page_of(
        edition_of(spot),
        live_station("planned", station_id="to-come", **north(100)),
        live_station(station_id="second", **north(3000)),
        live_station(station_id="first", **north(2000)),
        live_station(value=18, station_id="dust", kind="air", **north(500)),
    )

    part = live_cards.place_part(shown, spot)

    assert ids(part) == ["first"]
    assert part.cards[0].distance == "2 km"


def test_place_far_from_every_station_shows_nothing(edition_of: EditionOf) -> None:
    spot = place_at("stone-village", 0)

    part = live_cards.place_part(page_of(edition_of(spot), live_station(**north(5100))), spot)

    assert (ids(part), part.known) == ([], False)


def test_place_with_a_planned_station_follows_the_live_values(edition_of: EditionOf) -> None:
    spot = place_at("stone-village", 0)
    shown = page_of(edition_of(spot), live_station("planned", place="stone-village"))

    part = live_cards.place_part(shown, spot)

    assert [card.state for card in part.cards] == ["planned"]
    assert part.known


def test_township_shows_the_stations_anywhere_in_it(edition_of: EditionOf) -> None:
    town = place_at("slope-town", 0, "townships")
    shown = page_of(
        edition_of(town),
        live_station("planned", station_id="seat", place="slope-town"),
        live_station(station_id="ridge-ion", township="slope-town", **north(9000)),
    )

    assert ids(live_cards.place_part(shown, town)) == ["ridge-ion"]


def test_place_without_position_has_no_nearest_station(edition_of: EditionOf) -> None:
    spot = unplaced()

    assert ids(live_cards.place_part(page_of(edition_of(spot), live_station()), spot)) == []


# --- trails, routes, districts ---------------------------------------------------------


def test_trail_shows_stations_near_its_line_in_walking_order(edition_of: EditionOf) -> None:
    walk = trail(geometry=line(HOME, count=30))
    end = line(HOME, count=30)["coordinates"][-1]
    shown = page_of(
        edition_of(walk),
        live_station(station_id="at-the-end", lon=end[0], lat=end[1]),
        live_station(station_id="at-the-start", **north(-200)),
        live_station(station_id="too-far", **north(-3500)),
        live_station(station_id="nowhere", lon=None, lat=None),
        live_station("planned", station_id="to-come", **north(0)),
    )

    assert ids(live_cards.trail_part(shown, walk)) == ["at-the-start", "at-the-end"]


def test_trail_without_a_line_shows_no_station(edition_of: EditionOf) -> None:
    part = live_cards.trail_part(page_of(edition_of(), live_station()), unplaced(layer="trails"))

    assert (ids(part), part.known) == ([], False)


def test_route_shows_the_stations_at_its_stops_in_their_order(edition_of: EditionOf) -> None:
    front = page(
        "day",
        "routes",
        stops=[{"place": "mill"}, {"place": "stone-village"}, {"name": "The bus stop"}],
    ).front
    shown = page_of(
        edition_of(),
        live_station(station_id="one", place="stone-village"),
        live_station(station_id="two", place="mill"),
        live_station(station_id="elsewhere", place="temple"),
    )

    assert ids(live_cards.route_part(shown, front)) == ["two", "one"]


def test_best_values_are_present_ions_of_the_district(edition_of: EditionOf) -> None:
    shown = page_of(
        edition_of(place()),
        live_station(value=800, station_id="low"),
        live_station(value=2000, station_id="high"),
        live_station("stale", value=9000, station_id="old"),
        live_station(value=3000, station_id="other", district="yanqing"),
        live_station(value=40, station_id="dust", kind="air"),
    )

    assert ids(live_cards.best_part(shown)) == ["other", "high", "low"]
    assert ids(live_cards.best_part(shown, "mentougou")) == ["high", "low"]


def test_there_are_no_best_values_where_nothing_reports(edition_of: EditionOf) -> None:
    part = live_cards.best_part(page_of(edition_of(), live_station("planned")))

    assert (ids(part), part.known, part.level_note) == ([], True, None)
