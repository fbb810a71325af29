"""What is published: features of the map layers, and pages of the site.

Every model mirrors one kind of record in ``geodata/`` or ``content/``; field names
are the names in the files.  Unknown fields are errors.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.catalogue.records import SLUG as SLUG
from oxymap.catalogue.records import Accessibility, Photo
from oxymap.catalogue.records import Front as Front
from oxymap.catalogue.records import Record as Record
from oxymap.catalogue.records import Slug as Slug
from oxymap.catalogue.records import Text as Text

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
DistrictId = Literal["mentougou", "yanqing", "fangshan"]
DISTRICTS: tuple[DistrictId, ...] = ("mentougou", "yanqing", "fangshan")
Season = Literal["spring", "summer", "autumn", "winter"]
#: 踏青赏花, 消夏避暑, 丰收采摘, 冰雪文化: in the order of the year.
SEASONS: tuple[Season, ...] = ("spring", "summer", "autumn", "winter")

#: Which kinds of feature each layer holds.
LAYER_KINDS: dict[str, tuple[str, ...]] = {
    "districts": ("district",),
    "townships": ("township",),
    "villages": ("village", "courtyard", "town"),
    "zones": ("experience_zone", "demonstration_area", "shared_farm", "study_zone", "farm_park"),
    "viewpoints": ("viewpoint",),
    "scenic": (
        "scenic_area", "temple", "park", "venue", "museum", "red_site", "winery", "event_venue",
    ),
    "trails": ("trail", "cycle_route", "scenic_road"),
    "valleys": ("valley",),
    "protected": ("forest_park", "reserve"),
    "products": ("product_origin",),
    "peaks": ("peak",),
    "waters": ("river", "stream", "reservoir", "lake"),
    "facilities": ("gate", "visitor_centre", "parking", "toilet", "bus_stop"),
    "stations": ("ion_station",),
    "closures": ("closure",),
}  # fmt: skip
LAYERS: tuple[str, ...] = tuple(LAYER_KINDS)

#: Layers whose features have a page of their own under ``/places/``.
PLACE_LAYERS: tuple[str, ...] = (
    "villages", "zones", "viewpoints", "scenic", "valleys", "protected", "products", "peaks",
    "waters", "townships", "facilities",
)  # fmt: skip

Activity = Literal[
    "hiking", "cycling", "camping", "snow_sports", "trail_running", "climbing", "boating",
    "gliding", "orienteering", "picking", "farm_stay", "photography", "stargazing",
    "bird_watching", "forest_bathing", "yoga_meditation", "study", "culture", "temple_visit",
    "red_heritage", "geology", "wine", "night_tour", "food",
]  # fmt: skip
Audience = Literal["family", "senior", "student", "photographer", "hiker", "cyclist", "couple"]
Status = Literal["open", "planned", "under_construction", "closed_for_season", "closed", "unknown"]
Phenomenon = Literal[
    "sunrise", "sunset", "sea_of_clouds", "dawn_glow", "stars", "snow", "rime", "icefall",
    "red_leaves", "ginkgo", "blossom", "night_lights", "panorama",
]  # fmt: skip
#: How a position was found; decides the wording on the page and the look of the marker.
PositionMethod = Literal[
    "gps", "osm", "geonames", "list", "converted", "derived", "township", "estimate", "none"
]
#: Positions worse than this are drawn and described as approximate.
APPROXIMATE_FROM_M = 500.0

MONTH_DAY = re.compile(
    r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31"
)


def _month_day(value: str) -> str:
    if not MONTH_DAY.fullmatch(value):
        raise ValueError("a day of the year is written MM-DD")
    return value


MonthDay: TypeAlias = Annotated[str, AfterValidator(_month_day)]


class Position(Record):
    """Where a feature's coordinates come from and how far they can be trusted."""

    source: Annotated[str, Field(min_length=1)]
    method: PositionMethod
    precision_m: Annotated[float, Field(gt=0, le=50_000)] | None
    verified: bool = False

    @property
    def approximate(self) -> bool:
        """Whether the point must be drawn and described as approximate."""
        return self.precision_m is None or self.precision_m > APPROXIMATE_FROM_M

    @model_validator(mode="after")
    def _precision_goes_with_a_point(self) -> Position:
        if (self.method == "none") != (self.precision_m is None):
            raise ValueError("precision_m is null exactly when method is 'none'")
        return self


def lies_between(day: datetime.date, start: MonthDay, end: MonthDay) -> bool:
    """Tell whether `day` lies between two days of the year; they may span New Year."""
    key = day.strftime("%m-%d")
    if start <= end:
        return start <= key <= end
    return key >= start or key <= end


class SeasonWindow(Record):
    """When something is usually at its best; a window may run over New Year.

    ``certainty`` (docs/methods.md): 3 found with a date, 2 found roughly, 1 memory only.
    """

    start: MonthDay
    end: MonthDay
    certainty: Literal[1, 2, 3]
    note: Text | None = None

    def contains(self, day: datetime.date) -> bool:
        """Tell whether `day` lies in the window, both ends included."""
        return lies_between(day, self.start, self.end)


class Waypoint(Record):
    """A named or measured point along a trail, WGS 84 degrees."""

    name: Text | None = None
    lon: float
    lat: float
    ele_m: float | None = None


class StationProperties(Record):
    """What a feature of the layer ``stations`` says of its station.

    Until something reports, the station's state is ``planned``.
    """

    place: Slug | None = None
    kind: Literal["ion", "air", "weather", "water", "eco"] = "ion"
    interval_s: Annotated[int, Field(ge=1, le=86_400)] = 300
    owner: str | None = None
    instrument: str | None = None
    height_m: Annotated[float, Field(gt=0, le=100)] | None = None
    installed: datetime.date | None = None
    calibrated: datetime.date | None = None
    habitat: (
        Literal[
            "mountain_forest", "plain_forest", "city_park", "wetland_park", "lakeside",
            "waterside", "village", "urban",
        ]
        | None
    ) = None  # fmt: skip
    exclude_from_indicator: bool = False
    waterfall: bool = False


class Properties(Record):
    """What every feature carries, and the fields that only some layers use."""

    name: Text
    kind: str
    district: DistrictId
    township: Slug | None = None
    summary: Text
    aliases: tuple[str, ...] = ()
    status: Status = "open"
    position: Position
    tags: tuple[Slug, ...] = ()
    activities: tuple[Activity, ...] = ()
    audience: tuple[Audience, ...] = ()
    seasons: tuple[Season, ...] = ()
    parent: Slug | None = None
    access: Text | None = None
    safety: Text | None = None
    note: Text | None = None
    #: Markdown; what the page tells beyond the summary
    description: Text | None = None
    photos: tuple[Photo, ...] = ()
    accessibility: Accessibility | None = None
    #: Where protected animals or cameras are: published on a coarse grid only
    sensitive: Literal["species", "camera"] | None = None
    #: viewpoints and products
    phenomenon: Phenomenon | None = None
    season_window: SeasonWindow | None = None
    best_hour: Text | None = None
    view_direction: Text | None = None
    #: peaks and villages, where known
    ele_m: float | None = None
    #: trails
    line: Literal["schematic", "recorded"] | None = None
    terrain: Literal["paved", "steps", "path", "ridge", "scramble"] | None = None
    waypoints: tuple[Waypoint, ...] = ()
    length_hint_m: Annotated[float, Field(gt=0)] | None = None
    #: stations
    station: StationProperties | None = None


class Place(Record):
    """A feature as the site uses it.

    ``coordinates`` are nested tuples as in GeoJSON: (lon, lat[, ele_m]), WGS 84.
    ``geometry_type`` is None when the feature has no position.
    """

    id: Slug
    layer: str
    geometry_type: (
        Literal["Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon"] | None
    )
    coordinates: tuple[object, ...] = ()
    properties: Properties

    @property
    def point(self) -> tuple[float, float] | None:
        """The (lon, lat) of a point feature, or None."""
        if self.geometry_type != "Point":
            return None
        lon, lat = self.coordinates[0], self.coordinates[1]
        assert isinstance(lon, float | int) and isinstance(lat, float | int)  # noqa: S101
        return float(lon), float(lat)


# --- content ---------------------------------------------------------------------------


class Stop(Record):
    """One stop of a themed route: a published place, or one that has no page yet."""

    place: Slug | None = None
    name: str | None = None
    day: Annotated[int, Field(ge=1, le=9)] = 1
    stay_min: Annotated[int, Field(ge=5, le=24 * 60)] | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Stop:
        if (self.place is None) == (self.name is None):
            raise ValueError("a stop has either 'place' (an id) or 'name' (a text)")
        return self


class RouteFront(Front):
    """A themed route."""

    district: tuple[DistrictId, ...]
    theme: Literal[
        "cycling", "study", "ancient_road", "villages", "temples", "red_heritage", "mine_culture",
        "geology", "wine_picking", "summer_cool", "family", "stars", "wetland", "snow",
    ]  # fmt: skip
    days: Annotated[int, Field(ge=1, le=9)] = 1
    mode: Literal["walk", "bike", "drive", "transit", "mixed"]
    seasons: tuple[Season, ...]
    activities: tuple[Activity, ...] = ()
    audience: tuple[Audience, ...] = ()
    stops: Annotated[tuple[Stop, ...], Field(min_length=2)]
    trails: tuple[Slug, ...] = ()


class FestivalFront(Front):
    """A festival, an event, or a series of events."""

    district: tuple[DistrictId, ...]
    kind: Literal[
        "festival", "competition", "walk", "ride", "run", "fair", "forum", "show", "promotion",
        "anniversary", "public_welfare",
    ]  # fmt: skip
    seasons: tuple[Season, ...] = ()
    series: str | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    usual: SeasonWindow | None = None
    place: Slug | None = None
    venue: str | None = None
    state: Literal["scheduled", "to_be_announced", "cancelled", "postponed", "past"] = (
        "to_be_announced"
    )
    activities: tuple[Activity, ...] = ()
    audience: tuple[Audience, ...] = ()
    organiser: str | None = None

    @property
    def is_dated(self) -> bool:
        """Whether a calendar can hold it: a day is set and announced."""
        return self.start is not None and self.state != "to_be_announced"

    @model_validator(mode="after")
    def _dates_are_sane(self) -> FestivalFront:
        if self.end is not None and (self.start is None or self.end < self.start):
            raise ValueError("end needs a start, and is not before it")
        if self.state == "scheduled" and self.start is None:
            raise ValueError("a scheduled event has a start")
        return self


class SeasonFront(Front):
    """One of the four seasons, with each district's own name for it."""

    season: Season
    start: MonthDay
    end: MonthDay
    names: dict[DistrictId, str]
    sport: str
    highlights: tuple[Slug, ...] = ()
    activities: tuple[Activity, ...] = ()


class TitleEvent(Record):
    """One step on a district's way to its title."""

    year: int
    text: str
    state: Literal["awarded", "reviewed", "applying", "planned"]


class DistrictFront(Front):
    """A district page."""

    district: DistrictId
    title_state: Literal["awarded", "applying"]
    timeline: Annotated[tuple[TitleEvent, ...], Field(min_length=1)]
    highlights: tuple[Slug, ...] = ()


class PageFront(Front):
    """A page of the site's own: what an oxygen bar is, privacy, data."""

    section: Literal["knowledge", "about"]


FRONTS: dict[str, type[Front]] = {
    "routes": RouteFront,
    "festivals": FestivalFront,
    "seasons": SeasonFront,
    "districts": DistrictFront,
    "pages": PageFront,
    "kiosks": KioskFront,
}


class Page(Record):
    """One content page in one language: its front matter and its Markdown source."""

    type: str
    id: Slug
    lang: Lang
    front: Front
    #: Blank lines at its beginning stay: problems are counted in lines from there.
    source: Annotated[str, StringConstraints(strip_whitespace=False)]
