"""``build.py``: what it installs when, and what it says when something is missing."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from oxymap.config import ROOT

FILES = ("requirements.txt", "requirements-dev.txt")


@pytest.fixture
def bootstrap(tmp_path: Path) -> ModuleType:
    """``build.py`` as a module, set up for a project in `tmp_path`."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ROOT = str(tmp_path)
    module.VENV = str(tmp_path / ".venv")
    module.PYTHON = str(tmp_path / ".venv" / "bin" / "python")
    (tmp_path / ".venv").mkdir()
    for name in FILES:
        (tmp_path / name).write_text("one==1.0\ntwo==2.0\n", encoding="utf-8")
    return module


def settle(module: ModuleType, *names: str) -> None:
    for name in names:
        Path(module.stamp_path(name)).write_text(module.stamp(name), encoding="ascii")


@pytest.fixture
def installed(bootstrap: ModuleType) -> list[str]:
    """Which requirement files were installed; nothing really is."""
    found: list[str] = []
    bootstrap.make_environment = lambda: None
    bootstrap.install = found.append
    return found


def works(*words: str) -> Callable[[list[str]], bool]:
    """A machine on which only commands with one of these words succeed."""
    return lambda command: any(word in command for word in words)


def test_stamp_changes_with_the_requirement_file(bootstrap: ModuleType, tmp_path: Path) -> None:
    before = bootstrap.stamp(FILES[0])

    (tmp_path / FILES[0]).write_text("one==1.1\n", encoding="utf-8")

    assert bootstrap.stamp(FILES[0]) != before


def test_stamp_changes_with_the_folder(bootstrap: ModuleType, tmp_path: Path) -> None:
    before = bootstrap.stamp("none.txt")

    bootstrap.ROOT = str(tmp_path / "moved")

    assert bootstrap.stamp("none.txt") != before


def test_nothing_is_installed_while_the_stamps_fit(
    bootstrap: ModuleType, installed: list[str]
) -> None:
    settle(bootstrap, *FILES)

    bootstrap.prepare(FILES)

    assert installed == []


def test_first_start_installs_everything_that_is_wanted(
    bootstrap: ModuleType, installed: list[str]
) -> None:
    bootstrap.prepare(FILES)

    assert installed == list(FILES)


def test_only_the_changed_file_is_installed_again(
    bootstrap: ModuleType, installed: list[str], tmp_path: Path
) -> None:
    settle(bootstrap, *FILES)

    (tmp_path / FILES[1]).write_text("three==3.0\n", encoding="utf-8")
    bootstrap.prepare(FILES)

    assert installed == [FILES[1]]


@pytest.mark.parametrize(
    ("command", "wanted"),
    [((), FILES[:1]), (("serve",), FILES[:1]), (("test",), FILES), (("bench",), FILES)],
)
def test_test_tools_are_wanted_only_by_the_commands_that_need_them(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    wanted: tuple[str, ...],
) -> None:
    asked: list[tuple[str, ...]] = []
    bootstrap.prepare = lambda names: asked.append(tuple(names))
    monkeypatch.setattr(sys, "argv", ["build.py", *command])
    monkeypatch.setattr(os, "execve", lambda *_: None)

    bootstrap.main()

    assert asked == [wanted]


def test_command_is_handed_over_with_its_words(
    bootstrap: ModuleType, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(sys, "argv", ["build.py", "serve", "--port", "9000"])
    monkeypatch.setattr(os, "execve", lambda *words: handed.append(words))

    bootstrap.main()

    ((program, words, environment),) = handed
    assert program == bootstrap.PYTHON
    assert words[1:] == ["-m", "oxymap.cli", "serve", "--port", "9000"]
    assert environment["PYTHONPATH"] == os.path.join(bootstrap.ROOT, "site")  # noqa: PTH118


def test_python_that_is_too_old_is_told(bootstrap: ModuleType, installed: list[str]) -> None:
    bootstrap.OLDEST = (99, 0)

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is \d+\.\d+"):
        bootstrap.main()

    assert installed == []


def test_pip_of_the_environment_is_the_first_choice(bootstrap: ModuleType) -> None:
    bootstrap.quiet = works(bootstrap.PYTHON, sys.executable)

    assert bootstrap.pip_command() == [bootstrap.PYTHON, "-m", "pip"]


def test_pip_from_outside_installs_into_the_environment(bootstrap: ModuleType) -> None:
    bootstrap.quiet = works(sys.executable)

    assert bootstrap.pip_command() == [sys.executable, "-m", "pip", "--python", bootstrap.PYTHON]


def test_missing_pip_is_told_with_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.quiet = works()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit, match=r"(?s)no pip.*apt-get install python3-venv python3-pip"):
        bootstrap.pip_command()


def test_stamp_is_written_after_a_good_installation(bootstrap: ModuleType) -> None:
    bootstrap.pip_command = lambda: [sys.executable, "-c", "pass"]

    bootstrap.install(FILES[0])

    assert bootstrap.read(bootstrap.stamp_path(FILES[0])) == bootstrap.stamp(FILES[0])


def test_failed_installation_leaves_no_stamp_and_shows_the_reason(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "print('no matching distribution'); raise SystemExit(1)"
    bootstrap.pip_command = lambda: [sys.executable, "-c", code]

    with pytest.raises(SystemExit, match=r"packages of requirements\.txt could not be installed"):
        bootstrap.install(FILES[0])

    assert bootstrap.read(bootstrap.stamp_path(FILES[0])) is None
    assert "no matching distribution" in capsys.readouterr().err


def test_missing_file_reads_as_none(bootstrap: ModuleType, tmp_path: Path) -> None:
    assert bootstrap.read(str(tmp_path / "none.txt")) is None
    assert bootstrap.read(str(tmp_path / FILES[0])) == "one==1.0\ntwo==2.0\n"
