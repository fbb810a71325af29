"""Set up the drawing tool of the studio's maps, which comes as a package for Node.

Only the line page uses it. Without Node or network everything else works, and lines are
uploaded or typed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from oxymap.config import ROOT
from oxymap.web.assets import INSTALLED, STUDIO_VENDOR_TABLE, load_installed

#: The name of the tool's script among the assets; it is there when the tool is.
DRAWING_SCRIPT = "vendor/geoman.js"
DRAWING_STYLE = "vendor/geoman.css"
LEAST_NODE = 18
LIMIT_S = 90
COMMAND = (
    "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--fetch-retries=0",
)  # fmt: skip
Run = Callable[[list[str], Path], str]
_MAJOR = re.compile(r"v?(\d+)\.")


def ensure_drawing_tool(
    root: Path = ROOT, tell: Callable[[str], None] | None = None, run: Run | None = None
) -> Path | None:
    """Install the pinned drawing tool unless its files are there already.

    Looking takes a few milliseconds; installing takes some seconds once, and gives up after
    90 s. Nothing is stamped: the files' own hashes say whether they are the pinned ones.

    Parameters
    ----------
    root : the project, with ``package.json`` and ``package-lock.json``.
    tell : hears one line when the tool cannot be had; by default nobody does.
    run : runs a command in a folder and returns its output; OSError and SubprocessError tell
        that it failed.

    Returns
    -------
    The folder that the files are in, or None: the studio then offers upload and table.
    """
    folder = root / INSTALLED
    if load_installed(STUDIO_VENDOR_TABLE, folder):
        return folder
    problem = _install(root, run or _run)
    if problem is None and load_installed(STUDIO_VENDOR_TABLE, folder):
        return folder
    if tell is not None:
        reason = problem or "the installed files are not the pinned ones"
        tell(f"Studio: no drawing on the map ({reason}); uploads and the table work.")
    return None


def _install(root: Path, run: Run) -> str | None:
    """Install what the lock file names; return what is in the way, or None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return f"there is no Node {LEAST_NODE} or newer with npm"
    try:
        found = _MAJOR.match(run([node, "--version"], root))
        if found is None or int(found[1]) < LEAST_NODE:
            return f"Node is older than {LEAST_NODE}"
        run([npm, *COMMAND], root)
    except subprocess.TimeoutExpired:
        return f"npm did not finish within {LIMIT_S} s"
    except subprocess.CalledProcessError as error:
        return f"npm failed: {_first_line(str(error.stderr))}"
    except OSError as error:
        return f"npm cannot be started: {error.strerror}"
    return None


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=LIMIT_S
    )
    return done.stdout


def _first_line(output: str) -> str:
    """Return the line of npm's output that tells what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    wrong = [line for line in lines if line.startswith("npm error")]
    return (wrong or lines or ["no reason given"])[0]
