"""A trail's line as a track, and its measures; worked out once per line."""

from __future__ import annotations

from functools import lru_cache

from oxymap.catalogue.models import Place
from oxymap.geo.tracks import Track, TrackMeasures, TrackPoint, TrackSegment, measures


def trail_track(place: Place) -> Track | None:
    """Return a trail's line with its segments, or None when it has no line."""
    if place.geometry_type == "LineString":
        parts: tuple[object, ...] = (place.coordinates,)
    elif place.geometry_type == "MultiLineString":
        parts = place.coordinates
    else:
        return None
    return _track(place.properties.name.zh, parts)


@lru_cache(maxsize=4096)
def _track(name: str, parts: tuple[tuple[tuple[float, ...], ...], ...]) -> Track:
    segments = tuple(
        TrackSegment(tuple(TrackPoint(c[0], c[1], c[2] if len(c) > 2 else None) for c in part))
        for part in parts
    )
    return Track(name=name, segments=segments)


def trail_measures(place: Place) -> TrackMeasures | None:
    """Return length, ascent, descent and walking time of a trail, or None without a line."""
    track = trail_track(place)
    return _measures(track) if track else None


@lru_cache(maxsize=4096)
def _measures(track: Track) -> TrackMeasures:
    return measures(track)
