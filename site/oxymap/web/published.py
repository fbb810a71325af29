"""Answer published bytes before Flask is entered.

A published page is rendered once per version, compressed, and kept with its
headers ready; a request for it then costs a look-up.  Everything else goes on to
the application behind.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import brotli

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: A response with this header is kept; its value is the brotli quality to use.
PUBLISH_HEADER = "X-OxyMap-Publish"
#: A kept response with this header shows live values: it is kept only while they are these.
LIVE_HEADER = "X-OxyMap-Live"
#: Bodies below this many bytes are sent as they are.
SMALLEST_COMPRESSED = 400
#: Types that compression makes smaller.
_TEXT = (
    "text/", "application/json", "application/geo+json", "application/xml", "image/svg+xml",
    "application/atom+xml", "application/gpx+xml", "application/manifest+json",
    "application/vnd.google-earth.kml+xml",
)  # fmt: skip
#: An encoding that the client names only to refuse it (RFC 9110, 12.4.2).
_REFUSED = re.compile(r"[\w*]+\s*;\s*q=0(\.0*)?\s*(,|$)")
_ENCODINGS = ("br", "gzip", "identity")
#: A cache never holds more entries than this; it is emptied when it would.
MOST_ENTRIES = 20_000
#: While live values are put into a page again, the one before may be sent for so long.
RECENT_S = 5.0

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Variant:
    """One encoding of a published body, ready to send."""

    body: bytes
    headers: Headers
    not_modified: Headers


@dataclass(frozen=True)
class Published:
    """A published body in every encoding, with its validator.

    ``etag`` is strong over the bytes before compression: the same page, the same value.
    ``live`` is the version of the live values in it, if there are any, and ``made_at`` when it
    was made, by the monotonic clock.
    """

    etag: str
    variants: dict[str, Variant]
    live: str | None = None
    made_at: float = 0.0

    def choose(self, accepted: str) -> Variant:
        """Return the variant for an Accept-Encoding header (br before gzip before plain)."""
        if "q=0" in accepted:
            accepted = _REFUSED.sub("", accepted)
        for encoding in _ENCODINGS:
            if encoding in self.variants and encoding in accepted:
                return self.variants[encoding]
        return self.variants["identity"]


def publish(body: bytes, headers: Headers, quality: int) -> Published:
    """Compress a body and prepare its headers.

    Parameters
    ----------
    body : the uncompressed bytes.
    headers : without Content-Length, Content-Encoding, ETag and Vary.
    quality : brotli quality, 0 to 11.
    """
    etag = '"' + hashlib.sha256(body).hexdigest()[:20] + '"'
    bodies = {"identity": body}
    media_type = dict(headers).get("Content-Type", "")
    if len(body) >= SMALLEST_COMPRESSED and media_type.startswith(_TEXT):
        bodies["br"] = brotli.compress(body, quality=quality)
        bodies["gzip"] = gzip.compress(body, 9 if quality > 9 else 6, mtime=0)
    return Published(etag, {name: _variant(name, b, headers, etag) for name, b in bodies.items()})


def _variant(encoding: str, body: bytes, headers: Headers, etag: str) -> Variant:
    shared = [("ETag", etag), ("Vary", "Accept-Encoding")]
    kept = [*headers, *shared, ("Content-Length", str(len(body)))]
    if encoding != "identity":
        kept.append(("Content-Encoding", encoding))
    short = [item for item in headers if item[0] in {"Cache-Control", "Content-Security-Policy"}]
    return Variant(body, kept, [*short, *shared])


class PublishedPages:
    """The WSGI layer in front of the application.

    Parameters
    ----------
    application : answers what is not kept.
    version : the current version; when it changes, everything kept is dropped.
    live : the version of the live values; what shows older ones is made again.
    """

    def __init__(
        self,
        application: WSGIApplication,
        version: Callable[[], str],
        live: Callable[[], str] = lambda: "",
    ) -> None:
        self._application = application
        self._version = version
        self._live = live
        self._kept_version = ""
        self._kept: dict[str, Published] = {}
        self._renewing: dict[str, threading.Lock] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or ask the application and keep what it publishes."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("QUERY_STRING"):
            return self._application(environ, start_response)
        version = self._version()
        if version != self._kept_version or len(self._kept) > MOST_ENTRIES:
            self._kept, self._kept_version = {}, version
        # The dictionary of this version: what is rendered meanwhile never lands in a newer one.
        kept, path = self._kept, environ["PATH_INFO"]
        published = kept.get(path)
        if published is None:
            return self._publish(kept, path, environ, start_response)
        if published.live is None or published.live == self._live():
            return _send(published, environ, start_response)
        return self._renew(kept, published, environ, start_response)

    def _renew(
        self,
        kept: dict[str, Published],
        published: Published,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Make a page with live values anew, once for all who ask for it at that moment.

        Meanwhile the others get the page of a few seconds ago, or wait when it is older.
        """
        path = environ["PATH_INFO"]
        lock = self._renewing.setdefault(path, threading.Lock())
        recent = time.monotonic() - published.made_at < RECENT_S
        if not lock.acquire(blocking=not recent):
            return _send(published, environ, start_response)
        try:
            found = kept.get(path)
            if found is not None and found.live == self._live():
                return _send(found, environ, start_response)
            return self._publish(kept, path, environ, start_response)
        finally:
            lock.release()

    def _publish(
        self,
        kept: dict[str, Published],
        path: str,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Ask the application; keep what it publishes, and hand the rest through."""
        answer = _ask(self._application, environ)
        found = answer.headers_by_name
        quality = found.get(PUBLISH_HEADER)
        if quality is None:
            start_response(answer.status, answer.headers)
            return answer.body
        headers = [item for item in answer.headers if item[0] not in _REPLACED]
        published = replace(
            publish(b"".join(answer.body), headers, int(quality)),
            live=found.get(LIVE_HEADER),
            made_at=time.monotonic(),
        )
        kept[path] = published
        return _send(published, environ, start_response)


_REPLACED = {PUBLISH_HEADER, LIVE_HEADER, "Content-Length", "ETag", "Vary"}


@dataclass(frozen=True)
class _Answer:
    status: str
    headers: Headers
    body: Iterable[bytes]

    @property
    def headers_by_name(self) -> dict[str, str]:
        return dict(self.headers)


def _ask(application: WSGIApplication, environ: WSGIEnvironment) -> _Answer:
    """Call the application as for GET, so that a kept answer has its body."""
    seen: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, _error: Any = None) -> Callable[[bytes], object]:  # noqa: ANN401 -- the WSGI signature
        seen.append((status, headers))
        return lambda _chunk: None

    method = environ["REQUEST_METHOD"]
    body = application({**environ, "REQUEST_METHOD": "GET"}, start)
    status, headers = seen[0]
    answer = _Answer(status, headers, body)
    if method == "HEAD" and PUBLISH_HEADER not in answer.headers_by_name:
        close = getattr(body, "close", None)
        if close is not None:
            close()
        return _Answer(status, headers, ())
    return answer


def _send(
    published: Published, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    variant = published.choose(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if published.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", list(variant.not_modified))
        return ()
    start_response("200 OK", list(variant.headers))
    return () if environ["REQUEST_METHOD"] == "HEAD" else (variant.body,)
