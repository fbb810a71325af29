"""Repairs do what was accepted, and the proposed ones leave nothing to repair."""

from __future__ import annotations

from dataclasses import replace
from math import sin

import pytest
from hypothesis import HealthCheck, given, settings

from oxymap.geo.examine import default_repairs, examine_tracks
from oxymap.geo.repairs import MANY_POINTS, apply_repairs
from oxymap.geo.rows import Row
from oxymap.geo.surroundings import Surroundings
from oxymap.geo.track_model import Track
from oxymap.geo.tracks import measures
from tests.unit.geo import making
from tests.unit.geo.recordings import at, faulty_tracks, moved, of, walk

NOWHERE = Surroundings()
#: Nearly always one; odd tracks of a few points need more.
MOST_ROUNDS = 3


def rows(*tracks: Track) -> list[Row]:
    return examine_tracks(tracks, NOWHERE)


def repaired(track: Track, *accepted: str) -> Track:
    (found,) = apply_repairs([track], accepted)
    return found


def proposed(*tracks: Track) -> tuple[Track, ...]:
    return apply_repairs(tracks, default_repairs(rows(*tracks)))


def rounds_until_nothing_is_proposed(*tracks: Track) -> int:
    """How often the proposals have to be made; a break may bring a new fault to light."""
    for number in range(MOST_ROUNDS + 1):
        accepted = default_repairs(rows(*tracks))
        if not accepted:
            return number
        tracks = apply_repairs(tracks, accepted)
    return MOST_ROUNDS + 1


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(faulty_tracks())
def test_proposed_repairs_come_to_an_end(track: Track) -> None:
    assert rounds_until_nothing_is_proposed(track) <= MOST_ROUNDS


@settings(max_examples=100, deadline=None)
@given(making.tracks(), making.tracks())
def test_proposed_repairs_of_several_tracks_come_to_an_end(first: Track, second: Track) -> None:
    assert len(proposed(first, second)) == 2
    assert rounds_until_nothing_is_proposed(first, second) <= MOST_ROUNDS


@settings(max_examples=100, deadline=None)
@given(faulty_tracks())
def test_without_an_accepted_repair_nothing_changes(track: Track) -> None:
    assert apply_repairs([track], []) == (track,)
    assert apply_repairs([track], ["jump-9-0", "nothing", ""]) == (track,)


@settings(max_examples=100, deadline=None)
@given(faulty_tracks())
def test_no_repair_makes_up_a_position(track: Track) -> None:
    everything = [row.repair.id for row in rows(track) if row.repair]
    before = {(point.lon, point.lat) for point in track.points()}

    mended = repaired(track, *everything)

    assert {(point.lon, point.lat) for point in mended.points()} <= before


def test_one_jump_is_mended_and_another_left() -> None:
    points = walk(90)
    points[30], points[60] = moved(points[30], 3000), moved(points[60], 3000)

    mended = repaired(of(points), "jump-0-1")

    assert mended == of([*points[:60], *points[61:]])


def test_repairs_are_for_their_own_track() -> None:
    points = walk()
    points[30] = moved(points[30], 3000)
    track = of(points)

    first, second = apply_repairs([track, track], ["jump-1-0"])

    assert (first, second.point_count()) == (track, 59)


def test_a_split_makes_two_segments() -> None:
    points = [*walk(60), *(moved(point, 5000) for point in walk(60))]

    mended = repaired(of(points), "jump-0-0")

    assert mended == of(points[:60], points[60:])


def test_a_break_is_joined_when_asked() -> None:
    points = walk()

    assert repaired(of(points[:30], points[40:]), "gap-0-0") == of([*points[:30], *points[40:]])


def test_points_are_removed_and_breaks_stay_where_they_were() -> None:
    points = walk()
    first, second = points[:30], [points[30], *points[30:]]

    mended = repaired(of(first, second), "duplicate_points-0")

    assert mended == of(first, points[30:])


def test_a_line_is_turned_round_with_its_breaks() -> None:
    points = walk()

    mended = repaired(of(points[:20], points[20:]), "turn-0")

    assert mended == of(points[:19:-1], points[19::-1])


def test_feet_become_metres_before_false_heights_are_sought() -> None:
    points = [replace(point, ele_m=(point.ele_m or 0) / 0.3048 + 6000) for point in walk()]
    points[30] = replace(points[30], ele_m=99_999.0)

    mended = repaired(of(points), "feet-0", "heights-0")

    heights = [point.ele_m or 0.0 for point in mended.points()]
    assert heights[0] == pytest.approx(500 + 1828.8, abs=0.01)
    assert max(heights) < 2500


def test_a_heavy_line_becomes_light_and_keeps_its_length() -> None:
    track = of([at(200 * sin(n / 300), n * 1.0, 500 + n / 100) for n in range(40_000)])

    (mended,) = proposed(track)

    assert mended.point_count() <= MANY_POINTS
    assert measures(mended).length_m == pytest.approx(measures(track).length_m, rel=0.01)
    assert mended.segments[0].points[0] == track.segments[0].points[0]
    assert mended.segments[0].points[-1] == track.segments[0].points[-1]
    assert default_repairs(rows(mended)) == frozenset()


def test_many_faults_of_a_kind_are_told_together() -> None:
    points = walk(400)
    for index in range(5, 390, 10):
        points[index] = moved(points[index], 3000)
    track = of(points)

    found = [row.id for row in rows(track) if row.code == "jump"]
    mended = repaired(track, *found)

    assert found[-1] == "jump-0-rest"
    assert len(found) == 21
    assert mended.point_count() == 400 - 39
