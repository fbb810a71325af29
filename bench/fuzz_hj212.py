"""Throw broken frames at the receiver of HJ 212, for as many seconds as are asked for.

Good frames are damaged, cut, repeated and mixed with garbage.  Every stream goes through the
decoder and the parser in this process, and to a real server on the loopback interface.  It
fails when anything raises, when a good frame that follows is lost, when memory of a decoder
grows, or when the server does not answer a good frame any more.

    PYTHONPATH=site .venv/bin/python bench/fuzz_hj212.py 60 [SEED]
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence

import structlog

from oxymap.config import ROOT
from oxymap.stations.gateways.hj212_frames import (
    LONGEST_SEGMENT,
    Frame,
    FrameDecoder,
    FrameError,
    encode_frame,
)
from oxymap.stations.gateways.hj212_packets import PacketLimits
from oxymap.stations.gateways.hj212_profiles import PROFILES_FILE, load_profiles
from oxymap.stations.gateways.hj212_receiver import Receiver
from oxymap.stations.gateways.hj212_server import Hj212Limits, serve_hj212
from oxymap.stations.models import Item, Outcome, Source, Station

HOST = "127.0.0.1"
MN = "010000A8900016F000169DC1"
PROFILES = load_profiles(ROOT / "content" / PROFILES_FILE)
STATION = Station("s1", "站", "Station", 115.8, 39.9, interval_s=60, hj212_mn=MN)
LONGEST_FRAME = LONGEST_SEGMENT + 12
ANSWER_S = 10.0
#: Live streams at the same time.
DEVICES = 8

HEADS = ("QN=20260601110000456;", "ST=22;", "ST=39;", "PW=123456;", f"MN={MN};", "MN=X;", "Flag=5;")
HEADS += ("Flag=7;PNUM=2;PNO=1;", "Flag=7;PNUM=2;PNO=2;", "Flag=9;", "Flag=255;", "Flag=-1;", ";;")
COMMANDS = ("2011", "2051", "2061", "2031", "2021", "2081", "1013", "9014", "1011", "0000", "x")
PIECES = (
    "DataTime=20260601100000", "DataTime=20260601100000999", "DataTime=99999999999999",
    "a80003-Rtd=2380", "a80003-Avg=2296", "a80003-Min=1", "a80003-Max=1e308", "a80003-Flag=N",
    "a80003-Flag=D", "a34004-Avg=12000", "a01006-Avg=101.32", "a80002-Cou=1.2", "x-Avg=nan",
    "a01001-SampleTime=20260601100007", "a01001-Rtd=", "a-=1", "-Rtd=1", "=", "&&", "##0010",
    "站-Avg=１２", "a01001-Avg=--", "a01001-Avg=0x10", "CP=&&", "\r\n",
)  # fmt: skip
GOOD = encode_frame(
    f"QN=20260601110000456;ST=22;CN=2061;PW=123456;MN={MN};Flag=5;"
    "CP=&&DataTime=20260601100000;a80003-Avg=2296,a80003-Flag=N&&".encode()
)


def message(rng: random.Random) -> bytes:
    """A data segment made of likely and unlikely parts."""
    head = "".join(rng.sample(HEADS, rng.randrange(len(HEADS))))
    if rng.random() < 0.7:
        head = f"QN=2026060111{rng.randrange(10**7):07};ST=22;PW=1;MN={MN};Flag=5;"
    body = "".join(rng.choice(PIECES) + rng.choice(";;,") for _ in range(rng.randrange(12)))
    return f"{head}CN={rng.choice(COMMANDS)};CP=&&{body}&&".encode()[:LONGEST_SEGMENT]


def damaged(rng: random.Random, data: bytes) -> bytes:
    """The same bytes after an accident, or untouched."""
    at, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    match rng.randrange(10):
        case 0:
            return data[:at]
        case 1:
            return data[at:]
        case 2:
            return data[:at] + data[end:]
        case 3:
            return data[:at] + rng.randbytes(rng.randrange(40)) + data[at:]
        case 4:
            return data[:at] + rng.randbytes(end - at) + data[end:]
        case 5:
            return data[:2] + b"%04d" % rng.randrange(10_000) + data[6:]
        case 6:
            return data[:at] + data[at:end] * 3 + data[end:]
        case 7:
            return rng.choice([b"##", b"#", b"##1024", b"\r", b"\r\n", b"\0" * 50]) + data
    return data


def stream(rng: random.Random) -> bytes:
    parts = (damaged(rng, encode_frame(message(rng))) for _ in range(rng.randrange(1, 8)))
    return b"".join(parts)


def pieces(rng: random.Random, data: bytes) -> list[bytes]:
    size = rng.choice([1, 3, 17, 200, 5000])
    return [data[at : at + size] for at in range(0, len(data), size)]


# --- decoder and parser ----------------------------------------------------------------


class Bench:
    """Counts what happens, and keeps what must not."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 -- repeatable, not secret
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []
        self.receiver = Receiver(
            {MN: STATION}.get, PROFILES, lambda what, of: self.count(what), PacketLimits()
        )

    def count(self, what: str) -> None:
        self.counts[what.partition(":")[0]] += 1

    def fail(self, what: str, data: bytes) -> None:
        if len(self.failures) < 10:
            self.failures.append(f"{what}\n  stream: {data!r}")
        self.counts["FAILURES"] += 1

    def decode(self, data: bytes) -> None:
        """One stream through decoder and parser, in pieces and at once."""
        found = self._decoded(pieces(self.rng, data + GOOD), data)
        whole = [item.segment for item in self._decoded([data + GOOD], data)]
        if [item.segment for item in found] != whole:
            self.fail("what is found depends on the cuts", data)
        if not whole or whole[-1] != GOOD[6:-6]:
            self.fail("the good frame at the end is lost", data)
        for frame in found:
            delivery = self.receiver.take(frame, time.monotonic(), "fuzz")
            self.counts["frames of our device" if delivery else "frames of others"] += 1
            for item in delivery.items if delivery else ():
                self.counts["readings"] += len(item.readings)
                self.counts["rejections"] += len(item.rejections)

    def _decoded(self, parts: Sequence[bytes], data: bytes) -> list[Frame]:
        decoder = FrameDecoder()
        frames: list[Frame] = []
        for part in parts:
            for item in decoder.feed(part):
                if isinstance(item, FrameError):
                    self.counts[f"frame error {item.code}"] += 1
                else:
                    frames.append(item)
            if decoder.pending > LONGEST_FRAME:
                self.fail("the decoder keeps too much", data)
        return frames


# --- a live server ---------------------------------------------------------------------


def accept(station_id: str, items: Sequence[Item], source: Source) -> Outcome:
    return Outcome(len(items), 0)


async def device(bench: Bench, port: int, until: float) -> None:
    """Send broken streams, each with a good frame at its end that has to be answered."""
    number = 0
    while time.monotonic() < until:
        reader, writer = await asyncio.open_connection(HOST, port)
        for _ in range(20):
            number += 1
            qn = f"{id(reader) % 10**9:09}{number % 10**8:08}"
            data = stream(bench.rng)
            good = encode_frame(GOOD[6:-6].replace(b"20260601110000456", qn.encode()))
            if not await _is_answered(reader, writer, [*pieces(bench.rng, data), good], qn):
                bench.fail("a good frame is not answered", data)
                break
            bench.counts["live streams answered"] += 1
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        bench.counts["live connections"] += 1


async def _is_answered(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, parts: Sequence[bytes], qn: str
) -> bool:
    try:
        for part in parts:
            writer.write(part)
        await writer.drain()
        async with asyncio.timeout(ANSWER_S):
            while f"QN={qn};".encode() not in await reader.readuntil(b"\r\n"):
                pass
    except (OSError, asyncio.IncompleteReadError):
        return False
    return True


async def fuzz(bench: Bench, seconds: float) -> None:
    stop = asyncio.Event()
    listening: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = asyncio.create_task(
        serve_hj212(
            HOST, 0, accept=accept, find={MN: STATION}.get, profiles=PROFILES,
            count=lambda what, of: bench.count("server " + what), stop=stop,
            on_listening=listening.set_result, limits=Hj212Limits(noise_bytes=10**6),
        )
    )  # fmt: skip
    port = await listening
    until = time.monotonic() + seconds
    devices = [asyncio.create_task(device(bench, port, until)) for _ in range(DEVICES)]
    while time.monotonic() < until:
        for _ in range(4):
            data = stream(bench.rng)
            try:
                bench.decode(data)
            except Exception:  # Whatever it is, it is what we look for.
                bench.fail(traceback.format_exc(), data)
            bench.counts["streams"] += 1
            bench.counts["bytes"] += len(data)
        await asyncio.sleep(0)
    for outcome in await asyncio.gather(*devices, return_exceptions=True):
        if outcome is not None:
            bench.fail(f"a device of ours: {outcome!r}", b"")
    stop.set()
    await server


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    bench = Bench(seed)
    asyncio.run(fuzz(bench, seconds), debug=False)
    if bench.counts["server failed"]:
        bench.fail("a connection of the server ended by a mistake of ours", b"")
    print(f"seed {seed}, {seconds:g} s")
    for name, number in sorted(bench.counts.items()):
        print(f"  {name:32} {number:>12,}")
    print("\n".join(bench.failures) or "→ nothing raised, nothing lost")
    sys.exit(bool(bench.failures))


if __name__ == "__main__":
    main()
