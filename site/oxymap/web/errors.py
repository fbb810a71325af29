"""Map errors to HTTP, once: a page that helps, or problem JSON (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import orjson
import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from oxymap.errors import (
    BadRequestError,
    ConflictError,
    ForbiddenError,
    GoneError,
    InvalidInputError,
    NotFoundError,
    OxyMapError,
    SaidError,
    StoreError,
    ThrottledError,
    UnauthorizedError,
)
from oxymap.web.i18n import localizer
from oxymap.web.labels import N_
from oxymap.web.origin import wants_json

log = structlog.get_logger()
STATUS: dict[type[OxyMapError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    BadRequestError: HTTPStatus.BAD_REQUEST,
    UnauthorizedError: HTTPStatus.UNAUTHORIZED,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    GoneError: HTTPStatus.GONE,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    ConflictError: HTTPStatus.CONFLICT,
    InvalidInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    SaidError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ThrottledError: HTTPStatus.TOO_MANY_REQUESTS,
}
HEADINGS = {
    HTTPStatus.NOT_FOUND: N_("This page is not here"),
    HTTPStatus.BAD_REQUEST: N_("This address cannot be understood"),
    HTTPStatus.UNAUTHORIZED: N_("This page is for the operator"),
    HTTPStatus.FORBIDDEN: N_("This is not open to you"),
    HTTPStatus.GONE: N_("This has been taken back"),
    HTTPStatus.CONFLICT: N_("This has changed meanwhile"),
    HTTPStatus.UNPROCESSABLE_ENTITY: N_("Something in the form cannot be used"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("That is too large"),
    HTTPStatus.TOO_MANY_REQUESTS: N_("Too many tries"),
    HTTPStatus.METHOD_NOT_ALLOWED: N_("This address cannot be used like that"),
    HTTPStatus.INTERNAL_SERVER_ERROR: N_("Something went wrong on our side"),
    HTTPStatus.SERVICE_UNAVAILABLE: N_("Too busy for a moment"),
}
MESSAGES = {
    HTTPStatus.NOT_FOUND: N_(
        "It may have been renamed or taken back. Search, or start again here:"
    ),
    HTTPStatus.BAD_REQUEST: N_("Part of the address has a value that does not exist:"),
    HTTPStatus.UNAUTHORIZED: N_("Start again here:"),
    HTTPStatus.FORBIDDEN: N_("Ask an administrator if you need it."),
    HTTPStatus.GONE: N_("It is no longer published. Go on here:"),
    HTTPStatus.CONFLICT: N_("Go back, load the page again and look at what is there now."),
    HTTPStatus.UNPROCESSABLE_ENTITY: N_("Go back and correct it:"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("A file may have 50 MB at most."),
    HTTPStatus.TOO_MANY_REQUESTS: N_("Please try again in a minute."),
    HTTPStatus.METHOD_NOT_ALLOWED: N_("Start again here:"),
    HTTPStatus.INTERNAL_SERVER_ERROR: N_("It has been written down. Please try again later."),
    HTTPStatus.SERVICE_UNAVAILABLE: N_("Please try again in a minute."),
}
ErrorPage = Callable[[str, int, str, str, str], str]
_DATA_PATHS = ("/api/", "/layers/", "/ogc/", "/sta/", "/assets/")


def register_errors(app: Flask, render: ErrorPage) -> None:
    """Answer every error of the application.

    Parameters
    ----------
    render : makes the page from language, status, heading, message and detail.
    """

    def answer(status: HTTPStatus, detail: str, code: str) -> Response:
        if request.path.startswith(_DATA_PATHS) or ("/studio/" in request.path and wants_json()):
            return problem(status, detail, code)
        lang = "en" if request.path.startswith("/en/") else "zh"
        heading = HEADINGS.get(status, HEADINGS[HTTPStatus.BAD_REQUEST])
        message = MESSAGES.get(status, MESSAGES[HTTPStatus.BAD_REQUEST])
        page = render(lang, status, heading, message, detail)
        return Response(page, status=status, content_type="text/html; charset=utf-8")

    def on_own(error: OxyMapError) -> Response:
        status = status_of(error)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("request.failed", path=request.path, error=str(error), code=error.code)
        response = answer(status, _detail(error, status), error.code)
        if isinstance(error, ThrottledError):
            response.headers["Retry-After"] = str(error.retry_s)
        return response

    def on_http(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
            return error
        status = HTTPStatus(error.code)
        response = answer(status, "", status.name.lower())
        if isinstance(error.get_response().headers.get("Allow"), str):
            response.headers["Allow"] = error.get_response().headers["Allow"]
        return response

    app.register_error_handler(OxyMapError, on_own)
    app.register_error_handler(HTTPException, on_http)
    if not app.testing:
        app.register_error_handler(Exception, _on_any(answer))


def _on_any(
    answer: Callable[[HTTPStatus, str, str], Response],
) -> Callable[[Exception], Response]:
    def on_any(error: Exception) -> Response:
        log.exception("request.failed", path=request.path, error=repr(error))
        return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "", "internal")

    return on_any


def status_of(error: OxyMapError) -> HTTPStatus:
    """Return the status of an error: its own, or that of its nearest parent."""
    found = (STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return next(found, HTTPStatus.INTERNAL_SERVER_ERROR)


def _detail(error: OxyMapError, status: HTTPStatus) -> str:
    """Return what a person may read of an error, in the language of the page."""
    if isinstance(error, SaidError):
        return localizer("en" if request.path.startswith("/en/") else "zh").say(error.said)
    return error.message if status == HTTPStatus.BAD_REQUEST else ""


def problem(status: HTTPStatus, detail: str, code: str) -> Response:
    """Return problem JSON."""
    body = {"type": "about:blank", "title": status.phrase, "status": status, "code": code}
    if detail:
        body["detail"] = detail
    response = Response(orjson.dumps(body), status=status, content_type="application/problem+json")
    # Whoever may read the data may also read why there is none.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
