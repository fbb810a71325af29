"""Write the published state, overlay and all, as files that can be committed."""

from __future__ import annotations

from pathlib import Path

from oxymap.catalogue.loader import merged, read_shipped
from oxymap.catalogue.models import Page, Place
from oxymap.catalogue.photos import photos_of
from oxymap.config import Settings
from oxymap.db.database import Database
from oxymap.errors import InvalidDataError
from oxymap.geo.geojson import dump_collection
from oxymap.media.service import Photos
from oxymap.publishing.documents import join_page
from oxymap.publishing.overlay import overlay_source
from oxymap.publishing.shipped import feature_json


def export_state(settings: Settings, folder: Path) -> int:
    """Write ``geodata/`` and ``content/`` below a folder and return the number of files.

    What has been taken back is left out; mentions of it stay out as well.

    Raises
    ------
    InvalidDataError : something cannot be read, so the export would lose it.
    """
    overlay = overlay_source(settings).read()
    sources = merged(read_shipped(settings), overlay)
    problems = [*sources.layers.problems, *sources.content.problems]
    if problems:
        raise InvalidDataError(problems)
    by_layer: dict[str, list[Place]] = {}
    for item in sources.layers.features:
        by_layer.setdefault(item.place.layer, []).append(item.place)
    for layer, places in by_layer.items():
        text = dump_collection(feature_json(place) for place in places)
        _write(folder / "geodata" / f"{layer}.geojson", text)
    for page in sources.content.pages:
        _write(folder / "content" / page.page.type / page.name, page.text or _text(page.page))
    places = [item.place for item in sources.layers.features]
    used = photos_of(places, [page.page for page in sources.content.pages])
    if used:
        Photos(Database(settings).engine, settings).export_photos(
            list(used.values()), folder / "content" / "photos"
        )
    return len(by_layer) + len(sources.content.pages) + len(used)


def _text(page: Page) -> str:
    """Return the file of a page that was mended: its mentions of what is gone are taken out."""
    return join_page(page.front.model_dump(mode="json", exclude_unset=True), page.source)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
