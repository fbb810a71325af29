"""Where protected animals and their cameras are goes out on a coarse grid only, everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from oxymap import create_app
from oxymap.catalogue.models import LAYERS
from oxymap.config import Settings
from oxymap.exporting import export_state
from oxymap.geo.coarse import coarsened
from oxymap.geo.crs import gcj02_to_bd09, wgs84_to_gcj02
from oxymap.pages.feeds import page_paths
from oxymap.pages.site import EXTENSION
from tests import factories

SPOT = (115.623457, 40.061279)
LINE = factories.line(SPOT, count=4)
WAYPOINT = {"name": {"zh": "相机", "en": "Camera"}, "lon": SPOT[0], "lat": SPOT[1], "ele_m": 812.0}
SENSITIVE = {
    "viewpoints": factories.feature(
        "den", "viewpoints", geometry={"type": "Point", "coordinates": list(SPOT)},
        name={"zh": "兽迹点", "en": "Track site"}, sensitive="species",
        position=factories.position(source=f"Camera at {SPOT[0]}, {SPOT[1]}."),
    ),
    "trails": factories.feature(
        "camera-walk", "trails", geometry=LINE, waypoints=[WAYPOINT], line="recorded",
        name={"zh": "相机线", "en": "Camera walk"}, sensitive="camera",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A sample project with one sensitive feature among the viewpoints and one among the trails."""
    folder = tmp_path_factory.mktemp("sensitive")
    made = factories.sample_project(folder)
    for layer, feature in SENSITIVE.items():
        features = [*factories.sample_features()[layer], feature]
        factories.write_layer(folder / "geodata", layer, features)
    return made


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings, testing=True).test_client()


def spots() -> Iterator[tuple[str, str]]:
    """Every way in which the exact point could be written: to four digits, in each datum."""
    exact = [SPOT, *((p[0], p[1]) for p in LINE["coordinates"])]  # type: ignore[attr-defined]
    for lon, lat in exact:
        gcj = wgs84_to_gcj02(lon, lat)
        for x, y in ((lon, lat), gcj, gcj02_to_bd09(*gcj)):
            yield f"{x:.6f}"[:8], f"{y:.6f}"[:7]


def given_away(text: str) -> list[tuple[str, str]]:
    """The exact points of which a text holds both numbers."""
    return [(lon, lat) for lon, lat in spots() if lon in text and lat in text]


def paths(client: FlaskClient) -> list[str]:
    site = client.application.extensions[EXTENSION]
    pages = page_paths(site.edition("zh").catalogue)
    slim = [layer.url for layer in site.edition("zh").map_layers.values()]
    files = [f"/trails/camera-walk.{suffix}" for suffix in ("gpx", "kml", "geojson")]
    layers = [f"/layers/{layer}.geojson" for layer in LAYERS]
    other = ["/search-index.json", "/feed.xml", "/sitemap.xml", "/trails/", "/places/", "/map/"]
    return [*pages, *(f"/en{path}" for path in pages), *slim, *files, *layers, *other]


def test_layers_hold_the_middle_of_the_cell(client: FlaskClient) -> None:
    for layer, feature in SENSITIVE.items():
        found = json.loads(client.get(f"/layers/{layer}.geojson").data)["features"]
        shown = next(item for item in found if item["id"] == feature["id"])

        assert shown["geometry"] == {"type": "Point", "coordinates": list(coarsened(SPOT))}
        assert shown["properties"]["position"]["precision_m"] >= 3_000


def test_nothing_public_holds_the_exact_place(client: FlaskClient) -> None:
    seen = 0
    for path in paths(client):
        response = client.get(path)
        seen += response.status_code == 200
        body = response.get_data(as_text=True)

        assert given_away(body) == [], path

    assert seen > 60


def test_page_and_its_map_are_still_there(client: FlaskClient) -> None:
    assert "兽迹点" in client.get("/places/den").get_data(as_text=True)
    assert client.get("/trails/camera-walk").status_code == 200
    assert client.get("/trails/camera-walk.gpx").status_code == 404


def test_export_holds_the_middle_of_the_cell(settings: Settings, tmp_path: Path) -> None:
    export_state(settings, tmp_path)

    text = "".join(file.read_text("utf-8") for file in (tmp_path / "geodata").glob("*.geojson"))
    assert '"den"' in text
    assert given_away(text) == []
