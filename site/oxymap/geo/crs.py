"""Turn positions of other datums into WGS 84, and WGS 84 into what the map apps want."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import atan2, cos, hypot, pi, sin, sqrt

from oxymap.errors import FormatError

#: Krasovsky's ellipsoid, on which GCJ-02 computes its shift.
_SEMI_MAJOR_M = 6378245.0
_ECCENTRICITY_2 = 0.00669342162296594323
_BD09_ANGLE = pi * 3000.0 / 180.0
#: West, south, east, north of the box outside which GCJ-02 shifts nothing.
_CHINA = (73.66, 3.86, 135.05, 53.55)
_INVERSE_TOLERANCE_DEG = 1e-10
_INVERSE_ROUNDS = 20

Position = tuple[float, float]


def to_wgs84(lon: float, lat: float, crs: str) -> Position:
    """Give a position of any supported reference system in WGS 84.

    Parameters
    ----------
    lon, lat : degrees, or easting and northing in metres for a projected EPSG code.
    crs : ``wgs84``, ``cgcs2000``, ``gcj02``, ``bd09`` or ``EPSG:n``; case does not matter.

    Returns
    -------
    (lon, lat) in degrees, WGS 84.

    Raises
    ------
    FormatError : the reference system is unknown.

    Source
    ------
    docs/methods.md, Datums. CGCS2000 differs from WGS 84 by less than a metre today and is
    taken as equal.
    """
    return converter(crs)(lon, lat)


def converter(crs: str) -> Callable[[float, float], Position]:
    """Return the function that turns (x, y) of ``crs`` into (lon, lat) of WGS 84.

    Raises
    ------
    FormatError : the reference system is unknown.
    """
    name = crs.strip().lower()
    if name in _CONVERTERS:
        return _CONVERTERS[name]
    if name.startswith("epsg:") and name[5:].isdigit():
        return _epsg_converter(int(name[5:]))
    raise FormatError(
        f"unknown reference system {crs!r}: expected wgs84, cgcs2000, gcj02, bd09 or EPSG:n", crs
    )


def wgs84_to_gcj02(lon: float, lat: float) -> Position:
    """Shift WGS 84 degrees to GCJ-02, the datum of 高德, 腾讯 and Apple in China.

    Positions outside the rough box of China come back unchanged.

    Source
    ------
    Reverse-engineered formulas (docs/methods.md, Datums): good for links to map apps, not
    for publishing data.
    """
    if not (_CHINA[0] <= lon <= _CHINA[2] and _CHINA[1] <= lat <= _CHINA[3]):
        return lon, lat
    x, y = lon - 105.0, lat - 35.0
    phi = lat * pi / 180.0
    m = 1 - _ECCENTRICITY_2 * sin(phi) ** 2
    north_radius = _SEMI_MAJOR_M * (1 - _ECCENTRICITY_2) / (m * sqrt(m))
    east_radius = _SEMI_MAJOR_M / sqrt(m) * cos(phi)
    return (
        lon + _east_shift_m(x, y) * 180.0 / (east_radius * pi),
        lat + _north_shift_m(x, y) * 180.0 / (north_radius * pi),
    )


def gcj02_to_wgs84(lon: float, lat: float) -> Position:
    """Undo `wgs84_to_gcj02`, to better than 1e-9 degrees."""
    return _undone(wgs84_to_gcj02, lon, lat)


def gcj02_to_bd09(lon: float, lat: float) -> Position:
    """Shift GCJ-02 degrees to BD-09, the datum of 百度."""
    radius = hypot(lon, lat) + 2e-5 * sin(lat * _BD09_ANGLE)
    angle = atan2(lat, lon) + 3e-6 * cos(lon * _BD09_ANGLE)
    return radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006


def bd09_to_gcj02(lon: float, lat: float) -> Position:
    """Undo `gcj02_to_bd09`, to better than 1e-9 degrees.

    The usual one-step inverse errs by up to 0.15 m here.
    """
    return _undone(gcj02_to_bd09, lon, lat)


def bd09_to_wgs84(lon: float, lat: float) -> Position:
    """Give a BD-09 position in WGS 84, to better than 1e-9 degrees."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def _undone(shift: Callable[[float, float], Position], lon: float, lat: float) -> Position:
    """Find by iteration the position that a shift moves to (lon, lat)."""
    guess_lon, guess_lat = lon, lat
    for _ in range(_INVERSE_ROUNDS):
        shifted_lon, shifted_lat = shift(guess_lon, guess_lat)
        error_lon, error_lat = shifted_lon - lon, shifted_lat - lat
        guess_lon, guess_lat = guess_lon - error_lon, guess_lat - error_lat
        if max(abs(error_lon), abs(error_lat)) < _INVERSE_TOLERANCE_DEG:
            break
    return guess_lon, guess_lat


def _unchanged(lon: float, lat: float) -> Position:
    return lon, lat


def _north_shift_m(x: float, y: float) -> float:
    shift = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    shift += 2 / 3 * (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi))
    shift += 2 / 3 * (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi))
    return shift + 2 / 3 * (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y / 30.0 * pi))


def _east_shift_m(x: float, y: float) -> float:
    shift = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    shift += 2 / 3 * (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi))
    shift += 2 / 3 * (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi))
    return shift + 2 / 3 * (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi))


@lru_cache(maxsize=16)
def _epsg_converter(code: int) -> Callable[[float, float], Position]:
    # pyproj takes a while to import, and most uploads never need it.
    from pyproj import Transformer
    from pyproj.exceptions import ProjError

    try:
        transformer = Transformer.from_crs(code, 4326, always_xy=True)
    except ProjError as error:
        raise FormatError(f"EPSG:{code} is not a known reference system", code) from error

    def convert(x: float, y: float) -> Position:
        lon, lat = transformer.transform(x, y)
        return float(lon), float(lat)

    return convert


_CONVERTERS: dict[str, Callable[[float, float], Position]] = {
    "wgs84": _unchanged,
    "cgcs2000": _unchanged,
    "gcj02": gcj02_to_wgs84,
    "bd09": bd09_to_wgs84,
}
