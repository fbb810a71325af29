"""Addresses are written in one module, with and without the prefix of English."""

from __future__ import annotations

import pytest

from oxymap.catalogue.models import LANGS
from oxymap.catalogue.references import LINK_SCHEMES
from oxymap.web.urls import PREFIXES, URLS

ZH, EN = URLS["zh"], URLS["en"]
PATHS = {
    "home": ((), "/"),
    "map": ((), "/map"),
    "places": ((), "/places/"),
    "place": (("cuandixia",), "/places/cuandixia"),
    "trails": ((), "/trails/"),
    "trail": (("ridge-walk",), "/trails/ridge-walk"),
    "download": (("ridge-walk", "gpx"), "/trails/ridge-walk.gpx"),
    "routes": ((), "/routes/"),
    "route": (("villages",), "/routes/villages"),
    "festivals": ((), "/festivals/"),
    "festival": (("fair",), "/festivals/fair"),
    "event_calendar": (("fair",), "/festivals/fair.ics"),
    "districts": ((), "/districts/"),
    "district": (("yanqing",), "/districts/yanqing"),
    "live": ((), "/live"),
    "live_townships": ((), "/live/townships"),
    "station": (("ridge-ion",), "/live/ridge-ion"),
    "notices": ((), "/notices/"),
    "page": (("about",), "/pages/about"),
    "search": ((), "/search"),
    "search_index": ((), "/search-index.json"),
    "calendar": ((), "/calendar.ics"),
    "feed": ((), "/feed.xml"),
    "manifest": ((), "/manifest.webmanifest"),
    "patterns": ((), "/-/patterns"),
    "trail_leaflet": (("one",), "/trails/one.pdf"),
    "trail_offline": (("one",), "/trails/one-offline.html"),
    "route_offline": (("weekend",), "/routes/weekend-offline.html"),
    "trail_pack": (("one",), "/trails/one-pack.zip"),
    "share_card": (("places", "lake"), "/share/places/lake.png"),
    "embedded_map": ((), "/embed/map"),
    "embedded_live": ((), "/embed/live"),
    "route_leaflet": (("one",), "/routes/one.pdf"),
    "kiosk": (("one",), "/kiosk/one"),
    "pocket": ((), "/pocket"),
    "offline": ((), "/offline"),
    "pack": (("trails", "one"), "/packs/trails/one.json"),
    "my_day": ((), "/my-day"),
}


def test_every_language_has_addresses() -> None:
    assert set(URLS) == set(PREFIXES) == set(LANGS)


@pytest.mark.parametrize("name", PATHS)
def test_chinese_address_begins_at_the_root_and_english_below_en(name: str) -> None:
    arguments, path = PATHS[name]

    assert getattr(ZH, name)(*arguments) == path
    assert getattr(EN, name)(*arguments) == f"/en{path}"


def test_layer_has_one_address_in_every_language() -> None:
    assert ZH.layer("peaks") == EN.layer("peaks") == "/layers/peaks.geojson"


def test_data_of_stations_has_one_address_in_every_language() -> None:
    assert ZH.live_data() == EN.live_data() == "/api/v1/live"
    assert ZH.live_stream() == EN.live_stream() == "/api/v1/stream"
    assert ZH.observations("a") == EN.observations("a") == "/api/v1/stations/a/observations"


@pytest.mark.parametrize("scheme", LINK_SCHEMES)
def test_every_link_scheme_leads_to_the_page_of_its_kind(scheme: str) -> None:
    assert EN.of(scheme, "some-id") == getattr(EN, scheme)("some-id")


def test_unknown_scheme_has_no_address() -> None:
    with pytest.raises(KeyError):
        ZH.of("video", "x")


def test_every_address_is_in_the_table_above() -> None:
    functions = {name for name in vars(type(ZH)) if not name.startswith("_")}

    shared = {"layer", "live_data", "live_stream", "observations", "photo"}
    assert functions - set(PATHS) == {"lang", "prefix", "of", *shared} & functions
