"""Open publishing for a command that does not serve."""

from __future__ import annotations

from oxymap.catalogue.loader import make_catalogue, merged, read_shipped
from oxymap.catalogue.photos import missing_photos, photos_of
from oxymap.catalogue.service import CatalogueService
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.db.database import Database
from oxymap.errors import InvalidDataError
from oxymap.media.service import Photos
from oxymap.media.shipped import file_problems
from oxymap.publishing.library import Origin
from oxymap.publishing.overlay import PublishedOverlay, overlay_source
from oxymap.publishing.service import Publishing


def open_publishing(settings: Settings) -> Publishing:
    """Return publishing over a data folder's database, which is made when there is none.

    Raises
    ------
    InvalidDataError : the shipped files cannot be used.
    StoreError : the database cannot be reached.
    """
    engine = Database(settings).engine
    catalogue = CatalogueService(settings, PublishedOverlay(engine))
    origin = Origin(
        sources=lambda: catalogue.sources,
        catalogue=lambda: catalogue.current,
        refresh=catalogue.refresh,
        photo_ids=Photos(engine, settings).ids,
    )
    return Publishing(engine, settings, origin)


def published_catalogue(settings: Settings) -> Catalogue:
    """Return the published state, checked without mercy, photographs and all.

    Raises
    ------
    InvalidDataError : with every problem of the shipped files and of what lies over them.
    """
    shipped, overlay = read_shipped(settings), overlay_source(settings).read()
    sources = merged(shipped, overlay)
    features, pages = sources.layers.features, sources.content.pages
    problems = list(file_problems(settings.content))
    if photos_of((item.place for item in features), (page.page for page in pages)):
        known = Photos(Database(settings).engine, settings).ids()
        problems += missing_photos(features, pages, known)
    if problems:
        raise InvalidDataError(problems)
    return make_catalogue(shipped, overlay)
