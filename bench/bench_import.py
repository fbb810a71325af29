"""A recording of 100 000 points: from its arrival to the report, against gpxpy alone.

gpxpy only parses the same file, in a process of its own; ours also checks, measures, compares
with what is published, and keeps file, report and tracks in the database.
"""

from __future__ import annotations

import math
import subprocess
import sys
import time
from pathlib import Path

import measuring as m
import structlog

from oxymap.config import ROOT, load_settings
from oxymap.people.models import COMMAND
from oxymap.publishing.documents import new_feature
from oxymap.publishing.imports.models import JobState
from oxymap.publishing.imports.service import Imports
from oxymap.publishing.models import Ref
from oxymap.publishing.opening import open_publishing

ROUNDS = 5
POINTS = 100_000
GOAL_S = 5.0
_GPXPY = "import gpxpy, sys\nwith open(sys.argv[1]) as f: assert gpxpy.parse(f).tracks"


def main(folder: Path) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    file = folder / "walk.gpx"
    file.write_text(_recording(), encoding="utf-8")
    data = file.read_bytes()
    settings = load_settings(folder / "data")
    publishing = open_publishing(settings)
    imports = Imports(publishing, publishing.catalogue)
    ref = Ref("feature", "trails", "bench-walk")
    draft = publishing.begin(
        COMMAND, ref, document=new_feature(ref, "测量用步道", "mentougou", "trail")
    )

    def ours() -> float:
        began = time.monotonic()
        job = imports.receive(COMMAND, draft.id, file.name, data, "wgs84")
        imports.run_pending()
        seconds = time.monotonic() - began
        found = imports.job(job.id)
        if found.state is not JobState.READY or found.report is None:
            raise m.CannotMeasureError(f"the file was not read: {found.refusal}")
        return seconds

    def parsed_only() -> float:
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", _GPXPY, str(file)], check=True, timeout=120, cwd=ROOT)
        return time.monotonic() - began

    print(f"  {POINTS:,} points, {len(data) / 1e6:.1f} MB of GPX", flush=True)
    figures = m.alternate({"received to ready": ours, "gpxpy, parse": parsed_only}, ROUNDS, "s")
    m.ratio("received to ready / gpxpy parse", figures["received to ready"],
            figures["gpxpy, parse"], "≤ 1.5")  # fmt: skip
    slowest = max(figures["received to ready"])
    print(f"→ slowest import: {slowest:.2f} s (goal < {GOAL_S:g} s)")


def _recording() -> str:
    """Return a day's walk, recorded every second, that winds and climbs in 门头沟."""
    lines = ["<?xml version='1.0'?>", "<gpx version='1.1' creator='bench'><trk><trkseg>"]
    for number in range(POINTS):
        turn = number / 9000
        lon = 115.8 + 0.06 * math.cos(turn) + 0.0002 * math.sin(number / 60)
        lat = 39.95 + 0.06 * math.sin(turn * 1.3) + 0.0002 * math.cos(number / 70)
        ele = 700 + 200 * math.sin(number / 4000)
        clock = f"2026-05-{1 + number // 86400:02}T{number // 3600 % 24:02}:{number // 60 % 60:02}"
        lines.append(
            f"<trkpt lat='{lat:.7f}' lon='{lon:.7f}'><ele>{ele:.1f}</ele>"
            f"<time>{clock}:{number % 60:02}Z</time></trkpt>"
        )
    return "\n".join([*lines, "</trkseg></trk></gpx>"])


if __name__ == "__main__":
    m.run(main)
