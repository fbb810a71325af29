"""Freeze the public site into a folder, writing only what has changed."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from oxymap import create_app
from oxymap.config import ROOT, Settings
from oxymap.freeze.budgets import budget_failures
from oxymap.freeze.links import link_failures
from oxymap.freeze.walker import Artifact, walk
from oxymap.pages.site import EXTENSION, Site
from oxymap.web.published import SMALLEST_COMPRESSED

STATE_FILE = ".oxymap-build.json"
#: Pages change often and gain little from more effort; assets and data are kept for long.
PAGE_BROTLI = 5
DATA_BROTLI = 11
_PACKED = (".jpg", ".png", ".webp", ".avif")
PROCESSES = 2


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    folder: Path
    files: int
    written: int
    removed: int
    failures: tuple[str, ...]

    def __str__(self) -> str:
        """Return one line for people."""
        return (
            f"{self.folder}: {self.files} files, {self.written} written, "
            f"{self.removed} removed, {len(self.failures)} failures"
        )


@dataclass(frozen=True)
class Written:
    """What is known about an output file from the build that wrote it."""

    sha256: str
    compressed: int


@dataclass(frozen=True)
class State:
    """What the last build left beside its output."""

    inputs: str
    failed: bool
    files: dict[str, Written]


def build_site(settings: Settings, folder: Path) -> BuildReport:
    """Freeze the site; a second build of the same input writes nothing.

    Raises
    ------
    InvalidDataError : the published files cannot be used.
    FreezeError : a page does not answer.
    """
    # Demo values belong to a running demonstration.
    settings = settings.model_copy(update={"demo": False})
    app = create_app(settings, frozen=True)
    inputs = _fingerprint(app.extensions[EXTENSION])
    state = _read_state(folder)
    if state.inputs == inputs and not state.failed:
        return BuildReport(folder, len(state.files), 0, 0, ())
    before = state.files
    artifacts = list(walk(app))
    changed = [item for item in artifacts if _differs(item, before, folder)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        sizes = dict(pool.map(lambda item: (item.path, _write(folder, item)), changed))
    after = {
        item.path: Written(_hash(item.body), sizes[item.path])
        if item.path in sizes
        else before[item.path]
        for item in artifacts
    }
    removed = _remove(folder, set(before) - set(after))
    compressed = {path: entry.compressed for path, entry in after.items()}
    failures = (
        *link_failures(artifacts, settings.base_url),
        *budget_failures(artifacts, compressed),
    )
    _write_state(folder, inputs, after, failures)
    return BuildReport(folder, len(after), len(changed), removed, failures)


def _differs(item: Artifact, before: dict[str, Written], folder: Path) -> bool:
    old = before.get(item.path)
    return old is None or old.sha256 != _hash(item.body) or not (folder / item.path).exists()


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _write(folder: Path, item: Artifact) -> int:
    """Write a file with its compressed forms and return its bytes over the wire."""
    path = folder / item.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(item.body)
    if len(item.body) < SMALLEST_COMPRESSED or path.suffix in _PACKED:
        return len(item.body)
    packed = brotli.compress(item.body, quality=PAGE_BROTLI if item.is_page else DATA_BROTLI)
    path.with_name(path.name + ".br").write_bytes(packed)
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(item.body, 9, mtime=0))
    return len(packed)


def _remove(folder: Path, paths: Iterable[str]) -> int:
    count = 0
    for path in paths:
        for name in (path, f"{path}.br", f"{path}.gz"):
            (folder / name).unlink(missing_ok=True)
        count += 1
    for directory in sorted(folder.rglob("*"), reverse=True):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()
    return count


def _fingerprint(site: Site) -> str:
    """Return a hash of everything that the frozen bytes depend on."""
    digest = hashlib.sha256()
    digest.update(f"{site.version} {site.assets.version} {site.settings!r}".encode())
    site.live.keeper.settle_all()
    digest.update(site.live.keeper.content_version.encode())
    for file in _sources():
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for folder, pattern in (("templates", "*.html"), ("site", "*.py"), ("site", "*.po")):
        yield from sorted((ROOT / folder).rglob(pattern))


def _read_state(folder: Path) -> State:
    try:
        document = json.loads((folder / STATE_FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return State("", failed=False, files={})
    files = {path: Written(**entry) for path, entry in document["files"].items()}
    return State(document["inputs"], failed=bool(document["failures"]), files=files)


def _write_state(
    folder: Path, inputs: str, files: dict[str, Written], failures: tuple[str, ...]
) -> None:
    state = {
        "inputs": inputs,
        "failures": list(failures),
        "files": {path: vars(entry) for path, entry in sorted(files.items())},
    }
    (folder / STATE_FILE).write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
