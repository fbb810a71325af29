"""The shapes of what the data interface takes and gives, as OpenAPI 3.0 schemas.

The JSON Schemas of ``tests/contracts/`` are made from these, so both say the same.
"""

from __future__ import annotations

from typing import get_args

from oxymap.api.openapi_screens import SCREEN_SHAPES
from oxymap.api.openapi_shapes import (
    ID,
    TIME_OR_NONE,
    TIME_PATTERN,
    Json,
    array,
    choice,
    count,
    number,
    or_none,
    record,
    ref,
    text,
)
from oxymap.stations.batches import DEVICE_FLAGS, LONGEST_PERIOD_S
from oxymap.stations.models import HABITATS, STEPS, Flag, State
from oxymap.stations.properties import PROPERTIES, StationKind

#: The codes of rejections, see `oxymap.stations.models.Rejection`.
REJECTION_CODES = ("time", "future", "too_old", "property", "number", "flag", "period", "object")
QUALITIES = ("good", "suspect", "error", "missing", "stale")


def schemas() -> dict[str, Json]:
    """Return every schema by its name."""
    return {
        "Live": _LIVE,
        "Limits": _LIMITS,
        "Station": _STATION,
        "Values": record(
            {name: ref("Value") for name in PROPERTIES},
            required=(),
            description="By observed property; only those that the station has ever sent.",
        ),
        "Value": _VALUE,
        "Level": _LEVEL,
        "RollingMean": _ROLLING_MEAN,
        "LastGood": _LAST_GOOD,
        "Name": record({"zh": text(minLength=1), "en": text(minLength=1)}),
        "Coverage": record({"townships": ref("Count"), "sights": ref("Count")}),
        "Count": _COUNT,
        "Observations": _OBSERVATIONS,
        "Observation": _OBSERVATION,
        "Reading": _READING,
        "IngestAnswer": _INGEST_ANSWER,
        "Rejection": _REJECTION,
        "Problem": record(_PROBLEM, optional=("detail",), description="RFC 9457."),
        "IngestProblem": record(
            {**_PROBLEM, "rejected": array(ref("Rejection"))}, optional=("detail", "rejected")
        ),
        "Layer": _LAYER,
        "Time": text(format="date-time", pattern=TIME_PATTERN),
        **SCREEN_SHAPES,
    }


_PROPERTY = choice(*PROPERTIES)

# --- now -------------------------------------------------------------------------------

_LIVE = record(
    {
        "generated_at": ref("Time"),
        "limits": ref("Limits"),
        "stations": array(ref("Station")),
        "coverage": ref("Coverage"),
    }
)
_LIMITS = record(
    {
        "late_intervals": number(minimum=1),
        "stale_intervals": number(minimum=1),
        "stale_least_s": number(minimum=0),
        "silent_intervals": number(minimum=1),
        "silent_least_s": number(minimum=0),
    },
    description=(
        "By the age of the last accepted value and the interval I: fresh up to "
        "late_intervals · I, late up to max(stale_intervals · I, stale_least_s), stale up to "
        "max(silent_intervals · I, silent_least_s), else silent."
    ),
)
_STATION = record(
    {
        "id": ID,
        "name": ref("Name"),
        "kind": choice(*get_args(StationKind)),
        "place": or_none(ID),
        "district": or_none(ID),
        "township": or_none(ID),
        "lon": or_none(number(minimum=-180, maximum=180, description="WGS 84, degrees")),
        "lat": or_none(number(minimum=-90, maximum=90, description="WGS 84, degrees")),
        "demo": {"type": "boolean", "description": "Whether its values are made up."},
        "state": choice(*(state.value for state in State)),
        "interval_s": count(minimum=1, description="How often it reports."),
        "habitat": or_none(choice(*HABITATS)),
        "values": ref("Values"),
        "last_good": ref("LastGood"),
    }
)
_VALUE = record(
    {
        "value": or_none(
            number(description="The latest accepted reading; null when it is too old.")
        ),
        "unit": text(description="UCUM symbol"),
        "time": TIME_OR_NONE,
        "age_s": or_none(count()),
        "period_s": or_none(count(description="The value is a mean over so long.")),
        "level": ref("Level"),
        "quality": choice(*QUALITIES),
        "mean_10min": ref("RollingMean"),
        "mean_hour": ref("RollingMean"),
    }
)
_LEVEL = or_none(
    record(
        {
            "scheme": text(minLength=1),
            "grade": count(minimum=1),
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
_ROLLING_MEAN = or_none(
    record(
        {
            "value": or_none(number(description="Null when too few parts are valid.")),
            "n": count(description="Valid parts"),
            "of": count(description="Expected parts"),
        }
    )
)
_LAST_GOOD = or_none(
    record(
        {
            "property": _PROPERTY,
            "value": number(),
            "unit": text(),
            "time": ref("Time"),
            "age_s": count(),
        },
        description="The last accepted value of the main property, however old.",
    )
)
_COUNT = record(
    {name: count() for name in ("total", "with_station", "with_value", "with_demo")},
    description="Demo stations are counted in `with_demo` only.",
)

# --- then ------------------------------------------------------------------------------

_OBSERVATIONS = record(
    {
        "station": ID,
        "property": _PROPERTY,
        "unit": text(),
        "step": choice(*STEPS),
        "demo": {"type": "boolean"},
        "from": ref("Time"),
        "to": ref("Time"),
        "observations": array(ref("Observation")),
    }
)
_OBSERVATION = record(
    {
        "start": ref("Time"),
        "end": ref("Time"),
        "value": or_none(number(description="Null where there is a gap.")),
        "n": count(description="Valid parts"),
        "expected": count(description="Expected parts"),
        "low": or_none(number()),
        "high": or_none(number()),
        "flag": choice(
            *(int(flag) for flag in Flag),
            description="0 correct, 1 suspect, 2 error, 8 missing, 9 not checked (QX/T 118)",
        ),
        "reasons": array(text(minLength=1)),
        "marks": array(text(minLength=1)),
        "raw": or_none(
            number(description="What was sent, or the mean of too few parts; no value.")
        ),
    }
)

# --- coming in -------------------------------------------------------------------------

_READING = record(
    {
        "time": {
            **text(format="date-time", pattern=TIME_PATTERN),
            "description": "The end of the period, with an offset.",
        },
        "period_s": count(
            maximum=LONGEST_PERIOD_S,
            default=0,
            description="Of what length; 0 for an instant.",
        ),
        "values": {
            "type": "object",
            "minProperties": 1,
            "properties": {
                name: or_none(
                    number(description=f"{item.unit}, {item.lowest:g} to {item.highest:g}")
                )
                for name, item in PROPERTIES.items()
            },
            "description": "By observed property; null says that the value is missing.",
        },
        "flag": or_none(
            choice(*sorted(DEVICE_FLAGS), description="The device's own mark (HJ 212).")
        ),
    },
    optional=("period_s", "flag"),
)
_INGEST_ANSWER = record(
    {
        "accepted": count(description="Objects with at least one new value."),
        "duplicate": count(description="Objects whose values were all known."),
        "rejected": array(ref("Rejection")),
    }
)
_REJECTION = record(
    {
        "index": count(description="The object's place in the batch, from 0."),
        "code": choice(*REJECTION_CODES),
        "message": text(minLength=1),
        "property": text(description="The value that was not taken; absent for whole objects."),
    },
    optional=("property",),
)
_PROBLEM: dict[str, Json] = {
    "type": choice("about:blank"),
    "title": text(minLength=1),
    "status": {"type": "integer", "minimum": 400, "maximum": 599},
    "code": text(pattern="^[a-z_]+$", description="Stable; made for programs."),
    "detail": text(minLength=1),
}
_LAYER = record(
    {
        "type": choice("FeatureCollection"),
        "attribution": text(minLength=1),
        "features": array(
            {
                "type": "object",
                "required": ["type", "id", "geometry", "properties"],
                "properties": {
                    "type": choice("Feature"),
                    "id": ID,
                    "geometry": {"type": "object", "nullable": True},
                    "properties": {"type": "object"},
                },
            }
        ),
    },
    description="RFC 7946; coordinates are longitude, latitude and perhaps height, WGS 84.",
)
