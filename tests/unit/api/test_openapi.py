"""The description of the interface is OpenAPI 3.0, is whole, and keeps to its own examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from oxymap.api.openapi import openapi
from oxymap.api.openapi_schemas import QUALITIES, REJECTION_CODES, schemas
from oxymap.api.openapi_shapes import Json
from oxymap.catalogue.models import LAYERS
from oxymap.kiosks.models import Beat
from oxymap.stations.batches import parse_batch
from oxymap.stations.models import LiveValue, Rejection
from oxymap.stations.properties import PROPERTIES
from tests.unit.api.json_schemas import CONTRACTS, OF_CONTRACT, contract, json_schema, references

BASE = "https://oxymap.example"
DOCUMENT = openapi(BASE)
METHODS = ("get", "post", "put", "patch", "delete")
#: Every address of the interface, with the statuses of its answers.
ANSWERS = {
    ("get", "/api/v1/live"): {"200", "304"},
    ("get", "/api/v1/stream"): {"200", "503"},
    ("get", "/api/v1/stations/{id}/observations"): {"200", "400", "404"},
    ("post", "/api/v1/stations/{id}/observations"): {
        "202", "401", "404", "413", "415", "422", "429", "503",
    },
    ("get", "/api/v1/openapi.json"): {"200"},
    ("get", "/layers/{layer}.geojson"): {"200", "304", "404"},
    ("get", "/api/v1/notices"): {"200", "304"},
    ("post", "/api/v1/kiosks/{kiosk}/beat"): {
        "200", "401", "404", "410", "413", "415", "422", "429",
    },
    ("post", "/api/v1/kiosks/{kiosk}/picture"): {
        "204", "401", "404", "409", "410", "413", "415", "422", "429",
    },
}  # fmt: skip
#: What a schema may say in OpenAPI 3.0.
SCHEMA_WORDS = {
    "type", "required", "properties", "items", "enum", "nullable", "description", "format",
    "pattern", "minimum", "maximum", "minLength", "minItems", "minProperties", "default", "oneOf",
    "maxLength", "maxItems",
}  # fmt: skip


def operations() -> Iterator[tuple[str, str, Json, Json]]:
    """Every operation as (method, path, operation, path item)."""
    for path, item in DOCUMENT["paths"].items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method], item


def resolve(value: Json) -> Json:
    """Return what a reference leads to; a value without one is itself."""
    if "$ref" not in value:
        return value
    found: object = DOCUMENT
    for part in value["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


def parameters(operation: Json, item: Json) -> list[Json]:
    return [*item.get("parameters", []), *operation.get("parameters", [])]


def shapes(value: object) -> Iterator[Json]:
    """Every schema inside the named ones."""
    if isinstance(value, dict) and "$ref" not in value:
        yield value
        inside = [
            value.get("items"),
            *value.get("oneOf", []),
            *value.get("properties", {}).values(),
        ]
        for part in inside:
            yield from shapes(part)


def breaches(schema: Json, value: object) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in Draft202012Validator(schema).iter_errors(value)]


def named(schema: Json) -> str:
    return schema["$ref"].rpartition("/")[2]


# --- the form --------------------------------------------------------------------------


def test_document_has_what_openapi_asks_for() -> None:
    assert re.fullmatch(r"3\.0\.\d", DOCUMENT["openapi"])
    assert {"title", "version"} <= set(DOCUMENT["info"])
    assert DOCUMENT["servers"] == [{"url": BASE}]
    assert set(DOCUMENT) <= {"openapi", "info", "servers", "tags", "paths", "components"}


def test_document_is_json_and_always_the_same() -> None:
    assert json.dumps(DOCUMENT) == json.dumps(openapi(BASE))


def test_every_address_names_all_its_answers() -> None:
    found = {(method, path): set(op["responses"]) for method, path, op, _ in operations()}

    assert found == ANSWERS


def test_every_reference_leads_somewhere() -> None:
    found = references(DOCUMENT)

    assert found
    assert all(isinstance(resolve({"$ref": name}), dict) for name in found)


def test_every_part_is_used() -> None:
    components = DOCUMENT["components"]
    parts = {
        f"#/components/{kind}/{n}" for kind in ("schemas", "responses") for n in components[kind]
    }

    assert parts == references(DOCUMENT)


def test_operations_have_ids_of_their_own_and_known_tags() -> None:
    ids = [operation["operationId"] for _, _, operation, _ in operations()]
    tags = {tag["name"] for tag in DOCUMENT["tags"]}

    assert len(ids) == len(set(ids))
    assert all(set(operation["tags"]) <= tags for _, _, operation, _ in operations())


def test_every_blank_of_a_path_is_a_parameter() -> None:
    for _, path, operation, item in operations():
        given = {p["name"]: p for p in parameters(operation, item) if p["in"] == "path"}

        assert set(given) == set(re.findall(r"{(\w+)}", path)), path
        assert all(p["required"] is True for p in given.values()), path


def test_parameters_have_a_schema_and_a_place() -> None:
    for _, path, operation, item in operations():
        for parameter in parameters(operation, item):
            assert parameter["in"] in {"path", "query", "header"}, path
            assert "schema" in parameter, path


def test_every_answer_is_described_and_its_content_has_a_schema() -> None:
    for _, path, operation, _ in operations():
        for response in map(resolve, operation["responses"].values()):
            assert response["description"], path
            assert all("schema" in media for media in response.get("content", {}).values()), path


@pytest.mark.parametrize("name", list(schemas()))
def test_schema_uses_the_words_of_openapi_3(name: str) -> None:
    for shape in shapes(schemas()[name]):
        assert set(shape) <= SCHEMA_WORDS, shape
        assert isinstance(shape["type"], str), shape
        assert set(shape.get("required", ())) <= set(shape.get("properties", {})), shape
        assert "items" in shape or shape["type"] != "array", shape


def test_only_sending_needs_a_token() -> None:
    secured = [method for method, _, operation, _ in operations() if operation.get("security")]
    schemes = DOCUMENT["components"]["securitySchemes"]

    assert secured == ["post"] * 3
    assert [scheme["scheme"] for scheme in schemes.values()] == ["bearer"] * 2


# --- what it says ----------------------------------------------------------------------


def test_errors_are_problems_and_their_examples_are_true() -> None:
    for status, response in (
        (status, resolve(answer))
        for _, _, operation, _ in operations()
        for status, answer in operation["responses"].items()
        if int(status) >= 400
    ):
        (media_type, media), *others = response["content"].items()
        assert (media_type, others) == ("application/problem+json", [])
        assert breaches(json_schema(named(media["schema"])), media["example"]) == []
        assert status in {str(media["example"]["status"]), "503"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/live", "200"),
        ("get", "/api/v1/stations/{id}/observations", "200"),
        ("post", "/api/v1/stations/{id}/observations", "202"),
        ("get", "/api/v1/notices", "200"),
        ("post", "/api/v1/kiosks/{kiosk}/beat", "200"),
    ],
)
def test_examples_of_answers_keep_to_their_schema(method: str, path: str, status: str) -> None:
    media = DOCUMENT["paths"][path][method]["responses"][status]["content"]["application/json"]

    assert breaches(json_schema(named(media["schema"])), media["example"]) == []


def test_examples_of_readings_keep_to_their_schema_and_are_understood() -> None:
    operation = DOCUMENT["paths"]["/api/v1/stations/{id}/observations"]["post"]
    found = operation["requestBody"]["content"]["application/json"]["examples"]

    for example in found.values():
        value = example["value"]
        for item in value if isinstance(value, list) else [value]:
            assert breaches(json_schema("Reading"), item) == []
        assert all(not item.rejections for item in parse_batch(json.dumps(value).encode()))


def test_example_of_a_beat_keeps_to_its_schema_and_is_understood() -> None:
    operation = DOCUMENT["paths"]["/api/v1/kiosks/{kiosk}/beat"]["post"]
    example = operation["requestBody"]["content"]["application/json"]["example"]

    assert breaches(json_schema("Beat"), example) == []
    assert Beat.model_validate_json(json.dumps(example)).said_faults == ["network: offline"]
    assert set(schemas()["Beat"]["properties"]) == set(Beat.model_fields)


@pytest.mark.parametrize(
    "broken",
    [
        {"time": "2026-11-21T08:00:00", "values": {"neg_ion": 1}},
        {"time": "2026-11-21T08:00:00Z", "values": {}},
        {"time": "2026-11-21T08:00:00Z", "values": {"radon": 1}},
        {"time": "2026-11-21T08:00:00Z", "values": {"neg_ion": "1"}},
        {"time": "2026-11-21T08:00:00Z", "values": {"neg_ion": 1}, "period_s": -60},
        {"values": {"neg_ion": 1}},
    ],
)
def test_readings_that_are_refused_break_the_schema_too(broken: Json) -> None:
    (item,) = parse_batch(json.dumps(broken).encode())

    assert breaches(json_schema("Reading"), broken)
    assert item.rejections


def test_words_are_those_of_the_code() -> None:
    qualities = re.findall(r"``(\w+)``", (LiveValue.__doc__ or "").partition("``quality``")[2])

    assert set(QUALITIES) <= set(qualities)
    assert all(code in (Rejection.__doc__ or "") for code in REJECTION_CODES)
    assert set(schemas()["Values"]["properties"]) == set(PROPERTIES)
    (layer, *_) = DOCUMENT["paths"]["/layers/{layer}.geojson"]["get"]["parameters"]
    assert layer["schema"]["enum"] == list(LAYERS)


# --- the contracts ---------------------------------------------------------------------


@pytest.mark.parametrize("name", list(OF_CONTRACT))
def test_contract_says_what_the_document_says(name: str) -> None:
    written = (CONTRACTS / f"{name}.schema.json").read_text(encoding="utf-8")

    assert written == contract(name), "python -m tests.unit.api.json_schemas writes them"


@pytest.mark.parametrize("name", list(OF_CONTRACT))
def test_contract_is_a_schema_that_refuses_what_it_does_not_name(name: str) -> None:
    schema = json.loads(contract(name))

    Draft202012Validator.check_schema(schema)
    assert breaches(schema, {})
    assert any("surprise" in breach for breach in breaches(schema, {"surprise": 1}))
