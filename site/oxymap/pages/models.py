"""What the templates are given: values already in the page's language."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from oxymap.maps.models import MapView
from oxymap.pages.sharing_models import Alternate, Sharing


@dataclass(frozen=True)
class Link:
    """A text and where it leads."""

    label: str
    url: str


@dataclass(frozen=True)
class PageMeta:
    """What a page says about itself in its head."""

    title: str
    description: str
    path: str
    canonical: str
    section: str
    alternates: tuple[Alternate, ...]
    breadcrumbs: tuple[Link, ...] = ()
    image: str | None = None
    jsonld: str | None = None
    kind: str = "page"
    sharing: Sharing | None = None


@dataclass(frozen=True)
class Fact:
    """A row of a facts table; ``hint`` says how sure it is or how it was made."""

    label: str
    value: str
    hint: str | None = None


@dataclass(frozen=True)
class PlaceCard:
    """A place in a list. ``symbol`` names the layer's map symbol."""

    id: str
    url: str
    name: str
    layer: str
    kind: str
    kind_label: str
    symbol: str
    district: str
    district_label: str
    township_label: str | None
    summary: str
    status: str
    status_label: str
    approximate: bool
    point: tuple[float, float] | None
    seasons: tuple[str, ...]
    activities: tuple[str, ...]
    audience: tuple[str, ...]
    activity_labels: tuple[str, ...]
    distance: str | None = None


@dataclass(frozen=True)
class TrailCard:
    """A trail in a list."""

    id: str
    url: str
    name: str
    kind: str
    kind_label: str
    district: str
    district_label: str
    summary: str
    schematic: bool
    length: str | None
    ascent: str | None
    time: str | None
    seasons: tuple[str, ...]
    activities: tuple[str, ...]
    audience: tuple[str, ...]
    point: tuple[float, float] | None
    symbol: str = "trails"


@dataclass(frozen=True)
class RouteCard:
    """A themed route in a list."""

    id: str
    url: str
    title: str
    summary: str
    theme: str
    theme_label: str
    district: tuple[str, ...]
    district_labels: tuple[str, ...]
    days: str
    mode_label: str
    stops: tuple[str, ...]
    seasons: tuple[str, ...]
    season_labels: tuple[str, ...]
    activities: tuple[str, ...]
    audience: tuple[str, ...]
    illustration: str


@dataclass(frozen=True)
class EventCard:
    """A festival or event in a list. ``ends`` lets a page hide it when it is over."""

    id: str
    url: str
    title: str
    summary: str
    kind: str
    kind_label: str
    district: tuple[str, ...]
    district_labels: tuple[str, ...]
    when: str
    state: str
    state_label: str
    starts: datetime.date | None
    ends: datetime.date | None
    seasons: tuple[str, ...]
    activities: tuple[str, ...]
    illustration: str


@dataclass(frozen=True)
class SeasonCard:
    """A season: its title, each district's own name for it, and whether it is now."""

    id: str
    url: str
    title: str
    summary: str
    season: str
    names: tuple[tuple[str, str], ...]
    sport: str
    current: bool
    illustration: str


@dataclass(frozen=True)
class DistrictCard:
    """A district in a list; ``title_state`` is awarded or applying."""

    id: str
    url: str
    name: str
    summary: str
    title_state: str
    title_label: str
    counts: tuple[Fact, ...]
    illustration: str


@dataclass(frozen=True)
class PlaceGroup:
    """The places of one layer, for lists in step with the map."""

    layer: str
    label: str
    symbol: str
    places: tuple[PlaceCard, ...]


@dataclass(frozen=True)
class FacetOption:
    """One choice of a filter."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True)
class Facet:
    """A filter: district, kind, season, activity or audience."""

    name: str
    label: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True)
class PlaceView:
    """A place page."""

    card: PlaceCard
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    facts: tuple[Fact, ...]
    position_text: str
    coordinates: str | None
    map_links: tuple[Link, ...]
    access: str | None
    safety: str | None
    note: str | None
    parent: PlaceCard | None
    children: tuple[PlaceCard, ...]
    nearby: tuple[PlaceCard, ...]
    trails: tuple[TrailCard, ...]
    routes: tuple[RouteCard, ...]
    events: tuple[EventCard, ...]
    products: tuple[PlaceCard, ...]
    map: MapView | None
    illustration: str


@dataclass(frozen=True)
class ProfileRow:
    """One row of the profile's table."""

    distance: str
    ele: str
    name: str | None


@dataclass(frozen=True)
class ProfileView:
    """An elevation profile: the drawing, its data for the pointer, and the table."""

    picture: str
    data_json: str
    rows: tuple[ProfileRow, ...]
    label: str


@dataclass(frozen=True)
class Download:
    """A file of a trail."""

    label: str
    url: str
    media_type: str
    note: str


@dataclass(frozen=True)
class TrailView:
    """A trail page."""

    card: TrailCard
    facts: tuple[Fact, ...]
    line_text: str
    position_text: str
    profile: ProfileView | None
    no_profile_text: str | None
    waypoints: tuple[Fact, ...]
    downloads: tuple[Download, ...]
    leaflets: tuple[Download, ...]
    map_links: tuple[Link, ...]
    safety: str | None
    note: str | None
    parent: TrailCard | None
    children: tuple[TrailCard, ...]
    places: tuple[PlaceCard, ...]
    routes: tuple[RouteCard, ...]
    map: MapView | None
    illustration: str


@dataclass(frozen=True)
class StopView:
    """A stop of a route; ``card`` is None when it has no page of its own."""

    number: int
    name: str
    stay: str | None
    note: str | None
    card: PlaceCard | None
    leg: str | None


@dataclass(frozen=True)
class DayView:
    """The stops of one day."""

    number: int
    label: str
    stops: tuple[StopView, ...]
    #: The stops as the address of a reader's own day has them.
    query: str = ""


@dataclass(frozen=True)
class RouteView:
    """A themed-route page; ``body`` is safe HTML."""

    card: RouteCard
    body: str
    days: tuple[DayView, ...]
    facts: tuple[Fact, ...]
    trails: tuple[TrailCard, ...]
    leaflets: tuple[Download, ...]
    sources: tuple[str, ...]
    updated: str
    map: MapView | None


@dataclass(frozen=True)
class EventView:
    """A festival or event page."""

    card: EventCard
    body: str
    facts: tuple[Fact, ...]
    place: PlaceCard | None
    calendar_url: str | None
    sources: tuple[str, ...]
    updated: str
    map: MapView | None


@dataclass(frozen=True)
class SeasonView:
    """A season page."""

    card: SeasonCard
    body: str
    highlights: tuple[PlaceCard, ...]
    routes: tuple[RouteCard, ...]
    events: tuple[EventCard, ...]
    sources: tuple[str, ...]
    updated: str


@dataclass(frozen=True)
class TimelineStep:
    """One step on the way to the title."""

    year: int
    text: str
    state: str
    state_label: str


@dataclass(frozen=True)
class DistrictView:
    """A district page."""

    card: DistrictCard
    body: str
    timeline: tuple[TimelineStep, ...]
    highlights: tuple[PlaceCard, ...]
    groups: tuple[PlaceGroup, ...]
    townships: tuple[PlaceCard, ...]
    unplaced: tuple[PlaceCard, ...]
    trails: tuple[TrailCard, ...]
    routes: tuple[RouteCard, ...]
    events: tuple[EventCard, ...]
    sources: tuple[str, ...]
    updated: str
    map: MapView | None


@dataclass(frozen=True)
class TextPageView:
    """A page of the site's own."""

    title: str
    summary: str
    body: str
    sources: tuple[str, ...]
    updated: str
    siblings: tuple[Link, ...]


@dataclass(frozen=True)
class SearchHit:
    """One result; ``name`` and ``summary`` are plain text."""

    url: str
    name: str
    kind_label: str
    district_label: str
    summary: str
    symbol: str
