"""Whether people would be sent into a restricted area."""

from __future__ import annotations

import math
from collections.abc import Iterator

import structlog
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from oxymap.errors import InvalidDataError
from oxymap.geo.plane import DEGREES_PER_M, in_metres, on_earth
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.geometry import middle
from oxymap.publishing.checks.naming import called
from oxymap.publishing.checks.parts import Part, parts_of
from oxymap.publishing.checks.reserves import near_reserves
from oxymap.publishing.checks.restricted_words import advice, crossing, inside
from oxymap.publishing.checks.rules import Rule, load_area_rules
from oxymap.publishing.checks.subject import Subject
from oxymap.publishing.checks.zones import Zone, restricted_areas
from oxymap.publishing.models import Finding, Severity
from oxymap.wording import N_, Say, say

log = structlog.get_logger()
#: Zones farther away than a position's precision say nothing; worse positions say no more.
FARTHEST_M = 5_000.0
_CODES = {
    "core": "in_core_zone",
    "buffer": "in_buffer_zone",
    "experimental": "in_experimental_zone",
    "enclosure": "in_enclosure",
    "redline": "on_red_line",
    "water1": "in_water_zone_1",
    "water2": "in_water_zone_2",
    "farmland": "on_farmland",
    "growth": "beyond_growth_line",
}
_SEVERITIES: dict[str, Severity] = {
    "block": "error",
    "exemption": "error",
    "warning": "warning",
    "note": "note",
}


def check_restricted(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield every restricted area that the document leads into, and where."""
    parts = list(parts_of(subject, context))
    rules = load_area_rules(context.settings.standards)
    try:
        areas = restricted_areas(context.settings)
    except InvalidDataError as error:
        log.error("restricted.unreadable", reason=str(error))
        yield _unreadable(error)
        return
    for part in parts:
        for zone in areas.near(part.shape, _reach(part) * DEGREES_PER_M, context.today):
            yield from _in_zone(part, zone, rules.rules[zone.kind], context)
    yield from near_reserves([part for part in parts if part.leads], areas, rules, context)
    if areas.file is None and any(part.leads for part in parts):
        yield Finding(
            "restricted_not_checked",
            "note",
            say(N_("No outlines of restricted areas are installed, so they were not checked.")),
            say(N_("Ask the managing authority, and the administrator to install their file.")),
        )


def _unreadable(error: InvalidDataError) -> Finding:
    problem = error.problems[0]
    return Finding(
        "restricted_unreadable",
        "error",
        say(
            N_("The file of restricted areas cannot be used (%(count)s mistakes): %(reason)s."),
            count=len(error.problems),
            reason=problem.message,
        ),
        say(N_("Ask the administrator to correct the file; until then nothing can be checked.")),
    )


def _reach(part: Part) -> float:
    return min(part.precision_m, FARTHEST_M)


def _in_zone(part: Part, zone: Zone, rule: Rule, context: CheckContext) -> Iterator[Finding]:
    severity = _SEVERITIES[rule.effect]
    if not zone.shape.intersects(part.shape):
        away_m = in_metres(part.shape).distance(in_metres(zone.shape))
        if part.leads and severity == "error" and away_m <= _reach(part):
            yield _may_be_in(part, zone, away_m)
        return
    if _is_exempted(zone, rule, context):
        yield from _exempted(part, zone, context)
        return
    yield Finding(
        _CODES[zone.kind],
        "warning" if severity == "error" and not part.leads else severity,
        _said(part, zone),
        advice(rule, zone),
        field=part.field,
        lang=part.lang,
        place=_entry(part.shape, zone.shape),
        exemptible=rule.effect == "exemption",
        zone=zone.id,
    )


def _is_exempted(zone: Zone, rule: Rule, context: CheckContext) -> bool:
    exemption = context.exemption
    return rule.effect == "exemption" and exemption is not None and zone.id in exemption.zones


def _exempted(part: Part, zone: Zone, context: CheckContext) -> Iterator[Finding]:
    if context.exemption is None:
        return
    yield Finding(
        "exempted",
        "note",
        say(
            N_("%(name)s: a recorded exemption covers %(zone)s. %(reason)s (%(document)s)"),
            name=part.name,
            zone=called(zone.name),
            reason=context.exemption.reason,
            document=context.exemption.document_name,
        ),
        field=part.field,
        lang=part.lang,
        place=_entry(part.shape, zone.shape),
        zone=zone.id,
    )


def _said(part: Part, zone: Zone) -> Say:
    inside_m = in_metres(part.shape.intersection(zone.shape)).length
    if part.shape.geom_type in {"LineString", "MultiLineString"} and inside_m >= 1:
        return crossing(zone, part.name, math.ceil(inside_m))
    return inside(zone, part.name)


def _may_be_in(part: Part, zone: Zone, away_m: float) -> Finding:
    return Finding(
        "near_restricted",
        "warning",
        say(
            N_("%(name)s lies %(metres)s m from %(zone)s; its position is not more exact."),
            name=part.name,
            metres=round(away_m),
            zone=called(zone.name),
        ),
        say(N_("Have the position measured before it is published.")),
        field=part.field,
        lang=part.lang,
        place=middle(part.shape),
        zone=zone.id,
    )


def _entry(shape: BaseGeometry, zone: BaseGeometry) -> tuple[float, float]:
    """Return where a line first enters a zone, or some point of what lies inside."""
    within = shape.intersection(zone)
    if shape.geom_type != "LineString":
        return middle(within)
    line, pieces = in_metres(shape), in_metres(within)
    corners = [
        position
        for piece in getattr(pieces, "geoms", [pieces])
        for position in getattr(piece, "coords", ())
    ]
    if not corners:
        return middle(within)
    return on_earth(min(corners, key=lambda corner: line.project(Point(corner))))
