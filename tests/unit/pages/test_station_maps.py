"""Maps of stations: values where they are current, with what the script needs to age them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oxymap.pages import page_maps
from oxymap.pages.edition import Edition
from oxymap.stations.models import (
    LastGood,
    LiveSnapshot,
    LiveStation,
    LiveValue,
    State,
    Station,
)
from tests.unit.pages.samples import on_map, spec

#: 21 November 2026, 10:05 in Beijing.
NOW = 1_795_226_700


def live(station_id: str, state: str = "fresh", *, kind: str = "ion", **values: object):
    """A station with a value, or with only a last good one where the state allows no value."""
    filled = {"lon": 115.7, "lat": 40.0, **values}
    station = Station(station_id, "灵山站", "Lingshan Station", kind=kind, **filled)
    observed, unit, value = station.main_property, "1/cm3" if kind == "ion" else "Cel", 2296.4
    good = LastGood(observed, unit, value, NOW, 300)
    if state == "planned":
        return LiveStation(station, State(state), {})
    now = LiveValue(observed, unit, value, NOW, 300, "good")
    return LiveStation(station, State(state), {observed: now}, good)


def snapshot(*stations: LiveStation) -> LiveSnapshot:
    return LiveSnapshot(NOW + 60, {item.station.id: item for item in stations}, {}, b"", "1")


def test_live_map_shows_values_with_their_time(sample_editions: dict[str, Edition]) -> None:
    view = page_maps.live_map(sample_editions["zh"], snapshot(live("ling")))

    mark = on_map(view)["ling"]["station"]
    assert (mark["value"], mark["time"], mark["state"]) == ("2,296", NOW, "fresh")
    assert "2,296" in view.picture
    assert "11月21日 10:05" in view.picture


@pytest.mark.parametrize("state", ["stale", "silent", "suspect", "maintenance"])
def test_old_value_is_only_the_last_good_one(
    sample_editions: dict[str, Edition], state: str
) -> None:
    view = page_maps.live_map(sample_editions["en"], snapshot(live("ling", state)))

    mark = on_map(view)["ling"]["station"]
    assert "value" not in mark
    assert (mark["good_value"], mark["good_time"]) == ("2,296", NOW)


def test_planned_station_has_neither(sample_editions: dict[str, Edition]) -> None:
    mark = on_map(
        page_maps.live_map(sample_editions["en"], snapshot(live("ling", "planned")))
    )["ling"]["station"]  # fmt: skip

    assert {"value", "good_value", "time", "good_time"}.isdisjoint(mark)


@pytest.mark.parametrize(("lang", "name"), [("zh", "灵山站"), ("en", "Lingshan Station")])
def test_stations_lead_to_their_pages(sample_editions: dict[str, Edition], lang, name) -> None:
    edition = sample_editions[lang]

    item = on_map(page_maps.live_map(edition, snapshot(live("ling"))))["ling"]

    assert (item["name"], item["url"]) == (name, f"{edition.urls.prefix}/live/ling")


def test_values_have_the_decimals_of_their_property(sample_editions: dict[str, Edition]) -> None:
    weather = live("mast", kind="weather")

    mark = on_map(page_maps.live_map(sample_editions["en"], snapshot(weather)))["mast"]["station"]

    assert (mark["value"], mark["unit"], mark["suffix"]) == ("2,296.4", "°C", "°C")


def test_demonstration_is_said(sample_editions: dict[str, Edition]) -> None:
    view = page_maps.live_map(sample_editions["en"], snapshot(live("demo-a", demo=True)))

    assert on_map(view)["demo-a"]["station"]["demo"]
    assert "demonstration data" in view.picture


def test_station_without_a_place_is_left_out(sample_editions: dict[str, Edition]) -> None:
    lost = live("lost", lon=None, lat=None)

    view = page_maps.live_map(sample_editions["en"], snapshot(lost, live("ling")))

    assert list(on_map(view)) == ["ling"]
    assert page_maps.station_map(sample_editions["en"], snapshot(lost), "lost") is None


def test_live_map_without_stations_is_still_a_map(sample_editions: dict[str, Edition]) -> None:
    view = page_maps.live_map(sample_editions["en"], snapshot())

    assert view.picture.startswith("<svg")
    assert spec(view)["bbox"] == list(page_maps.REGION)


def test_script_gets_limits_words_and_the_time_of_the_page(
    sample_editions: dict[str, Edition],
) -> None:
    heard = replace(live("ling"), last_report=NOW)

    document = spec(page_maps.live_map(sample_editions["en"], snapshot(heard)))["live"]

    assert document["rendered"] == NOW + 60
    assert document["units"]["1/cm3"]
    assert document["words"]["states"].keys() == {state.value for state in State}
    assert document["words"]["limits"]["stale_least_s"] > 0


def test_map_on_which_nothing_ages_has_no_time(sample_editions: dict[str, Edition]) -> None:
    document = spec(page_maps.live_map(sample_editions["en"], snapshot(live("ling"))))["live"]

    assert document["rendered"] == 0


def test_map_of_a_station_is_about_it_and_near_it(sample_editions: dict[str, Edition]) -> None:
    found = snapshot(live("ling"), live("far", lon=116.3))

    view = page_maps.station_map(sample_editions["en"], found, "ling")

    assert list(on_map(view)) == ["ling"]
    assert on_map(view)["ling"]["emphasis"]
    west, _, east, _ = spec(view)["bbox"]
    assert west < 115.7 < east < 116.3


def test_map_of_an_unknown_station_is_none(sample_editions: dict[str, Edition]) -> None:
    assert page_maps.station_map(sample_editions["en"], snapshot(), "nobody") is None


def test_whole_map_has_the_stations_only_for_the_script(
    sample_editions: dict[str, Edition],
) -> None:
    view = page_maps.full_map(sample_editions["zh"])

    document = spec(view)
    assert document["live"]["rendered"] == 0
    assert [item["id"] for item in document["layers"] if item["id"] == "stations"] == ["stations"]
    assert "map-station" not in view.picture
