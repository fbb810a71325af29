"""The words of the stations: data without input or output.

Names follow OGC SensorThings 1.1; people read *station* where the standard says Thing.
Times inside are whole seconds since 1970-01-01T00:00Z.  An observation's ``time`` is the
*end* of its period, so its period is ``(time - period_s, time]``.  What comes by the
thousand is a named tuple, which is made three times as fast as a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Literal, NamedTuple, Protocol, get_args

from oxymap.stations.properties import MAIN_PROPERTY, StationKind

Habitat = Literal[
    "mountain_forest", "plain_forest", "city_park", "wetland_park", "lakeside", "waterside",
    "village", "urban",
]  # fmt: skip
HABITATS: tuple[Habitat, ...] = get_args(Habitat)
Source = Literal["http", "hj212", "mqtt", "neo", "csv", "demo"]

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400
#: Beijing is eight hours ahead all year; hours and days are cut there.
BEIJING_OFFSET_S = 8 * HOUR_S


class Flag(IntEnum):
    """Quality of one value; the codes of the meteorological services (QX/T 118)."""

    CORRECT = 0
    SUSPECT = 1
    ERROR = 2
    MISSING = 8
    UNCHECKED = 9


class State(StrEnum):
    """What can be said of a station now."""

    FRESH = "fresh"
    LATE = "late"
    STALE = "stale"
    SILENT = "silent"
    SUSPECT = "suspect"
    MAINTENANCE = "maintenance"
    PLANNED = "planned"


@dataclass(frozen=True)
class Station:
    """A station of the register (SensorThings Thing with its Location and Sensor).

    Parameters
    ----------
    id : slug, never changes.
    lon, lat : WGS 84 degrees, or None when the site is not known yet.
    place : id of the published place that it stands at, or None.
    interval_s : how often it reports.
    height_m : the inlet above the ground.
    installed, calibrated : ISO dates, or None when not known.
    origin : ``shipped`` from geodata/, ``database`` when added or changed by a command.
    """

    id: str
    name_zh: str
    name_en: str
    lon: float | None
    lat: float | None
    district: str | None = None
    township: str | None = None
    place: str | None = None
    kind: StationKind = "ion"
    interval_s: int = 300
    owner: str | None = None
    instrument: str | None = None
    height_m: float | None = None
    installed: str | None = None
    calibrated: str | None = None
    habitat: Habitat | None = None
    exclude_from_indicator: bool = False
    waterfall: bool = False
    demo: bool = False
    maintenance: bool = False
    retired: bool = False
    hj212_mn: str | None = None
    hj212_profile: str = "default"
    rules: dict[str, float] = field(default_factory=dict)
    note_zh: str | None = None
    note_en: str | None = None
    position_source: str | None = None
    precision_m: float | None = None
    origin: Literal["shipped", "database"] = "database"

    @property
    def main_property(self) -> str:
        """The property that stands for the station on maps and in lists."""
        return MAIN_PROPERTY[self.kind]


class Reading(NamedTuple):
    """One value as it arrived, already parsed, not yet judged.

    Parameters
    ----------
    observed : the observed property, a key of PROPERTIES.
    time : end of the period, seconds UTC.
    period_s : length of the period that the value is a mean of; 0 for an instant.
    result : the value in the property's unit, or None for "missing".
    low, high : extremes inside the period, where the device sends them.
    device_flag : the device's own mark (HJ 212 letters: N T S M C F D B), or None.
    """

    observed: str
    time: int
    period_s: int
    result: float | None
    low: float | None = None
    high: float | None = None
    device_flag: str | None = None


@dataclass(frozen=True)
class Rejection:
    """Why something in a batch was not taken.

    ``code`` is one of ``time future too_old property number flag period object``; ``index``
    counts the objects of the batch from 0.
    """

    index: int
    code: str
    message: str
    observed: str | None = None


class Observation(NamedTuple):
    """One kept value with its quality (SensorThings Observation).

    ``reasons`` are codes of checks, in the order of the checks; ``marks`` are attributes such
    as ``wet`` and ``windy`` that are no fault of the value.
    """

    observed: str
    time: int
    period_s: int
    result: float | None
    low: float | None = None
    high: float | None = None
    device_flag: str | None = None
    flag: Flag = Flag.UNCHECKED
    reasons: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    manual_flag: Flag | None = None
    manual_reason: str | None = None
    rule_version: int = 0

    @property
    def effective_flag(self) -> Flag:
        """What holds: the person's flag where there is one, else the automatic one."""
        return self.flag if self.manual_flag is None else self.manual_flag

    @property
    def accepted(self) -> bool:
        """Whether the value may enter means and be shown as a value."""
        return self.effective_flag == Flag.CORRECT and self.result is not None


class Verdict(NamedTuple):
    """What the automatic checks say of one value."""

    flag: Flag
    reasons: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Mean(NamedTuple):
    """A mean over one step.

    Parameters
    ----------
    step : ``10min``, ``hour``, ``day`` or ``month``.
    start : first second of the step, seconds UTC; days and months are cut in Beijing time.
    value : mean of the accepted parts (sum for totals such as rain), None when there are none.
    n, expected : how many parts are valid, of how many.
    complete : whether `n` is enough for the value to be published.
    low, high : extremes of the accepted values inside the step, with their times.
    """

    step: str
    start: int
    value: float | None
    n: int
    expected: int
    complete: bool
    low: float | None = None
    low_time: int | None = None
    high: float | None = None
    high_time: int | None = None


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest value of one property of one station, and the last one that was accepted."""

    observed: str
    time: int
    flag: Flag
    device_flag: str | None
    good_time: int | None = None
    good_value: float | None = None
    good_period_s: int | None = None


# --- receiving -------------------------------------------------------------------------


class Item(NamedTuple):
    """One object of a batch: what could be read of it, and what could not.

    An item with readings and rejections is taken as far as it is good.
    """

    readings: tuple[Reading, ...]
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a batch; once it is returned, what was accepted is on disk.

    ``accepted`` and ``duplicate`` count items; an item with a new value counts as accepted.
    """

    accepted: int
    duplicate: int
    rejected: tuple[Rejection, ...] = ()


class Accept(Protocol):
    """The one function that every protocol hands its readings to."""

    def __call__(self, station_id: str, items: Sequence[Item], source: Source) -> Outcome:
        """Take a batch of one station; return when it is on disk.

        Raises
        ------
        NotFoundError : there is no such station, or it is retired.
        StoreError : the batch could not be written; nothing of it must be acknowledged.
        """


# --- now -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grade:
    """One class of a level scheme; ``verified`` is False until the bureau has confirmed it."""

    scheme: str
    number: int
    code: str
    name_zh: str
    name_en: str
    verified: bool


@dataclass(frozen=True)
class LiveValue:
    """The current value of one property.

    ``value`` is None when no accepted value is recent enough; an old one never stands here.
    ``quality`` is ``good``, ``suspect``, ``error``, ``missing`` or ``stale``.
    ``level`` belongs to ``mean_hour``, since grades are for means (QX/T 380).
    """

    observed: str
    unit: str
    value: float | None
    time: int | None
    period_s: int | None
    quality: str
    level: Grade | None = None
    mean_10min: Mean | None = None
    mean_hour: Mean | None = None


@dataclass(frozen=True)
class LastGood:
    """The last accepted value of a station's main property, however old."""

    observed: str
    unit: str
    value: float
    time: int
    period_s: int


@dataclass(frozen=True)
class LiveStation:
    """A station as it is now; ``values`` by property, in the order of PROPERTIES."""

    station: Station
    state: State
    values: Mapping[str, LiveValue]
    last_good: LastGood | None = None
    last_report: int | None = None

    @property
    def main(self) -> LiveValue | None:
        """The value of the station's main property."""
        return self.values.get(self.station.main_property)


@dataclass(frozen=True)
class Count:
    """How many of a kind have a station and a live value; demo stations count apart."""

    total: int
    with_station: int
    with_value: int
    with_demo: int


@dataclass(frozen=True)
class LiveSnapshot:
    """Everything that screens show of now; ``body`` is the JSON of GET /api/v1/live.

    ``version`` changes with the bytes of `body`.
    """

    generated_at: int
    stations: Mapping[str, LiveStation]
    coverage: Mapping[str, Count]
    body: bytes
    version: str

    def at(self, place_id: str) -> tuple[LiveStation, ...]:
        """Return the stations that stand at a place, ion stations first."""
        found = [item for item in self.stations.values() if item.station.place == place_id]
        return tuple(sorted(found, key=lambda item: (item.station.kind != "ion", item.station.id)))


# --- history ---------------------------------------------------------------------------

Step = Literal["raw", "10min", "hour", "day", "month"]
STEPS: tuple[Step, ...] = ("raw", "10min", "hour", "day", "month")


class Point(NamedTuple):
    """One point of a history; ``value`` is None where there is a gap.

    ``start`` and ``end`` bound the period, seconds UTC.  A raw value that was not accepted
    keeps its number in ``raw`` and has no ``value``.
    """

    start: int
    end: int
    value: float | None
    n: int
    expected: int
    low: float | None = None
    high: float | None = None
    raw: float | None = None
    flag: Flag = Flag.CORRECT
    reasons: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypicalCell:
    """The typical (median) hourly mean of one month of the year and one hour of the day."""

    month: int
    hour: int
    value: float | None
    n: int


@dataclass(frozen=True)
class TenThousand:
    """The evidence for the badge 万级 (project rule [H], DOMAIN section 1.3).

    Earned in the months named by ``months`` ("2026-07"): a quality-checked hourly mean of at
    least 10 000 on at least 30 % of their valid days.
    """

    station_id: str
    months: tuple[str, ...]
    share: float
    valid_days: int
    demo: bool
