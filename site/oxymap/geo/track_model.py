"""A recorded or drawn line in the words of GPX 1.1: track, segment, point, waypoint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

#: West, south, east, north in degrees.
BBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """One position of a line.

    Parameters
    ----------
    lon, lat : degrees, WGS 84.
    ele_m : height in metres, or None when it is not known.
    time : aware time of the recording, or None.
    """

    lon: float
    lat: float
    ele_m: float | None = None
    time: datetime | None = None


@dataclass(frozen=True)
class TrackSegment:
    """An unbroken run of points; between two segments nothing was recorded."""

    points: tuple[TrackPoint, ...]


@dataclass(frozen=True)
class Waypoint:
    """A named position.

    Parameters
    ----------
    lon, lat : degrees, WGS 84.
    name, description : plain text, possibly empty; never to be shown as HTML.
    ele_m : height in metres, or None.
    """

    lon: float
    lat: float
    name: str = ""
    ele_m: float | None = None
    description: str = ""


@dataclass(frozen=True)
class Track:
    """A line that may have breaks, and what stands beside it.

    Parameters
    ----------
    name : plain text, possibly empty.
    segments : runs of points in order of travel; they are never joined silently.
    waypoints : named positions that belong to the track.
    """

    name: str
    segments: tuple[TrackSegment, ...]
    waypoints: tuple[Waypoint, ...] = ()

    def points(self) -> Iterator[TrackPoint]:
        """Yield the points of all segments in order."""
        for segment in self.segments:
            yield from segment.points

    def point_count(self) -> int:
        """Count the points of all segments."""
        return sum(len(segment.points) for segment in self.segments)

    def bbox(self) -> BBox | None:
        """Return the box around all points, or None for a track without points."""
        points = list(self.points())
        if not points:
            return None
        lons, lats = [point.lon for point in points], [point.lat for point in points]
        return min(lons), min(lats), max(lons), max(lats)
