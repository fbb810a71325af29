"""Where and when, as cameras write it."""

from __future__ import annotations

import pytest

from oxymap.media.exif import position_of, taken_at_of

GPS = {"1": "N", "2": [39.0, 59.0, 39.12], "3": "E", "4": [115.0, 47.0, 42.36]}


def test_degrees_minutes_and_seconds_become_degrees() -> None:
    assert position_of(GPS) == (115.7951, 39.9942)


def test_south_and_west_are_negative() -> None:
    assert position_of({**GPS, "1": "S", "3": "W\0"}) == (-115.7951, -39.9942)


@pytest.mark.parametrize("datum", ["WGS-84", "WGS 84\0", "", "wgs84"])
def test_datum_of_the_satellites_is_taken(datum: str) -> None:
    assert position_of({**GPS, "18": datum}) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"1": None},
        {"2": None},
        {"2": [39.0, 59.0]},
        {"2": [39.0, None, 1.0]},
        {"2": [float("nan"), 0.0, 0.0]},
        {"2": [-39.0, 0.0, 0.0]},
        {"2": [99.0, 0.0, 0.0]},
        {"4": "115"},
        {"18": "TOKYO"},
        {"2": [0, 0, 0], "4": [0, 0, 0]},
    ],
)
def test_tags_that_say_nothing_credible_give_no_position(wrong: dict[str, object]) -> None:
    assert position_of({**GPS, **wrong}) is None


def test_no_tags_give_no_position() -> None:
    assert position_of({}) is None


def test_time_is_the_cameras_clock() -> None:
    assert taken_at_of("2026:05:01 08:30:15\0") == "2026-05-01T08:30:15"


@pytest.mark.parametrize("text", [None, "", "0000:00:00 00:00:00", "1980:01:01 00:00:00", "soon"])
def test_clock_that_was_never_set_gives_no_time(text: object) -> None:
    assert taken_at_of(text) is None
