"""Positions, heights and times out of a file's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from oxymap.clock import BEIJING
from oxymap.errors import FormatError
from oxymap.geo.crs import wgs84_to_gcj02
from oxymap.geo.formats import values as module
from oxymap.geo.formats.result import Findings, TrackRefusedError
from oxymap.geo.formats.values import ValueReader


@pytest.fixture
def findings():
    return Findings()


@pytest.fixture
def values(findings):
    return ValueReader("wgs84", findings)


def refusal(values, x, y):
    """Return the error that a position is refused with."""
    with pytest.raises(TrackRefusedError) as caught:
        values.position(x, y, 7)
    return caught.value


@pytest.mark.parametrize(
    ("x", "y"), [("115.8", "39.9"), (115.8, 39.9), (" 115.8 ", "+39.9"), ("1.158e2", "39.90")]
)
def test_numbers_and_their_texts_are_positions(values, x, y):
    assert values.position(x, y) == (115.8, 39.9)


@pytest.mark.parametrize("word", ["undefined", "", "no", "39,9", None, [], True, "0x10", "--1"])
def test_what_is_no_number_is_refused_with_its_line(values, word):
    error = refusal(values, 115.8, word)

    assert (error.reason, error.line, error.value) == ("bad_number", 7, word)
    assert error.message.startswith("line 7: latitude ")


@pytest.mark.parametrize("word", ["nan", "inf", "-Infinity", "1e999", float("nan")])
def test_numbers_must_be_finite(values, word):
    assert refusal(values, word, 39.9).reason == "not_finite"


def test_exchanged_axes_are_recognised(values):
    error = refusal(values, "39.67", "115.82")

    assert error.reason == "swapped_axes"
    assert error.message == (
        "line 7: latitude 115.82 is impossible here; the file seems to have lon/lat exchanged"
    )


@pytest.mark.parametrize(("x", "y"), [(115.8, 91), (181, 39.9), (423250, 4423324), (-500, 0)])
def test_positions_off_the_earth_are_refused(values, x, y):
    assert refusal(values, x, y).reason == "out_of_range"


@pytest.mark.parametrize(("x", "y"), [(180, 90), (-180, -90), (0, 0)])
def test_the_edges_of_the_earth_are_on_it(values, x, y):
    assert values.position(x, y) == (x, y)


def test_positions_are_converted(findings):
    values = ValueReader("gcj02", findings)

    found = values.position(*wgs84_to_gcj02(115.8, 39.9))

    assert found == pytest.approx((115.8, 39.9), abs=1e-9)


def test_eastings_are_converted_before_they_are_judged(findings):
    values = ValueReader("EPSG:4548", findings)

    found = values.position(423250.175, 4423324.968)

    assert found == pytest.approx((116.102009, 39.940647), abs=1e-7)


def test_an_impossible_easting_is_refused(findings):
    values = ValueReader("EPSG:4548", findings)

    with pytest.raises(TrackRefusedError) as caught:
        values.position(1e300, 1e300)

    assert caught.value.reason == "out_of_range"


def test_an_unknown_system_is_refused_at_once(findings):
    with pytest.raises(FormatError):
        ValueReader("gps", findings)


def test_one_position_too_many_is_refused(values, monkeypatch):
    monkeypatch.setattr(module, "MAX_POINTS", 2)
    values.position(1, 1)
    values.position(1, 1)

    assert refusal(values, 1, 1).reason == "too_large"


@pytest.mark.parametrize(
    ("value", "height"), [("812.5", 812.5), (812, 812.0), ("-3", -3.0), (None, None), ("", None)]
)
def test_heights_are_numbers_or_missing(values, findings, value, height):
    assert values.height(value) == height
    assert findings.warnings == []


@pytest.mark.parametrize("value", ["n/a", "NaN", "inf", "812m", [], True])
def test_other_heights_are_missing_with_a_warning(values, findings, value):
    assert values.height(value, 9) is None
    assert [(warning.line, warning.code) for warning in findings.warnings] == [(9, "bad_height")]


def test_a_thousand_bad_heights_are_one_warning(values, findings):
    for line in range(1000):
        values.height("n/a", line)

    assert len(findings.warnings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-10T01:48:12Z",
        "2026-03-10T01:48:12.7Z",
        "2026-03-10T09:48:12+08:00",
        "2026-03-10T01:48:12",
        "2026-03-10 01:48:12",
        "2026/03/10 01:48:12+00",
        " 2026-03-10T01:48:12Z ",
    ],
)
def test_times_are_aware_and_in_utc(values, text):
    found = values.time(text)

    assert found.replace(microsecond=0) == datetime(2026, 3, 10, 1, 48, 12, tzinfo=UTC)
    assert found.tzinfo is UTC


def test_a_zone_holds_for_times_without_one(values):
    assert values.time("2026-03-10 09:48:12", zone=BEIJING).hour == 1


def test_a_zone_does_not_move_times_that_name_theirs(values):
    assert values.time("2026-03-10T01:48:12Z", zone=BEIJING).hour == 1


def test_no_time_is_no_warning(values, findings):
    assert (values.time(""), findings.warnings) == (None, [])


@pytest.mark.parametrize("text", ["yesterday", "10:00", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_other_times_are_missing_with_a_warning(values, findings, text):
    assert values.time(text, 3) is None
    assert [(warning.line, warning.code) for warning in findings.warnings] == [(3, "bad_time")]
