"""What the leaflet of a trail says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from oxymap.catalogue.models import LANGS, Place, Waypoint
from oxymap.geo.distances import distance_m
from oxymap.geo.tracks import profile
from oxymap.leaflets import imprint
from oxymap.leaflets.extent import extent
from oxymap.leaflets.models import Group, Leaflet, MapPart, Mark, ProfilePart, Row, Safety
from oxymap.leaflets.prose import plain_prose
from oxymap.maps.words import map_words
from oxymap.pages.cards import township_label, trail_card
from oxymap.pages.edition import Edition
from oxymap.pages.measures import trail_measures, trail_track
from oxymap.pages.models import Fact
from oxymap.pages.page_maps import attribution, line_parts, map_features
from oxymap.pages.place_page import position_text
from oxymap.pages.trail_page import facts, line_text, places_along
from oxymap.web.i18n import HTML_LANGS

#: A named point belongs to the line when it is this near to a vertex.
ON_THE_LINE_M = 60.0
#: About this many points make a smooth profile.
PROFILE_POINTS = 220


def trail_leaflet(edition: Edition, place: Place, *, draft: bool = False) -> Leaflet:
    """Return everything that a trail's leaflet says."""
    text, properties = edition.texts.text, place.properties
    other = next(lang for lang in LANGS if lang != edition.lang)
    rows = list(_rows(edition, place))
    near = places_along(edition, place)
    return Leaflet(
        lang=edition.lang,
        language=HTML_LANGS[edition.lang],
        day=edition.today,
        author=edition.settings.operator or text("OxyMap"),
        kicker=" · ".join(
            (
                edition.texts.label("kind", properties.kind),
                edition.texts.label("district", properties.district),
            )
        ),
        title_parts=(edition.name(place), ""),
        other_title=properties.name[other],
        summary=properties.summary[edition.lang],
        facts=tuple(facts(edition, place)),
        cover_facts=tuple(_cover_facts(edition, place)),
        notes=(properties.note[edition.lang],) if properties.note else (),
        map=_map(edition, place, near),
        profile=_profile(edition, place),
        groups=tuple(_groups(edition, rows, near)),
        prose=plain_prose(properties.description[edition.lang]) if properties.description else (),
        safety=_safety(edition, place),
        imprint=imprint.imprint(edition, edition.urls.trail(place.id), _sources(edition, place)),
        words=imprint.words(edition),
        draft=draft,
    )


def named_points(place: Place) -> list[Waypoint]:
    """Return the waypoints that the list has, in their order."""
    return [waypoint for waypoint in place.properties.waypoints if waypoint.name is not None]


def _sources(edition: Edition, place: Place) -> tuple[str, ...]:
    """Return how the line was made; the record's own words are English."""
    how = position_text(edition, place)
    return (how,) if edition.lang == "zh" else (how, place.properties.position.source)


def _cover_facts(edition: Edition, place: Place) -> Iterator[Fact]:
    text, card = edition.texts.text, trail_card(edition, place)
    for label, value in (
        (text("Length"), card.length),
        (text("Ascent"), card.ascent),
        (text("Walking time"), card.time),
    ):
        if value:
            yield Fact(label, value)


# --- the way ------------------------------------------------------------------------------


def _rows(edition: Edition, place: Place) -> Iterator[Row]:
    texts = edition.texts
    for number, waypoint in enumerate(named_points(place), start=1):
        assert waypoint.name is not None  # noqa: S101 -- chosen so
        along = _along_m(place, waypoint)
        parts = [] if along is None else [texts.distance(along)]
        parts += [] if waypoint.ele_m is None else [texts.metres(waypoint.ele_m)]
        yield Row(number, waypoint.name[edition.lang], " · ".join(parts))


def _along_m(place: Place, waypoint: Waypoint) -> float | None:
    """Return how far along a line of one part a point is; None beside the line."""
    parts = line_parts(place)
    if len(parts) != 1:
        return None
    legs = [distance_m(one, other) for one, other in pairwise(parts[0])]
    lengths = list(accumulate(legs, initial=0.0))
    here = (waypoint.lon, waypoint.lat)
    away = [distance_m(here, vertex) for vertex in parts[0]]
    nearest = min(range(len(away)), key=away.__getitem__)
    return lengths[nearest] if away[nearest] <= ON_THE_LINE_M else None


def _groups(edition: Edition, rows: Sequence[Row], near: Sequence[Place]) -> Iterator[Group]:
    text = edition.texts.text
    if rows:
        yield Group(text("Points on the way"), tuple(rows))
    if near:
        yield Group(text("Places along the way"), tuple(_near(edition, near)))


def _near(edition: Edition, near: Sequence[Place]) -> Iterator[Row]:
    for place in near:
        kind = edition.texts.label("kind", place.properties.kind)
        township = township_label(edition, place)
        yield Row(None, edition.name(place), " · ".join(part for part in (kind, township) if part))


# --- map and profile ----------------------------------------------------------------------


def _map(edition: Edition, place: Place, near: Sequence[Place]) -> MapPart | None:
    lines = map_features(edition, [place])
    if not lines:
        return None
    points = named_points(place)
    ends = {lines[0].lines[0][0], lines[0].lines[-1][-1]}
    highest = _highest(place)
    marks = [
        Mark(
            point=(waypoint.lon, waypoint.lat),
            name=waypoint.name[edition.lang] if waypoint.name else "",
            number=number,
            approximate=place.properties.position.approximate,
            weight=0 if (waypoint.lon, waypoint.lat) in ends or waypoint is highest else 2,
        )
        for number, waypoint in enumerate(points, start=1)
    ]
    taken = {mark.name for mark in marks}
    marks += [
        Mark(other.point, edition.name(other), None, other.properties.position.approximate, 3)
        for other in near
        if other.point and edition.name(other) not in taken
    ]
    return MapPart(
        lines=lines,
        marks=tuple(marks),
        bbox=extent(lines),
        label=edition.texts.text("Map of %(name)s", name=edition.name(place)),
        notes=(line_text(edition, place), attribution(edition)),
    )


def _highest(place: Place) -> Waypoint | None:
    known = [waypoint for waypoint in named_points(place) if waypoint.ele_m is not None]
    return max(known, key=lambda waypoint: waypoint.ele_m or 0.0, default=None)


def _profile(edition: Edition, place: Place) -> ProfilePart | None:
    track, measures = trail_track(place), trail_measures(place)
    if track is None or measures is None or measures.ascent_m is None:
        return None
    points = profile(track, max(5.0, measures.length_m / PROFILE_POINTS))
    marks = []
    for number, waypoint in enumerate(named_points(place), start=1):
        away = [distance_m((waypoint.lon, waypoint.lat), (p.lon, p.lat)) for p in points]
        nearest = min(range(len(away)), key=away.__getitem__)
        if away[nearest] <= ON_THE_LINE_M:
            marks.append((points[nearest].distance_m, points[nearest].ele_m, number))
    words = map_words(edition.lang)
    return ProfilePart(
        heading=edition.texts.text("Heights along the way"),
        points=tuple((point.distance_m, point.ele_m) for point in points),
        marks=tuple(marks),
        units=(words["axis_distance"], words["axis_height"]),
    )


# --- safety -------------------------------------------------------------------------------


def _safety(edition: Edition, place: Place) -> Safety:
    properties, measures = place.properties, trail_measures(place)
    parts = line_parts(place)
    walking = measures.walking_time_min if measures and properties.kind == "trail" else None
    return imprint.safety(
        edition,
        (properties.safety[edition.lang],) if properties.safety else (),
        tuple(_positions(edition, place)),
        imprint.precision_note(edition, place),
        around=parts[0][0] if parts else None,
        walking_min=walking,
    )


def _positions(edition: Edition, place: Place) -> Iterator[Fact]:
    """Yield where the way begins, ends and is highest."""
    text, parts = edition.texts.text, line_parts(place)
    if not parts:
        return
    precision_m = place.properties.position.precision_m
    points = [(text("Start"), parts[0][0]), (text("End"), parts[-1][-1])]
    for label, point in points:
        yield Fact(
            label, imprint.degrees(edition, point, precision_m), _name_at(edition, place, point)
        )
    vertices = _heights(place)
    if vertices:
        lon, lat, ele_m = max(vertices, key=lambda vertex: vertex[2])
        name = _name_at(edition, place, (lon, lat))
        height = edition.texts.metres(ele_m)
        yield Fact(
            text("Highest point"),
            imprint.degrees(edition, (lon, lat), precision_m),
            f"{name} · {height}" if name else height,
        )


def _name_at(edition: Edition, place: Place, point: imprint.Point) -> str | None:
    for waypoint in named_points(place):
        if waypoint.name and distance_m((waypoint.lon, waypoint.lat), point) < 1:
            return waypoint.name[edition.lang]
    return None


def _heights(place: Place) -> list[tuple[float, float, float]]:
    track = trail_track(place)
    return [
        (point.lon, point.lat, point.ele_m)
        for point in (track.points() if track else ())
        if point.ele_m is not None
    ]
