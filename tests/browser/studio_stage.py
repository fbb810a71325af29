"""A real server with the small studio's people, for browsers that are signed in already."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext

from oxymap.config import ROOT, load_settings
from oxymap.db.engine import open_engine
from oxymap.db.migrate import ensure_schema
from oxymap.people.service import People
from oxymap.web.sessions import COOKIE, cookie_name
from tests.unit.people.sampling import PASSWORD, people_of

START_S = 60


@dataclass(frozen=True)
class StudioServer:
    """A running studio on its own data folder."""

    base: str
    people: People

    def sign_in(self, context: BrowserContext, name: str) -> None:
        """Give a browser the cookie of somebody who has signed in."""
        token = self.people.sign_in(name, PASSWORD, "127.0.0.1", "tests").token
        cookie = cookie_name(COOKIE, self.people.settings)
        context.add_cookies([{"name": cookie, "value": token, "url": self.base}])


@contextmanager
def running_studio(data: Path, **more: str) -> Iterator[StudioServer]:
    """Run `build.py serve`'s own code on a free port; nobody needs a second factor.

    `more` are settings besides, as the environment has them.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    chosen = {"OXYMAP_SITE_URL": base, "OXYMAP_STUDIO_SECOND_FACTOR": "optional", **more}
    os.environ.update(chosen)
    try:
        settings = load_settings(data)
    finally:
        for name in chosen:
            del os.environ[name]
    engine = open_engine(f"sqlite:///{data / 'oxymap.sqlite3'}")
    ensure_schema(engine)
    people = people_of(engine, settings)
    command = [sys.executable, "-m", "oxymap.cli", "serve", "--no-demo", "--port", str(port)]
    environment = {**os.environ, **chosen, "PYTHONPATH": str(ROOT / "site")}
    with subprocess.Popen([*command, "--data", str(data)], env=environment, cwd=ROOT) as process:
        try:
            _wait(f"{base}/readyz", process)
            yield StudioServer(base, people)
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START_S * 10):
        assert process.poll() is None, "the server has stopped; its output is above"
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 -- our own server
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")
