"""What the operator's station page shows, worst first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oxymap.pages import live_texts
from oxymap.pages.edition import Edition
from oxymap.pages.models import Link
from oxymap.stations.alerts import Alert
from oxymap.stations.health import SPANS, Health, OperationsReport, is_suspicious
from oxymap.stations.models import DAY_S, HOUR_S, MINUTE_S, LiveSnapshot, LiveStation, State
from oxymap.web.i18n import Localizer
from oxymap.web.labels import LABELS, N_

SHORT_DAYS, LONG_DAYS = SPANS
#: Stands where nothing can be said.
NONE = "–"
#: States in the order in which somebody should look at them.
STATE_ORDER = (
    State.SILENT, State.SUSPECT, State.STALE, State.LATE, State.MAINTENANCE, State.FRESH,
    State.PLANNED,
)  # fmt: skip
#: From where on a figure is set in bold [H].
LOW_UPTIME, HIGH_FLAGGED = 0.9, 0.1
_ALERTS = {
    "silent": N_("Sends nothing"),
    "many_silent": N_("Many send nothing"),
    "clock_skew": N_("Clock is wrong"),
    "stuck": N_("Values do not move"),
}
#: Why something was not taken: the codes of rejected readings and of whole requests.
_PROBLEMS = {
    "time": N_("time cannot be read"),
    "future": N_("time lies in the future"),
    "too_old": N_("too old"),
    "property": N_("unknown property"),
    "number": N_("no number"),
    "flag": N_("unknown flag"),
    "period": N_("period cannot be used"),
    "object": N_("not in the right form"),
    "json": N_("no JSON"),
    "nothing_usable": N_("nothing usable in it"),
    "unauthorized": N_("wrong token"),
    "media_type": N_("wrong media type"),
    "encoding": N_("compressed"),
    "too_large": N_("too large"),
    "rate": N_("too many requests"),
}
_Rank = tuple[bool, bool, int, float, str]


@dataclass(frozen=True)
class Figure:
    """A figure of a row; what stands out is set in bold."""

    text: str
    stands_out: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be said."""
        return self.text == NONE


@dataclass(frozen=True)
class Moment:
    """A time for people and for machines, and how long ago it was."""

    text: str
    iso: str
    age: str


@dataclass(frozen=True)
class StationRow:
    """A station of the table."""

    id: str
    url: str
    name: str
    demo: bool
    state: str
    state_label: str
    last_report: Moment | None
    uptime_short: Figure
    uptime_long: Figure
    longest_gap: Figure
    flat_lines: Figure
    flagged: Figure
    clock_skew: Figure
    rejected: tuple[str, ...]
    last_error: str | None
    last_error_at: Moment | None
    alerts: tuple[str, ...]


@dataclass(frozen=True)
class AlertRow:
    """An open alert with its stations."""

    label: str
    since: Moment
    stations: tuple[Link, ...]
    demo: bool


@dataclass(frozen=True)
class OperationsPage:
    """Everything that the page shows."""

    at: Moment
    counts: tuple[tuple[str, str, str], ...]
    rows: tuple[StationRow, ...]
    planned: tuple[Link, ...]
    alerts: tuple[AlertRow, ...]
    problem_days: int


def operations_page(
    edition: Edition, snapshot: LiveSnapshot, report: OperationsReport
) -> OperationsPage:
    """Return what the page shows of the stations and of how they have done."""
    health = {(item.station_id, item.days): item for item in report.healths}
    problems = {item.station_id: item.rejected for item in report.problems}
    live = sorted(
        (item for item in snapshot.stations.values() if item.state != State.PLANNED),
        key=lambda item: _rank(item, report.alerts, health.get((item.station.id, LONG_DAYS))),
    )
    return OperationsPage(
        at=_moment(edition, report.at, report.at),
        counts=_counts(edition, snapshot),
        rows=tuple(
            _row(edition, item, health, problems.get(item.station.id, {}), report) for item in live
        ),
        planned=tuple(
            _link(edition, item)
            for item in sorted(snapshot.stations.values(), key=lambda item: item.station.id)
            if item.state == State.PLANNED
        ),
        alerts=tuple(_alert_row(edition, alert, snapshot, report.at) for alert in report.alerts),
        problem_days=report.problem_days,
    )


def _rank(item: LiveStation, alerts: Sequence[Alert], health: Health | None) -> _Rank:
    """Return what brings the worst station to the top, and demo stations to the end."""
    well = not any(item.station.id in alert.station_ids for alert in alerts)
    uptime = health.uptime if health and health.uptime is not None else 1.0
    order = STATE_ORDER.index(item.state)
    return item.station.demo, well, order, uptime, item.station.id


def _counts(edition: Edition, snapshot: LiveSnapshot) -> tuple[tuple[str, str, str], ...]:
    """Return state, label and number for every state that a station is in."""
    found = Counter(item.state for item in snapshot.stations.values())
    texts = edition.texts
    return tuple(
        (state.value, texts.label("state", state.value), texts.number(found[state]))
        for state in STATE_ORDER
        if found[state]
    )


def _row(
    edition: Edition,
    item: LiveStation,
    health: Mapping[tuple[str, int], Health],
    rejected: Mapping[str, int],
    report: OperationsReport,
) -> StationRow:
    texts, station = edition.texts, item.station
    short, long = (health.get((station.id, days)) for days in SPANS)
    error = long.last_error if long else None
    return StationRow(
        id=station.id,
        url=edition.urls.station(station.id),
        name=_name(edition, item),
        demo=station.demo,
        state=item.state.value,
        state_label=texts.label("state", item.state.value),
        last_report=_moment_or_none(edition, item.last_report, report.at),
        uptime_short=_uptime(texts, short),
        uptime_long=_uptime(texts, long),
        longest_gap=_gap(texts, long, station.interval_s),
        flat_lines=_flat_lines(texts, long),
        flagged=_flagged(texts, long),
        clock_skew=_skew(texts, short),
        rejected=_rejected(texts, rejected),
        last_error=_problem_label(texts, error) if error else None,
        last_error_at=_moment_or_none(edition, long.last_error_at if long else None, report.at),
        alerts=tuple(
            texts.text(_ALERTS[alert.kind])
            for alert in report.alerts
            if station.id in alert.station_ids
        ),
    )


def _alert_row(edition: Edition, alert: Alert, snapshot: LiveSnapshot, now: int) -> AlertRow:
    live = [snapshot.stations[name] for name in alert.station_ids if name in snapshot.stations]
    return AlertRow(
        label=edition.texts.text(_ALERTS[alert.kind]),
        since=_moment(edition, alert.opened_at, now),
        stations=tuple(_link(edition, item) for item in live),
        demo=alert.demo,
    )


def _link(edition: Edition, item: LiveStation) -> Link:
    return Link(_name(edition, item), edition.urls.station(item.station.id))


def _name(edition: Edition, item: LiveStation) -> str:
    return item.station.name_zh if edition.lang == "zh" else item.station.name_en


# --- figures ---------------------------------------------------------------------------


def _uptime(texts: Localizer, health: Health | None) -> Figure:
    if health is None or health.uptime is None:
        return Figure(NONE)
    # Rounded down: what has missed something is never shown as 100 %.
    percent = math.floor(health.uptime * 1000 + 1e-9) / 10
    return Figure(f"{texts.number(percent, 1)}%", health.uptime < LOW_UPTIME)


def _gap(texts: Localizer, health: Health | None, interval_s: int) -> Figure:
    """Return the longest gap; up to two intervals are no gap, as for the state ``fresh``."""
    if health is None or health.longest_gap_s is None or health.longest_gap_s <= 2 * interval_s:
        return Figure(NONE)
    return Figure(span_text(texts, health.longest_gap_s), health.longest_gap_s >= DAY_S)


def _flat_lines(texts: Localizer, health: Health | None) -> Figure:
    if health is None or not health.flat_lines:
        return Figure(NONE)
    return Figure(texts.number(health.flat_lines), stands_out=True)


def _flagged(texts: Localizer, health: Health | None) -> Figure:
    if health is None or not health.flagged_share:
        return Figure(NONE)
    share = health.flagged_share
    shown = texts.number(share * 100, 1) if share >= 0.0005 else "<0.1"
    return Figure(f"{shown}%", share >= HIGH_FLAGGED)


def _skew(texts: Localizer, health: Health | None) -> Figure:
    if health is None or health.clock_skew_s is None:
        return Figure(NONE)
    skew_s = health.clock_skew_s
    span = span_text(texts, abs(skew_s))
    if skew_s < 0:
        shown = texts.text("%(span)s ahead", span=span)
    else:
        shown = texts.text("%(span)s behind", span=span) if skew_s else span
    return Figure(shown, is_suspicious(skew_s))


def _rejected(texts: Localizer, rejected: Mapping[str, int]) -> tuple[str, ...]:
    """Return what was not taken, the most frequent first."""
    found = sorted(rejected.items(), key=lambda item: (-item[1], item[0]))
    return tuple(f"{_problem_label(texts, code)}: {texts.number(count)}" for code, count in found)


def _problem_label(texts: Localizer, code: str) -> str:
    if code in _PROBLEMS:
        return texts.text(_PROBLEMS[code])
    return texts.label("reason", code) if code in LABELS["reason"] else code


# --- times -----------------------------------------------------------------------------


def span_text(texts: Localizer, seconds: int) -> str:
    """Return a time span in its two largest units, such as 2 days 4 h."""
    if seconds < MINUTE_S:
        return texts.text("%(count)s s", count=seconds)
    if seconds < DAY_S:
        return texts.stay(seconds // MINUTE_S)
    days, rest = divmod(seconds, DAY_S)
    parts = [texts.plural("%(count)s day", "%(count)s days", days)]
    if rest >= HOUR_S:
        parts.append(texts.stay(rest // HOUR_S * 60))
    return " ".join(parts)


def _moment(edition: Edition, time: int, now: int) -> Moment:
    return Moment(
        text=live_texts.moment(edition, time),
        iso=live_texts.iso(time),
        age=live_texts.age(edition, max(0, now - time)),
    )


def _moment_or_none(edition: Edition, time: int | None, now: int) -> Moment | None:
    return None if time is None else _moment(edition, time, now)
