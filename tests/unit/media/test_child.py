"""The decoding process itself: its limits hold, whatever a decoder tries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from oxymap.media import child
from oxymap.media.processing import CHILD
from tests.unit.media.pictures import heic, jpeg, saved, scene


def run(code: str) -> subprocess.CompletedProcess[str]:
    start = f"import runpy; child = runpy.run_path({str(CHILD)!r}); child['limit'](); "
    command = [sys.executable, "-I", "-c", start + code]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("bytearray(2_000_000_000)", "MemoryError"),
        ("__import__('pathlib').Path({file!r}).write_bytes(b'x' * 10)", "File too large"),
        ("[open('/dev/null') for _ in range(64)]", "Too many open files"),
    ],
    ids=["memory", "files", "handles"],
)
def test_limit_holds(code: str, error: str, tmp_path: Path) -> None:
    done = run(f"x = {code.format(file=str(tmp_path / 'written'))}")

    assert done.returncode != 0
    assert error in done.stderr


def test_limit_of_computing_time_ends_the_process() -> None:
    code = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"

    assert run(code).returncode < 0


def test_nothing_of_oxymap_is_loaded() -> None:
    code = "import sys; print(sorted(n for n in sys.modules if n.startswith('oxymap')))"

    assert run(code).stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (jpeg(), "JPEG"),
        (heic(), "HEIF"),
        (saved(scene(), "PNG"), "PNG"),
        (saved(scene(), "WEBP"), "WEBP"),
    ],
    ids=["jpeg", "heic", "png", "webp"],
)
def test_pixels_are_counted_before_any_is_decoded(
    data: bytes, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "MOST_PIXELS", 320 * 200 - 1)
    monkeypatch.setattr(child, "shrink", lambda _: pytest.fail("was decoded"))

    header, master = child.convert(data, kind)

    assert header == {"refused": "pixels", "width": 320, "height": 200}
    assert master == b""


@pytest.mark.parametrize(
    ("value", "expected"),
    [((1, 2.5), [1, 2.5]), (b"N\0", "N\0"), ("x" * 99, "x" * 64), (object(), None), (None, None)],
)
def test_tags_become_plain_values(value: object, expected: object) -> None:
    assert child.plain(value) == expected
