"""What the templates of touch screens are given, already in the page's language."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.maps.models import MapView
from oxymap.pages.live_models import StationCard
from oxymap.pages.models import EventCard, PlaceCard, RouteCard, SeasonCard, TrailCard


@dataclass(frozen=True)
class Entry:
    """One way on: what it is called, where it leads, and its picture among the icons."""

    label: str
    url: str
    icon: str
    current: bool = False


@dataclass(frozen=True)
class Handover:
    """What a telephone takes along: the code, and the address behind it.

    Parameters
    ----------
    picture : inline SVG of the QR code.
    url : the full public address that it holds.
    address : the same without its scheme, for people who type.
    text : what it is, in a short line.
    """

    picture: str
    url: str
    address: str
    text: str


@dataclass(frozen=True)
class NoticeView:
    """A notice: how grave, what, and until when."""

    id: str
    severity: str
    severity_label: str
    title: str
    body: str
    until: str | None


@dataclass(frozen=True)
class NearPlace:
    """A place around the screen: its number on the map, its distance and the way there."""

    number: int
    card: PlaceCard
    distance: str
    direction: str
    walk: str | None


@dataclass(frozen=True)
class Screen:
    """What every page of a touch screen has around its content.

    Parameters
    ----------
    id : of the screen.
    title : what it is called; name : where it stands.
    view : which page this is, such as ``map`` or ``routes/mtg-villages``.
    heading : the page's own title, without the screen's.
    home, language : this screen's first page, and this page in the other language.
    as_of : when the server made the page, in words.
    config : JSON for the script.
    """

    id: str
    title: str
    name: str
    view: str
    heading: str
    home: str
    language: Entry | None
    entries: tuple[Entry, ...]
    handover: Handover
    season: str
    orientation: str
    as_of: str
    as_of_iso: str
    idle_s: int
    config: str


@dataclass(frozen=True)
class AttractView:
    """What the first page shows in turn: notices, the air, the season, routes, what is coming."""

    notices: tuple[NoticeView, ...]
    station: StationCard | None
    level_note: str | None
    season: SeasonCard | None
    season_name: str
    routes: tuple[RouteCard, ...]
    trails: tuple[TrailCard, ...]
    events: tuple[EventCard, ...]
    near: tuple[NearPlace, ...]


@dataclass(frozen=True)
class MapLine:
    """A trail or route that can be looked at on the map: a button of its own."""

    id: str
    name: str
    icon: str


@dataclass(frozen=True)
class MapPage:
    """The surroundings: the drawing with “you are here”, and what is numbered on it.

    Parameters
    ----------
    map : the drawing; spec_json and script are those of the map under fingers.
    lines : the trails and routes on it.
    stations : those at places of the map, for the cards.
    """

    map: MapView
    near: tuple[NearPlace, ...]
    lines: tuple[MapLine, ...]
    stations: tuple[StationCard, ...]


@dataclass(frozen=True)
class SafetyPage:
    """The card that may be needed in a hurry."""

    heading: str
    numbers: tuple[tuple[str, str], ...]
    say: str
    degrees: str
    precision: str
    name: str
    contact: str | None
    rules: tuple[str, ...]
    daylight: str


@dataclass(frozen=True)
class Kiosk:
    """A screen as configured, in one language."""

    id: str
    lang: str
    front: KioskFront
    source: str
