"""A screen's token, the whole way: made, put on the device, shown with every beat, or refused."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from oxymap.config import ROOT
from tests.browser.conftest import KIOSK
from tests.browser.studio_stage import StudioServer, running_studio

NAME = "yongning-town"
BEAT = f"/api/v1/kiosks/{NAME}/beat"
REQUIRED = {"OXYMAP_KIOSK_TOKEN_REQUIRED": "true"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("token")


@pytest.fixture(scope="module")
def running(data: Path) -> Iterator[StudioServer]:
    with running_studio(data, **REQUIRED) as found:
        yield found


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport=KIOSK, locale="zh-CN", service_workers="block")
    yield made
    made.close()


def new_token(data: Path) -> str:
    """Return a token as the command tells it."""
    command = [sys.executable, "-m", "oxymap.cli", "kiosk", "token", NAME, "--data", str(data)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "site")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip().rpartition(" ")[2]


def first_address(folder: Path, base: str, token: str) -> str:
    """Return the address that the device's own script gives its browser."""
    conf = folder / "kiosk.conf"
    lines = (f"KIOSK_URL={base}", f"KIOSK_ID={NAME}", f"KIOSK_TOKEN={token}", "")
    conf.write_text("\n".join(lines), encoding="utf-8")
    environment = {
        **os.environ, "OXYMAP_KIOSK_CONF": str(conf), "CHROMIUM": "echo",
        "XDG_RUNTIME_DIR": str(folder / "run"), "STATE_DIRECTORY": str(folder / "state"),
    }  # fmt: skip
    script = ["sh", str(ROOT / "deploy/kiosk/start.sh")]
    done = subprocess.run(script, env=environment, capture_output=True, text=True, check=True)
    [found] = [word for word in done.stdout.split() if word.startswith("--app=")]
    return found.removeprefix("--app=")


def next_beat(page: Page, address: str) -> Response:
    """Open an address and return the answer to the page's first beat."""
    with page.expect_response(lambda answer: answer.url.endswith(BEAT)) as beat:
        page.goto(address)
    return beat.value


def state_on_board(running: StudioServer, chromium: Browser) -> str:
    """Return the screen's state as the planners see it."""
    context = chromium.new_context(locale="zh-CN", service_workers="block")
    running.sign_in(context, "stan")
    page = context.new_page()
    page.goto(f"{running.base}/studio/kiosks")
    card = page.locator(f".screen-health:has(:text('{NAME}'))").first
    name = (card.get_attribute("class") or "").rpartition("--")[2]
    context.close()
    return name


def test_screen_without_its_token_never_looks_alive_and_with_it_does(
    running: StudioServer, data: Path, context: BrowserContext, chromium: Browser, tmp_path: Path
) -> None:
    page = context.new_page()
    home = f"{running.base}/kiosk/{NAME}"

    refused = next_beat(page, home)
    assert refused.status == 401
    assert state_on_board(running, chromium) == "never"
    assert page.locator("h1").is_visible()

    token = new_token(data)
    assert next_beat(page, f"{home}#token={token[:-4]}wxyz").status == 401
    assert state_on_board(running, chromium) == "never"

    page.goto("about:blank")
    taken = next_beat(page, first_address(tmp_path, running.base, token))

    assert taken.status == 200
    assert state_on_board(running, chromium) == "up"
    # Nobody who looks at the screen, its address or what it sends to others finds the token.
    assert page.url == home
    assert token not in page.content()
    assert taken.request.header_value("authorization") == f"Bearer {token}"

    # The next page, and the next start without the token's address.
    assert next_beat(page, f"{running.base}/en/kiosk/{NAME}").status == 200

    # A new token ends the old one: this screen is not heard any more.
    new_token(data)
    assert next_beat(page, home).status == 401


def test_token_of_no_other_screen_opens_this_one(running: StudioServer, data: Path) -> None:
    request = urllib.request.Request(  # noqa: S310 -- our own server
        f"{running.base}/api/v1/kiosks/cuandixia-gate/beat", b"{}",
        {"Content-Type": "application/json", "Authorization": f"Bearer {new_token(data)}"},
    )  # fmt: skip

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)  # noqa: S310 -- our own server

    refused.value.close()
    assert refused.value.code == 401
    assert refused.value.headers["WWW-Authenticate"].startswith("Bearer")
