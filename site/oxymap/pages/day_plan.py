"""A day of one's own: the stops as they stand in an address, their order, and their times.

Everything is an estimate and says so: how far it is by road nobody has measured here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from oxymap.catalogue.models import SLUG
from oxymap.geo.distances import distance_m

Point = tuple[float, float]
MOST_STOPS = 20
#: Nobody stays longer in a day.
MOST_STAY_MIN = 720
#: When a day begins that does not say it, minutes after midnight.
START_MIN = 9 * 60
DAY_MIN = 24 * 60
#: Roads and paths in these mountains are longer than the straight line by about so much [H].
DETOUR = 1.3
#: So far people walk from stop to stop; beyond they drive [H].
WALK_M = 2_500.0
#: A walk with children, and a drive on mountain roads with parking [H].
WALK_M_MIN, DRIVE_M_MIN = 4_000 / 60, 35_000 / 60
#: Legs are told to five minutes: they are no better than that.
ROUND_MIN = 5
_CLOCK = re.compile(r"([01]\d|2[0-3]):?([0-5]\d)")


@dataclass(frozen=True)
class Stop:
    """A stop as the address has it; `stay_min` None: nobody has said how long."""

    id: str
    stay_min: int | None = None


@dataclass(frozen=True)
class Plan:
    """The stops in their order, and when the first one begins; `cut` were too many."""

    stops: tuple[Stop, ...] = ()
    start_min: int = START_MIN
    cut: int = 0

    def query(self) -> str:
        """Return the plan as the query of an address; empty for an empty plan."""
        if not self.stops:
            return ""
        stops = ",".join(
            stop.id if stop.stay_min is None else f"{stop.id}.{stop.stay_min}"
            for stop in self.stops
        )
        clock = f"{self.start_min // 60:02d}{self.start_min % 60:02d}"
        return "?" + urlencode({"s": stops, "t": clock}, safe=",")

    def without(self, index: int) -> Plan:
        """Return the plan with one stop less."""
        return replace(self, stops=(*self.stops[:index], *self.stops[index + 1 :]))

    def moved(self, index: int, target: int) -> Plan:
        """Return the plan with one stop at another place."""
        stops = list(self.stops)
        stops.insert(target, stops.pop(index))
        return replace(self, stops=tuple(stops))


@dataclass(frozen=True)
class Leg:
    """The way from one stop to the next, as estimated."""

    length_m: float
    minutes: int
    mode: str


@dataclass(frozen=True)
class Timed:
    """When a stop begins and ends, minutes after midnight of the first day."""

    arrival: int
    departure: int


def read_plan(stops: str, clock: str) -> Plan:
    """Return the plan of an address; what makes no sense in it is left out.

    Parameters
    ----------
    stops : ``<id>.<minutes>`` with commas between; minutes may be missing.
    clock : ``0900`` or ``09:00``.
    """
    parts = [part.strip().partition(".") for part in stops.split(",")]
    return make_plan([(name, minutes) for name, _, minutes in parts], clock)


def make_plan(pairs: Sequence[tuple[str, str]], clock: str) -> Plan:
    """Return the plan of (id, minutes) pairs, as a form has them."""
    found = [Stop(name, _minutes(text)) for name, text in pairs if SLUG.fullmatch(name)]
    match = _CLOCK.fullmatch(clock.strip())
    start = int(match[1]) * 60 + int(match[2]) if match else START_MIN
    return Plan(tuple(found[:MOST_STOPS]), start, max(0, len(found) - MOST_STOPS))


def _minutes(text: str) -> int | None:
    text = text.strip()
    return min(int(text), MOST_STAY_MIN) if text.isascii() and text.isdecimal() else None


def leg(start: Point | None, end: Point | None) -> Leg | None:
    """Return the way between two points, None where one is not known."""
    if start is None or end is None:
        return None
    length = distance_m(start, end) * DETOUR
    walks = length <= WALK_M
    minutes = length / (WALK_M_MIN if walks else DRIVE_M_MIN)
    return Leg(length, math.ceil(minutes / ROUND_MIN) * ROUND_MIN, "walk" if walks else "drive")


def timetable(start_min: int, stays: Sequence[int], legs: Sequence[Leg | None]) -> list[Timed]:
    """Return when each stop begins and ends; a way that is not known takes no time.

    Parameters
    ----------
    stays : minutes at each stop.
    legs : the ways between them, one fewer.
    """
    found, at = [], start_min
    for index, stay in enumerate(stays):
        if index:
            way = legs[index - 1]
            at += way.minutes if way else 0
        found.append(Timed(at, at + stay))
        at += stay
    return found


def nearest_next(plan: Plan, points: Mapping[str, Point | None]) -> Plan:
    """Return the plan with each stop followed by the nearest of the rest; the first stays first.

    Stops without a position come last, in their order.
    """
    placed = [stop for stop in plan.stops if points.get(stop.id) is not None]
    others = [stop for stop in plan.stops if points.get(stop.id) is None]
    if not placed:
        return plan
    ordered, rest = placed[:1], placed[1:]
    while rest:
        here = points[ordered[-1].id]
        nearest = min(rest, key=lambda stop: _distance(here, points[stop.id]))
        rest.remove(nearest)
        ordered.append(nearest)
    return replace(plan, stops=(*ordered, *others))


def _distance(start: Point | None, end: Point | None) -> float:
    return math.inf if start is None or end is None else distance_m(start, end)
