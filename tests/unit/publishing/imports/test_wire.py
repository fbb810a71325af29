"""What goes between the processes comes back as it was."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
from hypothesis import given, settings

from oxymap.geo.datum import DatumCandidate, DatumReport
from oxymap.geo.surroundings import KnownPlace, KnownTrail, Surroundings
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint
from oxymap.publishing.imports import wire
from oxymap.publishing.imports.models import (
    Refusal,
    Repair,
    Report,
    Row,
    TrackSummary,
    WaypointSummary,
)
from oxymap.wording import say
from tests.unit.geo import making

SAID = say("Track %(name)s has %(count)s points.", name="百花山", count=3)
LINE = ((115.8, 40.0), (115.9, 40.1))


def test_a_report_comes_back() -> None:
    candidate = DatumCandidate("gcj02", 0.5, (SAID,), (LINE,))
    report = Report(
        format="GPX",
        encoding="utf-8",
        rows=(
            Row("jump-0-0", "jump", "warning", SAID, (115.8, 40.0), 7, 0, Repair("r", SAID, True)),
            Row("no_track", "no_track", "error", SAID),
        ),
        tracks=(TrackSummary(0, "a", 2, 1, 12.5, None, (1.0, 2.0, 3.0, 4.0), (LINE,)),),
        waypoints=(WaypointSummary(0, "b", 115.8, 40.0, None, "stone-village"),),
        datum=DatumReport("wgs84", "gcj02", SAID, (candidate,)),
    )

    assert wire.report_from_json(wire.dump(report)) == report


def test_a_refusal_comes_back() -> None:
    refusal = Refusal(SAID, 14, "swapped_axes", (SAID, SAID))

    assert wire.refusal_from_json(wire.dump(refusal)) == refusal


@settings(deadline=None)
@given(making.tracks())
def test_tracks_come_back(track: Track) -> None:
    waypoints = (Waypoint(115.8, 40.0, "a", 3.5, "b"),)

    assert wire.tracks_from_json(wire.tracks_to_json([track], waypoints)) == ((track,), waypoints)


def test_times_are_good_to_a_millisecond() -> None:
    time = datetime(2026, 5, 1, 8, 0, 0, 123_000, tzinfo=UTC)
    track = Track("", (TrackSegment((TrackPoint(115.8, 40.0, None, time),)),))

    (found,), _ = wire.tracks_from_json(wire.tracks_to_json([track], ()))

    assert found == track


def test_surroundings_come_back() -> None:
    place = KnownPlace("a", "甲", "A", 115.8, 40.0, 50.0, 900.0, ("甲", "A"))
    trail = KnownTrail("b", "乙", "B", (LINE,), 15.0, True, LINE)
    around = Surroundings((place,), (trail,), {"yanqing": {"type": "Polygon"}}, "own")

    assert wire.surroundings_from_json(orjson.loads(wire.dump(around))) == around
