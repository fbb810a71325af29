"""What the measurements share: servers, clients, CPU per request, figures, tools.

Everything listens on the loopback interface only, and what is started here is stopped here.
"""

from __future__ import annotations

import contextlib
import http.client
import math
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from oxymap.config import ROOT

HOST = "127.0.0.1"
#: Reference programs are installed here once; the folder may be deleted at any time.
TOOLS = ROOT / "instance" / "cache" / "bench"
GZIP = {"Accept-Encoding": "gzip"}
READY_S = 60.0
TICK_US = 1e6 / os.sysconf("SC_CLK_TCK")
NO_HEADERS: Mapping[str, str] = {}


class CannotMeasureError(Exception):
    """Something that the measurement needs is missing; the text says what."""


@dataclass(frozen=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def url(self, path: str) -> str:
        return f"http://{HOST}:{self.port}{path}"


def run(main: Callable[[Path], None]) -> None:
    """Run a measurement in a temporary folder; end with status 1 when it cannot be made."""
    try:
        with tempfile.TemporaryDirectory(prefix="oxymap-bench-") as folder:
            main(Path(folder))
    except (CannotMeasureError, OSError, subprocess.SubprocessError) as error:
        sys.exit(f"cannot measure: {error}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def build_py(*words: str | Path) -> list[str]:
    return [sys.executable, str(ROOT / "build.py"), *map(str, words)]


def number(variable: str, otherwise: float) -> float:
    """Return a figure from the environment; OXYMAP_ would make its name that of a setting."""
    return float(os.environ.get(variable) or otherwise)


@contextlib.contextmanager
def our_server(
    data: Path,
    ready: str = "/readyz",
    *,
    pinned: bool = False,
    demo: bool = False,
    **environment: str,
) -> Iterator[Server]:
    """Start our server as a user does; the demo feed would work beside what is measured."""
    port = free_port()
    command = build_py("serve", "--port", str(port), "--data", data)
    if not demo:
        command.append("--no-demo")
    with started(command, port, ready, pinned=pinned, **environment) as server:
        yield server


@contextlib.contextmanager
def started(
    command: Sequence[str], port: int, ready: str, *, pinned: bool, **environment: str
) -> Iterator[Server]:
    """Start a server, wait until `ready` answers 200, and stop it at the end.

    A pinned server has the first core for itself, and we with our clients keep to the others.
    """
    cores = os.sched_getaffinity(0)
    if pinned and shutil.which("taskset") and (os.cpu_count() or 1) > 1:
        command = ["taskset", "-c", "0", *command]
        os.sched_setaffinity(0, set(range(1, os.cpu_count() or 1)))
    descriptor, log = tempfile.mkstemp(suffix=".log")
    process = subprocess.Popen(
        command, stdout=descriptor, stderr=descriptor, start_new_session=True,
        env={**os.environ, **environment},
    )  # fmt: skip
    os.close(descriptor)
    server = Server(port, process, Path(log))
    try:
        _wait_for(server, ready)
        yield server
    finally:
        _stop(process)
        server.log.unlink()
        os.sched_setaffinity(0, cores)


def _wait_for(server: Server, path: str) -> None:
    end = time.monotonic() + READY_S
    while time.monotonic() < end and server.process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if get(server, path)[0] == 200:
                return
        time.sleep(0.01)
    said = server.log.read_text(encoding="utf-8", errors="replace")[-1500:]
    raise CannotMeasureError(f"{path} does not answer 200; the server said:\n{said}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a server with its children, which belong to its process group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def processes(root: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            children.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()


def cpu_us(root: int) -> float:
    """Return the CPU time (user and system) that a process tree has used, in µs."""
    return TICK_US * sum(int(tick) for pid in processes(root) for tick in _stat(pid)[11:13])


def get(
    server: Server, path: str, headers: Mapping[str, str] = NO_HEADERS
) -> tuple[int, bytes, dict[str, str]]:
    """Return status, body and headers (names in lower case) of one request."""
    with contextlib.closing(http.client.HTTPConnection(HOST, server.port, timeout=30)) as link:
        link.request("GET", path, headers=dict(headers))
        answer = link.getresponse()
        return answer.status, answer.read(), {k.lower(): v for k, v in answer.getheaders()}


def ask(server: Server, path: str, headers: Mapping[str, str], count: int) -> float:
    """Send requests one after another over one connection; return CPU µs a request."""
    before = cpu_us(server.process.pid)
    with contextlib.closing(http.client.HTTPConnection(HOST, server.port, timeout=60)) as link:
        for _ in range(count):
            link.request("GET", path, headers=dict(headers))
            answer = link.getresponse()
            answer.read()
            if answer.status not in {200, 304}:
                raise CannotMeasureError(f"{path} answers {answer.status}")
    return (cpu_us(server.process.pid) - before) / count


def press(server: Server, path: str, headers: Mapping[str, str]) -> float:
    """Keep 32 connections busy for a second (one, without wrk); return CPU µs a request."""
    if shutil.which("wrk") is None:
        return ask(server, path, headers, 3000)
    before = cpu_us(server.process.pid)
    count = keep_busy(server, path, headers, 1)
    return (cpu_us(server.process.pid) - before) / count


def keep_busy(server: Server, path: str, headers: Mapping[str, str], seconds: int) -> int:
    """Keep 32 connections busy with wrk; return how many requests were answered."""
    given = [f"-H{name}: {value}" for name, value in headers.items()]
    command = [need("wrk"), "-t1", "-c32", f"-d{seconds}s", *given, server.url(path)]
    said = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=seconds + 30
    ).stdout
    match = re.search(r"(\d+) requests in", said)
    if match is None or match[1] == "0" or "Non-2xx" in said or "Socket errors" in said:
        raise CannotMeasureError(f"{path}: {said}")
    return int(match[1])


def alternate(
    cases: Mapping[str, Callable[[], float]], rounds: int, unit: str
) -> dict[str, list[float]]:
    """Run every case once a round after one that does not count; print and return the figures."""
    figures: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, case in cases.items():
            value = case()
            if number:
                figures[name].append(value)
    for name, values in figures.items():
        show(name, values, unit)
    return figures


def show(name: str, values: Sequence[float], unit: str) -> None:
    low, middle, high = min(values), statistics.median(values), max(values)
    print(f"  {name:<44} {middle:>11,.2f} {unit}  (min {low:,.2f}, max {high:,.2f})", flush=True)


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def spread(name: str, values: Sequence[float], unit: str) -> None:
    """Print how values lie that are not figures of rounds."""
    middle, most = percentile(values, 50), max(values)
    print(
        f"  {name:<44} p50 {middle:>9,.2f} {unit}, p99 {percentile(values, 99):,.2f}"
        f"  (max {most:,.2f}, {len(values):,} values)",
        flush=True,
    )


def ratio(what: str, above: Sequence[float], below: Sequence[float], goal: str) -> None:
    """Print the median of the ratios of the rounds, with its spread."""
    pairs = sorted(a / b for a, b in zip(above, below, strict=False))
    middle = statistics.median(pairs)
    print(f"→ {what}: {middle:,.2f} (rounds {pairs[0]:,.2f} to {pairs[-1]:,.2f}; goal {goal})")


def need(*names: str) -> str:
    """Return the first of these programs that is there."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise CannotMeasureError(f"{' or '.join(names)} is not installed")
    return found


def python_tool(name: str, *packages: str) -> Path:
    """Return the Python of an environment of its own with these packages."""
    python = TOOLS / name / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *packages]
    _install(TOOLS / name, [sys.executable, "-m", "venv", str(TOOLS / name)], pip)
    return python


def npm_tool(name: str, package: str) -> Path:
    """Return an installed npm package's folder; installation scripts do not run."""
    prefix = ["--prefix", str(TOOLS / name), "--no-audit", "--no-fund", "--loglevel=error"]
    _install(TOOLS / name, [need("npm"), "install", "--ignore-scripts", *prefix, package])
    return TOOLS / name / "node_modules" / package.partition("@")[0]


def _install(folder: Path, *commands: list[str]) -> None:
    if (folder / "complete").exists():
        return
    print(f"  installing {commands[-1][-1]} …", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    for command in commands:
        subprocess.run(command, check=True, timeout=600)
    (folder / "complete").touch()
