"""What the templates are given about stations: values already in the page's language."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap.charts.models import Chart, HeatTable, Meter
from oxymap.maps.models import MapView
from oxymap.pages.live_trend import Trend
from oxymap.pages.models import Fact, Link


@dataclass(frozen=True)
class BadgeView:
    """The badge 万级 with its evidence; it is never typed in."""

    label: str
    evidence: str
    demo: bool


@dataclass(frozen=True)
class StationCard:
    """A station as it is now.

    Parameters
    ----------
    current : `value` is a number that may stand as the present one; else it is a dash, and
        `last_good` says what was measured last.
    time, good_time, rendered : seconds UTC, for the script that keeps the page up to date.
    when : the absolute time of the value, or of the last good one.
    sort_value : the value as a number; None when nothing is current.
    level_note : what has to be said of the level; None when it has been verified.
    trend : ``up``, ``down`` or ``even`` against the mean of the last hour.
    """

    id: str
    url: str
    name: str
    kind: str
    kind_label: str
    property_label: str
    place: Link | None
    district: str | None
    district_label: str | None
    township_label: str | None
    habitat: str | None
    habitat_label: str | None
    instrument: str | None
    demo: bool
    state: str
    state_label: str
    interval_s: int
    value: str
    unit: str
    current: bool
    time: int | None
    good_time: int | None
    rendered: int
    as_of: str
    when: str | None
    when_iso: str | None
    age: str | None
    period: str | None
    last_good: str | None
    mean: str | None
    mean_10min: str | None
    level: str | None
    level_note: str | None
    comfort: str | None
    sort_value: float | None
    distance: str | None = None
    badge: BadgeView | None = None
    trend: Trend | None = None


@dataclass(frozen=True)
class StationPart:
    """The stations on a page.

    ``known`` says that some station belongs there though it may not report yet: such a page
    follows the live values.
    """

    cards: tuple[StationCard, ...]
    known: bool

    @property
    def level_note(self) -> str | None:
        """What has to be said, once, of the levels on the cards."""
        return next((card.level_note for card in self.cards if card.level_note), None)


@dataclass(frozen=True)
class Choice:
    """One link of a filter."""

    label: str
    url: str
    count: int | None
    selected: bool


@dataclass(frozen=True)
class StationTable:
    """The stations that are about one property, current values first."""

    property: str
    label: str
    unit: str
    rows: tuple[StationCard, ...]


@dataclass(frozen=True)
class AnnualCard:
    """A district's annual mean: the number, or why there is none.

    Parameters
    ----------
    value : None when no station has a whole year.
    completeness : on how much data the number rests.
    targets : what it is compared with, each a line of its own.
    """

    district: str
    title: str
    value: str | None
    unit: str
    text: str
    completeness: str
    targets: tuple[Fact, ...]


@dataclass(frozen=True)
class LiveView:
    """The page of all live values."""

    title: str
    lede: str
    as_of: str
    demo_text: str | None
    map: MapView
    meters: tuple[Meter, ...]
    districts: tuple[Choice, ...]
    habitats: tuple[Choice, ...]
    tables: tuple[StationTable, ...]
    planned: tuple[StationCard, ...]
    shown: str
    level_note: str | None
    annual: tuple[AnnualCard, ...]
    townships_text: str


@dataclass(frozen=True)
class ValueRow:
    """The present value of another property of a station."""

    property: str
    label: str
    value: str
    unit: str
    when: str | None
    when_iso: str | None
    time: int | None
    state: str


@dataclass(frozen=True)
class SpanView:
    """One curve with the files behind it."""

    id: str
    label: str
    note: str
    chart: Chart
    csv_url: str
    json_url: str
    open: bool = False


@dataclass(frozen=True)
class TypicalView:
    """Typical values by month and hour, with the best hours and what they rest on."""

    table: HeatTable
    best: str | None
    completeness: str


@dataclass(frozen=True)
class StationView:
    """The page of one station."""

    card: StationCard
    summary: str
    others: tuple[ValueRow, ...]
    spans: tuple[SpanView, ...]
    typical: TypicalView | None
    facts: tuple[Fact, ...]
    flags: tuple[Fact, ...]
    note: str | None
    position_text: str | None
    map: MapView | None
    planned_text: str | None
    excluded_text: str | None


@dataclass(frozen=True)
class TownshipRow:
    """A township with its stations; ``text`` says what there is when none reports."""

    name: str
    url: str
    stations: tuple[StationCard, ...]
    text: str
    planned_url: str | None


@dataclass(frozen=True)
class TownshipGroup:
    """The townships of one district."""

    district: str
    label: str
    count: str
    rows: tuple[TownshipRow, ...]


@dataclass(frozen=True)
class TownshipsView:
    """The page of stations by township."""

    summary: str
    meter: Meter | None
    groups: tuple[TownshipGroup, ...]
    as_of: str
    demo_text: str | None
