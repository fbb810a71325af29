"""Lighthouse, mobile preset, five runs a page: scores, paint, blocking, shifts, bytes.

And accessibility of a touch screen's pages, once each, at the size of such a screen.

Shows what a phone gets from our server.  The scores depend on the machine and on what
else it does: read the median beside the worst, and bytes and shifts first.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any

import measuring as m

from oxymap.testing import find_browser

RUNS = 5
OLDEST_NODE = 20
FILLING_S = 100
#: Lighthouse loses a trace now and then.
TRIES = 3
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
SCORES = ("performance", "accessibility", "best-practices", "seo")
KIOSK = "/kiosk/yongning-town"
KIOSK_PAGES = ("", "/map", "/near", "/routes", "/calendar", "/safety", "/notices")
KIOSK_FLAGS = (
    "--only-categories=accessibility --form-factor=desktop --screenEmulation.mobile=false "
    "--screenEmulation.width=1080 --screenEmulation.height=1920 "
    "--screenEmulation.deviceScaleFactor=1 --throttling-method=provided"
)
AUDITS = {
    "FCP ms": "first-contentful-paint",
    "LCP ms": "largest-contentful-paint",
    "TBT ms": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}


def main(folder: Path) -> None:
    node, browser = m.need("node"), find_browser()
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if browser is None or int(version[1:].partition(".")[0]) < OLDEST_NODE:
        raise m.CannotMeasureError(f"needs node {OLDEST_NODE} or newer and a Chromium")
    program = m.npm_tool("lighthouse", "lighthouse@12.8.2") / "cli" / "index.js"
    environment = {**os.environ, "CHROME_PATH": browser, "TMPDIR": str(folder)}
    with m.our_server(folder / "data", demo=True) as server:
        # The demo fills its past first, and that takes the processor.
        time.sleep(FILLING_S)
        for path in _paths(server):
            command = _command(node, program, server.url(path))
            m.get(server, path)  # The first request makes the page; later ones are everyday.
            _show(path, [_figures(_report(command, environment)) for _ in range(RUNS)])
        for path in (prefix + KIOSK + page for prefix in ("", "/en") for page in KIOSK_PAGES):
            command = [*_command(node, program, server.url(path)), *KIOSK_FLAGS.split()]
            category = _report(command, environment)["categories"]["accessibility"]
            print(f"  → {path} accessibility: {100 * category['score']:.0f}, goal 100", flush=True)


def _command(node: str, program: Path, url: str) -> list[str]:
    return [node, str(program), url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]


def _paths(server: m.Server) -> list[str]:
    sitemap = m.get(server, "/sitemap.xml")[1].decode()
    kinds = ("places", "trails", "routes")
    found = [re.search(rf"<loc>[^<]*(/{kind}/[a-z0-9-]+)</loc>", sitemap) for kind in kinds]
    live = ["/live", "/live/demo-miaofengshan"]
    return ["/", "/map", *live, *(match[1] for match in found if match)]


def _report(command: list[str], environment: dict[str, str]) -> dict[str, Any]:
    for _ in range(TRIES):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        if done.returncode == 0:
            break
    else:
        raise m.CannotMeasureError(f"Lighthouse failed:\n{done.stderr[-1500:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _figures(report: dict[str, Any]) -> dict[str, float]:
    audits, categories = report["audits"], report["categories"]
    found = {name: 100 * (categories[name]["score"] or 0) for name in SCORES}
    found.update({name: audits[key].get("numericValue", 0) for name, key in AUDITS.items()})
    weighed = [item for name in SCORES[1:] for item in categories[name]["auditRefs"]]
    failed = [item["id"] for item in weighed if item["weight"] and audits[item["id"]]["score"] == 0]
    return {**found, **{f"failed: {name}": 1 for name in failed}}


def _show(path: str, reports: list[dict[str, float]]) -> None:
    print(f"  {path}")
    for name in (*SCORES, *AUDITS):
        values = [report[name] for report in reports]
        worst = min(values) if name in SCORES else max(values)
        middle = statistics.median(values)
        print(f"    {name:<16} median {middle:>10,.2f}   worst {worst:>10,.2f}", flush=True)
    for name in sorted({key for report in reports for key in report if key.startswith("failed")}):
        print(f"    {name}")


if __name__ == "__main__":
    m.run(main)
