"""Which photographs the published state shows, and which of them are not there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from oxymap.catalogue.content import PageFile
from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.models import Page, Place
from oxymap.catalogue.records import Photo
from oxymap.errors import Problem


def photos_of(places: Iterable[Place], pages: Iterable[Page]) -> dict[str, Photo]:
    """Return every photograph that something shows, by id."""
    shown: dict[str, Photo] = {}
    for place in places:
        shown.update({photo.id: photo for photo in place.properties.photos})
    for page in pages:
        shown.update({photo.id: photo for photo in page.front.photos})
    return shown


def missing_photos(
    features: Iterable[PlacedFile], pages: Iterable[PageFile], known: Container[str]
) -> Iterator[Problem]:
    """Yield a problem for every photograph that a file shows and nobody has.

    Parameters
    ----------
    known : ids of the photographs that there are, shipped or in the studio.
    """
    for item in features:
        for photo in item.place.properties.photos:
            if photo.id not in known:
                where = f"properties.photos of {item.place.id!r}"
                yield Problem(item.file, item.line, _missing(where, photo.id))
    for page in pages:
        for photo in page.page.front.photos:
            if photo.id not in known:
                yield Problem(page.file, 1, _missing("photos", photo.id))


def _missing(where: str, photo_id: str) -> str:
    return f"{where}: there is no photograph {photo_id!r} (content/photos/{photo_id}.jpg)"
