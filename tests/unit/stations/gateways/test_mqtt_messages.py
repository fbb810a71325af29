"""MQTT messages become readings."""

from __future__ import annotations

import json

import pytest

from oxymap.errors import FormatError
from oxymap.stations.gateways.mqtt_messages import (
    MOST_BYTES,
    ObservationMessage,
    StatusMessage,
    parse_message,
    topics,
)
from oxymap.stations.models import Reading

TOPIC = "yangba/mentougou/BJ-MTG-001/obs/1h"
#: 2026-06-01 11:00 in Beijing.
END = 1780282800
MESSAGE = {
    "v": 1,
    "station": "BJ-MTG-001",
    "period_start": "2026-06-01T10:00:00+08:00",
    "period_end": "2026-06-01T11:00:00+08:00",
    "values": {
        "neg_ion": {"avg": 2296, "min": 1810, "max": 3020, "n": 58, "unit": "1/cm3", "flag": 0},
        "temp": {"avg": 18.6, "unit": "Cel"},
        "rh": {"avg": 72.0, "unit": "%"},
        "pm25": {"avg": 12, "unit": "ug/m3"},
    },
    "device": {"model": "", "sn": "", "fw": "", "batt_v": 12.4, "fan_rpm": 2980},
    "seq": 18231,
}


def parsed(changes=None, topic=TOPIC, **values):
    """Parse the usual message with some of its keys changed; None takes a key away."""
    message = {**MESSAGE, **(changes or {})}
    if values:
        message["values"] = values
    message = {key: value for key, value in message.items() if value is not None}
    found = parse_message(topic, json.dumps(message).encode())
    assert isinstance(found, ObservationMessage)
    return found


def problems(found):
    return [(p.code, p.observed) for item in found.items for p in item.rejections]


def test_a_message_becomes_readings_of_the_topics_station():
    found = parsed()

    assert found.station_id == "bj-mtg-001"
    assert found.items[0].readings == (
        Reading("neg_ion", END, 3600, 2296, 1810, 3020, "N"),
        Reading("temperature", END, 3600, 18.6),
        Reading("humidity", END, 3600, 72.0),
        Reading("pm25", END, 3600, 12),
    )
    assert problems(found) == []


def test_null_is_a_missing_value():
    (reading,) = parsed(neg_ion={"avg": None}).items[0].readings

    assert (reading.observed, reading.result) == ("neg_ion", None)


def test_a_bare_number_is_a_value():
    (reading,) = parsed(neg_ion=2296).items[0].readings

    assert reading.result == 2296


@pytest.mark.parametrize("end", ["2026-06-01T10:00:00+08:00", "2026-06-01T09:00:00+08:00"])
def test_an_end_that_is_not_after_the_start_is_refused(end):
    found = parsed({"period_end": end})

    assert found.items[0].readings == ()
    assert problems(found) == [("period", None)]


@pytest.mark.parametrize(("interval", "period_s"), [("1min", 60), ("10min", 600), ("1h", 3600)])
def test_without_a_start_the_topic_says_the_period(interval, period_s):
    topic = f"yangba/mentougou/a/obs/{interval}"
    found = parsed({"period_start": None, "station": None}, topic)

    assert {reading.period_s for reading in found.items[0].readings} == {period_s}


def test_without_any_period_a_message_is_refused():
    found = parsed({"period_start": None, "station": None}, "yangba/mentougou/a/obs/often")

    assert problems(found) == [("period", None)]


@pytest.mark.parametrize("time", ["2026-06-01T11:00:00", "gestern", 5, "2026-13-01T00:00:00Z"])
@pytest.mark.parametrize("key", ["period_start", "period_end"])
def test_a_time_without_offset_is_refused(key, time):
    assert problems(parsed({key: time})) == [("time", None)]


@pytest.mark.parametrize("station", ["BJ-MTG-002", 1, ["BJ-MTG-001"]])
def test_another_station_than_the_topics_is_refused(station):
    assert problems(parsed({"station": station})) == [("object", None)]


@pytest.mark.parametrize("changes", [{"v": 2}, {"values": {}}, {"values": [1]}, {"values": "many"}])
def test_an_object_of_another_kind_is_refused(changes):
    assert problems(parsed(changes)) == [("object", None)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"avg": "many"}, "number"),
        ({"avg": True}, "number"),
        ({"min": 3}, "number"),
        ({"avg": 3, "max": []}, "number"),
        ({"avg": 10**400}, "number"),
        ({"avg": 3, "unit": "ppb"}, "property"),
        ({"avg": 3, "unit": 5}, "property"),
        ({"avg": 3, "flag": 5}, "flag"),
        ({"avg": 3, "flag": True}, "flag"),
    ],
)
def test_a_wrong_value_is_refused_and_the_others_are_kept(value, code):
    found = parsed(neg_ion={"avg": 2296}, pm25=value)

    assert [reading.observed for reading in found.items[0].readings] == ["neg_ion"]
    assert problems(found) == [(code, "pm25")]


def test_not_a_number_is_refused():
    payload = json.dumps({**MESSAGE, "values": {"neg_ion": float("nan")}}).encode()

    assert problems(parse_message(TOPIC, payload)) == [("number", "neg_ion")]


def test_an_unknown_property_is_named():
    found = parsed(battery={"avg": 12.4}, neg_ion=2296)

    (rejection,) = found.items[0].rejections
    assert (rejection.code, rejection.observed) == ("property", "battery")
    assert len(found.items[0].readings) == 1


def test_an_unknown_unit_is_named():
    (rejection,) = parsed(o3={"avg": 30, "unit": "ppb"}).items[0].rejections

    assert "'ppb'" in rejection.message


def test_units_are_converted_with_their_extremes():
    (reading,) = parsed(temp={"avg": 291.15, "min": 290.15, "unit": "K"}).items[0].readings

    assert (reading.result, reading.low, reading.high) == (18.0, 17.0, None)


def test_an_array_is_several_items():
    payload = json.dumps([MESSAGE, 5]).encode()

    found = parse_message(TOPIC, payload)

    assert [len(item.readings) for item in found.items] == [4, 0]
    assert problems(found) == [("object", None)]


@pytest.mark.parametrize("online", [True, False])
def test_a_status_says_whether_the_station_is_there(online):
    payload = json.dumps({"online": online}).encode()

    found = parse_message("yangba/mentougou/BJ-MTG-001/status", payload)

    assert found == StatusMessage("bj-mtg-001", online)


@pytest.mark.parametrize("payload", [b"{}", b'{"online": "no"}', b"[]"])
def test_a_status_that_says_nothing_is_an_error(payload):
    with pytest.raises(FormatError, match="online"):
        parse_message("yangba/mentougou/a/status", payload)


@pytest.mark.parametrize(
    "payload", [b"", b"{", b"\xff", b"[]", b"[" * 100_000, b" " * (MOST_BYTES + 1)]
)
def test_a_payload_that_cannot_be_read_is_an_error(payload):
    with pytest.raises(FormatError):
        parse_message(TOPIC, payload)


@pytest.mark.parametrize(
    "topic",
    ["", "yangba", "other/mentougou/a/obs/1h", "yangba/a/obs/1h", "yangba/b/mentougou/a/obs/1h",
     "yangba/mentougou/a/obs", "yangba/mentougou/a/obs/1h/more", "yangba//a/obs/1h"],
)  # fmt: skip
def test_another_topic_is_an_error(topic):
    with pytest.raises(FormatError, match="topic"):
        parse_message(topic, b"{}")


def test_the_root_of_the_topics_can_be_another():
    payload = json.dumps({**MESSAGE, "station": "a"}).encode()

    found = parse_message("bureau/live/mentougou/a/obs/1h", payload, root="bureau/live")

    assert found.station_id == "a"
    assert topics("bureau/live") == ("bureau/live/+/+/obs/+", "bureau/live/+/+/status")
