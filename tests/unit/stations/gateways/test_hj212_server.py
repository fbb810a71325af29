"""Devices talk to a real server on the loopback interface."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from oxymap.errors import StoreError
from oxymap.stations.gateways.hj212_server import Hj212Limits, serve_hj212
from oxymap.stations.models import Item, Outcome, Rejection, Source, Station
from tests.unit.stations.gateways.hj212_making import (
    ANSWER,
    EXAMPLE,
    HOUR,
    MN,
    PROFILES,
    REAL_TIME,
    frame,
    station,
    with_modbus_sum,
)

HOST = "127.0.0.1"
#: Long enough for a busy machine; no test waits so long unless it fails.
PATIENCE_S = 10.0
#: Nothing came in this time: nothing comes.
SILENCE_S = 0.2
KNOWN = {MN: station()}


@dataclass
class Store:
    """Stands in for the ingest: keeps what it is given, and fails when told to."""

    broken: bool = False
    gate: threading.Event = field(default_factory=threading.Event)
    kept: list[tuple[str, Source, float | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    def accept(self, station_id: str, items: Sequence[Item], source: Source) -> Outcome:
        self.gate.wait(PATIENCE_S)
        if station_id == "rejects":
            return Outcome(0, 0, (Rejection(0, "too_old", "old"),))
        if self.broken:
            raise StoreError("disk full")
        new = [(station_id, source, reading.result) for item in items for reading in item.readings]
        known = [row for row in new if row in self.kept]
        self.kept += [row for row in new if row not in known]
        return Outcome(len(new) - len(known), len(known))


@dataclass
class Running:
    port: int
    store: Store
    counts: Counter[str]
    stop: asyncio.Event
    task: asyncio.Task[None]


@contextlib.asynccontextmanager
async def running(
    limits: Hj212Limits, find: Callable[[str], Station | None]
) -> AsyncIterator[Running]:
    store, counts, stop = Store(), Counter[str](), asyncio.Event()
    listening: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(
        serve_hj212(
            HOST, 0, accept=store.accept, find=find, profiles=PROFILES,
            count=lambda what, of: counts.update([what]), stop=stop,
            on_listening=listening.set_result, limits=limits,
        )
    )  # fmt: skip
    try:
        yield Running(await listening, store, counts, stop, task)
    finally:
        store.gate.set()
        stop.set()
        await asyncio.wait_for(task, PATIENCE_S)


def serving(
    test: Callable[[Running], Awaitable[None]],
    limits: Hj212Limits | None = None,
    find: Callable[[str], Station | None] = KNOWN.get,
) -> None:
    """Run a test beside a server."""

    async def run() -> None:
        async with running(limits or Hj212Limits(), find) as server:
            await test(server)

    # In a thread of its own: the browser tests leave a running loop in the main one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()


@dataclass
class Device:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def answer(self) -> bytes:
        """The next answer; nothing when the server has closed."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            return await asyncio.wait_for(self.reader.readuntil(b"\r\n"), PATIENCE_S)
        return b""

    async def hears_nothing(self) -> bool:
        try:
            return not await asyncio.wait_for(self.reader.read(1), SILENCE_S)
        except TimeoutError:
            return True


@contextlib.asynccontextmanager
async def device(server: Running) -> AsyncIterator[Device]:
    reader, writer = await asyncio.open_connection(HOST, server.port)
    try:
        yield Device(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


# --- answers ---------------------------------------------------------------------------


def test_hour_is_acknowledged_byte_for_byte_when_it_is_kept() -> None:
    async def test(server: Running) -> None:
        async with device(server) as logger:
            logger.send(HOUR)

            assert await logger.answer() == ANSWER
        assert server.store.kept == [("s1", "hj212", 2296.0)]
        assert server.counts == {"accepted": 1, "answered": 1}

    serving(test)


def test_what_the_device_sends_again_is_acknowledged_again() -> None:
    async def test(server: Running) -> None:
        async with device(server) as logger:
            logger.send(HOUR + HOUR)

            assert [await logger.answer(), await logger.answer()] == [ANSWER, ANSWER]
        assert len(server.store.kept) == 1
        assert server.counts["duplicate"] == 1

    serving(test)


def test_what_could_not_be_kept_is_not_acknowledged_until_it_can() -> None:
    async def test(server: Running) -> None:
        server.store.broken = True
        async with device(server) as logger:
            logger.send(HOUR)

            assert await logger.hears_nothing()
            server.store.broken = False
            logger.send(HOUR)
            assert await logger.answer() == ANSWER
        assert server.counts["store"] == 1

    serving(test)


def test_what_will_never_be_kept_is_acknowledged_so_that_it_is_not_sent_for_ever() -> None:
    async def test(server: Running) -> None:
        async with device(server) as logger:
            logger.send(HOUR)

            assert await logger.answer() == ANSWER
        assert server.counts["rejected"] == 1

    serving(test, find={MN: station(id="rejects")}.get)


def test_device_that_takes_no_answers_is_cut_off() -> None:
    async def test(server: Running) -> None:
        # Small buffers, so that the answers are soon in nobody's hands.
        peer = socket.socket()
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        peer.connect((HOST, server.port))
        _, writer = await asyncio.open_connection(sock=peer, limit=1024)
        while not server.counts["timeout"]:
            writer.write(frame("") * 200)
            await asyncio.sleep(0.02)
        writer.transport.abort()
        assert server.counts["timeout"] == 1

    serving(test, Hj212Limits(answer_s=0.2))


def test_nothing_is_answered_before_it_is_on_disk() -> None:
    async def test(server: Running) -> None:
        server.store.gate.clear()
        async with device(server) as logger:
            logger.send(HOUR)

            assert await logger.hears_nothing()
            server.store.gate.set()
            assert await logger.answer() == ANSWER

    serving(test)


def test_answers_come_in_the_order_of_the_messages() -> None:
    numbers = [f"202606011000{n:05}" for n in range(30)]

    async def test(server: Running) -> None:
        async with device(server) as logger:
            logger.send(b"".join(frame(QN=number) for number in numbers))

            answers = [await logger.answer() for _ in numbers]
        assert [answer[6:][3:20].decode() for answer in answers] == numbers

    serving(test)


@pytest.mark.parametrize(
    "sent",
    [frame(Flag="4"), frame(MN="STRANGER"), frame(CN="9014"), with_modbus_sum(EXAMPLE), b"#" * 99],
    ids=["no answer wanted", "unknown device", "an answer", "sum of Modbus", "garbage"],
)
def test_some_things_are_not_answered_and_the_next_frame_is(sent: bytes) -> None:
    async def test(server: Running) -> None:
        async with device(server) as logger:
            logger.send(sent)
            logger.send(HOUR)

            assert await logger.answer() == ANSWER
            assert await logger.hears_nothing()

    serving(test)


def test_frame_may_trickle_in() -> None:
    async def test(server: Running) -> None:
        async with device(server) as logger:
            for byte in HOUR:
                logger.send(bytes([byte]))
                await asyncio.sleep(0)

            assert await logger.answer() == ANSWER

    serving(test)


def test_message_with_nothing_to_keep_is_acknowledged_without_the_store() -> None:
    async def test(server: Running) -> None:
        server.store.broken = True
        async with device(server) as logger:
            logger.send(frame("DataTime=20260601100000"))

            assert b"CN=9014" in await logger.answer()

    serving(test)


# --- many and bad connections ----------------------------------------------------------


def test_silent_connections_disturb_nobody() -> None:
    async def test(server: Running) -> None:
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(200):
                await stack.enter_async_context(device(server))
            logger = await stack.enter_async_context(device(server))
            logger.send(HOUR)

            assert await logger.answer() == ANSWER

    serving(test)


def test_slow_store_of_one_device_does_not_keep_the_connection_of_another_waiting() -> None:
    async def test(server: Running) -> None:
        server.store.gate.clear()
        async with device(server) as slow, device(server) as other:
            slow.send(HOUR)
            other.send(frame("RestartTime=1", CN="2081"))

            assert b"CN=9014" in await other.answer()
            server.store.gate.set()
            assert await slow.answer() == ANSWER

    serving(test)


def test_connection_beyond_the_limit_is_closed_at_once() -> None:
    async def test(server: Running) -> None:
        async with device(server) as first:
            first.send(HOUR)
            assert await first.answer() == ANSWER
            async with device(server) as second:
                assert await second.answer() == b""
        assert server.counts["connections"] == 1

    serving(test, Hj212Limits(connections=1))


@pytest.mark.parametrize("sent", [b"", HOUR[:80], frame(MN="STRANGER")])
def test_connection_that_brings_no_frame_of_ours_in_time_is_closed(sent: bytes) -> None:
    async def test(server: Running) -> None:
        async with device(server) as logger:
            logger.send(sent)

            assert await logger.answer() == b""
        assert server.counts["timeout"] == 1

    serving(test, Hj212Limits(first_frame_s=0.1))


def test_device_that_falls_silent_is_closed_later() -> None:
    async def test(server: Running) -> None:
        async with device(server) as logger:
            logger.send(HOUR)
            assert await logger.answer() == ANSWER

            assert await logger.answer() == b""
        assert server.counts["timeout"] == 1

    serving(test, Hj212Limits(idle_s=0.1))


def test_connection_that_brings_only_noise_is_closed() -> None:
    async def test(server: Running) -> None:
        async with device(server) as logger:
            logger.send(b"noise" * 5000)

            assert await logger.answer() == b""
        assert server.counts["noise"] == 1

    serving(test)


def test_mistake_of_ours_ends_one_connection_and_no_other() -> None:
    def find(mn: str) -> Station | None:
        if mn == "BROKEN":
            raise ZeroDivisionError
        return station() if mn == MN else None

    async def test(server: Running) -> None:
        async with device(server) as bad, device(server) as good:
            bad.send(frame(MN="BROKEN"))
            good.send(HOUR)

            assert await bad.answer() == b""
            assert await good.answer() == ANSWER
        assert server.counts["failed"] == 1

    serving(test, find=find)


# --- end -------------------------------------------------------------------------------


def test_stop_closes_idle_connections_and_finishes_what_is_being_written() -> None:
    async def test(server: Running) -> None:
        server.store.gate.clear()
        async with device(server) as idle, device(server) as busy:
            busy.send(HOUR)
            assert await busy.hears_nothing()
            server.stop.set()

            assert await idle.answer() == b""
            server.store.gate.set()
            assert await busy.answer() == ANSWER
            assert await busy.answer() == b""
        await asyncio.wait_for(server.task, PATIENCE_S)

    serving(test)


def test_stop_does_not_wait_for_a_store_that_hangs() -> None:
    async def test(server: Running) -> None:
        server.store.gate.clear()
        async with device(server) as logger:
            logger.send(REAL_TIME)
            assert await logger.hears_nothing()
            server.stop.set()

            assert await logger.answer() == b""
            await asyncio.wait_for(server.task, PATIENCE_S)

    serving(test, Hj212Limits(stop_s=0.1))


def test_port_that_is_taken_is_an_error() -> None:
    async def test(server: Running) -> None:
        with pytest.raises(OSError, match="address"):
            await serve_hj212(
                HOST, server.port, accept=server.store.accept, find=lambda mn: None,
                profiles=PROFILES, count=lambda what, of: None, stop=asyncio.Event(),
                on_listening=lambda port: None, limits=Hj212Limits(),
            )  # fmt: skip

    serving(test)
