"""How long a walk takes and how much effort it is."""

from __future__ import annotations

from collections.abc import Iterable

#: Minutes per km as a polynomial of the slope in tenths, for slopes below 40 %.
_SWISS = (
    14.271,
    3.6991,
    2.5922,
    -1.4384,
    0.32105,
    0.81542,
    -0.090261,
    -0.20757,
    0.010192,
    0.028588,
    -0.00057466,
    -0.0021842,
    1.5176e-5,
    8.6894e-5,
    -1.3584e-7,
    -1.4026e-6,
)
_STEEP_TENTHS = 4.0
_UPHILL_MIN_PER_KM = 17.0
_DOWNHILL_MIN_PER_KM = -9.0
#: Upper ends of the effort classes 1 to 4 in effort kilometres; class 5 has none.
EFFORT_LIMITS_KM = (6.0, 12.0, 20.0, 30.0)


def pace_min_per_km(slope: float) -> float:
    """Return the walking pace on a slope, in minutes per kilometre.

    Parameters
    ----------
    slope : rise over run; 0.1 is 10 % uphill, negative is downhill.

    Source
    ------
    The Swiss hiking-trail formula, docs/methods.md, Walking time.
    """
    tenths = 10.0 * slope
    if tenths >= _STEEP_TENTHS:
        return _UPHILL_MIN_PER_KM * tenths
    if tenths <= -_STEEP_TENTHS:
        return _DOWNHILL_MIN_PER_KM * tenths
    return sum(factor * tenths**power for power, factor in enumerate(_SWISS))


def walking_time_min(legs: Iterable[tuple[float, float]]) -> float:
    """Return the walking time without rests, in minutes.

    Parameters
    ----------
    legs : (distance_m, rise_m) of each part of the way; parts should be smoothed and at least
        50 m long, for the formula makes noise in the heights into time. Parts of no length are
        passed over.
    """
    return sum(
        pace_min_per_km(rise_m / distance_m) * distance_m / 1000.0
        for distance_m, rise_m in legs
        if distance_m > 0
    )


def effort_km(length_m: float, ascent_m: float) -> float:
    """Return the effort kilometres: length in km plus ascent in hundreds of metres."""
    return length_m / 1000.0 + ascent_m / 100.0


def effort_class(length_m: float, ascent_m: float) -> int:
    """Return the effort from 1 (轻松 easy) to 5 (极累 exhausting).

    Source
    ------
    The site's own scale, docs/methods.md, Walking time. It says nothing of the terrain, which
    a person grades.
    """
    effort = effort_km(length_m, ascent_m)
    return 1 + sum(effort >= limit for limit in EFFORT_LIMITS_KM)
