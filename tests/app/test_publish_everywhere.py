"""What is published in one process is seen in every other within five seconds."""

from __future__ import annotations

import contextlib
import http.client
import time
from pathlib import Path

import pytest

from oxymap.config import make_settings
from oxymap.publishing.models import Document, Ref
from oxymap.publishing.opening import open_publishing
from oxymap.publishing.service import Publishing
from tests.app.test_durability import HOST, server
from tests.unit.publishing.sampling import ANNA, BO, PIA, retitled

PAGE = Ref("page", "pages", "oxygen-bar")
TITLE = "两台服务器都看得到"
LIMIT_S = 5.0


def get(port: int, path: str) -> tuple[int, str]:
    with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=10)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def seconds_until(port: int, path: str, status: int, text: str) -> float:
    began = time.monotonic()
    while time.monotonic() - began < 3 * LIMIT_S:
        found = get(port, path)
        if found[0] == status and text in found[1]:
            return time.monotonic() - began
        time.sleep(0.1)
    pytest.fail(f"{path} never answered {status} with {text!r}")


def published(publishing: Publishing, document: Document) -> None:
    submission = publishing.begin(ANNA, document.ref, document=document)
    publishing.submit(ANNA, submission.id)
    publishing.approve(BO, submission.id)
    publishing.publish(PIA, submission.id)


def test_publication_and_withdrawal_reach_two_other_processes(tmp_path: Path) -> None:
    publishing = open_publishing(make_settings({"data": tmp_path}))
    shipped = publishing.published(PAGE)
    assert shipped is not None

    with server(tmp_path) as (one, _), server(tmp_path) as (two, _):
        assert TITLE not in get(one, "/pages/oxygen-bar")[1] + get(two, "/pages/oxygen-bar")[1]
        published(publishing, retitled(shipped, "zh", TITLE))
        took = [seconds_until(port, "/pages/oxygen-bar", 200, TITLE) for port in (one, two)]
        publishing.withdraw(PIA, PAGE, "一次演练")
        gone = [seconds_until(port, "/pages/oxygen-bar", 410, "") for port in (one, two)]

    assert max(took) < LIMIT_S
    assert max(gone) < LIMIT_S
