"""What a person writes of a station becomes its fields."""

from __future__ import annotations

import dataclasses

import pytest

from oxymap.stations.models import Station
from oxymap.stations.register import changed
from oxymap.stations.station_values import parse_station_values


def test_text_becomes_fields():
    document, problems = parse_station_values(
        {"lon": "116.03", "lat": " 40.06 ", "interval_s": "300", "waterfall": "是", "kind": "气象",
         "calibrated": "2026/5/1", "owner": "某区气象局", "height_m": "1.5", "note_zh": ""}
    )  # fmt: skip

    assert problems == ()
    assert document == {
        "lon": 116.03, "lat": 40.06, "interval_s": 300, "waterfall": True, "kind": "weather",
        "calibrated": "2026-05-01", "owner": "某区气象局", "height_m": 1.5,
    }  # fmt: skip


def test_fields_change_a_station():
    before = Station("a", "甲", "A", 116.1, 40.1, owner="x")

    document, _ = parse_station_values({"owner": "y", "maintenance": "yes"})

    assert changed(before, "a", document) == dataclasses.replace(
        before, owner="y", maintenance=True
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("lon", "E116"), ("lon", "nan"), ("lon", "117.7"), ("lat", "41.3"), ("height_m", "0"),
        ("height_m", "1000"), ("interval_s", "86401"), ("interval_s", "5min"), ("place", "爨底下"),
        ("district", "haidian"), ("habitat", "moon"), ("waterfall", "maybe"),
        ("installed", "spring"), ("hj212_mn", "0" * 25), ("origin", "shipped"), ("colour", "red"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_named(field, text):
    document, problems = parse_station_values({field: text})

    assert [(problem.field, problem.value) for problem in problems] == [(field, text)]
    assert document == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [({"lon": "40.1", "lat": "116.1"}, "lon"), ({"lon": "40.1"}, "lon"), ({"lat": "116.1"}, "lat")],
)
def test_swapped_axes_are_named(values, field):
    _, (problem,) = parse_station_values(values)

    assert (problem.field, problem.message.endswith("the two are swapped")) == (field, True)


@pytest.mark.parametrize(("given", "missing"), [("lon", "lat"), ("lat", "lon")])
def test_half_a_position_is_named(given, missing):
    number = {"lon": "116.1", "lat": "40.1"}[given]

    _, (problem,) = parse_station_values({given: number, missing: ""})

    assert (problem.field, problem.message) == (missing, f"is missing, and {given} is not")


def test_one_axis_alone_can_be_corrected():
    assert parse_station_values({"lon": "116.1"}) == ({"lon": 116.1}, ())
