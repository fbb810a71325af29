"""Take readings: the one way in, whatever the protocol."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from oxymap import clock
from oxymap.stations.models import DAY_S, Item, Outcome, Reading, Rejection, Source
from oxymap.stations.recorder import Batch, Recorder

#: A clock may run ahead by this much (DOMAIN section 2.2).
FUTURE_S = 300
#: Stations may catch up with this much; files that an operator imports may be older.
BACKFILL_S = 30 * DAY_S
_ANY_AGE: frozenset[Source] = frozenset({"csv", "neo"})


class Ingest:
    """Takes batches of every protocol (see `Accept`).

    Parameters
    ----------
    find : checks that a station may report; raises NotFoundError.
    count : is told of everything that was not taken: (station, source, rejections).
    """

    def __init__(
        self,
        recorder: Recorder,
        find: Callable[[str], object],
        count: Callable[[str, Source, Sequence[Rejection]], None],
    ) -> None:
        self._recorder = recorder
        self._find = find
        self._count = count

    def __call__(self, station_id: str, items: Sequence[Item], source: Source) -> Outcome:
        """Take a batch of one station; return when it is on disk."""
        self._find(station_id)
        now = clock.seconds()
        rejected = [
            _at(index, problem) for index, item in enumerate(items) for problem in item.rejections
        ]
        rows: list[tuple[int, Reading]] = []
        for index, item in enumerate(items):
            for reading in item.readings:
                problem = _time_problem(index, reading, now, source)
                if problem is None:
                    rows.append((index, reading))
                else:
                    rejected.append(problem)
        new = self._recorder.record(Batch(station_id, source, now, rows)) if rows else set()
        if rejected:
            rejected = _once(rejected)
            self._count(station_id, source, rejected)
        known = {index for index, _ in rows} - new
        return Outcome(len(new), len(known), tuple(rejected))


def _at(index: int, problem: Rejection) -> Rejection:
    return Rejection(index, problem.code, problem.message, problem.observed)


def _once(problems: Sequence[Rejection]) -> list[Rejection]:
    """Say what is wrong with an object's time once, not for each of its values."""
    found = {(p.index, p.code, p.observed): p for p in problems}
    return [found[key] for key in sorted(found, key=lambda key: (key[0], key[1], key[2] or ""))]


def _time_problem(index: int, reading: Reading, now: int, source: Source) -> Rejection | None:
    if reading.time > now + FUTURE_S:
        ahead = reading.time - now
        return Rejection(index, "future", f"time is {ahead} s ahead of the server's clock")
    if reading.time < now - BACKFILL_S and source not in _ANY_AGE:
        return Rejection(index, "too_old", "time is more than 30 days ago")
    return None
