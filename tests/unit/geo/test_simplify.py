"""Douglas and Peucker by zoom."""

from __future__ import annotations

from math import cos, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString

from oxymap.geo.simplify import simplify, simplify_for_zoom, tolerance_m
from tests.unit.geo.making import positions

#: A round walk of about a kilometre across, with the number of the point as its height.
CIRCLE = [
    (115.8 + 0.006 * cos(n * pi / 50), 39.95 + 0.0045 * sin(n * pi / 50), float(n))
    for n in range(101)
]
lines = st.lists(positions, min_size=2, max_size=40)


def in_metres(line):
    """Return a line in local metres."""
    scale = 111_320.0
    return LineString([(p[0] * scale * cos(radians(40.1)), p[1] * scale) for p in line])


@pytest.mark.parametrize(("zoom", "metres"), [(0, 78271.5), (10, 58.6), (15, 1.83)])
def test_half_a_pixel_on_the_ground_halves_with_every_zoom(zoom, metres):
    expected = metres * cos(radians(40)) if zoom == 0 else metres

    assert tolerance_m(zoom, 40.0) == pytest.approx(expected, rel=0.01)


def test_the_ends_stay():
    assert [p[2] for p in (simplify(CIRCLE, 10)[0], simplify(CIRCLE, 10)[-1])] == [0, 100]


def test_positions_come_back_with_their_heights():
    assert set(simplify(CIRCLE, 10)) <= set(CIRCLE)


def test_the_order_stays():
    numbers = [position[2] for position in simplify(CIRCLE, 10)]

    assert numbers == sorted(numbers)


def test_a_coarser_tolerance_keeps_fewer_positions():
    counts = [len(simplify(CIRCLE, tolerance)) for tolerance in (0.1, 1, 10, 100)]

    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] >= 2


def test_a_closed_line_stays_closed_at_any_tolerance():
    kept = simplify(CIRCLE, 1e6)

    assert (kept[0], kept[-1]) == (CIRCLE[0], CIRCLE[-1])


def test_a_straight_line_needs_only_its_ends():
    straight = [(115.8, 39.9 + n / 1000) for n in range(50)]

    assert simplify(straight, 0.5) == [straight[0], straight[-1]]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_short_lines_come_back_as_they_are(count):
    assert simplify(CIRCLE[:count], 1000) == CIRCLE[:count]


def test_no_line_has_no_zoom():
    assert simplify_for_zoom([], 10) == []


def test_a_higher_zoom_keeps_more():
    assert len(simplify_for_zoom(CIRCLE, 16)) > len(simplify_for_zoom(CIRCLE, 11))


def test_degrees_of_longitude_count_as_short_as_they_are():
    bend_m = 0.0001 * 111_320 * cos(radians(39.95))
    bent = [(115.8, 39.94), (115.8001, 39.95), (115.8, 39.96)]

    assert len(simplify(bent, bend_m * 1.02)) == 2
    assert len(simplify(bent, bend_m * 0.98)) == 3


@given(lines, st.floats(1, 5000))
def test_no_position_is_further_off_than_the_tolerance(line, tolerance):
    kept = simplify(line, tolerance)

    if len(set(kept)) > 1:
        distance = in_metres(line).hausdorff_distance(in_metres(kept))
        assert distance <= tolerance * 1.02


@given(lines, st.floats(1, 5000))
def test_simplifying_twice_changes_nothing_more(line, tolerance):
    once = simplify(line, tolerance)

    assert len(simplify(once, tolerance)) <= len(once)
