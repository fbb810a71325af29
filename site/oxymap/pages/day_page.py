"""Put the page of a day of one's own together."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import segno

from oxymap.catalogue.models import PLACE_LAYERS, FestivalFront, Place
from oxymap.maps.models import MapView
from oxymap.pages.cards import address, event_state, event_when, start_point
from oxymap.pages.day_plan import (
    DAY_MIN,
    MOST_STAY_MIN,
    MOST_STOPS,
    Leg,
    Plan,
    Point,
    Stop,
    Timed,
    leg,
    nearest_next,
    timetable,
)
from oxymap.pages.edition import Edition
from oxymap.pages.measures import trail_measures
from oxymap.pages.page_maps import detail_map
from oxymap.web.labels import N_

#: How long people stay who have not said it, in minutes [H].
STAY_MIN, EVENT_STAY_MIN = 60, 120
MODES = {
    "walk": N_("about %(time)s on foot, %(distance)s"),
    "drive": N_("about %(time)s by car, %(distance)s"),
}
_CLOSED = ("closed", "planned")
#: Nobody keeps the gate there, or there is none.
_ALWAYS_OPEN = ("trails", "peaks", "townships", "waters")
WITH_PAGES = (*PLACE_LAYERS, "trails")


@dataclass(frozen=True)
class Found:
    """What a stop's id stands for."""

    name: str
    url: str
    kind: str
    place: Place | None
    point: Point | None
    stay_min: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class DayStop:
    """A stop, ready for the template."""

    number: int
    id: str
    name: str
    url: str
    kind: str
    arrival: str
    departure: str
    stay_min: int
    stay: str
    remarks: tuple[str, ...]
    leg: str | None
    up_url: str | None
    down_url: str | None
    remove_url: str


@dataclass(frozen=True)
class MyDayView:
    """A whole day, ready for the template."""

    stops: tuple[DayStop, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    summary: str | None
    start: str
    map: MapView | None
    share_url: str
    query: str
    nearest_url: str | None
    qr: str | None
    most_stay: int = MOST_STAY_MIN
    most: int = MOST_STOPS


def day_view(edition: Edition, asked: Plan) -> MyDayView:
    """Return everything that the page of a day shows; what is not there any more is named."""
    named = [(stop, find_stop(edition, stop.id)) for stop in asked.stops]
    known = [(stop, found) for stop, found in named if found is not None]
    plan = Plan(tuple(stop for stop, _ in known), asked.start_min)
    found = [item for _, item in known]
    stays = [_stay(stop, item) for stop, item in known]
    legs = [leg(a.point, b.point) for a, b in itertools.pairwise(found)]
    times = timetable(plan.start_min, stays, legs)
    share = edition.settings.base_url + edition.urls.my_day() + plan.query()
    nearest = nearest_next(plan, {s.id: item.point for s, item in known})
    return MyDayView(
        stops=tuple(
            _stop(edition, plan, index, found[index], times[index], [*legs, None])
            for index in range(len(found))
        ),
        missing=tuple(_missing(edition, stop) for stop, item in named if item is None),
        notes=tuple(_notes(edition, asked, times)),
        summary=_summary(edition, legs, times) if times else None,
        start=_clock(edition, plan.start_min),
        map=_map(edition, found),
        share_url=share,
        query=plan.query(),
        nearest_url=edition.urls.my_day() + nearest.query() if nearest != plan else None,
        qr=qr_svg(share) if plan.stops else None,
    )


def find_stop(edition: Edition, name: str) -> Found | None:
    """Return what an id stands for: a place, a trail or a festival; None when there is none."""
    catalogue = edition.catalogue
    place = catalogue.places.get(name)
    if place is not None and place.layer in WITH_PAGES:
        return _place(edition, place)
    page = catalogue.pages.get(("festivals", name, edition.lang))
    if page is None or not isinstance(page.front, FestivalFront):
        return None
    front = page.front
    there = catalogue.places.get(front.place or "")
    texts = edition.texts
    return Found(
        name=front.title,
        url=edition.urls.festival(name),
        kind=texts.label("event_kind", front.kind),
        place=there,
        point=start_point(there) if there else None,
        stay_min=EVENT_STAY_MIN,
        remarks=(
            event_when(edition, front),
            texts.label("event_state", event_state(edition, front)),
        ),
    )


def default_stay(place: Place) -> int:
    """Return how long people stay who have not said it: the time of a walk, or an hour."""
    measured = trail_measures(place) if place.layer == "trails" else None
    walk = measured.walking_time_min if measured and place.properties.kind == "trail" else None
    return STAY_MIN if not walk else min(MOST_STAY_MIN, round(walk / 10) * 10 or 10)


def _place(edition: Edition, place: Place) -> Found:
    texts, properties = edition.texts, place.properties
    remarks = []
    if properties.status in _CLOSED:
        remarks.append(texts.label("status", properties.status))
    elif place.layer not in _ALWAYS_OPEN:
        remarks.append(texts.text("Opening hours not known here: ask before you go"))
    if properties.position.approximate:
        remarks.append(texts.text("Approximate position"))
    return Found(
        name=edition.name(place),
        url=address(edition, place),
        kind=texts.label("kind", properties.kind),
        place=place,
        point=start_point(place),
        stay_min=default_stay(place),
        remarks=tuple(remarks),
    )


def _stay(stop: Stop, found: Found) -> int:
    return found.stay_min if stop.stay_min is None else stop.stay_min


def _stop(
    edition: Edition, plan: Plan, index: int, found: Found, time: Timed, legs: Sequence[Leg | None]
) -> DayStop:
    texts, base = edition.texts, edition.urls.my_day()
    last = index == len(plan.stops) - 1
    stay = time.departure - time.arrival
    return DayStop(
        number=index + 1,
        id=plan.stops[index].id,
        name=found.name,
        url=found.url,
        kind=found.kind,
        arrival=_clock(edition, time.arrival),
        departure=_clock(edition, time.departure),
        stay_min=stay,
        stay=texts.stay(stay) if stay else "",
        remarks=found.remarks,
        leg=None if last else _leg(edition, legs[index]),
        up_url=base + plan.moved(index, index - 1).query() if index else None,
        down_url=None if last else base + plan.moved(index, index + 1).query(),
        remove_url=base + plan.without(index).query(),
    )


def _leg(edition: Edition, way: Leg | None) -> str:
    texts = edition.texts
    if way is None:
        return texts.text("How far it is to the next stop is not known.")
    return texts.text(
        MODES[way.mode], time=texts.stay(max(1, way.minutes)), distance=texts.distance(way.length_m)
    )


def _missing(edition: Edition, stop: Stop) -> str:
    gone = edition.catalogue.gone
    if ("feature", stop.id) in gone or ("page", f"festivals/{stop.id}") in gone:
        return edition.texts.text("“%(name)s” has been taken back.", name=stop.id)
    return edition.texts.text("There is nothing called “%(name)s”.", name=stop.id)


def _notes(edition: Edition, asked: Plan, times: Sequence[Timed]) -> list[str]:
    texts = edition.texts
    found = []
    if asked.cut:
        found.append(
            texts.text(
                "A day has %(most)s stops at most; %(count)s more were left out.",
                most=MOST_STOPS,
                count=asked.cut,
            )
        )
    if times and times[-1].departure >= DAY_MIN:
        found.append(texts.text("This is more than one day: it ends after midnight."))
    return found


def _summary(edition: Edition, legs: Sequence[Leg | None], times: Sequence[Timed]) -> str:
    texts = edition.texts
    total = sum(way.length_m for way in legs if way)
    return texts.text(
        "From %(start)s to about %(end)s, some %(distance)s on the way",
        start=_clock(edition, times[0].arrival),
        end=_clock(edition, times[-1].departure),
        distance=texts.distance(total),
    )


def _clock(edition: Edition, minutes: int) -> str:
    """Return a time of the day; later days are named by a number."""
    days, rest = divmod(minutes, DAY_MIN)
    clock = f"{rest // 60:02d}:{rest % 60:02d}"
    return (
        edition.texts.text("%(time)s, %(days)s day later", time=clock, days=days) if days else clock
    )


def _map(edition: Edition, found: Sequence[Found]) -> MapView | None:
    places = {item.place.id: item.place for item in found if item.place}
    label = edition.texts.text("Map of my day with its stops in order")
    # A stop without a place keeps its number in the list, so it takes one here, too.
    numbered = [item.place.id if item.place else "" for item in found]
    return detail_map(edition, "my-day", label, list(places.values()), numbered=numbered)


def qr_svg(url: str) -> str:
    """Return the QR code of an address as an SVG element, black on white in any colours."""
    code = segno.make_qr(url, error="m")
    size = code.symbol_size(border=4)[0]
    rows = [
        f"M{x + 4} {y + 4}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    ]
    return (
        f'<svg class="day-qr__picture" viewBox="0 0 {size} {size}" aria-hidden="true">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="#000" d="{"".join(rows)}"/></svg>'
    )
