"""Distances between points, good enough for lists of what is near."""

from __future__ import annotations

import math

#: Mean radius of the earth; the sphere is within 0.5 % of the ellipsoid.
EARTH_RADIUS_M = 6_371_008.8


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance between two (lon, lat) points, WGS 84 degrees.

    Source: haversine formula on the mean sphere; within 0.5 % of the geodesic.
    """
    (lon_a, lat_a), (lon_b, lat_b) = a, b
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_lat = math.sin((phi_b - phi_a) / 2)
    half_lon = math.sin(math.radians(lon_b - lon_a) / 2)
    chord = half_lat**2 + math.cos(phi_a) * math.cos(phi_b) * half_lon**2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))
