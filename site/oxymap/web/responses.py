"""Responses: pages that may be kept, and files."""

from __future__ import annotations

from flask import Response, request

from oxymap.web.published import PUBLISH_HEADER

#: Visitors' browsers ask again after a minute; the answer is mostly 304.
PAGE_CACHE = "public, max-age=60, stale-while-revalidate=600"
IMMUTABLE = "public, max-age=31536000, immutable"
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
    response = Response(body, content_type=media_type)
    response.headers["Cache-Control"] = cache
    response.headers.update(headers or {})
    if request.query_string:
        response.add_etag()
        response.make_conditional(request)
    else:
        response.headers[PUBLISH_HEADER] = str(quality)
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
