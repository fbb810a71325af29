"""The past of a station: raw values or means, and gaps as gaps."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from sqlalchemy import Engine

from oxymap.db.engine import reading
from oxymap.errors import BadRequestError
from oxymap.stations.history import LONGEST_S, check_span, history
from oxymap.stations.models import DAY_S, HOUR_S, STEPS, Flag, Mean, Point, Step
from oxymap.stations.steps import month_start
from tests.unit.stations.databases import STATION, database, put_means, put_values, value
from tests.unit.stations.live_sampling import NOON


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return database(tmp_path)


def points(engine: Engine, step: Step, start: int, end: int) -> tuple[Point, ...]:
    with reading(engine) as connection:
        return history(connection, STATION, "neg_ion", (start, end), step)


def hour(start: int, *, complete: bool = True) -> Mean:
    """A mean with extremes a thousand to either side."""
    return Mean("hour", start, 2000.0, 60 if complete else 9, 60, complete, 1000.0, start + 60,
                3000.0, start + 120)  # fmt: skip


# --- raw -------------------------------------------------------------------------------


def test_raw_values_stand_with_their_period_oldest_first(engine: Engine) -> None:
    put_values(engine, [value(NOON, 2296.0, low=1810.0, high=3020.0), value(NOON - 60, 2000.0)])

    first, second = points(engine, "raw", NOON - HOUR_S, NOON + 1)

    assert (first.start, first.end, first.value) == (NOON - 120, NOON - 60, 2000.0)
    assert (second.low, second.high, second.n, second.expected) == (1810.0, 3020.0, 1, 1)


def test_span_of_raw_values_holds_its_beginning_and_not_its_end(engine: Engine) -> None:
    put_values(engine, [value(NOON - 60), value(NOON), value(NOON + 60)])

    assert [point.end for point in points(engine, "raw", NOON - 60, NOON + 60)] == [NOON - 60, NOON]


def test_flagged_value_is_no_value_but_can_be_read(engine: Engine) -> None:
    put_values(engine, [value(NOON, -5.0, flag=Flag.ERROR, reasons=("range",), marks=("wet",))])

    (point,) = points(engine, "raw", NOON, NOON + 1)

    assert (point.value, point.raw, point.n) == (None, -5.0, 0)
    assert (point.flag, point.reasons, point.marks) == (Flag.ERROR, ("range",), ("wet",))


def test_missing_value_has_no_number_at_all(engine: Engine) -> None:
    put_values(engine, [value(NOON, None, flag=Flag.MISSING)])

    (point,) = points(engine, "raw", NOON, NOON + 1)

    assert (point.value, point.raw, point.flag) == (None, None, Flag.MISSING)


# --- means -----------------------------------------------------------------------------


def test_step_without_a_mean_is_a_gap(engine: Engine) -> None:
    put_means(engine, [hour(NOON - 4 * HOUR_S), hour(NOON - HOUR_S)])

    found = points(engine, "hour", NOON - 10 * HOUR_S, NOON)

    assert [(point.start - NOON) // HOUR_S for point in found] == [-4, -3, -2, -1]
    assert [point.value for point in found] == [2000.0, None, None, 2000.0]
    assert [(point.n, point.expected) for point in found] == [(60, 60), (0, 60), (0, 60), (60, 60)]


def test_points_follow_each_other_without_overlap(engine: Engine) -> None:
    put_means(engine, [hour(NOON - n * HOUR_S) for n in (9, 5, 4, 1)])

    found = points(engine, "hour", NOON - DAY_S, NOON)

    assert all(a.end == b.start for a, b in itertools.pairwise(found))


def test_mean_of_too_few_is_a_gap_that_keeps_its_number_apart(engine: Engine) -> None:
    put_means(engine, [hour(NOON - HOUR_S, complete=False)])

    (point,) = points(engine, "hour", NOON - HOUR_S, NOON)

    assert (point.value, point.low, point.high) == (None, None, None)
    assert (point.raw, point.n, point.expected) == (2000.0, 9, 60)


def test_extremes_stand_beside_a_mean(engine: Engine) -> None:
    put_means(engine, [hour(NOON - HOUR_S)])

    (point,) = points(engine, "hour", NOON - HOUR_S, NOON)

    assert (point.low, point.high) == (1000.0, 3000.0)


def test_step_that_holds_the_beginning_is_there_and_that_of_the_end_is_not(engine: Engine) -> None:
    put_means(engine, [hour(NOON - 2 * HOUR_S), hour(NOON - HOUR_S), hour(NOON)])

    found = points(engine, "hour", NOON - 2 * HOUR_S + 600, NOON)

    assert [point.start for point in found] == [NOON - 2 * HOUR_S, NOON - HOUR_S]


def test_months_are_as_long_as_they_are(engine: Engine) -> None:
    starts = [month_start(2026, month) for month in (1, 2, 3, 4)]
    put_means(engine, [Mean("month", start, 2000.0, 28, 31, True) for start in starts[::2]])

    found = points(engine, "month", starts[0], starts[3])

    assert [(point.start, point.end) for point in found] == list(itertools.pairwise(starts))


@pytest.mark.parametrize("step", STEPS)
def test_what_was_never_observed_has_no_points(engine: Engine, step: Step) -> None:
    assert points(engine, step, NOON - HOUR_S, NOON) == ()


# --- spans -----------------------------------------------------------------------------


@pytest.mark.parametrize("end", [NOON, NOON - 1])
def test_empty_span_is_refused(end: int) -> None:
    with pytest.raises(BadRequestError, match="before"):
        check_span(NOON, end, "hour")


@pytest.mark.parametrize("step", STEPS)
def test_longest_span_is_taken_and_a_longer_one_refused(step: Step) -> None:
    check_span(NOON, NOON + LONGEST_S[step], step)

    with pytest.raises(BadRequestError, match=f"step={step}"):
        check_span(NOON, NOON + LONGEST_S[step] + 1, step)
