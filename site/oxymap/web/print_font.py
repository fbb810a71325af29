"""Find the fonts that printed leaflets are set in: files with Chinese and Latin characters."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import structlog

log = structlog.get_logger()
FONTS = Path("/usr/share/fonts")
#: What Debian's packages bring, and which face of a collection is for simplified Chinese.
KNOWN = (
    ("truetype/wqy/wqy-microhei.ttc", 0),
    ("opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("opentype/source-han-sans/SourceHanSans-Regular.ttc", 2),
    ("truetype/wqy/wqy-zenhei.ttc", 0),
)
#: Has no Latin letters and no figures.
UNUSABLE = ("DroidSansFallback",)
SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
#: The package that `build.py test` installs and the message to the operator names.
DEBIAN_PACKAGE = "fonts-wqy-microhei"
#: The first font sets the text, the second what the first has no sign for.
MOST = 2
FONTCONFIG_S = 5.0


@dataclass(frozen=True)
class FontFile:
    """A font file, and which face of a collection (0 for a single font)."""

    path: Path
    face: int = 0


def print_fonts(setting: Path | None) -> tuple[FontFile, ...]:
    """Return the fonts for leaflets, the best first; empty when this machine has none.

    Looked for once in a process: a font that is installed later counts from the next start.

    Parameters
    ----------
    setting : ``pdf_font``: a font file, with ``#2`` for the third face of a collection.
    """
    return _found(setting, FONTS)


@lru_cache(maxsize=8)
def _found(setting: Path | None, folder: Path) -> tuple[FontFile, ...]:
    fonts = dict.fromkeys(font for font in _candidates(setting, folder) if font.path.is_file())
    return tuple(fonts)[:MOST]


def _candidates(setting: Path | None, folder: Path) -> Iterator[FontFile]:
    if setting is not None:
        named = _named(str(setting))
        if not named.path.is_file():
            log.warning("leaflets.font_missing", pdf_font=str(setting))
        yield named
    for path, face in KNOWN:
        yield FontFile(folder / path, face)
    if folder == FONTS:
        yield from _fontconfig()


def _named(value: str) -> FontFile:
    path, _, face = value.rpartition("#")
    return FontFile(Path(path), int(face)) if path and face.isdigit() else FontFile(Path(value))


def _fontconfig() -> Iterator[FontFile]:
    """Yield the fonts for simplified Chinese that fontconfig knows of, if it is installed."""
    program = shutil.which("fc-list")
    if program is None:
        return
    command = [program, "--format", "%{file}\t%{index}\n", ":lang=zh-cn:style=Regular"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=FONTCONFIG_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.warning("leaflets.fontconfig_failed", error=repr(error))
        return
    for line in sorted(done.stdout.splitlines()):
        path, _, face = line.partition("\t")
        if path.endswith(SUFFIXES) and not any(name in path for name in UNUSABLE):
            # Fontconfig keeps the instance of a variable font in the upper bits.
            yield FontFile(Path(path), int(face or 0) & 0xFFFF)
