"""The datum is told where something near is known, and only there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from oxymap.geo.crs import bd09_to_wgs84, gcj02_to_bd09, gcj02_to_wgs84, wgs84_to_gcj02
from oxymap.geo.datum import judge_datum, preview_lines
from oxymap.geo.formats.reading import read_tracks
from oxymap.geo.surroundings import KnownPlace, KnownTrail, Surroundings
from oxymap.geo.track_model import Waypoint
from tests.unit.geo.recordings import around, at, known, line, moved, of, shifted, trail, walk

Shift = Callable[[float, float], tuple[float, float]]
SAMPLES = Path(os.environ.get("SAMPLE_TRACKS", Path(__file__).parents[4] / "shared" / "tracks"))
SHIFTS: dict[str, Shift] = {
    "wgs84": lambda lon, lat: (lon, lat),
    "gcj02": wgs84_to_gcj02,
    "bd09": lambda lon, lat: gcj02_to_bd09(*wgs84_to_gcj02(lon, lat)),
}
OTHERS = [(true, chosen) for true in SHIFTS for chosen in SHIFTS if true != chosen]


def read_as(point: tuple[float, float], true: str, chosen: str) -> tuple[float, float]:
    """Where a point of the world lands that was written in one datum and read as another."""
    x, y = SHIFTS[true](*point)
    back: dict[str, Shift] = {
        "wgs84": lambda lon, lat: (lon, lat),
        "gcj02": gcj02_to_wgs84,
        "bd09": bd09_to_wgs84,
    }
    return back[chosen](x, y)


def shift_of(true: str, chosen: str) -> Shift:
    return lambda lon, lat: read_as((lon, lat), true, chosen)


@pytest.mark.parametrize(("true", "chosen"), OTHERS)
def test_a_walk_along_a_recorded_trail_tells_its_datum(true: str, chosen: str) -> None:
    track = shifted(of(walk(100)), shift_of(true, chosen))

    found = judge_datum([track], [], chosen, around(trails=[trail(walk(100))]))

    assert found.suspected == true
    assert found.said.params["en"] == "Ridge Walk"
    assert int(str(found.said.params["near"])) <= 2
    assert int(str(found.said.params["far"])) > 100


@pytest.mark.parametrize("true", SHIFTS)
def test_the_right_datum_is_not_suspected(true: str) -> None:
    track = shifted(of(walk(100)), shift_of(true, true))

    found = judge_datum([track], [], true, around(trails=[trail(walk(100))]))

    assert found.suspected is None
    assert found.said.template.startswith("The positions fit")


def test_a_walk_on_part_of_a_trail_tells_its_datum() -> None:
    track = shifted(of(walk(160)[40:90]), shift_of("gcj02", "wgs84"))

    found = judge_datum([track], [], "wgs84", around(trails=[trail(walk(160))]))

    assert found.suspected == "gcj02"


@pytest.mark.parametrize(("true", "chosen"), OTHERS)
def test_named_points_tell_their_datum(true: str, chosen: str) -> None:
    points = [at(0, 0), at(800, 900), at(-700, 2000)]
    places = [known(name, point) for name, point in zip("甲乙丙", points, strict=True)]
    waypoints = [
        Waypoint(*read_as((point.lon, point.lat), true, chosen), name=name)
        for name, point in zip("甲乙丙", points, strict=True)
    ]

    found = judge_datum([], waypoints, chosen, around(places=places))

    assert found.suspected == true
    assert found.said.params["count"] == 3


def test_a_name_that_stands_elsewhere_says_nothing() -> None:
    place = known("石头村", at(5000, 5000))
    start = at(0, 0)

    found = judge_datum(
        [], [Waypoint(start.lon, start.lat, "石头村")], "wgs84", around(places=[place])
    )

    assert found.suspected is None
    assert "cannot be told" in found.said.template


def test_a_place_that_is_not_known_well_says_nothing() -> None:
    place = known("甲", at(0, 0), precision_m=800.0)
    waypoint = Waypoint(*read_as((place.lon, place.lat), "gcj02", "wgs84"), name="甲")

    found = judge_datum([], [waypoint], "wgs84", around(places=[place]))

    assert found.suspected is None


def test_another_walk_near_a_trail_says_nothing() -> None:
    other = [moved(point, 350, 150) for point in walk(100)]
    other = [moved(point, (n % 40) * 12) for n, point in enumerate(other)]

    found = judge_datum([of(other)], [], "wgs84", around(trails=[trail(walk(100))]))

    assert found.suspected is None


def test_a_sketched_trail_of_measured_points_tells_the_datum() -> None:
    points = walk(100)
    sketch = trail(points[::12], recorded=False)

    found = judge_datum(
        [shifted(of(points), shift_of("gcj02", "wgs84"))], [], "wgs84", around(trails=[sketch])
    )

    assert found.suspected == "gcj02"


def test_ends_at_known_places_tell_the_datum() -> None:
    points = walk(100)
    places = [known("起", points[0]), known("终", points[-1])]

    found = judge_datum(
        [shifted(of(points), shift_of("gcj02", "wgs84"))], [], "wgs84", around(places=places)
    )

    assert found.suspected == "gcj02"
    assert {found.said.params["zh1"], found.said.params["zh2"]} == {"起", "终"}


def test_without_anything_known_it_cannot_be_told() -> None:
    found = judge_datum([of(walk())], [], "wgs84", around())

    assert found.suspected is None
    assert found.said.template.startswith("The datum cannot be told from this file")
    assert {one.crs for one in found.candidates} == {"wgs84", "gcj02", "bd09"}


def test_the_app_alone_settles_nothing_but_is_mentioned() -> None:
    found = judge_datum([of(walk())], [], "wgs84", around(), hint='<gpx creator="高德地图">')

    assert found.suspected is None
    assert "app that wrote it" in found.said.template
    evidence = {one.crs: [str(said) for said in one.evidence] for one in found.candidates}
    assert "The file names an app that shows GCJ-02." in evidence["gcj02"]


def test_cgcs2000_is_taken_as_wgs84() -> None:
    found = judge_datum([of(walk(100))], [], "cgcs2000", around(trails=[trail(walk(100))]))

    assert (found.chosen, found.suspected) == ("cgcs2000", None)


def test_a_projected_system_is_not_doubted() -> None:
    found = judge_datum([of(walk(100))], [], "EPSG:4548", around(trails=[trail(walk(100))]))

    assert found.suspected is None
    assert [one.crs for one in found.candidates] == ["epsg:4548"]


def test_shares_inside_are_counted_for_each() -> None:
    outside = [moved(point, 50_000) for point in walk()]

    found = judge_datum([of(walk(), outside)], [], "wgs84", around())

    assert found.candidates[0].inside_share == pytest.approx(0.5, abs=0.2)


def test_points_without_a_line_have_a_preview_too() -> None:
    found = judge_datum([], [Waypoint(115.8, 39.95, "a")], "wgs84", Surroundings())

    assert found.candidates[0].lines == (((115.8, 39.95),),)


def test_a_preview_is_light_and_keeps_its_ends() -> None:
    points = walk(30_000, 1.0)

    (found,) = preview_lines([of(points)])

    assert len(found) <= 2000
    assert (found[0], found[-1]) == (line(points)[0], line(points)[-1])


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample tracks are not on this machine")
@pytest.mark.parametrize(("true", "chosen"), [*OTHERS, *((one, one) for one in SHIFTS)])
@pytest.mark.parametrize("name", ["jyl_tracks.kmz", "shangfangshan_track.gpx"])
def test_a_real_recording_tells_its_datum(name: str, true: str, chosen: str) -> None:
    (track,) = read_tracks(SAMPLES / name).tracks
    points = list(track.points())
    sketch = KnownTrail("a", "甲", "A", (line(points[:: len(points) // 20]),), 15.0)

    found = judge_datum(
        [shifted(track, shift_of(true, chosen))], [], chosen, around(trails=[sketch])
    )

    assert found.suspected == (None if true == chosen else true)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample tracks are not on this machine")
@pytest.mark.parametrize("name", ["togeojson_trek.gpx", "prettygpx_diagonale_des_fous.gpx"])
def test_a_recording_from_elsewhere_does_not(name: str) -> None:
    found = judge_datum(
        read_tracks(SAMPLES / name).tracks, [], "wgs84", around(trails=[trail(walk(100))])
    )

    assert found.suspected is None
    assert "cannot be told" in found.said.template


def test_places_have_names_in_both_languages() -> None:
    place = replace(known("甲", at(0, 0)), names=("甲", "Alpha Gate"))
    assert isinstance(place, KnownPlace)
    waypoint = Waypoint(*read_as((place.lon, place.lat), "gcj02", "wgs84"), name="alpha  gate")

    assert judge_datum([], [waypoint], "wgs84", around(places=[place])).suspected == "gcj02"
