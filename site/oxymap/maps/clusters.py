"""Gather points that would lie on top of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oxymap.maps.models import MapFeature
from oxymap.maps.projection import Xy

#: Lone features keep this many radii free around them.
CLEAR = 1.25
#: Where a point goes that lies exactly on a lone feature.
UPPER_RIGHT = (0.7071, -0.7071)


@dataclass(frozen=True)
class Group:
    """One or more features that share a place in the picture."""

    place: Xy
    features: tuple[MapFeature, ...]


def gather(points: Sequence[tuple[MapFeature, Xy]], radius: float) -> list[Group]:
    """Return groups whose centres are at least `radius` pixels apart.

    The emphasised feature and numbered stops always stand alone; others that are too
    near to them gather in a group of their own beside them.

    Parameters
    ----------
    points : features and their places in pixels; the first of a group gives its place.
    radius : in pixels.
    """
    alone = [Group(place, (item,)) for item, place in points if _stands_alone(item)]
    crowds: list[tuple[Xy, list[MapFeature]]] = []
    for item, place in points:
        if _stands_alone(item):
            continue
        spot = _beside(place, alone, radius)
        near = [crowd for crowd in crowds if _distance2(crowd[0], spot) < radius**2]
        if near:
            min(near, key=lambda crowd: _distance2(crowd[0], spot))[1].append(item)
        else:
            crowds.append((spot, [item]))
    return [*(Group(place, tuple(items)) for place, items in crowds), *alone]


def _stands_alone(item: MapFeature) -> bool:
    return item.emphasis or item.number is not None


def _beside(place: Xy, alone: list[Group], radius: float) -> Xy:
    """Push a place away from the nearest lone feature until both can be seen."""
    if not alone:
        return place
    nearest = min(alone, key=lambda group: _distance2(group.place, place)).place
    away = _distance2(nearest, place) ** 0.5
    if away >= radius * CLEAR:
        return place
    ux, uy = UPPER_RIGHT
    if away > 1:
        ux, uy = (place[0] - nearest[0]) / away, (place[1] - nearest[1]) / away
    return nearest[0] + ux * radius * CLEAR, nearest[1] + uy * radius * CLEAR


def _distance2(one: Xy, other: Xy) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
