"""Receive route files, have them read, and take what they hold into a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from oxymap import clock
from oxymap.catalogue.snapshot import Catalogue
from oxymap.db.engine import reading, writing
from oxymap.errors import ConflictError, FormatError, InvalidInputError, NotFoundError
from oxymap.geo.crs import converter
from oxymap.geo.formats.result import MAX_BYTES
from oxymap.geo.repairs import apply_repairs
from oxymap.media.blobs import put_blob
from oxymap.people.audit import write_audit
from oxymap.people.models import Person
from oxymap.publishing.documents import feature_document, feature_of
from oxymap.publishing.imports import store
from oxymap.publishing.imports.models import ImportJob, Report, takes_line
from oxymap.publishing.imports.taking import Json, waypoint_names, with_point, with_track
from oxymap.publishing.imports.wire import tracks_from_json
from oxymap.publishing.imports.worker import RECEIVED, Worker
from oxymap.publishing.models import OPEN_STATES, Ref, Saved, Submission
from oxymap.publishing.rights import require
from oxymap.publishing.service import Publishing
from oxymap.wording import N_, Say, say

_NAME_LENGTH = 120
_MEDIA_TYPE = "application/octet-stream"


class Imports:
    """The verbs of bringing in a route.

    Parameters
    ----------
    publishing : the submissions into which lines are taken; gives the database, too.
    catalogue : gives the published state to compare with.
    """

    def __init__(self, publishing: Publishing, catalogue: Callable[[], Catalogue]) -> None:
        self._publishing = publishing
        self._engine = publishing.engine
        self._catalogue = catalogue
        self._worker = Worker(publishing, catalogue)

    def receive(
        self, actor: Person, submission_id: int, filename: str, data: bytes, crs: str
    ) -> ImportJob:
        """Keep a file as it came and put it in line for reading.

        Raises
        ------
        InvalidInputError : empty, larger than 50 MB (field ``file``), or an unknown datum
            (field ``crs``).
        NotFoundError, ForbiddenError, ConflictError : there is no such draft, it is not the
            person's to edit, or it is no draft any more.
        """
        submission = self._editable(actor, submission_id)
        _check_file(data)
        _check_crs(crs)
        now = clock.seconds()
        with writing(self._engine) as connection:
            sha256 = put_blob(connection, data, _MEDIA_TYPE)
            values = {
                "submission_id": submission_id, "blob_sha256": sha256,
                "filename": _clean_name(filename), "crs": crs, "actor": actor.name,
            }  # fmt: skip
            job_id = store.add(connection, values, say(RECEIVED), now)
            write_audit(
                connection, actor, "import.receive", str(submission.ref), draft=submission_id,
                job=job_id, sha256=sha256, size=len(data),
            )  # fmt: skip
        self._worker.wake()
        return self.job(job_id)

    def job(self, job_id: int) -> ImportJob:
        """Return an import; raise NotFoundError when there is none."""
        with reading(self._engine) as connection:
            found = store.find(connection, job_id)
        if found is None:
            raise NotFoundError(f"There is no import {job_id}.", job_id)
        return found

    def jobs(self, submission_id: int) -> list[ImportJob]:
        """Return the imports of a submission, newest first."""
        with reading(self._engine) as connection:
            return store.of_submission(connection, submission_id)

    def again(self, actor: Person, job_id: int, crs: str) -> ImportJob:
        """Read the kept file once more, as of another datum; errors as for `receive`."""
        job = self.job(job_id)
        submission = self._editable(actor, job.submission_id)
        _check_crs(crs)
        with writing(self._engine) as connection:
            store.wait_again(connection, job_id, crs, say(RECEIVED), clock.seconds())
            write_audit(connection, actor, "import.again", str(submission.ref), job=job_id, crs=crs)
        self._worker.wake()
        return self.job(job_id)

    def take(
        self, actor: Person, job_id: int, *, track: int, accepted: Iterable[str], base: int
    ) -> Saved:
        """Put a track, repaired as accepted, into the draft; all texts stay.

        Parameters
        ----------
        track : 0-based number of the track; of the waypoint in layers that take points
            (`models.takes_line`).
        accepted : ids of repairs of the report; others are refused.
        base : the revision that the page showed.

        Raises
        ------
        InvalidInputError : there is no such track (field ``track``) or repair (``accepted``).
        ConflictError : the file has not been read, or the submission is no draft any more.
        """
        job = self.job(job_id)
        submission = self._editable(actor, job.submission_id)
        if job.report is None:
            said = say(N_("The file has not been read yet, or could not be read."))
            raise ConflictError(said, value=job.state)
        wanted = _known_repairs(job.report, accepted)
        shown = self._publishing.revision(base).document
        if shown.ref != submission.ref:
            raise ConflictError(say(N_("This is the text of another object.")), value=base)
        before = feature_of(shown)
        feature = self._taken(job, job.report, submission.ref, before, (track, wanted))
        document = feature_document(submission.ref, feature)
        saved = self._publishing.save(actor, submission.id, base, document, note=job.filename)
        if saved.conflict is None:
            with writing(self._engine) as connection:
                store.mark_taken(connection, job_id, wanted, clock.seconds())
                write_audit(
                    connection, actor, "import.take", str(submission.ref), job=job_id, track=track,
                    revision=saved.revision.id,
                )  # fmt: skip
        return saved

    def run_pending(self) -> int:
        """Read every file that is due, here and now; return how many."""
        return self._worker.run_pending()

    def start_worker(self) -> None:
        """Start the thread that reads files as they come, once a process."""
        self._worker.start()

    def stop_worker(self) -> None:
        """End that thread after the file that it reads; what waits is read after a restart."""
        self._worker.stop()

    def _editable(self, actor: Person, submission_id: int) -> Submission:
        submission = self._publishing.submission(submission_id)
        require(actor, "author", submission.districts)
        if submission.ref.kind != "feature":
            said = say(N_("A page has no line: bring the file in at the trail or the place."))
            raise ConflictError(said, value=str(submission.ref))
        if submission.state not in OPEN_STATES:
            said = say(N_("This is no draft any more: it is published or was given up."))
            raise ConflictError(said, value=submission.state)
        return submission

    def _taken(
        self,
        job: ImportJob,
        report: Report,
        ref: Ref,
        before: Json,
        choice: tuple[int, frozenset[str]],
    ) -> Json:
        """Return the draft's feature with what was chosen of the file: its number, the repairs."""
        number, accepted = choice
        with reading(self._engine) as connection:
            tracks, waypoints = tracks_from_json(store.tracks_of(connection, job.id))
        catalogue = self._catalogue()
        if not takes_line(ref.group):
            _check_number(number, len(waypoints), say(N_("Choose one of the file's points.")))
            return with_point(
                before, waypoints[number], filename=job.filename, districts=catalogue.boundaries
            )
        _check_number(number, len(tracks), say(N_("Choose one of the file's tracks.")))
        known = {one.known for one in report.waypoints if one.known is not None}
        names = {
            place_id: catalogue.places[place_id].properties.name.model_dump()
            for place_id in known & set(catalogue.places)
        }
        return with_track(
            before,
            apply_repairs(tracks, accepted)[number],
            waypoint_names(waypoints, report.waypoints, names),
            filename=job.filename,
            districts=catalogue.boundaries,
            is_trail=ref.group == "trails",
        )


def _check_file(data: bytes) -> None:
    if not data:
        raise InvalidInputError(say(N_("The file is empty.")), field="file")
    if len(data) > MAX_BYTES:
        template = N_("The file is larger than %(megabytes)s MB.")
        said = say(template, megabytes=MAX_BYTES // 1024 // 1024)
        raise InvalidInputError(said, field="file", value=len(data))


def _check_crs(crs: str) -> None:
    try:
        converter(crs)
    except FormatError as error:
        said = say(N_("Choose the datum of the positions."))
        raise InvalidInputError(said, field="crs", value=crs) from error


def _check_number(number: int, count: int, said: Say) -> None:
    if not 0 <= number < count:
        raise InvalidInputError(said, field="track", value=number)


def _known_repairs(report: Report, accepted: Iterable[str]) -> frozenset[str]:
    wanted = frozenset(accepted)
    unknown = wanted - {repair.id for repair in report.repairs()}
    if unknown:
        said = say(N_("The report has changed: look at it once more before you take the line."))
        raise InvalidInputError(said, field="accepted", value=sorted(unknown))
    return wanted


def _clean_name(filename: str) -> str:
    """Return a file's name without folders and control characters."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    name = "".join(char for char in name if char.isprintable()).strip()
    if len(name) > _NAME_LENGTH:
        stem, dot, suffix = name.rpartition(".")
        end = dot + suffix if len(suffix) <= 10 else ""
        name = (stem or name)[: _NAME_LENGTH - len(end)] + end
    return name or "upload"
