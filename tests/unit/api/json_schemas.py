"""Make JSON Schemas (2020-12) of the shapes in the OpenAPI document."""

from __future__ import annotations

import json
from pathlib import Path

from oxymap.api.openapi_schemas import schemas
from oxymap.api.openapi_shapes import Json

CONTRACTS = Path(__file__).parents[2] / "contracts"
#: Which contract holds which shape of the document, and its title.
OF_CONTRACT = {
    "live": ("Live", "The live snapshot of all stations"),
    "observations": ("Observations", "The history of one property of a station"),
    "ingest-answer": ("IngestAnswer", "What became of the readings that a station sent"),
    "notices": ("Notices", "Notices that hold, and that will hold"),
}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PREFIX = "#/components/schemas/"


def json_schema(name: str, title: str = "") -> Json:
    """Return one shape with all it refers to; objects have no other properties than named."""
    found: Json = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title or name,
    }
    found |= _converted(schemas()[name])
    parts = {part: _converted(schemas()[part]) for part in sorted(_parts_of(name) - {name})}
    return {**found, "$defs": parts} if parts else found


def contract(name: str) -> str:
    """Return the text of a contract's file."""
    return json.dumps(json_schema(*OF_CONTRACT[name]), ensure_ascii=False, indent=2) + "\n"


def references(value: object) -> set[str]:
    """Return every reference inside a value."""
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(references(item) for item in value))
    return set()


def _parts_of(name: str) -> set[str]:
    found, new = {name}, {name}
    while new:
        new = {r.removeprefix(_PREFIX) for part in new for r in references(schemas()[part])} - found
        found |= new
    return found


def _converted(value: object) -> object:
    if isinstance(value, list):
        return [_converted(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return {"$ref": "#/$defs/" + value["$ref"].removeprefix(_PREFIX)}
    found = {key: _converted(item) for key, item in value.items() if key != "nullable"}
    if isinstance(value.get("properties"), dict):
        found["properties"] = {n: _converted(part) for n, part in value["properties"].items()}
        found.setdefault("additionalProperties", False)
    if value.get("nullable"):
        found["type"] = [value["type"], "null"]
        if "enum" in value:
            found["enum"] = [*value["enum"], None]
    return found


if __name__ == "__main__":
    for file in OF_CONTRACT:
        (CONTRACTS / f"{file}.schema.json").write_text(contract(file), encoding="utf-8")
