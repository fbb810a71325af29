"""A map as data, before anything draws it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Bbox = tuple[float, float, float, float]
Line = tuple[tuple[float, float], ...]


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


@dataclass(frozen=True)
class MapSpec:
    """A named set of features and a start view.

    Parameters
    ----------
    id : stable within the page; element ids derive from it.
    kind : ``full`` shows every layer with its switches, ``detail`` the given features.
    bbox : west, south, east, north in degrees, WGS 84.
    size : width and height of the drawn picture in CSS pixels.
    label : what the map shows, for people who do not see it.
    map_url : the page of the whole map, where crowded points lead to, or None.
    """

    id: str
    kind: Literal["full", "detail"]
    lang: str
    bbox: Bbox
    size: tuple[int, int]
    label: str
    features: tuple[MapFeature, ...] = field(default=())
    map_url: str | None = None


@dataclass(frozen=True)
class MapView:
    """A map ready for a template: the inline picture and the script's JSON."""

    id: str
    kind: Literal["full", "detail"]
    label: str
    picture: str
    spec_json: str
    script: str | None
    attribution: str
    schematic: bool
