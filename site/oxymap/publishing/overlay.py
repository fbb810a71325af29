"""Which publications are in force at a moment, as the catalogue wants them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.catalogue.overlay import NoOverlay, Overlay, OverlayEntry, OverlaySource
from oxymap.config import Settings, has_database
from oxymap.db.engine import reading
from oxymap.db.migrate import open_database
from oxymap.publishing.documents import title_of
from oxymap.publishing.models import Publication, Ref, Revision
from oxymap.publishing.store import publications, revisions


def in_force(lines: Iterable[Publication], at: int) -> dict[Ref, Publication]:
    """Return the line that decides for each object at a moment.

    It is the newest whose time has come; a new line takes those back that were to come into force
    after it. A line that ends by itself is followed by nothing: what it showed is then withdrawn.

    Parameters
    ----------
    lines : oldest first.
    at : seconds UTC.
    """
    standing: dict[Ref, list[Publication]] = {}
    for line in lines:
        earlier = [old for old in standing.get(line.ref, ()) if old.from_at <= line.from_at]
        standing[line.ref] = [*earlier, line]
    come = {ref: [line for line in found if line.from_at <= at] for ref, found in standing.items()}
    return {ref: found[-1] for ref, found in come.items() if found}


def shows(line: Publication, at: int) -> bool:
    """Tell whether a line in force shows its revision at a moment."""
    ended = line.until_at is not None and line.until_at <= at
    return line.action == "publish" and not ended


def boundaries(lines: Iterable[Publication]) -> list[int]:
    """Return the moments at which something comes into force or ends by itself."""
    moments = {line.from_at for line in lines}
    moments |= {line.until_at for line in lines if line.until_at is not None}
    return sorted(moments)


class PublishedOverlay:
    """The overlay as the database has it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._newest = -1
        self._boundaries: list[int] = []

    def look(self) -> str:
        """Return the version: the newest line, and how many moments have passed."""
        with reading(self._engine) as connection:
            newest = publications.newest(connection)
            if newest != self._newest:
                self._boundaries = boundaries(publications.every(connection))
                self._newest = newest
        now = clock.seconds()
        return f"{newest}.{sum(moment <= now for moment in self._boundaries)}"

    def read(self) -> Overlay:
        """Return the overlay in force now."""
        version = self.look()
        with reading(self._engine) as connection:
            return Overlay(tuple(read_entries(connection, clock.seconds())), version)


def read_entries(connection: Connection, at: int) -> list[OverlayEntry]:
    """Return the overlay's entries in force at a moment, by object."""
    lines = in_force(publications.every(connection), at)
    wanted = {line.revision for line in lines.values() if line.revision is not None}
    known = revisions.get_many(connection, wanted)
    return [
        entry_of(ref, line, known.get(line.revision or 0), at)
        for ref, line in sorted(lines.items())
        if line.action != "ship"
    ]


def entry_of(ref: Ref, line: Publication, revision: Revision | None, at: int) -> OverlayEntry:
    """Return one entry: the document of the revision, or that the object is withdrawn.

    A withdrawal names the revision that was shown last, for the names of what is gone.
    """
    names = {}
    if revision is not None:
        names = {lang: title_of(revision.document, lang) for lang in ("zh", "en")}
    shown = revision is not None and shows(line, at)
    return OverlayEntry(
        kind=ref.kind,
        group=ref.group,
        id=ref.id,
        texts=revision.document.texts if revision is not None and shown else None,
        where=f"revision {line.revision}" if line.revision else f"publication {line.id}",
        names=names,
    )


def overlay_source(settings: Settings) -> OverlaySource:
    """Return the overlay of a data folder for a command that does not serve."""
    if not has_database(settings):
        return NoOverlay()
    return PublishedOverlay(open_database(settings.data, settings.database_url))
