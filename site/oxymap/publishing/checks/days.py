"""Whether the days, stays and distances of a themed route can be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from oxymap.catalogue.models import RouteFront, Stop
from oxymap.geo.distances import distance_m
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.naming import called
from oxymap.publishing.checks.subject import Subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

Point = tuple[float, float]
#: As the crow flies, in one day.
FARTHEST_KM = {"walk": 40.0, "bike": 120.0, "drive": 400.0, "transit": 300.0, "mixed": 300.0}
LONGEST_DAY_MIN = 14 * 60
#: A longer stay is a night.
OVERNIGHT_MIN = 8 * 60


def check_days(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield what cannot be true of a route's days; both languages have the same ones."""
    for version in subject.versions.values():
        if version.page is not None and isinstance(version.page.front, RouteFront):
            yield from _route(version.page.front, context)
            return


def _route(front: RouteFront, context: CheckContext) -> Iterator[Finding]:
    yield from _days(front)
    yield from _stays(front)
    yield from _distances(front, context)
    yield from _districts(front, context)


def _days(front: RouteFront) -> Iterator[Finding]:
    days = [stop.day for stop in front.stops]
    for number, day in enumerate(days):
        if day > front.days:
            said = say(
                N_("A stop is on day %(day)s, but the route ends with day %(days)s."),
                day=day,
                days=front.days,
            )
            fix = say(N_("Correct the day of the stop, or the number of days."))
            yield Finding("day_beyond_end", "error", said, fix, field=f"stops.{number}.day")
    if days != sorted(days):
        said = say(N_("The stops are not in the order of their days."))
        yield Finding("days_mixed", "warning", said, say(N_("Sort the stops.")), field="stops")
    for day in sorted(set(range(1, front.days + 1)) - set(days)):
        said = say(N_("Day %(day)s has no stop."), day=day)
        fix = say(N_("Give the day a stop, or shorten the route."))
        yield Finding("day_empty", "warning", said, fix, field="stops")


def _stays(front: RouteFront) -> Iterator[Finding]:
    stays: dict[int, int] = defaultdict(int)
    for stop in front.stops:
        if (stop.stay_min or 0) < OVERNIGHT_MIN:
            stays[stop.day] += stop.stay_min or 0
    for day, minutes in stays.items():
        if minutes > LONGEST_DAY_MIN:
            said = say(
                N_("The stays of day %(day)s add up to %(hours)s hours."),
                day=day,
                hours=round(minutes / 60, 1),
            )
            fix = say(N_("Shorten the stays, or give the route another day."))
            yield Finding("day_too_long", "error", said, fix, field="stops")


def _distances(front: RouteFront, context: CheckContext) -> Iterator[Finding]:
    walked: dict[int, float] = defaultdict(float)
    before: tuple[Stop, Point] | None = None
    for number, stop in enumerate(front.stops):
        here = _point(stop, context)
        if here is None:
            yield from _without_position(stop, number, context)
            continue
        if before is not None and before[0].day == stop.day:
            walked[stop.day] += distance_m(before[1], here) / 1000
            if before[0].place == stop.place:
                said = say(N_("The same stop stands twice in a row."))
                fix = say(N_("Remove one of them."))
                field = f"stops.{number}.place"
                yield Finding("stop_repeated", "warning", said, fix, field=field, place=here)
        before = (stop, here)
    most = FARTHEST_KM[front.mode]
    for day, km in walked.items():
        if km > most:
            said = say(
                N_("The stops of day %(day)s lie %(km)s km apart as the crow flies."),
                day=day,
                km=round(km),
            )
            fix = say(
                N_("At most %(most)s km can be done this way in a day: move stops, or change it."),
                most=round(most),
            )
            yield Finding("stops_too_far", "error", said, fix, field="stops")


def _point(stop: Stop, context: CheckContext) -> Point | None:
    place = context.catalogue.places.get(stop.place or "")
    return place.point if place is not None else None


def _without_position(stop: Stop, number: int, context: CheckContext) -> Iterator[Finding]:
    place = context.catalogue.places.get(stop.place or "")
    if place is not None and place.geometry_type is None:
        said = say(N_("%(name)s has no position on the map."), name=called(place.properties.name))
        fix = say(N_("Set its position first, so that the map can show the stop."))
        field = f"stops.{number}.place"
        yield Finding("stop_without_position", "note", said, fix, field=field)


def _districts(front: RouteFront, context: CheckContext) -> Iterator[Finding]:
    for number, stop in enumerate(front.stops):
        place = context.catalogue.places.get(stop.place or "")
        if place is not None and place.properties.district not in front.district:
            said = say(
                N_("%(name)s lies in a district that the route does not name."),
                name=called(place.properties.name),
            )
            fix = say(N_("Add the district, or choose another stop."))
            field = f"stops.{number}.place"
            yield Finding("district_not_named", "warning", said, fix, field=field)
