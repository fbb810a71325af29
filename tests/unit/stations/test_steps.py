"""Steps of time: where they begin and end, in Beijing."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.clock import BEIJING
from oxymap.stations.models import Observation
from oxymap.stations.steps import beijing_hour, beijing_month, bucket_of, step_end, step_start

STEPS = ("10min", "hour", "day", "month")


def seconds(*parts):
    return int(datetime(*parts, tzinfo=BEIJING).timestamp())


@pytest.mark.parametrize(
    ("step", "start", "end"),
    [
        ("10min", (2026, 6, 1, 7, 50), (2026, 6, 1, 8, 0)),
        ("hour", (2026, 6, 1, 7, 0), (2026, 6, 1, 8, 0)),
        ("day", (2026, 6, 1), (2026, 6, 2)),
        ("month", (2026, 6, 1), (2026, 7, 1)),
    ],
)
def test_a_step_begins_and_ends_in_beijing(step, start, end):
    moment = seconds(2026, 6, 1, 7, 59)

    assert step_start(step, moment) == seconds(*start)
    assert step_end(step, seconds(*start)) == seconds(*end)


def test_the_year_changes_in_beijing():
    eve, new_year = seconds(2026, 12, 31, 23, 59), seconds(2027, 1, 1)

    assert (beijing_month(eve), beijing_month(new_year)) == ((2026, 12), (2027, 1))
    assert step_end("month", seconds(2026, 12, 1)) == new_year
    assert (beijing_hour(eve), beijing_hour(new_year)) == (23, 0)


@pytest.mark.parametrize(
    ("time", "period_s", "expected"),
    [
        ((2026, 6, 1, 11), 3600, (2026, 6, 1, 10)),
        ((2026, 6, 1, 11), 60, (2026, 6, 1, 10)),
        ((2026, 6, 1, 11), 0, (2026, 6, 1, 10)),
        ((2026, 6, 1, 11, 0, 1), 0, (2026, 6, 1, 11)),
        ((2026, 6, 1, 11, 1), 60, (2026, 6, 1, 11)),
        ((2026, 6, 1, 11, 30), 3600, (2026, 6, 1, 10)),
    ],
)
def test_a_value_belongs_to_the_hour_in_which_its_period_begins(time, period_s, expected):
    item = Observation("neg_ion", seconds(*time), period_s, 2000.0)

    assert bucket_of("hour", item) == seconds(*expected)


@pytest.mark.parametrize("step", STEPS)
@given(moment=st.integers(0, 4_000_000_000))
def test_every_second_is_in_one_step(step, moment):
    start = step_start(step, moment)

    assert start <= moment < step_end(step, start)
    assert step_start(step, step_end(step, start)) == step_end(step, start)
