"""Photographs as the studio knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from oxymap.catalogue.records import Photo, Text

Suffix = Literal["avif", "webp", "jpg"]
SUFFIXES: tuple[Suffix, ...] = get_args(Suffix)
MEDIA_TYPES: dict[Suffix, str] = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
}
#: What the sizes of a photograph are called: the width that each is at most, in pixels.
WIDTHS: tuple[int, ...] = (480, 960, 1600)


@dataclass(frozen=True)
class Draft:
    """A photograph that has come in and still lacks its texts: nobody can use it yet.

    Parameters
    ----------
    id : first 16 hexadecimal digits of the SHA-256 of the master.
    width, height : of the master, upright, in pixels.
    filename : as its owner called it.
    position : (lon, lat), WGS 84, that the camera had written into the file; the picture that
        is kept for showing has none.
    taken_at : the camera's clock, ``YYYY-MM-DDTHH:MM:SS`` without zone.
    """

    id: str
    width: int
    height: int
    filename: str
    uploaded_by: str
    created_at: int
    position: tuple[float, float] | None = None
    taken_at: str | None = None


@dataclass(frozen=True)
class PhotoRecord:
    """A photograph that may be used.

    Parameters
    ----------
    photo : what a place or a page says of it when it is shown there.
    uploaded_by : sign-in name; "" for a photograph that the project's files bring along.
    position, taken_at : as with `Draft`; for planners only.
    """

    photo: Photo
    filename: str = ""
    uploaded_by: str = ""
    created_at: int = 0
    position: tuple[float, float] | None = None
    taken_at: str | None = None

    @property
    def id(self) -> str:
        """The photograph's name in files and addresses."""
        return self.photo.id

    @property
    def is_shipped(self) -> bool:
        """Whether it comes with the project's files, where its texts stand, too."""
        return not self.uploaded_by


@dataclass(frozen=True)
class Words:
    """What people write about a photograph."""

    alt: Text
    credit: str
    licence: str
    caption: Text | None = None
