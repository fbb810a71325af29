"""A file that came with a form."""

from __future__ import annotations

from flask import request


def sent_file(field: str, most: int) -> tuple[str, bytes]:
    """Return the name, without folders, and at most one byte more than allowed of a file.

    Parameters
    ----------
    most : the allowed size in bytes; the caller refuses what is longer.
    """
    received = request.files.get(field)
    if received is None:
        return "", b""
    try:
        data = received.stream.read(most + 1)
    finally:
        received.close()
    name = (received.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    return name[:120], data
