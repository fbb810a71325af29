"""The line of a trail or the stops of a route: as GPX, and as plain rows to read off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oxymap.catalogue.models import Page, Place, RouteFront
from oxymap.geo.formats.gpx_out import write_gpx
from oxymap.geo.track_model import Track, TrackSegment, Waypoint
from oxymap.leaflets.imprint import degrees
from oxymap.pages.cards import start_point
from oxymap.pages.edition import Edition
from oxymap.pages.measures import trail_track
from oxymap.pages.trail_files import trail_file
from oxymap.pages.trail_page import has_files

#: A longer list is thinned; the GPX file has every point.
MOST_ROWS = 240


@dataclass(frozen=True)
class Stop:
    """A stop of a route that has a position. ``point`` is (lon, lat), WGS 84."""

    number: int
    place: Place
    point: tuple[float, float]


def trail_gpx(edition: Edition, place: Place) -> bytes | None:
    """Return a trail's line as GPX, or None when it has none to give away."""
    return trail_file(edition, place, "gpx") if has_files(place) else None


def trail_rows(edition: Edition, place: Place) -> tuple[str, ...]:
    """Return the line point by point: number, degrees, height; ends are always among them."""
    track = trail_track(place)
    if track is None or not has_files(place):
        return ()
    points = list(track.points())
    step = -(-len(points) // MOST_ROWS)
    chosen = sorted({*range(0, len(points), step), len(points) - 1})
    precision_m = place.properties.position.precision_m
    return tuple(
        _row(
            edition,
            number + 1,
            degrees(edition, (points[number].lon, points[number].lat), precision_m),
            points[number].ele_m,
        )
        for number in chosen
    )


def _row(edition: Edition, number: int, where: str, ele_m: float | None) -> str:
    height = [] if ele_m is None else [edition.texts.metres(ele_m)]
    return "  ".join([str(number), where, *height])


def route_stops(edition: Edition, front: RouteFront) -> tuple[Stop, ...]:
    """Return the stops that have a position, with their numbers in the list."""
    return tuple(_stops(edition, front))


def _stops(edition: Edition, front: RouteFront) -> Iterator[Stop]:
    for number, stop in enumerate(front.stops, start=1):
        place = edition.catalogue.place(stop.place) if stop.place else None
        point = start_point(place) if place else None
        if place is not None and point is not None:
            yield Stop(number, place, point)


def route_rows(edition: Edition, stops: Sequence[Stop]) -> tuple[str, ...]:
    """Return the stops as rows: number, name, degrees as fine as is known of them."""
    return tuple(
        "  ".join(
            (
                str(stop.number),
                edition.name(stop.place),
                degrees(edition, stop.point, stop.place.properties.position.precision_m),
            )
        )
        for stop in stops
    )


def route_gpx(
    edition: Edition, page: Page, front: RouteFront, stops: Sequence[Stop]
) -> bytes | None:
    """Return a route's stops as waypoints and its trails as segments; None without any."""
    segments = [part for name in front.trails for part in _segments(edition, name)]
    if not stops and not segments:
        return None
    text = edition.texts.text
    note = text("Stops of a themed route. They are not joined: take roads and paths that are open.")
    track = Track(front.title, tuple(segments), tuple(_waypoint(edition, stop) for stop in stops))
    return write_gpx(
        track,
        name=front.title,
        description=f"{front.summary} {note}",
        link=edition.settings.base_url + edition.urls.route(page.id),
        licence="",
    )


def _segments(edition: Edition, trail_id: str) -> tuple[TrackSegment, ...]:
    trail = edition.catalogue.trail(trail_id)
    track = trail_track(trail) if has_files(trail) else None
    return track.segments if track else ()


def _waypoint(edition: Edition, stop: Stop) -> Waypoint:
    position, (lon, lat) = stop.place.properties.position, stop.point
    rough = edition.texts.text("Approximate position") if position.approximate else ""
    return Waypoint(lon, lat, f"{stop.number} {edition.name(stop.place)}", description=rough)
