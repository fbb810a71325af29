"""Hours of a kiosk's life in a real browser: visitors, a bad network, a server that restarts.

    PYTHONPATH=site .venv/bin/python bench/kiosk_hours.py [--hours 12] [--seed 1] [--kiosk ID]
                                                          [--rounds 5]

The page's clock runs faster (Playwright's), and a proxy between browser and server tells the same
time: it shifts the Date of every answer and the times of the live values. The proxy also is the
network: it is cut and slowed. The server is a real one with its demo stations, and is restarted.
Checked all along: no error page, every reset in its time, no old value drawn as current, back
within 30 s of the network, every code leads to the same object in the same language, memory.

Then the health of screens, in real time, for the server's clock is the true one: the network is cut
in each round; the screen must be down once two beats are missing, and up soon after its return.
"""

from __future__ import annotations

import argparse
import http.client
import http.server
import io
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from playwright.sync_api import CDPSession, Page, sync_playwright  # noqa: E402
from playwright.sync_api import Error as PlaywrightError  # noqa: E402

from oxymap.config import load_settings  # noqa: E402
from oxymap.db.migrate import open_database  # noqa: E402
from oxymap.kiosks.models import DOWN_S, UP_S, KioskHealth  # noqa: E402
from oxymap.kiosks.service import Kiosks  # noqa: E402
from oxymap.testing import find_browser  # noqa: E402

READY = "html[data-kiosk-ready]"
STEP_S = 5
BREATH_S = 0.04
RECOVERY_S = 30
#: What a screen may take to say that it is there: its wait after lost answers, and a beat.
BACK_S, BEAT_S = 60, 30
#: A value may be shown for so long after the server's limits: ages are looked at every ten seconds.
SLACK_S = 30
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LOOK = """() => ({
  kiosk: Boolean(document.querySelector('[data-module~=kiosk]')),
  ready: document.documentElement.hasAttribute('data-kiosk-ready'),
  path: location.pathname, lang: document.documentElement.lang,
  network: (document.querySelector('[data-network]') || {dataset: {}}).dataset.network || '',
  asking: Boolean(document.querySelector('.kiosk-still:not([hidden])')),
  qr: Array.from(document.querySelectorAll('[data-qr]'), (one) => one.dataset.qr),
  stations: Array.from(document.querySelectorAll('[data-station]'), (one) => [
    one.dataset.station, one.dataset.state, Number(one.dataset.time) || 0,
    Number(one.dataset.interval) || 300]),
})"""


class Proxy(http.server.ThreadingHTTPServer):
    """The network between kiosk and server, and the time that the kiosk is told."""

    daemon_threads = True
    port = 0
    offset = 0.0
    cut = False
    delay = 0.0


class Forward(http.server.BaseHTTPRequestHandler):
    """Hands a question on; closes the line when there is no network or no server."""

    server: Proxy
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        if self.server.cut or self.path.startswith("/api/v1/stream"):
            return
        time.sleep(self.server.delay)
        try:
            status, headers, body = self.ask()
            self.send_response_only(status)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except (OSError, http.client.HTTPException):
            self.close_connection = True

    do_POST = do_HEAD = do_GET

    def ask(self) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        keep = {"content-type", "authorization", "cookie", "accept-language"}
        headers = {name: value for name, value in self.headers.items() if name.lower() in keep}
        connection.request(self.command, self.path, sent or None, headers)
        answer = connection.getresponse()
        body = answer.read()
        if self.path == "/api/v1/live":
            body = TIME.sub(self.shifted, body)
        drop = {"connection", "transfer-encoding", "content-length", "date", "etag", "age"}
        kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in drop]
        told = answer.headers.get("Date")
        then = parsedate_to_datetime(told).timestamp() if told else time.time()
        kept += [("Date", formatdate(then + self.server.offset, usegmt=True))]
        return answer.status, [*kept, ("Content-Length", str(len(body)))], body

    def shifted(self, found: re.Match[bytes]) -> bytes:
        when = datetime.strptime(found[0].decode(), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        return (
            (when + timedelta(seconds=self.server.offset)).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        )

    def log_message(self, *_arguments: object) -> None:
        pass


class Server:
    """The site's own server, which can be restarted."""

    def __init__(self, base: str, data: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base, self.data = base, data
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT / "site"), "OXYMAP_SITE_URL": self.base,
        }  # fmt: skip
        command = [sys.executable, "-m", "oxymap.cli", "serve", "--port", str(self.port)]
        command += ["--data", self.data]
        self.process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        for _ in range(600):
            if self.status("/readyz") == 200:
                return
            time.sleep(0.1)
        raise SystemExit("the server does not answer")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(20)

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except OSError:
            return 0


class Life:
    """One kiosk, its visitors and its misfortunes."""

    def __init__(self, page: Page, proxy: Proxy, server: Server, kiosk: str, seed: int) -> None:
        self.page, self.proxy, self.server = page, proxy, server
        self.random = random.Random(seed)  # noqa: S311 -- a script of touches
        self.base, self.home = server.base, f"/kiosk/{kiosk}"
        self.client: CDPSession = page.context.new_cdp_session(page)
        self.passed = 0.0
        self.faults: list[str] = []
        self.counts: dict[str, int] = {}
        self.resets: list[float] = []
        self.recoveries: list[float] = []
        self.heaps: list[int] = []
        self.codes: dict[str, bool] = {}
        self.trouble_until = 0.0
        self.trouble = ""
        self.repaired_at: float | None = None

    def count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def fault(self, text: str) -> None:
        self.faults.append(f"{self.passed / 3600:.2f} h: {text}")
        print("FAULT", self.faults[-1], flush=True)

    def run(self, hours: float) -> None:
        while self.passed < hours * 3600:
            self.rest(self.random.uniform(60, 600))
            self.weigh()
            self.visit()
        if self.trouble:
            self.repair()

    def rest(self, seconds: float) -> None:
        end = self.passed + seconds
        while self.passed < end:
            self.misfortune()
            self.advance(STEP_S)
            self.look()

    def advance(self, seconds: float) -> None:
        self.page.clock.run_for(int(seconds * 1000))
        self.passed += seconds
        self.proxy.offset += seconds
        time.sleep(BREATH_S)

    def ask(self, expression: str) -> object:
        """Ask the page; while it is being left, ask the next one."""
        for _ in range(100):
            try:
                return self.page.evaluate(expression)
            except PlaywrightError as error:
                if "context was destroyed" not in str(error):
                    raise
                time.sleep(0.05)
        raise TimeoutError(expression)

    # --- what may go wrong ---------------------------------------------------------------

    def misfortune(self) -> None:
        if self.trouble and self.passed >= self.trouble_until:
            self.repair()
        elif not self.trouble and self.random.random() < STEP_S / 900:
            self.trouble = self.random.choice(["cut", "offline", "slow", "restart"])
            self.trouble_until = self.passed + self.random.uniform(30, 1200)
            self.repaired_at = None
            self.count(self.trouble)
            self.proxy.cut = self.trouble == "cut"
            self.proxy.delay = 4.0 if self.trouble == "slow" else 0
            self.page.context.set_offline(self.trouble == "offline")
            if self.trouble == "restart":
                self.trouble_until = self.passed + 20
                self.server.stop()

    def repair(self) -> None:
        if self.trouble == "restart":
            self.server.start()
            self.server.wait()
        self.proxy.cut, self.proxy.delay = False, 0
        self.page.context.set_offline(False)
        self.trouble, self.repaired_at = "", self.passed

    # --- what must be right --------------------------------------------------------------

    def look(self) -> dict[str, object]:
        try:
            self.page.wait_for_selector(READY, state="attached", timeout=20_000)
            seen: dict[str, object] = self.ask(LOOK)  # type: ignore[assignment]
        except Exception as error:
            self.fault(f"no page of the kiosk: {self.page.url} {str(error)[:120]}")
            self.page.goto(self.base + self.home)
            return {}
        self.count("looks")
        if not self.page.url.startswith((self.base + self.home, f"{self.base}/en{self.home}")):
            self.fault(f"left the kiosk for {self.page.url}")
        self.check_values(seen)
        self.check_recovery(str(seen["network"]))
        return seen

    def check_values(self, seen: dict[str, object]) -> None:
        now = time.time() + self.proxy.offset
        for station, state, when, interval in seen["stations"]:  # type: ignore[attr-defined]
            self.count(f"values {state}")
            limit = max(3 * interval, 600) + SLACK_S
            if state in {"fresh", "late"} and when and now - when > limit:
                self.fault(f"{station} is drawn as {state} but {now - when:.0f} s old")

    def check_recovery(self, network: str) -> None:
        if self.repaired_at is None or self.trouble:
            return
        waited = self.passed - self.repaired_at
        if network != "offline":
            self.recoveries.append(waited)
            self.repaired_at = None
        elif waited > RECOVERY_S + STEP_S:
            self.fault(f"still offline {waited:.0f} s after the network's return")
            self.repaired_at = None

    def check_codes(self, seen: dict[str, object]) -> None:
        kiosk_path, english = str(seen["path"]), str(seen["path"]).startswith("/en/")
        for target in seen["qr"]:  # type: ignore[attr-defined]
            path = re.sub(r"^https?://[^/]+", "", str(target))
            inner = kiosk_path.removeprefix("/en").removeprefix(self.home)
            if path.startswith("/en/") != english and path not in {"/en", "/"}:
                self.fault(f"{kiosk_path}: the code {target} is of another language")
            if re.match(r"/(places|trails|routes|festivals)/", inner) and not path.endswith(inner):
                self.fault(f"{kiosk_path}: the code leads to {target}")
            if target in self.codes or self.trouble == "restart":
                continue
            self.codes[str(target)] = True
            if self.server.status(path) != 200:
                self.fault(f"{kiosk_path}: {target} does not answer 200")
            if len(self.codes) % 5 == 1:
                self.decode(str(target))

    def decode(self, target: str) -> None:
        import zxingcpp
        from PIL import Image

        element = self.page.locator("[data-qr]").first
        if not element.is_visible():
            return
        picture = Image.open(io.BytesIO(element.screenshot()))
        read = [one.text for one in zxingcpp.read_barcodes(picture)]
        self.count("codes read")
        if target not in read:
            self.fault(f"the code of {target} reads {read}")

    def weigh(self) -> None:
        if not self.page.url.endswith(self.home):
            return
        self.client.send("HeapProfiler.enable")
        for _ in range(2):
            self.client.send("HeapProfiler.collectGarbage")
        self.heaps.append(int(self.client.send("Runtime.getHeapUsage")["usedSize"]))

    # --- visitors ------------------------------------------------------------------------

    def visit(self) -> None:
        self.count("visits")
        for _ in range(self.random.randint(1, 5)):
            seen = self.touch()
            if not seen:
                return
            self.check_codes(seen)
            for _ in range(self.random.randint(0, 3)):
                self.misfortune()
                self.advance(STEP_S)
                self.look()
        self.leave()

    def touch(self) -> dict[str, object]:
        if self.random.random() < 0.2:
            self.page.locator("[data-kiosk=type]").first.tap(timeout=5_000)
        else:
            links = self.page.locator("a[href]:visible")
            if number := links.count():
                before = self.page.url
                try:
                    links.nth(self.random.randrange(number)).tap(timeout=3_000, force=True)
                except Exception:
                    self.count("missed taps")
                for _ in range(40):
                    if self.page.url != before:
                        break
                    time.sleep(0.05)
        self.count("touches")
        return self.look()

    def leave(self) -> None:
        """Touch once more, then nothing: the page must be back in exactly its time."""
        config = json.loads(self.page.locator("#kiosk-config").text_content() or "{}")
        idle, warn = config["idle_s"], config["warn_s"]
        self.page.touchscreen.tap(540, 4)
        self.page.evaluate("window.thisPage = true")
        self.advance(idle - 1)
        if self.look().get("asking"):
            self.fault("asks too early")
        self.advance(1.5)
        if not self.look().get("asking"):
            self.fault("does not ask in time")
        self.advance(warn)
        for _ in range(200):
            if not self.ask("window.thisPage || false"):
                break
            time.sleep(0.05)
        seen = self.look()
        if seen.get("path") != self.home or self.ask("window.thisPage || false"):
            self.fault(f"is not back: {seen.get('path')}")
        large = self.ask("document.documentElement.dataset.type || ''")
        if large or not str(seen.get("lang", "")).startswith("zh"):
            self.fault("is back with the last visitor's type or language")
        self.count("resets")

    def report(self) -> dict[str, object]:
        third = max(1, len(self.heaps) // 3)
        first = statistics.median(self.heaps[:third]) if self.heaps else 0
        last = statistics.median(self.heaps[-third:]) if self.heaps else 0
        growth = (last - first) / first * 100 if first else 0
        if abs(growth) > 10:
            self.fault(f"memory changed by {growth:.1f} %")
        return {
            "hours": round(self.passed / 3600, 2), "faults": self.faults, **self.counts,
            "codes": len(self.codes), "slowest_recovery_s": max(self.recoveries, default=0),
            "heap_first_kb": round(first / 1024), "heap_last_kb": round(last / 1024),
            "heap_change_percent": round(growth, 1),
        }  # fmt: skip


def watch_health(
    page: Page, proxy: Proxy, state: Callable[[], KioskHealth], rounds: int
) -> dict[str, object]:
    """Cut the network again and again; the state must follow by itself."""
    faults: list[str] = []
    downs: list[float] = []
    ups: list[float] = []
    for number in range(rounds):
        if wait_for(lambda: state().state == "up", BACK_S) is None:
            faults.append(f"round {number}: never up")
            break
        page.wait_for_timeout(1000 * (number * 7 % BEAT_S))
        proxy.cut = True
        began = time.time()
        while (found := state()).state != "down" and time.time() - began < 2 * DOWN_S:
            age = time.time() - (found.last_at or 0)
            if found.state == "up" and age > UP_S + 2:
                faults.append(f"round {number}: shown as up {age:.0f} s after its last beat")
            time.sleep(0.5)
        downs.append(round(time.time() - (found.last_at or 0), 1))
        if downs[-1] > DOWN_S + 2:
            faults.append(f"round {number}: down after {downs[-1]} s only")
        proxy.cut = False
        waited = wait_for(lambda: state().state == "up", BACK_S)
        ups.append(waited if waited is not None else BACK_S)
        if waited is None:
            faults.append(f"round {number}: not up {BACK_S} s after the network's return")
    return {"down_after_s": downs, "up_after_s": ups, "board_faults": faults}


def wait_for(true: Callable[[], bool], patience: float) -> float | None:
    began = time.monotonic()
    while time.monotonic() - began < patience:
        if true():
            return round(time.monotonic() - began, 1)
        time.sleep(0.5)
    return None


def health_source(data: str, kiosk: str) -> Callable[[], KioskHealth]:
    """Return what the studio's page of screens reads."""
    settings = load_settings(Path(data))
    kiosks = Kiosks(open_database(settings.data, settings.database_url), settings)
    return lambda: next(iter(kiosks.states([kiosk])))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kiosk", default="cuandixia-gate")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    proxy = Proxy(("127.0.0.1", 0), Forward)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{proxy.server_port}"
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(base, data)
        proxy.port = server.port
        server.start()
        try:
            server.wait()
            browser = playwright.chromium.launch(
                executable_path=find_browser(), args=["--no-sandbox", "--disable-quic"]
            )
            context = browser.new_context(
                viewport={"width": 1080, "height": 1920}, has_touch=True, locale="zh-CN"
            )
            page = context.new_page()
            page.clock.install()
            page.goto(f"{base}/kiosk/{asked.kiosk}")
            page.wait_for_selector(READY, state="attached")
            hold_bundle(page, asked.kiosk)
            life = Life(page, proxy, server, asked.kiosk, asked.seed)
            began = time.monotonic()
            life.run(asked.hours)
            found = {**life.report(), "took_s": round(time.monotonic() - began)}
            context.close()
            proxy.offset = 0.0
            page = browser.new_context(viewport={"width": 1080, "height": 1920}).new_page()
            page.goto(f"{base}/kiosk/{asked.kiosk}")
            page.wait_for_selector(READY, state="attached")
            hold_bundle(page, asked.kiosk)
            found |= watch_health(page, proxy, health_source(data, asked.kiosk), asked.rounds)
            print(json.dumps(found, ensure_ascii=False, indent=1))
            browser.close()
        finally:
            server.stop()
    return 1 if found["faults"] or found["board_faults"] else 0


def hold_bundle(page: Page, kiosk: str) -> None:
    """Wait until the worker has everything."""
    name = f"oxymap-kiosk-{kiosk}~index"
    for _ in range(600):
        index = f"caches.open('{name}').then((one) => one.match('/-/kiosk-current'))"
        if page.evaluate(
            f"{index}.then((one) => Boolean(one && navigator.serviceWorker.controller))"
        ):
            return
        time.sleep(0.2)
    raise SystemExit("the worker has not got its bundle")


if __name__ == "__main__":
    raise SystemExit(main())
