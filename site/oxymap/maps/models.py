"""A map as data, before anything draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Bbox = tuple[float, float, float, float]
Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Measured:
    """A value on a map, in the page's language.

    Parameters
    ----------
    text : the number as written, without its unit.
    time : end of its period, seconds UTC.
    moment : the same time for people, with the day: a picture does not age.
    """

    text: str
    time: int
    moment: str


@dataclass(frozen=True)
class StationMark:
    """What a map says of a station, in the page's language.

    Parameters
    ----------
    state : one of `oxymap.stations.models.State`; label is its name.
    value : the present value, or None when none is recent enough to stand as present.
    last_good : the last accepted value, however old.
    suffix : a short unit that stands in the label where it is not about ions.
    """

    state: str
    label: str
    unit: str
    interval_s: int
    value: Measured | None = None
    last_good: Measured | None = None
    demo: bool = False
    suffix: str = ""


@dataclass(frozen=True)
class MapFeature:
    """One thing on a map, in the page's language.

    Parameters
    ----------
    id, layer, kind : as published.
    name : the label.
    url : the address of its page, or None.
    point : (lon, lat), WGS 84, or None for a line.
    lines : (lon, lat) vertices of each part of a line, WGS 84.
    approximate : the position is worse than 500 m: draw it blurred.
    emphasis : the feature that the page is about.
    number : position in an ordered list of stops, or None.
    schematic : the line is a sketch through known points: draw it dashed.
    station : how a station is now; it is then drawn with its value instead of a pin.
    """

    id: str
    layer: str
    kind: str
    name: str
    url: str | None
    point: tuple[float, float] | None = None
    lines: tuple[Line, ...] = ()
    approximate: bool = False
    emphasis: bool = False
    number: int | None = None
    schematic: bool = False
    station: StationMark | None = None


@dataclass(frozen=True)
class LiveWords:
    """What the interactive map needs to keep stations up to date.

    Parameters
    ----------
    words : the same as the page's script has for its lists, limits of states included.
    units : how people write the UCUM symbols.
    rendered : when the page was made, seconds UTC.
    """

    words: Mapping[str, object]
    units: Mapping[str, str]
    rendered: int = 0


@dataclass(frozen=True)
class MapSpec:
    """A named set of features and a start view.

    Parameters
    ----------
    id : stable within the page; element ids derive from it.
    kind : ``full`` shows every layer with its switches, ``detail`` the given features,
        ``kiosk`` the same under fingers; it has no picture of its own.
    bbox : west, south, east, north in degrees, WGS 84.
    size : width and height of the drawn picture in CSS pixels.
    label : what the map shows, for people who do not see it.
    map_url : the page of the whole map, where crowded points lead to, or None.
    live : None where no station is shown.
    switched_on : layers that the interactive map shows at first beside those of `features`.
    """

    id: str
    kind: Literal["full", "detail", "kiosk"]
    lang: str
    bbox: Bbox
    size: tuple[int, int]
    label: str
    features: tuple[MapFeature, ...] = field(default=())
    map_url: str | None = None
    live: LiveWords | None = None
    switched_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapView:
    """A map ready for a template: the inline picture and the script's JSON."""

    id: str
    kind: Literal["full", "detail", "kiosk"]
    label: str
    picture: str
    spec_json: str
    script: str | None
    attribution: str
    schematic: bool
