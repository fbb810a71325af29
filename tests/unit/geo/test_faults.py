"""Points that cannot be true are found, and true ones are left alone."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

from oxymap.geo.faults import Fault, find_faults
from oxymap.geo.track_model import Track
from tests.unit.geo.making import MORNING
from tests.unit.geo.recordings import at, moved, of, walk


def found(track: Track) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(fault.code, fault.change, fault.points) for fault in find_faults(track)]


def test_a_good_walk_has_no_fault() -> None:
    assert find_faults(of(walk())) == []
    assert find_faults(of(walk(timed=True))) == []


def test_an_empty_track_has_no_fault() -> None:
    assert find_faults(Track("", ())) == []
    assert find_faults(of([])) == []
    assert find_faults(of(walk(1))) == []


def test_repeated_points_are_found() -> None:
    points = walk(10)
    points[4:4] = [points[4], points[4]]

    assert found(of(points)) == [("duplicate_points", "remove", (5, 6))]


def test_a_point_far_off_is_a_jump_to_be_removed() -> None:
    points = walk()
    points[30] = moved(points[30], 3000)

    (fault,) = find_faults(of(points))

    assert (fault.code, fault.change, fault.points, fault.safe) == ("jump", "remove", (30,), True)
    assert 2950 < fault.length_m < 3050


def test_a_run_of_false_points_is_removed_together() -> None:
    points = walk()
    points[30:34] = [moved(point, 3000) for point in points[30:34]]

    assert found(of(points)) == [("jump", "remove", (30, 31, 32, 33))]


def test_two_recordings_in_one_segment_are_split() -> None:
    points = [*walk(60), *(moved(point, 5000) for point in walk(60))]

    assert found(of(points)) == [("jump", "split", (60,))]


def test_false_points_at_either_end_are_removed() -> None:
    points = walk()
    points[0] = moved(points[0], -4000)
    points[58:] = [moved(point, 9000) for point in points[58:]]

    assert found(of(points)) == [("jump", "remove", (0,)), ("jump", "remove", (58, 59))]


def test_with_times_speed_tells_a_jump() -> None:
    points = walk(timed=True)
    points[30] = moved(points[30], 400)

    (fault,) = find_faults(of(points))

    assert (fault.code, fault.points) == ("jump", (30,))
    assert fault.speed_m_s is not None
    assert 20 < fault.speed_m_s < 30


def test_with_times_a_long_slow_leg_is_a_silent_stretch() -> None:
    points = walk(timed=True)
    later = timedelta(hours=1)
    rest = [replace(moved(one, 2500), time=(one.time or MORNING) + later) for one in points[30:]]

    (fault,) = find_faults(of([*points[:30], *rest]))

    assert (fault.code, fault.change, fault.points, fault.safe) == ("gap", "split", (30,), False)


def test_an_outlier_that_comes_back_is_a_spike() -> None:
    points = walk()
    points[30] = moved(points[30], 350)

    assert found(of(points)) == [("spike", "remove", (30,))]


def test_a_spur_walked_slowly_is_no_spike() -> None:
    spur = [at(0, 0), at(0, 20), at(300, 25), at(0, 30), at(0, 50)]
    points = [
        replace(point, time=MORNING + timedelta(minutes=10 * n)) for n, point in enumerate(spur)
    ]

    assert find_faults(of(points)) == []


def test_a_bend_is_no_spike() -> None:
    assert find_faults(of([at(0, 0), at(400, 0), at(400, 400), at(0, 400), at(0, 800)])) == []


def test_a_break_is_a_gap_that_stays_by_itself() -> None:
    points = walk()

    (fault,) = find_faults(of(points[:30], points[36:]))

    assert (fault.code, fault.change, fault.at, fault.points) == ("gap", "join", 29, (30,))
    assert not fault.safe
    assert 100 < fault.length_m < 160


def test_a_short_break_may_be_closed() -> None:
    points = walk()

    (fault,) = find_faults(of(points[:30], points[30:]))

    assert (fault.code, fault.safe) == ("gap", True)


def test_many_faults_do_not_take_long() -> None:
    points = [moved(point, 3000 * (n % 10 == 1)) for n, point in enumerate(walk(20_000, 1.0))]
    began = time.process_time()

    faults: list[Fault] = find_faults(of(points))

    assert len(faults) > 1000
    assert time.process_time() - began < 10
