"""Compose the interactive maps with folium, as scripts that need nothing from outside.

folium gives the frame (a map and its elements, rendered in order); its page, its
libraries and its addresses are left out.  What the map consists of are elements of
ours: each renders to one call of a function in ``static/js/map/`` with its options.
Only this module imports folium, and only set-up imports this module.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Literal, get_args

import folium
from branca.element import Figure, MacroElement
from jinja2 import Template

from oxymap.errors import SettingsError

Kind = Literal["full", "detail", "kiosk"]
#: Leaflet's options that do not depend on the page.
MAP_OPTIONS: dict[str, object] = {
    "attributionControl": False,
    "keyboardPanDelta": 80,
    "maxBoundsViscosity": 0.8,
    "maxZoom": 16,
    "minZoom": 7,
    "tapTolerance": 18,
    "zoomControl": False,
    "zoomSnap": 0,
}
_TIANDITU = (
    "https://t{s}.tianditu.gov.cn/%(layer)s_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=%(layer)s&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=%(key)s"
)
#: Names that WMTS gives to what Leaflet calls z, y and x.
_WMTS_NAMES = {"{TileMatrix}": "{z}", "{TileRow}": "{y}", "{TileCol}": "{x}"}


class LeanMap(folium.Map):
    """A folium map without folium's libraries, page and random names."""

    # Lists of its own: folium's are shared by every map of the process.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads it from the class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.map(element, oxymap.options(spec, {{ this.json }}));"
        "{% endmacro %}"
    )

    def __init__(self, kind: str, options: Mapping[str, object]) -> None:
        super().__init__(location=[40.2, 116.0], tiles=None, zoom_control=False)
        self._id = kind
        self.json = _json(options)


class Call(MacroElement):
    """An element of ours: one call of ``oxymap.<function>(map, options, spec)``."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "oxymap.{{ this.function }}({{ this._parent.get_name() }}, {{ this.json }}, spec);"
        "{% endmacro %}"
    )

    def __init__(self, function: str, **options: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "Call", function
        self.function, self.json = function, _json(options)


def compose_script(kind: str, base_map: Mapping[str, object] | None = None) -> str:
    """Return the script that makes one kind of map.

    The script defines ``oxymap.composed[kind]``, a function of (element, spec) that
    returns the Leaflet map; ``static/js/modules/map.js`` calls it.

    Parameters
    ----------
    kind : ``full``, ``detail`` or ``kiosk``.
    base_map : the operator's choice: ``provider`` (``own``, ``tianditu``, ``xyz``,
        ``wmts``, ``pmtiles``), ``url``, ``key``, ``attribution``, ``max_zoom``,
        ``approval`` (审图号).  None means our own base map.

    Returns
    -------
    The same bytes for the same arguments; without any address for provider ``own``.

    Raises
    ------
    SettingsError : the kind or provider is unknown, a key or address is missing, or
        PMTiles was chosen.
    """
    if kind not in get_args(Kind):
        raise SettingsError(f"There is no map of kind {kind!r}.", kind)
    choice = dict(base_map or {"provider": "own"})
    if kind == "kiosk":
        # A screen asks nobody else for anything, and has no tiles when the network is gone.
        choice = {"provider": "own"}
    made = LeanMap(kind, {**MAP_OPTIONS, **_zoom_limit(choice)})
    last = () if kind == "kiosk" else (_attribution(choice),)
    for element in (*_base(choice), *_contents(kind), *last):
        made.add_child(element)
    figure = made.get_root()
    assert isinstance(figure, Figure)  # noqa: S101 - folium.Map makes one
    figure.render()
    lines = [line.strip() for line in figure.script.render().splitlines() if line.strip()]
    body = "\n  ".join([*lines, f"return {made.get_name()};"])
    return f"oxymap.composed.{kind} = function (element, spec) {{\n  {body}\n}};\n"


def _contents(kind: str) -> list[Call]:
    """Return the elements that differ between the kinds, in drawing order."""
    if kind == "full":
        return [
            Call("layers", crowd=31),
            Call(
                "controls",
                position="topleft",
                layers=True,
                locate=True,
                fullscreen=True,
                home=True,
            ),
            Call("address", delay_ms=300),
        ]
    if kind == "kiosk":
        return [Call("kiosk", crowd=30)]
    return [
        Call("features", crowd=26),
        Call(
            "controls",
            position="topright",
            layers=False,
            locate=False,
            fullscreen=True,
            home=True,
        ),
        Call("gestures", hint_ms=1400),
    ]


def _base(choice: Mapping[str, object]) -> list[MacroElement]:
    """Return the base map: drawn by us, or tiles with the district borders over them.

    Raises
    ------
    SettingsError : see `compose_script`.
    """
    provider = choice.get("provider", "own")
    if provider == "own":
        return [Call("base", relief=True)]
    if provider == "pmtiles":
        raise SettingsError(
            "basemap = pmtiles needs pmtiles.js and protomaps-leaflet.js, which are not "
            "shipped; docs/settings.md says how to add them.",
            provider,
        )
    if provider == "tianditu":
        if not choice.get("key"):
            raise SettingsError("basemap = tianditu needs tianditu_key.")
        urls = [_TIANDITU % {"layer": layer, "key": choice["key"]} for layer in ("vec", "cva")]
        tiles = [_tiles(url, choice, str(n), subdomains="01234567") for n, url in enumerate(urls)]
        return [*tiles, Call("base", relief=False)]
    if provider in {"xyz", "wmts"}:
        return [_tiles(_template(choice), choice, "0"), Call("base", relief=False)]
    raise SettingsError(f"basemap = {provider} is unknown.", provider)


def _template(choice: Mapping[str, object]) -> str:
    url = str(choice.get("url") or "")
    for name, letter in _WMTS_NAMES.items():
        url = url.replace(name, letter)
    if not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise SettingsError("basemap_url needs {z}, {x} and {y}.", url)
    return url


def _tiles(
    url: str, choice: Mapping[str, object], number: str, subdomains: str = "abc"
) -> folium.TileLayer:
    layer = folium.TileLayer(
        tiles=url,
        attr=str(choice.get("attribution") or _provider_name(choice)),
        max_zoom=_max_zoom(choice),
        name=f"base {number}",
        subdomains=subdomains,
    )
    layer._id = number
    return layer


def _provider_name(choice: Mapping[str, object]) -> str:
    return "天地图 tianditu.gov.cn" if choice.get("provider") == "tianditu" else "–"


def _zoom_limit(choice: Mapping[str, object]) -> dict[str, object]:
    """Return Leaflet's zoom limit: our own sketch says nothing new beyond 16."""
    if choice.get("provider", "own") == "own":
        return {}
    return {"maxZoom": _max_zoom(choice)}


def _max_zoom(choice: Mapping[str, object]) -> int:
    return int(str(choice.get("max_zoom") or 18))


def _attribution(choice: Mapping[str, object]) -> Call:
    own = choice.get("provider", "own") == "own"
    texts = [
        "" if own else str(choice.get("attribution") or _provider_name(choice)),
        str(choice.get("approval") or ""),
    ]
    return Call("attribution", position="bottomleft", texts=[text for text in texts if text])


def _json(options: Mapping[str, object]) -> str:
    return json.dumps(options, ensure_ascii=False, sort_keys=True)
