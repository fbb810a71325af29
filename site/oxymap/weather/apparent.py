"""Apparent temperature: what the air feels like in an hour."""

from __future__ import annotations

_WARM_C, _HOT_C = 17.0, 28.0
_DRY_PERCENT, _LIGHT_WIND_M_S = 70.0, 2.0
_STRONGEST_WIND_M_S = 12.0
_SMALLEST_RANGE_K = 1.0
#: Stands for the day's range where it is not known: usual for a summer day in the districts.
_USUAL_RANGE_K = 10.0
#: Lower ends of the classes, °C; the highest class begins above its limit.
_CLASSES = (
    (30.0, "hot"),
    (26.0, "warm"),
    (18.0, "comfortable"),
    (10.0, "cool"),
    (0.0, "cold"),
)
_VERY_HOT_C = 35.0
COMFORT_CLASSES = ("severe_cold", "cold", "cool", "comfortable", "warm", "hot", "very_hot")


def apparent_temperature(
    temperature: float,
    humidity: float,
    wind: float,
    highest: float | None,
    lowest: float | None,
) -> float:
    """Return the apparent temperature Ts in °C, not rounded.

    Parameters
    ----------
    temperature : °C.
    humidity : relative humidity, percent.
    wind : m/s; more than 12 counts as 12 [H].
    highest, lowest : the day's extremes, °C; used from 28 °C on only.  A range below 1 K counts
        as 1 K [H]; when one of them is None the range counts as 10 K [H], which adds 1.5 °C.

    Source
    ------
    QX/T 500-2019, Annex A, as cited by an implementation; not compared with the printed text.
    """
    moisture = (humidity - _DRY_PERCENT) / 15.0
    cooling = (min(wind, _STRONGEST_WIND_M_S) - _LIGHT_WIND_M_S) / 2.0
    if temperature <= _WARM_C:
        return temperature - moisture - cooling
    if temperature < _HOT_C:
        return temperature + moisture - cooling
    return temperature + 15.0 / _range_k(highest, lowest) + moisture - cooling


def comfort_class(apparent: float) -> str:
    """Return the class of an apparent temperature in °C, one of `COMFORT_CLASSES`.

    Source
    ------
    Labels of this project [H]: below 0 severe cold, to 10 cold, to 18 cool, to 26 comfortable,
    to 30 warm, to 35 hot, above very hot.
    """
    if apparent > _VERY_HOT_C:
        return "very_hot"
    return next((name for lowest, name in _CLASSES if apparent >= lowest), "severe_cold")


def _range_k(highest: float | None, lowest: float | None) -> float:
    if highest is None or lowest is None:
        return _USUAL_RANGE_K
    return max(highest - lowest, _SMALLEST_RANGE_K)
