"""Examine where a track runs: in the districts, along published trails, back its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import shapely
from shapely.geometry import shape

from oxymap.geo import row_words as words
from oxymap.geo.datum_evidence import plain
from oxymap.geo.distances import distance_m
from oxymap.geo.likeness import Likeness, compare_with_trails, share_walked_twice
from oxymap.geo.recording import leg_lengths_m
from oxymap.geo.rows import Repair, Row
from oxymap.geo.surroundings import KnownPlace, Surroundings
from oxymap.geo.track_model import Track
from oxymap.wording import say

#: Outlines are generalised, and walls and ridges run along them.
BORDER_M = 1500.0
_METRES_PER_DEGREE = 111_320.0
TINY_M, TOO_LONG_M = 50.0, 150_000.0
_SAME, _SAME_SKETCH, _FEWEST_MARKS = 0.9, 0.8, 4
_PART, _PART_M = 0.3, 300.0
_TWICE = 0.8
_FROM_TO = re.compile(r"\s*(?:—+|–|->|→|~|至|到|\s-\s|\bto\b)\s*")
#: A walk that begins or ends within this of a place begins or ends there, m.
_AT_PLACE_M = 600.0


def line_rows(track: Track, number: int, around: Surroundings) -> Iterator[Row]:
    """Yield what there is to know of a track's course."""
    yield from _length_rows(track, number)
    yield from _outside_rows(track, number, around)
    yield from _trail_rows(track, number, around)
    if share_walked_twice(track) >= _TWICE:
        yield Row(
            f"twice-{number}", "self_repeating", "note", say(words.THERE_AND_BACK), track=number
        )
    yield from _name_rows(track, number, around)


def _length_rows(track: Track, number: int) -> Iterator[Row]:
    length_m = sum(sum(leg_lengths_m(segment.points)) for segment in track.segments)
    if length_m < TINY_M:
        said = say(words.TINY, length=round(length_m))
        yield Row(f"tiny-{number}", "tiny", "warning", said, track=number)
    elif length_m > TOO_LONG_M:
        said = say(words.TOO_LONG, km=round(length_m / 1000))
        yield Row(f"long-{number}", "too_long", "warning", said, track=number)


def _outside_rows(track: Track, number: int, around: Surroundings) -> Iterator[Row]:
    points = list(track.points())
    if not around.districts or not points:
        return
    area = shapely.union_all([shape(dict(one)) for one in around.districts.values()])
    area = shapely.buffer(area, BORDER_M / _METRES_PER_DEGREE)
    shapely.prepare(area)
    inside = shapely.contains_xy(area, [one.lon for one in points], [one.lat for one in points])
    if inside.all():
        return
    first = points[int(inside.argmin())]
    place = first.lon, first.lat
    if not inside.any():
        said = say(words.OUTSIDE_ALL)
        yield Row(f"outside-{number}", "outside_district", "error", said, place, track=number)
        return
    said = say(words.OUTSIDE_PART, share=max(1, round(100 * (1 - float(inside.mean())))))
    yield Row(f"outside-{number}", "outside_district", "warning", said, place, track=number)


def _trail_rows(track: Track, number: int, around: Surroundings) -> Iterator[Row]:
    others = [trail for trail in around.trails if trail.id != around.own]
    for count, found in enumerate(compare_with_trails(track, others)[:5]):
        row_id = f"trail-{number}-{count}"
        names = {"zh": found.trail.zh, "en": found.trail.en}
        if found.trail.recorded and min(found.share, found.share_of_trail) >= _SAME:
            said = say(words.SAME_TRAIL, **names)
            yield Row(row_id, "duplicate_of", "warning", said, found.place, track=number)
        elif _is_sketch_of(found):
            said = say(words.SKETCHED_TRAIL, **names)
            yield Row(row_id, "duplicate_of", "warning", said, found.place, track=number)
        elif found.trail.recorded and found.share >= _PART and found.common_m >= _PART_M:
            said = say(words.PART_OF_TRAIL, km=f"{found.common_m / 1000:.1f}", **names)
            yield Row(row_id, "duplicate_of", "note", said, found.place, track=number)


def _is_sketch_of(found: Likeness) -> bool:
    marks = sum(len(line) for line in found.trail.lines)
    sketched = not found.trail.recorded and marks >= _FEWEST_MARKS
    return sketched and found.share_of_trail >= _SAME_SKETCH


def _name_rows(track: Track, number: int, around: Surroundings) -> Iterator[Row]:
    """Yield a note when the name says from where to where, and the line runs back."""
    parts = [part for part in _FROM_TO.split(track.name) if part]
    points = list(track.points())
    if len(parts) < 2 or len(points) < 2:
        return
    by_name = {plain(name): place for place in around.places for name in place.names}
    first, last = by_name.get(plain(parts[0])), by_name.get(plain(parts[-1]))
    if first is None or last is None or first.id == last.id:
        return
    start, end = (points[0].lon, points[0].lat), (points[-1].lon, points[-1].lat)
    if _is_at(end, first) and _is_at(start, last) and not _is_at(start, first):
        said = say(words.NAMED_REVERSED, first=parts[0], last=parts[-1])
        repair = Repair(f"turn-{number}", say(words.TURN_ROUND), default=False)
        yield Row(f"turn-{number}", "reversed_name", "note", said, start, None, number, repair)


def _is_at(position: tuple[float, float], place: KnownPlace) -> bool:
    return distance_m(position, (place.lon, place.lat)) <= max(_AT_PLACE_M, place.precision_m)
