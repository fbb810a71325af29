"""The words of the charts: what is drawn, what is said, and what comes out of it.

Times are whole seconds since 1970-01-01T00:00Z.  A chart's axis shows Beijing time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

#: How a value that does not count is marked; each has a shape of its own.
Mark = Literal["suspect", "error", "missing"]
#: What the x axis is cut into: hours, days, days and weeks, months.
Kind = Literal["day", "week", "month", "year"]
#: A line for means and instants, bars for amounts such as rain.
Form = Literal["line", "bars"]


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One point of a curve; ``value`` is None where there is a gap.

    Parameters
    ----------
    start, end : bounds of the period; both the same for an instant.
    value : the accepted value.
    low, high : extremes inside the period, drawn as a soft band.
    raw : the number of a value that was not accepted; drawn beside the line, never in it.
    mark : why `value` is missing; None for "not known".
    n, expected : how many parts are in the value, of how many; only for the table.
    remark : more to say in the table and the read-out, already in the page's language.
    """

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    raw: float | None = None
    mark: Mark | None = None
    n: int | None = None
    expected: int | None = None
    remark: str | None = None


@dataclass(frozen=True)
class TargetLine:
    """A value to compare with, such as the limit of a class: a dashed line with its name."""

    value: float
    label: str


@dataclass(frozen=True)
class Event:
    """Something that happened to the station, such as a calibration."""

    time: int
    label: str


@dataclass(frozen=True)
class Timeline:
    """What one chart shows.

    Parameters
    ----------
    id : unique in the page, ASCII; prefix of all ids in the drawing.
    label : what is measured where, as a title: "Negative ions at Miaofeng Mountain, 24 hours".
    unit : as people read it ("个/cm³"), in the page's language.
    start, end : bounds of the x axis.
    points : in order of time, not overlapping.  Steps may be left out: they are gaps too.
    lines : levels to compare with.
    events : what happened; those outside of start to end are left out.
    now : the present moment, or None; nothing after it counts as missing.
    from_zero : the y axis begins at 0 (right for amounts and concentrations; pressure and
        temperature may say False).  Negative values are always shown.
    """

    id: str
    label: str
    unit: str
    start: int
    end: int
    points: tuple[ChartPoint, ...]
    lines: tuple[TargetLine, ...] = ()
    events: tuple[Event, ...] = ()
    now: int | None = None
    kind: Kind = "day"
    form: Form = "line"
    from_zero: bool = True


@dataclass(frozen=True)
class ChartWords:
    """Everything that is written in a chart, in the page's language.

    ``oxymap.charts.words.chart_words`` makes one.  Texts have ``{names}`` to be filled.

    Parameters
    ----------
    number : a value as it is shown.
    axis : a round value at the y axis, with the decimals that it needs.
    tick : (seconds UTC, kind) → words at the x axis.
    moment : a moment with its date.
    span : a time from … to …; whole days without hours.
    month, hour : 1…12 and 0…23 → headings of the table of typical values.
    marks : the remark in the table, by mark.
    legend : names of the signs: line bars band gap suspect error night.
    low_high : ``{low} {high}``; count : ``{n} {of}``; flagged : ``{value} {remark}``.
    target : ``{label} {value}``.
    highest, lowest, last : sentences with ``{value} {unit} {time}``.
    gaps, flags : sentences with ``{count}``.
    typical : sentence with ``{high} {high_month} {high_hour} {low} {low_month} {low_hour}``.
    sentence_space, clause_space : what stands between sentences and between remarks.
    """

    number: Callable[[float], str]
    axis: Callable[[float], str]
    tick: Callable[[int, Kind], str]
    moment: Callable[[int], str]
    span: Callable[[int, int], str]
    month: Callable[[int], str]
    hour: Callable[[int], str]
    marks: Mapping[Mark, str]
    legend: Mapping[str, str]
    gap: str
    now: str
    none: str
    empty: str
    hint: str
    low_high: str
    count: str
    flagged: str
    target: str
    highest: str
    lowest: str
    last: str
    gaps: str
    flags: str
    typical: str
    thousands: str
    sentence_space: str
    clause_space: str


@dataclass(frozen=True)
class ChartRow:
    """One row of the table behind a chart; the k-th stop of the cursor is the k-th row.

    A gap of many steps is one row.  ``low_high``, ``count`` and ``remark`` may be empty.
    """

    time: str
    value: str
    low_high: str = ""
    count: str = ""
    remark: str = ""


@dataclass(frozen=True)
class LegendItem:
    """One sign of the drawing with its meaning; ``svg`` is a small picture of the sign.

    ``css`` is the class of an item that shows only at some widths: a level that has no room
    for its name inside the drawing there.
    """

    kind: str
    text: str
    svg: str
    css: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawn chart, ready for ``templates/components/chart.html``.

    Parameters
    ----------
    id : as in the timeline.
    label, unit : as in the timeline.
    svg : the drawing, one ``<svg>`` element without style attributes.
    data_json : what the cursor needs, safe inside a script element.
    rows : the table.
    summary : highest, lowest, last and gaps in sentences.
    legend : the signs that occur in the drawing.
    hint : how to use the cursor.
    """

    id: str
    label: str
    unit: str
    svg: str
    data_json: str
    rows: tuple[ChartRow, ...]
    summary: str
    legend: tuple[LegendItem, ...] = ()
    hint: str = ""

    @property
    def has_low_high(self) -> bool:
        """Whether the table needs a column of extremes."""
        return any(row.low_high for row in self.rows)

    @property
    def has_count(self) -> bool:
        """Whether the table needs a column of counts."""
        return any(row.count for row in self.rows)

    @property
    def has_remark(self) -> bool:
        """Whether the table needs a column of remarks."""
        return any(row.remark for row in self.rows)


# --- typical values --------------------------------------------------------------------


class Typical(Protocol):
    """A typical value of one month of the year and one hour of the day (``TypicalCell``)."""

    @property
    def month(self) -> int: ...  # noqa: D102
    @property
    def hour(self) -> int: ...  # noqa: D102
    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def n(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class HeatCell:
    """One cell: the number, its short form for phones, and its class.

    ``css`` is ``typical__cell--0`` (lowest) … ``--6`` (highest) or ``typical__cell--none``.
    """

    text: str
    short: str
    css: str
    n: int


@dataclass(frozen=True)
class HeatRow:
    """One hour of the day, with a cell for each month."""

    heading: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatClass:
    """One class of the legend: its CSS class and the span of its values."""

    css: str
    text: str


@dataclass(frozen=True)
class HeatTable:
    """Typical values, hours down and months across (so that it fits a phone).

    ``summary`` says when the highest and lowest values are; ``short_unit`` says what the
    short numbers count ("thousands"), or is empty when they are the same as the long ones.
    """

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    classes: tuple[HeatClass, ...] = ()
    summary: str = ""
    short_unit: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is no value at all."""
        return not self.classes


# --- meters ----------------------------------------------------------------------------


@dataclass(frozen=True)
class MeterPart:
    """A part of a whole: ``value`` (has a live value), ``station`` (built only), ``demo``."""

    kind: Literal["value", "station", "demo"]
    count: int
    text: str


@dataclass(frozen=True)
class Meter:
    """A bar of n of N with its text; ``svg`` is decoration beside the text."""

    label: str
    text: str
    svg: str
    parts: tuple[MeterPart, ...] = ()
