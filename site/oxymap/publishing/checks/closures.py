"""Whether something leads through an area that is closed at present."""

from __future__ import annotations

from collections.abc import Iterator

from oxymap.catalogue.models import Place
from oxymap.geo.plane import in_metres
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.geometry import middle, shape_of
from oxymap.publishing.checks.naming import called
from oxymap.publishing.checks.parts import Part, parts_of
from oxymap.publishing.checks.subject import Subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

#: A closed bridge or path is a point or a line; what passes so near to it passes it.
BESIDE_M = 30.0
#: At least so much of a line has to lie inside to make it closed as a whole.
MOST_OF_IT = 0.5


def check_closures(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield the closures in force that the document's ground touches."""
    if subject.ref.group == "closures":
        return
    closures = [item for item in context.catalogue.layer("closures") if _in_force(item, context)]
    parts = list(parts_of(subject, context)) if closures else []
    for part in parts:
        for closure in closures:
            if part.leads:
                yield from _touched(part, closure)


def _in_force(closure: Place, context: CheckContext) -> bool:
    """Tell whether a closure counts today: published, not only planned, and in its season."""
    window = closure.properties.season_window
    if closure.properties.status == "planned":
        return False
    return window is None or window.contains(context.today)


def _touched(part: Part, closure: Place) -> Iterator[Finding]:
    outline = shape_of(closure)
    if outline is None:
        return
    closed, ground = in_metres(outline), in_metres(part.shape)
    if closed.geom_type not in {"Polygon", "MultiPolygon"}:
        closed = closed.buffer(BESIDE_M)
    if not ground.intersects(closed):
        return
    name = called(closure.properties.name)
    inside = ground.intersection(closed)
    here = middle(part.shape.intersection(outline.envelope.buffer(0.001)))
    closed_whole = ground.length == 0 or inside.length / ground.length >= MOST_OF_IT
    if part.own and part.status == "open" and closed_whole:
        yield Finding(
            "open_in_closure",
            "error",
            say(
                N_("%(name)s is said to be open, but lies in what is closed: %(closure)s."),
                name=part.name,
                closure=name,
            ),
            say(N_("Set it to closed, or wait until the closure has ended.")),
            field="status",
            place=here,
            zone=closure.id,
        )
        return
    yield Finding(
        "in_closure",
        "warning",
        say(
            N_("%(name)s leads through what is closed at present: %(closure)s."),
            name=part.name,
            closure=name,
        ),
        say(N_("Say so in the text, show a way round, or wait until the closure has ended.")),
        field=part.field,
        lang=part.lang,
        place=here,
        zone=closure.id,
    )
