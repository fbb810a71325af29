"""A server that cannot start says why before it does anything else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from oxymap import serving
from oxymap.cli import main
from oxymap.errors import SettingsError
from oxymap.serving import PortTakenError, serve

HOST = "127.0.0.1"


class ReadyToStartError(Exception):
    """Raised where the server would go on to start."""


@pytest.fixture(autouse=True)
def _stop_before_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_settings: object) -> None:
        raise ReadyToStartError

    monkeypatch.setattr(serving, "ensure_map_scripts", stop)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.socket() as other:
        other.bind((HOST, 0))
        return int(other.getsockname()[1])


def test_taken_port_is_named_with_what_to_type(taken: int, tmp_path: Path) -> None:
    with pytest.raises(PortTakenError) as caught:
        serve(HOST, taken, tmp_path, demo=False)

    assert f"Port {taken} on {HOST} cannot be used" in caught.value.message
    assert f"python3 build.py serve --port {taken + 1}" in caught.value.message
    assert (caught.value.code, caught.value.value) == ("port_taken", taken)


def test_command_shows_a_taken_port_as_one_message(taken: int, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--port", str(taken), "--data", str(tmp_path)])

    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: Port {taken} on {HOST} cannot be used")
    assert "Traceback" not in result.output


def test_address_that_is_not_this_machines_cannot_be_used(free: int, tmp_path: Path) -> None:
    with pytest.raises(PortTakenError, match=r"on 192\.0\.2\.1 cannot be used"):
        serve("192.0.2.1", free, tmp_path, demo=False)


def test_free_port_lets_the_server_start(free: int, tmp_path: Path) -> None:
    with pytest.raises(ReadyToStartError):
        serve(HOST, free, tmp_path / "new", demo=False)

    assert (tmp_path / "new").is_dir()


def test_settings_are_read_before_the_port_is_tried(taken: int, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("colour = 1", encoding="utf-8")

    with pytest.raises(SettingsError, match="colour"):
        serve(HOST, taken, tmp_path, demo=False)


def test_files_that_cannot_be_used_are_named_without_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "villages.geojson").write_text("{", encoding="utf-8")
    # The log would go on to a stream that ends with this test.
    monkeypatch.setattr("oxymap.logs.configure_logs", lambda _level: None)
    monkeypatch.setenv("OXYMAP_GEODATA", str(tmp_path))
    monkeypatch.setenv("OXYMAP_DATA", str(tmp_path / "data"))

    with pytest.raises(SystemExit):
        serving.make()

    assert "villages.geojson:1: is not JSON" in capsys.readouterr().err
