"""Stations in every state, and a service that answers for them without a database."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from oxymap.config import ROOT
from oxymap.errors import NotFoundError
from oxymap.pages.edition import Edition
from oxymap.pages.live_edition import LiveEdition, live_edition
from oxymap.stations.means import AnnualMean
from oxymap.stations.models import (
    DAY_S,
    HOUR_S,
    Count,
    Flag,
    Grade,
    LastGood,
    LiveSnapshot,
    LiveStation,
    LiveValue,
    Mean,
    Point,
    State,
    Station,
    Step,
    TenThousand,
    TypicalCell,
)
from oxymap.stations.properties import PROPERTIES
from oxymap.stations.steps import step_end, step_start
from oxymap.stations.targets import Target, load_targets

#: 21 November 2026, 10:07 in Beijing.
NOW = 1_795_226_820
FIRST = Grade("qxt380", 1, "Ⅰ", "浓度高，空气清新", "high, fresh", verified=False)
CONFIRMED = Grade("qxt380", 1, "Ⅰ", "浓度高，空气清新", "high, fresh", verified=True)
#: Age of the last valid value in each state that has one, seconds.
AGES = {"fresh": 120, "late": 840, "suspect": 2400, "maintenance": 7200, "stale": 5400,
        "silent": 3 * DAY_S}  # fmt: skip
CURRENT = ("fresh", "late")
TOWNSHIPS, SIGHTS = Count(59, 3, 2, 1), Count(12, 1, 1, 0)


def station(station_id: str = "ridge-ion", **values: object) -> Station:
    """A station of Mentougou in mountain forest; a test names only what it is about."""
    filled: dict[str, object] = {
        "name_zh": "山脊站",
        "name_en": "Ridge Station",
        "lon": 115.795,
        "lat": 39.994,
        "district": "mentougou",
        "instrument": "Sample 1",
        "habitat": "mountain_forest",
        **values,
    }
    return Station(station_id, **filled)  # type: ignore[arg-type]


def mean(value: float, n: int = 12, expected: int = 12, *, complete: bool = True) -> Mean:
    return Mean("hour", NOW - HOUR_S, value, n, expected, complete)


def live_value(
    observed: str = "neg_ion", value: float | None = 2296.0, **values: object
) -> LiveValue:
    """A present value with its means and level; None for a value that is not current."""
    known = value is not None
    filled: dict[str, object] = {
        "time": NOW - 120 if known else None,
        "period_s": 300 if known else None,
        "quality": "good" if known else "stale",
        "level": FIRST if known and observed == "neg_ion" else None,
        "mean_10min": mean(value, 2, 2) if value is not None else None,
        "mean_hour": mean(value, 11, 12) if value is not None else None,
        **values,
    }
    return LiveValue(observed, PROPERTIES[observed].unit, value, **filled)  # type: ignore[arg-type]


def live_station(
    state: str = "fresh", value: float = 2296.0, others: Mapping[str, float] = {}, **values: object
) -> LiveStation:  # fmt: skip
    """A station in one state, whose last valid value is `value`."""
    found = station(**values)  # type: ignore[arg-type]
    if state == "planned":
        return LiveStation(found, State.PLANNED, {})
    observed, time = found.main_property, NOW - AGES[state]
    current = state in CURRENT
    shown = live_value(observed, value, time=time) if current else live_value(observed, None)
    rest = {name: live_value(name, number) for name, number in others.items()}
    good = LastGood(observed, PROPERTIES[observed].unit, value, time, 300)
    return LiveStation(found, State(state), {observed: shown, **rest}, good, NOW - 60)


def snapshot(
    *items: LiveStation, townships: Count = TOWNSHIPS, sights: Count = SIGHTS
) -> LiveSnapshot:
    stations = {item.station.id: item for item in items}
    coverage = {"townships": townships, "sights": sights}
    return LiveSnapshot(NOW, stations, coverage, b"{}", "sample")


@dataclass
class FakeLive:
    """Answers as LiveService does: made-up history, and evidence where a test gives some."""

    current: LiveSnapshot
    years: Mapping[str, AnnualMean] = field(default_factory=dict)
    badges: Mapping[str, TenThousand] = field(default_factory=dict)
    points: tuple[Point, ...] | None = None
    cells: tuple[TypicalCell, ...] | None = None
    asked: list[tuple[str, str, Step]] = field(default_factory=list)

    @property
    def stations(self) -> Mapping[str, Station]:
        return {name: item.station for name, item in self.current.stations.items()}

    @property
    def targets(self) -> tuple[Target, ...]:
        return load_targets(ROOT / "content" / "standards")

    def station(self, station_id: str) -> Station:
        if station_id not in self.current.stations:
            raise NotFoundError(f"No station is called {station_id!r}.", station_id)
        return self.current.stations[station_id].station

    def history(
        self, station_id: str, observed: str, start: int, end: int, step: Step
    ) -> tuple[Point, ...]:
        self.asked.append((station_id, observed, step))
        return tuple(made_up(start, end, step)) if self.points is None else self.points

    def typical(self, station_id: str, observed: str) -> tuple[TypicalCell, ...]:
        return tuple(typical_cells()) if self.cells is None else self.cells

    def annual(self, station_id: str, observed: str, year: int) -> AnnualMean:
        return self.years.get(station_id, annual(year=year))

    def ten_thousand(self, station_id: str) -> TenThousand | None:
        return self.badges.get(station_id)


def annual(value: float | None = None, months: int = 0, year: int = 2025) -> AnnualMean:
    missing = tuple(range(months + 1, 13))
    return AnnualMean(year, value, months, missing, (value,) * months + (None,) * (12 - months))


def badge(station_id: str, *, demo: bool = False) -> TenThousand:
    return TenThousand(station_id, ("2026-07", "2026-08"), 0.42, 55, demo)


def made_up(start: int, end: int, step: Step) -> Iterable[Point]:
    """A daily wave with a gap, and among raw values one that is suspect."""
    time = start // 300 * 300 if step == "raw" else step_start(step, start)
    index = 0
    while time < end:
        after = time + 300 if step == "raw" else step_end(step, time)
        value = 1400 + 700 * math.sin(2 * math.pi * ((time + 8 * HOUR_S) % DAY_S) / DAY_S)
        value += 120 * math.sin(index * 1.7) + 200 * math.sin(index / 19)
        gap = 0.55 < (time - start) / (end - start) < 0.61
        if step == "raw" and index % 97 == 60:
            yield Point(time, after, None, 0, 1, raw=value * 3, flag=Flag.SUSPECT,
                        reasons=("spike",))  # fmt: skip
        elif not gap:
            spread = None if step == "raw" else 320.0
            low, high = (None, None) if spread is None else (value - spread, value + spread)
            yield Point(time, after, value, 1, 1, low, high)
        elif step != "raw":
            yield Point(time, after, None, 0, 12)
        time, index = after, index + 1


def typical_cells() -> Iterable[TypicalCell]:
    """Values from March to November, highest at nine in the morning."""
    for month in range(1, 13):
        for hour in range(24):
            if month in {1, 2, 12}:
                yield TypicalCell(month, hour, None, 0)
                continue
            warm = 900 + 700 * math.sin(math.pi * (month - 2) / 11)
            day = 350 * math.exp(-(((hour - 9) / 3) ** 2)) - 150 * math.exp(
                -(((hour - 15) / 4) ** 2)
            )
            yield TypicalCell(month, hour, round(warm + day), 20 + month % 5)


def page_of(edition: Edition, *items: LiveStation, **values: object) -> LiveEdition:
    """What pages with these stations are made from; `values` go to the service."""
    return live_edition(edition, FakeLive(snapshot(*items), **values))  # type: ignore[arg-type]
