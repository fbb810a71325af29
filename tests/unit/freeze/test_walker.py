"""Which addresses are frozen, and where each stands in the output."""

from __future__ import annotations

import datetime

import pytest

from oxymap.catalogue.models import LAYERS, Page, Place
from oxymap.freeze.walker import Artifact, addresses, file_path
from oxymap.pages.page_maps import FULL_LAYERS
from oxymap.pages.site import Site
from tests.factories import NO_POSITION, POINTS, catalogue, line, page, place
from tests.unit.sampling import sample_site, site_of


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory)


def trail(**values: object) -> Place:
    filled = {"geometry": line(POINTS["mentougou"]), "line": "recorded", **values}
    return place("walk", "trails", **filled)


def festival(lang: str, **values: object) -> Page:
    return page("fair", "festivals", lang, **values)


def frozen(site: Site, *places: Place, pages: tuple[Page, ...] = ()) -> list[str]:
    return addresses(site_of(site, catalogue(places, pages)))


@pytest.mark.parametrize(
    ("url", "media_type", "path"),
    [
        ("/", "text/html; charset=utf-8", "index.html"),
        ("/en/", "text/html; charset=utf-8", "en/index.html"),
        ("/places/", "text/html", "places/index.html"),
        ("/en/places/a", "text/html", "en/places/a/index.html"),
        ("/trails/a.gpx", "application/gpx+xml", "trails/a.gpx"),
        ("/robots.txt", "text/plain", "robots.txt"),
    ],
)
def test_page_is_the_index_of_a_folder_and_a_file_keeps_its_name(
    url: str, media_type: str, path: str
) -> None:
    assert file_path(url, media_type) == path


def test_artifact_knows_whether_it_is_a_page() -> None:
    assert Artifact("/", "index.html", b"", "text/html; charset=utf-8").is_page
    assert not Artifact("/a.txt", "a.txt", b"", "text/plain").is_page


def test_no_address_is_frozen_twice_and_none_is_internal(site: Site) -> None:
    found = addresses(site)

    assert len(found) == len(set(found))
    assert [url for url in found if "/-/" in url or url == "/healthz"] == []


def test_order_of_addresses_is_stable(site: Site) -> None:
    assert addresses(site) == addresses(site_of(site, site.catalogue.current))


def test_every_layer_and_every_asset_is_frozen(site: Site) -> None:
    found = set(addresses(site))

    assert {f"/layers/{layer}.geojson" for layer in LAYERS} <= found
    assert {site.edition("en").map_layers[layer].url for layer in ("base", *FULL_LAYERS)} <= found
    assert {site.assets.url(path) for path in site.assets.files} <= found


def test_both_languages_have_the_same_addresses(site: Site) -> None:
    found = [url for url in addresses(site) if not url.startswith(("/layers/", "/assets/"))]

    english = {url.removeprefix("/en") for url in found if url.startswith("/en/")}
    chinese = {url for url in found if not url.startswith("/en/")}
    assert chinese - english == {"/sitemap.xml", "/robots.txt", "/sw.js"}
    assert english <= chinese


def test_open_trail_is_frozen_with_its_files(site: Site) -> None:
    found = frozen(site, trail())

    assert {f"/en/trails/walk{suffix}" for suffix in ("", ".gpx", ".kml", ".geojson")} <= set(found)


@pytest.mark.parametrize(
    "values",
    [{"status": "closed"}, {"geometry": None, "position": NO_POSITION, "line": None}],
    ids=["closed", "without a line"],
)
def test_trail_without_a_download_is_frozen_as_a_page_only(
    site: Site, values: dict[str, object]
) -> None:
    found = frozen(site, trail(**values))

    own = [url for url in found if "/walk" in url and "/packs/" not in url]
    assert own == ["/trails/walk", "/en/trails/walk"]


def test_dated_event_is_frozen_with_its_calendar(site: Site) -> None:
    when = {"start": datetime.date(2026, 6, 1), "state": "scheduled"}

    found = frozen(site, pages=(festival("zh", **when), festival("en", **when)))

    assert {"/festivals/fair.ics", "/en/festivals/fair.ics"} <= set(found)


def test_event_without_a_date_has_no_calendar(site: Site) -> None:
    found = frozen(site, pages=(festival("zh"), festival("en")))

    assert "/festivals/fair" in found
    assert "/festivals/fair.ics" not in found
