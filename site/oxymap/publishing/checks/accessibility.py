"""Whether people with wheels or sticks are told what they have to know."""

from __future__ import annotations

from collections.abc import Iterator

from oxymap.catalogue.records import Accessibility
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.subject import Subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

_LAYERS = {"trails", "zones", "viewpoints", "scenic", "villages"}


def check_accessibility(subject: Subject, _context: CheckContext) -> Iterator[Finding]:
    """Yield a warning when nothing is said of steps, wheels, toilets, seats."""
    if subject.ref.group not in _LAYERS or subject.place is None:
        return
    if subject.place.properties.accessibility in {None, Accessibility()}:
        said = say(N_("Nothing is said of steps, wheelchairs, toilets and seats."))
        fix = say(N_("Fill in what is known; “unknown” may stay for the rest."))
        yield Finding("accessibility_unknown", "warning", said, fix, field="accessibility")
