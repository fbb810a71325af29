"""What planners have published, as soon as there is a database."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from oxymap.catalogue.overlay import Overlay, OverlayEntry
from oxymap.db.database import Database

if TYPE_CHECKING:
    from oxymap.publishing.overlay import PublishedOverlay


class LazyOverlay:
    """Looks into the database only when there is one: the first start needs none.

    Parameters
    ----------
    copy : a file that keeps what was read last. A server begins with it, since the database's
        library takes half a second to import; as soon as the database is open, it decides.
        None: the database is asked at once.
    """

    def __init__(self, database: Database, copy: Path | None = None) -> None:
        self._database = database
        self._copy = copy
        self._source: PublishedOverlay | None = None

    def look(self) -> str:
        """Return the overlay's version; empty without a database."""
        kept = self._kept()
        if kept is not None:
            return kept.version
        source = self._published()
        return source.look() if source else ""

    def read(self) -> Overlay:
        """Return the overlay in force now."""
        kept = self._kept()
        if kept is not None:
            return kept
        source = self._published()
        found = source.read() if source else Overlay()
        if self._copy is not None and source is not None:
            write_copy(self._copy, found)
        return found

    def _kept(self) -> Overlay | None:
        """Return the copy as long as the database is not open."""
        if self._copy is None or self._database.is_open:
            return None
        return read_copy(self._copy)

    def _published(self) -> PublishedOverlay | None:
        if self._source is None and self._database.exists:
            # Imports the database's library.
            from oxymap.publishing.overlay import PublishedOverlay

            self._source = PublishedOverlay(self._database.engine)
        return self._source


def write_copy(file: Path, overlay: Overlay) -> None:
    """Keep an overlay in a file; whoever reads meanwhile gets the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(
        {"version": overlay.version, "entries": [_plain(entry) for entry in overlay.entries]}
    )
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def read_copy(file: Path) -> Overlay | None:
    """Return the overlay that was kept, or None when there is none that can be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        entries = tuple(OverlayEntry(**entry) for entry in found["entries"])
        return Overlay(entries, str(found["version"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(entry: OverlayEntry) -> dict[str, object]:
    texts = None if entry.texts is None else dict(entry.texts)
    return {**asdict(entry), "texts": texts, "names": dict(entry.names)}
