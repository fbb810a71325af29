"""The database of a data folder, opened at its first use."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from oxymap.config import Settings, has_database

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Database:
    """Opens once, whoever asks first; pages without values need no database."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether somebody has asked for it already."""
        return self._engine is not None

    @property
    def exists(self) -> bool:
        """Whether there is one yet; asking does not make one."""
        return self._engine is not None or has_database(self._settings)

    @property
    def engine(self) -> Engine:
        """The engine, over tables in their present form; raises StoreError as `open_database`."""
        with self._lock:
            if self._engine is None:
                # The database's library takes half a second to import.
                from oxymap.db.migrate import open_database

                self._engine = open_database(self._settings.data, self._settings.database_url)
            return self._engine
