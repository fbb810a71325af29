"""Load the published state: shipped files, and what planners have published over them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from oxymap.catalogue import checks, positions
from oxymap.catalogue.coarse import without_exact_places
from oxymap.catalogue.content import ContentFiles, PageFile, read_content
from oxymap.catalogue.geodata import LayerFiles, PlacedFile, read_layers
from oxymap.catalogue.gone import without_gone
from oxymap.catalogue.models import LAYERS
from oxymap.catalogue.overlay import Overlay, lay_features, lay_pages
from oxymap.catalogue.snapshot import Catalogue, Geometry
from oxymap.config import Settings
from oxymap.errors import InvalidDataError, Problem
from oxymap.geo.boundaries import read_boundaries

NOTHING = Overlay()


@dataclass(frozen=True)
class Sources:
    """What was read: features, pages, the districts' outlines (WGS 84)."""

    layers: LayerFiles
    content: ContentFiles
    boundaries: Mapping[str, Geometry]


def load_catalogue(settings: Settings, overlay: Overlay = NOTHING) -> Catalogue:
    """Read, check and join everything that is published.

    Parameters
    ----------
    overlay : what planners have published; an entry replaces the shipped object of its id.

    Raises
    ------
    InvalidDataError : with every problem found, each with file, line and field.
    """
    return make_catalogue(read_shipped(settings), overlay)


def read_shipped(settings: Settings) -> Sources:
    """Read the shipped files."""
    return Sources(
        read_layers(settings.geodata),
        read_content(settings.content),
        read_boundaries(settings.boundaries_file),
    )


def make_catalogue(shipped: Sources, overlay: Overlay) -> Catalogue:
    """Lay an overlay over the shipped files, check all of it, and return the published state.

    Raises
    ------
    InvalidDataError : with every problem found, each with file, line and field.
    """
    sources = merged(shipped, overlay)
    problems = find_problems(sources)
    if problems:
        raise InvalidDataError(problems)
    features, pages = sources.layers.features, sources.content.pages
    return Catalogue(
        version=_version(features, pages, shipped.boundaries, overlay.gone),
        places=MappingProxyType({item.place.id: item.place for item in features}),
        pages=MappingProxyType({(p.page.type, p.page.id, p.page.lang): p.page for p in pages}),
        boundaries=MappingProxyType(dict(shipped.boundaries)),
        gone=frozenset(overlay.gone),
    )


def make_safely(shipped: Sources, overlay: Overlay) -> tuple[Catalogue, list[Problem]]:
    """Return the published state, without those entries of the overlay that do not fit.

    New shipped files may contradict what was published over the old ones; the site then goes on
    with the rest.

    Returns
    -------
    The state, and the problems of the entries that were left out.

    Raises
    ------
    InvalidDataError : the shipped files themselves cannot be used.
    """
    left_out: list[Problem] = []
    while True:
        try:
            return make_catalogue(shipped, overlay), left_out
        except InvalidDataError as error:
            rest = overlay.without(problem.file for problem in error.problems)
            if len(rest.entries) == len(overlay.entries):
                # Not the fault of one entry: what planners published stays out as a whole.
                if not overlay.entries:
                    raise
                rest = Overlay(version=overlay.version)
            left_out += error.problems
            overlay = rest


def find_problems(sources: Sources) -> list[Problem]:
    """Return what is wrong in the files and between them."""
    features, pages = sources.layers.features, sources.content.pages
    return [
        *sources.layers.problems,
        *sources.content.problems,
        *checks.check_all(features, pages),
        *positions.check_positions(features, dict(sources.boundaries)),
    ]


def merged(shipped: Sources, overlay: Overlay) -> Sources:
    """Return the shipped files with an overlay on them; mentions of withdrawn things are mended.

    Layer by layer and page by page in order, as the files of an export would be read: the same
    state, the same version.
    """
    layers = lay_features(shipped.layers, overlay)
    content = lay_pages(shipped.content, overlay)
    exact_kept_back = without_exact_places(layers.features)
    features, pages = without_gone(exact_kept_back, content.pages, overlay.gone)
    return Sources(
        LayerFiles(
            tuple(sorted(features, key=lambda item: LAYERS.index(item.place.layer))),
            layers.problems,
        ),
        ContentFiles(
            tuple(sorted(pages, key=lambda item: (item.page.type, item.name))), content.problems
        ),
        shipped.boundaries,
    )


def source_files(settings: Settings) -> list[Path]:
    """Return every file that the catalogue depends on, in a stable order."""
    folders = [settings.geodata, settings.content]
    files = [f for folder in folders for f in folder.rglob("*") if f.suffix in {".geojson", ".md"}]
    return sorted([*files, *([settings.boundaries_file] if settings.boundaries_file else [])])


def _version(
    features: Iterable[PlacedFile],
    pages: Iterable[PageFile],
    boundaries: Mapping[str, Geometry],
    gone: Iterable[tuple[str, str]],
) -> str:
    digest = hashlib.sha256(json.dumps(dict(boundaries), sort_keys=True).encode())
    for item in features:
        digest.update(item.place.model_dump_json().encode())
    for page in pages:
        front = json.dumps(page.page.front.model_dump(mode="json"), ensure_ascii=False)
        digest.update(f"{page.page.type}/{page.page.id}.{page.page.lang}{front}".encode())
        digest.update(page.page.source.encode())
    for kind, name in sorted(gone):
        digest.update(f"{kind} {name} gone".encode())
    return digest.hexdigest()[:16]
