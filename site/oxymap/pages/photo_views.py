"""Photographs for everybody: only those that something published shows."""

from __future__ import annotations

from flask import Blueprint, Response

from oxymap.errors import NotFoundError
from oxymap.media.models import MEDIA_TYPES, Suffix
from oxymap.pages.site import site
from oxymap.web.responses import IMMUTABLE, validated

bp = Blueprint("media", __name__)
#: A picture that somebody opens by itself can load and run nothing.
SANDBOX = "default-src 'none'; sandbox"


@bp.get("/media/<photo_id>-<int:width>.<any(avif, webp, jpg):suffix>")
def photo(photo_id: str, width: int, suffix: Suffix) -> Response:
    """Return one size of a photograph that a published place or page shows."""
    if photo_id not in site().catalogue.current.photos:
        raise NotFoundError(f"No published photograph is called {photo_id!r}.", photo_id)
    body = site().photos.rendition(photo_id, width, suffix)
    return photo_response(body, suffix, cache=IMMUTABLE)


def photo_response(body: bytes, suffix: Suffix, *, cache: str) -> Response:
    """Return a photograph's bytes as nothing but a picture; the file stands on disk already."""
    headers = {"Content-Security-Policy": SANDBOX, "X-Content-Type-Options": "nosniff"}
    return validated(body, MEDIA_TYPES[suffix], cache=cache, headers=headers)
