"""What is mended after reading, and what is only warned of."""

from __future__ import annotations

import pytest

from oxymap.geo.formats import cleaning
from oxymap.geo.formats.cleaning import clean
from oxymap.geo.formats.result import Findings, TrackRefusedError
from oxymap.geo.track_model import TrackPoint, Waypoint
from tests.unit.geo.making import northwards, recorded, track

NULL = TrackPoint(0.0, 0.0, 500.0)


def cleaned(*tracks, waypoints=()):
    """Return findings of tracks and waypoints after cleaning."""
    findings = Findings(tracks=list(tracks), waypoints=list(waypoints))
    clean(findings)
    return findings


def codes(findings):
    """List the codes of the warnings."""
    return [warning.code for warning in findings.warnings]


def heights_of(findings):
    """List the heights of the first track."""
    return [point.ele_m for point in findings.tracks[0].points()]


def test_a_good_track_stays_as_it_is():
    walk = track(northwards((0, 500), (100, 510)), name="a", waypoints=[Waypoint(116, 40)])

    findings = cleaned(walk)

    assert (findings.tracks, findings.warnings) == ([walk], [])


def test_points_at_zero_zero_go():
    findings = cleaned(track([*northwards((0, 500)), NULL, *northwards((100, 510))]))

    assert [point.lon for point in findings.tracks[0].points()] == [115.8, 115.8]
    assert codes(findings) == ["null_island"]


def test_waypoints_at_zero_zero_go_and_are_counted():
    waypoints = [Waypoint(0, 0, "a"), Waypoint(116, 40, "b"), Waypoint(0, 0, "c")]

    findings = cleaned(waypoints=waypoints)

    assert [waypoint.name for waypoint in findings.waypoints] == ["b"]
    assert findings.warnings[0].message.endswith("left out: 2")


@pytest.mark.parametrize("position", [(0.0, 40.0), (116.0, 0.0)])
def test_one_zero_is_a_position(position):
    assert codes(cleaned(waypoints=[Waypoint(*position)])) == []


def test_empty_segments_go():
    findings = cleaned(track([], northwards((0, 500), (100, 510)), []))

    assert [len(segment.points) for segment in findings.tracks[0].segments] == [2]


def test_empty_tracks_go_with_a_warning_each():
    findings = cleaned(track([], name="a"), track(northwards((0, 500))), track(name="b"))

    messages = [warning.message.partition(" has")[0] for warning in findings.warnings]
    assert messages == ["the track 'a'", "the track 'b'"]


def test_a_track_that_was_only_at_zero_zero_goes():
    findings = cleaned(track([NULL, NULL]), waypoints=[Waypoint(116, 40)])

    assert (findings.tracks, codes(findings)) == ([], ["null_island", "empty_track"])


def test_nothing_left_is_refused_with_the_reasons():
    with pytest.raises(TrackRefusedError, match="no track and no point; points at 0, 0") as caught:
        cleaned(track([NULL]))

    assert caught.value.reason == "empty"


def test_zeros_among_hundreds_are_missing():
    findings = cleaned(track(northwards((0, 850), (50, 0), (100, 860), (150, 0))))

    assert heights_of(findings) == [850, None, 860, None]
    assert findings.warnings[0].message.endswith("count as missing: 2")


def test_zeros_by_the_sea_are_heights():
    findings = cleaned(track(northwards((0, 3), (50, 0), (100, -2))))

    assert (heights_of(findings), codes(findings)) == ([3, 0, -2], [])


def test_nothing_but_zeros_are_no_heights():
    findings = cleaned(track(northwards((0, 0), (50, 0))))

    assert (heights_of(findings), codes(findings)) == ([None, None], ["zero_heights"])


def test_the_zero_of_a_waypoint_is_judged_by_the_whole_file():
    waypoint = Waypoint(115.8, 39.95, "亭", 0.0)

    findings = cleaned(track(northwards((0, 850), (50, 860))), waypoints=[waypoint])

    assert findings.waypoints[0].ele_m is None


def test_missing_heights_are_no_zeros():
    findings = cleaned(track(northwards((0, None), (50, None))))

    assert codes(findings) == []


def test_leaps_are_warned_of_and_kept():
    walk = track(recorded((0, 0), (50, 40), (9000, 50)))

    findings = cleaned(walk)

    assert findings.tracks == [walk]
    assert findings.warnings[0].message == (
        "track 1 leaps 1 times by more than 2 km or faster than 15 m/s, "
        "first by 8951 m before point 3 of segment 1: please check"
    )


def test_every_leaping_track_is_named():
    leaping = track(northwards((0, None), (9000, None)))

    findings = cleaned(leaping, track(northwards((0, None))), leaping)

    assert [warning.message[:7] for warning in findings.warnings] == ["track 1", "track 3"]


def test_rests_are_kept():
    rest = track(recorded(*((0, 10 * number) for number in range(30))))

    findings = cleaned(rest)

    assert (findings.tracks, codes(findings)) == ([rest], [])


def test_too_many_lines_are_a_layer(monkeypatch):
    monkeypatch.setattr(cleaning, "MAX_TRACKS", 2)
    walk = track(northwards((0, 500), (100, 510)))

    with pytest.raises(TrackRefusedError, match="3 lines are a map layer, not a walk") as caught:
        cleaned(walk, walk, walk)

    assert caught.value.reason == "too_many_tracks"
