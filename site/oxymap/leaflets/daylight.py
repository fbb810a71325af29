"""When the sun sets: how late one may still set off."""

from __future__ import annotations

import datetime
import math

from oxymap.clock import BEIJING

#: The sun's upper edge on a flat horizon, with refraction, degrees above it.
HORIZON = -0.833
#: Rests take half as long again as walking, and one is back this long before sunset.
REST_SHARE, RESERVE_MIN = 0.5, 60.0


def sunset(day: datetime.date, lon: float, lat: float) -> datetime.time:
    """Return the time of sunset by Beijing time, to the minute.

    Parameters
    ----------
    day : the day.
    lon, lat : degrees, WGS 84; between the polar circles.

    Source
    ------
    NOAA Global Monitoring Laboratory, *General Solar Position Calculations* (the low
    accuracy series): good to about two minutes here, on a flat horizon. Behind mountains
    the sun goes earlier.
    """
    angle = 2 * math.pi / 365 * (day.timetuple().tm_yday - 1 + 0.25)
    equation_min = 229.18 * (
        0.000075
        + 0.001868 * math.cos(angle)
        - 0.032077 * math.sin(angle)
        - 0.014615 * math.cos(2 * angle)
        - 0.040849 * math.sin(2 * angle)
    )
    declination = (
        0.006918
        - 0.399912 * math.cos(angle)
        + 0.070257 * math.sin(angle)
        - 0.006758 * math.cos(2 * angle)
        + 0.000907 * math.sin(2 * angle)
        - 0.002697 * math.cos(3 * angle)
        + 0.00148 * math.sin(3 * angle)
    )
    phi = math.radians(lat)
    cosine = math.cos(math.radians(90 - HORIZON)) / (math.cos(phi) * math.cos(declination))
    hour_angle = math.degrees(math.acos(cosine - math.tan(phi) * math.tan(declination)))
    offset = datetime.datetime.combine(day, datetime.time(12), BEIJING).utcoffset()
    zone_min = offset.total_seconds() / 60 if offset else 0.0
    return _clock(720 - 4 * lon - equation_min + zone_min + 4 * hour_angle)


def latest_start(sun_down: datetime.time, walking_min: float) -> datetime.time:
    """Return when to set off at the latest, to the quarter of an hour before.

    Parameters
    ----------
    walking_min : walking time without rests, minutes.
    """
    minutes = sun_down.hour * 60 + sun_down.minute
    start = minutes - walking_min * (1 + REST_SHARE) - RESERVE_MIN
    return _clock(max(0.0, start // 15 * 15))


def _clock(minutes: float) -> datetime.time:
    whole = round(minutes) % 1440
    return datetime.time(whole // 60, whole % 60)
