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
    NotFoundError,
    OxyMapError,
    StoreError,
    UnauthorizedError,
)
from oxymap.web.labels import N_

log = structlog.get_logger()
STATUS: dict[type[OxyMapError], HTTPStatus] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    BadRequestError: HTTPStatus.BAD_REQUEST,
    UnauthorizedError: HTTPStatus.UNAUTHORIZED,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
}
HEADINGS = {
    HTTPStatus.NOT_FOUND: N_("This page is not here"),
    HTTPStatus.BAD_REQUEST: N_("This address cannot be understood"),
    HTTPStatus.UNAUTHORIZED: N_("This page is for the operator"),
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
        if request.path.startswith(_DATA_PATHS):
            return problem(status, detail, code)
        lang = "en" if request.path.startswith("/en/") else "zh"
        heading = HEADINGS.get(status, HEADINGS[HTTPStatus.BAD_REQUEST])
        message = MESSAGES.get(status, MESSAGES[HTTPStatus.BAD_REQUEST])
        page = render(lang, status, heading, message, detail)
        return Response(page, status=status, content_type="text/html; charset=utf-8")

    def on_own(error: OxyMapError) -> Response:
        status = STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("request.failed", path=request.path, error=str(error), code=error.code)
        return answer(status, error.message if status == HTTPStatus.BAD_REQUEST else "", error.code)

    def on_http(error: HTTPException) -> Response | HTTPException:
        if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
            return error
        status = HTTPStatus(error.code)
        response = answer(status, "", status.name.lower())
        if isinstance(error.get_response().headers.get("Allow"), str):
            response.headers["Allow"] = error.get_response().headers["Allow"]
        return response

    def on_any(error: Exception) -> Response:
        log.exception("request.failed", path=request.path, error=repr(error))
        return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "", "internal")

    app.register_error_handler(OxyMapError, on_own)
    app.register_error_handler(HTTPException, on_http)
    if not app.testing:
        app.register_error_handler(Exception, on_any)


def problem(status: HTTPStatus, detail: str, code: str) -> Response:
    """Return problem JSON."""
    body = {"type": "about:blank", "title": status.phrase, "status": status, "code": code}
    if detail:
        body["detail"] = detail
    response = Response(orjson.dumps(body), status=status, content_type="application/problem+json")
    # Whoever may read the data may also read why there is none.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
