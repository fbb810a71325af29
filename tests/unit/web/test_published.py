"""Published bytes are kept, compressed and validated in front of the application."""

from __future__ import annotations

import gzip

import brotli
import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from oxymap.web.published import (
    PUBLISH_HEADER,
    SMALLEST_COMPRESSED,
    PublishedPages,
    publish,
)

TEXT = ("A village on a slope. " * 60).encode()
HTML = [("Content-Type", "text/html; charset=utf-8")]


class Application:
    """An application that counts what it is asked; ``/live`` is not to be kept."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.body = TEXT
        self.headers = {"Cache-Control": "public, max-age=60", "X-Other": "kept"}

    def __call__(self, environ, start_response):
        request = Request(environ)
        self.asked.append(f"{request.method} {request.full_path.rstrip('?')}")
        if request.path == "/gone":
            response = Response("Not here.", status=404, content_type="text/plain")
        elif request.path == "/live":
            response = Response("Now.", content_type="text/plain", headers={"Vary": "Cookie"})
        else:
            headers = {**self.headers, PUBLISH_HEADER: "5"}
            response = Response(self.body, content_type="text/html", headers=headers)
        return response(environ, start_response)


class Site:
    """The layer under test with a client, and a version that a test may change."""

    def __init__(self) -> None:
        self.application = Application()
        self.version = "one"
        self.client = Client(PublishedPages(self.application, lambda: self.version))


@pytest.fixture
def site() -> Site:
    return Site()


# --- negotiation -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0, identity; q=0.5", "gzip"),
        ("identity", None),
        ("deflate", None),
        ("", None),
    ],
)
def test_best_encoding_that_is_accepted_is_sent(
    site: Site, accepted: str, encoding: str | None
) -> None:
    response = site.client.get("/", headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding") == encoding
    assert int(response.headers["Content-Length"]) == len(response.data)


def test_client_that_names_no_encoding_gets_plain_bytes(site: Site) -> None:
    response = site.client.get("/")

    assert response.data == TEXT
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_compressed_body_holds_the_same_bytes_and_fewer_of_them(
    site: Site, encoding, unpack
) -> None:
    response = site.client.get("/", headers={"Accept-Encoding": encoding})

    assert unpack(response.data) == TEXT
    assert len(response.data) < len(TEXT)


def test_answer_says_that_it_depends_on_the_encoding(site: Site) -> None:
    assert site.client.get("/").headers["Vary"] == "Accept-Encoding"


def test_small_body_is_sent_as_it_is(site: Site) -> None:
    site.application.body = TEXT[: SMALLEST_COMPRESSED - 1]

    response = site.client.get("/", headers={"Accept-Encoding": "br"})

    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("media_type", ["image/png", "application/zip", "font/woff2"])
def test_packed_types_are_not_packed_again(media_type: str) -> None:
    assert set(publish(TEXT, [("Content-Type", media_type)], 5).variants) == {"identity"}


@pytest.mark.parametrize(
    "media_type",
    ["text/css", "application/json", "application/geo+json", "image/svg+xml", "text/javascript"],
)
def test_texts_are_packed(media_type: str) -> None:
    assert set(publish(TEXT, [("Content-Type", media_type)], 5).variants) == {
        "identity", "br", "gzip",
    }  # fmt: skip


def test_publishing_the_same_bytes_twice_gives_the_same_answer() -> None:
    assert publish(TEXT, HTML, 11) == publish(TEXT, HTML, 11)


# --- validation ------------------------------------------------------------------------


def test_known_etag_is_answered_with_304_and_no_body(site: Site) -> None:
    etag = site.client.get("/").headers["ETag"]

    response = site.client.get("/", headers={"If-None-Match": etag})

    assert (response.status_code, response.data) == (304, b"")
    assert response.headers["ETag"] == etag
    assert response.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("shape", ["W/{etag}", '"other", {etag}'])
def test_etag_is_known_in_a_list_and_in_its_weak_form(site: Site, shape: str) -> None:
    etag = site.client.get("/").headers["ETag"]

    response = site.client.get("/", headers={"If-None-Match": shape.format(etag=etag)})

    assert response.status_code == 304


def test_other_etag_gets_the_body(site: Site) -> None:
    response = site.client.get("/", headers={"If-None-Match": '"other"'})

    assert (response.status_code, response.data) == (200, TEXT)


def test_etag_is_the_same_in_every_encoding_and_changes_with_the_body(site: Site) -> None:
    plain = site.client.get("/").headers["ETag"]
    packed = site.client.get("/", headers={"Accept-Encoding": "br"}).headers["ETag"]
    site.application.body, site.version = TEXT + b"!", "two"

    assert plain == packed
    assert site.client.get("/").headers["ETag"] != plain


def test_head_has_the_headers_of_get_and_no_body(site: Site) -> None:
    head = site.client.head("/", headers={"Accept-Encoding": "gzip"})

    get = site.client.get("/", headers={"Accept-Encoding": "gzip"})
    assert head.data == b""
    assert sorted(head.headers) == sorted(get.headers)


def test_head_first_keeps_the_whole_page(site: Site) -> None:
    site.client.head("/")

    assert site.client.get("/").data == TEXT
    assert site.application.asked == ["GET /"]


# --- keeping ---------------------------------------------------------------------------


def test_page_is_asked_for_once(site: Site) -> None:
    for _ in range(3):
        site.client.get("/places/")

    assert site.application.asked == ["GET /places/"]


def test_pages_are_kept_by_their_path(site: Site) -> None:
    site.client.get("/a")
    site.client.get("/b")

    assert site.application.asked == ["GET /a", "GET /b"]


def test_new_version_drops_what_is_kept(site: Site) -> None:
    site.client.get("/")
    site.application.body = TEXT[::-1]

    site.version = "two"

    assert site.client.get("/").data == TEXT[::-1]
    assert site.application.asked == ["GET /", "GET /"]


def test_old_body_is_served_until_the_version_changes(site: Site) -> None:
    site.client.get("/")

    site.application.body = TEXT[::-1]

    assert site.client.get("/").data == TEXT


def test_full_store_is_emptied(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oxymap.web.published.MOST_ENTRIES", 2)

    for path in ("/a", "/b", "/c", "/a"):
        site.client.get(path)

    assert site.application.asked == ["GET /a", "GET /b", "GET /c", "GET /a"]


def test_query_string_goes_past_what_is_kept(site: Site) -> None:
    site.client.get("/places/")

    for _ in range(2):
        site.client.get("/places/?season=spring")

    assert site.application.asked == ["GET /places/", *["GET /places/?season=spring"] * 2]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_go_past_what_is_kept(site: Site, method: str) -> None:
    site.client.get("/")

    site.client.open("/", method=method)

    assert site.application.asked == ["GET /", f"{method} /"]


@pytest.mark.parametrize(
    ("path", "status", "body"), [("/live", 200, b"Now."), ("/gone", 404, b"Not here.")]
)
def test_answer_that_is_not_published_passes_through(
    site: Site, path: str, status: int, body: bytes
) -> None:
    answers = [site.client.get(path, headers={"Accept-Encoding": "br"}) for _ in range(2)]

    assert [(answer.status_code, answer.data) for answer in answers] == [(status, body)] * 2
    assert len(site.application.asked) == 2


def test_headers_of_an_unpublished_answer_stay(site: Site) -> None:
    response = site.client.get("/live")

    assert response.headers["Vary"] == "Cookie"
    assert "ETag" not in response.headers


def test_head_of_an_unpublished_answer_has_no_body(site: Site) -> None:
    assert site.client.head("/gone").data == b""


def test_published_headers_stay_and_the_sign_to_publish_goes(site: Site) -> None:
    response = site.client.get("/")

    assert response.headers["X-Other"] == "kept"
    assert PUBLISH_HEADER not in response.headers
    assert len(response.headers.getlist("Content-Length")) == 1


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br;q=0, gzip", "gzip"),
        ("gzip, br;q=0.0", "gzip"),
        ("br;q=0,gzip;q=0", None),
        ("br;q=0.5, gzip", "br"),
    ],
)
def test_encoding_that_is_refused_is_not_sent(accepted: str, encoding: str | None) -> None:
    published = publish(b"x" * 1000, [("Content-Type", "text/html")], 5)

    variant = published.choose(accepted)

    assert dict(variant.headers).get("Content-Encoding") == encoding


def test_page_rendered_while_the_version_changes_is_not_kept_under_the_new_one() -> None:
    version = ["old"]

    def application(environ, start_response):
        body = version[0].encode()
        if environ["PATH_INFO"] == "/slow" and version[0] == "old":
            version[0] = "new"
            list(pages({"REQUEST_METHOD": "GET", "PATH_INFO": "/other"}, lambda *_: None))
        start_response("200 OK", [("Content-Type", "text/plain"), (PUBLISH_HEADER, "5")])
        return [body]

    pages = PublishedPages(application, lambda: version[0])

    first = b"".join(pages({"REQUEST_METHOD": "GET", "PATH_INFO": "/slow"}, lambda *_: None))
    second = b"".join(pages({"REQUEST_METHOD": "GET", "PATH_INFO": "/slow"}, lambda *_: None))

    assert (first, second) == (b"old", b"new")
