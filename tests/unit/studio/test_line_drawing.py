"""The drawing tool is set up once, checked by its bytes, and may be missing."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from oxymap.config import ROOT
from oxymap.studio import drawing
from oxymap.studio.drawing import ensure_drawing_tool
from oxymap.web.assets import STUDIO_VENDOR_TABLE, load_installed


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table of one file, and a machine with Node."""
    found = tmp_path / "table.json"
    entry = {"file": "tool/tool.js", "sha256": hashlib.sha256(b"tool").hexdigest()}
    found.write_text(json.dumps({"vendor/geoman.js": entry}), encoding="utf-8")
    monkeypatch.setattr(drawing, "STUDIO_VENDOR_TABLE", found)
    monkeypatch.setattr(drawing.shutil, "which", lambda name: f"/bin/{name}")
    return found


class Npm:
    """Plays Node and npm."""

    def __init__(self, body: bytes | None, version: str = "v20.1.0") -> None:
        self.body, self.version = body, version
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], folder: Path) -> str:
        self.commands.append(command)
        if "--version" in command:
            return self.version
        if self.body is None:
            raise subprocess.CalledProcessError(1, command, stderr="npm error code ENOTFOUND\n")
        file = folder / "node_modules" / "tool" / "tool.js"
        file.parent.mkdir(parents=True)
        file.write_bytes(self.body)
        return ""


def test_tool_is_installed_from_the_lock_without_scripts(tmp_path: Path, table: Path) -> None:
    npm = Npm(b"tool")

    assert ensure_drawing_tool(tmp_path, run=npm) == tmp_path / "node_modules"
    assert npm.commands[1][1:3] == ["ci", "--ignore-scripts"]


def test_installed_tool_is_not_installed_again(tmp_path: Path, table: Path) -> None:
    npm = Npm(b"tool")
    ensure_drawing_tool(tmp_path, run=npm)

    ensure_drawing_tool(tmp_path, run=npm)

    assert len(npm.commands) == 2


def test_file_that_is_not_the_pinned_one_is_not_used(tmp_path: Path, table: Path) -> None:
    said: list[str] = []

    assert ensure_drawing_tool(tmp_path, said.append, Npm(b"evil")) is None
    assert "not the pinned ones" in said[0]
    assert load_installed(table, tmp_path / "node_modules") == {}


def test_without_network_one_line_says_so(tmp_path: Path, table: Path) -> None:
    said: list[str] = []

    assert ensure_drawing_tool(tmp_path, said.append, Npm(None)) is None
    assert len(said) == 1
    assert "npm error code ENOTFOUND" in said[0]


def test_old_node_is_not_used(tmp_path: Path, table: Path) -> None:
    npm, said = Npm(b"tool", "v16.20.0"), []

    assert ensure_drawing_tool(tmp_path, said.append, npm) is None
    assert len(npm.commands) == 1
    assert "older than 18" in said[0]


def test_without_node_nothing_is_run(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing.shutil, "which", lambda name: None)
    npm = Npm(b"tool")

    assert ensure_drawing_tool(tmp_path, run=npm) is None
    assert npm.commands == []


def test_npm_that_hangs_is_given_up(tmp_path: Path, table: Path) -> None:
    def hang(command: list[str], folder: Path) -> str:
        raise subprocess.TimeoutExpired(command, 90)

    said: list[str] = []

    assert ensure_drawing_tool(tmp_path, said.append, hang) is None
    assert "90 s" in said[0]


# --- the project's own files -----------------------------------------------------------


def test_lock_file_names_no_address() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in text
    assert "registry" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_pinned_files_belong_to_a_locked_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    table = json.loads(STUDIO_VENDOR_TABLE.read_text(encoding="utf-8"))

    for entry in table.values():
        package = "node_modules/" + "/".join(entry["file"].split("/")[:2])
        assert package in lock["packages"]
