"""Values as arrays, with one bit per reason; and the checks that need the value alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from oxymap.stations.models import Flag, Observation, Verdict
from oxymap.stations.properties import NEG_ION, PROPERTIES
from oxymap.stations.rules import Rules

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: What each reason makes of a value, in the order of the checks.
REASONS: dict[str, Flag] = {
    "missing": Flag.MISSING,
    "device_fault": Flag.MISSING,
    "device_maintenance": Flag.ERROR,
    "device_calibration": Flag.ERROR,
    "device_suspect": Flag.SUSPECT,
    "device_unknown": Flag.SUSPECT,
    "range": Flag.ERROR,
    "climatic": Flag.SUSPECT,
    "internal": Flag.ERROR,
    "pollution": Flag.SUSPECT,
    "stuck": Flag.ERROR,
    "low_variance": Flag.SUSPECT,
    "spike": Flag.SUSPECT,
    "step": Flag.SUSPECT,
    "wet": Flag.SUSPECT,
    "neighbour": Flag.SUSPECT,
}
#: Attributes that are no fault of a value.
MARKS = ("wet", "windy")
#: What the letters of a device mean (HJ 212, table of data flags); N is normal.
_LETTERS = {
    "T": "device_suspect",
    "S": "device_suspect",
    "M": "device_maintenance",
    "C": "device_calibration",
    "F": "device_fault",
    "D": "device_fault",
    "B": "device_fault",
}
#: After one of these there is nothing left to check.
_FINAL = ("missing", "device_fault", "device_maintenance", "device_calibration")

_REASON_BIT = {reason: 1 << position for position, reason in enumerate(REASONS)}
_MARK_BIT = {mark: 1 << (len(REASONS) + position) for position, mark in enumerate(MARKS)}
_FAILED = sum(_REASON_BIT.values())
_UNMEASURED = sum(_REASON_BIT[reason] for reason in _FINAL)


@dataclass(frozen=True)
class Rows:
    """Values of one property, in the order of time; `bits` is written to by the checks.

    Parameters
    ----------
    times : ends of the periods, seconds UTC.
    periods : lengths of the periods, s; 0 for an instant.
    values : NaN where there is none.
    bits : reasons and marks of every value so far.
    """

    times: Ints
    periods: Ints
    values: Floats
    bits: Ints

    @property
    def passed(self) -> Bools:
        """Which values no check has objected to so far."""
        found: Bools = (self.bits & _FAILED) == 0
        return found

    @property
    def measured(self) -> Bools:
        """Which values are values at all, be they plausible or not."""
        found: Bools = (self.bits & _UNMEASURED) == 0
        return found

    @property
    def begins(self) -> Ints:
        """Beginnings of the periods; an instant belongs to the second that ends with it."""
        return self.times - np.maximum(self.periods, 1)

    def object_to(self, reason: str, where: Bools) -> None:
        """Note a reason at the values that `where` points out."""
        self.bits[where] |= _REASON_BIT[reason]

    def mark(self, mark: str, where: Bools) -> None:
        """Note an attribute at the values that `where` points out."""
        self.bits[where] |= _MARK_BIT[mark]

    def only(self, where: Bools) -> Rows:
        """Return a copy of the values that `where` points out."""
        return Rows(self.times[where], self.periods[where], self.values[where], self.bits[where])

    def verdicts(self) -> list[Verdict]:
        """Return what has been found, one verdict a value."""
        return [_verdict(bits) for bits in self.bits.tolist()]


def rows_of(observations: Sequence[Observation]) -> Rows:
    """Return observations as arrays, not checked yet."""
    return Rows(
        times=np.array([item.time for item in observations], dtype=np.int64),
        periods=np.array([item.period_s for item in observations], dtype=np.int64),
        values=_numbers([item.result for item in observations]),
        bits=np.zeros(len(observations), dtype=np.int64),
    )


def check_alone(
    observed: str, rows: Rows, observations: Sequence[Observation], rules: Rules
) -> None:
    """Check what needs no other value: missing, device, range, climatic range, internal."""
    rows.object_to("missing", np.isnan(rows.values))
    _check_device(rows, observations)
    measured = rows.measured
    lowest, highest = _range(observed, rules)
    outside = measured & ((rows.values < lowest) | (rows.values > highest))
    rows.object_to("range", outside)
    if observed == NEG_ION:
        rows.object_to("climatic", measured & ~outside & (rows.values > rules.climatic_highest))
    if observed != "wind_direction":  # The extremes of a direction are in no order.
        rows.object_to("internal", measured & _is_out_of_order(rows.values, observations))


def _check_device(rows: Rows, observations: Sequence[Observation]) -> None:
    letters = [item.device_flag for item in observations]
    for letter in set(letters):
        plain = (letter or "N").strip().upper() or "N"
        if plain != "N":
            where = np.array([item == letter for item in letters], dtype=np.bool_)
            rows.object_to(_LETTERS.get(plain, "device_unknown"), where)


def _range(observed: str, rules: Rules) -> tuple[float, float]:
    if observed == NEG_ION:
        return rules.lowest, rules.highest
    known = PROPERTIES.get(observed)
    return (known.lowest, known.highest) if known else (-np.inf, np.inf)


def _is_out_of_order(values: Floats, observations: Sequence[Observation]) -> Bools:
    low = _numbers([item.low for item in observations])
    high = _numbers([item.high for item in observations])
    # A comparison with NaN is false, so that an extreme that is not known objects to nothing.
    found: Bools = (low > values) | (values > high) | (low > high)
    return found


def _numbers(values: list[float | None]) -> Floats:
    return np.array(values, dtype=np.float64)  # None becomes NaN.


@cache
def _verdict(bits: int) -> Verdict:
    reasons = tuple(reason for reason, bit in _REASON_BIT.items() if bits & bit)
    marks = tuple(mark for mark, bit in _MARK_BIT.items() if bits & bit)
    flag = max((REASONS[reason] for reason in reasons), default=Flag.CORRECT)
    return Verdict(flag, reasons, marks)
