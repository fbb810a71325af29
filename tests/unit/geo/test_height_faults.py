"""Heights that cannot be true are found and worked out from their neighbours."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from oxymap.geo.height_faults import find_height_faults, in_metres, with_interpolated
from oxymap.geo.track_model import Track
from tests.unit.geo.recordings import at, of, walk


def with_heights(*heights: float | None) -> Track:
    return of([at(0, 20 * n, height) for n, height in enumerate(heights)])


def heights(track: Track) -> list[float | None]:
    return [point.ele_m for point in track.points()]


def test_a_climb_has_no_false_height() -> None:
    faults = find_height_faults(of(walk()))

    assert (faults.missing, faults.absurd, faults.known_share) == ((), (), 1.0)


@pytest.mark.parametrize("height", [-9999.0, -60.0, 2700.0, 32767.0, 700.0, 100.0])
def test_a_height_that_stands_alone_is_absurd(height: float) -> None:
    assert find_height_faults(with_heights(500, 502, height, 506, 508)).absurd == (2,)


def test_a_cliff_is_not_absurd() -> None:
    assert find_height_faults(with_heights(500, 500, 600, 600, 600)).absurd == ()


def test_missing_heights_are_told_apart_from_absurd_ones() -> None:
    faults = find_height_faults(with_heights(500, None, 9000, 506))

    assert (faults.missing, faults.absurd, faults.known_share) == ((1,), (2,), 0.75)


def test_absurd_heights_are_worked_out_and_missing_ones_left() -> None:
    track = with_heights(500, None, 9000, 506)

    assert heights(with_interpolated(track, absurd=True, missing=False)) == [500, None, 504, 506]


def test_missing_heights_are_worked_out_without_absurd_ones() -> None:
    track = with_heights(500, None, 9000, 506)

    assert heights(with_interpolated(track, absurd=False, missing=True)) == [500, 502, 9000, 506]


def test_heights_at_the_ends_are_those_of_the_next() -> None:
    track = with_heights(None, 500, 510, None)

    assert heights(with_interpolated(track, absurd=True, missing=True)) == [500, 500, 510, 510]


def test_without_a_believable_height_nothing_is_made_up() -> None:
    track = with_heights(None, -9999, None)

    assert heights(with_interpolated(track, absurd=True, missing=True)) == [None, None, None]


def test_heights_in_feet_become_metres() -> None:
    assert heights(in_metres(with_heights(1000, None, 3280.84))) == [304.8, None, 1000.0]


def test_breaks_and_times_stay() -> None:
    points = walk(timed=True)
    track = of(points[:20], [replace(points[20], ele_m=None), *points[21:]])

    mended = with_interpolated(track, absurd=True, missing=True)

    assert [len(segment.points) for segment in mended.segments] == [20, 40]
    assert [point.time for point in mended.points()] == [point.time for point in points]


def test_a_row_of_teeth_does_not_take_long() -> None:
    track = with_heights(*[500 + 400 * (n % 2) for n in range(50_000)])
    began = time.process_time()

    assert find_height_faults(track).absurd
    assert time.process_time() - began < 5
