"""Each thing to know has its row, with its place and what may be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from oxymap.geo.datum import judge_datum
from oxymap.geo.examine import Examined, default_repairs, examine, examine_tracks
from oxymap.geo.formats.result import ReadResult, ReadWarning
from oxymap.geo.rows import Row
from oxymap.geo.surroundings import Surroundings
from oxymap.geo.track_model import Track, TrackPoint, Waypoint
from oxymap.wording import say
from tests.unit.geo.making import MORNING
from tests.unit.geo.recordings import around, at, known, moved, of, trail, walk

NOWHERE = Surroundings()


def rows(*tracks: Track, near: Surroundings = NOWHERE) -> dict[str, Row]:
    return {row.code: row for row in examine_tracks(tracks, near)}


def report(read: ReadResult, *, wants_line: bool = True) -> list[Row]:
    datum = judge_datum(read.tracks, read.waypoints, "wgs84", NOWHERE)
    return list(examine(Examined(read, datum, NOWHERE, wants_line)))


def place_of(point: TrackPoint) -> tuple[float, float]:
    return point.lon, point.lat


def test_a_good_walk_has_no_row() -> None:
    assert rows(of(walk()), near=around()) == {}


def test_a_file_of_points_has_no_track() -> None:
    read = ReadResult((), (Waypoint(115.8, 39.9),))

    (row,) = report(read)

    assert (row.code, row.severity) == ("no_track", "error")
    assert report(read, wants_line=False) == []


def test_a_place_needs_a_point() -> None:
    (row,) = report(ReadResult((of(walk()),), ()), wants_line=False)

    assert (row.code, row.severity) == ("no_track", "error")


def test_what_the_reader_says_has_its_line() -> None:
    warnings = (
        ReadWarning(7, "bad_time", say("time x is not a time: left out")),
        ReadWarning(1, "false_encoding", say("the file lies")),
        ReadWarning(None, "jumps", say("track 1 leaps")),
    )

    found = report(ReadResult((of(walk()),), (), warnings, "gb18030"))

    assert [(row.code, row.severity, row.line) for row in found] == [
        ("read_warning", "warning", 7),
        ("encoding", "note", 1),
    ]


def test_an_unusual_encoding_is_mentioned() -> None:
    (row,) = report(ReadResult((of(walk()),), (), (), "gb18030"))

    assert (row.code, row.severity) == ("encoding", "note")


def test_a_suspected_datum_is_a_row() -> None:
    near = around(trails=[trail(walk(100))])
    off = of([moved(point, -510, -160) for point in walk(100)])
    datum = judge_datum([off], [], "gcj02", near)
    read = ReadResult((off,), ())

    found = examine(Examined(read, replace(datum, suspected="wgs84"), near))

    assert "datum_suspected" in {row.code for row in found}


def test_outside_the_districts_is_an_error_and_partly_a_warning() -> None:
    far = [moved(point, 60_000) for point in walk()]

    whole = rows(of(far), near=around())["outside_district"]
    part = rows(of(walk(), far), near=around())["outside_district"]

    assert (whole.severity, part.severity) == ("error", "warning")
    assert part.place == place_of(far[0])
    assert part.said.params["share"] == 50


def test_the_line_of_a_published_trail_is_named() -> None:
    near = around(trails=[trail(walk(100))])

    row = rows(of([moved(point, 8) for point in walk(100)]), near=near)["duplicate_of"]

    assert (row.severity, row.said.params["zh"]) == ("warning", "山脊步道")
    assert "published already" in row.said.template


def test_a_common_stretch_is_a_note_with_its_length() -> None:
    near = around(trails=[trail(walk(60))])

    row = rows(of(walk(100)), near=near)["duplicate_of"]

    assert row.severity == "note"
    assert float(str(row.said.params["km"])) == pytest.approx(1.2, abs=0.2)


def test_a_recording_of_a_sketch_is_told() -> None:
    near = around(trails=[trail(walk(100)[::12], recorded=False)])

    row = rows(of(walk(100)), near=near)["duplicate_of"]

    assert "sketch" in row.said.template


def test_the_own_trail_is_no_duplicate() -> None:
    near = around(trails=[trail(walk(100))], own="ridge-walk")

    assert rows(of(walk(100)), near=near) == {}


def test_another_trail_is_no_duplicate() -> None:
    near = around(trails=[trail([moved(point, 400) for point in walk(100)])])

    assert rows(of(walk(100)), near=near) == {}


def test_there_and_back_is_a_note() -> None:
    points = walk(100)

    assert set(rows(of([*points, *points[-2::-1]]))) == {"self_repeating"}


def test_a_loop_is_not_there_and_back() -> None:
    square = [at(0, 20 * n) for n in range(50)]
    square += [at(20 * n, 1000) for n in range(50)]
    square += [at(1000, 1000 - 20 * n) for n in range(50)]
    square += [at(1000 - 20 * n, 0) for n in range(50)]

    assert rows(of(square)) == {}


def test_tiny_and_endless_tracks_are_told() -> None:
    assert "tiny" in rows(of(walk(2)))
    assert "too_long" in rows(of([at(0, 400 * n) for n in range(400)]))


def test_a_name_against_the_direction_is_a_note_with_a_repair() -> None:
    points = walk(100)
    near = around(places=[known("南村", points[0]), known("北坡", points[-1])])

    against = rows(of(points, name="北坡至南村"), near=near)
    along = rows(of(points, name="南村—北坡"), near=near)

    assert against["reversed_name"].repair is not None
    assert not against["reversed_name"].repair.default
    assert "reversed_name" not in along


def test_a_jump_shows_where_and_what_to_do() -> None:
    points = walk()
    points[30] = moved(points[30], 3000)

    row = rows(of(points))["jump"]

    assert (row.severity, row.place, row.track) == ("warning", place_of(points[30]), 0)
    assert row.repair is not None
    assert row.repair.default
    assert str(row.repair.said) == "Remove 1 false points."


def test_a_gap_is_a_note_or_a_warning_by_its_length() -> None:
    points = walk()

    near_gap = rows(of(points[:30], points[36:]))["gap"]
    far_gap = rows(of(points[:30], [moved(point, 300) for point in points[30:]]))["gap"]

    assert (near_gap.severity, far_gap.severity) == ("note", "warning")
    assert far_gap.repair is not None
    assert not far_gap.repair.default


def test_times_that_run_backwards_are_told() -> None:
    points = walk(timed=True)
    points[30] = replace(points[30], time=MORNING - timedelta(hours=2))

    row = rows(of(points))["times_backwards"]

    assert (row.severity, row.place) == ("note", place_of(points[30]))


def test_a_line_of_many_points_is_to_be_simplified() -> None:
    row = rows(of([at(0, n) for n in range(5001)]))["too_many_points"]

    assert row.repair is not None
    assert row.repair.default


# --- heights -----------------------------------------------------------------------------


def test_a_track_without_heights_is_a_note() -> None:
    row = rows(of([replace(point, ele_m=None) for point in walk()]))["elevation_missing"]

    assert (row.severity, row.repair) == ("note", None)


@pytest.mark.parametrize(("every", "default"), [(3, True), (1, False)])
def test_some_missing_heights_can_be_worked_out(every: int, default: bool) -> None:
    points = [
        replace(point, ele_m=None) if n % 4 < 3 and n % every == 0 else point
        for n, point in enumerate(walk())
    ]

    row = rows(of(points))["elevation_missing"]

    assert row.repair is not None
    assert row.repair.default is default


def test_absurd_heights_have_one_row_with_the_first() -> None:
    points = walk()
    points[20] = replace(points[20], ele_m=-9999.0)
    points[40] = replace(points[40], ele_m=3000.0)

    row = rows(of(points))["elevation_absurd"]

    assert (row.said.params["count"], row.place) == (2, place_of(points[20]))


def test_heights_in_feet_are_told_by_a_known_height() -> None:
    points = [replace(point, ele_m=(point.ele_m or 0) / 0.3048) for point in walk()]
    near = around(places=[known("北坡", points[50], ele_m=550.0)])

    row = rows(of(points), near=near)["elevation_feet"]

    assert row.said.params["known"] == 550
    assert row.repair is not None
    assert not row.repair.default


def test_two_known_heights_make_feet_sure() -> None:
    points = [replace(point, ele_m=(point.ele_m or 0) / 0.3048) for point in walk()]
    near = around(
        places=[known("北坡", points[50], ele_m=550.0), known("村", points[5], ele_m=505.0)]
    )

    row = rows(of(points), near=near)["elevation_feet"]

    assert row.repair is not None
    assert row.repair.default


def test_right_heights_are_not_feet() -> None:
    near = around(places=[known("北坡", walk()[50], ele_m=550.0)])

    assert rows(of(walk()), near=near) == {}


def test_heights_above_every_summit_are_feet() -> None:
    points = [replace(point, ele_m=4000.0 + n) for n, point in enumerate(walk())]

    found = rows(of(points))

    assert set(found) == {"elevation_feet"}
    assert default_repairs(found.values()) == {"feet-0"}


def test_noisy_heights_are_a_note() -> None:
    points = [
        replace(point, ele_m=500.0 + 25 * (n % 2) + n / 10) for n, point in enumerate(walk(100))
    ]

    assert rows(of(points))["elevation_noise"].severity == "note"


def test_errors_come_first() -> None:
    far = [moved(point, 60_000) for point in walk()]
    far[10] = replace(far[10], ele_m=None)
    read = ReadResult((of([*far, *far[-2::-1]]),), (), (), "gb18030")
    datum = judge_datum(read.tracks, (), "wgs84", around())

    found = examine(Examined(read, datum, around()))

    severities = [row.severity for row in found]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    assert severities[0] == "error"


def test_ids_are_unique_and_repairs_have_them() -> None:
    points = walk(90)
    for index in (10, 30, 50):
        points[index] = moved(points[index], 3000)
    points[70] = replace(points[70], ele_m=None)

    found = examine_tracks([of(points), of(points)], around())

    ids = [row.id for row in found]
    assert len(ids) == len(set(ids))
    assert all(row.repair.id == row.id for row in found if row.repair)
