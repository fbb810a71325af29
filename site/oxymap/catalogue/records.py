"""The parent of all records of the files, and parts that several of them share."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _slug(value: str) -> str:
    if not SLUG.fullmatch(value):
        raise ValueError("an id is lower-case ASCII words joined by hyphens")
    return value


Slug: TypeAlias = Annotated[str, AfterValidator(_slug)]


class Record(BaseModel):
    """The parent of all records: immutable, and unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(Record):
    """A text in every language of the site."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def __getitem__(self, lang: str) -> str:
        """Return the text in one language (``zh`` or ``en``)."""
        return self.zh if lang == "zh" else self.en


class Photo(Record):
    """A photograph of a place, a trail or a page.

    ``id`` names the picture: ``content/photos/<id>.jpg``, or one that came in by the studio.
    ``width`` and ``height`` are of the largest size, in pixels.
    """

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    width: Annotated[int, Field(gt=0, le=20_000)]
    height: Annotated[int, Field(gt=0, le=20_000)]
    alt: Text
    credit: Annotated[str, Field(min_length=1, max_length=120)]
    licence: Annotated[str, Field(min_length=1, max_length=120)]
    caption: Text | None = None


Extent = Literal["yes", "partly", "no"]


class Accessibility(Record):
    """What somebody in a wheelchair, with a pushchair or a stick has to know; None is unknown."""

    step_free: Extent | None = None
    wheelchair: Extent | None = None
    pushchair: Extent | None = None
    toilet: Extent | None = None
    parking: Extent | None = None
    seats: Extent | None = None
    note: Text | None = None


class Front(Record):
    """What the front matter of every page carries."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    summary: Annotated[str, Field(min_length=10, max_length=240)]
    order: int = 100
    illustration: str | None = None
    sources: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    updated: datetime.date
