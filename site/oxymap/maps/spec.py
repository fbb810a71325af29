"""What the interactive map is told: one JSON object beside the picture."""

from __future__ import annotations

import json
from collections.abc import Mapping

from oxymap.maps.models import MapFeature, MapSpec, StationMark
from oxymap.maps.words import map_words

#: Decimals of coordinates in the JSON: 1 m.
DIGITS = 5
#: Folder of the pages of a layer's features, where it is not ``places``; None for no page.
PAGES: dict[str, str | None] = {"trails": "trails", "districts": "districts", "stations": "live"}


def spec_json(
    spec: MapSpec,
    base_url: str,
    layer_urls: Mapping[str, str],
    strings: Mapping[str, str],
) -> str:
    """Return the JSON for the map's ``<script type="application/json">``.

    The whole map gets the addresses of its layers, a detail map its features.  Layers
    that the picture shows are switched on at first.

    Parameters
    ----------
    spec : the same as for the picture.
    base_url : what stands before the paths of this language's pages, such as ``/en``.
    layer_urls : address of each layer's GeoJSON by layer, in the order of the switches;
        ``base`` is that of `basemap.base_layers_json`'s text.
    strings : texts in place of, or beside, those of `words.map_words`; ``layer.<id>``
        names a layer, ``attribution`` and ``approval`` stand at the map's lower left.

    Returns
    -------
    Text without ``<``, safe inside a script element.
    """
    full = spec.kind == "full"
    shown = {*spec.switched_on, *(item.layer for item in spec.features)}
    layers = [
        {
            "id": layer,
            "label": strings.get(f"layer.{layer}", layer),
            "url": url,
            "page": f"{base_url}/{PAGES.get(layer, 'places')}/{{id}}",
            "shown": layer in shown,
        }
        for layer, url in layer_urls.items()
        if full and layer != "base"
    ]
    document: dict[str, object] = {
        "id": spec.id,
        "kind": spec.kind,
        "lang": spec.lang,
        "bbox": [round(value, DIGITS) for value in spec.bbox],
        "size": list(spec.size),
        "label": spec.label,
        "base": layer_urls.get("base"),
        "layers": layers,
        "features": [] if full else [_feature(item) for item in spec.features],
        "strings": {**map_words(spec.lang), **strings},
    }
    if spec.live is not None:
        document["live"] = {
            "words": dict(spec.live.words),
            "units": dict(spec.live.units),
            "rendered": spec.live.rendered,
        }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _feature(item: MapFeature) -> dict[str, object]:
    """Return a feature without the members that say nothing."""
    members: dict[str, object] = {
        "id": item.id,
        "layer": item.layer,
        "name": item.name,
        "url": item.url,
        "point": _rounded(item.point) if item.point else None,
        "lines": [[_rounded(position) for position in line] for line in item.lines],
        "approximate": item.approximate,
        "emphasis": item.emphasis,
        "number": item.number,
        "schematic": item.schematic,
        "station": _station(item.station) if item.station else None,
    }
    return _telling(members)


def _station(mark: StationMark) -> dict[str, object]:
    good = mark.last_good
    return _telling(
        {
            "state": mark.state,
            "unit": mark.unit,
            "interval_s": mark.interval_s,
            "value": mark.value.text if mark.value else None,
            "time": mark.value.time if mark.value else None,
            "good_value": good.text if good else None,
            "good_time": good.time if good else None,
            "demo": mark.demo,
            "suffix": mark.suffix or None,
        }
    )


def _telling(members: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in members.items() if value not in (None, False, [])}


def _rounded(position: tuple[float, ...]) -> list[float]:
    return [round(position[0], DIGITS), round(position[1], DIGITS)]
