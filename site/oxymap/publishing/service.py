"""Bring a draft from hand to hand to the public, and take anything back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import orjson
import structlog
from sqlalchemy import Connection

from oxymap import clock
from oxymap.catalogue.loader import make_catalogue
from oxymap.catalogue.overlay import Overlay, OverlayEntry
from oxymap.db.engine import reading, writing
from oxymap.errors import ConflictError, ForbiddenError, InvalidDataError, InvalidInputError
from oxymap.people.audit import write_audit
from oxymap.people.models import COMMAND, Person
from oxymap.publishing.documents import districts_of, title_of
from oxymap.publishing.drafts import Drafts
from oxymap.publishing.models import (
    Action,
    Document,
    Finding,
    ObjectSummary,
    Ref,
    State,
    Submission,
)
from oxymap.publishing.objects import list_objects
from oxymap.publishing.overlay import read_entries
from oxymap.publishing.rights import may, require
from oxymap.publishing.store import announcements
from oxymap.publishing.store import publications as publication_store
from oxymap.publishing.store import revisions as revision_store
from oxymap.wording import N_, say

log = structlog.get_logger()
#: Somebody else may publish while ours is being checked; then it is checked again.
TRIES = 5


class BlockedError(ConflictError):
    """The checks have errors; `findings` are all that they say."""

    code = "blocked"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(say(N_("The checks have found errors that have to be mended first.")))
        self.findings = tuple(findings)


class Publishing(Drafts):
    """All verbs of publishing."""

    def objects(self) -> list[ObjectSummary]:
        """Return every object that is shipped, published, withdrawn or drafted."""
        return list_objects(self)

    def submit(self, actor: Person, submission_id: int, note: str = "") -> Submission:
        """Hand a draft in for review.

        Raises
        ------
        BlockedError : the checks have errors.
        """
        self._require_no_errors(submission_id)
        with writing(self.engine) as connection:
            submission = self._submission(connection, submission_id)
            require(actor, "author", submission.districts)
            self._require_state(submission, (State.DRAFT,))
            # What is published meanwhile is what the reviewer compares with.
            base = self._published_revision(connection, submission.ref)
            newest = publication_store.newest_of(connection, submission.ref)
            return self._step(
                connection, submission, State.IN_REVIEW, actor, note, base_id=base,
                base_publication_id=newest, reviewer=None,
            )  # fmt: skip

    def return_(self, actor: Person, submission_id: int, note: str) -> Submission:
        """Give a draft back to its author, with the reason."""
        if not note.strip():
            raise InvalidInputError(say(N_("Say why it goes back.")), field="note")
        with writing(self.engine) as connection:
            submission = self._submission(connection, submission_id)
            if not may(actor, "publisher", submission.districts):
                require(actor, "reviewer", submission.districts)
            self._require_state(submission, (State.IN_REVIEW, State.APPROVED))
            return self._step(connection, submission, State.DRAFT, actor, note)

    def approve(self, actor: Person, submission_id: int, note: str = "") -> Submission:
        """Approve a draft that others have written.

        Raises
        ------
        ForbiddenError : the person is no reviewer there, or has written at it.
        BlockedError : the checks have errors.
        """
        self._require_no_errors(submission_id)
        writers = self.writers(self.submission(submission_id))
        with writing(self.engine) as connection:
            submission = self._submission(connection, submission_id)
            require(actor, "reviewer", submission.districts)
            self._require_state(submission, (State.IN_REVIEW,))
            if actor.name in writers:
                raise ForbiddenError(
                    say(N_("Who has written at a draft cannot review it.")), value=actor.name
                )
            return self._step(
                connection, submission, State.APPROVED, actor, note, reviewer=actor.name
            )

    def publish(
        self,
        actor: Person,
        submission_id: int,
        *,
        at: int | None = None,
        until: int | None = None,
        note: str = "",
    ) -> Submission:
        """Publish an approved draft: now or at a time, for ever or until a time.

        One line is written, in one transaction; whatever happens, the object is shown wholly as
        before or wholly as new.

        Parameters
        ----------
        at : seconds UTC; None or the past is now.
        until : seconds UTC, after which the object withdraws by itself.

        Raises
        ------
        ForbiddenError : the person is no publisher there.
        ConflictError : it is not approved, has been published differently since, or does not fit
            what else is published.
        InvalidInputError : it would end before it begins.
        """
        self._require_no_errors(submission_id)
        now = clock.seconds()
        from_at = max(at or now, now)
        if until is not None and until <= from_at:
            raise InvalidInputError(say(N_("It would end before it begins.")), field="until")
        for _ in range(TRIES):
            newest = self._require_fitting(submission_id)
            with writing(self.engine) as connection:
                if publication_store.newest(connection) != newest:
                    continue
                submission = self._publish(connection, actor, submission_id, from_at, until, note)
            break
        else:
            raise ConflictError(say(N_("Others are publishing at this moment. Try again.")))
        self.origin.refresh()
        log.info("publishing.published", ref=str(submission.ref), revision=submission.head)
        return submission

    def _publish(
        self,
        connection: Connection,
        actor: Person,
        submission_id: int,
        from_at: int,
        until: int | None,
        note: str,
    ) -> Submission:
        submission = self._submission(connection, submission_id)
        require(actor, "publisher", submission.districts)
        self._require_state(submission, (State.APPROVED,))
        newest = publication_store.newest_of(connection, submission.ref)
        if submission.base_publication != newest:
            raise ConflictError(
                say(N_("The object has been published or taken back since this was handed in."))
            )
        self._line_of(
            connection, submission.ref, "publish", actor, note, revision=submission.head,
            submission=submission, from_at=from_at, until_at=until,
        )  # fmt: skip
        return self._step(
            connection, submission, State.PUBLISHED, actor, note, publish_at=from_at,
            expire_at=until,
        )  # fmt: skip

    def withdraw(self, actor: Person, ref: Ref, note: str) -> None:
        """Take a published object back: its address answers 410, and nothing mentions it."""
        self._act(actor, ref, "withdraw", note)

    def ship_again(self, actor: Person, ref: Ref, note: str) -> None:
        """Show an object as the shipped files have it."""
        if self.shipped(ref) is None:
            raise ConflictError(say(N_("There is no shipped version of it.")))
        self._act(actor, ref, "ship", note)

    def _act(self, actor: Person, ref: Ref, action: Action, note: str) -> None:
        shown = self.published(ref)
        known = shown or self.last_shown(ref)
        if known is None or (action == "withdraw" and shown is None):
            raise ConflictError(say(N_("It is not published.")))
        require(actor, "publisher", districts_of(known))
        if not note.strip():
            raise InvalidInputError(say(N_("Say why.")), field="note")
        with reading(self.engine) as connection:
            entries = read_entries(connection, clock.seconds())
        kept = [entry for entry in entries if (entry.kind, entry.group, entry.id) != _key(ref)]
        if action == "withdraw":
            names = {lang: title_of(known, lang) for lang in ("zh", "en")}
            kept.append(OverlayEntry(ref.kind, ref.group, ref.id, None, "withdrawal", names))
        self._try(kept)
        now = clock.seconds()
        with writing(self.engine) as connection:
            revision = None
            if action == "withdraw":
                # Keeps what was shown, for its names and for the way back.
                revision = self._published_revision(connection, ref) or revision_store.add(
                    connection, known, parent=None, merged=None, author=actor.name, at=now,
                    note="as shipped",
                ).id  # fmt: skip
            self._line_of(
                connection, ref, action, actor, note, revision=revision, submission=None,
                from_at=now, until_at=None,
            )  # fmt: skip
        self.origin.refresh()
        log.info("publishing.taken_back", ref=str(ref), action=action)

    def publish_directly(self, documents: Iterable[Document], note: str) -> None:
        """Publish documents from the machine's own command line, all of them or none.

        Raises
        ------
        InvalidDataError : they do not fit what else is published; names every problem.
        """
        documents = list(documents)
        with reading(self.engine) as connection:
            entries = read_entries(connection, clock.seconds())
        replaced = {_key(document.ref) for document in documents}
        kept = [e for e in entries if (e.kind, e.group, e.id) not in replaced]
        self._make([*kept, *(_entry(document, "import") for document in documents)])
        now = clock.seconds()
        with writing(self.engine) as connection:
            for document in documents:
                revision = revision_store.add(
                    connection, document, merged=None, author=COMMAND.name, at=now, note=note,
                    parent=self._published_revision(connection, document.ref),
                )  # fmt: skip
                self._line_of(
                    connection, document.ref, "publish", COMMAND, note, revision=revision.id,
                    submission=None, from_at=now, until_at=None,
                )  # fmt: skip
        self.origin.refresh()

    def _line_of(  # noqa: PLR0913 -- a line's parts
        self,
        connection: Connection,
        ref: Ref,
        action: Action,
        actor: Person,
        note: str,
        *,
        revision: int | None,
        submission: Submission | None,
        from_at: int,
        until_at: int | None,
    ) -> None:
        shipped = self.shipped(ref)
        now = clock.seconds()
        number = publication_store.add(
            connection, ref, action, revision=revision, submission=submission,
            shipped_sha256=shipped.sha256 if shipped else None, actor=actor.name, at=now,
            from_at=from_at, until_at=until_at, note=note,
        )  # fmt: skip
        write_audit(
            connection, actor, f"object.{action}", str(ref), publication=number,
            revision=revision, from_at=from_at, until_at=until_at, note=note,
        )  # fmt: skip
        body = {"id": number, "ref": str(ref), "action": action, "from": clock.iso(from_at)}
        announcements.add(connection, now, orjson.dumps(body).decode())

    def _require_no_errors(self, submission_id: int) -> None:
        findings = self.findings(submission_id)
        if any(finding.severity == "error" for finding in findings):
            raise BlockedError(findings)

    def _require_fitting(self, submission_id: int) -> int:
        """Check a draft together with all that is published; return the newest line then."""
        document = self.head(submission_id).document
        with reading(self.engine) as connection:
            newest = publication_store.newest(connection)
            entries = read_entries(connection, clock.seconds())
        kept = [e for e in entries if (e.kind, e.group, e.id) != _key(document.ref)]
        self._try([*kept, _entry(document, f"draft {submission_id}")])
        return newest

    def _try(self, entries: Sequence[OverlayEntry]) -> None:
        try:
            self._make(entries)
        except InvalidDataError as error:
            raise ConflictError(
                say(
                    N_("It does not fit what else is published: %(problem)s"),
                    problem=str(error.problems[0]),
                )
            ) from error

    def _make(self, entries: Sequence[OverlayEntry]) -> None:
        make_catalogue(self.origin.sources(), Overlay(tuple(entries)))


def _key(ref: Ref) -> tuple[str, str, str]:
    return ref.kind, ref.group, ref.id


def _entry(document: Document, where: str) -> OverlayEntry:
    ref = document.ref
    return OverlayEntry(ref.kind, ref.group, ref.id, document.texts, where)
