"""How soon a screen shows its first page: a processor four times slower, 1080×1920.

    PYTHONPATH=site .venv/bin/python bench/kiosk_first_view.py [--kiosk ID] [--base http://127.0.0.1:8000]

First contentful paint and largest contentful paint of the attract page, counted from the start of
the navigation (so the server's time is in them): cold (a new profile, nothing kept, no worker),
and from the screen's worker with the network there and without. The medians of `--rounds`.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import measuring as m  # noqa: E402
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright  # noqa: E402

from oxymap.testing import find_browser  # noqa: E402

KIOSK = {"width": 1080, "height": 1920}
SLOWER = 4
GOAL_MS = 1500
SETTLED_MS = 2500
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PAINTS = """() => new Promise((resolve) => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const answer = performance.getEntriesByType('navigation')[0];
  new PerformanceObserver((list) => {
    const last = list.getEntries().pop();
    resolve([paint ? paint.startTime : 0, last.startTime, answer.responseStart,
      (last.element ? last.element.tagName + '.' + last.element.className : '?') + ' ' + last.url]);
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => resolve([paint ? paint.startTime : 0, 0, answer.responseStart, 'none']), 3000);
})"""
CONTROLLED = "() => navigator.serviceWorker.controller !== null"
KEPT = """async () => {
  let found = 0;
  for (const name of await caches.keys()) found += (await (await caches.open(name)).keys()).length;
  return found;
}"""
Figures = tuple[float, float, float, str]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--kiosk", default="yongning-town")
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--base", help="a server that runs already (default: one of its own)")
    options = reader.parse_args()
    path = f"/kiosk/{options.kiosk}"
    with sync_playwright() as playwright:
        if options.base:
            show(playwright, options.base + path, options.rounds)
            return
        with (
            tempfile.TemporaryDirectory() as folder,
            m.our_server(Path(folder) / "data", demo=False) as server,
        ):
            m.get(server, path)
            show(playwright, server.url(path), options.rounds)


def show(playwright: Playwright, address: str, rounds: int) -> None:
    print(f"{address}, {KIOSK['width']}×{KIOSK['height']}, processor {SLOWER}× slower, ms")
    ways: dict[str, Callable[[], list[Figures]]] = {
        "cold, no worker": lambda: [cold(playwright, address) for _ in range(rounds)],
        "from the worker": lambda: kept(playwright, address, rounds, offline=False),
        "worker, no network": lambda: kept(playwright, address, rounds, offline=True),
    }
    for name, measure in ways.items():
        tell(name, measure())


def cold(playwright: Playwright, address: str) -> Figures:
    """Open the page in a new profile."""
    with tempfile.TemporaryDirectory() as profile:
        context = opened(playwright, profile, service_workers="block")
        found = figures(context.pages[0], address)
        context.close()
    return found


def kept(playwright: Playwright, address: str, rounds: int, *, offline: bool) -> list[Figures]:
    """Open the page with a worker that has the whole bundle."""
    with tempfile.TemporaryDirectory() as profile:
        context = opened(playwright, profile, service_workers="allow")
        page = context.pages[0]
        page.goto(address)
        page.wait_for_function(CONTROLLED, timeout=60_000)
        until_kept(page)
        context.set_offline(offline)
        found = []
        for _ in range(rounds):
            tab = context.new_page()
            found.append(figures(tab, address))
            tab.close()
        context.close()
    return found


def until_kept(page: Page) -> None:
    """Wait until nothing more is put away: the first bundle keeps server and disk busy."""
    before = -1
    while (count := page.evaluate(KEPT)) != before:
        before = count
        page.wait_for_timeout(2 * SETTLED_MS)


def opened(playwright: Playwright, profile: str, **more: str) -> BrowserContext:
    return playwright.chromium.launch_persistent_context(
        profile, executable_path=find_browser(), args=ARGUMENTS, viewport=KIOSK, has_touch=True,
        locale="zh-CN", timezone_id="Asia/Shanghai", **more,
    )  # fmt: skip


def figures(page: Page, address: str) -> Figures:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    page.wait_for_timeout(SETTLED_MS)
    first, largest, answered, what = page.evaluate(PAINTS)
    return first, largest, answered, what


def tell(name: str, found: list[Figures]) -> None:
    middle = [statistics.median(one[at] for one in found) for at in range(3)]
    worst = [max(one[at] for one in found) for at in range(2)]
    print(
        f"  {name:<20} answer {middle[2]:>5.0f}   FCP {middle[0]:>5.0f} (worst {worst[0]:>5.0f})"
        f"   LCP {middle[1]:>5.0f} (worst {worst[1]:>5.0f})   {found[-1][3]}"
    )
    print(f"  → {name}: {max(middle[:2]):.0f} ms, goal {GOAL_MS}", flush=True)


if __name__ == "__main__":
    main()
