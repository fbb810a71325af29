"""Mend tracks as a planner has accepted it; nothing is changed that was not accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from oxymap.geo.distances import distance_m
from oxymap.geo.faults import Fault, find_faults
from oxymap.geo.height_faults import in_metres, with_interpolated
from oxymap.geo.simplify import simplify
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment

#: Above this a line is heavier than a map needs.
MANY_POINTS = 5000
SIMPLIFY_M = 5.0
#: Simplified lines keep a point so often: heights hang on them, and a long straight leg would
#: look like a jump.
_LONGEST_LEG_M = 60.0
#: Faults of a kind that are told one by one; the others together.
TOLD_APART = 20


def apply_repairs(tracks: Sequence[Track], accepted: Iterable[str]) -> tuple[Track, ...]:
    """Return the tracks with the accepted repairs made; ids that fit nothing change nothing.

    Parameters
    ----------
    tracks : as `oxymap.geo.examine.examine_tracks` was given them.
    accepted : ids of its repairs.

    Returns
    -------
    As many tracks; parts of a single point that a repair has left over are dropped.
    """
    ids = frozenset(accepted)
    return tuple(_repaired(track, number, ids) for number, track in enumerate(tracks))


def numbered_faults(track: Track, number: int) -> Iterator[tuple[str, list[Fault]]]:
    """Yield (id, faults) of one track: repeated points together, the others mostly apart."""
    counts: Counter[str] = Counter()
    groups: dict[str, list[Fault]] = {}
    for fault in sorted(find_faults(track), key=lambda fault: fault.at):
        code = fault.code
        if code == "duplicate_points":
            key = f"{code}-{number}"
        elif counts[code] < TOLD_APART:
            key = f"{code}-{number}-{counts[code]}"
        else:
            key = f"{code}-{number}-rest" if fault.safe else f"{code}-{number}-others"
        counts[code] += 1
        groups.setdefault(key, []).append(fault)
    yield from groups.items()


def with_safe_changes(track: Track) -> Track:
    """Return the track without the false points that may be removed without asking."""
    return _with_changes(track, [fault for fault in find_faults(track) if fault.safe])


def simplified(track: Track) -> Track:
    """Return the track with fewer points: 5 m off at most, more only if too many would be left."""
    tolerance = SIMPLIFY_M
    length_m = sum(_length_m(segment.points) for segment in track.segments)
    longest_m = max(_LONGEST_LEG_M, 2 * length_m / MANY_POINTS)
    for _ in range(8):
        segments = tuple(
            TrackSegment(tuple(_simplified(segment.points, tolerance, longest_m)))
            for segment in track.segments
        )
        found = replace(track, segments=segments)
        if found.point_count() <= MANY_POINTS:
            break
        tolerance *= 1.5
    return found


def _repaired(track: Track, number: int, accepted: Collection[str]) -> Track:
    if not any(name.split("-")[1:2] == [str(number)] for name in accepted):
        return track
    if f"feet-{number}" in accepted:
        track = in_metres(track)
    track = _with_changes(
        track,
        [
            fault
            for name, faults in numbered_faults(track, number)
            if name in accepted
            for fault in faults
        ],
    )
    track = with_interpolated(
        track, absurd=f"heights-{number}" in accepted, missing=f"fill-{number}" in accepted
    )
    if f"simplify-{number}" in accepted:
        track = simplified(track)
    return _turned(track) if f"turn-{number}" in accepted else track


def _turned(track: Track) -> Track:
    segments = tuple(TrackSegment(one.points[::-1]) for one in reversed(track.segments))
    return replace(track, segments=segments)


def _with_changes(track: Track, faults: Sequence[Fault]) -> Track:
    """Return the track without removed points, split and joined; numbers stay the old ones."""
    breaks, number = set(), 0
    for segment in track.segments:
        breaks.add(number)
        number += len(segment.points)
    removed = {point for fault in faults if fault.change == "remove" for point in fault.points}
    breaks |= {fault.at for fault in faults if fault.change == "split"}
    for fault in faults:
        if fault.change == "join":
            breaks -= set(range(fault.at + 1, fault.points[0] + 1))
    part, parts = 0, []
    for at, point in enumerate(track.points()):
        part += at in breaks
        if at not in removed:
            parts.append((part, point))
    runs = [tuple(point for _, point in run) for _, run in groupby(parts, key=lambda one: one[0])]
    return replace(track, segments=tuple(TrackSegment(run) for run in runs if len(run) > 1))


def _simplified(
    points: Sequence[TrackPoint], tolerance: float, longest_m: float
) -> Iterator[TrackPoint]:
    positions = [(point.lon, point.lat, float(at)) for at, point in enumerate(points)]
    kept = [round(position[2]) for position in simplify(positions, tolerance)]
    for start, end in pairwise(kept):
        yield points[start]
        yield from _between(points[start:end], longest_m)
    if kept:
        yield points[kept[-1]]


def _between(points: Sequence[TrackPoint], longest_m: float) -> Iterator[TrackPoint]:
    """Yield points of a straight leg (its start is the first) so that no part is too long."""
    last, before = points[0], points[0]
    for point in points[1:]:
        if _leg_m(last, point) > longest_m and before is not last:
            yield before
            last = before
        before = point


def _leg_m(start: TrackPoint, end: TrackPoint) -> float:
    return distance_m((start.lon, start.lat), (end.lon, end.lat))


def _length_m(points: Sequence[TrackPoint]) -> float:
    return sum(_leg_m(start, end) for start, end in pairwise(points))
