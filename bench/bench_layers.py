"""A whole layer of 1,000 points: pygeoapi's items against ours, same features.

Shows what keeping a layer's bytes saves against making them for every request.  The
shipped villages are filled up with made-up ones in a temporary overlay.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import measuring as m

from oxymap.config import ROOT

POINTS = 1_000
ROUNDS = 5
LAYER = "/layers/villages.geojson"
ITEMS = f"/collections/villages/items?f=json&limit={POINTS}"
PACKAGES = ("pygeoapi==0.21.0", "gunicorn", "setuptools<81")
#: pygeoapi's own defaults (no compression), without what the measurement does not ask.
CONFIGURATION = """
server:
  {{bind: {{host: 127.0.0.1, port: 1}}, url: 'http://127.0.0.1', mimetype: application/json,
  encoding: utf-8, gzip: false, languages: [en-US], pretty_print: false,
  limits: {{default_items: 10, max_items: {points}}}, map: {{url: x, attribution: x}}}}
logging: {{level: ERROR}}
metadata:
  identification: {{title: x, description: x, keywords: [x], keywords_type: theme,
    terms_of_service: x, url: x}}
  license: {{name: x, url: x}}
  provider: {{name: x, url: x}}
  contact: {{name: x}}
resources:
  villages:
    {{type: collection, title: x, description: x, keywords: [x], links: [],
    extents: {{spatial: {{bbox: [-180, -90, 180, 90]}}}},
    providers: [{{type: feature, name: GeoJSON, data: {file}, id_field: id}}]}}
"""


def main(folder: Path) -> None:
    _fill_up(folder / "data" / "overlay" / "geodata")
    with m.our_server(folder / "data", pinned=True) as ours:
        body, packed = m.get(ours, LAYER)[1], m.get(ours, LAYER, m.GZIP)[1]
        count = len(json.loads(body)["features"])
        print(f"  {count} features, {len(body):,} bytes, gzip {len(packed):,}")
        (folder / "villages.geojson").write_bytes(body)
        command, environment, port = _pygeoapi(folder)
        with m.started(
            command, port, "/collections?f=json", pinned=True, **environment
        ) as pygeoapi:
            if len(json.loads(m.get(pygeoapi, ITEMS)[1])["features"]) != count:
                raise m.CannotMeasureError("pygeoapi does not return every feature")
            cases = {
                "pygeoapi, gunicorn gthread": lambda: m.ask(pygeoapi, ITEMS, m.GZIP, 20),
                "ours, client takes gzip": lambda: m.ask(ours, LAYER, m.GZIP, 2000),
                "ours, client takes nothing": lambda: m.ask(ours, LAYER, {}, 1000),
            }
            theirs, gzip, plain = m.alternate(cases, ROUNDS, "µs CPU").values()
    m.ratio("pygeoapi / ours, same request headers", theirs, gzip, "≥ 100, aim 200")
    m.ratio("pygeoapi / ours, same bytes (not compressed)", theirs, plain, "none")


def _fill_up(folder: Path) -> None:
    """Write so many made-up villages near shipped ones that the layer has `POINTS`."""
    file = ROOT / "geodata" / "villages.geojson"
    shipped = json.loads(file.read_text(encoding="utf-8"))["features"]
    models = [item for item in shipped if item["geometry"]]
    chance = random.Random(1)  # noqa: S311 -- the same points in every run
    made = []
    for number in range(POINTS - len(shipped)):
        model = models[number % len(models)]
        lon, lat = (v + chance.uniform(-0.008, 0.008) for v in model["geometry"]["coordinates"])
        feature = {**model, "id": f"test-village-{number}", "properties": {**model["properties"]}}
        feature["geometry"] = {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
        feature["properties"]["name"] = {"zh": f"测试村{number}", "en": f"Test Village {number}"}
        made.append(feature)
    folder.mkdir(parents=True)
    text = json.dumps({"type": "FeatureCollection", "features": made}, indent=1)
    (folder / file.name).write_text(text, encoding="utf-8")


def _pygeoapi(folder: Path) -> tuple[list[str], dict[str, str], int]:
    """Return how to start pygeoapi with one worker of four threads."""
    python, port = m.python_tool("pygeoapi", *PACKAGES), m.free_port()
    config, openapi = folder / "pygeoapi.yml", folder / "openapi.yml"
    text = CONFIGURATION.format(points=POINTS, file=folder / "villages.geojson")
    config.write_text(text, encoding="utf-8")
    openapi.write_text("{openapi: 3.0.2, info: {title: x, version: x}, paths: {}}", "utf-8")
    command = [str(python), "-m", "gunicorn", "-k", "gthread", "--threads", "4"]
    environment = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
    command += ["-b", f"{m.HOST}:{port}", "pygeoapi.flask_app:APP"]
    return command, {**environment, "PYTHONPATH": ""}, port


if __name__ == "__main__":
    m.run(main)
