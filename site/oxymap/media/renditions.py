"""The sizes of a photograph: made once from its master, and kept in the data folder."""

from __future__ import annotations

import io
import os
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog

from oxymap.errors import NotFoundError, OxyMapError
from oxymap.media.models import SUFFIXES, WIDTHS, Suffix
from oxymap.media.shipped import ID

log = structlog.get_logger()
#: Changes with anything below, so that older files are not taken for these.
RECIPE = 1
#: Quality to begin with, step by step lower until the picture is small enough.
QUALITIES: dict[Suffix, tuple[int, ...]] = {
    "avif": (55, 45, 36),
    "webp": (78, 66, 52),
    "jpg": (82, 72, 60),
}
AVIF_SPEED = 6
#: Bytes that a size should cost at most; a phone's first view has 120 kB for everything.
BUDGETS: dict[int, int] = {480: 32_000, 960: 75_000, 1600: 220_000}
_ENCODERS = threading.BoundedSemaphore(2)


class Renditions:
    """Every size and format of every photograph.

    Parameters
    ----------
    folder : where they are kept; all of it can be made again.
    master : returns a photograph's master; raises NotFoundError.
    """

    def __init__(self, folder: Path, master: Callable[[str], bytes]) -> None:
        self._folder = folder
        self._master = master
        self._maker: ThreadPoolExecutor | None = None

    def get(self, photo_id: str, width: int, suffix: Suffix) -> bytes:
        """Return one size; raise NotFoundError when there is no such photograph or size."""
        if not ID.fullmatch(photo_id) or width not in WIDTHS or suffix not in SUFFIXES:
            name = f"{photo_id}-{width}.{suffix}"
            raise NotFoundError(f"There is no picture {name!r}.", name)
        file = self._file(photo_id, width, suffix)
        found = _read(file)
        if found is not None:
            return found
        master = self._master(photo_id)
        with _ENCODERS:
            # Whoever had the seat before may have made the same one.
            found = _read(file)
            if found is None:
                found = encode(master, width, suffix)
                _write(file, found)
        return found

    def prepare(self, photo_id: str) -> None:
        """Make all sizes in a thread, so that the first reader need not wait."""
        if self._maker is None:
            self._maker = ThreadPoolExecutor(1, thread_name_prefix="photo-sizes")
        self._maker.submit(self._make_all, photo_id)

    def close(self) -> None:
        """Wait for what is being made."""
        if self._maker is not None:
            self._maker.shutdown()
            self._maker = None

    def forget(self, photo_id: str) -> None:
        """Delete the sizes of a photograph."""
        for file in self._folder.glob(f"{photo_id}-*"):
            file.unlink(missing_ok=True)

    def _make_all(self, photo_id: str) -> None:
        try:
            for width in WIDTHS:
                for suffix in SUFFIXES:
                    self.get(photo_id, width, suffix)
        except (OxyMapError, OSError) as error:
            log.warning("photos.sizes_not_made", photo=photo_id, reason=str(error))

    def _file(self, photo_id: str, width: int, suffix: Suffix) -> Path:
        return self._folder / f"{photo_id}-{width}-{RECIPE}.{suffix}"


def encode(master: bytes, width: int, suffix: Suffix) -> bytes:
    """Return a master at most `width` pixels wide, in one format and without metadata.

    The quality is lowered, twice at most, when the picture would cost more than its budget.
    """
    # The imaging library takes a tenth of a second to import, and few processes need it.
    from PIL import Image

    with Image.open(io.BytesIO(master), formats=["JPEG"]) as source:
        source.draft("RGB", (width, width * source.height // source.width + 1))
        image = source.convert("RGB")
    if image.width > width:
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    image.info.clear()
    body = b""
    for quality in QUALITIES[suffix]:
        out = io.BytesIO()
        match suffix:
            case "avif":
                image.save(out, "AVIF", quality=quality, speed=AVIF_SPEED, max_threads=1)
            case "webp":
                image.save(out, "WEBP", quality=quality, method=4)
            case "jpg":
                image.save(out, "JPEG", quality=quality, progressive=True, optimize=True)
        body = out.getvalue()
        if len(body) <= BUDGETS[width]:
            break
    return body


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _write(file: Path, body: bytes) -> None:
    """Write a file at once, so that nobody ever reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(body)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
