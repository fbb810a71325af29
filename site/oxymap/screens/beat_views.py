"""What kiosks send: a beat every half minute, and a picture when they are asked for one."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from flask import Blueprint, Response, request
from pydantic import ValidationError

from oxymap.kiosks.models import Beat
from oxymap.pages.site import site
from oxymap.screens.kiosk_bundle import version_of
from oxymap.web.errors import problem

bp = Blueprint("kiosk_beats", __name__, url_prefix="/api/v1")
MOST_BYTES = 16 * 1024
#: As `kiosks.service.MOST_PICTURE_BYTES`, which is not imported for every start.
MOST_PICTURE_BYTES = 2_000_000
PICTURES = {"image/png", "image/jpeg"}
_PRIVATE = {"Cache-Control": "no-store"}
CHALLENGE = 'Bearer realm="kiosk"'


@bp.post("/kiosks/<kiosk_id>/beat")
def beat(kiosk_id: str) -> Response:
    """Take what a kiosk says of itself; tell it the time and what it is asked for."""
    version = bundle_version(kiosk_id)
    if request.mimetype != "application/json":
        return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A beat is JSON.", "media_type")
    body = _body(MOST_BYTES)
    if body is None:
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "A beat has 16 KB.", "too_large")
    try:
        said = Beat.model_validate_json(body)
    except ValidationError as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, _first(error), "invalid")
    answer = site().kiosks.beat(kiosk_id, _token(), said)
    return Response(
        orjson.dumps(answer.document(version)), content_type="application/json", headers=_PRIVATE
    )


@bp.post("/kiosks/<kiosk_id>/picture")
def picture(kiosk_id: str) -> Response:
    """Take a picture that the studio has asked for."""
    bundle_version(kiosk_id)
    if request.mimetype not in PICTURES:
        return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "PNG or JPEG is taken.", "media_type")
    body = _body(MOST_PICTURE_BYTES)
    if body is None:
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "A picture has 2 MB.", "too_large")
    site().kiosks.take_picture(kiosk_id, _token(), body)
    return Response(status=HTTPStatus.NO_CONTENT, headers=_PRIVATE)


@bp.after_request
def challenge(response: Response) -> Response:
    """Say with every refusal what is asked for."""
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = CHALLENGE
    return response


def bundle_version(kiosk_id: str) -> str:
    """Return the present version of a kiosk's bundle.

    Raises
    ------
    NotFoundError, GoneError : no published page describes such a kiosk.
    """
    return version_of(site(), kiosk_id)


def _body(most: int) -> bytes | None:
    """Return the body; None when it is longer than allowed."""
    if (request.content_length or 0) > most:
        return None
    body = request.stream.read(most + 1)
    return None if len(body) > most else body


def _token() -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _first(error: ValidationError) -> str:
    """Return the first mistake, without what was sent."""
    found = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{'.'.join(map(str, found['loc'])) or 'body'}: {found['msg']}"
