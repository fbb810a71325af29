"""Read positions, heights and times from what a file says."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from math import isfinite

from oxymap.geo.crs import Position, converter
from oxymap.geo.formats.result import (
    MAX_POINTS,
    TOO_MANY_POINTS,
    Findings,
    TrackRefusedError,
)
from oxymap.wording import N_, say

#: The messages about a number, by the axis that it is on: whole sentences, for translation.
_NO_NUMBER = {
    "longitude": N_("longitude %(value)s is not a number"),
    "latitude": N_("latitude %(value)s is not a number"),
}
_NOT_FINITE = {
    "longitude": N_("longitude %(value)s is not finite"),
    "latitude": N_("latitude %(value)s is not finite"),
}


class ValueReader:
    """Turns a file's words into WGS 84 positions, metres and times.

    Parameters
    ----------
    crs : reference system of the positions, as `oxymap.geo.crs.to_wgs84` knows them.
    findings : where warnings go.

    Raises
    ------
    FormatError : the reference system is unknown.
    """

    def __init__(self, crs: str, findings: Findings) -> None:
        self._convert = converter(crs)
        self._in_degrees = not crs.strip().lower().startswith("epsg:")
        self._findings = findings
        self._count = 0

    def position(self, x: object, y: object, line: int | None = None) -> Position:
        """Return (lon, lat) in WGS 84 of an eastward and a northward value.

        Raises
        ------
        TrackRefusedError : not a number (``bad_number``), NaN or infinite (``not_finite``),
            exchanged (``swapped_axes``), impossible (``out_of_range``), or one position too many
            (``too_large``).
        """
        self._count += 1
        if self._count > MAX_POINTS:
            said = say(TOO_MANY_POINTS, count=MAX_POINTS)
            raise TrackRefusedError("too_large", said, line=line)
        east, north = _number(x, "longitude", line), _number(y, "latitude", line)
        if self._in_degrees:
            _check_degrees(east, north, line)
        lon, lat = self._convert(east, north)
        if not self._in_degrees:
            _check_degrees(lon, lat, line)
        return lon, lat

    def height(self, value: object, line: int | None = None) -> float | None:
        """Return a height in metres, or None (with a warning) for what is not one."""
        if value is None or value == "":
            return None
        try:
            height = float(str(value))
        except ValueError:
            height = float("nan")
        if isfinite(height):
            return height
        template = N_("height %(value)s is not a number: left out")
        self._findings.warn_once("bad_height", say(template, value=f"{value!r:.30}"), line)
        return None

    def time(self, text: str, line: int | None = None, zone: tzinfo = UTC) -> datetime | None:
        """Return an aware time in UTC, or None (with a warning) for what is not one.

        Parameters
        ----------
        text : ISO 8601; ``2026/03/10 01:48:12+00`` is understood too.
        line : 1-based line for the warning.
        zone : time zone of a time that does not name its own.
        """
        if not text:
            return None
        try:
            time = datetime.fromisoformat(text.strip().replace("/", "-"))
            return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            template = N_("time %(value)s is not a time: left out")
            self._findings.warn_once("bad_time", say(template, value=f"{text!r:.40}"), line)
            return None


def _number(value: object, name: str, line: int | None) -> float:
    try:
        # Booleans are numbers in Python, but not in a file.
        number = float("" if isinstance(value, bool) else str(value))
    except ValueError:
        said = say(_NO_NUMBER[name], value=f"{value!r:.30}")
        raise TrackRefusedError("bad_number", said, line=line, value=value) from None
    if not isfinite(number):
        said = say(_NOT_FINITE[name], value=f"{value!r:.30}")
        raise TrackRefusedError("not_finite", said, line=line, value=value)
    return number


def _check_degrees(lon: float, lat: float, line: int | None) -> None:
    if abs(lat) <= 90 and abs(lon) <= 180:
        return
    if abs(lat) <= 180 and abs(lon) <= 90:
        template = N_(
            "latitude %(lat)s is impossible here; the file seems to have lon/lat exchanged"
        )
        said = say(template, lat=f"{lat:g}")
        raise TrackRefusedError("swapped_axes", said, line=line, value=lat)
    template = N_("position %(lon)s, %(lat)s is not on the earth; which reference system is it?")
    said = say(template, lon=f"{lon:g}", lat=f"{lat:g}")
    raise TrackRefusedError("out_of_range", said, line=line, value=(lon, lat))
