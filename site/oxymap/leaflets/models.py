"""A leaflet as data, before anything is laid out."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from oxymap.maps.models import Bbox, MapFeature
from oxymap.pages.models import Fact


@dataclass(frozen=True)
class Mark:
    """A pin on the map.

    Parameters
    ----------
    point : (lon, lat), WGS 84.
    number : its number in the list; None for a place beside the way.
    approximate : drawn with a broken ring.
    weight : 0 is named first when room is short.
    """

    point: tuple[float, float]
    name: str
    number: int | None = None
    approximate: bool = False
    weight: int = 1


@dataclass(frozen=True)
class MapPart:
    """The map of a leaflet: lines, pins, how far it looks, and what must be said of it."""

    lines: tuple[MapFeature, ...]
    marks: tuple[Mark, ...]
    bbox: Bbox
    label: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ProfilePart:
    """The elevation profile.

    Parameters
    ----------
    points : (distance from the start in m, height in m), in order.
    marks : (distance in m, height in m, number in the list).
    """

    heading: str
    points: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, float, int], ...]
    units: tuple[str, str]


@dataclass(frozen=True)
class Row:
    """A stop or a point of the way. ``detail`` stands beside the name, ``notes`` below it."""

    number: int | None
    name: str
    detail: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Rows under a heading: the points of a trail, a day of a route."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Prose:
    """A piece of the text: ``kind`` is heading, paragraph or item, ``mark`` what begins an item."""

    kind: str
    text: str
    mark: str = ""


@dataclass(frozen=True)
class Safety:
    """The card that may be needed in a hurry.

    Parameters
    ----------
    numbers : (telephone number, what for).
    say : what to tell on the telephone.
    texts : the safety text of the way, and what else to mind.
    positions : where the way begins, ends and is highest, with degrees.
    positions_note : how far they can be trusted.
    daylight : (day of the year, sunset, latest start or "") in the reader's words.
    daylight_note : what the times are good for.
    """

    heading: str
    numbers: tuple[tuple[str, str], ...]
    say: str
    texts: tuple[str, ...]
    positions_heading: str
    positions: tuple[Fact, ...]
    positions_note: str
    daylight_heading: str
    daylight_columns: tuple[str, ...]
    daylight: tuple[tuple[str, ...], ...]
    daylight_note: str


@dataclass(frozen=True)
class Imprint:
    """Who says so, when, and where more is."""

    site_name: str
    url: str
    address: str
    site_address: str
    scan: str
    live: str
    printed: str
    sources_heading: str
    sources: tuple[str, ...]
    legal: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The few words that the layout itself needs."""

    mind: str
    more: str
    draft: str
    draft_note: str
    page: str


@dataclass(frozen=True)
class Leaflet:
    """Everything that is printed, in one language.

    Parameters
    ----------
    language : BCP 47.
    title_parts : the title, and what stands after its colon or "".
    other_title : the name in the other language, or "".
    """

    lang: str
    language: str
    day: datetime.date
    author: str
    kicker: str
    title_parts: tuple[str, str]
    other_title: str
    summary: str
    facts: tuple[Fact, ...]
    cover_facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    map: MapPart | None
    profile: ProfilePart | None
    groups: tuple[Group, ...]
    prose: tuple[Prose, ...]
    safety: Safety
    imprint: Imprint
    words: Words
    draft: bool = False

    @property
    def title(self) -> str:
        """The whole title, as the page has it."""
        colon = "：" if self.lang == "zh" else ": "
        return colon.join(part for part in self.title_parts if part)
