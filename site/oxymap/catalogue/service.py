"""Hold the current catalogue, and take over new files while the site serves."""

from __future__ import annotations

import threading
import time

import structlog

from oxymap.catalogue.loader import load_catalogue, source_files
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.errors import InvalidDataError

log = structlog.get_logger()
Fingerprint = tuple[tuple[str, int, int], ...]


class CatalogueService:
    """The published state as the process sees it.

    The files are looked at again when the last look is older than
    ``settings.reload_seconds`` (0 never looks again).  Files that cannot be used
    leave the last good state in place and are named in the log.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fingerprint = self._look()
        self._catalogue = load_catalogue(settings)
        self._looked_at = time.monotonic()
        self._lock = threading.Lock()

    @property
    def current(self) -> Catalogue:
        """The newest good state."""
        due = self._settings.reload_seconds
        if due and time.monotonic() - self._looked_at > due and self._lock.acquire(blocking=False):
            try:
                self._reload()
            finally:
                self._lock.release()
        return self._catalogue

    def _reload(self) -> None:
        self._looked_at = time.monotonic()
        fingerprint = self._look()
        if fingerprint == self._fingerprint:
            return
        self._fingerprint = fingerprint
        try:
            self._catalogue = load_catalogue(self._settings)
        except (InvalidDataError, OSError) as error:
            log.error("catalogue.kept_last_good", reason=str(error))
        else:
            log.info("catalogue.reloaded", version=self._catalogue.version)

    def _look(self) -> Fingerprint:
        stats = []
        for file in source_files(self._settings):
            try:
                stat = file.stat()
            except FileNotFoundError:
                continue
            stats.append((str(file), stat.st_mtime_ns, stat.st_size))
        return tuple(stats)
