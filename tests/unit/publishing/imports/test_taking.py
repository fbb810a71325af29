"""A line goes into a feature to the centimetre, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oxymap.errors import InvalidInputError
from oxymap.geo.checks import geometry_problems
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint
from oxymap.publishing.imports.taking import line_of, with_track
from tests.unit.geo.recordings import SQUARE, at, of, walk

FEATURE = {
    "type": "Feature",
    "id": "new-path",
    "geometry": None,
    "properties": {"name": {"zh": "新", "en": "New"}, "district": "", "note": {"zh": "说明"}},
}


def taken(track: Track, *waypoints: Waypoint, **properties: object) -> dict[str, object]:
    feature = {**FEATURE, "properties": {**FEATURE["properties"], **properties}}  # type: ignore[dict-item]
    found = with_track(
        feature,
        track,
        [(one, None) for one in waypoints],
        filename="a.gpx",
        districts={"mentougou": SQUARE},
        is_trail=True,
    )
    return {**found["properties"], "geometry": found["geometry"]}


def test_positions_have_seven_digits_and_heights_two() -> None:
    first = TrackPoint(115.123456789, 40.123456789, 812.3456)
    track = Track("", (TrackSegment((first, TrackPoint(115.2, 40.2, None))),))

    assert line_of(track) == {
        "type": "LineString",
        "coordinates": [[115.1234568, 40.1234568, 812.35], [115.2, 40.2]],
    }


def test_parts_of_one_point_are_left_out() -> None:
    points = walk(20)

    assert line_of(of(points[:10], points[10:11], points[11:]))["type"] == "MultiLineString"
    assert line_of(of(points[:1], points[1:]))["type"] == "LineString"


def test_a_position_that_repeats_is_left_out() -> None:
    points = walk(5)

    found = line_of(of([points[0], *points]))

    assert len(found["coordinates"]) == 5
    assert list(geometry_problems(found)) == []


def test_a_track_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        line_of(of(walk(1)))

    assert caught.value.field == "track"


def test_other_properties_stay_and_the_district_is_found() -> None:
    found = taken(of(walk()))

    assert found["name"] == {"zh": "新", "en": "New"}
    assert found["note"] == {"zh": "说明"}
    assert found["district"] == "mentougou"


def test_a_district_that_is_there_stays() -> None:
    assert taken(of(walk()), district="yanqing")["district"] == "yanqing"


def test_a_walk_elsewhere_gets_no_district() -> None:
    far = [replace(point, lon=point.lon - 5) for point in walk()]

    assert taken(of(far))["district"] == ""


def test_known_waypoints_are_moved_and_keep_their_names() -> None:
    before = [
        {"name": {"zh": "泉水", "en": "Spring"}, "lon": 115.0, "lat": 40.0},
        {"lon": 115.81, "lat": 39.96},
    ]
    point = at(0, 200)

    found = taken(of(walk()), Waypoint(point.lon, point.lat, "泉水", 612.345), waypoints=before)[
        "waypoints"
    ]

    assert found == [
        {"name": {"zh": "泉水", "en": "Spring"}, "lon": round(point.lon, 7),
         "lat": round(point.lat, 7), "ele_m": 612.35},
        {"lon": 115.81, "lat": 39.96},
    ]  # fmt: skip
    assert before[0]["lon"] == 115.0


def test_waypoints_without_a_name_stay_behind() -> None:
    assert "waypoints" not in taken(of(walk()), Waypoint(115.8, 39.95))
