"""Photographs as pages show them: every size in every format, and their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oxymap.catalogue.records import Photo
from oxymap.media.models import MEDIA_TYPES, WIDTHS, Suffix
from oxymap.pages.edition import Edition

#: Newer formats first: a browser takes the first that it knows.
_NEWER: tuple[Suffix, ...] = ("avif", "webp")
#: What other sites show beside a link, and search engines beside a result.
SHARE_WIDTH = 960


@dataclass(frozen=True)
class PhotoSource:
    """One format of a photograph, in every size."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class PhotoView:
    """A photograph on a page.

    Parameters
    ----------
    src, srcset : JPEG, which every browser knows.
    sources : the newer formats.
    width, height : of the largest size; they keep the place free until the picture is there.
    """

    src: str
    srcset: str
    sources: tuple[PhotoSource, ...]
    width: int
    height: int
    alt: str
    credit: str
    licence: str
    caption: str | None


def photo_views(edition: Edition, photos: Sequence[Photo]) -> tuple[PhotoView, ...]:
    """Return photographs as a page shows them."""
    return tuple(_view(edition, photo) for photo in photos)


def share_image(edition: Edition, photos: Sequence[Photo]) -> str | None:
    """Return the full address of the first photograph's JPEG, or None when there is none."""
    if not photos:
        return None
    return edition.settings.base_url + edition.urls.photo(photos[0].id, SHARE_WIDTH, "jpg")


def photo_widths(width: int) -> list[tuple[int, int]]:
    """Return (what a size is called, how wide it is) for every size worth having.

    Parameters
    ----------
    width : of the master, in pixels; no size is wider.
    """
    smaller = [(size, size) for size in WIDTHS if size < width]
    rest = WIDTHS[len(smaller) :]
    return [*smaller, (rest[0], min(rest[0], width))] if rest else smaller


def _view(edition: Edition, photo: Photo) -> PhotoView:
    widths = photo_widths(photo.width)
    widest = widths[-1][1]
    return PhotoView(
        src=edition.photo_url(photo.id, widths[min(1, len(widths) - 1)][0], "jpg"),
        srcset=_srcset(edition, photo.id, widths, "jpg"),
        sources=tuple(
            PhotoSource(MEDIA_TYPES[suffix], _srcset(edition, photo.id, widths, suffix))
            for suffix in _NEWER
        ),
        width=widest,
        height=max(1, round(photo.height * widest / photo.width)),
        alt=photo.alt[edition.lang],
        credit=photo.credit,
        licence=photo.licence,
        caption=photo.caption[edition.lang] if photo.caption else None,
    )


def _srcset(
    edition: Edition, photo_id: str, widths: Sequence[tuple[int, int]], suffix: Suffix
) -> str:
    return ", ".join(
        f"{edition.photo_url(photo_id, name, suffix)} {width}w" for name, width in widths
    )
