"""The sentences about restricted areas, by kind of zone and by what the rule does."""

from __future__ import annotations

from oxymap.publishing.checks.naming import called
from oxymap.publishing.checks.rules import Rule
from oxymap.publishing.checks.zones import Zone
from oxymap.wording import N_, Name, Say, say


def crossing(zone: Zone, name: Name, metres: int) -> Say:
    """Say that a line runs through a zone."""
    return say(_LINES[zone.kind], name=name, zone=called(zone.name), metres=metres)


def inside(zone: Zone, name: Name) -> Say:
    """Say that something lies in a zone."""
    return say(_POINTS[zone.kind], name=name, zone=called(zone.name))


def advice(rule: Rule, zone: Zone) -> Say:
    """Say what to do, with the words of the rule and where they and the outline come from."""
    return say(_ADVICE[rule.effect], quote=rule.quote, document=rule.document, source=zone.source)


_ADVICE = {
    "block": N_(
        "Lead around it; no exemption is possible. “%(quote)s” (%(document)s; outline: %(source)s)"
    ),
    "exemption": N_(
        "Lead around it, or record an exemption with reason and document. "
        "“%(quote)s” (%(document)s; outline: %(source)s)"
    ),
    "warning": N_(
        "Ask the authority whether visitors may go there. "
        "“%(quote)s” (%(document)s; outline: %(source)s)"
    ),
    "note": N_("Nothing to do. “%(quote)s” (%(document)s; outline: %(source)s)"),
}
_LINES = {
    "core": N_("%(name)s runs %(metres)s m through the core zone of a reserve: %(zone)s."),
    "buffer": N_("%(name)s runs %(metres)s m through the buffer zone of a reserve: %(zone)s."),
    "experimental": N_(
        "%(name)s runs %(metres)s m through the experimental zone of a reserve: %(zone)s."
    ),
    "enclosure": N_("%(name)s runs %(metres)s m through a habitat that is closed off: %(zone)s."),
    "redline": N_("%(name)s runs %(metres)s m within the ecological red line: %(zone)s."),
    "water1": N_(
        "%(name)s runs %(metres)s m through the first zone of a drinking-water source: %(zone)s."
    ),
    "water2": N_(
        "%(name)s runs %(metres)s m through the second zone of a drinking-water source: %(zone)s."
    ),
    "farmland": N_("%(name)s runs %(metres)s m over permanent farmland: %(zone)s."),
    "growth": N_("%(name)s runs %(metres)s m outside the limit of town growth: %(zone)s."),
}
_POINTS = {
    "core": N_("%(name)s lies in the core zone of a reserve: %(zone)s."),
    "buffer": N_("%(name)s lies in the buffer zone of a reserve: %(zone)s."),
    "experimental": N_("%(name)s lies in the experimental zone of a reserve: %(zone)s."),
    "enclosure": N_("%(name)s lies in a habitat that is closed off: %(zone)s."),
    "redline": N_("%(name)s lies within the ecological red line: %(zone)s."),
    "water1": N_("%(name)s lies in the first zone of a drinking-water source: %(zone)s."),
    "water2": N_("%(name)s lies in the second zone of a drinking-water source: %(zone)s."),
    "farmland": N_("%(name)s lies on permanent farmland: %(zone)s."),
    "growth": N_("%(name)s lies outside the limit of town growth: %(zone)s."),
}
