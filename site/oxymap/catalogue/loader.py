"""Load the published state: shipped files, and the overlay of the data folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from oxymap.catalogue import checks, positions
from oxymap.catalogue.content import ContentFiles, PageFile, read_content
from oxymap.catalogue.geodata import LayerFiles, PlacedFile, read_layers
from oxymap.catalogue.models import LAYERS
from oxymap.catalogue.snapshot import Catalogue, Geometry
from oxymap.config import Settings
from oxymap.errors import InvalidDataError, Problem
from oxymap.geo.boundaries import read_boundaries


def load_catalogue(settings: Settings) -> Catalogue:
    """Read, check and join everything that is published.

    An entry of the overlay (``<data>/overlay``) replaces the shipped one of its id.

    Raises
    ------
    InvalidDataError : with every problem found, each with file, line and field.
    """
    layers, content = read_sources(settings)
    boundaries = read_boundaries(settings.boundaries_file)
    problems = find_problems(layers, content, boundaries)
    if problems:
        raise InvalidDataError(problems)
    return Catalogue(
        version=_version(layers.features, content.pages, boundaries),
        places=MappingProxyType({item.place.id: item.place for item in layers.features}),
        pages=MappingProxyType(
            {(p.page.type, p.page.id, p.page.lang): p.page for p in content.pages}
        ),
        boundaries=MappingProxyType(boundaries),
    )


def find_problems(
    layers: LayerFiles, content: ContentFiles, boundaries: dict[str, Geometry]
) -> list[Problem]:
    """Return what is wrong in the files and between them."""
    return [
        *layers.problems,
        *content.problems,
        *checks.check_all(layers.features, content.pages),
        *positions.check_positions(layers.features, boundaries),
    ]


def read_sources(settings: Settings) -> tuple[LayerFiles, ContentFiles]:
    """Read shipped files and overlay; the overlay's entries win."""
    overlay = overlay_folder(settings)
    shipped, above = read_layers(settings.geodata), read_layers(overlay / "geodata")
    pages, pages_above = read_content(settings.content), read_content(overlay / "content")
    return (
        LayerFiles(_features(shipped, above), shipped.problems + above.problems),
        ContentFiles(_pages(pages, pages_above), pages.problems + pages_above.problems),
    )


def overlay_folder(settings: Settings) -> Path:
    """Return the folder whose files lie over the shipped ones."""
    return settings.data / "overlay"


def source_files(settings: Settings) -> list[Path]:
    """Return every file that the catalogue depends on, in a stable order."""
    overlay = overlay_folder(settings)
    folders = [settings.geodata, settings.content, overlay / "geodata", overlay / "content"]
    files = [f for folder in folders for f in folder.rglob("*") if f.suffix in {".geojson", ".md"}]
    return sorted([*files, *([settings.boundaries_file] if settings.boundaries_file else [])])


def _features(shipped: LayerFiles, above: LayerFiles) -> tuple[PlacedFile, ...]:
    replaced = {item.place.id for item in above.features}
    kept = [item for item in shipped.features if item.place.id not in replaced]
    # Layer by layer, as the files of an export would be read: the same state, the same version.
    return tuple(sorted((*kept, *above.features), key=lambda item: LAYERS.index(item.place.layer)))


def _pages(shipped: ContentFiles, above: ContentFiles) -> tuple[PageFile, ...]:
    replaced = {(p.page.type, p.page.id, p.page.lang) for p in above.pages}
    kept = [p for p in shipped.pages if (p.page.type, p.page.id, p.page.lang) not in replaced]
    return tuple(sorted((*kept, *above.pages), key=lambda p: (p.page.type, p.file.name)))


def _version(
    features: Iterable[PlacedFile],
    pages: Iterable[PageFile],
    boundaries: Mapping[str, Geometry],
) -> str:
    digest = hashlib.sha256(json.dumps(boundaries, sort_keys=True).encode())
    for item in features:
        digest.update(item.place.model_dump_json().encode())
    for page in pages:
        front = json.dumps(page.page.front.model_dump(mode="json"), ensure_ascii=False)
        digest.update(f"{page.page.type}/{page.page.id}.{page.page.lang}{front}".encode())
        digest.update(page.page.source.encode())
    return digest.hexdigest()[:16]
