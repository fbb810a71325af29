"""Mend what readers found: false origins, heights of zero, empty tracks; warn of leaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from statistics import median
from typing import TypeVar

from oxymap.geo.formats.result import MAX_TRACKS, Findings, TrackRefusedError
from oxymap.geo.recording import FASTEST_M_S, LONGEST_LEG_M, Jump, find_jumps
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint
from oxymap.wording import N_, Say, say

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
        template = N_(
            "%(count)s lines are a map layer, not a walk; at most %(most)s tracks are read from a "
            "file"
        )
        said = say(template, count=len(findings.tracks), most=MAX_TRACKS)
        raise TrackRefusedError("too_many_tracks", said)
    _drop_null_island(findings)
    _drop_empty(findings)
    if not findings.tracks and not findings.waypoints:
        raise TrackRefusedError(
            "empty",
            say(N_("the file has no track and no point")),
            because=tuple(warning.said for warning in findings.warnings),
        )
    _forget_zero_heights(findings)
    _warn_of_jumps(findings)


def _drop_null_island(findings: Findings) -> None:
    before = _count(findings)
    findings.tracks = [_with_points(track, _on_earth) for track in findings.tracks]
    findings.waypoints = list(_on_earth(findings.waypoints))
    dropped = before - _count(findings)
    if dropped:
        template = N_("points at 0, 0 are no positions and were left out: %(count)s")
        findings.warn("null_island", say(template, count=dropped))


def _on_earth(points: Iterable[P]) -> tuple[P, ...]:
    return tuple(point for point in points if point.lon != 0 or point.lat != 0)


def _drop_empty(findings: Findings) -> None:
    tracks = []
    for track in findings.tracks:
        segments = tuple(segment for segment in track.segments if segment.points)
        if segments:
            tracks.append(replace(track, segments=segments))
        else:
            template = N_("the track %(name)s has no points: left out")
            findings.warn("empty_track", say(template, name=repr(track.name)))
    findings.tracks = tracks


def _forget_zero_heights(findings: Findings) -> None:
    everything: list[TrackPoint | Waypoint] = [*_points(findings), *findings.waypoints]
    heights = [point.ele_m for point in everything if point.ele_m is not None]
    real = [height for height in heights if height != 0]
    if len(real) == len(heights) or (real and median(real) < _HIGH_M):
        return
    findings.tracks = [_with_points(track, _without_zero) for track in findings.tracks]
    findings.waypoints = list(_without_zero(findings.waypoints))
    template = N_("heights of 0 were not measured and count as missing: %(count)s")
    findings.warn("zero_heights", say(template, count=len(heights) - len(real)))


def _without_zero(points: Iterable[P]) -> tuple[P, ...]:
    return tuple(replace(point, ele_m=None) if point.ele_m == 0 else point for point in points)


def _warn_of_jumps(findings: Findings) -> None:
    for number, track in enumerate(findings.tracks, start=1):
        jumps = find_jumps(track)
        if jumps:
            findings.warn("jumps", _said_of_jumps(number, jumps))


def _said_of_jumps(number: int, jumps: list[Jump]) -> Say:
    first = jumps[0]
    return say(
        N_(
            "track %(track)s leaps %(count)s times by more than %(km)s km or faster than "
            "%(speed)s m/s, first by %(length)s m before point %(point)s of segment %(segment)s: "
            "please check"
        ),
        track=number,
        count=len(jumps),
        km=f"{LONGEST_LEG_M / 1000:g}",
        speed=f"{FASTEST_M_S:g}",
        length=f"{first.length_m:.0f}",
        point=first.point + 1,
        segment=first.segment + 1,
    )


def _with_points(track: Track, change: _Change) -> Track:
    segments = tuple(TrackSegment(change(segment.points)) for segment in track.segments)
    return replace(track, segments=segments)


def _points(findings: Findings) -> list[TrackPoint]:
    return [point for track in findings.tracks for point in track.points()]


def _count(findings: Findings) -> int:
    return len(_points(findings)) + len(findings.waypoints)
