"""Places around one point, and editions that publish just what a test names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Protocol

from oxymap.catalogue.models import Page, Place
from oxymap.maps.models import MapView
from oxymap.pages.edition import Edition
from tests import factories
from tests.factories import NO_POSITION, POINTS, Json

#: Where the sample places are counted from, (lon, lat).
HOME = POINTS["mentougou"]
#: Length of a degree of latitude on the mean sphere.
DEGREE_M = 111_195.08


class EditionOf(Protocol):
    """Makes an edition that publishes some features and pages, on one day."""

    def __call__(
        self, *places: Place, pages: Iterable[Page] = (), lang: str = "en", today: object = ...
    ) -> Edition: ...


def spot(north_m: float) -> Json:
    """Return a point so many metres north of HOME."""
    return {"type": "Point", "coordinates": [HOME[0], HOME[1] + north_m / DEGREE_M]}


def place_at(place_id: str, north_m: float, layer: str = "villages", **values: object) -> Place:
    return factories.place(place_id, layer, geometry=spot(north_m), **values)


def unplaced(place_id: str = "lost-village", layer: str = "villages", **values: object) -> Place:
    return factories.place(place_id, layer, geometry=None, position=NO_POSITION, **values)


def trail(trail_id: str = "ridge-walk", **values: object) -> Place:
    """Return a recorded trail with heights, from HOME to the north-east, 1.1 km long."""
    filled = {"geometry": factories.line(HOME), "line": "recorded", **values}
    return factories.place(trail_id, "trails", **filled)


def spec(view: MapView | None) -> Json:
    """Return what a page's map tells its script."""
    assert view is not None
    return json.loads(view.spec_json)


def on_map(view: MapView | None) -> dict[str, Json]:
    """Return the features of a page's map by their ids."""
    return {item["id"]: item for item in spec(view)["features"]}
