"""What a map of the studio shows, as data: lines, points, remarks, and the list beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from oxymap.maps.words import map_words
from oxymap.pages.edition import Edition
from oxymap.pages.page_maps import REGION, attribution, layer_urls, map_strings
from oxymap.studio.drawing import DRAWING_SCRIPT, DRAWING_STYLE
from oxymap.web.i18n import Localizer
from oxymap.wording import N_

DrawnRole = Literal["current", "before", "after", "candidate", "context"]
PinKind = Literal["error", "warning", "note", "comment", "place"]
#: How many candidates differ in dashes and colour; more share the last look.
CANDIDATES = 4
ROLE_LABELS: dict[str, str] = {
    "current": N_("This draft"),
    "before": N_("Before"),
    "after": N_("After"),
    "candidate": N_("Proposal"),
    "context": N_("For comparison"),
}
PIN_LABELS: dict[str, str] = {
    "error": N_("Has to be mended"),
    "warning": N_("To be looked at"),
    "note": N_("For information"),
    "comment": N_("Remark"),
    "place": N_("Place"),
}
#: Published layers that lie faintly under what the map is about.
CONTEXT_LAYERS = ("trails", "villages", "viewpoints", "scenic", "zones")
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
           "MultiPolygon": 3}  # fmt: skip
_DIGITS = 6
STRINGS: dict[str, str] = {
    "map_failed": N_("The map could not be loaded. The list below tells the same."),
    "picked": N_("Taken over: %(lon)s, %(lat)s."),
}


@dataclass(frozen=True)
class Drawn:
    """A geometry on the map.

    Parameters
    ----------
    role : decides colour and dashes; candidates differ among each other.
    geometry : GeoJSON, WGS 84; None draws nothing but stays in the list.
    label : in the page's language.
    key : what ``data-map-show`` elements and events name it by; ``""`` gives it a number.
    """

    role: DrawnRole
    geometry: Mapping[str, object] | None
    label: str
    key: str = ""


@dataclass(frozen=True)
class Pin:
    """A point with something to say.

    Parameters
    ----------
    lon, lat : degrees, WGS 84.
    label : in the page's language; it is the popup's text and the list's.
    severity : a check's, or ``comment`` or ``place``.
    number : stands in the pin and before the list's line; None for the severity's sign.
    key : see `Drawn`; ``url`` makes the popup and the list link.
    """

    lon: float
    lat: float
    label: str
    severity: PinKind = "place"
    number: int | None = None
    key: str = ""
    url: str | None = None


@dataclass(frozen=True)
class MapSpec:
    """A map of the studio.

    Parameters
    ----------
    id : stable within the page.
    label : what it shows, for people who do not see it.
    pick : a click (or Enter, for the middle) names a point: ``studio-map:pick``.
    context : published trails and places lie faintly under it.
    tool : a line is drawn: the drawing tool comes along where it is installed, and one finger
        moves the map and not the page.
    """

    id: str
    label: str
    drawn: Sequence[Drawn] = ()
    pins: Sequence[Pin] = ()
    pick: bool = False
    context: bool = True
    tool: bool = False


@dataclass(frozen=True)
class MapRow:
    """A line of the list that says the same as the map.

    Parameters
    ----------
    sign : class part of the sign before it: ``current``, ``candidate-1``, ``error``, …
    kind : what the sign means, in the page's language.
    """

    key: str
    sign: str
    kind: str
    label: str
    where: str = ""
    number: int | None = None
    url: str | None = None


@dataclass(frozen=True)
class StudioMap:
    """A map ready for ``templates/studio/studio_map.html``."""

    id: str
    label: str
    json: str
    rows: tuple[MapRow, ...]
    attribution: str
    pick: bool


def studio_map(edition: Edition, spec: MapSpec) -> StudioMap:
    """Return a map for the macro ``studio_map(map)``.

    Parameters
    ----------
    edition : ``desk().site.edition(lang)``.
    """
    rows = (*_drawn_rows(edition.texts, spec.drawn), *_pin_rows(edition.texts, spec.pins))
    return StudioMap(
        id=spec.id,
        label=spec.label,
        json=map_json(edition, spec),
        rows=rows,
        attribution=attribution(edition),
        pick=spec.pick,
    )


def map_json(edition: Edition, spec: MapSpec) -> str:
    """Return the JSON that ``studio-map.js`` reads, safe inside a script element."""
    urls, texts = layer_urls(edition), edition.texts
    document = {
        "id": spec.id,
        "lang": edition.lang,
        "label": spec.label,
        "region": REGION,
        "base": urls["base"],
        "vendor": {
            "script": edition.assets.url("vendor/leaflet.js"),
            "style": edition.assets.url("vendor/leaflet.css"),
        },
        "script": edition.map_scripts.get("detail"),
        # Our own base map can be enlarged at will; tiles cannot.
        "own": edition.settings.basemap == "own",
        "kind": "detail",
        "pick": spec.pick,
        "free": spec.tool,
        "tool": _tool(edition) if spec.tool else None,
        "context": [urls[layer] for layer in CONTEXT_LAYERS] if spec.context else [],
        "drawn": _drawn_json(spec.drawn),
        "pins": _pins_json(spec.pins),
        "strings": {
            **map_words(edition.lang),
            **map_strings(edition),
            **{name: texts.text(text, lon="{lon}", lat="{lat}") for name, text in STRINGS.items()},
        },
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028")


def _drawn_json(drawn: Sequence[Drawn]) -> list[dict[str, object]]:
    return [
        {"key": key, "sign": sign, "label": item.label, "geometry": _rounded(item.geometry)}
        for item, key, sign in keyed(drawn)
    ]


def _pins_json(pins: Sequence[Pin]) -> list[dict[str, object]]:
    return [
        {
            "key": pin.key or f"pin-{number}",
            "lon": round(pin.lon, _DIGITS),
            "lat": round(pin.lat, _DIGITS),
            "kind": pin.severity,
            "label": pin.label,
            "number": pin.number,
            "url": pin.url,
        }
        for number, pin in enumerate(pins, start=1)
    ]


def has_drawing_tool(edition: Edition) -> bool:
    """Tell whether the drawing tool is installed."""
    return DRAWING_SCRIPT in edition.assets.files


def _tool(edition: Edition) -> dict[str, str] | None:
    if not has_drawing_tool(edition):
        return None
    assets = edition.assets
    return {"script": assets.url(DRAWING_SCRIPT), "style": assets.url(DRAWING_STYLE)}


def keyed(drawn: Sequence[Drawn]) -> Iterator[tuple[Drawn, str, str]]:
    """Yield each geometry with its key and its sign; candidates are numbered by themselves."""
    candidates = 0
    for number, item in enumerate(drawn, start=1):
        sign: str = item.role
        if item.role == "candidate":
            candidates += 1
            sign = f"candidate-{min(candidates, CANDIDATES)}"
        yield item, item.key or f"drawn-{number}", sign


def positions(geometry: Mapping[str, object] | None) -> list[tuple[float, ...]]:
    """Return every position of a geometry, parts one after the other."""
    if not geometry:
        return []
    found: list[tuple[float, ...]] = []
    _collect(geometry.get("coordinates"), _DEPTHS.get(str(geometry.get("type")), 0), found)
    return found


def _collect(coordinates: object, depth: int, found: list[tuple[float, ...]]) -> None:
    if not isinstance(coordinates, (list, tuple)):
        return
    if depth == 0:
        found.append(tuple(float(number) for number in coordinates))
        return
    for part in coordinates:
        _collect(part, depth - 1, found)


def _rounded(geometry: Mapping[str, object] | None) -> dict[str, object] | None:
    """Return a geometry as short as the map can use it: heights stay out."""
    if not geometry:
        return None
    depth = _DEPTHS.get(str(geometry.get("type")))
    if depth is None:
        return None
    return {"type": geometry["type"], "coordinates": _short(geometry.get("coordinates"), depth)}


def _short(coordinates: object, depth: int) -> object:
    if not isinstance(coordinates, (list, tuple)):
        return []
    if depth == 0:
        return [round(float(number), _DIGITS) for number in coordinates[:2]]
    return [_short(part, depth - 1) for part in coordinates]


def _drawn_rows(texts: Localizer, drawn: Sequence[Drawn]) -> Iterator[MapRow]:
    for item, key, sign in keyed(drawn):
        found = positions(item.geometry)
        where = ""
        if len(found) == 1:
            where = place_text(found[0][0], found[0][1])
        elif found:
            where = f"{place_text(*found[0][:2])} → {place_text(*found[-1][:2])}"
        kind = texts.text(ROLE_LABELS[item.role])
        yield MapRow(key=key, sign=sign, kind=kind, label=item.label, where=where)


def _pin_rows(texts: Localizer, pins: Sequence[Pin]) -> Iterator[MapRow]:
    for number, pin in enumerate(pins, start=1):
        yield MapRow(
            key=pin.key or f"pin-{number}",
            sign=pin.severity,
            kind=texts.text(PIN_LABELS[pin.severity]),
            label=pin.label,
            where=place_text(pin.lon, pin.lat),
            number=pin.number,
            url=pin.url,
        )


def place_text(lon: float, lat: float) -> str:
    """Return a position as the fields take it: ``115.63812, 39.99701``."""
    return f"{lon:.5f}, {lat:.5f}"
