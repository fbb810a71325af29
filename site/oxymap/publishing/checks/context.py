"""What the checks look at beside the document itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from oxymap.catalogue.content import PageFile
from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.models import PLACE_LAYERS
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.publishing.models import Document, Exemption

#: What link schemes of pages lead to, by the types of the pages.
SCHEME_TYPES = {
    "route": ("routes",),
    "festival": ("festivals", "seasons"),
    "page": ("pages",),
}


@dataclass(frozen=True)
class CheckContext:
    """The state that a document would be published into.

    Parameters
    ----------
    exemption : what was recorded for restricted areas, if anything.
    photo_ids : gives the ids of all photographs that exist.
    is_new : whether the object is published for the first time.
    published : the object as it is shown now; finds languages that stayed behind.
    """

    catalogue: Catalogue
    settings: Settings
    today: date
    exemption: Exemption | None
    photo_ids: Callable[[], frozenset[str]]
    is_new: bool
    published: Document | None = None

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """The ids that links may name, by scheme; townships and stations too."""
        found = {
            "place": self._ids(PLACE_LAYERS),
            "trail": self._ids(("trails",)),
            "township": self._ids(("townships",)),
            "district": self._ids(("districts",)),
            "station": self._ids(("stations",)),
        }
        for scheme, types in SCHEME_TYPES.items():
            found[scheme] = frozenset(
                name for kind, name, _ in self.catalogue.pages if kind in types
            )
        return found

    def is_gone(self, scheme: str, target: str) -> bool:
        """Tell whether what a link names was published and has been withdrawn."""
        types = SCHEME_TYPES.get(scheme)
        if types is None:
            return ("feature", target) in self.catalogue.gone
        return any(("page", f"{name}/{target}") in self.catalogue.gone for name in types)

    @cached_property
    def placed(self) -> tuple[PlacedFile, ...]:
        """All features as the checks of files want them."""
        return tuple(
            PlacedFile(place, Path(f"{place.layer}.geojson"), 1)
            for place in self.catalogue.places.values()
        )

    @cached_property
    def page_files(self) -> tuple[PageFile, ...]:
        """All pages as the checks of files want them, without their text: it was checked."""
        pages = [page.model_copy(update={"source": ""}) for page in self.catalogue.pages.values()]
        return tuple(
            PageFile(page, Path(page.type) / f"{page.id}.{page.lang}.md", 1, "") for page in pages
        )

    def _ids(self, layers: tuple[str, ...]) -> frozenset[str]:
        return frozenset(place.id for layer in layers for place in self.catalogue.layer(layer))
