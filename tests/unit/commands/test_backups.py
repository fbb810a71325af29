"""A backup brings back a lost data folder."""

from __future__ import annotations

from pathlib import Path

from oxymap.config import Settings
from tests.unit.commands.conftest import Run

ADD = ("user", "add", "anna", "--role", "author")


def test_lost_folder_comes_back(run: Run, project: Settings, tmp_path: Path) -> None:
    run(*ADD)
    file = tmp_path / "kept" / "all.oxymap"

    written = run("backup", file)
    read = run("restore", file, "--data", tmp_path / "new")

    assert written.exit_code == read.exit_code == 0, read.output
    assert "accounts 1" in written.output
    assert "what was there until now" not in read.output
    assert "anna" in run("user", "list", "--data", tmp_path / "new").output


def test_what_was_there_before_is_kept_beside(run: Run, project: Settings, tmp_path: Path) -> None:
    run("backup", tmp_path / "empty")
    run(*ADD)
    (project.data / "cache").mkdir()

    read = run("restore", tmp_path / "empty")
    (kept,) = (project.data / "backups").iterdir()

    assert str(kept) in read.output
    assert "anna" not in run("user", "list").output
    assert not (project.data / "cache").exists()
    assert run("restore", kept).exit_code == 0
    assert "anna" in run("user", "list").output


def test_file_can_be_checked_only(run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    run(*ADD)

    found = run("restore", "--check", tmp_path / "copy")

    assert "whole. " in found.output
    assert "accounts 0" in found.output
    assert "anna" in run("user", "list").output


def test_wrong_file_is_an_error_in_a_sentence(run: Run, tmp_path: Path) -> None:
    found = run("restore", tmp_path / "nowhere")

    assert found.exit_code == 1
    assert "There is no file" in found.output
