"""Gather points that would lie on top of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oxymap.maps.models import MapFeature
from oxymap.maps.projection import Xy


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
    """Move a place out of the way of the nearest lone feature, to its upper right."""
    for group in alone:
        if _distance2(group.place, place) < (radius * 0.8) ** 2:
            return group.place[0] + radius * 0.75, group.place[1] - radius * 0.75
    return place


def _distance2(one: Xy, other: Xy) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
