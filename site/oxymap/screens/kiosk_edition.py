"""The published state as one touch screen shows it: every address is one of its own pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from weakref import WeakKeyDictionary

from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.pages.edition import Edition, MapLayer
from oxymap.screens.kiosk_models import Kiosk
from oxymap.screens.kiosk_scope import Scope, scope_of
from oxymap.web.urls import URLS, Urls


@dataclass(frozen=True)
class KioskUrls(Urls):
    """Addresses below one screen's first page; a page's path there is as the public one."""

    kiosk_id: str = ""

    @property
    def prefix(self) -> str:
        """What stands before every path of this screen in this language."""
        return URLS[self.lang].kiosk(self.kiosk_id)

    def page_of(self, path: str) -> str:
        """Return the address of a page by its path below the first page, which has none."""
        return f"{self.prefix}/{path}" if path else self.prefix

    def home(self) -> str:
        """Return the address of the screen's first page."""
        return self.prefix

    def near(self) -> str:
        """Return the address of the list of what is near."""
        return f"{self.prefix}/near"

    def coming(self) -> str:
        """Return the address of what is coming."""
        return f"{self.prefix}/calendar"

    def notices(self) -> str:
        """Return the address of the notices."""
        return f"{self.prefix}/notices"

    def safety(self) -> str:
        """Return the address of the safety card."""
        return f"{self.prefix}/safety"


@dataclass(frozen=True, eq=False, kw_only=True)
class KioskEdition(Edition):
    """An edition whose addresses are those of one screen.

    Parameters
    ----------
    public : the edition that visitors see.
    """

    kiosk: Kiosk
    public: Edition

    @property
    def urls(self) -> KioskUrls:
        """The addresses of this screen."""
        return KioskUrls(self.lang, self.kiosk.id)

    @cached_property
    def scope(self) -> Scope:
        """What this screen shows; the same in every language."""
        return scope_of(self, self.kiosk.front)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every page of this screen in every language."""
        return frozenset(
            KioskUrls(lang, self.kiosk.id).page_of(path)
            for lang in self.kiosk.front.languages
            for path in self.scope.paths()
        )

    @cached_property
    def map_layers(self) -> Mapping[str, MapLayer]:
        """What maps fetch; as visitors have it."""
        return self.public.map_layers


_KEPT: WeakKeyDictionary[Edition, dict[str, KioskEdition]] = WeakKeyDictionary()


def kiosk_edition(edition: Edition, kiosk_id: str) -> KioskEdition:
    """Return a screen's edition; raise NotFoundError or GoneError when there is no such screen."""
    kept = _KEPT.setdefault(edition, {})
    found = kept.get(kiosk_id)
    if found is None:
        page = edition.catalogue.page("kiosks", kiosk_id, edition.lang)
        assert isinstance(page.front, KioskFront)  # noqa: S101 -- by its type
        kiosk = Kiosk(kiosk_id, edition.lang, page.front, page.source)
        values = {item.name: getattr(edition, item.name) for item in fields(Edition)}
        found = kept[kiosk_id] = KioskEdition(**values, kiosk=kiosk, public=edition)
    return found
