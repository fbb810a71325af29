from __future__ import annotations

import configparser
import json
import os
import subprocess
from pathlib import Path

import pytest

from oxymap.config import ROOT

DEPLOY = ROOT / "deploy" / "kiosk"
SCRIPTS = ("install.sh", "start.sh", "pack/start.sh")
FLAGS = (
    "--kiosk", "--noerrdialogs", "--disable-session-crashed-bubble", "--disable-pinch",
    "--overscroll-history-navigation=0", "--disable-component-update",
    "--disable-background-networking",
)  # fmt: skip


def unit(name: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser(strict=True, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string((DEPLOY / name).read_text(encoding="utf-8"))
    return found


def install(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(DEPLOY / "install.sh"), *words], env={**os.environ, "DESTDIR": str(folder)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_script_can_be_read_and_stops_at_mistakes(name: str, shell: str) -> None:
    file = DEPLOY / name

    subprocess.run([shell, "-n", str(file)], check=True)

    assert "set -eu" in file.read_text(encoding="utf-8")


def test_screen_starts_again_whenever_it_ends() -> None:
    service = unit("oxymap-kiosk.service")

    assert service["Service"]["Restart"] == "always"
    assert service["Unit"]["StartLimitIntervalSec"] == "0"
    assert service["Service"]["User"] == "kiosk"
    assert service["Service"]["ExecStart"].startswith("/usr/bin/cage ")
    assert "network" not in service["Unit"].get("After", "")


def test_night_timer_starts_its_service() -> None:
    assert unit("oxymap-kiosk-restart.timer")["Timer"]["OnCalendar"].endswith("Asia/Shanghai")
    assert "oxymap-kiosk.service" in unit("oxymap-kiosk-restart.service")["Service"]["ExecStart"]


@pytest.mark.parametrize("name", ["start.sh", "pack/start.sh"])
def test_browser_has_the_flags_of_a_kiosk(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")

    assert [flag for flag in FLAGS if flag not in text] == []
    assert "--no-sandbox" not in text


def test_policy_lets_nobody_out() -> None:
    policy = json.loads((DEPLOY / "policy.json").read_text(encoding="utf-8"))

    assert policy["URLBlocklist"] == ["*"]
    assert policy["URLAllowlist"] == ["https://oxymap.example"]
    assert (policy["DeveloperToolsAvailability"], policy["DownloadRestrictions"]) == (2, 3)
    assert policy["PrintingEnabled"] is False


def test_installing_twice_gives_the_same(tmp_path: Path) -> None:
    words = ("--url", "https://oxy.test:8443/", "--id", "gate", "--token", "a-b_c")
    trees = []
    for _ in range(2):
        done = install(tmp_path, *words)
        assert done.returncode == 0, done.stderr
        files = sorted(item for item in tmp_path.rglob("*") if item.is_file())
        trees.append({item: item.read_bytes() for item in files})

    assert trees[0] == trees[1]
    policy = tmp_path / "etc/chromium/policies/managed/oxymap-kiosk.json"
    assert json.loads(policy.read_text())["URLAllowlist"] == ["https://oxy.test:8443"]
    conf = tmp_path / "etc/oxymap-kiosk.conf"
    assert "KIOSK_URL=https://oxy.test:8443\nKIOSK_ID=gate\nKIOSK_TOKEN=a-b_c\n" in conf.read_text()
    assert conf.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "words",
    [
        (), ("--url", "oxy.test", "--id", "gate"), ("--url", "https://x", "--id", "Gate"),
        ("--url", "https://x;reboot", "--id", "gate"), ("--url", "https://x", "--id", "a b"),
        ("--url", "https://x", "--id", "gate", "--token", "$(reboot)"), ("--what",),
    ],
)  # fmt: skip
def test_wrong_words_install_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert install(tmp_path, *words).returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_profile_is_new_and_what_the_site_keeps_stays(tmp_path: Path) -> None:
    conf = tmp_path / "kiosk.conf"
    conf.write_text("KIOSK_URL=http://x\nKIOSK_ID=gate\nKIOSK_TOKEN=t\n", encoding="utf-8")
    state, run = tmp_path / "state", tmp_path / "run"
    environment = {
        "PATH": os.environ["PATH"], "OXYMAP_KIOSK_CONF": str(conf), "CHROMIUM": "/bin/echo",
        "STATE_DIRECTORY": str(state), "XDG_RUNTIME_DIR": str(run),
    }  # fmt: skip
    worker = run / "oxymap-kiosk/profile/Default/Service Worker"

    def start() -> str:
        command = ["sh", str(DEPLOY / "start.sh")]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout

    said = start()
    (worker / "page").write_text("kept", encoding="utf-8")
    (worker.parent / "History").write_text("forgotten", encoding="utf-8")
    start()

    assert "--app=http://x/kiosk/gate#token=t" in said
    assert worker.resolve().is_relative_to(state)
    assert (worker / "page").read_text(encoding="utf-8") == "kept"
    assert not (worker.parent / "History").exists()
