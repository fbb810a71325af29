"""The districts' outlines."""

from __future__ import annotations

import json

import pytest
from pyproj import Geod
from shapely.geometry import Point, shape

from oxymap.errors import InvalidDataError
from oxymap.geo.boundaries import DISTRICT_CODES, read_boundaries
from oxymap.geo.checks import geometry_problems
from tests.factories import POINTS

GEOD = Geod(ellps="WGS84")
#: Areas in km² of the package's outlines; 门头沟 is the one that is known independently.
AREAS = {"mentougou": 1447, "fangshan": 1999, "yanqing": 1995}
SQUARE = [[115.5, 39.5], [115.6, 39.5], [115.6, 39.6], [115.5, 39.6], [115.5, 39.5]]


@pytest.fixture(scope="module")
def outlines():
    return read_boundaries()


def feature(mark, kind="Polygon", coordinates=(SQUARE,), **members):
    """Return an operator's feature of a district."""
    return {
        "type": "Feature",
        "properties": mark,
        "geometry": {"type": kind, "coordinates": coordinates},
        **members,
    }


def written(folder, features):
    """Write a collection and return its path."""
    file = folder / "districts.geojson"
    text = json.dumps({"type": "FeatureCollection", "features": features})
    file.write_text(text, encoding="utf-8")
    return file


def three(**changes):
    """Return features of all three districts, marked by their codes."""
    return [feature({"adcode": int(code)}, **changes) for code in DISTRICT_CODES.values()]


def test_there_are_three_districts(outlines):
    assert list(outlines) == ["mentougou", "fangshan", "yanqing"]


@pytest.mark.parametrize("district", AREAS)
def test_the_area_is_right(outlines, district):
    area_m2, _ = GEOD.geometry_area_perimeter(shape(outlines[district]))

    assert area_m2 / 1e6 == pytest.approx(AREAS[district], abs=5)


@pytest.mark.parametrize("district", AREAS)
def test_the_outline_has_no_faults(outlines, district):
    assert list(geometry_problems(outlines[district])) == []


@pytest.mark.parametrize("district", AREAS)
def test_the_outline_is_valid_and_holds_its_own_points_only(outlines, district):
    outline = shape(outlines[district])

    inside = {name for name, position in POINTS.items() if outline.contains(Point(position))}
    assert outline.is_valid
    assert inside == {district}


@pytest.mark.parametrize("key", ["id", "code", "adcode"])
def test_an_operators_file_may_mark_districts_by_code(tmp_path, key):
    features = [feature({key: code}) for code in DISTRICT_CODES.values()]

    assert list(read_boundaries(written(tmp_path, features))) == list(DISTRICT_CODES)


def test_an_operators_file_may_mark_districts_by_our_id(tmp_path):
    features = [feature(None, id=district) for district in DISTRICT_CODES]

    assert list(read_boundaries(written(tmp_path, features))) == list(DISTRICT_CODES)


def test_other_features_do_no_harm(tmp_path):
    features = [feature({"name": "海淀", "adcode": 110108}), *three()]

    assert list(read_boundaries(written(tmp_path, features))) == list(DISTRICT_CODES)


def test_a_polygon_becomes_a_multi_polygon(tmp_path):
    outline = read_boundaries(written(tmp_path, three()))["yanqing"]

    assert outline["type"] == "MultiPolygon"
    assert list(geometry_problems(outline)) == []


def test_winding_is_mended(tmp_path):
    features = three(kind="MultiPolygon", coordinates=[[SQUARE[::-1]]])

    outline = read_boundaries(written(tmp_path, features))["yanqing"]

    assert list(geometry_problems(outline)) == []


def test_a_missing_district_is_named(tmp_path):
    file = written(tmp_path, three()[:2])

    with pytest.raises(InvalidDataError, match="has no outline of yanqing"):
        read_boundaries(file)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"features": [{"geometry": null}]}', "{"])
def test_a_file_that_is_no_collection_is_refused(tmp_path, text):
    file = tmp_path / "districts.geojson"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidDataError, match="cannot be read as district outlines"):
        read_boundaries(file)


def test_a_missing_file_is_refused_with_its_name(tmp_path):
    with pytest.raises(InvalidDataError, match="nowhere"):
        read_boundaries(tmp_path / "nowhere.geojson")


def test_a_line_is_no_outline(tmp_path):
    file = written(tmp_path, three(kind="LineString", coordinates=SQUARE))

    with pytest.raises(InvalidDataError, match="'LineString' is no outline"):
        read_boundaries(file)


def test_an_outline_of_nonsense_is_refused(tmp_path):
    file = written(tmp_path, three(coordinates=[[["a", "b"]]]))

    with pytest.raises(InvalidDataError, match=r"is not \[lon, lat\]"):
        read_boundaries(file)
