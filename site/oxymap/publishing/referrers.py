"""What mentions an object, so that nobody takes it back without knowing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oxymap.catalogue.models import Page, Place
from oxymap.catalogue.snapshot import Catalogue
from oxymap.publishing.models import Ref

#: The schemes by which Markdown links to a page of a type.
_SCHEMES = {
    "routes": "route",
    "festivals": "festival",
    "seasons": "festival",
    "pages": "page",
    "districts": "district",
}


def referrers(catalogue: Catalogue, ref: Ref) -> list[Ref]:
    """Return the published objects that mention another, in stable order.

    A page mentions what its stops, highlights, trails, links and live blocks name; a feature
    what it belongs to.
    """
    found = {Ref("page", page.type, page.id) for page in _pages(catalogue, ref)}
    if ref.kind == "feature":
        found |= {Ref("feature", item.layer, item.id) for item in _features(catalogue, ref)}
    return sorted(found - {ref})


def _pages(catalogue: Catalogue, ref: Ref) -> Iterator[Page]:
    name = re.escape(ref.id)
    if ref.kind == "page":
        mention = re.compile(rf"\b{_SCHEMES.get(ref.group, ref.group)}:{name}(?![a-z0-9-])")
    else:
        mention = re.compile(rf"(?<![a-z0-9-]){name}(?![a-z0-9-])")
    for page in catalogue.pages.values():
        in_front = ref.kind == "feature" and mention.search(page.front.model_dump_json())
        if in_front or mention.search(page.source):
            yield page


def _features(catalogue: Catalogue, ref: Ref) -> Iterator[Place]:
    for item in catalogue.places.values():
        station = item.properties.station
        of_station = station.place if station else None
        if ref.id in {item.properties.parent, item.properties.township, of_station}:
            yield item
