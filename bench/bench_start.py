"""Start of the server: time to the first answer, memory, and what it has imported.

The time runs from the start of ``build.py serve`` (the environment stands) to the first
200 of ``/healthz``.  The imports come from Python's own log of the server's processes,
after pages, a layer, a search and downloads have been answered.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import measuring as m

ROUNDS = 5
#: Slow to import; only the build and imports of files may need them.
HEAVY = ("geopandas", "pandas", "folium", "branca", "pyogrio")


def main(folder: Path) -> None:
    with m.our_server(folder, demo=True):
        pass  # The first start composes the maps; that is part of setting up.
    m.show("start to /healthz", [_start(folder) for _ in range(ROUNDS)], "s")
    print("  goal ≤ 1 s, aim 0.5 s")
    with m.our_server(folder, demo=True) as server:
        _visit(server)
        peaks = [_peak_mb(pid) for pid in m.processes(server.process.pid)]
    print(f"  peak memory {sum(peaks):.0f} MB in {len(peaks)} processes ({max(peaks):.0f} MB most)")
    with m.our_server(folder, demo=True, PYTHONPROFILEIMPORTTIME="1") as server:
        _visit(server)
        log = server.log.read_text(encoding="utf-8", errors="replace")
    imported = set(re.findall(r"^import time:[\d |]+\|\s+(\S+)$", log, re.MULTILINE))
    if "flask" not in imported:
        raise m.CannotMeasureError("the server wrote no import log")
    heavy = ", ".join(name for name in HEAVY if name in imported)
    print(f"→ {len(imported)} modules imported; of {', '.join(HEAVY)}: {heavy or 'none'}")


def _start(data: Path) -> float:
    began = time.monotonic()
    with m.our_server(data, "/healthz", demo=True):
        return time.monotonic() - began


def _visit(server: m.Server) -> None:
    trails = json.loads(m.get(server, "/layers/trails.geojson")[1])["features"]
    trail = "/trails/" + next(item["id"] for item in trails if item["geometry"])
    paths = ["/", "/en/map", trail, "/search?q=cun", *(f"{trail}.{s}" for s in ("gpx", "kml"))]
    for path in paths:
        if m.get(server, path)[0] != 200:
            raise m.CannotMeasureError(f"{path} does not answer 200")


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    m.run(main)
