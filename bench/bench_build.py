"""``build``: everything, again without a change, and with one page changed.

Shows whether a build does only what the change needs.  The ratio is of the CPU time of
whole commands, with their start; the content is a temporary copy.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import time
from pathlib import Path

import measuring as m

from oxymap.config import ROOT

ROUNDS = 3
PAGE = "pages/about.zh.md"


def main(folder: Path) -> None:
    shutil.copytree(ROOT / "content", folder / "content")
    page = folder / "content" / PAGE
    _build(folder, "not counted")  # It composes the maps; the next one starts from nothing.
    full, again, changed = [], [], []
    for number in range(ROUNDS):
        shutil.rmtree(folder / "out")
        full.append(_build(folder, "full"))
        again.append(_build(folder, "no change"))
        page.write_text(page.read_text("utf-8") + f"\n\n第 {number} 次。\n", "utf-8")
        changed.append(_build(folder, "one page changed"))
    for label, values in (("full", full), ("no change", again), ("one page changed", changed)):
        m.show(label, values, "s CPU")
    m.ratio("full / no change", full, again, "none")
    m.ratio("full / one page changed", full, changed, "≥ 20")


def _build(folder: Path, label: str) -> float:
    environment = {**os.environ, "OXYMAP_CONTENT": str(folder / "content")}
    command = m.build_py("build", "--out", folder / "out", "--data", folder / "data")
    began, before = time.monotonic(), _children_cpu_s()
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    seconds, used = time.monotonic() - began, _children_cpu_s() - before
    if not done.stdout:
        raise m.CannotMeasureError(f"the build failed:\n{done.stderr[-1500:]}")
    report = done.stdout.strip().rpartition(": ")[2]
    print(f"  {label}: {used:.2f} s CPU, {seconds:.2f} s, {report}", flush=True)
    return used


def _children_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    m.run(main)
