"""Photographs as planners see them: in the grid, on their page, in an editor's picker."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap.catalogue.records import Photo
from oxymap.errors import NotFoundError
from oxymap.media.models import Draft, PhotoRecord
from oxymap.studio.desk import Desk
from oxymap.web.urls import STUDIO_MEDIA, URLS, photo_name

PHOTOS = "/studio/photos"
#: As many as a page of the grid, or a picker, shows.
MOST = 60
THUMB_WIDTH, LARGE_WIDTH = 480, 960


@dataclass(frozen=True)
class PhotoCard:
    """A photograph in the grid; `alt` is empty as long as nobody has written it."""

    id: str
    url: str
    thumb: str
    alt: str
    credit: str
    width: int
    height: int
    filename: str
    is_shipped: bool = False


def thumb(photo_id: str, width: int = THUMB_WIDTH) -> str:
    """Return where planners see a photograph, published or not."""
    return STUDIO_MEDIA + photo_name(photo_id, width, "webp")


def draft_card(lang: str, draft: Draft) -> PhotoCard:
    """Return a photograph that lacks its texts."""
    return PhotoCard(
        id=draft.id, url=page_url(lang, draft.id), thumb=thumb(draft.id), alt="", credit="",
        width=draft.width, height=draft.height, filename=draft.filename,
    )  # fmt: skip


def record_card(lang: str, record: PhotoRecord) -> PhotoCard:
    """Return a photograph that may be used."""
    photo = record.photo
    return PhotoCard(
        id=photo.id, url=page_url(lang, photo.id), thumb=thumb(photo.id), alt=photo.alt[lang],
        credit=photo.credit, width=photo.width, height=photo.height, filename=record.filename,
        is_shipped=record.is_shipped,
    )  # fmt: skip


def page_url(lang: str, photo_id: str) -> str:
    """Return the address of a photograph's page."""
    return f"{URLS[lang].prefix}{PHOTOS}/{photo_id}"


def find_photos(desk: Desk, query: str) -> list[PhotoRecord]:
    """Return the photographs that may be used: the studio's, newest first, then the shipped."""
    own = desk.photos.photos(query)
    known = {record.id for record in desk.photos.photos()} if query else {r.id for r in own}
    return [*own, *(item for item in _shipped(desk, query) if item.id not in known)]


def find_photo(desk: Desk, photo_id: str) -> PhotoRecord:
    """Return one that may be used; raise NotFoundError otherwise."""
    try:
        return desk.photos.photo(photo_id)
    except NotFoundError:
        photo = desk.site.catalogue.current.photos.get(photo_id)
        if photo is None:
            raise
        return PhotoRecord(photo)


def _shipped(desk: Desk, query: str) -> list[PhotoRecord]:
    """Return what the published state shows; the texts of shipped photographs stand there."""
    words = query.casefold().split()
    return [
        PhotoRecord(photo)
        for photo in desk.site.catalogue.current.photos.values()
        if all(word in _text(photo) for word in words)
    ]


def _text(photo: Photo) -> str:
    return " ".join([photo.id, photo.alt.zh, photo.alt.en, photo.credit, photo.licence]).casefold()


def photo_json(record: PhotoRecord, *, with_position: bool) -> dict[str, object]:
    """Return a photograph for an editor's picker: an entry of `photos`, and what helps.

    Parameters
    ----------
    with_position : never for an object whose position must not be told exactly.
    """
    item: dict[str, object] = record.photo.model_dump(mode="json")
    return item | {
        "url": thumb(record.id),
        "position": list(record.position) if with_position and record.position else None,
        "taken_at": record.taken_at,
    }
