"""Whenever the server is killed while it publishes, the object is wholly old or wholly new."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from oxymap.config import Settings, load_settings
from oxymap.people.audit import AuditLog
from oxymap.people.models import Grant, Person
from oxymap.people.service import People
from oxymap.publishing.documents import join_page, split_page
from oxymap.publishing.models import Document, Ref, State
from oxymap.publishing.opening import open_publishing
from oxymap.publishing.service import Publishing
from oxymap.web.sessions import COOKIE
from tests.app.test_durability import HOST, server
from tests.unit.people.sampling import PASSWORD, people_of
from tests.unit.publishing.sampling import ANNA, BO

#: As many as are worth their time in every run; more by hand.
ROUNDS = int(os.environ.get("KILL_ROUNDS", "4"))
PAGE = Ref("page", "pages", "oxygen-bar")
MARK = "Version number "


def numbered(publishing: Publishing, number: int) -> Document:
    """The page with a number in both languages: half a publication would have two."""
    shown = publishing.published(PAGE)
    assert shown is not None
    texts = {}
    for lang, text in shown.texts.items():
        front, body = split_page(text)
        lines = [line for line in body.splitlines() if not line.startswith(MARK)]
        texts[lang] = join_page(front, "\n".join([*lines, f"{MARK}{number}."]))
    return Document(PAGE, texts)


def numbers_in(document: Document) -> set[int]:
    lines = [line for text in document.texts.values() for line in text.splitlines()]
    return {int(line.removeprefix(MARK).rstrip(".")) for line in lines if line.startswith(MARK)}


def approved(publishing: Publishing, number: int) -> int:
    submission = publishing.begin(ANNA, PAGE, document=numbered(publishing, number))
    publishing.submit(ANNA, submission.id)
    return publishing.approve(BO, submission.id).id


def publish_and_kill(settings: Settings, submission: int, delay_s: float | None) -> float:
    """Press the button, kill the server after a moment, and return how long the answer took.

    Without a moment, the answer is waited for; it has to say that all went well.
    """
    answers: list[tuple[str, float]] = []
    with server(settings.data) as (port, process):
        signed = People(open_publishing(settings).engine, settings).sign_in(
            "pia", PASSWORD, HOST, "tests"
        )
        body = urlencode({"csrf": signed.session.csrf, "note": "now"})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{COOKIE}={signed.token}",
        }

        def press() -> None:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            with (
                contextlib.closing(connection),
                contextlib.suppress(OSError, http.client.HTTPException),
            ):
                began = time.monotonic()
                connection.request("POST", f"/studio/drafts/{submission}/publish", body, headers)
                answer = connection.getresponse()
                answers.append((answer.headers["Location"], time.monotonic() - began))

        # The studio is made at its first page.
        with contextlib.closing(http.client.HTTPConnection(HOST, port, timeout=20)) as first:
            first.request("GET", "/studio/sign-in")
            first.getresponse().read()
        pressing = threading.Thread(target=press)
        pressing.start()
        if delay_s is None:
            pressing.join(30)
            assert answers
            assert answers[0][0].endswith("done=published")
            return answers[0][1]
        time.sleep(delay_s)
        os.killpg(process.pid, signal.SIGKILL)
        pressing.join(10)
    return delay_s


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "settings.toml").write_text('studio_second_factor = "optional"\n', "utf-8")
    made = load_settings(tmp_path)
    people_of(open_publishing(made).engine, made)
    return made


def test_killed_server_never_leaves_half_a_publication(settings: Settings) -> None:
    chance = random.Random()  # noqa: S311 -- no secret
    became_public = 0
    usual_s = publish_and_kill(settings, approved(open_publishing(settings), 0), None)
    for number in range(1, ROUNDS + 1):
        before = numbers_in(open_publishing(settings).published(PAGE) or Document(PAGE, {}))
        submission = approved(open_publishing(settings), number)

        # From before the request has arrived until after its answer.
        publish_and_kill(settings, submission, chance.uniform(0.0, 1.3 * usual_s))

        after = open_publishing(settings)
        document = after.published(PAGE)
        assert document is not None
        shown, state = numbers_in(document), after.submission(submission).state
        assert shown in (before, {number})
        assert (state is State.PUBLISHED) == (shown == {number})
        assert {page.source.count(MARK) for page in pages(after)} == {len(shown)}
        assert AuditLog(after.engine).verify() is None
        became_public += state is State.PUBLISHED
        if state is not State.PUBLISHED:
            after.discard(Person(1, "anna", "", (Grant("author"),)), submission)
    print(f"{ROUNDS} kills, {became_public} published, {usual_s:.2f} s without")  # noqa: T201 -- for runs by hand


def pages(publishing: Publishing) -> list:
    catalogue = publishing.catalogue()
    return [catalogue.page("pages", PAGE.id, lang) for lang in ("zh", "en")]
