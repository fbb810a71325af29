"""The server that data loggers of HJ 212 connect to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog

from oxymap.errors import OxyMapError
from oxymap.stations.gateways.hj212_frames import FrameDecoder, encode_frame
from oxymap.stations.gateways.hj212_packets import PacketLimits
from oxymap.stations.gateways.hj212_profiles import Profile
from oxymap.stations.gateways.hj212_receiver import Count, Delivery, Receiver
from oxymap.stations.models import Accept, Station

log = structlog.get_logger()
_CHUNK = 4096
_BACKLOG = 512
_CLOSE_S = 1.0
_SEND_BUFFER = 16_384


@dataclass(frozen=True)
class Hj212Limits:
    """What one device, and all together, may take of the server.

    Parameters
    ----------
    connections : open at the same time; further ones are closed at once.
    first_frame_s : a connection that has brought no frame of a known device by then is closed.
    idle_s : so long a device may be silent after that.
    answer_s : a device that does not take its answer in this time is cut off.
    noise_bytes : so many bytes without a frame of a known device end a connection.
    writers : how many batches may wait for the store at the same time.
    stop_s : what is being written when the server stops has this long to be answered.
    packets : see `PacketLimits`.
    """

    connections: int = 2000
    first_frame_s: float = 60.0
    idle_s: float = 1800.0
    answer_s: float = 10.0
    noise_bytes: int = 16_384
    writers: int = 16
    stop_s: float = 5.0
    packets: PacketLimits = field(default_factory=PacketLimits)


async def serve_hj212(  # noqa: PLR0913 -- a server's surroundings; all but two by name
    host: str,
    port: int,
    *,
    accept: Accept,
    find: Callable[[str], Station | None],
    profiles: Mapping[str, Profile],
    count: Count,
    stop: asyncio.Event,
    on_listening: Callable[[int], None],
    limits: Hj212Limits,
) -> None:
    """Receive HJ 212 until `stop` is set.

    A message is acknowledged when it asks for it and `accept` has returned, which means that
    it is on disk; duplicates too. When `accept` fails nothing is answered, and the device
    sends again. The messages of one connection are taken and answered in their order.

    The password of a message is not checked: it travels in the clear and is no protection.

    Parameters
    ----------
    port : 0 for any that is free.
    accept : may block; it is called in threads.
    find : the allow-list, called for every message: the station with this MN, or None.
    count : see `Receiver`; besides ``accepted``, ``duplicate``, ``rejected`` and ``store``
        (not acknowledged) for messages, ``answered``, ``connections`` (over the limit),
        ``timeout``, ``noise`` and ``failed`` for connections.
    on_listening : called once with the port, when connections can come.

    Raises
    ------
    OSError : the port cannot be had.
    """
    receiver = Receiver(find, profiles, count, limits.packets)
    pool = ThreadPoolExecutor(limits.writers, thread_name_prefix="hj212")
    service = _Service(receiver, accept, count, limits, stop, pool)
    server = await asyncio.start_server(
        service.connected, host, port, limit=_CHUNK, backlog=_BACKLOG
    )
    try:
        on_listening(server.sockets[0].getsockname()[1])
        await stop.wait()
    finally:
        server.close()
        await service.finish()
        await server.wait_closed()
        pool.shutdown(wait=False, cancel_futures=True)


@dataclass
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    #: Between a frame and its answer; such a connection is not cut off in a stop.
    busy: bool = False
    noise: int = 0


class _Service:
    """All connections of one server."""

    def __init__(
        self,
        receiver: Receiver,
        accept: Accept,
        count: Count,
        limits: Hj212Limits,
        stop: asyncio.Event,
        pool: ThreadPoolExecutor,
    ) -> None:
        self._receiver = receiver
        self._accept = accept
        self._count = count
        self._limits = limits
        self._stop = stop
        self._pool = pool
        self._open: dict[asyncio.Task[None], _Connection] = {}

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk with one device until it goes, or is sent away."""
        if len(self._open) >= self._limits.connections or self._stop.is_set():
            self._count("connections", None)
            await _close(writer)
            return
        connection = _Connection(reader, writer)
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 -- a coroutine always runs in a task
        self._open[task] = connection
        try:
            await self._talk(connection)
        except TimeoutError:
            self._count("timeout", None)
        except (OSError, asyncio.CancelledError):
            pass  # The device has gone, or the server stops.
        except Exception:
            # The edge of a connection: a mistake of ours ends this one and no other.
            self._count("failed", None)
            log.exception("hj212.failed", peer=_host(writer))
        finally:
            del self._open[task]
            await _close(writer)

    async def finish(self) -> None:
        """End all connections; those between a frame and its answer may finish that."""
        for task, connection in list(self._open.items()):
            if not connection.busy:
                task.cancel()
        if self._open:
            await asyncio.wait(list(self._open), timeout=self._limits.stop_s)
        for task in list(self._open):
            task.cancel()
        if self._open:
            await asyncio.wait(list(self._open), timeout=self._limits.stop_s)

    async def _talk(self, connection: _Connection) -> None:
        _prepare(connection.writer)
        peer = _host(connection.writer)
        decoder = FrameDecoder()
        loop = asyncio.get_running_loop()
        until = loop.time() + self._limits.first_frame_s
        while not self._stop.is_set():
            async with asyncio.timeout_at(until):
                data = await connection.reader.read(_CHUNK)
            if not data:
                return
            connection.noise += len(data)
            connection.busy = True
            for found in decoder.feed(data):
                delivery = self._receiver.take(found, loop.time(), peer)
                if delivery is not None:
                    await self._settle(connection, delivery)
                    connection.noise = 0
                    until = loop.time() + self._limits.idle_s
            connection.busy = False
            if connection.noise > self._limits.noise_bytes:
                self._count("noise", None)
                return

    async def _settle(self, connection: _Connection, delivery: Delivery) -> None:
        """Have a delivery written down, then answer."""
        if delivery.items and not await self._written(delivery):
            return
        if delivery.answer is not None:
            connection.writer.write(encode_frame(delivery.answer))
            async with asyncio.timeout(self._limits.answer_s):
                await connection.writer.drain()
            self._count("answered", delivery.station_id)

    async def _written(self, delivery: Delivery) -> bool:
        loop = asyncio.get_running_loop()
        try:
            outcome = await loop.run_in_executor(
                self._pool, self._accept, delivery.station_id, delivery.items, "hj212"
            )
        except OxyMapError as error:
            self._count("store", delivery.station_id)
            log.warning("hj212.store", station=delivery.station_id, error=error.message)
            return False
        if outcome.accepted:
            self._count("accepted", delivery.station_id)
        if outcome.duplicate:
            self._count("duplicate", delivery.station_id)
        if outcome.rejected:
            self._count("rejected", delivery.station_id)
        return True


def _host(writer: asyncio.StreamWriter) -> str:
    name = writer.get_extra_info("peername")
    return str(name[0]) if name else "unknown"


def _prepare(writer: asyncio.StreamWriter) -> None:
    """Let the system notice devices that vanish without a word (mobile networks)."""
    peer = writer.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    # Answers are short; a device that takes none of them is noticed the sooner.
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)


async def _close(writer: asyncio.StreamWriter) -> None:
    """Close a connection, without waiting for a device that takes nothing any more."""
    writer.close()
    try:
        async with asyncio.timeout(_CLOSE_S):
            await writer.wait_closed()
    except OSError:  # A time out is one too.
        writer.transport.abort()
