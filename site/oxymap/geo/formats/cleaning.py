"""Mend what readers found: false origins, heights of zero, empty tracks; warn of leaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median
from typing import TypeVar

from oxymap.geo.formats.result import MAX_TRACKS, Findings, TrackRefusedError
from oxymap.geo.recording import FASTEST_M_S, LONGEST_LEG_M, find_jumps
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint

#: Among heights above this, a height of exactly 0 was not measured, m.
_HIGH_M = 100.0

P = TypeVar("P", TrackPoint, Waypoint)
_Change = Callable[[tuple[TrackPoint, ...]], tuple[TrackPoint, ...]]


def clean(findings: Findings) -> None:
    """Drop and mend in place, with a warning for each kind of change.

    Stationary clusters stay: they are rests, and lengths hardly feel them.

    Raises
    ------
    TrackRefusedError : nothing is left (``empty``), or too many lines (``too_many_tracks``).
    """
    if len(findings.tracks) > MAX_TRACKS:
        message = (
            f"{len(findings.tracks)} lines are a map layer, not a walk; at most {MAX_TRACKS} "
            "tracks are read from a file"
        )
        raise TrackRefusedError("too_many_tracks", message)
    _drop_null_island(findings)
    _drop_empty(findings)
    if not findings.tracks and not findings.waypoints:
        raise TrackRefusedError("empty", _why_empty(findings))
    _forget_zero_heights(findings)
    _warn_of_jumps(findings)


def _drop_null_island(findings: Findings) -> None:
    before = _count(findings)
    findings.tracks = [_with_points(track, _on_earth) for track in findings.tracks]
    findings.waypoints = list(_on_earth(findings.waypoints))
    dropped = before - _count(findings)
    if dropped:
        findings.warn(
            "null_island", f"points at 0, 0 are no positions and were left out: {dropped}"
        )


def _on_earth(points: Iterable[P]) -> tuple[P, ...]:
    return tuple(point for point in points if point.lon != 0 or point.lat != 0)


def _drop_empty(findings: Findings) -> None:
    tracks = []
    for track in findings.tracks:
        segments = tuple(segment for segment in track.segments if segment.points)
        if segments:
            tracks.append(replace(track, segments=segments))
        else:
            findings.warn("empty_track", f"the track {track.name!r} has no points: left out")
    findings.tracks = tracks


def _forget_zero_heights(findings: Findings) -> None:
    everything: list[TrackPoint | Waypoint] = [*_points(findings), *findings.waypoints]
    heights = [point.ele_m for point in everything if point.ele_m is not None]
    real = [height for height in heights if height != 0]
    if len(real) == len(heights) or (real and median(real) < _HIGH_M):
        return
    findings.tracks = [_with_points(track, _without_zero) for track in findings.tracks]
    findings.waypoints = list(_without_zero(findings.waypoints))
    message = f"heights of 0 were not measured and count as missing: {len(heights) - len(real)}"
    findings.warn("zero_heights", message)


def _without_zero(points: Iterable[P]) -> tuple[P, ...]:
    return tuple(replace(point, ele_m=None) if point.ele_m == 0 else point for point in points)


def _warn_of_jumps(findings: Findings) -> None:
    for number, track in enumerate(findings.tracks, start=1):
        jumps = find_jumps(track)
        if jumps:
            first = jumps[0]
            findings.warn(
                "jumps",
                f"track {number} leaps {len(jumps)} times by more than {LONGEST_LEG_M / 1000:g} km "
                f"or faster than {FASTEST_M_S:g} m/s, first by {first.length_m:.0f} m before point "
                f"{first.point + 1} of segment {first.segment + 1}: please check",
            )


def _with_points(track: Track, change: _Change) -> Track:
    segments = tuple(TrackSegment(change(segment.points)) for segment in track.segments)
    return replace(track, segments=segments)


def _points(findings: Findings) -> list[TrackPoint]:
    return [point for track in findings.tracks for point in track.points()]


def _count(findings: Findings) -> int:
    return len(_points(findings)) + len(findings.waypoints)


def _why_empty(findings: Findings) -> str:
    reasons = [warning.message for warning in findings.warnings]
    return "; ".join(["the file has no track and no point", *reasons])
