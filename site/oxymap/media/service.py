"""Photographs: taken in, described, found, made in sizes, and taken away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Engine

from oxymap import clock
from oxymap.catalogue.records import Photo
from oxymap.config import Settings
from oxymap.db.engine import reading, writing
from oxymap.errors import ConflictError, ForbiddenError
from oxymap.media import shipped, store
from oxymap.media.blobs import get_blob, put_blob
from oxymap.media.models import Draft, PhotoRecord, Suffix
from oxymap.media.processing import Received, receive_picture
from oxymap.media.renditions import Renditions
from oxymap.media.words import read_words
from oxymap.people.audit import write_audit
from oxymap.people.models import Person, Role
from oxymap.wording import N_, say

#: Who may take a photograph away that somebody else has brought.
KEEPERS: tuple[Role, ...] = ("publisher", "administrator")


class Photos:
    """The photographs of the studio, and those that the project's files bring along.

    Parameters
    ----------
    engine : the studio's database, with the masters and the files as received.
    settings : tells where shipped photographs lie (``content/photos``), and the data folder.
    """

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings
        self._renditions = Renditions(settings.data / "cache" / "photos", self.master)

    def close(self) -> None:
        """Wait for the sizes that are being made."""
        self._renditions.close()

    # --- taking in ---------------------------------------------------------------------

    def receive(self, actor: Person, filename: str, data: bytes) -> Draft:
        """Take a picture in; it can be used when its texts have been written (`change`).

        The same picture again gives the one that is there.

        Raises
        ------
        ForbiddenError : the person is no author.
        InvalidInputError : it is too large, or no picture that can be shown; says why.
        """
        _need_author(actor)
        return self._keep(actor, filename, receive_picture(data))

    def add(  # noqa: PLR0913 -- a photograph has this many texts
        self,
        actor: Person,
        data: bytes,
        filename: str,
        *,
        alt: Mapping[str, str],
        credit: str,
        licence: str,
        caption: Mapping[str, str] | None = None,
    ) -> PhotoRecord:
        """Take a picture in together with its texts.

        Parameters
        ----------
        alt, caption : texts by language (``zh``, ``en``).

        Raises
        ------
        ForbiddenError, InvalidInputError : as `receive` and `change`.
        """
        read_words(alt=alt, credit=credit, licence=licence, caption=caption)
        draft = self.receive(actor, filename, data)
        return self.change(
            actor, draft.id, alt=alt, credit=credit, licence=licence, caption=caption
        )

    def _keep(self, actor: Person, filename: str, found: Received) -> Draft:
        draft = Draft(
            id=found.id,
            width=found.width,
            height=found.height,
            filename=Path(filename.replace("\\", "/")).name[:120],
            uploaded_by=actor.name,
            created_at=clock.seconds(),
            position=found.position,
            taken_at=found.taken_at,
        )
        with writing(self._engine) as connection:
            known = store.find(connection, found.id)
            if known is not None:
                return known.draft
            master = put_blob(connection, found.master, "image/jpeg")
            original = put_blob(connection, found.original, found.media_type)
            store.insert(connection, draft, master, original)
            write_audit(
                connection, actor, "photo.add", f"photo/{draft.id}", filename=draft.filename
            )
        self._renditions.prepare(draft.id)
        return draft

    # --- describing --------------------------------------------------------------------

    def change(
        self,
        actor: Person,
        photo_id: str,
        *,
        alt: Mapping[str, str],
        credit: str,
        licence: str,
        caption: Mapping[str, str] | None = None,
    ) -> PhotoRecord:
        """Write a photograph's texts; from then on it can be used.

        Places and pages that show it already keep the texts that they were given.

        Raises
        ------
        ForbiddenError : the person is no author.
        InvalidInputError : a text is missing or too long; names the form's field.
        NotFoundError : no such photograph has come in by the studio.
        """
        _need_author(actor)
        words = read_words(alt=alt, credit=credit, licence=licence, caption=caption)
        with writing(self._engine) as connection:
            store.describe(connection, photo_id, words)
            write_audit(connection, actor, "photo.describe", f"photo/{photo_id}")
            return store.get(connection, photo_id).need_record()

    def forget_position(self, actor: Person, photo_id: str) -> None:
        """Delete what is known of where a photograph was taken."""
        _need_author(actor)
        with writing(self._engine) as connection:
            store.forget_position(connection, photo_id)
            write_audit(connection, actor, "photo.forget_position", f"photo/{photo_id}")

    def remove(
        self, actor: Person, photo_id: str, used_by: Callable[[str], Collection[str]]
    ) -> None:
        """Delete a photograph for good: the file as received, the master, and all sizes.

        Parameters
        ----------
        used_by : names what shows a photograph, published or in work.

        Raises
        ------
        ForbiddenError : it is somebody else's, and the person is no publisher.
        ConflictError : something shows it.
        NotFoundError : no such photograph has come in by the studio.
        """
        with writing(self._engine) as connection:
            entry = store.get(connection, photo_id)
            mine = actor.has("author") and actor.name == entry.draft.uploaded_by
            if not mine and not any(actor.has(role) for role in KEEPERS):
                raise ForbiddenError(
                    say(N_("Only who brought this photograph, or a publisher, can remove it."))
                )
            users = used_by(photo_id)
            if users:
                raise ConflictError(
                    say(
                        N_("The photograph is shown by: %(names)s. Take it out there first."),
                        names=", ".join(users),
                    )
                )
            store.delete_photo(connection, entry)
            write_audit(
                connection, actor, "photo.remove", f"photo/{photo_id}", sha256=entry.master_sha256
            )
        self._renditions.forget(photo_id)

    # --- finding -----------------------------------------------------------------------

    def photos(self, query: str | None = None) -> list[PhotoRecord]:
        """Return the studio's photographs that may be used, newest first.

        Parameters
        ----------
        query : words that must all occur in the texts, the file name or the id.
        """
        with reading(self._engine) as connection:
            entries = store.entries(connection)
        words = (query or "").casefold().split()
        found = [entry.record for entry in entries if entry.record is not None]
        return [item for item in found if _matches(item, words)]

    def drafts(self) -> list[Draft]:
        """Return the photographs that still lack their texts, newest first."""
        with reading(self._engine) as connection:
            entries = store.entries(connection)
        return [entry.draft for entry in entries if entry.record is None]

    def photo(self, photo_id: str) -> PhotoRecord:
        """Return a photograph of the studio that may be used; raise NotFoundError otherwise."""
        with reading(self._engine) as connection:
            return store.get(connection, photo_id).need_record()

    def draft(self, photo_id: str) -> Draft:
        """Return what came in, described or not; raise NotFoundError otherwise."""
        with reading(self._engine) as connection:
            return store.get(connection, photo_id).draft

    def ids(self) -> frozenset[str]:
        """Return the ids of all photographs that may be used, studio's and shipped."""
        with reading(self._engine) as connection:
            entries = store.entries(connection)
        own = {entry.draft.id for entry in entries if entry.record is not None}
        return frozenset(own | shipped.shipped_ids(self._settings.content))

    # --- bytes -------------------------------------------------------------------------

    def master(self, photo_id: str) -> bytes:
        """Return the largest size: JPEG, sRGB, upright, without metadata.

        Raises
        ------
        NotFoundError : there is no such photograph.
        """
        found = shipped.read_master(self._settings.content, photo_id)
        if found is not None:
            return found
        with reading(self._engine) as connection:
            return get_blob(connection, store.get(connection, photo_id).master_sha256)[0]

    def rendition(self, photo_id: str, width: int, suffix: Suffix) -> bytes:
        """Return a size of a photograph; it is made once and kept in the data folder.

        Parameters
        ----------
        width : one of `WIDTHS`; the picture is never wider than its master.

        Raises
        ------
        NotFoundError : no such photograph, width or format.
        """
        return self._renditions.get(photo_id, width, suffix)

    def export_photos(self, photos: Sequence[Photo], folder: Path) -> list[Path]:
        """Write masters as ``<folder>/<id>.jpg``, as a project's ``content/photos`` has them.

        Returns
        -------
        The files, in the order of the photographs.

        Raises
        ------
        NotFoundError : one of them is not there.
        """
        return shipped.write_masters(folder, {photo.id: self.master(photo.id) for photo in photos})


def _need_author(actor: Person) -> None:
    if not actor.has("author"):
        raise ForbiddenError(say(N_("Only authors can bring photographs and describe them.")))


def _matches(item: PhotoRecord, words: Sequence[str]) -> bool:
    photo = item.photo
    caption = photo.caption or photo.alt
    parts = (
        photo.id, photo.alt.zh, photo.alt.en, caption.zh, caption.en, photo.credit, photo.licence,
        item.filename, item.uploaded_by,
    )  # fmt: skip
    text = " ".join(parts).casefold()
    return all(word in text for word in words)
