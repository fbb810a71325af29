"""Reserves whose outline is not on file: what can be said honestly is that one may be near."""

from __future__ import annotations

import math
from collections.abc import Iterator

from shapely.geometry.base import BaseGeometry

from oxymap.geo.plane import DEGREES_PER_M, in_metres
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.geometry import middle, shape_of
from oxymap.publishing.checks.naming import called
from oxymap.publishing.checks.parts import Part
from oxymap.publishing.checks.rules import AreaRules, Reserve
from oxymap.publishing.checks.zones import RestrictedAreas
from oxymap.publishing.models import Finding
from oxymap.wording import N_, Name, say

_ZONES = {"core", "buffer", "experimental"}


def near_reserves(
    parts: list[Part], areas: RestrictedAreas, rules: AreaRules, context: CheckContext
) -> Iterator[Finding]:
    """Yield for every reserve without an outline the first part that may lie in it.

    A circle of the published area around the estimated middle is no boundary, so this is never
    more than a warning.
    """
    for reserve in rules.reserves:
        place = context.catalogue.places.get(reserve.id)
        shape = shape_of(place) if place is not None else None
        if place is None or shape is None or _has_outline(areas, shape, reserve, context):
            continue
        # The middle is only estimated: the reserve may lie so much farther to any side.
        reach_m = _radius_m(reserve) + (place.properties.position.precision_m or 0)
        for part in parts:
            away_m = in_metres(part.shape).distance(in_metres(shape))
            if away_m <= reach_m and part.name.zh != place.properties.name.zh:
                yield _near_reserve(part, called(place.properties.name), reserve, away_m)
                break


def _has_outline(
    areas: RestrictedAreas, shape: BaseGeometry, reserve: Reserve, context: CheckContext
) -> bool:
    zones = areas.near(shape, _radius_m(reserve) * DEGREES_PER_M, context.today)
    return any(zone.kind in _ZONES for zone in zones)


def _radius_m(reserve: Reserve) -> float:
    """Return the radius of a circle of the reserve's area."""
    return math.sqrt(reserve.area_km2 / math.pi) * 1000


def _near_reserve(part: Part, name: Name, reserve: Reserve, away_m: float) -> Finding:
    return Finding(
        "near_reserve",
        "warning",
        say(
            N_(
                "%(name)s may lie in %(reserve)s: it is %(km)s km from its estimated middle, "
                "the reserve has %(area)s km², and its outline is not on file."
            ),
            name=part.name,
            reserve=name,
            km=round(away_m / 1000, 1),
            area=reserve.area_km2,
        ),
        say(
            N_("Ask the reserve's administration which zone it is. “%(quote)s” (%(document)s)"),
            quote=reserve.quote,
            document=reserve.document,
        ),
        field=part.field,
        lang=part.lang,
        place=middle(part.shape),
        zone=reserve.id,
    )
