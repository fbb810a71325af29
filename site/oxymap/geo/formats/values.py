"""Read positions, heights and times from what a file says."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from math import isfinite

from oxymap.geo.crs import Position, converter
from oxymap.geo.formats.result import MAX_POINTS, Findings, TrackRefusedError


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
            raise TrackRefusedError("too_large", f"more than {MAX_POINTS} points", line=line)
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
        self._findings.warn_once(
            "bad_height", f"height {value!r:.30} is not a number: left out", line
        )
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
            self._findings.warn_once("bad_time", f"time {text!r:.40} is not a time: left out", line)
            return None


def _number(value: object, name: str, line: int | None) -> float:
    try:
        # Booleans are numbers in Python, but not in a file.
        number = float("" if isinstance(value, bool) else str(value))
    except ValueError:
        message = f"{name} {value!r:.30} is not a number"
        raise TrackRefusedError("bad_number", message, line=line, value=value) from None
    if not isfinite(number):
        message = f"{name} {value!r:.30} is not finite"
        raise TrackRefusedError("not_finite", message, line=line, value=value)
    return number


def _check_degrees(lon: float, lat: float, line: int | None) -> None:
    if abs(lat) <= 90 and abs(lon) <= 180:
        return
    if abs(lat) <= 180 and abs(lon) <= 90:
        message = f"latitude {lat:g} is impossible here; the file seems to have lon/lat exchanged"
        raise TrackRefusedError("swapped_axes", message, line=line, value=lat)
    message = f"position {lon:g}, {lat:g} is not on the earth; which reference system is it?"
    raise TrackRefusedError("out_of_range", message, line=line, value=(lon, lat))
