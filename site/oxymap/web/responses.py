"""Responses: pages that may be kept, and files."""

from __future__ import annotations

from flask import Response, request

from oxymap.web.published import LIVE_HEADER, PUBLISH_HEADER

#: Visitors' browsers ask again after a minute; the answer is mostly 304.
PAGE_CACHE = "public, max-age=60, stale-while-revalidate=600"
IMMUTABLE = "public, max-age=31536000, immutable"
#: Nobody between us and the reader may keep live values for longer than this.
LIVE_CACHE = "public, max-age=5"
PAGE_QUALITY = 5
DATA_QUALITY = 9


def kept(
    body: str | bytes,
    media_type: str = "text/html; charset=utf-8",
    *,
    cache: str = PAGE_CACHE,
    quality: int = PAGE_QUALITY,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return a response that the layer in front of Flask keeps until the next version.

    An answer that depends on the query string is not kept.
    """
    if request.query_string:
        return validated(body, media_type, cache=cache, headers=headers)
    response = _response(body, media_type, cache, headers)
    response.headers[PUBLISH_HEADER] = str(quality)
    return response


def validated(
    body: str | bytes, media_type: str, *, cache: str, headers: dict[str, str] | None = None
) -> Response:
    """Return a response that we do not keep; who has it already is told so (304)."""
    response = _response(body, media_type, cache, headers)
    response.add_etag()
    response.make_conditional(request)
    return response


def _response(
    body: str | bytes, media_type: str, cache: str, headers: dict[str, str] | None
) -> Response:
    response = Response(body, content_type=media_type)
    response.headers["Cache-Control"] = cache
    response.headers.update(headers or {})
    return response


def open_data(body: bytes, media_type: str, *, cache: str = "public, max-age=60") -> Response:
    """Return data that any origin may read."""
    return kept(
        body,
        media_type,
        cache=cache,
        quality=DATA_QUALITY,
        headers={"Access-Control-Allow-Origin": "*"},
    )


def kept_live(body: str | bytes, media_type: str, version: str) -> Response:
    """Return a response that is kept as long as the live values in it are the present ones."""
    response = kept(body, media_type, cache=LIVE_CACHE)
    response.headers[LIVE_HEADER] = version
    return response


def live_data(body: bytes, media_type: str, version: str) -> Response:
    """Return live data that any origin may read."""
    response = kept_live(body, media_type, version)
    response.headers["Access-Control-Allow-Origin"] = "*"
    # Readers tell the age of a value by our clock and not by theirs.
    response.headers["Access-Control-Expose-Headers"] = "Date, Age, ETag"
    return response
