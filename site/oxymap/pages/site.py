"""The running site: settings, current catalogue, and an edition for each language."""

from __future__ import annotations

import datetime
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from flask import current_app

from oxymap import clock
from oxymap.catalogue.service import CatalogueService
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import ROOT, Settings
from oxymap.db.database import Database
from oxymap.maps.basemap import BaseMap, Polygons, load_base
from oxymap.pages.edition import Edition
from oxymap.web.assets import Assets
from oxymap.web.rendering import Renderer
from oxymap.web.urls import STUDIO_MEDIA

if TYPE_CHECKING:
    from oxymap.db.engine import Engine
    from oxymap.kiosks.service import Kiosks
    from oxymap.media.service import Photos
    from oxymap.notices.service import Notices
    from oxymap.publishing.models import Document
    from oxymap.publishing.service import Publishing
    from oxymap.stations.service import LiveService

BASE_MAP = ROOT / "geodata" / "base.geojson"
EXTENSION = "oxymap"
#: How long a process may go on with the version it knows.
VERSION_SECONDS = 0.05
Key = tuple[str, datetime.date, str]


@dataclass
class Site:
    """What the views ask for; one object a process."""

    settings: Settings
    database: Database
    catalogue: CatalogueService
    assets: Assets
    renderer: Renderer
    map_scripts: dict[str, str]
    #: Whether the pages will lie on a plain file server.
    frozen: bool = False
    #: Whether stations are followed in a thread of this process.
    background: bool = False
    _live: LiveService | None = None
    _publishing: Publishing | None = None
    _photos: Photos | None = None
    _kiosks: Kiosks | None = None
    _notices: Notices | None = None
    _opening: threading.RLock = field(default_factory=threading.RLock)
    _version: str = ""
    _version_at: float = -1.0
    _editions: dict[Key, Edition] = field(default_factory=dict)
    _base_maps: dict[str, BaseMap] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """What every kept page depends on: the published state, the notices, and the day.

        Asked for with every request, so it is looked up again only after a moment.
        """
        now = time.monotonic()
        if now - self._version_at > VERSION_SECONDS:
            # Who shows notices has opened them; whatever was kept before shows none.
            notices = self._notices.version if self._notices is not None else ""
            parts = (self.catalogue.current.version, str(clock.today()), notices)
            self._version = "/".join(filter(None, parts))
            self._version_at = now
        return self._version

    @property
    def engine(self) -> Engine:
        """The database; opened at the first use, since pages without values need none."""
        return self.database.engine

    @property
    def publishing(self) -> Publishing:
        """Drafts and publications; opened at the first use."""
        if self._publishing is None:
            with self._opening:
                if self._publishing is None:
                    # Imports the database's library, too.
                    from oxymap.publishing.library import Origin
                    from oxymap.publishing.service import Publishing

                    origin = Origin(
                        sources=lambda: self.catalogue.sources,
                        catalogue=lambda: self.catalogue.current,
                        refresh=self.refresh,
                        photo_ids=self.photos.ids,
                    )
                    self._publishing = Publishing(self.engine, self.settings, origin)
        return self._publishing

    @property
    def photos(self) -> Photos:
        """Photographs; opened at the first use."""
        if self._photos is None:
            with self._opening:
                if self._photos is None:
                    # Imports the database's library, too.
                    from oxymap.media.service import Photos

                    self._photos = Photos(self.engine, self.settings)
        return self._photos

    @property
    def notices(self) -> Notices:
        """Warnings and closures; opened at the first use."""
        if self._notices is None:
            with self._opening:
                if self._notices is None:
                    # Imports the database's library, too.
                    from oxymap.notices.service import Notices

                    self._notices = Notices(self.engine, lambda: self.catalogue.current)
        return self._notices

    @property
    def kiosks(self) -> Kiosks:
        """The health of screens; opened at the first use."""
        if self._kiosks is None:
            with self._opening:
                if self._kiosks is None:
                    # Imports the database's library, too.
                    from oxymap.kiosks.service import Kiosks

                    self._kiosks = Kiosks(self.engine, self.settings)
        return self._kiosks

    def refresh(self) -> None:
        """Show at once what has been published."""
        self.catalogue.refresh()
        self._version_at = -1.0

    @property
    def live(self) -> LiveService:
        """The stations; opened at the first use, since pages without values need no database."""
        if self._live is None:
            with self._opening:
                if self._live is None:
                    # The database's library takes half a second to import.
                    from oxymap.stations.service import LiveService

                    self._live = LiveService(
                        self.settings,
                        lambda: self.catalogue.current,
                        background=self.background,
                        engine=self.engine,
                    )
        return self._live

    @property
    def live_version(self) -> str:
        """What kept live values depend on; empty as long as nothing is open."""
        return self._live.current.version if self._live is not None else ""

    def edition(self, lang: str) -> Edition:
        """Return the current edition in one language."""
        catalogue, today = self.catalogue.current, clock.today()
        key = (catalogue.version, today, lang)
        found = self._editions.get(key)
        if found is None:
            if any(old[:2] != key[:2] for old in self._editions):
                self._editions.clear()
            found = self._editions[key] = self._make_edition(catalogue, lang, today)
        return found

    def preview_edition(self, lang: str, document: Document) -> Edition:
        """Return the edition that would be, were a draft published now.

        Raises
        ------
        InvalidDataError : the draft cannot be read, or does not fit what is published.
        """
        from oxymap.publishing.preview import preview_catalogue

        catalogue = preview_catalogue(self.catalogue.sources, self.catalogue.current, document)
        edition = self._make_edition(catalogue, lang, clock.today())
        return replace(edition, media=STUDIO_MEDIA)

    def _make_edition(self, catalogue: Catalogue, lang: str, today: datetime.date) -> Edition:
        return Edition(
            catalogue=catalogue,
            lang=lang,
            today=today,
            settings=self.settings,
            assets=self.assets,
            renderer=self.renderer,
            base_map=self.base_map(catalogue),
            map_scripts=self.map_scripts,
            frozen=self.frozen,
        )

    def base_map(self, catalogue: Catalogue) -> BaseMap:
        """Return the drawn base map that goes with a catalogue's boundaries."""
        key = repr(sorted((name, id(shape)) for name, shape in catalogue.boundaries.items()))
        found = self._base_maps.get(key)
        if found is None:
            self._base_maps.clear()
            polygons = {
                name: cast(Polygons, shape["coordinates"])
                for name, shape in catalogue.boundaries.items()
            }
            found = load_base(BASE_MAP, polygons)
            self._base_maps[key] = found
        return found


def site() -> Site:
    """Return the running site of the current application."""
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Site)  # noqa: S101 -- set by the factory, for the type checker
    return found
