"""A PostgreSQL server of the tests' own: a temporary folder, a Unix socket and no network."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine

from oxymap.db.engine import open_engine
from oxymap.db.migrate import ensure_schema

#: PostgreSQL refuses to run as root; distributions make this user for it.
OWNER = "postgres"
USER = "oxymap"
EMPTY, FILLED = "template0", "with_tables"
Opener = Callable[[str], Engine]
START_S = 20.0
#: Whatever is lost with the machine may be lost: the folder is thrown away.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB")


@dataclass(frozen=True)
class Server:
    """A running server; every test takes a database of its own."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{USER}@/{name}?host={self.folder}"

    def new_database(self, template: str = FILLED) -> str:
        """Make a database, with the tables or without; return its address."""
        name = f"test_{next(self._numbers)}"
        self.make(name, template)
        return self.url(name)

    def make(self, name: str, template: str) -> None:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with self.connect() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True)


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server, or skip with the reason why there is none."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="oxypg-"))  # The path of a socket has to be short.
    try:
        owner = _owner(folder)
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", "--pgdata", data, "--username", USER, "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C", "--no-sync"],
            check=True, capture_output=True, cwd=folder, user=owner, group=owner,
        )  # fmt: skip
        settings = [word for value in _FAST for word in ("-c", value)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
                 *settings],
                stdout=log, stderr=log, cwd=folder, user=owner, group=owner,
            )  # fmt: skip
        try:
            yield _when_ready(Server(folder), process)
        finally:
            process.send_signal(signal.SIGINT)  # Do not wait for those who are connected.
            process.wait(START_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def engines() -> Iterator[Opener]:
    """Open engines, and close their connections at the end."""
    made: list[Engine] = []

    def opening(url: str) -> Engine:
        made.append(open_engine(url))
        return made[-1]

    yield opening
    for engine in made:
        engine.dispose()


def at_once(*works: Callable[[], object]) -> None:
    """Do several things at one time; the first that fails is raised."""
    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()


def _programs() -> Path:
    """Return the folder of initdb and postgres; Debian keeps them out of the search path."""
    if sys.platform == "win32":
        pytest.skip("the tests' PostgreSQL server listens on a Unix socket")
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    pytest.skip("no PostgreSQL server (initdb, postgres) is installed on this machine")


def _owner(folder: Path) -> str | None:
    """Return whom to run the server as (None: whoever runs the tests), and give the folder."""
    if os.geteuid() != 0:
        return None
    try:
        shutil.chown(folder, OWNER, OWNER)
    except LookupError:
        pytest.skip(f"PostgreSQL does not run as root, and there is no user {OWNER!r}")
    return OWNER


def _when_ready(server: Server, process: subprocess.Popen[bytes]) -> Server:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        with suppress(psycopg.OperationalError):
            server.make(FILLED, EMPTY)
            engine = open_engine(server.url(FILLED))
            ensure_schema(engine)
            engine.dispose()  # Nobody may be connected to what is copied.
            return server
        time.sleep(0.05)
    said = (server.folder / "log").read_text(encoding="utf-8", errors="replace")
    raise AssertionError(f"PostgreSQL did not start: {said}")
