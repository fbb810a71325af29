"""The commands as people type them: what they print, and their exit status."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import oxymap.freeze.build as freezing
from oxymap import testing
from oxymap.cli import main
from oxymap.config import Settings
from oxymap.freeze.build import BuildReport
from tests.factories import edit_json, sample_project, write_gpx

WALK = [(116.4856, 40.49, 850.0), (116.487, 40.4887, 856.0), (116.489, 40.488, 862.0)]


class Builder:
    """Stands in for the build; remembers what it was asked for."""

    def __init__(self, *failures: str) -> None:
        self.failures = failures
        self.asked: list[tuple[Settings, Path]] = []

    def __call__(self, settings: Settings, folder: Path) -> BuildReport:
        self.asked.append((settings, folder))
        return BuildReport(folder, 3, 2, 1, self.failures)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A sample project that the environment names."""
    settings = sample_project(tmp_path)
    for name in ("data", "geodata", "content"):
        monkeypatch.setenv(f"OXYMAP_{name.upper()}", str(getattr(settings, name)))
    return settings


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> Builder:
    made = Builder()
    monkeypatch.setattr(freezing, "build_site", made)
    return made


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_check_counts_what_is_in_order(project: Settings) -> None:
    result = run("check")

    assert result.exit_code == 0
    assert result.stdout == "12 features and 36 pages are in order.\n"


def test_check_names_file_and_line_of_bad_data(project: Settings) -> None:
    file = project.geodata / "peaks.geojson"
    edit_json(file, id="High Peak")

    result = run("check")

    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = [line for line in result.stderr.splitlines() if "High Peak" in line]
    name, number, _ = line.split(":", 2)
    assert name == str(file)
    assert int(number) >= 1


def test_check_of_bad_data_shows_no_trace(project: Settings) -> None:
    edit_json(project.geodata / "peaks.geojson", id="High Peak")

    assert "Traceback" not in run("check").output


def test_import_names_the_page_that_it_made(project: Settings, tmp_path: Path) -> None:
    file = write_gpx(tmp_path / "walk.gpx", WALK, "Jiuyanlou walk")

    result = run("import", file, "--layer", "trails")

    assert result.exit_code == 0
    assert f"{file}: /trails/jiuyanlou-walk" in result.stdout.splitlines()


def test_import_into_an_unknown_layer_is_a_mistake_in_the_command(
    project: Settings, tmp_path: Path
) -> None:
    file = write_gpx(tmp_path / "walk.gpx", WALK)

    result = run("import", file, "--layer", "roads")

    assert result.exit_code == 2
    assert "'roads' is not one of districts" in result.stderr


def test_import_of_a_missing_file_is_a_mistake_in_the_command(tmp_path: Path) -> None:
    result = run("import", tmp_path / "none.gpx", "--layer", "trails")

    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_import_of_what_is_no_recording_is_one_message(project: Settings, tmp_path: Path) -> None:
    file = tmp_path / "walk.gpx"
    file.write_text("not a recording", encoding="utf-8")

    result = run("import", file, "--layer", "trails")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.output


def test_no_command_means_build(project: Settings, builder: Builder) -> None:
    result = run()

    assert result.exit_code == 0
    ((settings, folder),) = builder.asked
    assert (settings.geodata, folder) == (project.geodata, Path("dist"))
    assert result.stdout == "dist: 3 files, 2 written, 1 removed, 0 failures\n"


def test_build_writes_where_it_is_told(project: Settings, builder: Builder, tmp_path: Path) -> None:
    run("build", "--out", tmp_path / "out", "--data", tmp_path / "other")

    ((settings, folder),) = builder.asked
    assert (settings.data, folder) == (tmp_path / "other", tmp_path / "out")


def test_build_with_failures_names_them_and_fails(
    project: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freezing, "build_site", Builder("/: leads to /x, which is not there"))

    result = run("build")

    assert result.exit_code == 1
    assert result.stderr == "/: leads to /x, which is not there\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "colour: Extra inputs are not permitted"),
        ("reload_seconds = -1", "reload_seconds: "),
        ("reload_seconds =", "settings.toml: "),
    ],
    ids=["unknown", "wrong", "malformed"],
)
def test_settings_that_cannot_be_used_are_one_message(
    tmp_path: Path, builder: Builder, text: str, message: str
) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")

    result = run("build", "--data", tmp_path)

    assert result.exit_code == 1
    assert result.stderr.count("Error: ") == 1
    assert message in result.stderr
    assert builder.asked == []


def test_export_says_how_much_it_wrote(project: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "state"

    result = run("export", folder)

    written = sum(file.is_file() for file in folder.rglob("*"))
    assert written > 0
    assert result.stdout == f"{written} files written to {folder}.\n"


def test_unknown_measurement_is_named_with_those_that_exist() -> None:
    result = run("bench", "none-of-these")

    assert result.exit_code == 2
    assert "There is no measurement 'none-of-these'; there are " in result.stderr


@pytest.mark.parametrize(("flags", "browser"), [((), True), (("--fast",), False)])
def test_test_hands_its_words_to_pytest_and_returns_the_status(
    monkeypatch: pytest.MonkeyPatch, flags: tuple[str, ...], browser: bool
) -> None:
    asked: list[object] = []

    def run_tests(words: tuple[str, ...], *, browser: bool) -> int:
        asked.append((words, browser))
        return 5

    monkeypatch.setattr(testing, "run_tests", run_tests)

    result = run("test", *flags, "-k", "map", "-x")

    assert result.exit_code == 5
    assert asked == [(("-k", "map", "-x"), browser)]


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_port_that_cannot_exist_is_a_mistake_in_the_command(port: str) -> None:
    result = run("serve", "--port", port)

    assert result.exit_code == 2
    assert "--port" in result.stderr


def test_unknown_command_is_named() -> None:
    result = run("deploy")

    assert result.exit_code == 2
    assert "No such command 'deploy'" in result.stderr


def test_every_command_says_what_it_does() -> None:
    assert isinstance(main, click.Group)

    silent = [name for name, command in main.commands.items() if not command.help]

    assert silent == []
    assert run("--help").exit_code == 0
