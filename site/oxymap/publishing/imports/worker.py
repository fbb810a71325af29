"""Read what waits, one file after the other, so that a restart loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import PurePath

import structlog

from oxymap import clock
from oxymap.catalogue.snapshot import Catalogue
from oxymap.db.engine import reading, writing
from oxymap.errors import NotFoundError, OxyMapError
from oxymap.media.blobs import get_blob
from oxymap.publishing.imports import store
from oxymap.publishing.imports.apart import LostError, Outcome, Task, read_apart
from oxymap.publishing.imports.models import ImportJob, JobState, Refusal, takes_line
from oxymap.publishing.imports.surroundings import surroundings_of
from oxymap.publishing.imports.wire import dump
from oxymap.publishing.service import Publishing
from oxymap.wording import N_, Say, say

log = structlog.get_logger()
#: A process that has not said for so long that it works on a file has lost it.
LEASE_S = 60
_RENEW_S = 10
#: How often is looked for what other processes have left behind.
_LOOK_S = 15.0
RECEIVED = N_("The file has been received and waits its turn.")
#: How far a reading is at each stage.
_STAGES: dict[str, tuple[float, str]] = {
    "": (0.05, N_("Reading begins.")),
    "reading": (0.1, N_("The file is being read.")),
    "measuring": (0.5, N_("The tracks are being measured.")),
    "comparing": (0.7, N_("The tracks are being compared with what is published.")),
}
_READY = N_("The report is ready.")
_MISSING = N_("The file as it came is not there any more: please bring it in again.")
_FAILED = N_("The file could not be read.")


class Worker:
    """Reads received files in child processes; any number of server processes may have one."""

    def __init__(self, publishing: Publishing, catalogue: Callable[[], Catalogue]) -> None:
        self._publishing = publishing
        self._engine = publishing.engine
        self._catalogue = catalogue
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the thread, once a process."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="imports", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread after the file that it reads; another start begins anew."""
        with self._lock:
            thread, self._thread = self._thread, None
        self._wake.set()
        if thread is not None:
            thread.join()

    def wake(self) -> None:
        """Have the thread look at once, if there is one."""
        self._wake.set()

    def run_pending(self) -> int:
        """Read everything that is due; return how many files that were."""
        count = 0
        while (claimed := self._claim()) is not None:
            self._read(*claimed)
            count += 1
        return count

    def _serve(self) -> None:
        while self._thread is threading.current_thread():
            try:
                self.run_pending()
            except (OxyMapError, OSError) as error:
                log.error("imports.failed", reason=str(error))
            if self._thread is threading.current_thread():
                self._wake.wait(_LOOK_S)
                self._wake.clear()

    def _claim(self) -> tuple[ImportJob, int] | None:
        now = clock.seconds()
        with reading(self._engine) as connection:
            if store.due(connection, now) is None:
                return None
        with writing(self._engine) as connection:
            found = store.due(connection, now)
            job = None if found is None else store.find(connection, found)
            if job is None:
                return None
            store.claim(connection, job.id, now, now + LEASE_S)
        return job, now + LEASE_S

    def _read(self, job: ImportJob, held: int) -> None:
        lease = _Lease(self, job, held)
        try:
            outcome = read_apart(self._task(job), lease.watch)
        except LostError:
            log.warning("imports.lost", job=job.id)
            return
        except NotFoundError as error:
            # Tried again, it would be missing again.
            log.error("imports.missing", job=job.id, reason=str(error))
            outcome = Outcome(Refusal(say(_MISSING), reason="missing"))
        with writing(self._engine) as connection:
            kept = store.finish(connection, job, lease.held, _result(outcome))
        reason = outcome.refusal.reason if outcome.refusal else None
        log.info("imports.read", job=job.id, kept=kept, refused=reason)

    def _task(self, job: ImportJob) -> Task:
        ref = self._publishing.submission(job.submission_id).ref
        with reading(self._engine) as connection:
            data, _ = get_blob(connection, job.sha256)
        return Task(
            data=data,
            suffix=PurePath(job.filename).suffix,
            crs=job.crs,
            around=dump(surroundings_of(self._catalogue(), ref.id)),
            wants_line=takes_line(ref.group),
        )

    def renew(self, job: ImportJob, held: int, stage: str) -> int | None:
        """Keep a file for longer and note the stage; None when another process has it."""
        progress, template = _STAGES.get(stage, _STAGES[""])
        # Another value each time, and never less: it is also the proof that it is ours.
        until = max(clock.seconds() + LEASE_S, held)
        with writing(self._engine) as connection:
            kept = store.renew(
                connection, job, held, until=until, progress=progress, stage=say(template)
            )
        return until if kept else None


class _Lease:
    """The hold on a file that is being read."""

    def __init__(self, worker: Worker, job: ImportJob, held: int) -> None:
        self.held = held
        self._worker = worker
        self._job = job
        self._stage: str | None = None

    def watch(self, stage: str) -> bool:
        """Renew the hold when there is something new, or when it grows old."""
        if stage == self._stage and self.held - clock.seconds() > LEASE_S - _RENEW_S:
            return True
        kept = self._worker.renew(self._job, self.held, stage)
        self._stage, self.held = stage, kept or self.held
        return kept is not None


def _result(outcome: Outcome) -> dict[str, object]:
    stage: Say = say(_FAILED if outcome.refusal else _READY)
    values: dict[str, object] = {
        "progress": 1.0, "stage": dump(stage).decode(), "updated_at": clock.seconds(),
    }  # fmt: skip
    if outcome.refusal is not None:
        refusal = dump(outcome.refusal).decode()
        return {**values, "state": JobState.FAILED, "report": refusal, "tracks": None}
    return {
        **values, "state": JobState.READY, "report": outcome.report, "tracks": outcome.tracks,
    }  # fmt: skip
