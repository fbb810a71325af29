"""Where a document leads people: its own geometry, or the places and trails that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from oxymap.catalogue.models import Place
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.geometry import shape_of
from oxymap.publishing.checks.naming import called
from oxymap.publishing.checks.references import Mention, mentions
from oxymap.publishing.checks.subject import Subject
from oxymap.wording import Name

#: Layers that tell where things are without leading anybody there.
_SAY_ONLY = {
    "districts", "townships", "protected", "waters", "peaks", "products", "closures", "stations",
}  # fmt: skip
#: Layers that lead nobody anywhere, whatever can be done there.
_NEVER_LEAD = {"districts", "townships", "closures", "stations"}
#: Mentions in running text tell of something; those in the head send people there.
_LEADING_FIELDS = ("stops.", "trails.", "place", "highlights.")


@dataclass(frozen=True)
class Part:
    """A piece of ground that a document sends people to.

    Parameters
    ----------
    field : the field that says so.
    leads : whether people are sent there; else it only says that something is there.
    shape : WGS 84, (lon, lat).
    precision_m : how far the truth may lie from it.
    own : whether it is the document's own geometry.
    """

    name: Name
    field: str
    lang: str | None
    leads: bool
    shape: BaseGeometry
    precision_m: float
    status: str
    own: bool


def parts_of(subject: Subject, context: CheckContext) -> Iterator[Part]:
    """Yield the pieces of ground that a document is about."""
    if subject.place is not None:
        yield from _own(subject.place)
        return
    seen = set()
    for mention in mentions(subject):
        place = context.catalogue.places.get(mention.id)
        if place is None or not _is_leading(mention) or mention.id in seen:
            continue
        seen.add(mention.id)
        shape = shape_of(place)
        if shape is not None:
            yield _part(place, shape, mention)


def _own(place: Place) -> Iterator[Part]:
    shape = shape_of(place)
    if shape is not None:
        yield _part(place, shape, None)
    elif place.properties.waypoints:
        points = [Point(item.lon, item.lat) for item in place.properties.waypoints]
        yield _part(place, shapely.MultiPoint(points), None)


def _part(place: Place, shape: BaseGeometry, mention: Mention | None) -> Part:
    properties = place.properties
    return Part(
        name=called(properties.name),
        field=mention.field if mention else "geometry",
        lang=mention.lang if mention else None,
        leads=mention is not None or _leads(place),
        shape=shape,
        precision_m=properties.position.precision_m or 0.0,
        status=properties.status,
        own=mention is None,
    )


def _leads(place: Place) -> bool:
    if place.layer in _NEVER_LEAD:
        return False
    return place.layer not in _SAY_ONLY or bool(place.properties.activities)


def _is_leading(mention: Mention) -> bool:
    if mention.field == "body" or mention.scheme not in {"place", "trail"}:
        return False
    return mention.field.startswith(_LEADING_FIELDS)
