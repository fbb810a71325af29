"""Write: begin a draft, save it, speak about it, give it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from oxymap import clock
from oxymap.catalogue.models import SLUG
from oxymap.db.engine import writing
from oxymap.errors import ConflictError, InvalidInputError, NotFoundError
from oxymap.people.audit import write_audit
from oxymap.people.models import Person
from oxymap.publishing.documents import districts_of, title_of
from oxymap.publishing.library import Library
from oxymap.publishing.merging import merge_documents
from oxymap.publishing.models import (
    OPEN_STATES,
    Comment,
    Document,
    Exemption,
    Ref,
    Revision,
    Saved,
    State,
    Submission,
    Transition,
)
from oxymap.publishing.rights import may, require
from oxymap.publishing.store import revisions as revision_store
from oxymap.publishing.store import submissions as submission_store
from oxymap.wording import N_, say

COMMENT_LENGTH = 4000


class Drafts(Library):
    """The verbs of those who write."""

    def begin(
        self, actor: Person, ref: Ref, *, document: Document | None = None, note: str = ""
    ) -> Submission:
        """Begin to work on an object; when somebody has begun already, that draft is returned.

        Parameters
        ----------
        document : the first state of a new object, or what an existing one shall become; without
            it the object as it is shown now, or was shown last.

        Raises
        ------
        NotFoundError : there is no such object, and no document was given.
        ForbiddenError : the person is no author in the object's districts.
        ConflictError : a document was given, but somebody works on the object already.
        InvalidInputError : the id of a new object cannot be used.
        """
        shown = self.published(ref)
        first = document or shown or self.last_shown(ref)
        if first is None:
            raise NotFoundError(f"There is no {ref}.", str(ref))
        if shown is None and self.last_shown(ref) is None:
            self._check_new(ref)
        districts = districts_of(first)
        require(actor, "author", districts)
        shipped = self.shipped(ref)
        with writing(self.engine) as connection:
            open_ones = submission_store.find(connection, states=OPEN_STATES, ref=ref)
            if open_ones and document is None:
                return open_ones[0]
            if open_ones:
                raise ConflictError(
                    say(N_("There is an open draft of it already."), number=open_ones[0].id),
                    value=open_ones[0].id,
                )
            base = self._published_revision(connection, ref)
            head = revision_store.add(
                connection, first, parent=base, merged=None, author=actor.name,
                at=clock.seconds(), note=note,
            )  # fmt: skip
            submission = submission_store.add(
                connection, head, title=title_of(first), districts=districts, base=base,
                shipped_sha256=shipped.sha256 if shipped else None, author=actor.name,
            )  # fmt: skip
            self._step(connection, submission, State.DRAFT, actor, note, begun=True)
        return submission

    def _check_new(self, ref: Ref) -> None:
        if not SLUG.fullmatch(ref.id) or len(ref.id) > 80:
            raise InvalidInputError(
                say(N_("An id is made of lower-case letters, digits and single hyphens.")),
                field="id",
                value=ref.id,
            )
        places = self.catalogue().places
        taken = ref.id in places if ref.kind == "feature" else False
        if taken or any(other.kind == ref.kind == "feature" and other.id == ref.id
                        for other in self.shipped_documents()):  # fmt: skip
            raise InvalidInputError(
                say(N_("The id %(id)s is taken already."), id=ref.id), field="id", value=ref.id
            )

    def save(
        self,
        actor: Person,
        submission_id: int,
        base: int,
        document: Document,
        *,
        note: str = "",
        replaces: bool = False,
    ) -> Saved:
        """Save a draft, joining it with what others have saved since `base`.

        Parameters
        ----------
        base : the revision that the editor was shown.
        replaces : a person has joined both states by hand, against the head `base`.

        Raises
        ------
        ForbiddenError : the person is no author in the old or the new districts.
        ConflictError : the draft is published or given up.
        """
        with writing(self.engine) as connection:
            submission = self._submission(connection, submission_id)
            require(actor, "author", submission.districts)
            require(actor, "author", districts_of(document))
            self._require_state(submission, OPEN_STATES)
            if document.ref != submission.ref:
                raise ConflictError(say(N_("This is the text of another object.")))
            head = self._revision(connection, submission.head)
            if document.texts == head.document.texts:
                return Saved(submission, head)
            if base == head.id:
                return self._add_head(connection, actor, submission, head, document, note)
            return self._join(connection, actor, submission, head, base, document, note)

    def _join(  # noqa: PLR0913 -- one transaction's parts
        self,
        connection: Connection,
        actor: Person,
        submission: Submission,
        head: Revision,
        base: int,
        document: Document,
        note: str,
    ) -> Saved:
        """Save what was written beside the head: joined with it, or kept beside it."""
        begun = self._revision(connection, base)
        if begun.ref != submission.ref:
            raise ConflictError(say(N_("This is the text of another object.")))
        if document.texts == begun.document.texts:
            return Saved(submission, head)
        mine = revision_store.add(
            connection, document, parent=base, merged=None, author=actor.name,
            at=clock.seconds(), note=note,
        )  # fmt: skip
        merged = merge_documents(begun.document, document, head.document)
        if merged.conflicts:
            write_audit(
                connection, actor, "draft.conflict", str(submission.ref), revision=mine.id,
                at=list(merged.conflicts),
            )  # fmt: skip
            return Saved(submission, head, merged_with=head.author, conflict=mine)
        saved = self._add_head(
            connection, actor, submission, head, merged.document, note, merged=mine.id
        )
        return Saved(saved.submission, saved.revision, merged_with=head.author)

    def _add_head(  # noqa: PLR0913 -- one transaction's parts
        self,
        connection: Connection,
        actor: Person,
        submission: Submission,
        head: Revision,
        document: Document,
        note: str,
        *,
        merged: int | None = None,
    ) -> Saved:
        revision = revision_store.add(
            connection, document, parent=head.id, merged=merged, author=actor.name,
            at=clock.seconds(), note=note,
        )  # fmt: skip
        submission_store.change(
            connection,
            submission.id,
            {
                "head_id": revision.id,
                "title": title_of(document),
                "districts": " ".join(districts_of(document)),
                "updated_at": revision.at,
            },
        )
        if submission.state is not State.DRAFT:
            # What was reviewed is not this any more.
            changed = self._submission(connection, submission.id)
            self._step(connection, changed, State.DRAFT, actor, "changed")
        write_audit(
            connection, actor, "draft.save", str(submission.ref), draft=submission.id,
            revision=revision.id, sha256=document.sha256,
        )  # fmt: skip
        return Saved(self._submission(connection, submission.id), revision)

    def restore(self, actor: Person, revision_id: int) -> Submission:
        """Make a draft whose document is that of an old revision, byte for byte.

        An open draft of the object goes on with the old state; what it had stays in its history.
        """
        old = self.revision(revision_id)
        note = f"restored from revision {revision_id}"
        open_ones = self.submissions(ref=old.ref)
        if not open_ones:
            return self.begin(actor, old.ref, document=old.document, note=note)
        submission = open_ones[0]
        return self.save(actor, submission.id, submission.head, old.document, note=note).submission

    def discard(self, actor: Person, submission_id: int, note: str = "") -> Submission:
        """Give a draft up; its history stays."""
        with writing(self.engine) as connection:
            submission = self._submission(connection, submission_id)
            require(actor, "author", submission.districts)
            self._require_state(submission, OPEN_STATES)
            return self._step(connection, submission, State.DISCARDED, actor, note)

    def comment(
        self,
        actor: Person,
        submission_id: int,
        text: str,
        anchor: Mapping[str, object] | None = None,
    ) -> Comment:
        """Say something about a draft, at a field or at a position.

        Raises
        ------
        InvalidInputError : there is no text, or it is too long.
        ForbiddenError : the person has no part in the object's districts.
        """
        text = text.strip()
        if not text or len(text) > COMMENT_LENGTH:
            raise InvalidInputError(
                say(N_("A remark has 1 to %(most)s characters."), most=COMMENT_LENGTH),
                field="text",
            )
        with writing(self.engine) as connection:
            submission = self._submission(connection, submission_id)
            self._require_part(actor, submission)
            found = submission_store.add_comment(
                connection, submission, author=actor.name, at=clock.seconds(), text=text,
                anchor=anchor or {},
            )  # fmt: skip
            write_audit(connection, actor, "draft.comment", str(submission.ref), comment=found.id)
        return found

    def resolve(self, actor: Person, comment_id: int) -> None:
        """Settle a remark."""
        with writing(self.engine) as connection:
            found = submission_store.comment(connection, comment_id)
            if found is None:
                raise NotFoundError(f"There is no remark {comment_id}.", comment_id)
            submission = self._submission(connection, found.submission)
            self._require_part(actor, submission)
            submission_store.resolve_comment(connection, comment_id, actor.name, clock.seconds())
            write_audit(connection, actor, "draft.resolve", str(submission.ref), comment=comment_id)

    def exempt(
        self,
        actor: Person,
        submission_id: int,
        *,
        reason: str,
        document_sha256: str,
        document_name: str,
        zones: Iterable[str],
    ) -> Submission:
        """Record the leave to publish in restricted areas.

        Raises
        ------
        InvalidInputError : reason, document or zones are missing.
        ForbiddenError : the person is neither administrator nor publisher there.
        """
        zones = tuple(zones)
        for field, given in (("reason", reason.strip()), ("document", document_sha256),
                             ("zones", zones)):  # fmt: skip
            if not given:
                raise InvalidInputError(
                    say(N_("An exemption needs a reason, a document and the areas it covers.")),
                    field=field,
                )
        with writing(self.engine) as connection:
            submission = self._submission(connection, submission_id)
            self._require_state(submission, OPEN_STATES)
            if not actor.has("administrator"):
                require(actor, "publisher", submission.districts)
            exemption = Exemption(
                reason.strip(), document_sha256, document_name, actor.name, clock.seconds(), zones
            )
            text = submission_store.exemption_text(exemption)
            submission_store.change(connection, submission_id, {"exemption": text})
            write_audit(
                connection, actor, "draft.exempt", str(submission.ref), draft=submission_id,
                reason=exemption.reason, document=document_sha256, zones=list(zones),
            )  # fmt: skip
            return self._submission(connection, submission_id)

    def _require_part(self, actor: Person, submission: Submission) -> None:
        if actor.has("administrator"):
            return
        if may(actor, "reviewer", submission.districts):
            return
        if may(actor, "publisher", submission.districts):
            return
        require(actor, "author", submission.districts)

    @staticmethod
    def _require_state(submission: Submission, states: Iterable[State]) -> None:
        if submission.state not in states:
            raise ConflictError(
                say(N_("That cannot be done with a draft in this state.")),
                value=str(submission.state),
            )

    def _step(
        self,
        connection: Connection,
        submission: Submission,
        state: State,
        actor: Person,
        note: str,
        *,
        begun: bool = False,
        **values: object,
    ) -> Submission:
        """Move a draft on, with the step and the log in the same transaction."""
        now = clock.seconds()
        before = "" if begun else str(submission.state)
        submission_store.change(
            connection, submission.id, {"state": str(state), "updated_at": now, **values}
        )
        step = Transition(before, str(state), submission.head, actor.name, now, note)
        submission_store.add_transition(connection, submission, step)
        write_audit(
            connection, actor, f"draft.{state}", str(submission.ref), draft=submission.id,
            revision=submission.head, note=note,
        )  # fmt: skip
        return self._submission(connection, submission.id)
