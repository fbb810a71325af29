"""Read a table of positions: CSV with Chinese or English column names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from oxymap.clock import BEIJING
from oxymap.geo.formats.gpx import one_line
from oxymap.geo.formats.result import Findings, TrackRefusedError
from oxymap.geo.formats.values import ValueReader
from oxymap.geo.track_model import Track, TrackPoint, TrackSegment, Waypoint
from oxymap.wording import N_, say

_HEADERS = {
    "lon": ("lon", "lng", "long", "longitude", "x", "经度", "东经"),
    "lat": ("lat", "latitude", "y", "纬度", "北纬"),
    "ele": ("ele", "ele_m", "elevation", "alt", "altitude", "height", "海拔", "高程", "高度"),
    "time": ("time", "datetime", "timestamp", "时间", "日期时间"),
    "name": ("name", "title", "名称", "名字", "地名", "点名", "标题"),
    "description": ("description", "desc", "note", "描述", "说明", "备注"),
}
_DELIMITERS = ",;\t"


def read_table(text: str, values: ValueReader, findings: Findings) -> None:
    """Collect the rows of a table: waypoints if they have names of their own, else one track.

    Columns are found by their names; the delimiter is a comma, semicolon or tab. Times without a
    zone are Beijing time.

    Parameters
    ----------
    text : the file.
    values : reads positions, heights and times.
    findings : receives a track or waypoints, and warnings.

    Raises
    ------
    TrackRefusedError : no columns for longitude and latitude, or a position cannot be read.
    """
    # Positions are read row by row, so that a table that is too long ends at once.
    rows = [(line, row, _waypoint(line, row, values)) for line, row in _rows(text)]
    names = {waypoint.name for _, _, waypoint in rows} - {""}
    if len(names) > 1 or (names and len(rows) == 1):
        findings.waypoints.extend(waypoint for _, _, waypoint in rows)
        return
    points = tuple(_track_point(line, row, waypoint, values) for line, row, waypoint in rows)
    findings.tracks.append(Track(names.pop() if names else "", (TrackSegment(points),)))


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield (line, cells by our column names) of every row that is not empty."""
    first_line = text.lstrip("\n\r").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    columns: dict[str, int] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells)
                continue
            found = {key: cells[at].strip() for key, at in columns.items() if at < len(cells)}
            yield reader.line_num, found
    except csv.Error as error:
        said = say(N_("the table cannot be read (%(detail)s)"), detail=str(error))
        raise TrackRefusedError("not_well_formed", said, line=reader.line_num) from error


def _columns(header: list[str]) -> dict[str, int]:
    titles = [cell.strip().strip("\ufeff").lower() for cell in header]
    columns = {
        key: next(at for at, title in enumerate(titles) if title in known)
        for key, known in _HEADERS.items()
        if any(title in known for title in titles)
    }
    if "lon" in columns and "lat" in columns:
        return columns
    template = N_(
        "this is no track file, and no table with columns such as lon and lat or 经度 and 纬度"
    )
    raise TrackRefusedError("unsupported", say(template), line=1)


def _waypoint(line: int, row: Mapping[str, str], values: ValueReader) -> Waypoint:
    lon, lat = values.position(row.get("lon"), row.get("lat"), line)
    return Waypoint(
        lon,
        lat,
        name=one_line(row.get("name", "")),
        ele_m=values.height(row.get("ele"), line),
        description=row.get("description", ""),
    )


def _track_point(
    line: int, row: Mapping[str, str], waypoint: Waypoint, values: ValueReader
) -> TrackPoint:
    time = values.time(row.get("time", ""), line, zone=BEIJING)
    return TrackPoint(waypoint.lon, waypoint.lat, waypoint.ele_m, time)
