"""Open event streams, held in a process of their own beside the one that measures."""

from __future__ import annotations

import contextlib
import re
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection

import measuring as m

REQUEST = b"GET /api/v1/stream HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n"
EVENT = re.compile(
    rb'event: reading\ndata: \{"id":"(bench-\d+)".*?'
    rb'"last_good":\{"property":"neg_ion","value":[^,]+,"unit":"[^"]+","time":"([^"]+)"'
)
ANSWER_S = 30.0
BUFFER_BYTES = 1 << 16
HTTP_OK = b"HTTP/1.1 200 "


@dataclass(frozen=True)
class Heard:
    """An event that reached a stream: which station, its newest value's time, when (monotonic)."""

    station: str
    time: str
    at: float


class Watchers:
    """What the measuring process tells the one that holds the streams."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def open(self, count: int) -> list[str]:
        """Open streams and return the head of each refusal; refused ones are closed."""
        self._pipe.send(("open", count))
        return list(self._pipe.recv())

    def heard(self) -> list[Heard]:
        """Return the events since the last call."""
        self._pipe.send(("heard", 0))
        return [Heard(*item) for item in self._pipe.recv()]

    def hang_up(self) -> None:
        """Close all streams."""
        self._pipe.send(("hang_up", 0))
        self._pipe.recv()


@contextlib.contextmanager
def watchers(port: int) -> Iterator[Watchers]:
    """Start the process that holds the streams, and end it with all of them."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_hold, args=(port, theirs), daemon=True)
    process.start()
    try:
        yield Watchers(ours)
    finally:
        process.terminate()
        process.join()


# --- the process -----------------------------------------------------------------------


@dataclass
class _Streams:
    port: int
    selector: selectors.DefaultSelector = field(default_factory=selectors.DefaultSelector)
    #: What each stream has sent of an event that is not complete.
    rests: dict[socket.socket, bytes] = field(default_factory=dict)
    heard: list[tuple[str, str, float]] = field(default_factory=list)

    def open(self, count: int) -> list[str]:
        """Open streams one after the other, and read meanwhile what the others send."""
        heads = (self._open() for _ in range(count))
        return [head for head in heads if head]

    def _open(self) -> str:
        link = socket.create_connection((m.HOST, self.port), timeout=ANSWER_S)
        link.sendall(REQUEST)
        head = b""
        while b"\r\n\r\n" not in head:
            more = link.recv(BUFFER_BYTES)
            if not more:
                break
            head += more
        if not head.startswith(HTTP_OK):
            link.close()
            return head.decode("utf-8", "replace")
        self.rests[link] = head.partition(b"\r\n\r\n")[2]
        link.setblocking(False)
        self.selector.register(link, selectors.EVENT_READ)
        self.read(0)
        return ""

    def read(self, wait_s: float | None) -> bool:
        """Read what has come; return whether the other process has sent a command."""
        called = False
        for key, _ in self.selector.select(wait_s):
            if isinstance(key.fileobj, socket.socket):
                self._receive(key.fileobj)
            else:
                called = True
        return called

    def _receive(self, link: socket.socket) -> None:
        try:
            found = link.recv(BUFFER_BYTES)
        except ConnectionError:
            found = b""
        now = time.monotonic()
        if not found:
            self.selector.unregister(link)
            del self.rests[link]
            link.close()
            return
        # Lengths of chunks stand between events, never inside of one.
        complete, end, rest = (self.rests[link] + found).rpartition(b"\n\n")
        self.rests[link] = rest
        for station, moment in EVENT.findall(complete + end):
            self.heard.append((station.decode(), moment.decode(), now))

    def hang_up(self) -> None:
        """Close all streams."""
        for link in self.rests:
            self.selector.unregister(link)
            link.close()
        self.rests.clear()


def _hold(port: int, pipe: Connection) -> None:
    streams = _Streams(port)
    streams.selector.register(pipe, selectors.EVENT_READ)
    while True:
        if not streams.read(None):
            continue
        command, count = pipe.recv()
        if command == "open":
            pipe.send(streams.open(count))
        elif command == "heard":
            pipe.send(streams.heard)
            streams.heard = []
        else:
            streams.hang_up()
            pipe.send(None)
