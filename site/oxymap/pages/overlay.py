"""What planners have published, as soon as there is a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oxymap.catalogue.overlay import Overlay
from oxymap.db.database import Database

if TYPE_CHECKING:
    from oxymap.publishing.overlay import PublishedOverlay


class LazyOverlay:
    """Looks into the database only when there is one: the first start needs none."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._source: PublishedOverlay | None = None

    def look(self) -> str:
        """Return the overlay's version; empty without a database."""
        source = self._published()
        return source.look() if source else ""

    def read(self) -> Overlay:
        """Return the overlay in force now."""
        source = self._published()
        return source.read() if source else Overlay()

    def _published(self) -> PublishedOverlay | None:
        if self._source is None and self._database.exists:
            # Imports the database's library.
            from oxymap.publishing.overlay import PublishedOverlay

            self._source = PublishedOverlay(self._database.engine)
        return self._source
