"""The fonts for leaflets are found where operators and Debian put them."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.web import print_font
from oxymap.web.print_font import FontFile, print_fonts


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for the machine's font folder, empty at first; fontconfig knows nothing."""
    monkeypatch.setattr(print_font, "FONTS", tmp_path)
    monkeypatch.setattr(print_font.shutil, "which", lambda name: None)
    return tmp_path


def put(folder: Path, path: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"font")
    return file


def test_machine_without_fonts_has_none(folder: Path) -> None:
    assert print_fonts(None) == ()


def test_debians_font_is_found(folder: Path) -> None:
    file = put(folder, "truetype/wqy/wqy-microhei.ttc")

    assert print_fonts(None) == (FontFile(file, 0),)


def test_simplified_face_of_noto_is_chosen(folder: Path) -> None:
    file = put(folder, "opentype/noto/NotoSansCJK-Regular.ttc")

    assert print_fonts(None) == (FontFile(file, 2),)


def test_setting_comes_first_and_the_found_one_helps_out(folder: Path) -> None:
    own = put(folder, "own/House.ttc")
    found = put(folder, "truetype/wqy/wqy-microhei.ttc")

    assert print_fonts(Path(f"{own}#3")) == (FontFile(own, 3), FontFile(found, 0))


def test_setting_that_names_no_file_is_passed_over(folder: Path) -> None:
    found = put(folder, "truetype/wqy/wqy-microhei.ttc")

    assert print_fonts(folder / "missing.ttf") == (FontFile(found, 0),)


def test_fontconfig_is_asked_last_and_a_font_without_figures_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = put(tmp_path, "House.otf")
    put(tmp_path, "DroidSansFallbackFull.ttf")
    program = put(tmp_path, "fc-list")
    program.write_text(
        f"#!/bin/sh\nprintf '{tmp_path}/DroidSansFallbackFull.ttf\\t0\\n{house}\\t1\\n'\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(print_font, "FONTS", tmp_path)
    monkeypatch.setattr(print_font.shutil, "which", lambda name: str(program))

    assert print_fonts(None) == (FontFile(house, 1),)
