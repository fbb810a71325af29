"""Messages of the MQTT convention: topic and payload become readings.

Source
------
docs/imports.md, MQTT.  There is no national standard for it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from oxymap.errors import FormatError
from oxymap.stations.batches import LONGEST_PERIOD_S, MOST_ITEMS, read_time, refused, shown
from oxymap.stations.gateways.vocabulary import conversion, device_flag, property_named
from oxymap.stations.models import Item, Reading, Rejection

ROOT = "yangba"
#: The version of the convention that payloads name with ``v``; without ``v`` it is this one.
VERSION = 1
MOST_BYTES = 1024 * 1024
_TOPIC = re.compile(r"[^/]+/(?P<station>[^/]+)/(?P<what>obs/(?P<every>[^/]+)|status)")
_INTERVAL = re.compile(r"(\d{1,4})(s|min|h)")
_SECONDS = {"s": 1, "min": 60, "h": 3600}
_SHOWN = 60
Document = Mapping[str, object]


@dataclass(frozen=True)
class ObservationMessage:
    """Readings of one station."""

    station_id: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class StatusMessage:
    """Whether a station is connected to the broker."""

    station_id: str
    online: bool


def topics(root: str = ROOT) -> tuple[str, str]:
    """Return the filters to subscribe to: observations and status."""
    return f"{root}/+/+/obs/+", f"{root}/+/+/status"


def parse_message(
    topic: str, payload: bytes, *, root: str = ROOT
) -> ObservationMessage | StatusMessage:
    """Read one message.

    Station ids are lower case, and are compared so.  What is wrong with one object or value
    is said in the rejections of its item; the rest of the message is taken.

    Parameters
    ----------
    topic : ``<root>/<district>/<station>/obs/<interval>`` or ``…/<station>/status``.
    payload : JSON in UTF-8, one object, or an array of objects for observations.

    Raises
    ------
    FormatError : the topic is another one, or the payload cannot be read at all.
    """
    found = _TOPIC.fullmatch(topic.removeprefix(f"{root}/"))
    if found is None or not topic.startswith(f"{root}/"):
        raise FormatError(f"{shown(topic)} is no topic of observations or status", topic)
    station_id = found["station"].lower()
    document = _load(payload)
    if found["every"] is None:
        return StatusMessage(station_id, _online(document))
    objects = document if isinstance(document, list) else [document]
    if not 0 < len(objects) <= MOST_ITEMS:
        raise FormatError(f"a message has 1 to {MOST_ITEMS} objects, not {len(objects)}")
    items = (_item(station_id, _interval_s(found["every"]), value) for value in objects)
    return ObservationMessage(station_id, tuple(items))


def _load(payload: bytes) -> object:
    if len(payload) > MOST_BYTES:
        raise FormatError(f"the payload has more than {MOST_BYTES} bytes", len(payload))
    try:
        return json.loads(payload.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"the payload is not JSON: {error}") from error


def _online(document: object) -> bool:
    online = document.get("online") if isinstance(document, dict) else None
    if not isinstance(online, bool):
        raise FormatError('a status is to be {"online": true} or {"online": false}')
    return online


def _interval_s(text: str) -> int | None:
    found = _INTERVAL.fullmatch(text)
    return int(found[1]) * _SECONDS[found[2]] if found else None


def _item(station_id: str, interval_s: int | None, value: object) -> Item:
    if not isinstance(value, dict):
        return refused("object", f"expected an object, not {shown(value)}")
    if value.get("v", VERSION) != VERSION:
        return refused("object", f"version {shown(value['v'])} of the convention is not known")
    station = value.get("station", station_id)
    if not isinstance(station, str) or station.lower() != station_id:
        return refused("object", f"station {shown(station)} is not {station_id!r} of the topic")
    end = read_time(value.get("period_end"))
    if end is None:
        return refused("time", f"period_end {shown(value.get('period_end'))} {_NO_TIME}")
    period_s = interval_s
    if "period_start" in value:
        start = read_time(value["period_start"])
        if start is None:
            return refused("time", f"period_start {shown(value['period_start'])} {_NO_TIME}")
        period_s = end - start
    if period_s is None or not 0 < period_s <= LONGEST_PERIOD_S:
        return refused("period", "period_end is to be after period_start, by a month at most")
    values = value.get("values")
    if not isinstance(values, dict) or not values:
        return refused("object", f"values {shown(values)} is not an object with properties")
    return _values(values, end, period_s)


_NO_TIME = "is not a date and time with an offset"


def _values(values: Document, time: int, period_s: int) -> Item:
    readings: list[Reading] = []
    rejections: list[Rejection] = []
    for name, value in values.items():
        read = _value(name, value, time, period_s)
        if isinstance(read, Reading):
            readings.append(read)
        else:
            rejections.append(read)
    return Item(tuple(readings), tuple(rejections))


def _value(name: str, value: object, time: int, period_s: int) -> Reading | Rejection:
    observed = property_named(name)
    if observed is None:
        return Rejection(0, "property", f"{shown(name)} is no known property", name[:_SHOWN])
    fields = value if isinstance(value, dict) else {"avg": value}
    if "avg" not in fields:
        return Rejection(0, "number", f"{name}: avg is missing", observed)
    unit = fields.get("unit")
    convert = conversion(observed, unit) if unit is None or isinstance(unit, str) else None
    if convert is None:
        return Rejection(0, "property", f"{name}: unit {shown(unit)} is not known", observed)
    numbers: dict[str, float | None] = {}
    for key in ("avg", "min", "max"):
        number = _number(fields.get(key))
        if number is not None and not math.isfinite(number):
            message = f"{name}: {key} {shown(fields[key])} is not a finite number"
            return Rejection(0, "number", message, observed)
        numbers[key] = None if number is None else convert(number)
    try:
        flag = _flag(fields.get("flag"))
    except FormatError as error:
        return Rejection(0, "flag", f"{name}: {error.message}", observed)
    return Reading(observed, time, period_s, numbers["avg"], numbers["min"], numbers["max"], flag)


def _flag(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | None):
        raise FormatError(f"the flag {shown(value)} is neither a number nor a letter", value)
    return device_flag(value)


def _number(value: object) -> float | None:
    """Return a number; None for null, NaN for what is no number."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.inf
