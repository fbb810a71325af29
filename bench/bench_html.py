"""The Nu HTML checker over every frozen page: the number of errors, and what they say."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import measuring as m


def main(folder: Path) -> None:
    java = m.need("java")
    jar = m.npm_tool("vnu", "vnu-jar@26.9.27") / "build" / "dist" / "vnu.jar"
    out = folder / "out"
    command = m.build_py("build", "--out", out, "--data", folder / "data")
    built = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    pages = sorted(map(str, out.rglob("*.html")))
    if not pages:
        raise m.CannotMeasureError(f"the build failed:\n{built.stderr[-1500:]}")
    check = [java, "-jar", str(jar), "--format", "json", "--exit-zero-always", *pages]
    done = subprocess.run(check, capture_output=True, text=True, check=True, timeout=600)
    found: dict[tuple[str, str], list[str]] = {}
    for item in json.loads(done.stderr)["messages"]:
        kind = item.get("subType", item["type"])
        where = item.get("url", "").rpartition(str(out))[2]
        found.setdefault((kind, item["message"]), []).append(where)
    for (kind, text), places in sorted(found.items(), key=lambda entry: -len(entry[1])):
        print(f"  {len(places):>5} × {kind}: {text} (first in {places[0]})")
    kinds = Counter(dict.fromkeys(("error", "warning"), 0))
    for (kind, _), places in found.items():
        kinds["warning" if kind in {"warning", "info"} else "error"] += len(places)
    print(f"→ {len(pages)} pages: {kinds['error']} errors, {kinds['warning']} warnings")


if __name__ == "__main__":
    m.run(main)
