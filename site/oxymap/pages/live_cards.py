"""Make the cards of stations: how a station is now, and which ones belong to a page."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from oxymap.catalogue.models import Place, RouteFront
from oxymap.geo.distances import distance_m
from oxymap.pages import live_texts as say
from oxymap.pages.cards import Point
from oxymap.pages.edition import Edition
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import BadgeView, StationCard, StationPart
from oxymap.pages.live_trend import trend_of
from oxymap.pages.models import Link
from oxymap.pages.page_maps import line_parts
from oxymap.stations.models import LiveStation, LiveValue, State, Station
from oxymap.stations.properties import NEG_ION
from oxymap.weather.apparent import apparent_temperature, comfort_class

#: A station speaks for a place that has none of its own up to this distance.
NEAR_M = 5_000.0
#: A station belongs to a trail up to this distance from its line.
ALONG_M = 3_000.0
#: More than `ALONG_M` in any direction at 40° N.
_REACH_DEGREES = 0.05
MOST_CARDS = 4
#: States in which a value is recent enough to stand as the present one.
CURRENT_STATES = (State.FRESH, State.LATE)
#: The order of states in lists, after the stations that have a current value.
STATE_ORDER = tuple(
    State(name)
    for name in ("fresh", "late", "suspect", "maintenance", "stale", "silent", "planned")
)


# --- one card --------------------------------------------------------------------------


def station_card(page: LiveEdition, item: LiveStation) -> StationCard:
    """Return a station as it was when the snapshot was made."""
    edition, now = page.edition, page.now
    texts, station, main = edition.texts, item.station, item.main
    current = main is not None and main.value is not None and main.time is not None
    good = item.last_good
    shown = main.time if main is not None and current else good.time if good else None
    township = edition.catalogue.places.get(station.township or "")
    return StationCard(
        id=station.id,
        url=edition.urls.station(station.id),
        name=station_name(edition, station),
        kind=station.kind,
        kind_label=texts.label("station_kind", station.kind),
        property_label=texts.label("property", station.main_property),
        place=_place_link(edition, station),
        district=station.district,
        district_label=texts.label("district", station.district) if station.district else None,
        township_label=edition.name(township) if township else None,
        habitat=station.habitat,
        habitat_label=texts.label("habitat", station.habitat) if station.habitat else None,
        instrument=station.instrument,
        demo=station.demo,
        state=item.state.value,
        state_label=texts.label("state", item.state.value),
        interval_s=station.interval_s,
        value=_value(edition, main),
        unit=say.unit_of(edition, station.main_property),
        current=current,
        time=main.time if main is not None and current else None,
        good_time=good.time if good else None,
        rendered=now,
        as_of=say.moment(edition, now) if page.has_reports else "",
        when=say.moment(edition, shown) if shown is not None else None,
        when_iso=say.iso(shown) if shown is not None else None,
        age=say.age(edition, max(0, now - shown)) if shown is not None else None,
        period=_period(edition, item, current=current),
        last_good=say.last_good_text(edition, good, now) if good and not current else None,
        mean=_mean(edition, main, "hour"),
        mean_10min=_mean(edition, main, "10min"),
        level=say.level_name(edition, main.level) if main and main.level else None,
        level_note=say.level_note(edition)
        if main and main.level and not main.level.verified
        else None,
        comfort=comfort_text(edition, item),
        sort_value=main.value if main is not None else None,
        trend=trend_of(main),
    )


def station_name(edition: Edition, station: Station) -> str:
    """Return a station's name."""
    return station.name_zh if edition.lang == "zh" else station.name_en


def _place_link(edition: Edition, station: Station) -> Link | None:
    place = edition.catalogue.places.get(station.place or "")
    return Link(edition.name(place), edition.urls.place(place.id)) if place else None


def _value(edition: Edition, main: LiveValue | None) -> str:
    if main is None or main.value is None:
        return say.NONE
    return say.number(edition, main.observed, main.value)


def _period(edition: Edition, item: LiveStation, *, current: bool) -> str | None:
    if current and item.main is not None and item.main.period_s is not None:
        return say.period(edition, item.main.period_s)
    return say.period(edition, item.last_good.period_s) if item.last_good else None


def _mean(edition: Edition, main: LiveValue | None, step: str) -> str | None:
    if main is None or main.value is None:
        return None
    if step == "hour":
        return say.mean_text(edition, main.observed, main.mean_hour, say.MEAN_HOUR)
    return say.mean_text(edition, main.observed, main.mean_10min, say.MEAN_10MIN)


def comfort_text(edition: Edition, item: LiveStation) -> str | None:
    """Return how the air feels, where temperature, humidity and wind are all current."""
    values = [item.values.get(name) for name in ("temperature", "humidity", "wind_speed")]
    known = [found.value for found in values if found is not None and found.value is not None]
    if len(known) < len(values):
        return None
    temperature, humidity, wind = known
    # The day's extremes are not in the snapshot; the formula then takes a usual range.
    felt = apparent_temperature(temperature, humidity, wind, None, None)
    return edition.texts.text(
        "Feels like %(felt)s, %(word)s (experimental)",
        felt=say.amount(edition, "temperature", felt),
        word=edition.texts.label("comfort", comfort_class(felt)).lower(),
    )


def badge_view(page: LiveEdition, station_id: str) -> BadgeView | None:
    """Return the badge 万级 of a station, or None when it is not earned."""
    found = page.live.ten_thousand(station_id)
    if found is None:
        return None
    edition, texts = page.edition, page.edition.texts
    return BadgeView(
        label=texts.text("Ten thousand ions"),
        evidence=texts.text(
            "%(station)s, %(months)s: a checked hourly mean of 10,000 per cm³ or more on "
            "%(share)s%% of %(days)s valid days (experimental).",
            station=station_name(edition, page.live.station(station_id)),
            months=texts.join([say.month_name(edition, month) for month in found.months]),
            share=texts.number(found.share * 100),
            days=texts.number(found.valid_days),
        ),
        demo=found.demo,
    )


def with_badge(page: LiveEdition, card: StationCard) -> StationCard:
    """Return a card with the station's badge, where it is earned."""
    return dataclasses.replace(card, badge=badge_view(page, card.id))


# --- which stations --------------------------------------------------------------------


def reports(item: LiveStation) -> bool:
    """Tell whether a station has ever reported."""
    return item.state != State.PLANNED


def order_of(item: LiveStation) -> tuple[bool, bool, float, int, str]:
    """Return what stations are sorted by: current values, highest first, then by state.

    Made-up values never stand before measured ones.
    """
    value = item.main.value if item.main else None
    state = STATE_ORDER.index(item.state)
    return (value is None, item.station.demo, -(value or 0.0), state, item.station.id)


def place_part(page: LiveEdition, place: Place) -> StationPart:
    """Return the stations at a place; else the nearest one that reports, with its distance."""
    here = _at(page, place)
    if any(reports(item) for item in here):
        return _part(page, sorted(filter(reports, here), key=order_of), known=True)
    near = _near(page, place.point)
    heard = next((entry for entry in near if reports(entry[1])), None)
    if heard is not None:
        card = station_card(page, heard[1])
        distance = page.edition.texts.distance(heard[0])
        return StationPart((dataclasses.replace(card, distance=distance),), known=True)
    return _part(page, here[:1], known=bool(here or near))


def _at(page: LiveEdition, place: Place) -> list[LiveStation]:
    """Return the stations that stand at a place, or anywhere in it when it is a township."""
    here = list(page.snapshot.at(place.id))
    if place.layer == "townships":
        others = (s for s in page.snapshot.stations.values() if s.station.township == place.id)
        here += [item for item in others if item not in here]
    return here


def _near(page: LiveEdition, point: Point | None) -> list[tuple[float, LiveStation]]:
    """Return the ion stations around a point with their distances in metres, nearest first."""
    if point is None:
        return []
    found = [
        (distance_m(point, spot), item)
        for item in page.snapshot.stations.values()
        if item.station.main_property == NEG_ION
        for spot in _spot(item.station)
    ]
    found.sort(key=lambda entry: (entry[0], entry[1].station.id))
    return [entry for entry in found if entry[0] <= NEAR_M]


def _spot(station: Station) -> tuple[Point, ...]:
    """Return a station's point (lon, lat), or nothing."""
    if station.lon is None or station.lat is None:
        return ()
    return ((station.lon, station.lat),)


def trail_part(page: LiveEdition, trail: Place) -> StationPart:
    """Return the stations beside a line that report, in the order in which it passes them."""
    vertices = [vertex for line in line_parts(trail) for vertex in line]
    if not vertices:
        return StationPart((), known=False)
    found = []
    for item in page.snapshot.stations.values():
        for spot in _spot(item.station):
            if not _in_reach(spot, vertices):
                continue
            distances = [distance_m(spot, vertex) for vertex in vertices]
            if min(distances) <= ALONG_M:
                found.append((distances.index(min(distances)), item.station.id, item))
    ordered = [item for _, _, item in sorted(found, key=lambda entry: entry[:2])]
    return _part(page, filter(reports, ordered), known=bool(found))


def _in_reach(spot: Point, vertices: Sequence[Point]) -> bool:
    """Tell whether a point can be near a line at all; distances to all vertices take long."""
    return all(
        min(v[axis] for v in vertices) - _REACH_DEGREES
        <= spot[axis]
        <= max(v[axis] for v in vertices) + _REACH_DEGREES
        for axis in (0, 1)
    )


def route_part(page: LiveEdition, front: RouteFront) -> StationPart:
    """Return the stations at a route's stops that report, in the order of the stops."""
    places = dict.fromkeys(stop.place for stop in front.stops if stop.place)
    found = [item for place in places for item in page.snapshot.at(place)]
    return _part(page, filter(reports, found), known=bool(found))


def best_part(page: LiveEdition, district: str | None = None) -> StationPart:
    """Return the ion stations with the highest current values; measured before demonstration."""
    found = [
        item
        for item in page.snapshot.stations.values()
        if item.station.main_property == NEG_ION
        and item.main is not None
        and item.main.value is not None
        and (district is None or item.station.district == district)
    ]
    found.sort(key=order_of)
    return StationPart(tuple(station_card(page, item) for item in found[:MOST_CARDS]), known=True)


def _part(page: LiveEdition, items: Iterable[LiveStation], *, known: bool) -> StationPart:
    return StationPart(tuple(station_card(page, item) for item in list(items)[:MOST_CARDS]), known)
