"""The operator's door: pages and figures that only the holder of ``admin_token`` sees."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Flask, Response, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.errors import OxyMapError, UnauthorizedError
from oxymap.web.errors import ErrorPage
from oxymap.web.labels import N_
from oxymap.web.limits import admit_signed_in, has_people, limited

#: What browsers show when they ask for the token; any user name will do.
CHALLENGE = 'Basic realm="OxyMap", charset="UTF-8"'
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


class AdminTokenError(UnauthorizedError):
    """The admin token is missing or wrong."""


class AdminClosedError(OxyMapError):
    """No admin token is set, so nobody may come in."""

    code = "forbidden"


@dataclass(frozen=True)
class _Refusal:
    status: HTTPStatus
    heading: str
    message: str
    detail: str = ""


_REFUSALS: dict[type[OxyMapError], _Refusal] = {
    AdminTokenError: _Refusal(
        HTTPStatus.UNAUTHORIZED,
        N_("This page is for the operator"),
        N_("Give the admin token as the password; any user name will do."),
    ),
    AdminClosedError: _Refusal(
        HTTPStatus.FORBIDDEN,
        N_("The operator's pages are closed"),
        N_("No admin token has been set. Set one and start the server again:"),
        'admin_token = "…"  (settings.toml)   /   OXYMAP_ADMIN_TOKEN=…',
    ),
}


def check_admin(authorization: str | None, token: str | None) -> None:
    """Let the holder of the admin token pass.

    Parameters
    ----------
    authorization : the request's Authorization header: Basic with the token as the password
        and any user name, or Bearer.
    token : the setting ``admin_token``.

    Raises
    ------
    AdminClosedError : no token is set.
    AdminTokenError : the token is missing or wrong.
    """
    if not token:
        raise AdminClosedError("No admin token is set.")
    given = _given_token(authorization or "")
    if given is None or not hmac.compare_digest(given.encode(), token.encode()):
        raise AdminTokenError("The admin token is missing or wrong.")


def has_admin_token(authorization: str | None, token: str | None) -> bool:
    """Tell whether a request carries the admin token."""
    try:
        check_admin(authorization, token)
    except (AdminClosedError, AdminTokenError):
        return False
    return True


def protect(blueprint: Blueprint, token: Callable[[], str | None]) -> None:
    """Let only the operator see a blueprint's pages, and let nobody keep or index them.

    In the studio's application, station operators and administrators who have signed in may
    see them as well.

    Parameters
    ----------
    token : returns the setting ``admin_token`` of the running site.
    """

    @blueprint.before_request
    def _check() -> BaseResponse | None:
        authorization = request.headers.get("Authorization")
        if authorization is None and has_people():
            return admit_signed_in("station_operator", "administrator")
        limited(lambda: has_admin_token(authorization, token()))
        check_admin(authorization, token())
        return None

    @blueprint.after_request
    def _keep_private(response: Response) -> Response:
        response.headers.update(_PRIVATE)
        return response


def register_admin_errors(app: Flask, render: ErrorPage) -> None:
    """Answer those who are not let in, with a page that says what to do.

    Parameters
    ----------
    render : makes the page from language, status, heading, message and detail.
    """

    def refuse(error: OxyMapError) -> Response:
        refusal = _REFUSALS[type(error)]
        lang = "en" if request.path.startswith("/en/") else "zh"
        page = render(lang, refusal.status, refusal.heading, refusal.message, refusal.detail)
        response = Response(page, refusal.status, _PRIVATE, content_type="text/html; charset=utf-8")
        if refusal.status == HTTPStatus.UNAUTHORIZED:
            response.headers["WWW-Authenticate"] = CHALLENGE
        return response

    for kind in _REFUSALS:
        app.register_error_handler(kind, refuse)


def _given_token(authorization: str) -> str | None:
    scheme, _, rest = authorization.strip().partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return None
    try:
        pair = base64.b64decode(rest.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    _, colon, password = pair.partition(":")
    return password if colon else None
