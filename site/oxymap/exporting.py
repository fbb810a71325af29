"""Write the published state, overlay and all, as files that can be committed."""

from __future__ import annotations

from pathlib import Path

from oxymap.catalogue.loader import read_sources
from oxymap.catalogue.models import Place
from oxymap.config import Settings
from oxymap.errors import InvalidDataError
from oxymap.geo.geojson import dump_collection


def export_state(settings: Settings, folder: Path) -> int:
    """Write ``geodata/`` and ``content/`` below a folder and return the number of files.

    Raises
    ------
    InvalidDataError : a file cannot be read, so the export would lose something.
    """
    layers, content = read_sources(settings)
    problems = [*layers.problems, *content.problems]
    if problems:
        raise InvalidDataError(problems)
    by_layer: dict[str, list[Place]] = {}
    for item in layers.features:
        by_layer.setdefault(item.place.layer, []).append(item.place)
    for layer, places in by_layer.items():
        _write(folder / "geodata" / f"{layer}.geojson", dump_collection(feature(p) for p in places))
    for page in content.pages:
        text = page.file.read_text(encoding="utf-8")
        _write(folder / "content" / page.page.type / page.file.name, text)
    return len(by_layer) + len(content.pages)


def feature(place: Place) -> dict[str, object]:
    """Return a feature as it stands in a file: only the properties that say something."""
    geometry = None
    if place.geometry_type is not None:
        geometry = {"type": place.geometry_type, "coordinates": place.coordinates}
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": geometry,
        "properties": place.properties.model_dump(mode="json", exclude_unset=True),
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
