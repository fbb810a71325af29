"""What a form shows when a verb has refused it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from werkzeug.wrappers import Response

from oxymap.errors import (
    ConflictError,
    InvalidInputError,
    SaidError,
    ThrottledError,
)
from oxymap.web import errors
from oxymap.web.i18n import localizer
from oxymap.wording import Say

#: What a view catches and shows in its form.
REFUSALS = (InvalidInputError, ConflictError, ThrottledError)


def status_of(error: SaidError | None) -> HTTPStatus:
    """Return the status of a page that shows an error, or of one that shows none."""
    if error is None:
        return HTTPStatus.OK
    return errors.status_of(error)


def field_errors(lang: str, error: SaidError | None) -> Mapping[str, str]:
    """Return what stands beside which field."""
    if error is None or error.field is None:
        return {}
    return {error.field: localizer(lang).say(error.said)}


def page_error(error: SaidError | None) -> Say | None:
    """Return what stands above the page: an error that is about no field."""
    return error.said if error is not None and error.field is None else None


def with_wait(response: Response, error: SaidError | None) -> Response:
    """Say when to come again."""
    if isinstance(error, ThrottledError):
        response.headers["Retry-After"] = str(error.retry_s)
    return response
