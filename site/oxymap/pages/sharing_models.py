"""How a page stands in other languages and on other sites, as templates are told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Alternate:
    """The same page in another language."""

    lang: str
    hreflang: str
    label: str
    url: str
    path: str


@dataclass(frozen=True)
class Sharing:
    """How other sites show a page: cards of three forms, and the frame's description."""

    locale: str
    other_locales: tuple[str, ...]
    card: str | None
    square: str | None
    tall: str | None
    size: tuple[int, int]
    alt: str
    oembed: str | None
