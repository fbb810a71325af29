"""Tell whether a present value stands above or below the mean of the last hour."""

from __future__ import annotations

from typing import Literal

from oxymap.stations.models import LiveValue

Trend = Literal["up", "down", "even"]
#: Nearer to the mean than this share of it is no difference; static/js/kiosk/trend.js has the same.
EVEN_SHARE = 0.1


def trend_of(main: LiveValue | None) -> Trend | None:
    """Return how a current value stands to the mean of its last hour.

    None without a current value, or when too little of the hour is valid for a mean.
    """
    if main is None or main.value is None or main.mean_hour is None:
        return None
    mean = main.mean_hour
    if mean.value is None or not mean.complete:
        return None
    difference = main.value - mean.value
    if abs(difference) <= abs(mean.value) * EVEN_SHARE:
        return "even"
    return "up" if difference > 0 else "down"
