"""The curves and tables of stations, made from their history."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from oxymap.charts.heat import heat_table
from oxymap.charts.models import Chart, ChartPoint, Event, Kind, Mark, Timeline
from oxymap.charts.timeline import draw_timeline
from oxymap.charts.words import chart_words
from oxymap.clock import BEIJING
from oxymap.pages import live_texts as say
from oxymap.pages.live_cards import station_name
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import TypicalView
from oxymap.stations.models import DAY_S, MINUTE_S, Flag, Point, Station, Step, TypicalCell
from oxymap.stations.properties import PROPERTIES
from oxymap.stations.steps import step_start
from oxymap.stations.typical import best_hours
from oxymap.web.labels import N_

#: With shorter intervals a day's curve shows means of ten minutes, not every value.
_FINEST_RAW_S = 5 * MINUTE_S
_MARKS: dict[Flag, Mark] = {
    Flag.SUSPECT: "suspect",
    Flag.UNCHECKED: "suspect",
    Flag.ERROR: "error",
    Flag.MISSING: "missing",
}


@dataclass(frozen=True)
class Span:
    """How far back a curve goes, and of what its points are means."""

    id: str
    label: str
    length_s: int
    step: Step
    kind: Kind


SPANS = (
    Span("day", N_("24 hours"), DAY_S, "10min", "day"),
    Span("week", N_("7 days"), 7 * DAY_S, "hour", "week"),
    Span("month", N_("30 days"), 30 * DAY_S, "day", "month"),
    Span("year", N_("One year"), 365 * DAY_S, "day", "year"),
)


def step_of(station: Station, span: Span) -> Step:
    """Return the step of a station's curve: over a day its own values, unless they are many."""
    return "raw" if span.id == "day" and station.interval_s >= _FINEST_RAW_S else span.step


def bounds_of(page: LiveEdition, span: Span) -> tuple[int, int]:
    """Return first and last second of a span; days begin at midnight in Beijing."""
    start = page.now - span.length_s
    return (start if span.step == "10min" else step_start(span.step, start)), page.now


def span_chart(page: LiveEdition, station: Station, span: Span, chart_id: str) -> Chart:
    """Return the curve of a station's main property; gaps stay gaps, flags are seen."""
    edition, observed = page.edition, station.main_property
    start, end = bounds_of(page, span)
    step = step_of(station, span)
    points = list(page.live.history(station.id, observed, start, end + 1, step))
    flagged: dict[int, list[Point]] = {}
    if step == "10min":
        flagged = _flagged(page.live.history(station.id, observed, start, end + 1, "raw"))
    timeline = Timeline(
        id=chart_id,
        label=edition.texts.text(
            "%(property)s at %(station)s, %(span)s",
            property=edition.texts.label("property", observed),
            station=station_name(edition, station),
            span=edition.texts.text(span.label),
        ),
        unit=say.unit_of(edition, observed),
        start=start,
        end=end,
        points=tuple(_chart_point(page, point, flagged) for point in points),
        events=tuple(_events(page, station)),
        now=page.now,
        kind=span.kind,
        form="bars" if PROPERTIES[observed].total else "line",
        from_zero=observed not in {"temperature", "pressure", "water_temperature"},
    )
    return draw_timeline(timeline, chart_words(edition.texts, PROPERTIES[observed].digits))


def _flagged(points: Sequence[Point]) -> dict[int, list[Point]]:
    """Return the values that do not count, by the ten minutes in which they lie."""
    found: dict[int, list[Point]] = {}
    for point in points:
        if point.value is None:
            start = step_start("10min", max(point.start, point.end - 1))
            found.setdefault(start, []).append(point)
    return found


def _chart_point(
    page: LiveEdition, point: Point, flagged: Mapping[int, Sequence[Point]]
) -> ChartPoint:
    made = ChartPoint(
        start=point.start,
        end=point.end,
        value=point.value,
        low=point.low,
        high=point.high,
        n=point.n if point.expected > 1 else None,
        expected=point.expected if point.expected > 1 else None,
    )
    doubted = flagged.get(point.start, ()) or ((point,) if point.flag != Flag.CORRECT else ())
    if not doubted:
        return made
    reasons = dict.fromkeys(reason for item in doubted for reason in item.reasons)
    labels = [page.edition.texts.label("reason", reason) for reason in reasons]
    made = dataclasses.replace(made, remark=page.edition.texts.clauses(labels) or None)
    if point.value is not None:
        return made
    last = doubted[-1]
    return dataclasses.replace(made, raw=last.raw, mark=_MARKS.get(last.flag))


def _events(page: LiveEdition, station: Station) -> Iterator[Event]:
    text = page.edition.texts.text
    for day, label in (
        (station.installed, text("Installed")),
        (station.calibrated, text("Calibrated")),
    ):
        if day:
            midnight = datetime.datetime.combine(
                datetime.date.fromisoformat(day), datetime.time(), BEIJING
            )
            yield Event(int(midnight.timestamp()), label)


def typical_view(page: LiveEdition, station: Station) -> TypicalView | None:
    """Return typical values by month and hour; None when there are none."""
    cells = page.live.typical(station.id, station.main_property)
    if not any(cell.value is not None for cell in cells):
        return None
    texts = page.edition.texts
    days = {
        month: max(cell.n for cell in cells if cell.month == month)
        for month in {cell.month for cell in cells if cell.n}
    }
    months = [say.month_of_year(page.edition, month) for month in sorted(days)]
    return TypicalView(
        table=heat_table(cells, chart_words(texts, PROPERTIES[station.main_property].digits)),
        best=best_text(page, cells),
        completeness=texts.text(
            "Medians of complete hourly means of the last 400 days; values from %(months)s, "
            "%(least)s to %(most)s days each. Empty cells have no data.",
            months=texts.join(months),
            least=min(days.values()),
            most=max(days.values()),
        ),
    )


def best_text(page: LiveEdition, cells: Sequence[TypicalCell]) -> str | None:
    """Return the best hours of the present month in a sentence, with how sure they are."""
    month = say.beijing(page.now).month
    hours = sorted(best_hours(cells, month))
    if not hours:
        return None
    texts = page.edition.texts
    days = min(cell.n for cell in cells if cell.month == month and cell.hour in hours)
    return texts.text(
        "In %(month)s usually highest at %(hours)s (at least %(days)s days of data).",
        month=say.month_of_year(page.edition, month),
        hours=texts.join([hour_span(first, last) for first, last in _runs(hours)]),
        days=texts.number(days),
    )


def hour_span(first: int, last: int) -> str:
    """Return hours of the day from the beginning of the first to the end of the last."""
    return f"{first:02d}:00–{last + 1:02d}:00"


def _runs(hours: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield neighbouring hours as (first, last)."""
    first = before = hours[0]
    for hour in hours[1:]:
        if hour != before + 1:
            yield first, before
            first = hour
        before = hour
    yield first, before
