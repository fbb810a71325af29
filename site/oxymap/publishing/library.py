"""What is shipped, published and being written: everything that publishing reads."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from oxymap import clock
from oxymap.catalogue.loader import Sources
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.db.engine import reading
from oxymap.errors import NotFoundError
from oxymap.publishing.checks.checking import check_document
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.models import (
    OPEN_STATES,
    Comment,
    Document,
    Finding,
    Publication,
    Ref,
    Revision,
    State,
    Submission,
    Transition,
)
from oxymap.publishing.overlay import in_force, shows
from oxymap.publishing.shipped import shipped_documents
from oxymap.publishing.store import publications as publication_store
from oxymap.publishing.store import revisions as revision_store
from oxymap.publishing.store import submissions as submission_store


@dataclass(frozen=True)
class Origin:
    """Where the published state comes from.

    Parameters
    ----------
    sources : the shipped files.
    catalogue : the published state now.
    refresh : has the catalogue look again at once.
    photo_ids : the photographs that there are.
    """

    sources: Callable[[], Sources]
    catalogue: Callable[[], Catalogue]
    refresh: Callable[[], object]
    photo_ids: Callable[[], frozenset[str]]


class Library:
    """Reads objects, drafts and their history.

    Parameters
    ----------
    origin : where the published state comes from.
    """

    def __init__(self, engine: Engine, settings: Settings, origin: Origin) -> None:
        self.engine = engine
        self.settings = settings
        self.origin = origin
        self._shipped_of: Sources | None = None
        self._shipped: Mapping[Ref, Document] = {}

    def catalogue(self) -> Catalogue:
        """Return the published state now."""
        return self.origin.catalogue()

    def shipped_documents(self) -> Mapping[Ref, Document]:
        """Return every shipped object as a document."""
        sources = self.origin.sources()
        if sources is not self._shipped_of:
            self._shipped = shipped_documents(sources)
            self._shipped_of = sources
        return self._shipped

    def shipped(self, ref: Ref) -> Document | None:
        """Return what the project's files say of an object."""
        return self.shipped_documents().get(ref)

    def published(self, ref: Ref) -> Document | None:
        """Return what is shown of an object now; None when it is withdrawn or never was."""
        with reading(self.engine) as connection:
            line, revision = self._line(connection, ref)
        if line is None or line.action == "ship":
            return self.shipped(ref)
        return revision.document if revision and shows(line, clock.seconds()) else None

    def published_revision(self, ref: Ref) -> int | None:
        """Return the revision that is shown now; None when it is the shipped file, or nothing."""
        with reading(self.engine) as connection:
            return self._published_revision(connection, ref)

    def _published_revision(self, connection: Connection, ref: Ref) -> int | None:
        line, _ = self._line(connection, ref)
        return line.revision if line and shows(line, clock.seconds()) else None

    def _line(self, connection: Connection, ref: Ref) -> tuple[Publication | None, Revision | None]:
        lines = publication_store.of_ref(connection, ref)[::-1]
        line = in_force(lines, clock.seconds()).get(ref)
        if line is None or line.revision is None:
            return line, None
        return line, revision_store.get(connection, line.revision)

    def last_shown(self, ref: Ref) -> Document | None:
        """Return what was shown of an object last, even if it is withdrawn now."""
        with reading(self.engine) as connection:
            for line in publication_store.of_ref(connection, ref):
                if line.revision is not None:
                    found = revision_store.get(connection, line.revision)
                    return found.document if found else None
        return self.shipped(ref)

    def submission(self, submission_id: int) -> Submission:
        """Return one piece of work; raise NotFoundError when there is none."""
        with reading(self.engine) as connection:
            return self._submission(connection, submission_id)

    def _submission(self, connection: Connection, submission_id: int) -> Submission:
        found = submission_store.get(connection, submission_id)
        if found is None:
            raise NotFoundError(f"There is no draft {submission_id}.", submission_id)
        return found

    def submissions(
        self,
        *,
        states: Iterable[State] | None = OPEN_STATES,
        ref: Ref | None = None,
        author: str | None = None,
    ) -> list[Submission]:
        """Return the pieces of work that fit, last changed first."""
        with reading(self.engine) as connection:
            return submission_store.find(connection, states=states, ref=ref, author=author)

    def revision(self, revision_id: int) -> Revision:
        """Return one revision; raise NotFoundError when there is none."""
        with reading(self.engine) as connection:
            return self._revision(connection, revision_id)

    def _revision(self, connection: Connection, revision_id: int) -> Revision:
        found = revision_store.get(connection, revision_id)
        if found is None:
            raise NotFoundError(f"There is no revision {revision_id}.", revision_id)
        return found

    def revisions(self, ref: Ref) -> list[Revision]:
        """Return the history of an object, newest first."""
        with reading(self.engine) as connection:
            return list(revision_store.of_ref(connection, ref))

    def head(self, submission_id: int) -> Revision:
        """Return the newest revision of a draft."""
        with reading(self.engine) as connection:
            return self._revision(connection, self._submission(connection, submission_id).head)

    def writers(self, submission: Submission) -> frozenset[str]:
        """Return everybody who has written at a draft since it was begun."""
        known = {revision.id: revision for revision in self.revisions(submission.ref)}
        found, waiting = {submission.author}, [submission.head]
        while waiting:
            revision = known.get(waiting.pop())
            if revision is None or revision.id == submission.base:
                continue
            found.add(revision.author)
            waiting += [old for old in (revision.parent, revision.merged) if old is not None]
        return frozenset(found)

    def publications(self, ref: Ref) -> list[Publication]:
        """Return the publications of an object, newest first."""
        with reading(self.engine) as connection:
            return publication_store.of_ref(connection, ref)

    def all_publications(self) -> list[Publication]:
        """Return every publication, oldest first."""
        with reading(self.engine) as connection:
            return publication_store.every(connection)

    def transitions(self, submission_id: int) -> list[Transition]:
        """Return the steps of a piece of work, oldest first."""
        with reading(self.engine) as connection:
            return submission_store.transitions(connection, submission_id)

    def comments(self, submission_id: int) -> list[Comment]:
        """Return the remarks on a piece of work, oldest first."""
        with reading(self.engine) as connection:
            return submission_store.comments(connection, submission_id)

    def findings(self, submission_id: int) -> list[Finding]:
        """Return what the checks say of a draft; a recorded exemption counts."""
        submission = self.submission(submission_id)
        return self.check(self.head(submission_id).document, submission)

    def check(self, document: Document, submission: Submission | None = None) -> list[Finding]:
        """Return what the checks say of a document."""
        today: datetime.date = clock.today()
        context = CheckContext(
            catalogue=self.catalogue(),
            settings=self.settings,
            today=today,
            exemption=submission.exemption if submission else None,
            photo_ids=self.origin.photo_ids,
            is_new=self.shipped(document.ref) is None and self.last_shown(document.ref) is None,
            published=self.published(document.ref),
        )
        return check_document(document, context)
