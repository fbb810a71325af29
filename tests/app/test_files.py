"""Layers, sitemap, feed, assets, headers."""

from __future__ import annotations

import io
import itertools
import json

import pytest
from flask.testing import FlaskClient
from lxml import etree
from PIL import Image
from shapely.geometry import shape

from oxymap.catalogue.models import LAYERS
from oxymap.pages.feeds import ATOM, SITEMAP, page_paths
from oxymap.pages.site import Site


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_is_a_collection_with_valid_geometries(client: FlaskClient, layer: str) -> None:
    response = client.get(f"/layers/{layer}.geojson")

    collection = json.loads(response.data)
    assert response.content_type == "application/geo+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        if feature["geometry"]:
            assert shape(feature["geometry"]).is_valid


def test_district_polygons_are_wound_as_the_standard_asks(client: FlaskClient) -> None:
    collection = json.loads(client.get("/layers/districts.geojson").data)

    assert len(collection["features"]) == 3
    for feature in collection["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            ring = polygon[0]
            area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
            assert area > 0


def test_all_townships_are_published(client: FlaskClient) -> None:
    collection = json.loads(client.get("/layers/townships.geojson").data)

    counts = {"mentougou": 13, "fangshan": 28, "yanqing": 18}
    districts = [feature["properties"]["district"] for feature in collection["features"]]
    assert {name: districts.count(name) for name in counts} == counts


def test_every_feature_carries_position_source_and_precision(client: FlaskClient) -> None:
    for layer in LAYERS:
        for feature in json.loads(client.get(f"/layers/{layer}.geojson").data)["features"]:
            position = feature["properties"]["position"]
            assert position["source"]
            assert position["verified"] is False
            assert ("precision_m" in position) == (feature["geometry"] is not None) or (
                layer == "districts"
            )


def test_old_version_of_a_map_layer_leads_to_the_present_one(
    client: FlaskClient, site: Site
) -> None:
    response = client.get("/layers/villages.0000.geojson")

    assert response.status_code == 302
    assert response.headers["Location"] == site.edition("zh").map_layers["villages"].url


def test_map_layers_are_immutable_and_small(client: FlaskClient, site: Site) -> None:
    response = client.get(site.edition("zh").map_layers["villages"].url)

    assert "immutable" in response.headers["Cache-Control"]
    assert len(response.data) < 20_000


def test_sitemap_lists_every_page_in_every_language(client: FlaskClient, site: Site) -> None:
    root = etree.fromstring(client.get("/sitemap.xml").data)

    found = [element.text for element in root.iter(f"{{{SITEMAP}}}loc")]
    assert len(found) == 2 * len(page_paths(site.catalogue.current))
    assert site.settings.base_url + "/en/places/cuandixia" in found


def test_feed_is_atom_with_entries(client: FlaskClient) -> None:
    root = etree.fromstring(client.get("/feed.xml").data)

    assert root.tag == f"{{{ATOM}}}feed"
    assert len(root.findall(f"{{{ATOM}}}entry")) >= 10


def test_robots_name_the_sitemap(client: FlaskClient) -> None:
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").text


def test_manifest_has_icons_that_exist(client: FlaskClient) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").data)

    for icon in manifest["icons"]:
        answer = client.get(icon["src"])
        assert answer.status_code == 200
        picture = Image.open(io.BytesIO(answer.data)).convert("RGBA")
        assert "{}x{}".format(*picture.size) == icon["sizes"]
        # A phone cuts its own shape out of a maskable one, which has to be full.
        full = picture.getextrema()[3][0] == 255
        assert full or icon["purpose"] == "any"
    assert [icon["purpose"] for icon in manifest["icons"]] == ["any"] * 2 + ["maskable"] * 2


def test_assets_are_immutable_and_old_addresses_lead_on(client: FlaskClient, site: Site) -> None:
    present = client.get(site.assets.url("css/site.css"))
    old = client.get("/assets/000000000000/css/site.css")

    assert "immutable" in present.headers["Cache-Control"]
    assert old.status_code == 302
    assert old.headers["Location"] == site.assets.url("css/site.css")


def test_every_answer_has_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/layers/villages.geojson", "/nothing"):
        headers = client.get(path).headers

        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_health_and_readiness(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json["status"] == "ready"
