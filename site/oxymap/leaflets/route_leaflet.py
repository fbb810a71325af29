"""What the leaflet of a themed route says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oxymap.catalogue.models import LANGS, Page, Place, RouteFront
from oxymap.errors import NotFoundError
from oxymap.leaflets import imprint
from oxymap.leaflets.extent import extent
from oxymap.leaflets.models import Group, Leaflet, MapPart, Mark, Row, Safety
from oxymap.leaflets.prose import plain_prose
from oxymap.pages.cards import start_point
from oxymap.pages.edition import Edition
from oxymap.pages.models import DayView, Fact, RouteView, StopView
from oxymap.pages.page_maps import attribution, map_features
from oxymap.pages.route_page import route_view
from oxymap.web.i18n import HTML_LANGS


def route_leaflet(
    edition: Edition, page: Page, front: RouteFront, *, draft: bool = False
) -> Leaflet:
    """Return everything that a route's leaflet says."""
    text = edition.texts.text
    view = route_view(edition, page, front)
    return Leaflet(
        lang=edition.lang,
        language=HTML_LANGS[edition.lang],
        day=edition.today,
        author=edition.settings.operator or text("OxyMap"),
        kicker=" · ".join((view.card.theme_label, *view.card.district_labels)),
        title_parts=imprint.two_parts(front.title),
        other_title=_other_title(edition, page),
        summary=front.summary,
        facts=view.facts,
        cover_facts=_cover_facts(edition, view, front),
        notes=(),
        map=_map(edition, front),
        profile=None,
        groups=tuple(_groups(edition, view)),
        prose=plain_prose(page.source),
        safety=_safety(edition, front),
        imprint=imprint.imprint(edition, edition.urls.route(page.id), front.sources),
        words=imprint.words(edition),
        draft=draft,
    )


def _other_title(edition: Edition, page: Page) -> str:
    other = next(lang for lang in LANGS if lang != edition.lang)
    try:
        found = edition.catalogue.page("routes", page.id, other)
    except NotFoundError:
        # A draft may be written in one language yet.
        return ""
    return imprint.two_parts(found.front.title)[0]


def _cover_facts(edition: Edition, view: RouteView, front: RouteFront) -> tuple[Fact, ...]:
    text = edition.texts.text
    return (
        Fact(text("Days"), view.card.days),
        Fact(text("How to travel"), view.card.mode_label),
        Fact(text("Stops"), edition.texts.number(len(front.stops))),
    )


# --- stops --------------------------------------------------------------------------------


def _groups(edition: Edition, view: RouteView) -> Iterator[Group]:
    text = edition.texts.text
    for day in view.days:
        heading = day.label if len(view.days) > 1 else text("Stop by stop")
        yield Group(heading, tuple(_rows(edition, day)))
    if view.trails:
        rows = [
            Row(None, card.name, " · ".join(part for part in (card.length, card.time) if part))
            for card in view.trails
        ]
        yield Group(text("Trails on this route"), tuple(rows))


def _rows(edition: Edition, day: DayView) -> Iterator[Row]:
    for stop in day.stops:
        notes = [stop.note, " · ".join(part for part in (stop.leg, _where(edition, stop)) if part)]
        yield Row(stop.number, stop.name, stop.stay or "", tuple(note for note in notes if note))


def _where(edition: Edition, stop: StopView) -> str:
    if stop.card is None or stop.card.point is None:
        return ""
    if stop.card.approximate:
        return edition.texts.text("Approximate position")
    place = edition.catalogue.place(stop.card.id)
    return imprint.degrees(edition, stop.card.point, place.properties.position.precision_m)


# --- map and safety -----------------------------------------------------------------------


def _map(edition: Edition, front: RouteFront) -> MapPart | None:
    trails = [edition.catalogue.trail(name) for name in front.trails]
    lines = map_features(edition, [trail for trail in trails if trail.geometry_type])
    marks = tuple(_marks(edition, front))
    stops = dict.fromkeys(stop.place for stop in front.stops if stop.place)
    features = map_features(edition, [edition.catalogue.place(name) for name in stops])
    if not lines and not features:
        return None
    notes = [edition.texts.text("Pins with a broken ring stand only roughly where the place is.")]
    notes = notes if any(mark.approximate for mark in marks) else []
    if any(line.schematic for line in lines):
        notes.append(
            edition.texts.text(
                "Schematic line through known points. It is not for finding your way."
            )
        )
    return MapPart(
        lines=lines,
        marks=marks,
        bbox=extent((*features, *lines)),
        label=edition.texts.text("Map of %(name)s", name=front.title),
        notes=(*notes, attribution(edition)),
    )


def _marks(edition: Edition, front: RouteFront) -> Iterator[Mark]:
    seen = set()
    for number, place in _stops(edition, front):
        point = start_point(place)
        if point is not None and place.id not in seen:
            seen.add(place.id)
            approximate = place.properties.position.approximate
            yield Mark(point, edition.name(place), number, approximate, weight=0)


def _stops(edition: Edition, front: RouteFront) -> Iterator[tuple[int, Place]]:
    for number, stop in enumerate(front.stops, start=1):
        if stop.place:
            yield number, edition.catalogue.place(stop.place)


def _safety(edition: Edition, front: RouteFront) -> Safety:
    stops = [place for _, place in _stops(edition, front)]
    ends = [stops[0], stops[-1]] if len(stops) > 1 else stops
    first = next((point for place in stops if (point := start_point(place))), None)
    text = edition.texts.text
    return imprint.safety(
        edition,
        tuple(_safety_texts(edition, front, stops)),
        tuple(_positions(edition, ends)),
        text("Degrees in WGS 84; the list has those of the other stops."),
        around=first,
    )


def _positions(edition: Edition, ends: Sequence[Place]) -> Iterator[Fact]:
    text = edition.texts.text
    for label, place in zip((text("First stop"), text("Last stop")), ends, strict=False):
        point, position = start_point(place), place.properties.position
        if point is None or position.precision_m is None:
            continue
        distance = edition.texts.distance(position.precision_m)
        yield Fact(
            label,
            imprint.degrees(edition, point, position.precision_m),
            text(
                "%(name)s, within about %(distance)s", name=edition.name(place), distance=distance
            ),
        )


def _safety_texts(edition: Edition, front: RouteFront, stops: Sequence[Place]) -> Iterator[str]:
    """Yield what the route's trails and stops warn of, each said once."""
    trails = [edition.catalogue.trail(name) for name in front.trails]
    seen = set()
    for place in (*trails, *stops):
        if place.properties.safety and place.properties.safety.zh not in seen:
            seen.add(place.properties.safety.zh)
            name, warning = edition.name(place), place.properties.safety[edition.lang]
            yield edition.texts.text("%(name)s: %(text)s", name=name, text=warning)
    if not seen:
        yield edition.texts.text(
            "Ask about closures, fire season and flood season before you go; the safety page "
            "says what to mind."
        )
