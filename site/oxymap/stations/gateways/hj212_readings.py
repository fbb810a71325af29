"""Readings from messages of HJ 212: values, times and units as the stations know them."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from oxymap.stations.gateways.hj212_messages import Parameters
from oxymap.stations.gateways.hj212_profiles import Factor, Profile
from oxymap.stations.models import (
    BEIJING_OFFSET_S,
    DAY_S,
    HOUR_S,
    MINUTE_S,
    Item,
    Reading,
    Rejection,
)
from oxymap.stations.properties import PROPERTIES

#: Minute data may be of so many minutes (HJ 212-2017, parameter MinInterval).
MINUTE_INTERVALS = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30)
#: Flags under which a device may have no value to send: stopped, fault, no communication,
#: maintenance, calibration.
_NO_VALUE_FLAGS = frozenset("FDBMC")
#: Particles above this, ug/m3, are more likely a wrong unit than air (DOMAIN section 3.2).
_UNLIKELY_PARTICLES = 2000.0
_PARTICLES = ("pm25", "pm10")

_INSTANT = "2011"
_PERIODS = {_INSTANT: 0, "2061": HOUR_S, "2031": DAY_S}
_BEIJING = datetime.timezone(datetime.timedelta(seconds=BEIJING_OFFSET_S))
_TIME = re.compile(r"([0-9]{14})(?:[0-9]{3})?")
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})(?:[eE][+-]?[0-9]{1,2})?"
)
_SHOWN = 60


@dataclass(frozen=True)
class Conversion:
    """What a message holds for its station.

    Parameters
    ----------
    items : what `Accept` takes: one item, or none when there is nothing to say.
    unknown : factor codes that the profile does not know, with their values as they were sent.
    doubtful : properties whose size suggests another unit; their values are in the items.
    """

    items: tuple[Item, ...]
    unknown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()


def minute_period(interval_s: int) -> int:
    """Return the period of a station's minute data: its interval, where the standard has it.

    Parameters
    ----------
    interval_s : how often the station reports. Where the standard has no such minute interval,
        the answer is one minute.
    """
    return interval_s if interval_s in {n * MINUTE_S for n in MINUTE_INTERVALS} else MINUTE_S


def convert(
    command: str, parameters: Parameters, profile: Profile, minute_s: int = MINUTE_S
) -> Conversion:
    """Return what a data message holds.

    The standard labels a period with its beginning, in Beijing time; a reading's time is its
    end. An instant takes the factor's own ``SampleTime`` where there is one. What cannot be
    read of one factor is a rejection and leaves the others as they are.

    Parameters
    ----------
    command : 2011, 2051, 2061 or 2031.
    minute_s : length of the period of minute data (2051), see `minute_period`.

    Source
    ------
    HJ 212-2017, table 4.
    """
    known = {
        code: factor for code in parameters.factors if (factor := profile.factor(code)) is not None
    }
    rejections = [_refusal("object", part, "is no value or repeats one") for part in parameters.odd]
    readings: dict[str, Reading] = {}
    for code, factor in known.items():
        values = _FactorValues(code, parameters.factors[code], factor, profile, command)
        try:
            reading = values.reading(parameters.plain.get("DataTime", ""), minute_s, rejections)
        except _RefusedError as error:
            rejections.append(error.rejection)
            continue
        if factor.observed in readings:
            rejections.append(_refusal("property", code, "says it twice", factor.observed))
        else:
            readings[factor.observed] = reading
    item = Item(tuple(readings.values()), tuple(rejections))
    return Conversion(
        items=(item,) if readings or rejections else (),
        unknown={code: sent for code, sent in parameters.factors.items() if code not in known},
        doubtful=tuple(name for name in _PARTICLES if _is_doubtful(readings.get(name))),
    )


class _RefusedError(Exception):
    """A factor has no usable value."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.message)
        self.rejection = rejection


@dataclass(frozen=True)
class _FactorValues:
    """The sub-values of one factor of a message."""

    code: str
    values: Mapping[str, str]
    factor: Factor
    profile: Profile
    command: str

    def reading(self, data_time: str, minute_s: int, rejections: list[Rejection]) -> Reading:
        """Return the reading; an extreme that cannot be read is added to `rejections`."""
        observed = self.factor.observed
        if PROPERTIES[observed].total and self.command == _INSTANT:
            raise _RefusedError(_refusal("period", self.code, "is an amount: of when?", observed))
        period_s = _PERIODS.get(self.command, minute_s)
        start = self._sampled() or _seconds(data_time)
        if start is None:
            raise _RefusedError(_refusal("time", data_time, "is not YYYYMMDDhhmmss", observed))
        flag = self._flag()
        suffix, text = self._main()
        number = self._scaled(text)
        if number is None and flag not in _NO_VALUE_FLAGS:
            raise _RefusedError(self._no_number(suffix, text))
        low, high = (self._extreme(name, rejections) for name in ("Min", "Max"))
        return Reading(observed, start + period_s, period_s, number, low, high, flag)

    def _sampled(self) -> int | None:
        return _seconds(self.values.get("sampletime", "")) if self.command == _INSTANT else None

    def _main(self) -> tuple[str, str | None]:
        """Return the suffix that stands for the value, and what is sent under it."""
        if PROPERTIES[self.factor.observed].total:
            wanted = ["Cou"]
        else:
            wanted = ["Rtd", "Avg"] if self.command == _INSTANT else ["Avg", "Rtd"]
        sent = [name for name in wanted if name.lower() in self.values]
        name = sent[0] if sent else wanted[0]
        return name, self.values.get(name.lower())

    def _flag(self) -> str | None:
        letter = self.values.get("flag", "")[:8].upper()
        return self.profile.flags.get(letter, letter) or None

    def _extreme(self, suffix: str, rejections: list[Rejection]) -> float | None:
        # Extremes of an instant or of an amount say nothing that is kept.
        if self.command == _INSTANT or PROPERTIES[self.factor.observed].total:
            return None
        text = self.values.get(suffix.lower())
        number = self._scaled(text)
        if number is None and text:
            rejections.append(self._no_number(suffix, text))
        return number

    def _no_number(self, suffix: str, text: str | None) -> Rejection:
        name = f"{self.code[:_SHOWN]}-{suffix}"
        return _refusal("number", text, f"in {name} is no number", self.factor.observed)

    def _scaled(self, text: str | None) -> float | None:
        if text is None or not _NUMBER.fullmatch(text):
            return None
        # Decimal, so that 101.32 kPa are 1013.2 hPa and not a hair less.
        number = float(Decimal(text) * self.factor.scale)
        return number if math.isfinite(number) else None


def _seconds(text: str) -> int | None:
    """Return seconds UTC of a Beijing time of 14 digits (17 with milliseconds), or None."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    digits = found[1]
    year, *others = (int(part) for part in (digits[:4], *re.findall("..", digits[4:])))
    month, day, hour, minute, second = others
    try:
        moment = datetime.datetime(year, month, day, hour, minute, second, tzinfo=_BEIJING)
    except ValueError:
        return None
    return int(moment.timestamp())


def _is_doubtful(reading: Reading | None) -> bool:
    return reading is not None and (reading.result or 0.0) > _UNLIKELY_PARTICLES


def _refusal(code: str, value: str | None, reason: str, observed: str | None = None) -> Rejection:
    shown = "nothing" if value is None else ascii(value[:_SHOWN])
    return Rejection(0, code, f"{shown} {reason}", observed)
