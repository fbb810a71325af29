"""When somebody must be told of a station: a state machine without input or output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, cast

from oxymap.stations.models import DAY_S, State

AlertKind = Literal["silent", "many_silent", "recovered", "clock_skew", "stuck", "screen_down"]
#: States in which nobody expects reports.
_QUIET = (State.MAINTENANCE, State.PLANNED)


@dataclass(frozen=True)
class AlertRules:
    """When to speak; all are the project's defaults [H].

    Parameters
    ----------
    many_least, many_share : so many stations, and such a share of those that have reported in
        the last day, make one alert of many.
    together_s : silences that begin within this time are told together, so the first one is
        told this long after it has been seen.  Nothing is waited for when there are too few
        stations to be many.
    remind_s : an alert that stays open is told again after this time.
    back_s : what has come back must stay so for this time before it counts.
    """

    many_least: int = 3
    many_share: float = 1 / 3
    together_s: int = 900
    remind_s: int = DAY_S
    back_s: int = 600


@dataclass(frozen=True)
class Seen:
    """What is known of one station at this moment.

    ``clock_skew_s`` is None when the clock is not suspicious; ``stuck`` is whether the newest
    values do not move.
    """

    station_id: str
    name_zh: str
    name_en: str
    state: State
    last_report: int | None = None
    demo: bool = False
    clock_skew_s: int | None = None
    stuck: bool = False


@dataclass(frozen=True)
class Part:
    """What a message says of one station."""

    station_id: str
    name_zh: str
    name_en: str
    last_report: int | None = None
    clock_skew_s: int | None = None


@dataclass(frozen=True)
class Alert:
    """Something that an operator must know, open or just told.

    Parameters
    ----------
    opened_at : when it was first seen, seconds UTC.
    parts : the stations of it, in order of their ids.
    told_at : when it was last told; None while it waits for others.
    back : stations that seem to be well again, and since when.
    cause : of a recovery, what is over.
    reminder : whether it has been told before.
    of : for many silent stations, how many there are in all.
    """

    kind: AlertKind
    opened_at: int
    parts: tuple[Part, ...]
    demo: bool = False
    told_at: int | None = None
    back: tuple[tuple[str, int], ...] = ()
    cause: AlertKind | None = None
    reminder: bool = False
    of: int | None = None

    @property
    def station_ids(self) -> tuple[str, ...]:
        """The stations that it is about."""
        return tuple(part.station_id for part in self.parts)


@dataclass(frozen=True)
class Step:
    """What one look has led to: `open` goes into the next look, `told` to the senders."""

    open: tuple[Alert, ...]
    told: tuple[Alert, ...]


def watch(
    before: Iterable[Alert], stations: Iterable[Seen], now: int, rules: AlertRules | None = None
) -> Step:
    """Compare the open alerts with the stations of this moment.

    A station that is silent, whose clock is off or whose values do not move opens an alert and
    closes it when that has been over for ``rules.back_s``, with one note for all that came back
    at the same look.  Stations in maintenance, planned ones and those that are no longer in the
    register leave their alerts without a word.  Demo stations are looked at apart.

    Parameters
    ----------
    before : ``open`` of the look before; empty at the first one.
    now : seconds UTC, not before that of the look before.
    """
    rules = rules or AlertRules()
    present = [station for station in stations if station.state not in _QUIET]
    opened: list[Alert] = []
    told: list[Alert] = []
    for demo in (False, True):
        group = {item.station_id: item for item in present if item.demo == demo}
        alerts = [alert for alert in before if alert.demo == demo]
        step = _watch_group(alerts, group, now, rules)
        opened += step.open
        told += step.told
    return Step(tuple(opened), tuple(told))


def alert_document(alert: Alert) -> dict[str, object]:
    """Return an alert as a JSON document, to be kept over a restart."""
    return asdict(alert)


def read_alert(document: Mapping[str, object]) -> Alert:
    """Return the alert of a document that `alert_document` has made."""
    values = cast("dict[str, Any]", dict(document))
    values["parts"] = tuple(Part(**part) for part in values["parts"])
    values["back"] = tuple((name, since) for name, since in values["back"])
    return Alert(**values)


def _watch_group(
    before: Sequence[Alert], stations: Mapping[str, Seen], now: int, rules: AlertRules
) -> Step:
    kept, recovered = _closed(before, stations, now, rules)
    kept = _opened(kept, stations, now)
    waiting = [alert for alert in kept if alert.kind == "silent" and alert.told_at is None]
    others = [alert for alert in kept if alert not in waiting]
    waiting, ready = _gathered(waiting, stations, now, rules)
    reminded = [
        _told_again(alert, stations, now)
        if alert.told_at is None or now - alert.told_at >= rules.remind_s
        else alert
        for alert in others
    ]
    told = [new for old, new in zip(others, reminded, strict=True) if new is not old]
    return Step((*waiting, *ready, *reminded), (*ready, *told, *recovered))


def _told_again(alert: Alert, stations: Mapping[str, Seen], now: int) -> Alert:
    """Return an alert as it is to be told now, for the first time or as a reminder."""
    parts = tuple(_part(stations[name]) for name in alert.station_ids)
    return replace(alert, parts=parts, told_at=now, reminder=alert.told_at is not None)


# --- closing ---------------------------------------------------------------------------


def _closed(
    before: Sequence[Alert], stations: Mapping[str, Seen], now: int, rules: AlertRules
) -> tuple[list[Alert], list[Alert]]:
    """Return the alerts that stay open, and the notes on what has recovered."""
    kept: list[Alert] = []
    gone: dict[AlertKind, list[Part]] = {}
    for alert in before:
        present = tuple(part for part in alert.parts if part.station_id in stations)
        left = _look_again(replace(alert, parts=present), stations, now)
        if left.told_at is None:
            # Nobody has heard of it, so what is over needs no note.
            over = [name for name, _ in left.back]
        else:
            over = _recovered(left, now, rules)
            gone.setdefault(alert.kind, []).extend(_part(stations[name]) for name in over)
        left = _without(left, over)
        if left.parts:
            kept.append(left)
    demo = before[0].demo if before else False
    notes = [
        Alert("recovered", now, _in_order(parts), demo, told_at=now, cause=kind)
        for kind, parts in gone.items()
        if parts
    ]
    return kept, notes


def _look_again(alert: Alert, stations: Mapping[str, Seen], now: int) -> Alert:
    """Return an alert with who seems to be back; nothing else of it changes between messages."""
    since = dict(alert.back)
    well = [name for name in alert.station_ids if not _has(alert.kind, stations[name])]
    return replace(alert, back=tuple((name, since.get(name, now)) for name in well))


def _recovered(alert: Alert, now: int, rules: AlertRules) -> list[str]:
    """Return the stations whose recovery is to be told now.

    Those of one alert are told together: when all are back, or when the others have had
    their time.
    """
    sure = [name for name, since in alert.back if now - since >= rules.back_s]
    if len(sure) == len(alert.parts):
        return sure
    first = min((since for _, since in alert.back), default=now)
    return sure if now - first >= rules.back_s + rules.together_s else []


def _without(alert: Alert, names: Sequence[str]) -> Alert:
    return replace(
        alert,
        parts=tuple(part for part in alert.parts if part.station_id not in names),
        back=tuple(item for item in alert.back if item[0] not in names),
    )


# --- opening ---------------------------------------------------------------------------


def _opened(kept: Sequence[Alert], stations: Mapping[str, Seen], now: int) -> list[Alert]:
    """Return the alerts with one more for every trouble that is in none of them."""
    kinds: tuple[AlertKind, ...] = ("silent", "clock_skew", "stuck")
    known = {(_trouble(alert.kind), name) for alert in kept for name in alert.station_ids}
    new = [
        Alert(kind, now, (_part(station),), station.demo)
        for kind in kinds
        for name, station in sorted(stations.items())
        if _has(kind, station) and (kind, name) not in known
    ]
    return [*kept, *new]


def _gathered(
    waiting: Sequence[Alert], stations: Mapping[str, Seen], now: int, rules: AlertRules
) -> tuple[list[Alert], list[Alert]]:
    """Return the silences that go on waiting, and those that are told now, alone or as one."""
    active = sum(_reported_lately(station, now) for station in stations.values())
    first = min((alert.opened_at for alert in waiting), default=now)
    patience_s = rules.together_s if active >= rules.many_least else 0
    if now - first < patience_s:
        return list(waiting), []
    together = [a for a in waiting if a.opened_at - first <= rules.together_s]
    rest = [alert for alert in waiting if alert not in together]
    if len(together) < max(rules.many_least, rules.many_share * active):
        return rest, [replace(alert, told_at=now) for alert in together]
    parts = _in_order(part for alert in together for part in alert.parts)
    one = Alert("many_silent", first, parts, together[0].demo, told_at=now, of=len(stations))
    return rest, [one]


def _has(kind: AlertKind, station: Seen) -> bool:
    if kind == "clock_skew":
        return station.clock_skew_s is not None
    if kind == "stuck":
        return station.stuck
    return station.state == State.SILENT


def _trouble(kind: AlertKind) -> AlertKind:
    return "silent" if kind == "many_silent" else kind


def _reported_lately(station: Seen, now: int) -> bool:
    return station.last_report is not None and now - station.last_report < DAY_S


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: part.station_id))


def _part(station: Seen) -> Part:
    return Part(
        station.station_id, station.name_zh, station.name_en, station.last_report,
        station.clock_skew_s,
    )  # fmt: skip
