"""A zone shows the day of its own station, and a badge only from that one."""

from __future__ import annotations

from oxymap.pages.live_cards import place_part
from oxymap.pages.live_zone import ZoneView, zone_view
from oxymap.stations.models import LiveStation
from tests.unit.pages.live_sampling import badge, live_station, page_of
from tests.unit.pages.samples import EditionOf, place_at

ZONE = place_at("forest-zone", 0, "zones")


def zone_of(edition_of: EditionOf, item: LiveStation, **values: object) -> ZoneView | None:
    shown = page_of(edition_of(ZONE), item, **values)
    return zone_view(shown, place_part(shown, ZONE))


def test_zone_with_a_station_has_a_curve_best_hours_and_its_badge(edition_of: EditionOf) -> None:
    item = live_station(place="forest-zone")

    found = zone_of(edition_of, item, badges={"ridge-ion": badge("ridge-ion")})

    assert found is not None
    assert found.chart.rows
    assert "November" in str(found.best)
    assert found.badge is not None


def test_nearest_station_earns_a_zone_nothing(edition_of: EditionOf) -> None:
    assert zone_of(edition_of, live_station(), badges={"ridge-ion": badge("ridge-ion")}) is None


def test_zone_with_a_planned_station_has_no_curve(edition_of: EditionOf) -> None:
    assert zone_of(edition_of, live_station("planned", place="forest-zone")) is None
