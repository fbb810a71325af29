"""Datums: the vectors of docs/methods.md, Datums, and round trips."""

from __future__ import annotations

import subprocess
import sys
from math import cos, hypot, radians
from pathlib import Path

import pytest
from hypothesis import given

from oxymap.errors import FormatError
from oxymap.geo.crs import (
    bd09_to_gcj02,
    bd09_to_wgs84,
    converter,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    to_wgs84,
    wgs84_to_gcj02,
)
from tests.unit.geo.making import positions

#: WGS 84 (lon, lat), GCJ-02 (lon, lat), from an independent implementation.
INDEPENDENT = [
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]
#: WGS 84, GCJ-02, BD-09, the shift in metres.
PLACES = {
    "tiananmen": ((116.391265, 39.907375), (116.397506, 39.908776), (116.403879, 39.915120), 554.7),
    "yanqing": ((115.974848, 40.456951), (115.980963, 40.458177), (115.987600, 40.463835), 535.0),
    "mentougou": ((116.102009, 39.940647), (116.108336, 39.942045), (116.114929, 39.947724), 561.3),
    "fangshan": ((116.143267, 39.749144), (116.149501, 39.750491), (116.155919, 39.756795), 553.6),
}
LONDON = (-0.1276, 51.5072)


def metres_between(a, b):
    """Return the distance of two neighbouring (lon, lat), good to a thousandth."""
    east = (a[0] - b[0]) * 111_320.0 * cos(radians((a[1] + b[1]) / 2))
    return hypot(east, (a[1] - b[1]) * 111_033.0)


@pytest.mark.parametrize(("wgs84", "gcj02"), INDEPENDENT)
def test_gcj02_equals_an_independent_implementation(wgs84, gcj02):
    assert wgs84_to_gcj02(*wgs84) == pytest.approx(gcj02, abs=1e-10)


@pytest.mark.parametrize("place", PLACES)
def test_places_shift_to_gcj02_as_documented(place):
    wgs84, gcj02, _, _ = PLACES[place]

    assert wgs84_to_gcj02(*wgs84) == pytest.approx(gcj02, abs=6e-7)


@pytest.mark.parametrize("place", PLACES)
def test_places_shift_to_bd09_as_documented(place):
    wgs84, _, bd09, _ = PLACES[place]

    assert gcj02_to_bd09(*wgs84_to_gcj02(*wgs84)) == pytest.approx(bd09, abs=6e-7)


@pytest.mark.parametrize("place", PLACES)
def test_the_shift_is_about_half_a_kilometre(place):
    wgs84, _, _, shift_m = PLACES[place]

    assert metres_between(wgs84, wgs84_to_gcj02(*wgs84)) == pytest.approx(shift_m, abs=1.5)


def test_nothing_is_shifted_outside_china():
    assert wgs84_to_gcj02(*LONDON) == LONDON


def test_nothing_is_shifted_back_outside_china():
    assert gcj02_to_wgs84(*LONDON) == LONDON


@given(positions)
def test_gcj02_and_back_is_better_than_a_billionth_of_a_degree(position):
    back = gcj02_to_wgs84(*wgs84_to_gcj02(*position))

    assert back == pytest.approx(position, abs=1e-9)


@given(positions)
def test_bd09_and_back_is_better_than_a_billionth_of_a_degree(position):
    back = bd09_to_gcj02(*gcj02_to_bd09(*position))

    assert back == pytest.approx(position, abs=1e-9)


@given(positions)
def test_bd09_reaches_wgs84(position):
    bd09 = gcj02_to_bd09(*wgs84_to_gcj02(*position))

    assert bd09_to_wgs84(*bd09) == pytest.approx(position, abs=2e-9)


@pytest.mark.parametrize("crs", ["wgs84", "WGS84", " wgs84 ", "cgcs2000", "CGCS2000"])
def test_wgs84_and_cgcs2000_are_taken_as_they_are(crs):
    assert to_wgs84(116.1, 39.9, crs) == (116.1, 39.9)


@pytest.mark.parametrize(("crs", "column"), [("gcj02", 1), ("bd09", 2), ("GCJ02", 1)])
def test_shifted_datums_come_back(crs, column):
    place = PLACES["mentougou"]

    assert to_wgs84(*place[column], crs) == pytest.approx(place[0], abs=3e-6)


def test_a_projected_system_takes_easting_and_northing():
    found = to_wgs84(423250.175, 4423324.968, "EPSG:4548")

    assert found == pytest.approx((116.102009, 39.940647), abs=1e-7)


def test_a_geographic_epsg_code_takes_longitude_first():
    assert to_wgs84(116.1, 39.9, "epsg:4490") == pytest.approx((116.1, 39.9), abs=1e-8)


def test_web_mercator_is_understood():
    found = to_wgs84(12924216.512601, 4858275.9, "EPSG:3857")

    assert found == pytest.approx((116.1, 39.94), abs=0.01)


@pytest.mark.parametrize("crs", ["", "gps", "EPSG:", "EPSG:abc", "4326", "EPSG:-1"])
def test_an_unknown_system_is_refused_with_the_choices(crs):
    with pytest.raises(FormatError, match="expected wgs84, cgcs2000, gcj02, bd09 or EPSG:n"):
        converter(crs)


def test_an_epsg_code_that_does_not_exist_is_refused():
    with pytest.raises(FormatError, match="EPSG:999999 is not a known"):
        to_wgs84(1, 2, "EPSG:999999")


def test_the_refused_system_is_kept_as_the_offending_value():
    with pytest.raises(FormatError) as caught:
        to_wgs84(1, 2, "mars")

    assert caught.value.value == "mars"


def test_pyproj_is_not_imported_for_the_common_datums():
    source = Path(sys.modules["oxymap.geo.crs"].__file__).parents[2]
    program = (
        f"import sys; sys.path.insert(0, {str(source)!r})\n"
        "from oxymap.geo.crs import to_wgs84\n"
        "to_wgs84(116.1, 39.9, 'bd09')\n"
        "sys.exit('pyproj' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
