"""Everything published, as one immutable value with a version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.catalogue.models import (
    LANGS,
    PLACE_LAYERS,
    DistrictFront,
    FestivalFront,
    Front,
    Lang,
    Page,
    Place,
    RouteFront,
    SeasonFront,
)
from oxymap.catalogue.photos import photos_of
from oxymap.catalogue.records import Photo
from oxymap.errors import GoneError, NotFoundError

F = TypeVar("F", bound=Front)
#: A GeoJSON geometry object, WGS 84, (lon, lat).
Geometry = dict[str, object]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The published state: features by id and by layer, pages by type, id and language.

    ``version`` changes whenever anything in it changes.
    """

    version: str
    places: Mapping[str, Place]
    pages: Mapping[tuple[str, str, str], Page]
    boundaries: Mapping[str, Geometry] = field(default_factory=dict)
    #: What has been taken back: ("feature", id) and ("page", "type/id").
    gone: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def layers(self) -> Mapping[str, tuple[Place, ...]]:
        """The features of each layer, in the order of the files."""
        found: dict[str, list[Place]] = {}
        for place in self.places.values():
            found.setdefault(place.layer, []).append(place)
        return MappingProxyType({layer: tuple(items) for layer, items in found.items()})

    def layer(self, name: str) -> tuple[Place, ...]:
        """Return the features of one layer; none when it is empty."""
        return self.layers.get(name, ())

    @cached_property
    def photos(self) -> Mapping[str, Photo]:
        """Every photograph that a place or a page shows, by id."""
        return MappingProxyType(photos_of(self.places.values(), self.pages.values()))

    def place(self, place_id: str) -> Place:
        """Return a feature that has a page under ``/places/``.

        Raises
        ------
        NotFoundError : there is none of this id.
        GoneError : there was one, and it has been taken back.
        """
        self._refuse_gone("feature", place_id)
        place = self.places.get(place_id)
        if place is None or place.layer not in PLACE_LAYERS:
            raise NotFoundError(f"No place is called {place_id!r}.", place_id)
        return place

    def trail(self, trail_id: str) -> Place:
        """Return a feature of the layer ``trails``; raise NotFoundError or GoneError otherwise."""
        self._refuse_gone("feature", trail_id)
        place = self.places.get(trail_id)
        if place is None or place.layer != "trails":
            raise NotFoundError(f"No trail is called {trail_id!r}.", trail_id)
        return place

    def page(self, page_type: str, page_id: str, lang: str) -> Page:
        """Return one page in one language; raise NotFoundError or GoneError when there is none."""
        self._refuse_gone("page", f"{page_type}/{page_id}")
        page = self.pages.get((page_type, page_id, lang))
        if page is None:
            raise NotFoundError(f"No page of {page_type} is called {page_id!r}.", page_id)
        return page

    def _refuse_gone(self, kind: str, name: str) -> None:
        if (kind, name) in self.gone:
            raise GoneError(f"{name!r} has been taken back.", name)

    def of_type(self, page_type: str, lang: str) -> tuple[Page, ...]:
        """Return the pages of one type in one language, in their set order."""
        found = [p for (t, _, la), p in self.pages.items() if t == page_type and la == lang]
        return tuple(sorted(found, key=lambda page: (page.front.order, page.id)))

    @cached_property
    def children(self) -> Mapping[str, tuple[Place, ...]]:
        """The features that name each feature as their parent."""
        return group_by_parent(self.places.values())

    def routes(self, lang: str) -> list[tuple[Page, RouteFront]]:
        """Return the themed routes."""
        return self._fronts("routes", lang, RouteFront)

    def festivals(self, lang: str) -> list[tuple[Page, FestivalFront]]:
        """Return the festivals and events."""
        return self._fronts("festivals", lang, FestivalFront)

    def seasons(self, lang: str) -> list[tuple[Page, SeasonFront]]:
        """Return the four seasons."""
        return self._fronts("seasons", lang, SeasonFront)

    def districts(self, lang: str) -> list[tuple[Page, DistrictFront]]:
        """Return the district pages."""
        return self._fronts("districts", lang, DistrictFront)

    def kiosks(self, lang: str) -> list[tuple[Page, KioskFront]]:
        """Return the touch screens."""
        return self._fronts("kiosks", lang, KioskFront)

    def _fronts(self, page_type: str, lang: str, front: type[F]) -> list[tuple[Page, F]]:
        pages = self.of_type(page_type, lang)
        return [(page, page.front) for page in pages if isinstance(page.front, front)]

    def languages(self, page_type: str, page_id: str) -> tuple[Lang, ...]:
        """Return the languages in which a page exists."""
        return tuple(lang for lang in LANGS if (page_type, page_id, lang) in self.pages)


def group_by_parent(places: Iterable[Place]) -> Mapping[str, tuple[Place, ...]]:
    """Return the features grouped by the id of their parent."""
    found: dict[str, list[Place]] = {}
    for place in places:
        if place.properties.parent:
            found.setdefault(place.properties.parent, []).append(place)
    return MappingProxyType({parent: tuple(items) for parent, items in found.items()})
