"""What planners have published, as it lies over the shipped files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from oxymap.catalogue.content import ContentFiles, parse_page
from oxymap.catalogue.geodata import LayerFiles, parse_layer
from oxymap.errors import Problem


@dataclass(frozen=True)
class OverlayEntry:
    """One published or withdrawn object.

    Parameters
    ----------
    kind : ``feature`` of a map layer, or ``page`` of the content.
    group : the layer, or the page type.
    texts : a feature's ``geojson``; a page's ``zh`` and ``en``; None when it is withdrawn.
    where : what problems are reported under, such as ``revision 12``.
    names : what it was last called, by language: for what still mentions a withdrawn object.
    """

    kind: Literal["feature", "page"]
    group: str
    id: str
    texts: Mapping[str, str] | None
    where: str
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """The name under which its problems are reported."""
        return Path(f"published/{self.group}/{self.id} ({self.where})")


@dataclass(frozen=True)
class Overlay:
    """All that lies over the shipped files at one moment; `version` changes with any of it."""

    entries: tuple[OverlayEntry, ...] = ()
    version: str = ""

    def without(self, files: Iterable[Path]) -> Overlay:
        """Return the overlay without the entries whose problems are reported under some files."""
        bad = {str(file).partition("#")[0] for file in files}
        kept = tuple(entry for entry in self.entries if str(entry.file) not in bad)
        return Overlay(kept, self.version)

    @property
    def gone(self) -> Mapping[tuple[str, str], OverlayEntry]:
        """The withdrawn objects by kind and, for features, id or, for pages, ``type/id``."""
        return {key_of(entry): entry for entry in self.entries if entry.texts is None}


class OverlaySource(Protocol):
    """Where the overlay comes from."""

    def look(self) -> str:
        """Return the overlay's version; cheap."""

    def read(self) -> Overlay:
        """Return the overlay in force now."""


class NoOverlay:
    """Nothing has been published over the shipped files."""

    def look(self) -> str:
        """Return the version of nothing."""
        return ""

    def read(self) -> Overlay:
        """Return nothing."""
        return Overlay()


def key_of(entry: OverlayEntry) -> tuple[str, str]:
    """Return what an entry replaces: features by id alone, since ids are unique over layers."""
    if entry.kind == "feature":
        return "feature", entry.id
    return "page", f"{entry.group}/{entry.id}"


def lay_features(shipped: LayerFiles, overlay: Overlay) -> LayerFiles:
    """Return the features with those of the overlay in the place of shipped ones."""
    entries = [entry for entry in overlay.entries if entry.kind == "feature"]
    replaced = {entry.id for entry in entries}
    kept = [item for item in shipped.features if item.place.id not in replaced]
    read = [
        parse_layer(entry.group, entry.file, entry.texts["geojson"])
        for entry in entries
        if entry.texts is not None
    ]
    above = [item for layer in read for item in layer.features]
    problems = [problem for layer in read for problem in layer.problems]
    return LayerFiles((*kept, *above), (*shipped.problems, *problems))


def lay_pages(shipped: ContentFiles, overlay: Overlay) -> ContentFiles:
    """Return the pages with those of the overlay in the place of shipped ones, all languages."""
    entries = [entry for entry in overlay.entries if entry.kind == "page"]
    replaced = {(entry.group, entry.id) for entry in entries}
    kept = [page for page in shipped.pages if (page.page.type, page.page.id) not in replaced]
    read = [found for entry in entries for found in _pages(entry)]
    above = [page for files in read for page in files.pages]
    problems = [problem for files in read for problem in files.problems]
    return ContentFiles((*kept, *above), (*shipped.problems, *problems))


def _pages(entry: OverlayEntry) -> Iterator[ContentFiles]:
    for lang, text in (entry.texts or {}).items():
        file = Path(f"{entry.file}#{entry.id}.{lang}.md")
        yield parse_page(entry.group, f"{entry.id}.{lang}", file, text)


def problems_of(problems: Iterable[Problem], entry: OverlayEntry) -> list[Problem]:
    """Return those problems that are in one entry."""
    return [item for item in problems if str(item.file).partition("#")[0] == str(entry.file)]
