"""Look into an uploaded ZIP archive without trusting it."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from oxymap.geo.formats.result import MAX_BYTES, TrackRefusedError
from oxymap.wording import N_, Say, say

_MAX_MEMBERS = 100
_MAX_RATIO = 100
#: Small members may be packed tighter: a ratio of a few kilobytes harms nobody.
_RATIO_FREE_BYTES = 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_MAX_MB = MAX_BYTES // 1024 // 1024
_ENCRYPTED = 0x1
_ARCHIVES = {".zip", ".kmz", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz"}


class Archive:
    """An archive whose list of members has been checked; members are read with a limit.

    Raises
    ------
    TrackRefusedError : it is no archive, has too many members, unsafe or double names, links,
        encryption, archives inside, or unpacks to more than its limits.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise TrackRefusedError(
                "bad_archive", say(N_("the archive cannot be opened"))
            ) from error
        self._members = [info for info in self._zip.infolist() if not info.is_dir()]
        try:
            _check(self._zip.infolist())
        except TrackRefusedError:
            self._zip.close()
            raise
        self._left_bytes = MAX_BYTES

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def names(self, suffix: str) -> list[str]:
        """List the members with a suffix such as ``.kml``, those at the top first."""
        found = [info.filename for info in self._members if _suffix(info.filename) == suffix]
        return sorted(found, key=lambda name: name.count("/"))

    def read(self, name: str) -> bytes:
        """Unpack a member, counting what comes out and not what the archive says.

        Raises
        ------
        TrackRefusedError : the members read so far unpack to more than the limit.
        """
        parts = bytearray()
        try:
            with self._zip.open(name) as member:
                while chunk := member.read(_CHUNK_BYTES):
                    parts += chunk
                    if len(parts) > self._left_bytes:
                        raise TrackRefusedError("too_large", _too_large(name))
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
            said = say(N_("%(name)s in the archive is damaged"), name=repr(name))
            raise TrackRefusedError("bad_archive", said, value=name) from error
        self._left_bytes -= len(parts)
        return bytes(parts)


def _check(members: Iterable[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for number, info in enumerate(members, start=1):
        name = info.filename
        if number > _MAX_MEMBERS:
            said = say(N_("more than %(count)s files inside"), count=_MAX_MEMBERS)
            raise TrackRefusedError("bad_archive", said)
        twice = N_("%(name)s in the archive appears twice")
        fault = _fault(info) or (twice if name.lower() in seen else None)
        if fault:
            raise TrackRefusedError("bad_archive", say(fault, name=repr(name)), value=name)
        seen.add(name.lower())
    if sum(info.file_size for info in members) > MAX_BYTES:
        said = say(N_("the archive unpacks to more than %(megabytes)s MB"), megabytes=_MAX_MB)
        raise TrackRefusedError("too_large", said)


def _fault(info: zipfile.ZipInfo) -> str | None:
    """Return the sentence that says what is wrong with a member, or None."""
    parts = PurePosixPath(info.filename).parts
    if info.filename.startswith("/") or "\\" in info.filename or ".." in parts or ":" in parts[0]:
        return N_("%(name)s in the archive has an unsafe name")
    if stat.S_ISLNK(info.external_attr >> 16):
        return N_("%(name)s in the archive is a link")
    if info.flag_bits & _ENCRYPTED:
        return N_("%(name)s in the archive is encrypted")
    if _suffix(info.filename) in _ARCHIVES:
        return N_("%(name)s in the archive is an archive itself")
    if info.file_size > max(_RATIO_FREE_BYTES, _MAX_RATIO * info.compress_size):
        return N_("%(name)s in the archive is packed too tightly to be genuine")
    return None


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _too_large(name: str) -> Say:
    return say(N_("%(name)s unpacks to more than %(megabytes)s MB"), name=name, megabytes=_MAX_MB)
