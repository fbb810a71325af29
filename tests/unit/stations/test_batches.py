from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.stations.batches import MOST_ITEMS, BatchError, parse_batch
from oxymap.stations.models import Reading

TIME = "2026-11-21T08:00:00+08:00"
SECONDS = 1_795_219_200
GOOD = {"time": TIME, "period_s": 60, "values": {"neg_ion": 2296}, "flag": "N"}


def parse(document: object) -> list[object]:
    return list(parse_batch(orjson.dumps(document)))


def rejection(document: object) -> tuple[str, str]:
    (item,) = parse_batch(orjson.dumps(document))
    (found,) = item.rejections
    return found.code, found.message


def test_one_object_is_read() -> None:
    values = {"neg_ion": 2296, "temperature": 18.6}

    (item,) = parse_batch(orjson.dumps({**GOOD, "values": values}))

    assert item.readings == (
        Reading("neg_ion", SECONDS, 60, 2296.0, device_flag="N"),
        Reading("temperature", SECONDS, 60, 18.6, device_flag="N"),
    )
    assert item.rejections == ()


def test_array_keeps_its_order() -> None:
    items = parse_batch(orjson.dumps([GOOD, {**GOOD, "time": "2026-11-21T00:01:00Z"}]))

    assert [item.readings[0].time for item in items] == [SECONDS, SECONDS + 60]


def test_period_and_flag_may_be_left_out() -> None:
    (item,) = parse_batch(orjson.dumps({"time": TIME, "values": {"neg_ion": 1}}))

    assert item.readings == (Reading("neg_ion", SECONDS, 0, 1.0),)


def test_null_is_a_missing_value() -> None:
    (item,) = parse_batch(orjson.dumps({**GOOD, "values": {"neg_ion": None}}))

    assert item.readings[0].result is None


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"time": "yesterday"}, "time", "yesterday"),
        ({"time": "2026-11-21T08:00:00"}, "time", "offset"),
        ({"time": 1795219200}, "time", "1795219200"),
        ({"period_s": -1}, "period", "-1"),
        ({"period_s": 1.5}, "period", "1.5"),
        ({"period_s": True}, "period", "True"),
        ({"period_s": 10**9}, "period", "month"),
        ({"values": {}}, "object", "values"),
        ({"values": [1]}, "object", "values"),
        ({"flag": 3}, "flag", "3"),
    ],
)
def test_object_that_does_not_fit_is_refused_with_the_field(
    change: dict[str, object], code: str, said: str
) -> None:
    found = rejection({**GOOD, **change})

    assert found[0] == code
    assert said in found[1]


@pytest.mark.parametrize("value", ["12", True, [1], {"a": 1}, 10**400])
def test_value_that_is_no_number_is_refused_with_its_property(value: object) -> None:
    import json

    (item,) = parse_batch(json.dumps({**GOOD, "values": {"neg_ion": value}}).encode())

    assert [(p.code, p.observed) for p in item.rejections] == [("number", "neg_ion")]


def test_good_values_beside_bad_ones_are_kept() -> None:
    values = {"neg_ion": 2296, "magic": 3, "humidity": "wet"}

    (item,) = parse_batch(orjson.dumps({**GOOD, "values": values}))

    assert [reading.observed for reading in item.readings] == ["neg_ion"]
    assert [(p.code, p.observed) for p in item.rejections] == [
        ("property", "magic"),
        ("number", "humidity"),
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_number_that_json_does_not_know_costs_only_its_value(number: str) -> None:
    body = (
        f'[{{"time": "{TIME}", "values": {{"neg_ion": {number}, "humidity": 60}}}},'
        f' {{"time": "{TIME}", "values": {{"neg_ion": 900}}}}]'
    )

    first, second = parse_batch(body.encode())

    assert [reading.observed for reading in first.readings] == ["humidity"]
    assert [problem.code for problem in first.rejections] == ["number"]
    assert second.readings[0].result == 900


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"3", b'"text"', b"[]", b"\xff\xfe", b"{}]"])
def test_body_that_is_no_batch_is_refused(body: bytes) -> None:
    with pytest.raises(BatchError):
        parse_batch(body)


def test_deep_nesting_is_refused_and_harms_nobody() -> None:
    with pytest.raises(BatchError):
        parse_batch(b"[" * 200_000)


def test_too_many_objects_are_refused_with_the_number() -> None:
    with pytest.raises(BatchError, match=str(MOST_ITEMS)):
        parse_batch(orjson.dumps([GOOD] * (MOST_ITEMS + 1)))


def test_long_values_are_cut_in_messages() -> None:
    code, message = rejection({**GOOD, "time": "x" * 10_000})

    assert code == "time"
    assert len(message) < 200


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["time", "period_s", "values", "flag", "neg_ion"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_json_comes_is_answered(document: object) -> None:
    try:
        items = parse_batch(orjson.dumps(document))
    except BatchError:
        return

    assert all(item.readings or item.rejections for item in items)
