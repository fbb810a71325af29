"""The header of a table of observations: what each column is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from oxymap.clock import BEIJING
from oxymap.errors import FormatError
from oxymap.stations.gateways.local_times import ZONES
from oxymap.stations.gateways.vocabulary import (
    SAME,
    Conversion,
    conversion,
    plain,
    property_named,
)
from oxymap.stations.properties import PROPERTIES

_ROLES: dict[str, tuple[str, ...]] = {
    "station": (
        "stationid", "stationcode", "stationnumber", "thing", "站号", "区站号", "站点编号", "站点",
        "测站", "监测点编号", "站点id",
    ),
    "time": (
        "datetime", "timestamp", "periodend", "end", "endtime", "phenomenontime", "时间",
        "日期时间", "观测时间", "监测时间", "采集时间", "结束时间", "数据时间", "时次",
    ),
    "start": ("periodstart", "starttime", "开始时间", "起始时间"),
    "period": ("periods", "interval", "intervals", "时段", "时长", "周期", "统计时长"),
    "flag": ("qc", "quality", "质控码", "质量控制码", "标志", "标识"),
    "property": ("observed", "observedproperty", "element", "要素", "因子", "项目", "指标", "参数"),
    "value": ("result", "数值", "值", "观测值", "监测值"),
    "unit": ("unitofmeasurement", "单位"),
    "min": ("low", "minimum", "最小", "最小值", "最低", "最低值"),
    "max": ("high", "maximum", "最大", "最大值", "最高", "最高值"),
    "ignore": (
        "no", "name", "stationname", "note", "remark", "weather", "lon", "lat", "longitude",
        "latitude", "序号", "编号", "站名", "站点名称", "名称", "备注", "说明", "天气", "经度",
        "纬度", "区", "乡镇",
    ),
}  # fmt: skip
_ROLE = {plain(name): role for role, names in _ROLES.items() for name in (role, *names)}
_UTC_NAMES = {"timeutc", "utctime", "utc"}
_WITH_UNIT = re.compile(r"(?P<name>.*?)[\s/]*[(\[【](?P<unit>[^()【】]*?)[)\]】]\s*")
_EXTREMES = (
    re.compile(r"(?P<name>.+?)[\s_-]*(?P<which>min|max|最小值?|最大值?|最低值?|最高值?)"),
    re.compile(r"(?P<which>最小|最大|最低|最高)(?P<name>.+)"),
)
_LOWS = ("min", "最小", "最低")
_PERIOD_UNITS = {
    "": 1, "s": 1, "秒": 1, "min": 60, "分": 60, "分钟": 60, "h": 3600, "小时": 3600, "时": 3600,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column.

    Parameters
    ----------
    role : ``station time start period flag property value unit min max ignore``.
    observed : the property of a value or extreme column of the wide form.
    convert : from the unit in the header to the property's.
    seconds : of a period column: what 1 is worth.
    zone : of a time column: what holds when a cell names no offset.
    """

    index: int
    header: str
    role: str
    observed: str | None = None
    convert: Conversion = SAME
    seconds: int = 1
    zone: tzinfo = BEIJING


@dataclass(frozen=True)
class Header:
    """The columns of a table, by what they are."""

    single: Mapping[str, Column] = field(default_factory=dict)
    wide: Mapping[tuple[str, str], Column] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether each line has one value and names its property."""
        return "property" in self.single


def understand(
    header: tuple[str, ...], named: Mapping[str, str] | None = None, *, with_station: bool = True
) -> Header:
    """Find out what the columns are.

    Parameters
    ----------
    header : the cells of the header line.
    named : for headers that are not known: what they stand for, ``{"负离子值": "neg_ion"}``.
    with_station : whether there must be a column for the station.

    Raises
    ------
    FormatError : a column is not known or comes twice, or a needed one is missing.
    """
    single: dict[str, Column] = {}
    wide: dict[tuple[str, str], Column] = {}
    for index, cell in enumerate(header):
        column = _column(index, cell, (named or {}).get(cell, cell))
        if column.role == "ignore":
            continue
        if column.observed is not None:
            known = wide.setdefault((column.observed, column.role), column)
        else:
            known = single.setdefault(column.role, column)
        if known is not column:
            raise FormatError(f"The columns {known.header!r} and {cell!r} mean the same.", cell)
    found = Header(single, wide)
    _check(found, with_station=with_station)
    return found


def _column(index: int, header: str, name: str) -> Column:
    normal = unicodedata.normalize("NFKC", name)
    found = _WITH_UNIT.fullmatch(normal)
    name, unit = (found["name"], found["unit"].strip()) if found else (normal, "")
    if not name.strip():
        return Column(index, header, "ignore")
    if plain(name) in _UTC_NAMES:
        return Column(index, header, "time", zone=ZONES["utc"])
    # First as a property: the unit of `pH` is no unit of a role.
    observed, role = property_named(name), "value"
    for pattern in _EXTREMES:
        extreme = pattern.fullmatch(name.casefold())
        if observed is None and extreme is not None:
            observed = property_named(extreme["name"])
            role = "min" if extreme["which"].startswith(_LOWS) else "max"
    if observed is not None:
        convert = conversion(observed, unit)
        if convert is None:
            raise FormatError(f"The unit {unit!r} of the column {header!r} is not known.", header)
        return Column(index, header, role, observed, convert)
    return _other(index, header, name, unit)


def _other(index: int, header: str, name: str, unit: str) -> Column:
    role = _ROLE.get(plain(name))
    if role is None:
        raise FormatError(f"The column {header!r} is not known. {_known()}", header)
    if role in ("time", "start") and unit:
        zone = ZONES.get(unit.casefold())
        if zone is None:
            raise FormatError(f"The zone {unit!r} of the column {header!r} is not known.", header)
        return Column(index, header, role, zone=zone)
    if role == "period":
        seconds = _PERIOD_UNITS.get(unit.casefold())
        if seconds is None:
            raise FormatError(f"The unit {unit!r} of the column {header!r} is not known.", header)
        return Column(index, header, role, seconds=seconds)
    return Column(index, header, role)


def _check(header: Header, *, with_station: bool) -> None:
    if with_station and "station" not in header.single:
        raise FormatError("There is no column station (站号), and no station is named otherwise.")
    if "time" not in header.single and not {"start", "period"} <= header.single.keys():
        raise FormatError(f"There is no column time (时间). {_known()}")
    if header.is_long and "value" not in header.single:
        raise FormatError("There is a column property (要素) and no column value (数值).")
    if header.is_long and header.wide:
        odd = next(iter(header.wide.values())).header
        raise FormatError(f"The column {odd!r} does not fit a table with a column property.", odd)
    if not header.is_long and not any(role == "value" for _, role in header.wide):
        raise FormatError(f"There is no column with a value. {_known()}")
    odd_roles = {"value", "unit", "min", "max"} & header.single.keys()
    if not header.is_long and odd_roles:
        column = header.single[min(odd_roles)]
        raise FormatError(f"The column {column.header!r} needs a column property (要素).")


def _known() -> str:
    roles = [role for role in _ROLES if role != "ignore"]
    return f"Known are: {', '.join([*roles, *PROPERTIES])}, and their Chinese names."
