"""Read the JSON of the ingest contract."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Mapping

import orjson

from oxymap.errors import OxyMapError
from oxymap.stations.models import Item, Reading, Rejection
from oxymap.stations.properties import PROPERTIES

#: No instrument's period is longer than a month.
LONGEST_PERIOD_S = 31 * 86_400
MOST_ITEMS = 20_000
#: HJ 212-2017: how devices mark their values.
DEVICE_FLAGS = frozenset("NFMSDCTB")
_SHOWN = 60


class BatchError(OxyMapError):
    """A body cannot be read as readings at all."""

    code = "json"


def parse_batch(body: bytes) -> list[Item]:
    """Read the JSON of the ingest contract: one object or an array of objects.

    What is wrong with one object or one value is said in its item's rejections.

    Raises
    ------
    BatchError : the body is no JSON, or neither an object nor an array.
    """
    document = _load(body)
    objects = document if isinstance(document, list) else [document]
    if len(objects) > MOST_ITEMS:
        raise BatchError(f"A batch has at most {MOST_ITEMS} objects, this one has {len(objects)}.")
    if not objects or not isinstance(document, list | dict):
        raise BatchError("The body is to be an object or an array of objects.")
    return [_item(value) for value in objects]


def _load(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        # Python's own reader knows NaN and Infinity, which some senders write: then only
        # those values are refused, and not the whole batch.
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BatchError(f"The body is not JSON: {error}") from error


def _item(value: object) -> Item:
    if not isinstance(value, dict):
        return refused("object", f"expected an object, not {shown(value)}")
    time = read_time(value.get("time"))
    if time is None:
        return refused(
            "time", f"time {shown(value.get('time'))} is not a date and time with an offset"
        )
    period = value.get("period_s", 0)
    if (
        isinstance(period, bool)
        or not isinstance(period, int)
        or not 0 <= period <= LONGEST_PERIOD_S
    ):
        return refused(
            "period",
            f"period_s {shown(period)} is not a whole number of seconds from 0 to a month",
        )
    values = value.get("values")
    if not isinstance(values, dict) or not values:
        return refused("object", f"values {shown(values)} is not an object with properties")
    flag = value.get("flag")
    if flag is not None and not isinstance(flag, str):
        return refused("flag", f"flag {shown(flag)} is not a letter")
    return _values(values, time, period, flag[:8] if flag else None)


def _values(values: Mapping[object, object], time: int, period_s: int, flag: str | None) -> Item:
    readings: list[Reading] = []
    rejections: list[Rejection] = []
    for name, value in values.items():
        if name in PROPERTIES:
            number = None if value is None else _number(value)
            if number is not None or value is None:
                readings.append(Reading(str(name), time, period_s, number, None, None, flag))
            else:
                message = f"{name}: {shown(value)} is not a finite number"
                rejections.append(Rejection(0, "number", message, str(name)))
        else:
            message = f"{shown(name)} is not a property that is known here"
            rejections.append(Rejection(0, "property", message, str(name)[:_SHOWN]))
    return Item(tuple(readings), tuple(rejections))


def _number(value: object) -> float | None:
    """Return a finite number, or None for everything else; a truth value is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def read_time(value: object) -> int | None:
    """Return an ISO 8601 time with its offset as seconds UTC; None for everything else."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.datetime.fromisoformat(value)
        return None if moment.tzinfo is None else math.floor(moment.timestamp())
    except (ValueError, OverflowError):
        return None


def refused(code: str, message: str) -> Item:
    """Return an item that holds nothing but the reason why."""
    return Item((), (Rejection(0, code, message),))


def shown(value: object) -> str:
    """Return a sender's value as a message may show it."""
    text = repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
