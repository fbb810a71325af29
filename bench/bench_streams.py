"""Open streams: what they cost other requests, how soon they tell, and how much memory they take.

Every stream keeps a thread of the server waiting.  Other requests are measured without any
stream and with all of them, while readings arrive that are told on every one.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import many_stations as s
import measuring as m
from watchers import Heard, Watchers, watchers

from oxymap import clock
from oxymap.stations.models import MINUTE_S

STREAMS = int(m.number("BENCH_STREAMS", 400))
SECONDS = m.number("BENCH_SECONDS", 12)
STATIONS = 10
DAY_MINUTES = 24 * 60
#: Readings a second: what 60 stations send that report every minute, and what 600 do.
RATES = (1.0, 10.0)
#: The readings of the measurement are minutes up to now.
AHEAD_MINUTES = 45
#: Closed streams are noticed when something is sent on them.
FREE_AGAIN_S = 60.0
GOAL_MS = 50
HTTP_BUSY = "HTTP/1.1 503 "


def main(folder: Path) -> None:
    data = folder / "data"
    senders, minute = _prepare(data)
    with (
        m.our_server(data, OXYMAP_STREAM_CONNECTIONS=str(STREAMS)) as server,
        watchers(server.port) as streams,
    ):
        feed = Feed(server, senders, minute)
        _measure(server, "no streams, no readings", 0.5)
        quiet = _measure(server, "no streams, no readings")
        with feed.running(RATES[0]):
            _measure(server, f"no streams, {RATES[0]:g} reading/s")
        before = _memory_mb(server)
        began = time.monotonic()
        _expect_all_open(streams.open(STREAMS))
        print(f"  {STREAMS} streams opened in {time.monotonic() - began:.2f} s")
        full = [_measure_full(server, streams, feed, rate) for rate in RATES]
        print(f"  memory per stream {(_memory_mb(server) - before) * 1024 / STREAMS:.0f} kB")
        _expect_refusal(streams.open(1))
        _expect_free_again(streams, feed)
    m.ratio(f"p99 with {STREAMS} streams / without any", full[-1:], [quiet], "none")
    print(f"→ p99 of other requests at most {max(full):.1f} ms (goal < {GOAL_MS} ms)")


def _prepare(data: Path) -> tuple[list[s.Sender], int]:
    """Make stations that have reported for a day; return them and the minute that comes next."""
    live = s.open_live(data)
    senders = s.add_stations(live, STATIONS)
    last = clock.seconds() // MINUTE_S - AHEAD_MINUTES
    for sender in senders:
        s.fill(live, sender.id, last * MINUTE_S, DAY_MINUTES)
    live.keeper.settle_all()
    live.stop()
    return senders, last + 1


# --- readings --------------------------------------------------------------------------


@dataclass
class Feed:
    """Sends readings of all stations in turn, from a thread."""

    server: m.Server
    senders: Sequence[s.Sender]
    first_minute: int
    #: When the reading of a station and a time was sent (monotonic).
    sent: dict[tuple[str, str], float] = field(default_factory=dict)
    failure: Exception | None = None
    _count: int = 0

    @contextlib.contextmanager
    def running(self, rate: float) -> Iterator[None]:
        """Send so many readings a second while the block runs."""
        stop = threading.Event()
        thread = threading.Thread(target=self._run, args=(rate, stop))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
        if self.failure is not None:
            raise m.CannotMeasureError(f"readings could not be sent: {self.failure!r}")

    def _run(self, rate: float, stop: threading.Event) -> None:
        link = http.client.HTTPConnection(m.HOST, self.server.port, timeout=60)
        began = time.monotonic()
        try:
            with contextlib.closing(link):
                for number in itertools.count(1):
                    self._send(link)
                    if stop.wait(max(0.0, began + number / rate - time.monotonic())):
                        return
        except (OSError, http.client.HTTPException, m.CannotMeasureError) as error:
            self.failure = error

    def _send(self, link: http.client.HTTPConnection) -> None:
        turn, number = divmod(self._count, len(self.senders))
        sender, minute = self.senders[number], self.first_minute + turn
        self._count += 1
        self.sent[(sender.id, clock.iso(minute * MINUTE_S))] = time.monotonic()
        s.post(link, sender, s.body_of(minute))

    def delays(self, heard: Sequence[Heard]) -> list[float]:
        """Return how long each reading took to each stream, in ms."""
        found = ((self.sent.get((item.station, item.time)), item.at) for item in heard)
        return [(at - sent) * 1e3 for sent, at in found if sent is not None]


# --- measuring -------------------------------------------------------------------------


def _measure_full(server: m.Server, streams: Watchers, feed: Feed, rate: float) -> float:
    """Measure with all streams open; return p99 of other requests in ms."""
    streams.heard()
    feed.sent.clear()
    cpu = m.cpu_us(server.process.pid)
    with feed.running(rate):
        late = _measure(server, f"{STREAMS} streams, {rate:g} readings/s")
        cpu = m.cpu_us(server.process.pid) - cpu
    time.sleep(2.0)
    delays = feed.delays(streams.heard())
    if not delays:
        raise m.CannotMeasureError("no reading was told on the streams")
    m.spread("  POST to event, all streams", delays, "ms")
    expected = len(feed.sent) * STREAMS
    print(
        f"  {len(delays):,} of {expected:,} events arrived; server {cpu / SECONDS / 1e4:.0f} % CPU"
    )
    return late


def _measure(server: m.Server, name: str, seconds: float = SECONDS) -> float:
    """Send other requests one after another; return p99 in ms."""
    etag = m.get(server, "/")[2]["etag"]
    asked: list[tuple[str, dict[str, str]]] = [
        ("/", {}), ("/api/v1/live", {}), ("/", {"If-None-Match": etag}),
    ]  # fmt: skip
    times = []
    end = time.monotonic() + seconds
    with contextlib.closing(http.client.HTTPConnection(m.HOST, server.port, timeout=60)) as link:
        for path, headers in itertools.cycle(asked):
            began = time.perf_counter()
            link.request("GET", path, headers={**m.GZIP, **headers})
            answer = link.getresponse()
            answer.read()
            times.append((time.perf_counter() - began) * 1e3)
            if answer.status not in {200, 304}:
                raise m.CannotMeasureError(f"{path} answers {answer.status}")
            if time.monotonic() > end:
                break
    if seconds == SECONDS:
        m.spread(name, times, "ms")
    return m.percentile(times, 99)


def _memory_mb(server: m.Server) -> float:
    def resident(pid: int) -> int:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
        return int(status.partition("VmRSS:")[2].split()[0])

    return sum(map(resident, m.processes(server.process.pid))) / 1024


def _expect_all_open(refused: Sequence[str]) -> None:
    if refused:
        raise m.CannotMeasureError(f"{len(refused)} streams were refused: {refused[0]}")


def _expect_refusal(refused: Sequence[str]) -> None:
    head = refused[0] if refused else ""
    retry = next((x for x in head.splitlines() if x.lower().startswith("retry-after:")), None)
    if not head.startswith(HTTP_BUSY) or retry is None:
        raise m.CannotMeasureError(f"one stream more is answered with {head[:200]!r}")
    print(f"→ stream {STREAMS + 1} is refused: {head.split(chr(13))[0]}, {retry}")


def _expect_free_again(streams: Watchers, feed: Feed) -> None:
    streams.hang_up()
    began = time.monotonic()
    with feed.running(RATES[0]):
        missing = STREAMS
        while missing and time.monotonic() - began < FREE_AGAIN_S:
            missing = len(streams.open(missing))
            time.sleep(0.05)
    if missing:
        raise m.CannotMeasureError(f"{missing} streams are not free again")
    print(f"→ all {STREAMS} are free again {time.monotonic() - began:.1f} s after hanging up")


if __name__ == "__main__":
    m.run(main)
