"""Dates as people and spreadsheets write them."""

from __future__ import annotations

from datetime import UTC

import pytest

from oxymap.stations.gateways.local_times import parse_time

#: 2026-06-01 08:00 in Beijing.
EIGHT = 1780272000


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01T08:00:00+08:00", "2026-06-01 08:00:00", "2026-06-01 08:00", "2026/6/1 8:00",
        "2026/6/1 8:00:00", "2026.6.1 8:00", "202606010800", "20260601080000", "2026年6月1日8时",
        "2026年6月1日 8时00分", "2026年6月1日8时0分0秒", "2026-06-01T00:00:00Z", "20260601000000Z",
        "2026-06-01T00:00:00.000Z", "2026-05-31T19:00:00-0500", " 2026-06-01 08:00 ",
    ],
)  # fmt: skip
def test_times_are_beijing_time_unless_they_say_otherwise(text):
    assert parse_time(text) == EIGHT


def test_a_column_may_have_another_zone():
    assert parse_time("2026-06-01 00:00", UTC) == EIGHT
    assert parse_time("2026-06-01 08:00+08:00", UTC) == EIGHT


def test_twenty_four_o_clock_is_the_next_midnight():
    assert parse_time("2026-05-31 24:00") == parse_time("2026-06-01 00:00")


@pytest.mark.parametrize(
    "text",
    ["", "now", "2026-06-01", "2026/13/1 8:00", "2026-02-30 08:00", "2026-06-01 25:00",
     "2026-06-01 24:01", "2026-06-01 08:60", "1780272000", "46174.333", "0000-01-01 00:00",
     "9999-12-31 24:00", "2026-06-01T08:00:00+99:00", "06/01/2026 08:00"],
)  # fmt: skip
def test_what_is_no_time_is_not_guessed(text):
    assert parse_time(text) is None
