"""The shapes of what the data interface takes and gives, as OpenAPI 3.0 schemas.

The JSON Schemas of ``tests/contracts/`` are made from these, so both say the same.
"""

from __future__ import annotations

from typing import get_args

from oxymap.stations.batches import DEVICE_FLAGS, LONGEST_PERIOD_S
from oxymap.stations.models import HABITATS, STEPS, Flag, State
from oxymap.stations.properties import PROPERTIES, StationKind

Json = dict[str, object]
#: The codes of rejections, see `oxymap.stations.models.Rejection`.
REJECTION_CODES = ("time", "future", "too_old", "property", "number", "flag", "period", "object")
QUALITIES = ("good", "suspect", "error", "missing", "stale")
_TIME_PATTERN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"


def ref(name: str) -> Json:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def text(**more: object) -> Json:
    """Return the schema of a text."""
    return {"type": "string", **more}


def array(items: Json, **more: object) -> Json:
    """Return the schema of an array."""
    return {"type": "array", "items": items, **more}


def schemas() -> dict[str, Json]:
    """Return every schema by its name."""
    return {
        "Live": _LIVE,
        "Limits": _LIMITS,
        "Station": _STATION,
        "Values": _record(
            {name: ref("Value") for name in PROPERTIES},
            required=(),
            description="By observed property; only those that the station has ever sent.",
        ),
        "Value": _VALUE,
        "Level": _LEVEL,
        "RollingMean": _ROLLING_MEAN,
        "LastGood": _LAST_GOOD,
        "Name": _record({"zh": text(minLength=1), "en": text(minLength=1)}),
        "Coverage": _record({"townships": ref("Count"), "sights": ref("Count")}),
        "Count": _COUNT,
        "Observations": _OBSERVATIONS,
        "Observation": _OBSERVATION,
        "Reading": _READING,
        "IngestAnswer": _INGEST_ANSWER,
        "Rejection": _REJECTION,
        "Problem": _record(_PROBLEM, optional=("detail",), description="RFC 9457."),
        "IngestProblem": _record(
            {**_PROBLEM, "rejected": array(ref("Rejection"))}, optional=("detail", "rejected")
        ),
        "Layer": _LAYER,
        "Time": text(format="date-time", pattern=_TIME_PATTERN),
    }


def _record(
    properties: dict[str, Json],
    *,
    required: tuple[str, ...] | None = None,
    optional: tuple[str, ...] = (),
    **more: object,
) -> Json:
    """Return the schema of an object; all properties are there unless they are optional."""
    names = [name for name in properties if name not in optional]
    wanted = names if required is None else list(required)
    return {
        "type": "object",
        **({"required": wanted} if wanted else {}),
        "properties": properties,
        **more,
    }


def _number(**more: object) -> Json:
    return {"type": "number", **more}


def _count(**more: object) -> Json:
    return {"type": "integer", "minimum": 0, **more}


def _or_none(schema: Json) -> Json:
    return {**schema, "nullable": True}


def _choice(*values: object, **more: object) -> Json:
    kind = "integer" if isinstance(values[0], int) else "string"
    return {"type": kind, "enum": list(values), **more}


_ID = text(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")
_TIME_OR_NONE = _or_none(text(format="date-time", pattern=_TIME_PATTERN))
_PROPERTY = _choice(*PROPERTIES)

# --- now -------------------------------------------------------------------------------

_LIVE = _record(
    {
        "generated_at": ref("Time"),
        "limits": ref("Limits"),
        "stations": array(ref("Station")),
        "coverage": ref("Coverage"),
    }
)
_LIMITS = _record(
    {
        "late_intervals": _number(minimum=1),
        "stale_intervals": _number(minimum=1),
        "stale_least_s": _number(minimum=0),
        "silent_intervals": _number(minimum=1),
        "silent_least_s": _number(minimum=0),
    },
    description=(
        "By the age of the last accepted value and the interval I: fresh up to "
        "late_intervals · I, late up to max(stale_intervals · I, stale_least_s), stale up to "
        "max(silent_intervals · I, silent_least_s), else silent."
    ),
)
_STATION = _record(
    {
        "id": _ID,
        "name": ref("Name"),
        "kind": _choice(*get_args(StationKind)),
        "place": _or_none(_ID),
        "district": _or_none(_ID),
        "township": _or_none(_ID),
        "lon": _or_none(_number(minimum=-180, maximum=180, description="WGS 84, degrees")),
        "lat": _or_none(_number(minimum=-90, maximum=90, description="WGS 84, degrees")),
        "demo": {"type": "boolean", "description": "Whether its values are made up."},
        "state": _choice(*(state.value for state in State)),
        "interval_s": _count(minimum=1, description="How often it reports."),
        "habitat": _or_none(_choice(*HABITATS)),
        "values": ref("Values"),
        "last_good": ref("LastGood"),
    }
)
_VALUE = _record(
    {
        "value": _or_none(
            _number(description="The latest accepted reading; null when it is too old.")
        ),
        "unit": text(description="UCUM symbol"),
        "time": _TIME_OR_NONE,
        "age_s": _or_none(_count()),
        "period_s": _or_none(_count(description="The value is a mean over so long.")),
        "level": ref("Level"),
        "quality": _choice(*QUALITIES),
        "mean_10min": ref("RollingMean"),
        "mean_hour": ref("RollingMean"),
    }
)
_LEVEL = _or_none(
    _record(
        {
            "scheme": text(minLength=1),
            "grade": _count(minimum=1),
            "code": text(minLength=1),
            "name": ref("Name"),
            "verified": {
                "type": "boolean",
                "description": "False until the weather service has confirmed the scheme.",
            },
        },
        description="The level of the mean of the last hour.",
    )
)
_ROLLING_MEAN = _or_none(
    _record(
        {
            "value": _or_none(_number(description="Null when too few parts are valid.")),
            "n": _count(description="Valid parts"),
            "of": _count(description="Expected parts"),
        }
    )
)
_LAST_GOOD = _or_none(
    _record(
        {
            "property": _PROPERTY,
            "value": _number(),
            "unit": text(),
            "time": ref("Time"),
            "age_s": _count(),
        },
        description="The last accepted value of the main property, however old.",
    )
)
_COUNT = _record(
    {name: _count() for name in ("total", "with_station", "with_value", "with_demo")},
    description="Demo stations are counted in `with_demo` only.",
)

# --- then ------------------------------------------------------------------------------

_OBSERVATIONS = _record(
    {
        "station": _ID,
        "property": _PROPERTY,
        "unit": text(),
        "step": _choice(*STEPS),
        "demo": {"type": "boolean"},
        "from": ref("Time"),
        "to": ref("Time"),
        "observations": array(ref("Observation")),
    }
)
_OBSERVATION = _record(
    {
        "start": ref("Time"),
        "end": ref("Time"),
        "value": _or_none(_number(description="Null where there is a gap.")),
        "n": _count(description="Valid parts"),
        "expected": _count(description="Expected parts"),
        "low": _or_none(_number()),
        "high": _or_none(_number()),
        "flag": _choice(
            *(int(flag) for flag in Flag),
            description="0 correct, 1 suspect, 2 error, 8 missing, 9 not checked (QX/T 118)",
        ),
        "reasons": array(text(minLength=1)),
        "marks": array(text(minLength=1)),
        "raw": _or_none(
            _number(description="What was sent, or the mean of too few parts; no value.")
        ),
    }
)

# --- coming in -------------------------------------------------------------------------

_READING = _record(
    {
        "time": {
            **text(format="date-time", pattern=_TIME_PATTERN),
            "description": "The end of the period, with an offset.",
        },
        "period_s": _count(
            maximum=LONGEST_PERIOD_S,
            default=0,
            description="Of what length; 0 for an instant.",
        ),
        "values": {
            "type": "object",
            "minProperties": 1,
            "properties": {
                name: _or_none(
                    _number(description=f"{item.unit}, {item.lowest:g} to {item.highest:g}")
                )
                for name, item in PROPERTIES.items()
            },
            "description": "By observed property; null says that the value is missing.",
        },
        "flag": _or_none(
            _choice(*sorted(DEVICE_FLAGS), description="The device's own mark (HJ 212).")
        ),
    },
    optional=("period_s", "flag"),
)
_INGEST_ANSWER = _record(
    {
        "accepted": _count(description="Objects with at least one new value."),
        "duplicate": _count(description="Objects whose values were all known."),
        "rejected": array(ref("Rejection")),
    }
)
_REJECTION = _record(
    {
        "index": _count(description="The object's place in the batch, from 0."),
        "code": _choice(*REJECTION_CODES),
        "message": text(minLength=1),
        "property": text(description="The value that was not taken; absent for whole objects."),
    },
    optional=("property",),
)
_PROBLEM: dict[str, Json] = {
    "type": _choice("about:blank"),
    "title": text(minLength=1),
    "status": {"type": "integer", "minimum": 400, "maximum": 599},
    "code": text(pattern="^[a-z_]+$", description="Stable; made for programs."),
    "detail": text(minLength=1),
}
_LAYER = _record(
    {
        "type": _choice("FeatureCollection"),
        "attribution": text(minLength=1),
        "features": array(
            {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": _choice("Feature"),
                    "id": _ID,
                    "geometry": {"type": "object", "nullable": True},
                    "properties": {"type": "object"},
                },
            }
        ),
    },
    description="RFC 7946; coordinates are longitude, latitude and perhaps height, WGS 84.",
)
