"""Photographs among the project's files: ``content/photos/<id>.jpg``, each a master."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from oxymap.errors import Problem

FOLDER = "photos"
ID = re.compile(r"[0-9a-f]{16}")


def photo_id(master: bytes) -> str:
    """Return the name of a photograph: what its master's bytes say."""
    return hashlib.sha256(master).hexdigest()[:16]


def shipped_ids(content: Path) -> frozenset[str]:
    """Return the ids of the photographs below a content folder."""
    files = (content / FOLDER).glob("*.jpg")
    return frozenset(file.stem for file in files if ID.fullmatch(file.stem))


def read_master(content: Path, wanted: str) -> bytes | None:
    """Return a shipped photograph, or None when there is none of this id."""
    if not ID.fullmatch(wanted):
        return None
    try:
        return (content / FOLDER / f"{wanted}.jpg").read_bytes()
    except FileNotFoundError:
        return None


def write_masters(folder: Path, masters: Mapping[str, bytes]) -> list[Path]:
    """Write masters below a folder; files that are there with the same bytes stay."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, master in masters.items():
        file = folder / f"{name}.jpg"
        if not file.exists() or file.read_bytes() != master:
            file.write_bytes(master)
        written.append(file)
    return written


def file_problems(content: Path) -> Iterator[Problem]:
    """Yield a problem for every file of the folder that is no photograph of its name."""
    folder = content / FOLDER
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        if file.suffix != ".jpg" or not ID.fullmatch(file.stem):
            expected = "photographs are called <id>.jpg, <id> being 16 hexadecimal digits"
            yield Problem(file, 1, f"{file.name}: {expected}")
        elif photo_id(file.read_bytes()) != file.stem:
            found = photo_id(file.read_bytes())
            yield Problem(file, 1, f"{file.name}: the name does not fit the bytes ({found})")
