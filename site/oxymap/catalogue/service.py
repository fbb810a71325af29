"""Hold the current catalogue, and take over new files while the site serves."""

from __future__ import annotations

import threading
import time

import structlog

from oxymap.catalogue.loader import Sources, make_safely, read_shipped, source_files
from oxymap.catalogue.overlay import NoOverlay, OverlaySource
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.errors import InvalidDataError, StoreError

log = structlog.get_logger()
Fingerprint = tuple[tuple[str, int, int], ...]


class CatalogueService:
    """The published state as the process sees it.

    The files and the overlay are looked at again when the last look is older than
    ``settings.reload_seconds`` (0 never looks again by itself).  Files that cannot be used
    leave the last good state in place and are named in the log; so do entries of the overlay
    that do not fit.

    Parameters
    ----------
    overlay : what planners have published.
    """

    def __init__(self, settings: Settings, overlay: OverlaySource | None = None) -> None:
        self._settings = settings
        self._overlay = overlay or NoOverlay()
        self._fingerprint = self._look()
        self._sources = read_shipped(settings)
        self._overlay_version = self._overlay.look()
        self._catalogue = self._make(self._sources)
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

    @property
    def sources(self) -> Sources:
        """The shipped files, as they were read last."""
        return self._sources

    def refresh(self) -> Catalogue:
        """Look again at once: something has been published here."""
        with self._lock:
            self._reload()
        return self._catalogue

    def _reload(self) -> None:
        self._looked_at = time.monotonic()
        try:
            fingerprint, version = self._look(), self._overlay.look()
            if fingerprint == self._fingerprint and version == self._overlay_version:
                return
            if fingerprint != self._fingerprint:
                self._fingerprint = fingerprint
                shipped = read_shipped(self._settings)
            else:
                shipped = self._sources
            self._catalogue = self._make(shipped)
            self._sources, self._overlay_version = shipped, version
        except (InvalidDataError, StoreError, OSError) as error:
            log.error("catalogue.kept_last_good", reason=str(error))
        else:
            log.info("catalogue.reloaded", version=self._catalogue.version)

    def _make(self, shipped: Sources) -> Catalogue:
        catalogue, left_out = make_safely(shipped, self._overlay.read())
        for problem in left_out:
            log.error("catalogue.published_left_out", problem=str(problem))
        return catalogue

    def _look(self) -> Fingerprint:
        stats = []
        for file in source_files(self._settings):
            try:
                stat = file.stat()
            except FileNotFoundError:
                continue
            stats.append((str(file), stat.st_mtime_ns, stat.st_size))
        return tuple(stats)
