"""Make a foreign picture safe: look at it, decode it in a child process, keep what it says."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from oxymap.errors import InvalidInputError, ThrottledError
from oxymap.media.exif import position_of, taken_at_of
from oxymap.media.shipped import photo_id
from oxymap.media.sniffing import Kind, sniff
from oxymap.wording import N_, Say, say

MOST_BYTES = 25_000_000
MOST_MPX = 50
#: A picture is given up after this time, whatever it does.
WAIT_S = 40
#: How long somebody waits for others' pictures.
QUEUE_S = 120
RETRY_S = 30
CHILD = Path(__file__).with_name("child.py")
_SEATS = threading.BoundedSemaphore(2)
#: No place for a module of the environment's; and one pool of memory, since the limit counts all.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Received:
    """A picture that has been made safe.

    Parameters
    ----------
    master : JPEG, sRGB, upright, no metadata; `id`, `width` and `height` are its.
    original, media_type : the file as it came.
    position : (lon, lat), WGS 84, as the camera had written it.
    """

    id: str
    master: bytes
    width: int
    height: int
    original: bytes
    media_type: str
    position: tuple[float, float] | None
    taken_at: str | None


def receive_picture(data: bytes) -> Received:
    """Return a picture made safe.

    Raises
    ------
    InvalidInputError : the file is too large, no picture, of a kind that is not taken, broken,
        or needs more memory or time than a photograph does; `field` is ``file``.
    ThrottledError : too many pictures wait already.
    """
    if not data:
        raise _refused(say(N_("The file is empty.")))
    if len(data) > MOST_BYTES:
        most = round(MOST_BYTES / 1e6)
        raise _refused(say(N_("The file is larger than %(most)s MB."), most=most))
    found = sniff(data)
    if found.kind is None:
        raise _refused(_not_taken(found.name))
    header, master = _decode(data, found.kind)
    gps, width, height = header["gps"], header["width"], header["height"]
    assert isinstance(gps, dict) and isinstance(width, int) and isinstance(height, int)  # noqa: S101 -- our own child writes them
    return Received(
        id=photo_id(master),
        master=master,
        width=width,
        height=height,
        original=data,
        media_type=found.media_type,
        position=position_of(gps),
        taken_at=taken_at_of(header["taken"]),
    )


def _not_taken(name: str | None) -> Say:
    if name is None:
        return say(N_("This is no picture that can be read. Take a JPEG, PNG, WebP or HEIC file."))
    return say(
        N_("This file is %(format)s. Take a JPEG, PNG, WebP or HEIC file instead."), format=name
    )


def _refused(said: Say) -> InvalidInputError:
    return InvalidInputError(said, field="file")


def _decode(data: bytes, kind: Kind) -> tuple[dict[str, object], bytes]:
    if not _SEATS.acquire(timeout=QUEUE_S):
        raise ThrottledError(say(N_("Too many pictures wait already. Try again soon.")), RETRY_S)
    try:
        answer = _ask_child(data, kind)
    finally:
        _SEATS.release()
    line, _, master = answer.partition(b"\n")
    try:
        header: dict[str, object] = json.loads(line)
    except ValueError:
        header = {"refused": "killed"}
    if "refused" in header:
        raise _refused(_reason(header))
    return header, master


def _ask_child(data: bytes, kind: Kind) -> bytes:
    # -I: neither the environment nor the folder decides which modules are loaded.
    command = [sys.executable, "-I", str(CHILD), kind]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=WAIT_S, check=False,
            env=_ENVIRONMENT, cwd="/",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _reason(header: dict[str, object]) -> Say:
    match header["refused"]:
        case "pixels":
            return say(
                N_("The picture has %(width)s × %(height)s pixels; %(most)s million are taken."),
                width=header["width"],
                height=header["height"],
                most=MOST_MPX,
            )
        case "broken":
            return say(N_("The picture is damaged or incomplete. Send it again, please."))
    return say(
        N_("The picture takes more memory or time than a photograph may. Save it anew, smaller.")
    )
