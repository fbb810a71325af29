"""Great-circle distances."""

from __future__ import annotations

import pytest
from hypothesis import given
from pyproj import Geod

from oxymap.geo.distances import distance_m
from tests.unit.geo.making import positions

GEOD = Geod(ellps="WGS84")


def test_a_point_is_no_distance_from_itself():
    assert distance_m((116.0, 40.0), (116.0, 40.0)) == 0.0


@given(positions, positions)
def test_the_distance_is_within_half_a_percent_of_the_geodesic(a, b):
    _, _, geodesic = GEOD.inv(*a, *b)

    assert distance_m(a, b) == pytest.approx(geodesic, rel=0.005, abs=0.01)


@given(positions, positions)
def test_the_way_back_is_as_long(a, b):
    assert distance_m(a, b) == pytest.approx(distance_m(b, a))
