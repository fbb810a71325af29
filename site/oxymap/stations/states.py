"""What can be said of a station now, from the age of what it has sent."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap.stations.models import Flag, Latest, State

#: The device says that it is being maintained or calibrated (letters of HJ 212).
MAINTENANCE_LETTERS = frozenset("MC")
_DOUBTED = (Flag.SUSPECT, Flag.ERROR)


@dataclass(frozen=True)
class Limits:
    """How old the last accepted value may be, in reporting intervals and at least in seconds.

    fresh ≤ late_intervals · I; late ≤ max(stale_intervals · I, stale_least_s);
    stale ≤ max(silent_intervals · I, silent_least_s); else silent.

    Source
    ------
    Rules of this project [H].
    """

    late_intervals: float = 2.0
    stale_intervals: float = 3.0
    stale_least_s: float = 600
    silent_intervals: float = 12.0
    silent_least_s: float = 10_800

    def fresh_s(self, interval_s: int) -> float:
        """Return up to which age a value is fresh."""
        return self.late_intervals * interval_s

    def late_s(self, interval_s: int) -> float:
        """Return up to which age a value is late and may still be shown."""
        return max(self.stale_intervals * interval_s, self.stale_least_s)

    def stale_s(self, interval_s: int) -> float:
        """Return up to which age a station is stale; after it, it is silent."""
        return max(self.silent_intervals * interval_s, self.silent_least_s)


def state_of(
    *, interval_s: int, maintenance: bool, latest: Latest | None, now: int, limits: Limits
) -> State:
    """Return the state of a station.

    Parameters
    ----------
    interval_s : how often the station reports.
    maintenance : the register says that it is being maintained.
    latest : the newest value of the station's main property, None when it never reported.
    now : seconds UTC.
    """
    if maintenance or (latest is not None and _is_maintained(latest)):
        return State.MAINTENANCE
    if latest is None:
        return State.PLANNED
    fresh_s = limits.fresh_s(interval_s)
    age_s = None if latest.good_time is None else now - latest.good_time
    if age_s is not None and age_s <= fresh_s:
        return State.FRESH
    if latest.flag in _DOUBTED and now - latest.time <= fresh_s:
        return State.SUSPECT
    if age_s is not None and age_s <= limits.late_s(interval_s):
        return State.LATE
    if age_s is not None and age_s <= limits.stale_s(interval_s):
        return State.STALE
    return State.SILENT


def next_change(
    *, interval_s: int, maintenance: bool, latest: Latest | None, now: int, limits: Limits
) -> int | None:
    """Return the first second at which the state is another one if nothing arrives.

    Parameters are those of `state_of`; None when time alone changes nothing.
    """
    if latest is None:
        return None

    def state_at(moment: int) -> State:
        return state_of(
            interval_s=interval_s,
            maintenance=maintenance,
            latest=latest,
            now=moment,
            limits=limits,
        )

    fresh_s = limits.fresh_s(interval_s)
    ends = [latest.time + fresh_s]
    if latest.good_time is not None:
        spans = (fresh_s, limits.late_s(interval_s), limits.stale_s(interval_s))
        ends += [latest.good_time + span for span in spans]
    moments = sorted(moment for moment in (int(end) + 1 for end in ends) if moment > now)
    present = state_at(now)
    return next((moment for moment in moments if state_at(moment) != present), None)


def _is_maintained(latest: Latest) -> bool:
    return (latest.device_flag or "").strip().upper() in MAINTENANCE_LETTERS
