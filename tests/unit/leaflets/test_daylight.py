"""Sunset agrees with another reckoning, and the latest start leaves time."""

from __future__ import annotations

import datetime

import pytest

from oxymap.leaflets.daylight import latest_start, sunset

BEIJING = (116.4, 39.9)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # Reckoned for Beijing with astral 3.2, which we do not use otherwise.
        (datetime.date(2026, 3, 20), datetime.time(18, 26)),
        (datetime.date(2026, 6, 21), datetime.time(19, 46)),
        (datetime.date(2026, 9, 23), datetime.time(18, 10)),
        (datetime.date(2026, 12, 22), datetime.time(16, 53)),
    ],
)
def test_sunset_is_within_two_minutes_of_an_independent_reckoning(
    day: datetime.date, expected: datetime.time
) -> None:
    found = sunset(day, *BEIJING)

    assert abs(found.hour * 60 + found.minute - expected.hour * 60 - expected.minute) <= 2


def test_sun_sets_earlier_in_the_east() -> None:
    day = datetime.date(2026, 5, 1)

    assert sunset(day, 117.4, 39.9) < sunset(day, *BEIJING)


def test_latest_start_leaves_rests_and_an_hour() -> None:
    assert latest_start(datetime.time(18, 10), 120) == datetime.time(14, 0)


def test_way_longer_than_the_day_starts_at_midnight_and_not_the_day_before() -> None:
    assert latest_start(datetime.time(17, 0), 900) == datetime.time(0, 0)
