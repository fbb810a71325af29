"""Tell what happens to everybody who listens, and let them resume where they were."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oxymap.stations.store.events import Event

#: As many events are kept for those who resume; older ones are gone and polling takes over.
KEPT = 2_000
HEARTBEAT_S = 15.0
RETRY_MS = 5_000


class Hub:
    """Events in memory, and a condition on which the streams of a process wait."""

    def __init__(self) -> None:
        self._events: deque[tuple[int, bytes]] = deque(maxlen=KEPT)
        self._news = threading.Condition()
        self._closed = False

    @property
    def last_id(self) -> int:
        """The id of the newest event, or 0."""
        return self._events[-1][0] if self._events else 0

    def publish(self, events: Iterable[Event]) -> None:
        """Hand events on; they are encoded once for everybody."""
        encoded = [(event.id, encode(event)) for event in events]
        if encoded:
            with self._news:
                self._events.extend(encoded)
                self._news.notify_all()

    def close(self) -> None:
        """End every stream."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def follow(self, after: int | None, heartbeat_s: float = HEARTBEAT_S) -> Iterator[bytes]:
        """Yield events after an id (None: only news) as SSE, with heartbeats between.

        An id from a time before what is kept starts with what is kept.  One that has not been
        given out here (by another process that is ahead, or of another database) starts with
        what comes next.
        """
        seen = self.last_id if after is None or after > self.last_id else after
        yield f"retry: {RETRY_MS}\n\n".encode()
        while True:
            with self._news:
                if self.last_id <= seen and not self._closed:
                    self._news.wait(heartbeat_s)
                found, closed = self._after(seen), self._closed
            if found:
                seen = found[-1][0]
                yield b"".join(body for _, body in found)
            elif closed:
                return
            else:
                yield b": heartbeat\n\n"

    def _after(self, seen: int) -> list[tuple[int, bytes]]:
        """Return what came after an id; looks from the newest end, since streams are close by."""
        news = list(itertools.takewhile(lambda item: item[0] > seen, reversed(self._events)))
        return news[::-1]


def encode(event: Event) -> bytes:
    """Return an event in the form of the standard (text/event-stream)."""
    return f"id: {event.id}\nevent: {event.kind}\ndata: {event.body}\n\n".encode()


class Seats:
    """A limited number of streams, so that other requests always find a thread."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most) if most else None
        self.taken = 0

    def take(self) -> Callable[[], None] | None:
        """Take a seat; return what gives it back (once), or None when all are taken."""
        if self._free is None or not self._free.acquire(blocking=False):
            return None
        self.taken += 1
        given_back = threading.Event()

        def give_back() -> None:
            if not given_back.is_set():
                given_back.set()
                self.taken -= 1
                if self._free is not None:
                    self._free.release()

        return give_back
