from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.pages.day_plan import (
    MOST_STOPS,
    Leg,
    Plan,
    Stop,
    leg,
    nearest_next,
    read_plan,
    timetable,
)

HERE, NEAR, FAR = (115.80, 40.0), (115.81, 40.0), (116.30, 40.0)


def test_address_and_plan_are_the_same() -> None:
    plan = read_plan("a.30,b-c,d.0", "0830")

    assert plan == Plan((Stop("a", 30), Stop("b-c"), Stop("d", 0)), 510)
    assert plan.query() == "?s=a.30,b-c,d.0&t=0830"


@pytest.mark.parametrize("clock", ["", "9", "2400", "0960", "nine", "０９００"])
def test_time_that_makes_no_sense_is_nine(clock: str) -> None:
    assert read_plan("a", clock).start_min == 540


def test_what_makes_no_sense_is_left_out() -> None:
    assert read_plan("a.-5,<b>,../c,,d.99999,e.x,A", "").stops == (
        Stop("a"), Stop("d", 720), Stop("e"),
    )  # fmt: skip


def test_stops_beyond_twenty_are_counted() -> None:
    plan = read_plan(",".join(f"s{n}" for n in range(MOST_STOPS + 3)), "")

    assert (len(plan.stops), plan.cut) == (MOST_STOPS, 3)


@given(st.text(), st.text())
def test_no_address_breaks_the_plan(stops: str, clock: str) -> None:
    plan = read_plan(stops, clock)

    assert (
        Plan(plan.stops, plan.start_min)
        == read_plan(plan.query()[3:].partition("&")[0], plan.query()[-4:])
        or not plan.stops
    )


def test_short_ways_are_walked_and_long_ones_driven() -> None:
    near, far = leg(HERE, NEAR), leg(HERE, FAR)

    assert near is not None
    assert far is not None
    assert (near.mode, far.mode) == ("walk", "drive")
    assert near.length_m == pytest.approx(1.3 * 852, rel=0.01)
    assert (near.minutes, far.minutes) == (20, 95)


def test_way_from_nowhere_is_not_known() -> None:
    assert leg(None, HERE) is None


def test_times_add_up() -> None:
    times = timetable(540, [30, 60, 10], [Leg(1000, 15, "walk"), None])

    assert [(t.arrival, t.departure) for t in times] == [(540, 570), (585, 645), (645, 655)]


def test_nearest_comes_next_and_what_has_no_place_comes_last() -> None:
    plan = read_plan("nowhere,here,far,near", "")
    points = {"here": HERE, "near": NEAR, "far": FAR, "nowhere": None}

    assert [s.id for s in nearest_next(plan, points).stops] == ["here", "near", "far", "nowhere"]


def test_stops_are_moved_and_taken_out() -> None:
    plan = read_plan("a,b,c", "")

    assert plan.moved(2, 1).query() == "?s=a,c,b&t=0900"
    assert plan.without(0).query() == "?s=b,c&t=0900"
