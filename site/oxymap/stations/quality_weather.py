"""What was going on around an ion reading: dust, moisture, rain and wind at the same station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oxymap.stations.models import HOUR_S, MINUTE_S
from oxymap.stations.quality_rows import Bools, Floats, Ints, Rows
from oxymap.stations.rules import Rules

#: A value of the surroundings speaks for the hour after it.
LOOK_BACK_S = HOUR_S
WIND_MEAN_S = 10 * MINUTE_S
_HUNDREDTHS = 100.0
_NOTHING = Rows(
    np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64), np.empty(0, np.int64)
)


@dataclass(frozen=True)
class Surroundings:
    """The plausible values of the properties that say something about ion readings."""

    pm25: Rows
    humidity: Rows
    wind: Rows
    wet: Rows

    def is_polluted(self, times: Ints, rules: Rules) -> Bools:
        """Return at which times there was too much dust for many ions."""
        found: Bools = _newest(self.pm25, times) > rules.pollution_pm25
        return found

    def is_wet(self, times: Ints, rules: Rules) -> Bools:
        """Return at which times the air was near saturation or it had just rained."""
        wet: Bools = _newest(self.humidity, times) >= rules.wet_humidity
        return wet | self._rained_lately(times, rules.wet_minutes * MINUTE_S)

    def is_windy(self, times: Ints, rules: Rules) -> Bools:
        """Return at which times the wind of ten minutes was strong enough to disturb."""
        upto = np.searchsorted(self.wind.times, times, side="right")
        first = np.searchsorted(self.wind.times, times - WIND_MEAN_S, side="right")
        sums = np.concatenate(
            ([0], np.cumsum(np.rint(self.wind.values * _HUNDREDTHS).astype(np.int64)))
        )
        counts = upto - first
        mean = (sums[upto] - sums[first]) / np.maximum(counts, 1) / _HUNDREDTHS
        found: Bools = np.where(counts > 0, mean, _newest(self.wind, times)) > rules.windy_speed
        return found

    def rained(self, hours: Ints) -> Bools:
        """Return in which hours, counted from 1970, rain was measured."""
        touched = (self.wet.begins // HOUR_S, (self.wet.times - 1) // HOUR_S)
        found: Bools = np.isin(hours, np.concatenate(touched))
        return found

    def _rained_lately(self, times: Ints, span_s: float) -> Bools:
        """Return for which times a period with rain touches the span before."""
        began = np.searchsorted(np.sort(self.wet.begins), times, side="left")
        ended = np.searchsorted(self.wet.times, times - span_s, side="right")
        found: Bools = began > ended
        return found


def surroundings(rows: Mapping[str, Rows]) -> Surroundings:
    """Return the surroundings from rows that have been checked alone."""
    rain = _plausible(rows, "rain")
    return Surroundings(
        pm25=_plausible(rows, "pm25"),
        humidity=_plausible(rows, "humidity"),
        wind=_plausible(rows, "wind_speed"),
        wet=rain.only(rain.values > 0),
    )


def _plausible(rows: Mapping[str, Rows], observed: str) -> Rows:
    """Return what passed; sums and means over more than an hour say nothing about a reading."""
    found = rows.get(observed, _NOTHING)
    return found.only(found.passed & (found.periods <= HOUR_S))


def _newest(rows: Rows, times: Ints) -> Floats:
    """Return the newest value at each time, NaN when it is too old."""
    if rows.times.size == 0:
        return np.full(times.size, np.nan)
    last = np.searchsorted(rows.times, times, side="right") - 1
    known = (last >= 0) & (times - rows.times[last] <= LOOK_BACK_S)
    return np.where(known, rows.values[last], np.nan)
