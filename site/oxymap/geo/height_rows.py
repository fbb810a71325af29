"""Examine a track's heights."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from oxymap.geo import row_words as words
from oxymap.geo.distances import distance_m
from oxymap.geo.height_faults import (
    FEET_M,
    HIGHEST_M,
    find_height_faults,
    in_metres,
    with_interpolated,
)
from oxymap.geo.rows import Repair, Row
from oxymap.geo.surroundings import KnownPlace, Surroundings
from oxymap.geo.track_model import Track, TrackPoint
from oxymap.geo.tracks import measures
from oxymap.wording import say

#: A height that is so many times the known one is in feet (3.28), and nothing else.
_FEET_RATIO = (3.0, 3.55)
_AT_PLACE_M = 120.0
_LOWEST_REFERENCE_M = 100.0
#: Raw heights that climb so many times what is left when smoothed are noise.
_NOISE, _NOISE_M = 2.5, 200.0


def height_rows(track: Track, number: int, around: Surroundings) -> Iterator[Row]:
    """Yield what there is to know of a track's heights."""
    points = list(track.points())
    faults = find_height_faults(track)
    if len(faults.missing) == len(points):
        if points:
            said = say(words.NO_HEIGHTS)
            yield Row(f"heights-{number}", "elevation_missing", "note", said, track=number)
        return
    feet = _feet_row(points, number, around)
    if feet is not None:
        yield feet
        if feet.repair is not None and feet.repair.default:
            track = in_metres(track)
            faults, points = find_height_faults(track), list(track.points())
    if faults.absurd:
        first = points[faults.absurd[0]]
        height = round(first.ele_m or 0.0)
        said = say(words.ABSURD_HEIGHTS, count=len(faults.absurd), height=height)
        place = first.lon, first.lat
        repair = Repair(f"heights-{number}", say(words.DROP_HEIGHTS), default=True)
        yield Row(
            repair.id, "elevation_absurd", "warning", said, place, track=number, repair=repair
        )
    if faults.missing:
        first = points[faults.missing[0]]
        said = say(words.SOME_HEIGHTS, count=len(faults.missing), all=len(points))
        place = first.lon, first.lat
        safe = faults.known_share >= 0.5 and len(faults.absurd) < len(points) - len(faults.missing)
        repair = Repair(f"fill-{number}", say(words.FILL), default=safe)
        yield Row(
            repair.id, "elevation_missing", "warning", said, place, track=number, repair=repair
        )
    yield from _noise_rows(track, number)


def _feet_row(points: list[TrackPoint], number: int, around: Surroundings) -> Row | None:
    found = _feet_reference(points, around)
    heights = [point.ele_m for point in points if point.ele_m is not None]
    repair_id = f"feet-{number}"
    if found is not None:
        point, place, sure = found
        said = say(
            words.FEET_REFERENCE,
            height=round(point.ele_m or 0.0),
            zh=place.zh,
            en=place.en,
            known=round(place.ele_m or 0.0),
        )
        repair = Repair(repair_id, say(words.TO_METRES), default=sure)
        where = point.lon, point.lat
        return Row(repair_id, "elevation_feet", "warning", said, where, None, number, repair)
    if HIGHEST_M < median(heights) < HIGHEST_M / FEET_M:
        said = say(words.FEET_HIGH, height=round(HIGHEST_M))
        repair = Repair(repair_id, say(words.TO_METRES), default=True)
        return Row(repair_id, "elevation_feet", "warning", said, None, None, number, repair)
    return None


def _feet_reference(
    points: list[TrackPoint], around: Surroundings
) -> tuple[TrackPoint, KnownPlace, bool] | None:
    """Return a point beside a place of known height whose height is 3.28 times that.

    And whether there are two such places or more, and none that says otherwise.
    """
    matching, others = [], 0
    for place in around.places:
        if place.ele_m is None or place.ele_m < _LOWEST_REFERENCE_M or place.precision_m > 300:
            continue
        where = place.lon, place.lat
        close = [one for one in points if one.ele_m is not None and _roughly_near(one, where)]
        pairs = [(distance_m((one.lon, one.lat), where), one) for one in close]
        pairs = [pair for pair in pairs if pair[0] <= _AT_PLACE_M]
        if not pairs:
            continue
        _, nearest = min(pairs, key=lambda pair: pair[0])
        ratio = (nearest.ele_m or 0.0) / place.ele_m
        if _FEET_RATIO[0] <= ratio <= _FEET_RATIO[1]:
            matching.append((nearest, place))
        else:
            others += 1
    if not matching or others >= len(matching):
        return None
    return *matching[0], len(matching) > 1 and not others


def _roughly_near(point: TrackPoint, where: tuple[float, float]) -> bool:
    return abs(point.lat - where[1]) < 0.002 and abs(point.lon - where[0]) < 0.003


def _noise_rows(track: Track, number: int) -> Iterator[Row]:
    smooth_m = measures(with_interpolated(track, absurd=True, missing=False)).ascent_m
    heights = [point.ele_m for point in track.points() if point.ele_m is not None]
    raw_m = sum(max(0.0, after - before) for before, after in pairwise(heights))
    if smooth_m is not None and raw_m > _NOISE_M and raw_m > _NOISE * max(smooth_m, 1.0):
        said = say(words.NOISY_HEIGHTS, raw=round(raw_m), smooth=round(smooth_m))
        yield Row(f"noise-{number}", "elevation_noise", "note", said, track=number)
