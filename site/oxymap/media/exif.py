"""What a camera writes into its files: where and when. Pure; the tags are read elsewhere."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence

#: Tags of the GPS directory (CIPA DC-008 Exif 3.0, 4.6.6).
LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE, MAP_DATUM = "1", "2", "3", "4", "18"
#: Datums that mean WGS 84, letters and digits only; most cameras name none and mean it.
_WGS84 = {"", "WGS84", "WGS1984"}

Tags = Mapping[str, object]


def position_of(gps: Tags) -> tuple[float, float] | None:
    """Return where a picture was taken, or None when the tags do not say so credibly.

    Parameters
    ----------
    gps : the GPS directory; numbers of tags as text, rationals as floats.

    Returns
    -------
    (lon, lat), WGS 84, six decimals.

    Notes
    -----
    EXIF leaves the datum open; phones write the receiver's own, which is WGS 84, in China, too.
    Apps that have already shifted a position to GCJ-02 do not say so: it has to be looked at.
    """
    datum = "".join(c for c in str(gps.get(MAP_DATUM, "")).upper() if c.isalnum())
    lat = _degrees(gps.get(LATITUDE), gps.get(LATITUDE_REF), "N", "S")
    lon = _degrees(gps.get(LONGITUDE), gps.get(LONGITUDE_REF), "E", "W")
    if lat is None or lon is None or datum not in _WGS84:
        return None
    if abs(lat) > 90 or abs(lon) > 180 or (lat == 0 and lon == 0):
        return None
    return round(lon, 6), round(lat, 6)


def _degrees(value: object, side: object, positive: str, negative: str) -> float | None:
    letter = side.strip("\0 ").upper() if isinstance(side, str) else ""
    if letter not in {positive, negative} or not isinstance(value, Sequence) or len(value) != 3:
        return None
    parts = [float(part) for part in value if isinstance(part, int | float)]
    if len(parts) != 3 or not all(math.isfinite(part) and part >= 0 for part in parts):
        return None
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    return degrees if letter == positive else -degrees


def taken_at_of(text: object) -> str | None:
    """Return the camera's clock as ``YYYY-MM-DDTHH:MM:SS``, or None when it was never set."""
    try:
        found = datetime.datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 -- a camera's clock has no zone
    except ValueError:
        return None
    return found.isoformat() if found.year > 1990 else None
