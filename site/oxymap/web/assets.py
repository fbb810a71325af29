"""Static files and pinned front-end libraries, under one address that names their content."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from oxymap.config import ROOT
from oxymap.errors import OxyMapError

STATIC = ROOT / "static"
VENDOR_TABLE = STATIC / "vendor.json"
#: What the studio uses if Node's packages are installed (studio/drawing.py).
STUDIO_VENDOR_TABLE = STATIC / "studio-vendor.json"
INSTALLED = "node_modules"
#: What each style sheet is joined from; planners' pages have one more.
STYLESHEETS = {
    "css/site.css": "css/order.txt",
    "css/kiosk.css": "css/kiosk-order.txt",
    "css/studio.css": "css/studio-order.txt",
    "css/takeaway.css": "css/takeaway-order.txt",
    "css/board.css": "css/board-order.txt",
    "css/pocket.css": "css/pocket-order.txt",
    "css/day.css": "css/day-order.txt",
}
#: What only planners' pages ask for.
_STUDIO = re.compile(r"css/studio\.css|js/studio/|js/modules/studio-|vendor/geoman\.")
_CSS_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
_CSS_SPACE = re.compile(rb"\s*\n\s*")
#: Source files that visitors never ask for.
_PRIVATE = {"vendor.json", "studio-vendor.json", *STYLESHEETS.values()}


class AssetError(OxyMapError):
    """A front-end file is missing or is not the pinned one."""

    code = "asset"


@dataclass(frozen=True)
class Assets:
    """The bytes of every asset by its path, such as ``js/main.js``."""

    files: dict[str, bytes]

    @cached_property
    def version(self) -> str:
        """A hash of every path and every byte."""
        digest = hashlib.sha256()
        for path in sorted(self.files):
            digest.update(path.encode() + b"\0" + self.files[path] + b"\0")
        return digest.hexdigest()[:12]

    @property
    def base(self) -> str:
        """The folder that all assets share; it changes with any of them."""
        return f"/assets/{self.version}/"

    def url(self, path: str) -> str:
        """Return the address of an asset.

        Raises
        ------
        AssetError : there is no such file.
        """
        if path not in self.files:
            raise AssetError(f"There is no asset {path!r}.", path)
        return self.base + path


def load_assets(*, studio: bool = True) -> Assets:
    """Read ``static/`` and the pinned libraries, and join the style sheets.

    Parameters
    ----------
    studio : with what only planners' pages need; a frozen site has none of them.
    """
    files = {
        file.relative_to(STATIC).as_posix(): file.read_bytes()
        for file in sorted(STATIC.rglob("*"))
        if file.is_file()
    }
    sheets = {sheet: _joined(files[order]) for sheet, order in STYLESHEETS.items()}
    kept = {
        path: body
        for path, body in files.items()
        if path not in _PRIVATE and not path.startswith("css/")
    }
    installed = load_installed(STUDIO_VENDOR_TABLE, ROOT / INSTALLED)
    found = {**kept, **sheets, **load_vendor(VENDOR_TABLE), **installed}
    if studio:
        return Assets(found)
    return Assets({path: body for path, body in found.items() if not _STUDIO.match(path)})


def _joined(order: bytes) -> bytes:
    """Return one style sheet from the files that its list names."""
    names = order.decode().split()
    return squeeze(b"\n".join((STATIC / "css" / name).read_bytes() for name in names))


def squeeze(css: bytes) -> bytes:
    """Return a style sheet without comments, indentation and empty lines."""
    return _CSS_SPACE.sub(b"\n", _CSS_COMMENT.sub(b"", css)).strip()


def load_vendor(table: Path) -> dict[str, bytes]:
    """Read the pinned libraries' files and check each against its hash.

    Parameters
    ----------
    table : JSON of {asset path: {package, file, sha256}}.

    Raises
    ------
    AssetError : a package is missing, or a file is not the pinned one.
    """
    entries: dict[str, dict[str, str]] = json.loads(table.read_text(encoding="utf-8"))
    return {path: _vendor_file(entry) for path, entry in entries.items()}


def load_installed(table: Path, folder: Path) -> dict[str, bytes]:
    """Read files that may be installed: all of them as pinned, or none.

    Parameters
    ----------
    table : JSON of {asset path: {file, sha256}}.
    folder : where the packages are.
    """
    entries: dict[str, dict[str, str]] = json.loads(table.read_text(encoding="utf-8"))
    found: dict[str, bytes] = {}
    for path, entry in entries.items():
        file = folder / entry["file"]
        body = file.read_bytes() if file.is_file() else b""
        if hashlib.sha256(body).hexdigest() != entry["sha256"]:
            return {}
        found[path] = body
    return found


def _vendor_file(entry: dict[str, str]) -> bytes:
    try:
        distribution = importlib.metadata.distribution(entry["package"])
    except importlib.metadata.PackageNotFoundError as error:
        raise AssetError(f"The package {entry['package']} is not installed.") from error
    body = Path(str(distribution.locate_file(entry["file"]))).read_bytes()
    found = hashlib.sha256(body).hexdigest()
    if found != entry["sha256"]:
        raise AssetError(f"{entry['file']} of {entry['package']} is not the pinned file.", found)
    return body
