"""Put a trail's page together."""

from __future__ import annotations

from collections.abc import Iterator

from oxymap.catalogue.models import Place
from oxymap.geo.distances import distance_m
from oxymap.geo.tracks import TrackMeasures, profile
from oxymap.maps.profile import draw_profile
from oxymap.pages import illustrations
from oxymap.pages.cards import place_card, trail_card
from oxymap.pages.edition import Edition
from oxymap.pages.leaflet_links import leaflets
from oxymap.pages.measures import trail_measures, trail_track
from oxymap.pages.meta import json_for_script
from oxymap.pages.models import Download, Fact, ProfileRow, ProfileView, TrailView
from oxymap.pages.page_maps import detail_map, line_parts
from oxymap.pages.place_page import (
    NEARBY_LAYERS,
    PASSES_M,
    hand_off,
    position_text,
    routes_through,
)
from oxymap.pages.takeaway_links import takeaway_links

PROFILE_SIZE = (640, 300)
#: About this many points make a smooth profile.
PROFILE_POINTS = 160
TABLE_ROWS = 12
PLACES_MOST = 8
DOWNLOADS = (
    ("gpx", "GPX 1.1", "application/gpx+xml"),
    ("kml", "KML 2.2", "application/vnd.google-earth.kml+xml"),
    ("geojson", "GeoJSON", "application/geo+json"),
)


def trail_view(edition: Edition, place: Place) -> TrailView:
    """Return everything that a trail's page shows."""
    text, properties = edition.texts.text, place.properties
    near = places_along(edition, place)
    drawn = profile_view(edition, place)
    children = edition.catalogue.children.get(place.id, ())
    return TrailView(
        card=trail_card(edition, place),
        facts=tuple(facts(edition, place)),
        line_text=line_text(edition, place),
        position_text=position_text(edition, place),
        profile=drawn,
        no_profile_text=None if drawn else _no_profile(edition, place),
        waypoints=tuple(_waypoints(edition, place)),
        downloads=downloads(edition, place),
        leaflets=_to_take_along(edition, place),
        map_links=hand_off(edition, place),
        safety=properties.safety[edition.lang] if properties.safety else None,
        note=properties.note[edition.lang] if properties.note else None,
        parent=trail_card(edition, edition.catalogue.places[properties.parent])
        if properties.parent
        else None,
        children=tuple(trail_card(edition, child) for child in children),
        places=tuple(place_card(edition, other) for other in near),
        routes=routes_through(edition, place.id),
        map=detail_map(
            edition,
            f"trail-{place.id}",
            text("Map of %(name)s", name=edition.name(place)),
            [place, *near] if place.geometry_type else [],
            about=place.id,
        ),
        illustration=illustrations.of_place(place),
    )


def facts(edition: Edition, place: Place) -> Iterator[Fact]:
    """Yield a trail's measures; those of a schematic line say that they are approximate."""
    texts, properties = edition.texts, place.properties
    measures = trail_measures(place)
    yield Fact(texts.text("Kind"), texts.label("kind", properties.kind))
    if measures:
        yield from _measures(edition, place, measures)
    if properties.terrain:
        yield Fact(texts.text("Underfoot"), texts.label("terrain", properties.terrain))
    yield Fact(texts.text("Status"), texts.label("status", properties.status))
    if properties.seasons:
        words = [texts.label("season", value) for value in properties.seasons]
        yield Fact(texts.text("Seasons"), texts.join(words))


def _measures(edition: Edition, place: Place, measures: TrackMeasures) -> Iterator[Fact]:
    texts = edition.texts
    hint = None if place.properties.line == "recorded" else texts.text("from a schematic line")
    yield Fact(texts.text("Length"), trail_card(edition, place).length or "", hint)
    if measures.ascent_m is not None and measures.descent_m is not None:
        yield Fact(texts.text("Ascent"), texts.metres(round(measures.ascent_m, -1)), hint)
        yield Fact(texts.text("Descent"), texts.metres(round(measures.descent_m, -1)), hint)
    if measures.min_ele_m is not None and measures.max_ele_m is not None:
        low, high = texts.metres(measures.min_ele_m), texts.metres(measures.max_ele_m)
        yield Fact(texts.text("Heights"), texts.text("%(start)s to %(end)s", start=low, end=high))
    if measures.walking_time_min and place.properties.kind == "trail":
        yield Fact(
            texts.text("Walking time"),
            texts.duration(measures.walking_time_min),
            texts.text("for reference, without rests; formula of the Swiss hiking trails"),
        )


def line_text(edition: Edition, place: Place) -> str:
    """Return how a line was made, in a sentence."""
    text = edition.texts.text
    if place.geometry_type is None:
        return text("This trail has no line on the map yet.")
    if place.properties.line == "recorded":
        return text("Recorded line, as it was walked.")
    return text("Schematic line through known points. It is not for finding your way.")


def _no_profile(edition: Edition, place: Place) -> str | None:
    if place.geometry_type is None:
        return None
    return edition.texts.text("A profile is drawn only where the points of a line have heights.")


def profile_view(edition: Edition, place: Place) -> ProfileView | None:
    """Return the elevation profile, or None when a vertex has no height."""
    track, measures = trail_track(place), trail_measures(place)
    if track is None or measures is None or measures.ascent_m is None:
        return None
    texts = edition.texts
    points = profile(track, max(10.0, measures.length_m / PROFILE_POINTS))
    names = _named_along(edition, place, [(p.lon, p.lat) for p in points])
    marks = [(points[n].distance_m, points[n].ele_m, name) for n, name in names.items()]
    step = max(1, len(points) // TABLE_ROWS)
    shown = sorted({*range(0, len(points), step), len(points) - 1})
    label = texts.text("Elevation profile of %(name)s", name=edition.name(place))
    data = [[round(p.distance_m), round(p.ele_m), round(p.lon, 6), round(p.lat, 6)] for p in points]
    return ProfileView(
        picture=draw_profile(
            [(p.distance_m, p.ele_m) for p in points], marks, PROFILE_SIZE, label, edition.lang
        ),
        data_json=json_for_script({"points": data}),
        rows=tuple(
            ProfileRow(
                texts.distance(points[n].distance_m), texts.metres(points[n].ele_m), names.get(n)
            )
            for n in sorted({*shown, *names})
        ),
        label=label,
    )


def _named_along(
    edition: Edition, place: Place, points: list[tuple[float, float]]
) -> dict[int, str]:
    """Return the names of waypoints by the index of the nearest profile point."""
    found: dict[int, str] = {}
    for waypoint in place.properties.waypoints:
        if waypoint.name is None:
            continue
        here = (waypoint.lon, waypoint.lat)
        distances = [distance_m(here, point) for point in points]
        nearest = min(range(len(points)), key=distances.__getitem__)
        if distances[nearest] < 60:
            found.setdefault(nearest, waypoint.name[edition.lang])
    return found


def _waypoints(edition: Edition, place: Place) -> Iterator[Fact]:
    texts = edition.texts
    for waypoint in place.properties.waypoints:
        if waypoint.name is not None:
            height = texts.metres(waypoint.ele_m) if waypoint.ele_m is not None else "–"
            yield Fact(waypoint.name[edition.lang], height)


def has_files(place: Place) -> bool:
    """Tell whether a trail has files to take along: it has a line and is not closed."""
    return place.geometry_type is not None and place.properties.status != "closed"


def _to_take_along(edition: Edition, place: Place) -> tuple[Download, ...]:
    """Return the leaflets, and the files that need no network; a closed trail has none."""
    if not has_files(place):
        return ()
    urls = edition.urls
    whole = takeaway_links(edition, urls.trail_offline(place.id), urls.trail_pack(place.id))
    return (*leaflets(edition, urls.trail_leaflet, place.id), *whole)


def downloads(edition: Edition, place: Place) -> tuple[Download, ...]:
    """Return the files of a trail; a closed trail has none."""
    if not has_files(place):
        return ()
    note = line_text(edition, place)
    return tuple(
        Download(label, edition.urls.download(place.id, suffix), media_type, note)
        for suffix, label, media_type in DOWNLOADS
    )


def places_along(edition: Edition, place: Place) -> list[Place]:
    """Return the places beside a line, in the order in which the line passes them."""
    vertices = [vertex for line in line_parts(place) for vertex in line]
    if not vertices:
        return []
    found = []
    for layer in NEARBY_LAYERS:
        for other in edition.catalogue.layer(layer):
            if other.point is None:
                continue
            distances = [distance_m(other.point, vertex) for vertex in vertices]
            if min(distances) <= PASSES_M:
                found.append((distances.index(min(distances)), other.id, other))
    return [other for _, _, other in sorted(found, key=lambda item: item[:2])[:PLACES_MOST]]
