"""What a person writes of a station: text becomes the fields of `Station`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, get_args

from oxymap.catalogue.models import SLUG, DistrictId
from oxymap.errors import FormatError
from oxymap.stations.models import HABITATS
from oxymap.stations.properties import MAIN_PROPERTY
from oxymap.stations.register import LONGEST_INTERVAL_S

#: A box around Beijing, degrees; what lies outside is a mistake.
LON, LAT = (115.2, 117.6), (39.2, 41.2)
_POSITION = ("lon", "lat")
_HIGHEST_INLET_M = 100
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MN = re.compile(r"[0-9A-Za-z_-]{1,24}")
_TRUE, _FALSE = ("true", "yes", "y", "1", "是"), ("false", "no", "n", "0", "否")
_CHINESE: dict[str, str] = {
    "门头沟": "mentougou", "门头沟区": "mentougou", "延庆": "yanqing", "延庆区": "yanqing",
    "房山": "fangshan", "房山区": "fangshan",
    "负氧离子": "ion", "负离子": "ion", "空气": "air", "空气质量": "air", "气象": "weather",
    "水质": "water", "生态": "eco",
    "山地森林": "mountain_forest", "平原森林": "plain_forest", "城市公园": "city_park",
    "湿地公园": "wetland_park", "湿地": "wetland_park", "湖边": "lakeside", "水边": "waterside",
    "村庄": "village", "城区": "urban",
}  # fmt: skip


class ValueProblem(NamedTuple):
    """A value of a station that cannot be used; `value` is what was given."""

    field: str
    value: str
    message: str


def parse_station_values(
    values: Mapping[str, str],
) -> tuple[dict[str, object], tuple[ValueProblem, ...]]:
    """Read what a person has written of a station.

    Parameters
    ----------
    values : text by field of `Station`; an empty text says nothing.

    Returns
    -------
    The fields that could be read, fit for `register.changed`, and what is wrong with others.
    """
    document: dict[str, object] = {}
    problems: list[ValueProblem] = []
    for field, text in values.items():
        if not text.strip():
            continue
        read = _READERS.get(field)
        try:
            if read is None:
                raise FormatError(f"is no field of a station; those are {', '.join(_READERS)}")
            document[field] = read(text.strip())
        except FormatError as error:
            problems.append(ValueProblem(field, text.strip(), error.message))
    misplaced = _position_problems(document, values)
    if misplaced:
        document = {field: value for field, value in document.items() if field not in _POSITION}
    return document, (*problems, *misplaced)


def _position_problems(
    document: Mapping[str, object], values: Mapping[str, str]
) -> list[ValueProblem]:
    lon, lat = document.get("lon"), document.get("lat")
    given = [field for field in _POSITION if field in document]
    if len(given) == 1 and {"lon", "lat"} <= values.keys():
        other = "lat" if given == ["lon"] else "lon"
        if not values[other].strip():
            return [ValueProblem(other, "", f"is missing, and {given[0]} is not")]
    lon_fits, lat_fits = _inside(lon, LON), _inside(lat, LAT)
    if _inside(lon, LAT) and (lat is None or _inside(lat, LON)):
        return [ValueProblem("lon", values["lon"], "is a latitude: the two are swapped")]
    if lon is None and _inside(lat, LON):
        return [ValueProblem("lat", values["lat"], "is a longitude: the two are swapped")]
    problems: list[ValueProblem] = []
    for field, (low, high), fits in (("lon", LON, lon_fits), ("lat", LAT, lat_fits)):
        if field in document and not fits:
            message = f"is not around Beijing, {low} to {high} degrees"
            problems.append(ValueProblem(field, values[field], message))
    return problems


def _inside(value: object, span: tuple[float, float]) -> bool:
    return isinstance(value, float) and span[0] <= value <= span[1]


def _text(text: str) -> str:
    return text


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise FormatError("is no id: words of a-z and 0-9, joined by hyphens")
    return text


def _float(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise FormatError("is not a number")
    return number


def _height(text: str) -> float:
    number = _float(text)
    if not 0 < number <= _HIGHEST_INLET_M:
        raise FormatError(f"is not above 0 and up to {_HIGHEST_INLET_M} m")
    return number


def _interval(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= LONGEST_INTERVAL_S:
        raise FormatError(f"is not a whole number of seconds from 1 to {LONGEST_INTERVAL_S}")
    return int(text)


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError as error:
        raise FormatError("is no date such as 2026-06-01") from error


def _truth(text: str) -> bool:
    word = text.casefold()
    if word not in (*_TRUE, *_FALSE):
        raise FormatError("is neither yes (是) nor no (否)")
    return word in _TRUE


def _mn(text: str) -> str:
    if not _MN.fullmatch(text):
        raise FormatError("is not up to 24 letters and digits")
    return text


def _one_of(known: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        word = _CHINESE.get(text, text)
        if word not in known:
            raise FormatError(f"is not one of {', '.join(known)}")
        return word

    return read


_READERS: dict[str, Callable[[str], object]] = {
    "name_zh": _text,
    "name_en": _text,
    "lon": _float,
    "lat": _float,
    "place": _slug,
    "district": _one_of(get_args(DistrictId)),
    "township": _slug,
    "kind": _one_of(tuple(MAIN_PROPERTY)),
    "interval_s": _interval,
    "owner": _text,
    "instrument": _text,
    "height_m": _height,
    "installed": _date,
    "calibrated": _date,
    "habitat": _one_of(HABITATS),
    "exclude_from_indicator": _truth,
    "waterfall": _truth,
    "maintenance": _truth,
    "hj212_mn": _mn,
    "hj212_profile": _slug,
    "note_zh": _text,
    "note_en": _text,
}
