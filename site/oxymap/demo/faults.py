"""What goes wrong with the demo stations, by a timetable, so that every state can be seen.

The times are those of Beijing, the same on each day.  docs/demo.md has the timetable.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from oxymap.demo.noise import scatter, seed_of
from oxymap.stations.models import BEIJING_OFFSET_S, DAY_S, HOUR_S, MINUTE_S

#: How long the stuck instrument shows one number, and the rhythm of the spiky one.
ROUND_S = 2 * HOUR_S
#: A value that no instrument away from falling water shows (DOMAIN section 2.2, 20 000).
_ABSURD = 27_000.0
_BURST_S = 34 * MINUTE_S
_SPIKE_MINUTES = frozenset({50, 75, 100})


class Role(StrEnum):
    """What is wrong with a station."""

    SOUND = "sound"
    #: reports from 7 to 8 only, like a battery that is charged by hand
    DYING = "dying"
    #: silent from 3:30 to 11:30
    SILENT = "silent"
    #: reports for 20 minutes in three hours; the second one's turn comes 90 minutes later
    PATCHY = "patchy"
    PATCHY_TOO = "patchy_too"
    #: one report in ten minutes, in place of one a minute
    LATE = "late"
    #: shows one number for two hours, then another one
    STUCK = "stuck"
    #: single spikes, and half an hour of absurd values in every two hours
    SPIKES = "spikes"
    #: marks its values M (maintenance) from 9 to 10, C (calibration) from 14:00 to 14:30
    SERVICE = "service"
    #: drizzle and wet insulators from 3 to 7
    WET = "wet"


def is_out(role: Role, time: int) -> bool:
    """Tell whether a station sends nothing at this time (seconds UTC)."""
    second = _second_of_day(time)
    match role:
        case Role.DYING:
            return not 7 * HOUR_S < second <= 8 * HOUR_S
        case Role.SILENT:
            return 3.5 * HOUR_S < second <= 11.5 * HOUR_S
        case Role.PATCHY:
            return (second - 1) % (3 * HOUR_S) >= 20 * MINUTE_S
        case Role.PATCHY_TOO:
            return (second - 1 - 90 * MINUTE_S) % (3 * HOUR_S) >= 20 * MINUTE_S
        case Role.LATE:
            return second % (10 * MINUTE_S) != 0
    return False


def is_out_for_hours(role: Role, time: int) -> bool:
    """Tell whether the hour that ends at `time` is missing from the station's past."""
    if role not in {Role.DYING, Role.SILENT}:
        return False
    return is_out(role, time) or is_out(role, time - HOUR_S // 2)


def device_flag(role: Role, time: int) -> str:
    """Return the mark that the station's own logger gives its values (HJ 212 letters)."""
    second = _second_of_day(time)
    if role == Role.SERVICE and 9 * HOUR_S < second <= 10 * HOUR_S:
        return "M"
    if role == Role.SERVICE and 14 * HOUR_S < second <= 14.5 * HOUR_S:
        return "C"
    return "N"


def shown_ions(role: Role, time: int, interval_s: int, true_ions: Callable[[int], float]) -> float:
    """Return what the instrument shows where `true_ions` would be right.

    Parameters
    ----------
    true_ions : gives the right value for the end of a period, seconds UTC.
    """
    if role == Role.STUCK:
        start = time - 1 - (_second_of_day(time) - 1) % ROUND_S
        return true_ions(start + interval_s)
    if role == Role.SPIKES:
        second = (_second_of_day(time) - 1) % ROUND_S + 1
        if second <= _BURST_S:
            return _ABSURD * (1 + 0.1 * scatter(seed_of("burst"), time))
        if second % MINUTE_S == 0 and second // MINUTE_S in _SPIKE_MINUTES:
            return 9 * true_ions(time)
    if is_wet(role, time):
        return 1.6 * true_ions(time)
    return true_ions(time)


def is_wet(role: Role, time: int) -> bool:
    """Tell whether drizzle and dew are added to the weather of this station."""
    return role == Role.WET and 3 * HOUR_S < _second_of_day(time) <= 7 * HOUR_S


def _second_of_day(time: int) -> int:
    """Return the second of the day in Beijing, 1 to 86 400: the day's last moment is its own."""
    return (time + BEIJING_OFFSET_S - 1) % DAY_S + 1
