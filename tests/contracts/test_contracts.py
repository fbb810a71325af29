"""What machines read keeps its shape, and no address goes away unnoticed."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from oxymap import create_app
from oxymap.catalogue.models import LAYERS
from oxymap.config import make_settings
from oxymap.freeze.walker import addresses
from oxymap.pages.page_maps import FULL_LAYERS
from oxymap.pages.site import EXTENSION, Site
from tests.app.studio_stage import studio_app
from tests.factories import feature

HERE = Path(__file__).parent
SCHEMAS = sorted(file.name.removesuffix(".schema.json") for file in HERE.glob("*.schema.json"))
ROUTES = frozenset(json.loads((HERE / "route-list.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The shipped site: a contract holds for what is really published."""
    settings = make_settings({"data": tmp_path_factory.mktemp("data"), "reload_seconds": 0})
    return create_app(settings, testing=True)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def site(app: Flask) -> Site:
    return app.extensions[EXTENSION]


@cache
def validator(schema: str) -> Draft202012Validator:
    text = (HERE / f"{schema}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def breaches(schema: str, document: object) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in validator(schema).iter_errors(document)]


def removed(present: set[str]) -> set[str]:
    return set(ROUTES - present)


def rules(app: Flask) -> set[str]:
    every = [*app.url_map.iter_rules(), *studio_app(app).url_map.iter_rules()]
    return {rule.rule for rule in every}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_schema_is_one(schema: str) -> None:
    Draft202012Validator.check_schema(validator(schema).schema)

    assert breaches(schema, {}), "a schema that allows everything promises nothing"


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_keeps_its_contract(client: FlaskClient, layer: str) -> None:
    response = client.get(f"/layers/{layer}.geojson")

    assert response.content_type == "application/geo+json"
    assert breaches("layer", json.loads(response.data)) == []


@pytest.mark.parametrize("layer", FULL_LAYERS)
def test_slim_layer_keeps_its_contract(client: FlaskClient, site: Site, layer: str) -> None:
    response = client.get(site.edition("zh").map_layers[layer].url)

    assert response.content_type == "application/geo+json"
    assert breaches("slim-layer", json.loads(response.data)) == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    ("path", "media_type", "schema"),
    [
        ("/search-index.json", "application/json", "search-index"),
        ("/manifest.webmanifest", "application/manifest+json", "manifest"),
    ],
)
def test_file_of_a_language_keeps_its_contract(
    client: FlaskClient, prefix: str, path: str, media_type: str, schema: str
) -> None:
    response = client.get(prefix + path)

    assert response.content_type == media_type
    assert breaches(schema, json.loads(response.data)) == []


def test_every_trail_to_download_keeps_its_contract(client: FlaskClient, site: Site) -> None:
    urls = [url for url in addresses(site) if "/trails/" in url and url.endswith(".geojson")]

    found = {url: breaches("trail", json.loads(client.get(url).data)) for url in urls}

    assert found
    assert {url: wrong for url, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/layers/roads.geojson", 404),
        ("GET", "/layers/roads.0000.geojson", 404),
        ("GET", "/assets/0000/none.css", 404),
        ("POST", "/layers/villages.geojson", 405),
    ],
)
def test_error_for_a_machine_keeps_its_contract(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    response = client.open(path, method=method)

    problem = json.loads(response.data)
    assert response.content_type == "application/problem+json"
    assert breaches("problem", problem) == []
    assert response.status_code == problem["status"] == status


def test_swapped_axes_break_the_contract_of_a_layer() -> None:
    swapped = feature(geometry={"type": "Point", "coordinates": [39.99, 115.8]})
    collection = {"type": "FeatureCollection", "attribution": "x", "features": [swapped]}

    assert any("$.features[0].geometry" in breach for breach in breaches("layer", collection))


def test_no_address_has_been_removed(app: Flask) -> None:
    gone = removed(rules(app))

    assert gone == set(), "a published address needs a redirect before it leaves route-list.json"


def test_new_addresses_are_written_into_the_list(app: Flask) -> None:
    assert rules(app) - ROUTES == set()


def test_removed_rule_is_noticed(app: Flask) -> None:
    assert removed(rules(app) - {"/places/<place_id>"}) == {"/places/<place_id>"}
