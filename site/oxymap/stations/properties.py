"""The observed properties: names, units and what a sensor can possibly say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The property that the site is about.
NEG_ION = "neg_ion"


@dataclass(frozen=True)
class ObservedProperty:
    """What can be observed (SensorThings ObservedProperty).

    Parameters
    ----------
    unit : UCUM symbol, as it stands in every output.
    lowest, highest : outside of them a value is an error (flag 2); both are included.
    digits : decimals that are shown.
    total : the value is an amount over its period (rain), so means of it are sums.
    """

    name: str
    unit: str
    lowest: float
    highest: float
    digits: int = 0
    total: bool = False


_ALL = (
    # The range of ions is the project's default [H], DOMAIN section 2.2.
    ObservedProperty(NEG_ION, "1/cm3", 0, 200_000),
    ObservedProperty("temperature", "Cel", -50, 60, 1),
    ObservedProperty("humidity", "%", 0, 100),
    ObservedProperty("wind_speed", "m/s", 0, 75, 1),
    ObservedProperty("wind_direction", "deg", 0, 360),
    ObservedProperty("pressure", "hPa", 500, 1100, 1),
    ObservedProperty("rain", "mm", 0, 300, 1, total=True),
    ObservedProperty("pm25", "ug/m3", 0, 5000),
    ObservedProperty("pm10", "ug/m3", 0, 10_000),
    ObservedProperty("so2", "ug/m3", 0, 5000),
    ObservedProperty("no2", "ug/m3", 0, 5000),
    ObservedProperty("o3", "ug/m3", 0, 2000),
    ObservedProperty("co", "mg/m3", 0, 200, 2),
    ObservedProperty("aqi", "1", 0, 500),
    ObservedProperty("water_temperature", "Cel", -5, 50, 1),
    ObservedProperty("ph", "[pH]", 0, 14, 1),
    ObservedProperty("dissolved_oxygen", "mg/L", 0, 50, 1),
    ObservedProperty("turbidity", "[NTU]", 0, 10_000, 1),
)
PROPERTIES: dict[str, ObservedProperty] = {item.name: item for item in _ALL}

#: What a station of each kind is about; the first one stands for the station on maps and lists.
StationKind = Literal["ion", "air", "weather", "water", "eco"]
MAIN_PROPERTY: dict[str, str] = {
    "ion": NEG_ION,
    "air": "pm25",
    "weather": "temperature",
    "water": "water_temperature",
    "eco": NEG_ION,
}
