"""The description of the data interface, as OpenAPI 3.0 (``/api/v1/openapi.json``)."""

from __future__ import annotations

from oxymap.api import openapi_examples as examples
from oxymap.api import openapi_screens as screens
from oxymap.api.openapi_parts import (
    CACHED,
    CHALLENGE,
    JSON,
    RETRY,
    VALIDATOR,
    answer,
    problem_answer,
    refer,
)
from oxymap.api.openapi_schemas import schemas
from oxymap.api.openapi_shapes import Json, array, ref, text
from oxymap.catalogue.models import LAYERS
from oxymap.stations.models import STEPS
from oxymap.stations.properties import NEG_ION, PROPERTIES

OPENAPI_VERSION = "3.0.3"
#: The version of the interface, as its addresses say it.
API_VERSION = "1.0.0"
_TOKEN = "stationToken"  # noqa: S105 -- the name of a scheme
_ABOUT = """\
Live readings and published layers of OxyMap. Reading needs no key and is open to every origin.
Stations send with a token of their own.

Times are ISO 8601. A value is a mean over the period that ends with its time. Units are UCUM
symbols. Positions are WGS 84. Values of stations with `demo: true` are made up.
A value that is too old never stands in the place of a current one: `state`, `quality` and
`last_good` say what is known instead.
"""


def openapi(base_url: str) -> Json:
    """Return the document.

    Parameters
    ----------
    base_url : the public address of the site, without a slash at its end.
    """
    return {
        "openapi": OPENAPI_VERSION,
        "info": {"title": "OxyMap", "version": API_VERSION, "description": _ABOUT},
        "servers": [{"url": base_url}],
        "tags": [
            {"name": "live", "description": "What stations say now, and what they said."},
            {"name": "ingest", "description": "What stations send."},
            {"name": "layers", "description": "What is published on the map."},
            {"name": "notices", "description": "Closures and warnings that hold or will hold."},
            {"name": "screens", "description": "What touch screens send of themselves."},
        ],
        "paths": {
            "/api/v1/live": {"get": _live()},
            "/api/v1/stream": {"get": _stream()},
            "/api/v1/stations/{id}/observations": {
                "parameters": [_STATION],
                "get": _history(),
                "post": _ingest(),
            },
            "/api/v1/openapi.json": {"get": _document()},
            "/layers/{layer}.geojson": {"get": _layer()},
            **screens.paths(),
        },
        "components": {
            "schemas": schemas(),
            "responses": _PROBLEMS | screens.PROBLEMS,
            "securitySchemes": {
                _TOKEN: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token belongs to one station and opens no other.",
                },
                screens.TOKEN: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of one touch screen; asked for where the operator "
                    "has set `kiosk_token_required`.",
                },
            },
        },
    }


# --- operations ------------------------------------------------------------------------


def _live() -> Json:
    return {
        "operationId": "getLive",
        "tags": ["live"],
        "summary": "The live snapshot of all stations",
        "description": "Ask again every few seconds with `If-None-Match`: most answers are 304.",
        "parameters": [VALIDATOR],
        "responses": {
            "200": answer("The snapshot.", "Live", examples.LIVE, headers=CACHED),
            "304": {"description": "Nothing has changed."},
        },
    }


def _stream() -> Json:
    return {
        "operationId": "followStream",
        "tags": ["live"],
        "summary": "What happens, as Server-Sent Events",
        "description": (
            "`event: reading` carries one element of the snapshot's `stations` as `data`, "
            '`event: published` carries `{"version": "…"}`. A comment comes at least every '
            "20 seconds. Ids grow; with `Last-Event-ID` the stream goes on where it was. When "
            "all places are taken the answer is 503: poll `/api/v1/live` instead."
        ),
        "parameters": [
            {
                "name": "Last-Event-ID",
                "in": "header",
                "description": "The id of the last event that was received.",
                "schema": {"type": "integer", "minimum": 0},
            }
        ],
        "responses": {
            "200": {
                "description": "The stream; it stays open.",
                "content": {"text/event-stream": {"schema": text(), "example": examples.STREAM}},
            },
            "503": refer("Unavailable"),
        },
    }


def _history() -> Json:
    return {
        "operationId": "getObservations",
        "tags": ["live"],
        "summary": "The history of one property of a station",
        "description": (
            "Steps without data are there with `value: null`; raw values are those that arrived. "
            "Each step has a longest span: raw 31 days, 10min 100 days, hour 800 days."
        ),
        "parameters": [
            _query("property", {"type": "string", "enum": list(PROPERTIES)},
                   "The observed property; by default the station's main one.", NEG_ION),
            _query("from", text(), "The first moment; by default a day before `to`. A date or "
                   "time without an offset is Beijing's; whole numbers are seconds since 1970.",
                   "2026-11-20T08:00:00+08:00"),
            _query("to", text(), "The moment before which it ends; by default now.",
                   "2026-11-21T08:00:00+08:00"),
            _query("step", {"type": "string", "enum": list(STEPS), "default": "hour"},
                   "Raw values, or means. Days and months are cut in Beijing time.", "hour"),
            _query("format", {"type": "string", "enum": ["json", "csv"], "default": "json"},
                   "CSV is UTF-8 with a byte order mark.", "json"),
        ],
        "responses": {
            "200": {
                "description": "The history, oldest first.",
                "content": {
                    JSON: {"schema": ref("Observations"), "example": examples.OBSERVATIONS},
                    "text/csv": {"schema": text(), "example": examples.CSV},
                },
            },
            "400": refer("BadRequest"),
            "404": refer("NotFound"),
        },
    }  # fmt: skip


def _ingest() -> Json:
    return {
        "operationId": "sendObservations",
        "tags": ["ingest"],
        "summary": "Send readings of a station",
        "description": (
            "One object, or an array of at most 20 000 objects and 1 MiB, not compressed. "
            "The same property at the same time again changes nothing, so send again whenever "
            "no answer has come. Readings may be up to 30 days late and 5 minutes early. What is "
            "good in a batch is taken, and the rest is named. A 202 means: on disk."
        ),
        "security": [{_TOKEN: []}],
        "requestBody": {
            "required": True,
            "content": {
                JSON: {
                    "schema": {"oneOf": [ref("Reading"), {**array(ref("Reading")), "minItems": 1}]},
                    "examples": {
                        "one": {"summary": "One object", "value": examples.READING},
                        "batch": {"summary": "What was kept during an outage",
                                  "value": examples.BATCH},
                    },
                }
            },
        },
        "responses": {
            "202": answer("What is usable is on disk.", "IngestAnswer", examples.ANSWER),
            "401": refer("Unauthorized"),
            "404": refer("NotFound"),
            "413": refer("TooLarge"),
            "415": refer("MediaType"),
            "422": refer("NothingUsable"),
            "429": refer("TooMany"),
            "503": refer("Unavailable"),
        },
    }  # fmt: skip


def _document() -> Json:
    return {
        "operationId": "getDescription",
        "tags": ["layers"],
        "summary": "This document",
        "responses": {
            "200": {
                "description": "OpenAPI 3.0.",
                "content": {JSON: {"schema": {"type": "object", "required": ["openapi"],
                                               "properties": {"openapi": text()}}}},
            }
        },
    }  # fmt: skip


def _layer() -> Json:
    return {
        "operationId": "getLayer",
        "tags": ["layers"],
        "summary": "One published layer as GeoJSON (RFC 7946)",
        "parameters": [
            {
                "name": "layer",
                "in": "path",
                "required": True,
                "schema": {"type": "string", "enum": list(LAYERS)},
            },
            VALIDATOR,
        ],
        "responses": {
            "200": answer("The layer.", "Layer", None, "application/geo+json", headers=CACHED),
            "304": {"description": "Nothing has changed."},
            "404": refer("NotFound"),
        },
    }


# --- parts -----------------------------------------------------------------------------


def _query(name: str, schema: Json, description: str, example: str) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema,
            "example": example}  # fmt: skip


_STATION: Json = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The station's id.",
    "schema": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    "example": "lingshan",
}
_PROBLEMS: Json = {
    "BadRequest": problem_answer(
        "A parameter has a value that does not exist, or the span is too long.",
        examples.problem(400, "bad_request", "step 'week' is not one of raw, 10min, hour"),
    ),
    "Unauthorized": problem_answer(
        "The token is missing, or is not this station's.",
        examples.problem(401, "unauthorized", "This token is not one of this station."),
        headers=CHALLENGE,
    ),
    "NotFound": problem_answer(
        "There is nothing of this name.",
        examples.problem(404, "not_found", "No station is called 'lingshan-2'."),
    ),
    "TooLarge": problem_answer(
        "The body has more than 1 MiB.",
        examples.problem(413, "too_large", "A body has at most 1 MiB."),
    ),
    "MediaType": problem_answer(
        "The body is not `application/json`, or comes compressed.",
        examples.problem(415, "media_type", "Content-Type is to be application/json."),
    ),
    "NothingUsable": problem_answer(
        "The body is not JSON, or nothing in it could be taken.",
        examples.NOTHING_USABLE,
        "IngestProblem",
    ),
    "TooMany": problem_answer(
        "Too many requests; nothing was taken.",
        examples.problem(429, "rate", "Too many requests."),
        headers=RETRY,
    ),
    "Unavailable": problem_answer(
        "It cannot be done now; nothing was taken.",
        examples.problem(503, "store", "The readings could not be written."),
        headers=RETRY,
    ),
}
