"""Maps on pages show the right features, far enough, with a word on what they are."""

from __future__ import annotations

import pytest

from oxymap.maps.models import MapFeature
from oxymap.pages import page_maps
from oxymap.pages.edition import Edition
from tests.factories import line, place, position
from tests.unit.pages.samples import HOME, EditionOf, on_map, place_at, spec, trail, unplaced


def pin(lon: float, lat: float) -> MapFeature:
    return MapFeature("pin", "villages", "village", "Pin", None, point=(lon, lat))


def path(*vertices: tuple[float, float]) -> MapFeature:
    return MapFeature("path", "trails", "trail", "Path", None, lines=(vertices,))


def test_map_of_one_point_has_the_least_size_around_it() -> None:
    west, south, east, north = page_maps.bounds([pin(116.0, 40.0)])

    assert (east - west, north - south) == pytest.approx((0.04, 0.016))
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx((116.0, 40.0))


def test_narrow_map_is_widened_to_the_least_size() -> None:
    west, _, east, _ = page_maps.bounds([pin(116.0, 40.0), pin(116.01, 40.0)])

    assert (west, east) == pytest.approx((115.985, 116.025))


def test_wide_map_has_room_for_pins_on_every_side() -> None:
    found = page_maps.bounds([pin(116.0, 40.0), pin(117.0, 41.0)])

    assert found == pytest.approx((115.82, 39.82, 117.18, 41.18))


def test_tall_map_has_room_above_and_below() -> None:
    found = page_maps.bounds([pin(116.0, 40.0), pin(116.0, 41.0)])

    assert found == pytest.approx((115.98, 39.82, 116.02, 41.18))


def test_flat_map_has_room_above_and_below() -> None:
    _, south, _, north = page_maps.bounds([pin(116.0, 40.0), pin(117.0, 40.0)])

    assert (south, north) == pytest.approx((39.928, 40.072))


def test_every_vertex_of_a_line_is_on_the_map() -> None:
    west, south, east, north = page_maps.bounds([path((116.0, 40.0), (116.9, 40.5), (116.2, 40.1))])

    assert west < 116.0
    assert south < 40.0
    assert east > 116.9
    assert north > 40.5


@pytest.mark.parametrize("places", [[], [unplaced()]])
def test_no_map_where_nothing_has_a_position(edition_of: EditionOf, places) -> None:
    assert page_maps.detail_map(edition_of(), "live-1", "A map", places) is None


def test_features_without_position_are_left_out(edition_of: EditionOf) -> None:
    view = page_maps.detail_map(edition_of(), "live-1", "A map", [unplaced(), place()])

    assert list(on_map(view)) == ["stone-village"]


def test_map_tells_what_a_page_is_about_and_what_is_approximate(edition_of: EditionOf) -> None:
    vague = place_at("vague", 900, position=position(2_000))

    view = page_maps.detail_map(edition_of(), "m", "A map", [place(), vague], about="vague")

    features = on_map(view)
    assert features["vague"]["approximate"]
    assert features["vague"]["emphasis"]
    assert {"approximate", "emphasis"}.isdisjoint(features["stone-village"])


def test_stops_are_numbered_in_their_order(edition_of: EditionOf) -> None:
    places = [place_at("a", 0), place_at("b", 900), place_at("c", 1_800)]

    view = page_maps.detail_map(edition_of(), "m", "A map", places, numbered=["c", "a"])

    numbers = {name: item.get("number") for name, item in on_map(view).items()}
    assert numbers == {"a": 2, "b": None, "c": 1}


@pytest.mark.parametrize(("lang", "expected"), [("zh", "石头村"), ("en", "Stone Village")])
def test_pins_lead_to_pages_of_the_language(edition_of: EditionOf, lang, expected) -> None:
    edition = edition_of(lang=lang)

    item = on_map(page_maps.detail_map(edition, "m", "A map", [place()]))["stone-village"]

    assert (item["name"], item["url"]) == (expected, f"{edition.urls.prefix}/places/stone-village")


@pytest.mark.parametrize(
    ("made", "expected"), [("schematic", True), ("recorded", False), (None, False)]
)
def test_line_is_dashed_where_it_is_a_sketch(edition_of: EditionOf, made, expected) -> None:
    view = page_maps.detail_map(edition_of(), "m", "A map", [trail(line=made)])

    assert on_map(view)["ridge-walk"].get("schematic", False) is expected


def test_parts_of_a_line_come_without_heights() -> None:
    parts = [line(HOME, 2)["coordinates"], line(HOME, 3)["coordinates"]]
    found = trail(geometry={"type": "MultiLineString", "coordinates": parts})

    lines = page_maps.line_parts(found)

    assert [len(part) for part in lines] == [2, 3]
    assert lines[0][0] == HOME


@pytest.mark.parametrize("found", [place(), unplaced()])
def test_what_is_not_a_line_has_no_parts(found) -> None:
    assert page_maps.line_parts(found) == ()


def test_full_map_looks_at_the_whole_region(sample_editions: dict[str, Edition]) -> None:
    view = page_maps.full_map(sample_editions["zh"])

    document = spec(view)
    assert (view.kind, document["features"]) == ("full", [])
    assert document["bbox"] == list(page_maps.REGION)
    assert "石头村" in view.picture


def test_full_map_switches_on_the_stations_and_the_first_layers_that_hold_something(
    sample_editions: dict[str, Edition],
) -> None:
    layers = spec(page_maps.full_map(sample_editions["en"]))["layers"]

    assert [item["id"] for item in layers] == list(page_maps.FULL_LAYERS)
    assert {item["id"] for item in layers if item["shown"]} == {
        "villages", "viewpoints", "scenic", "trails", "stations",
    }  # fmt: skip


def test_each_kind_of_map_has_its_own_script(sample_editions: dict[str, Edition]) -> None:
    edition = sample_editions["en"]
    detail = page_maps.detail_map(edition, "m", "A map", [place()])

    assert detail is not None
    assert detail.script != page_maps.full_map(edition).script
    assert detail.script == edition.map_scripts["detail"]


@pytest.mark.parametrize(("lang", "expected"), [("zh", "不作为划界依据"), ("en", "no boundary")])
def test_every_map_says_that_it_fixes_no_boundary(edition_of: EditionOf, lang, expected) -> None:
    view = page_maps.detail_map(edition_of(lang=lang), "m", "A map", [place()])

    assert view is not None
    assert expected in view.attribution
    assert expected in spec(view)["strings"]["attribution"]


def test_features_for_a_map_are_those_with_a_position(edition_of: EditionOf) -> None:
    found = page_maps.map_features(edition_of(), [place(), unplaced(), trail()])

    assert [item.id for item in found] == ["stone-village", "ridge-walk"]


def test_located_keeps_points_and_lines() -> None:
    found = page_maps.located([unplaced(), trail(), place()])

    assert [item.id for item in found] == ["ridge-walk", "stone-village"]
