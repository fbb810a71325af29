"""What a first visit costs a phone: bytes over the wire with and without the service worker.

    PYTHONPATH=site .venv/bin/python bench/first_visit.py [--path /] [--base http://127.0.0.1:8000]

A proxy between browser and server counts every byte that goes to the browser, headers included.
Each visit is one of a new profile. "At once" is until nothing has come for `CALM_S`; the page then
stays open until `STAY_S`, when what other pages need has come too, unless somebody saves data.
"""

from __future__ import annotations

import argparse
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import measuring as m  # noqa: E402
from playwright.sync_api import Playwright, sync_playwright  # noqa: E402

from oxymap.testing import find_browser  # noqa: E402

PHONE = {"width": 390, "height": 844}
CALM_S = 12
LONGEST_S = 90
STAY_S = 40
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
#: What the first page has needed is there; a worker may go on in the background later.
ON_SCREEN = "() => performance.getEntriesByType('navigation')[0].loadEventEnd > 0"
SAVES_DATA = """Object.defineProperty(navigator, "connection", { value: { saveData: true } });"""


class Counter(threading.Thread):
    """A TCP proxy that counts what goes to the browser."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(daemon=True)
        self.target = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.bytes = 0
        self.last = time.monotonic()

    def run(self) -> None:
        while True:
            browser, _ = self.listener.accept()
            server = socket.create_connection(self.target)
            for source, sink, counted in ((browser, server, False), (server, browser, True)):
                threading.Thread(
                    target=self.pass_on, args=(source, sink, counted), daemon=True
                ).start()

    def pass_on(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
                if counted:
                    self.bytes += len(data)
                    self.last = time.monotonic()
        except OSError:
            pass
        finally:
            for one in (source, sink):
                one.close()

    def until_calm(self, began: float) -> None:
        while time.monotonic() - self.last < CALM_S and time.monotonic() - began < LONGEST_S:
            time.sleep(0.2)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--path", default="/")
    reader.add_argument("--base", help="a server that runs already (default: one of its own)")
    options = reader.parse_args()
    with sync_playwright() as playwright:
        if options.base:
            show(playwright, options.base, options.path)
            return
        with (
            tempfile.TemporaryDirectory() as folder,
            m.our_server(Path(folder) / "data", demo=False) as server,
        ):
            show(playwright, server.url(""), options.path)


def show(playwright: Playwright, base: str, path: str) -> None:
    where = urlsplit(base)
    print(f"{path}, phone, new profile each, kilobytes over the wire")
    found = {}
    for name in ("without worker", "with worker", "with worker, saves data"):
        counter = Counter(where.hostname or "127.0.0.1", where.port or 80)
        counter.start()
        loaded, at_once = visit(playwright, counter, path, name)
        found[name] = at_once
        parts = (loaded, "at load"), (at_once, "at once"), (counter.bytes, "in all")
        told = " ".join(f"{size / 1024:>7.1f} {what}" for size, what in parts)
        print(f"  {name:<26} {told}", flush=True)
    for name in list(found)[1:]:
        more = found[name] - found["without worker"]
        print(f"  → {name}, at once: {more / 1024:+.1f} KB (goal: at most +60)")


def visit(playwright: Playwright, counter: Counter, path: str, name: str) -> tuple[int, int]:
    """Return the bytes until the page was loaded, and at once; then stay for a while."""
    with tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=find_browser(), args=ARGUMENTS, viewport=PHONE,
            locale="zh-CN", timezone_id="Asia/Shanghai", is_mobile=True, has_touch=True,
            device_scale_factor=2,
            service_workers="block" if name == "without worker" else "allow",
        )  # fmt: skip
        page = context.pages[0]
        if "saves" in name:
            context.add_init_script(SAVES_DATA)
        began = time.monotonic()
        page.goto(f"http://127.0.0.1:{counter.port}{path}")
        page.wait_for_function(ON_SCREEN)
        loaded = counter.bytes
        counter.until_calm(began)
        at_once = counter.bytes
        time.sleep(max(0.0, STAY_S - (time.monotonic() - began)))
        context.close()
    return loaded, at_once


if __name__ == "__main__":
    main()
