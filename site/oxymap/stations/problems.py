"""Count what could not be taken, without a write for each."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Engine

from oxymap import clock
from oxymap.db.engine import writing
from oxymap.errors import StoreError
from oxymap.stations.models import DAY_S, Rejection
from oxymap.stations.store import events as store
from oxymap.stations.store.events import ProblemCount

#: Somebody who sends many different wrong things must not fill the memory.
MOST_KINDS = 1_000


class ProblemBook:
    """Gathers problems in memory and writes them from time to time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._open: dict[tuple[str, str, str, int], ProblemCount] = {}

    def note_rejections(self, station_id: str, source: str, rejected: Sequence[Rejection]) -> None:
        """Count the rejections of a batch."""
        for problem in rejected:
            self.note(station_id, source, problem.code, problem.message)

    def note(self, station_id: str, source: str, code: str, message: str = "") -> None:
        """Count one problem; the station is empty when it is not known."""
        now = clock.seconds()
        day = now // DAY_S * DAY_S
        self._add(ProblemCount(station_id, source, code, day, 1, now, message[:300]))

    def _add(self, problem: ProblemCount) -> None:
        key = (problem.thing_id, problem.source, problem.code, problem.day)
        with self._lock:
            found = self._open.get(key)
            if found is not None:
                self._open[key] = replace(problem, count=found.count + problem.count)
            elif len(self._open) < MOST_KINDS:
                self._open[key] = problem

    def write(self) -> None:
        """Write what was counted since the last time."""
        with self._lock:
            counted, self._open = list(self._open.values()), {}
        if not counted:
            return
        try:
            with writing(self._engine) as connection:
                store.count_problems(connection, counted)
        except StoreError:
            for problem in counted:
                self._add(problem)
            raise
