"""Live values are kept as long as they are these, and streams are handed on."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from oxymap.web import published
from oxymap.web.published import LIVE_HEADER, PUBLISH_HEADER, PublishedPages


class LiveSite:
    """A page of places and one of live values behind the layer, with versions of both."""

    def __init__(self) -> None:
        self.version, self.live = "one", "first"
        self.asked: list[str] = []
        pages = PublishedPages(self.answer, lambda: self.version, lambda: self.live)
        self.client = Client(pages)

    def answer(self, environ, start_response):
        request = Request(environ)
        self.asked.append(request.path)
        headers = {PUBLISH_HEADER: "5"}
        if request.path == "/live":
            headers[LIVE_HEADER] = self.live
        return Response(f"{request.path} {self.live}", headers=headers)(environ, start_response)

    def get(self, path: str) -> bytes:
        return self.client.get(path).data


@pytest.fixture
def living() -> LiveSite:
    return LiveSite()


def test_live_values_are_made_once_as_long_as_they_are_these(living: LiveSite) -> None:
    answers = {living.get("/live") for _ in range(5)}

    assert answers == {b"/live first"}
    assert living.asked == ["/live"]


def test_new_live_values_are_made_once(living: LiveSite) -> None:
    living.get("/live")
    living.live = "second"

    answers = {living.get("/live") for _ in range(5)}

    assert answers == {b"/live second"}
    assert living.asked == ["/live", "/live"]


def test_page_is_made_anew_once_for_all_who_ask_at_that_moment() -> None:
    began, go_on = threading.Event(), threading.Event()
    living = LiveSite()

    def answer(environ, start_response):
        if living.live == "second":
            began.set()
            go_on.wait(5)
        return LiveSite.answer(living, environ, start_response)

    pages = PublishedPages(answer, lambda: "one", lambda: living.live)
    Client(pages).get("/live")
    living.live = "second"
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(Client(pages).get, "/live")
        began.wait(5)
        meanwhile = Client(pages).get("/live").data
        go_on.set()
        made = first.result().data

    assert (meanwhile, made) == (b"/live first", b"/live second")
    assert living.asked == ["/live", "/live"]


def test_page_of_long_ago_is_waited_for(monkeypatch: pytest.MonkeyPatch, living: LiveSite) -> None:
    monkeypatch.setattr(published, "RECENT_S", 0.0)
    living.get("/live")
    living.live = "second"

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(living.get, ["/live"] * 8))

    assert answers == {b"/live second"}


def test_new_live_values_leave_other_pages_alone(living: LiveSite) -> None:
    living.get("/places")
    living.live = "second"

    assert living.get("/places") == b"/places first"
    assert living.asked == ["/places"]


def test_new_published_state_makes_live_values_again(living: LiveSite) -> None:
    living.get("/live")
    living.version = "two"

    living.get("/live")

    assert living.asked == ["/live", "/live"]


def test_values_that_changed_while_they_were_made_are_made_again(living: LiveSite) -> None:
    def answer(environ, start_response):
        found = LiveSite.answer(living, environ, start_response)
        living.live = "second"
        return found

    client = Client(PublishedPages(answer, lambda: "one", lambda: living.live))

    assert [client.get("/live").data for _ in range(3)] == [
        b"/live first", b"/live second", b"/live second",
    ]  # fmt: skip


def test_known_etag_of_old_values_gets_the_new_ones(living: LiveSite) -> None:
    etag = living.client.get("/live").headers["ETag"]
    same = living.client.get("/live", headers={"If-None-Match": etag})
    living.live = "second"

    other = living.client.get("/live", headers={"If-None-Match": etag})

    assert (same.status_code, other.status_code) == (304, 200)


def test_sign_of_live_values_is_not_sent(living: LiveSite) -> None:
    assert LIVE_HEADER not in living.client.get("/live").headers


class Body:
    """A body that knows whether it was closed, and has no end."""

    closed = 0

    def __iter__(self):
        return iter(lambda: b"more", None)

    def close(self) -> None:
        self.closed += 1


@pytest.mark.parametrize(("method", "closed"), [("HEAD", 1), ("GET", 0)])
def test_body_that_nobody_reads_is_closed(method: str, closed: int) -> None:
    body = Body()

    def application(_environ, start_response):
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        return body

    pages = PublishedPages(application, lambda: "one")

    answer = pages({"REQUEST_METHOD": method, "PATH_INFO": "/stream"}, lambda *_: None)

    assert body.closed == closed
    assert (answer is body) == (method == "GET")


def test_body_without_an_end_is_handed_on_as_it_is() -> None:
    def application(_environ, start_response):
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        return Body()

    pages = PublishedPages(application, lambda: "one")

    chunks = iter(pages({"REQUEST_METHOD": "GET", "PATH_INFO": "/stream"}, lambda *_: None))

    assert [next(chunks) for _ in range(2)] == [b"more", b"more"]
