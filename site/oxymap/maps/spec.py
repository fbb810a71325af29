"""What the interactive map is told: one JSON object beside the picture."""

from __future__ import annotations

import json
from collections.abc import Mapping

from oxymap.maps.models import MapFeature, MapSpec
from oxymap.maps.words import map_words

#: Decimals of coordinates in the JSON: 1 m.
DIGITS = 5
#: Folder of the pages of a layer's features, where it is not ``places``; None for no page.
PAGES: dict[str, str | None] = {"trails": "trails", "districts": "districts"}


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
    shown = {item.layer for item in spec.features}
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
    document = {
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
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _feature(item: MapFeature) -> dict[str, object]:
    """Return a feature without the members that say nothing."""
    members = {
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
    }
    return {name: value for name, value in members.items() if value not in (None, False, [])}


def _rounded(position: tuple[float, ...]) -> list[float]:
    return [round(position[0], DIGITS), round(position[1], DIGITS)]
