"""Have a received file read by a process of its own, and watch over it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oxymap.config import ROOT
from oxymap.geo.formats.reading import SUFFIXES
from oxymap.publishing.imports.models import Refusal
from oxymap.publishing.imports.wire import dump, refusal_from_json
from oxymap.wording import N_, say

CHILD = "oxymap.publishing.imports.child"
#: No reading takes longer; the process is ended then.
WALL_S = 120.0
_LOOK_S = 0.05
_SOURCE = ROOT / "site"
_OUT_OF_TIME = N_("Reading the file took too long and was stopped. Is it a single walk?")
_OUT_OF_MEMORY = N_("Reading the file needed too much memory and was stopped. Is it a single walk?")
_BROKE = N_(
    "Reading the file broke off, probably for lack of memory or time. The file is kept; try again, "
    "or save it in another format."
)
#: Ended by the limit of processor time (SIGXCPU, then SIGKILL) or by lack of memory.
_TIME_SIGNALS = (-24,)


@dataclass(frozen=True)
class Task:
    """What is to be read, and for what.

    Parameters
    ----------
    data : the file as it came.
    suffix : of its name; the content decides, but refusals may name it.
    around : `geo.surroundings.Surroundings` as JSON.
    """

    data: bytes
    suffix: str
    crs: str
    around: bytes
    wants_line: bool


@dataclass(frozen=True)
class Outcome:
    """What came of it: a refusal, or report and tracks as JSON texts."""

    refusal: Refusal | None = None
    report: str = ""
    tracks: str = ""


class LostError(Exception):
    """Somebody else has taken the work over; what was done here is of no use."""


def read_apart(task: Task, watch: Callable[[str], bool], *, wall_s: float = WALL_S) -> Outcome:
    """Read a file in a child process.

    Parameters
    ----------
    watch : called often with the stage (``reading``, ``measuring``, ``comparing``); when it
        returns False, the child is ended.

    Raises
    ------
    LostError : `watch` returned False.
    """
    with tempfile.TemporaryDirectory(prefix="oxymap-import-") as name:
        folder = Path(name)
        process = _start(task, folder)
        try:
            ended = _wait(process, folder, watch, time.monotonic() + wall_s)
        finally:
            process.kill()
            process.wait()
        if not ended:
            return Outcome(Refusal(say(_OUT_OF_TIME), reason="time"))
        return _outcome(process.returncode, folder)


def _start(task: Task, folder: Path) -> subprocess.Popen[bytes]:
    suffix = task.suffix.lower()
    file = folder / f"upload{suffix if suffix in {*SUFFIXES, '.plt'} else '.bin'}"
    file.write_bytes(task.data)
    (folder / "task.json").write_bytes(
        b'{"file": %s, "crs": %s, "wants_line": %s, "around": %s}'
        % (dump(file.name), dump(task.crs), dump(task.wants_line), task.around)
    )
    # Above all no proxy, no home, no secret; the sources are the only thing it may import.
    environment = {
        "PYTHONPATH": str(_SOURCE), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1", "PROJ_NETWORK": "OFF",
    }  # fmt: skip
    with (folder / "answer").open("wb") as answer, (folder / "stages").open("wb") as stages:
        return subprocess.Popen(
            [sys.executable, "-P", "-s", "-B", "-m", CHILD],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=stages,
        )


def _wait(
    process: subprocess.Popen[bytes], folder: Path, watch: Callable[[str], bool], end: float
) -> bool:
    """Wait for the child; False when its time is up."""
    while time.monotonic() < end:
        try:
            process.wait(_LOOK_S)
        except subprocess.TimeoutExpired:
            if not watch(_stage(folder)):
                raise LostError from None
        else:
            return True
    return False


def _stage(folder: Path) -> str:
    lines = (folder / "stages").read_text("utf-8", "replace").split("\n")
    return lines[-2] if len(lines) > 1 else ""


def _outcome(status: int, folder: Path) -> Outcome:
    how, _, answer = (folder / "answer").read_text("utf-8").partition("\n")
    if status == 0 and how == "refused":
        return Outcome(refusal_from_json(answer))
    if status == 0 and how == "read":
        report, _, tracks = answer.partition("\n")
        return Outcome(None, report, tracks.strip())
    if status in _TIME_SIGNALS:
        return Outcome(Refusal(say(_OUT_OF_TIME), reason="time"))
    said = (folder / "stages").read_text("utf-8", "replace")
    if how == "memory" or "MemoryError" in said or "cannot allocate memory" in said.lower():
        return Outcome(Refusal(say(_OUT_OF_MEMORY), reason="memory"))
    return Outcome(Refusal(say(_BROKE), reason="broke"))
