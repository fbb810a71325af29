"""Many stations from one table, for those who keep them in a spreadsheet.

Source
------
docs/imports.md, Tables of stations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from oxymap.catalogue.models import SLUG
from oxymap.errors import FormatError, OxyMapError
from oxymap.stations.gateways.tables import LineError, read_table
from oxymap.stations.gateways.vocabulary import plain
from oxymap.stations.models import Station
from oxymap.stations.register import changed
from oxymap.stations.station_values import ValueProblem, parse_station_values

_HEADERS: dict[str, tuple[str, ...]] = {
    "id": ("编号", "站号", "站点编号"),
    "name_zh": ("名称", "站名", "站点名称", "中文名", "中文名称"),
    "name_en": ("英文名", "英文名称"),
    "lon": ("longitude", "经度"),
    "lat": ("latitude", "纬度"),
    "place": ("地点", "景点", "所在地"),
    "district": ("区", "区县"),
    "township": ("乡镇", "街道", "乡镇街道"),
    "kind": ("类型", "站点类型"),
    "interval_s": ("interval", "上报间隔", "间隔"),
    "owner": ("单位", "所属单位", "建设单位"),
    "instrument": ("仪器", "仪器型号", "设备型号"),
    "height_m": ("height", "安装高度", "高度"),
    "installed": ("安装日期",),
    "calibrated": ("校准日期", "检定日期"),
    "habitat": ("生境", "环境", "周边环境"),
    "exclude_from_indicator": ("不计入评价", "不参与评价"),
    "waterfall": ("瀑布", "瀑布旁"),
    "maintenance": ("维护", "维护中"),
    "hj212_mn": ("mn", "设备编号", "设备mn"),
    "hj212_profile": ("协议方案",),
    "note_zh": ("备注", "说明"),
    "note_en": ("英文备注", "英文说明"),
}
_HEADER = {plain(n): field for field, names in _HEADERS.items() for n in (field, *names)}
_UNIT = re.compile(r"\s*[(（\[].*[)）\]]\s*$")


class StationRow(NamedTuple):
    """What one line says of a station: only the fields that are filled in."""

    line: int
    station_id: str
    document: dict[str, object]


@dataclass(frozen=True)
class StationTable:
    """The stations of a table, and what is wrong with the other lines.

    ``rows`` and ``stations`` go together; a station has the usual values where the line says
    nothing.
    """

    rows: tuple[StationRow, ...]
    stations: tuple[Station, ...]
    errors: tuple[LineError, ...]


def read_stations(data: bytes) -> StationTable:
    """Read a table of stations; a line with a mistake is left out as a whole.

    Parameters
    ----------
    data : UTF-8 (with or without mark), UTF-16 with mark, or GBK/GB 18030; cells separated by
        comma, semicolon or tab.

    Raises
    ------
    FormatError : the file is no such table; nothing of it can be used.
    """
    table = read_table(data)
    fields = _fields(table.header)
    header_of = dict(zip(fields, table.header, strict=True))
    rows: list[StationRow] = []
    stations: list[Station] = []
    errors = list(table.errors)
    seen: dict[tuple[str, str], int] = {}
    for line, cells in table.rows:
        values = dict(zip(fields, cells, strict=True))
        row, station, problems = _station(line, values)
        if not problems and row is not None:
            problems = _again(seen, row)
        if row is None or station is None or problems:
            errors.extend(
                LineError(line, "station", p.message, header_of.get(p.field, p.field), p.value)
                for p in problems
            )
            continue
        rows.append(row)
        stations.append(station)
    errors.sort(key=lambda error: error.line)
    return StationTable(tuple(rows), tuple(stations), tuple(errors))


# --- lines -----------------------------------------------------------------------------


def _fields(header: Sequence[str]) -> list[str]:
    fields = [_HEADER.get(plain(_UNIT.sub("", cell)), "") for cell in header]
    for cell, field in zip(header, fields, strict=True):
        if not field:
            raise FormatError(f"The column {cell!r} is not known. Known are: {_known()}.", cell)
        if fields.count(field) > 1:
            raise FormatError(f"There is more than one column for {field}.", cell)
    missing = [field for field in ("id", "name_zh") if field not in fields]
    if missing:
        raise FormatError(f"There is no column {' and no '.join(missing)}.")
    return fields


def _known() -> str:
    return ", ".join(f"{field} ({names[0]})" for field, names in _HEADERS.items())


def _station(
    line: int, values: Mapping[str, str]
) -> tuple[StationRow | None, Station | None, list[ValueProblem]]:
    station_id = values["id"].lower()
    said = {field: text for field, text in values.items() if field != "id"}
    document, found = parse_station_values(said)
    problems = list(found)
    if not SLUG.fullmatch(station_id):
        message = "is not a word of a-z and 0-9, or several joined by hyphens"
        problems.insert(0, ValueProblem("id", values["id"], message))
    elif station_id.startswith("demo-"):
        problems.insert(0, ValueProblem("id", values["id"], "begins like the id of a demo station"))
    if not said["name_zh"]:
        problems.append(ValueProblem("name_zh", "", "is missing"))
    if problems:
        return None, None, problems
    whole = {"name_en": station_id, "lon": None, "lat": None, **document}
    try:
        station = changed(None, station_id, whole)
    except OxyMapError as error:
        return None, None, [ValueProblem("id", values["id"], error.message)]
    return StationRow(line, station_id, document), station, []


def _again(seen: dict[tuple[str, str], int], row: StationRow) -> list[ValueProblem]:
    """Name what another line has already: an id, or a device."""
    problems: list[ValueProblem] = []
    keys = {"id": row.station_id, "hj212_mn": str(row.document.get("hj212_mn", ""))}
    for field, value in keys.items():
        first = seen.setdefault((field, value), row.line) if value else row.line
        if first != row.line:
            problems.append(ValueProblem(field, value, f"stands in line {first} already"))
    return problems
