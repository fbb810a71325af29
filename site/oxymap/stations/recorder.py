"""Write readings durably, many waiting senders in one commit (group commit).

One thread writes.  Whoever hands in a batch waits until the commit that holds it is on
disk; what comes meanwhile goes into the next commit.  So a disk that takes its time makes
commits larger and not rarer, and an answer still means: on disk.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Engine

from oxymap.db.engine import writing
from oxymap.errors import BusyError, StoreError
from oxymap.stations.models import Reading, Source
from oxymap.stations.store import observations as store
from oxymap.stations.store.upserts import storable

log = structlog.get_logger()
#: One commit takes at most so many readings; a larger batch is a commit of its own.
MOST_ROWS = 20_000
#: More batches than this are not kept waiting; the sender has to come again.
MOST_WAITING = 2_000


@dataclass(frozen=True)
class Batch:
    """Readings of one station, with the number of the item that each came in."""

    station_id: str
    source: Source
    received_at: int
    rows: Sequence[tuple[int, Reading]]
    done: Future[set[int]] = field(default_factory=Future)


class Recorder:
    """The only writer of observations in a process.

    Parameters
    ----------
    on_commit : called after every commit, to wake whoever settles.
    """

    def __init__(self, engine: Engine, on_commit: Callable[[], None] = lambda: None) -> None:
        self._engine = engine
        self._on_commit = on_commit
        self._waiting: queue.SimpleQueue[Batch] = queue.SimpleQueue()
        self._series: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def record(self, batch: Batch) -> set[int]:
        """Write a batch; return the numbers of the items that held something new.

        Raises
        ------
        StoreError : nothing of the batch was written.
        BusyError : too many others wait.
        """
        if self._waiting.qsize() > MOST_WAITING:
            raise BusyError("Too many readings are waiting to be written.")
        self._start()
        self._waiting.put(batch)
        return batch.done.result()

    def _start(self) -> None:
        if self._thread is None:
            with self._lock:
                if self._thread is None:
                    thread = threading.Thread(target=self._run, name="recorder", daemon=True)
                    thread.start()
                    self._thread = thread

    def _run(self) -> None:
        while True:
            batches = self._gather()
            try:
                self._write(batches)
            except StoreError as error:
                self._series.clear()
                log.error("recorder.failed", batches=len(batches), error=error.message)
                for batch in batches:
                    batch.done.set_exception(error)
            except Exception as error:
                self._series.clear()
                log.exception("recorder.failed", batches=len(batches))
                failure = StoreError(f"The readings could not be written: {error!r}")
                for batch in batches:
                    if not batch.done.done():
                        batch.done.set_exception(failure)

    def _gather(self) -> list[Batch]:
        """Wait for a batch, and take what else is there."""
        batches = [self._waiting.get()]
        rows = len(batches[0].rows)
        while rows < MOST_ROWS and not self._waiting.empty():
            batches.append(self._waiting.get())
            rows += len(batches[-1].rows)
        return batches

    def _write(self, batches: Sequence[Batch]) -> None:
        news: list[set[int]] = [set() for _ in batches]
        with writing(self._engine) as connection:
            names = {(b.station_id, r.observed) for b in batches for _, r in b.rows}
            if not names <= self._series.keys():
                self._series.update(store.series_ids(connection, names))
            rows = [[(number, self._row(b, r)) for number, r in b.rows] for b in batches]
            inserted = store.add_rows(connection, [row for part in rows for _, row in part])
            due = set()
            for batch, part, new in zip(batches, rows, news, strict=True):
                for number, row in part:
                    if row.key in inserted:
                        inserted.remove(row.key)
                        new.add(number)
                        due.add((batch.station_id, row.hour))
            store.mark_due(connection, due)
            heard = {batch.station_id: batch.received_at for batch in batches}
            store.note_reports(connection, heard, max(heard.values()))
        self._on_commit()
        for batch, new in zip(batches, news, strict=True):
            batch.done.set_result(new)

    def _row(self, batch: Batch, reading: Reading) -> store.NewRow:
        # By position: this is done for every reading.
        return store.NewRow(
            self._series[(batch.station_id, reading.observed)],
            reading.time,
            reading.period_s,
            reading.result,
            reading.low,
            reading.high,
            storable(reading.device_flag),
            batch.received_at,
            batch.source,
        )
