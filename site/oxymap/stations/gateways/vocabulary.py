"""What senders call the observed properties, their units and their flags."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from oxymap.errors import FormatError
from oxymap.stations.batches import DEVICE_FLAGS
from oxymap.stations.properties import PROPERTIES

_NAMES: dict[str, tuple[str, ...]] = {
    "neg_ion": (
        "negion", "negions", "negativeion", "negativeions", "negativeoxygenion", "nai", "noi",
        "ion", "ions", "v15551", "负氧离子", "负氧离子浓度", "负离子", "负离子浓度", "负(氧)离子",
        "负(氧)离子浓度", "空气负氧离子", "空气负离子",
    ),
    "temperature": ("temp", "airtemperature", "airtemp", "温度", "气温", "空气温度"),
    "humidity": ("rh", "hum", "relativehumidity", "湿度", "相对湿度", "空气湿度"),
    "wind_speed": ("ws", "风速"),
    "wind_direction": ("wd", "winddir", "风向"),
    "pressure": ("press", "airpressure", "气压", "大气压", "本站气压"),
    "rain": ("rainfall", "precipitation", "prec", "雨量", "降雨量", "降水", "降水量"),
    "pm25": ("细颗粒物",),
    "pm10": ("可吸入颗粒物",),
    "so2": ("二氧化硫",),
    "no2": ("二氧化氮",),
    "o3": ("ozone", "臭氧"),
    "co": ("一氧化碳",),
    "aqi": ("空气质量指数",),
    "water_temperature": ("watertemp", "wt", "水温"),
    "ph": ("phvalue", "ph值", "酸碱度"),
    "dissolved_oxygen": ("do", "溶解氧"),
    "turbidity": ("turb", "浊度", "浑浊度"),
}  # fmt: skip
_SEPARATORS = re.compile(r"[\s_\-./·]+")


def plain(text: str) -> str:
    """Return a name as it is compared: one width, lower case, nothing between the words."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())


_PROPERTY = {plain(name): name for name in PROPERTIES} | {
    plain(alias): name for name, aliases in _NAMES.items() for alias in aliases
}


def property_named(text: str) -> str | None:
    """Return the observed property that a sender calls so, or None."""
    return _PROPERTY.get(plain(text))


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a number becomes one in the property's unit."""

    factor: float = 1
    offset: float = 0

    def __call__(self, value: float) -> float:
        """Return the number in the property's unit."""
        if self.factor == 1 and self.offset == 0:
            return value
        # Six decimals are finer than any instrument and hide the binary remainder.
        return round(value * self.factor + self.offset, 6)


SAME = Conversion()
#: By the unit that a property is kept in: what the units that senders use are worth in it.
#: Gases in ppb are left out: their weight depends on temperature and pressure.
_UNITS: dict[str, dict[str, Conversion]] = {
    "1/cm3": {
        **dict.fromkeys(
            ("1/cm3", "/cm3", "cm-3", "个/cm3", "个cm-3", "个/立方厘米", "ions/cm3", "ion/cm3",
             "{ions}/cm3", "{ion}/cm3", "#/cm3"), SAME,
        ),
        "万个/cm3": Conversion(10_000),
        "10*3/cm3": Conversion(1000),
        "1/m3": Conversion(1e-6),
    },
    "Cel": {
        **dict.fromkeys(("cel", "°c", "c", "degc", "摄氏度", "度"), SAME),
        "k": Conversion(1, -273.15),
        "[degf]": Conversion(5 / 9, -160 / 9),
    },
    "%": {**dict.fromkeys(("%", "%rh", "rh%"), SAME), "1": Conversion(100)},
    "m/s": {
        **dict.fromkeys(("m/s", "ms-1", "米/秒"), SAME),
        "km/h": Conversion(1 / 3.6),
        "[kn_i]": Conversion(1852 / 3600),
    },
    "deg": dict.fromkeys(("deg", "°", "度"), SAME),
    "hPa": {
        **dict.fromkeys(("hpa", "mbar", "百帕"), SAME),
        "kpa": Conversion(10),
        "千帕": Conversion(10),
        "pa": Conversion(0.01),
    },
    "mm": {**dict.fromkeys(("mm", "毫米", "l/m2"), SAME), "cm": Conversion(10)},
    "ug/m3": {
        **dict.fromkeys(("ug/m3", "微克/立方米", "微克/m3"), SAME),
        "mg/m3": Conversion(1000),
        "毫克/立方米": Conversion(1000),
        "ng/m3": Conversion(0.001),
    },
    "mg/m3": {
        **dict.fromkeys(("mg/m3", "毫克/立方米"), SAME),
        "ug/m3": Conversion(0.001),
        "微克/立方米": Conversion(0.001),
    },
    "1": dict.fromkeys(("1", "无量纲"), SAME),
    "[pH]": dict.fromkeys(("[ph]", "ph", "1", "无量纲"), SAME),
    "mg/L": dict.fromkeys(("mg/l", "g/m3", "毫克/升"), SAME),
    "[NTU]": dict.fromkeys(("[ntu]", "ntu", "{ntu}"), SAME),
}  # fmt: skip
_UNIT_SIGNS = str.maketrans({"μ": "u", "·": None, "^": None, " ": None, "・": None})


def conversion(observed: str, unit: str | None) -> Conversion | None:
    """Return how to bring a number from a unit to the property's own.

    Parameters
    ----------
    observed : a key of PROPERTIES.
    unit : UCUM symbol or a usual Chinese way to write it; None or empty means the own unit.

    Returns
    -------
    The conversion, or None when the unit is not known for this property.
    """
    if unit is None or not unit.strip():
        return SAME
    sign = unicodedata.normalize("NFKC", unit).casefold().translate(_UNIT_SIGNS)
    return _UNITS[PROPERTIES[observed].unit].get(sign)


#: Flags of the meteorological services, as the letters of HJ 212 that mean the same.
_LETTERS: dict[str, str | None] = {"0": "N", "1": "S", "2": "D", "8": "B", "9": None}


def device_flag(value: str | int | None) -> str | None:
    """Return the device's mark as a letter of HJ 212, or None when there is none.

    The numbers 0 1 2 8 9 of the meteorological services are understood too.

    Raises
    ------
    FormatError : the flag is neither.
    """
    text = "" if value is None else str(value).strip().upper()
    if not text:
        return None
    if text in _LETTERS:
        return _LETTERS[text]
    if text in DEVICE_FLAGS:
        return text
    known = ", ".join([*_LETTERS, *sorted(DEVICE_FLAGS)])
    raise FormatError(f"the flag {text[:20]!r} is not one of {known}", value)
