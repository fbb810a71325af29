"""Answer ``POST /api/v1/stations/<id>/observations``.

Stations send many small requests, so this stands in front of Flask: it needs no routing,
no session and no template.  The same function answers behind Flask, for tests and for
other servers.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol, cast

import orjson
import structlog

from oxymap.errors import (
    BusyError,
    NotFoundError,
    OxyMapError,
    StoreError,
    UnauthorizedError,
)
from oxymap.stations.batches import BatchError, parse_batch
from oxymap.stations.models import Outcome, Rejection, Source

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from oxymap.api.metrics import Metrics
    from oxymap.stations.service import LiveService

log = structlog.get_logger()
MOST_BYTES = 1 << 20
PATH = re.compile(r"/api/v1/stations/([^/]+)/observations")
_JSON = "application/json"
_PROBLEM = "application/problem+json"


class Readable(Protocol):
    """Where a body comes from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes."""


@dataclass(frozen=True)
class IngestRequest:
    """What the answer depends on; `length` is None when the body comes in chunks."""

    authorization: str = field(repr=False)
    content_type: str
    content_encoding: str
    length: int | None
    body: Readable


@dataclass(frozen=True)
class Answer:
    """A status, a JSON body and the seconds after which to come again."""

    status: HTTPStatus
    body: bytes
    retry_after_s: int | None = None

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers of the answer."""
        media_type = _JSON if self.status < HTTPStatus.BAD_REQUEST else _PROBLEM
        found = [
            ("Content-Type", media_type),
            ("Content-Length", str(len(self.body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if self.retry_after_s is not None:
            found.append(("Retry-After", str(self.retry_after_s)))
        if self.status == HTTPStatus.UNAUTHORIZED:
            found.append(("WWW-Authenticate", 'Bearer realm="station"'))
        return found


class RefusedError(OxyMapError):
    """A request cannot be taken, for a reason that HTTP has a status for."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class IngestDesk:
    """Takes requests of stations.

    Parameters
    ----------
    live, metrics : give the running service and its figures, which open at the first use.
    """

    def __init__(
        self,
        live: Callable[[], LiveService],
        metrics: Callable[[], Metrics],
        per_minute: int,
    ) -> None:
        self._live = live
        self._metrics = metrics
        self._allowed = _Limiter(per_minute)

    def answer(self, station_id: str, request: IngestRequest) -> Answer:
        """Return the answer to one request."""
        try:
            answer = self._answer(station_id, request)
        except Exception:
            log.exception("ingest.failed", station=station_id)
            answer = _problem(
                HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "It has been written down.", 5
            )
        self._metrics().count_response(answer.status)
        return answer

    def _answer(self, station_id: str, request: IngestRequest) -> Answer:
        live = self._live()
        try:
            station = live.station(station_id)
            live.tokens.check(station_id, _bearer(request.authorization))
            if not self._allowed(station_id):
                return _problem(HTTPStatus.TOO_MANY_REQUESTS, "rate", "Too many requests.", 60)
            items = parse_batch(_body(request))
            source: Source = "demo" if station.demo else "http"
            outcome = live.accept(station_id, items, source)
        except NotFoundError as error:
            return _problem(HTTPStatus.NOT_FOUND, error.code, error.message)
        except UnauthorizedError as error:
            live.problems.note(station_id, "http", error.code, error.message)
            return _problem(HTTPStatus.UNAUTHORIZED, error.code, error.message)
        except RefusedError as error:
            live.problems.note(station_id, "http", error.code, error.message)
            return _problem(error.status, error.code, error.message)
        except BatchError as error:
            live.problems.note(station_id, "http", error.code, error.message)
            return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, error.code, error.message)
        except BusyError as error:
            return _problem(HTTPStatus.TOO_MANY_REQUESTS, error.code, error.message, 1)
        except StoreError as error:
            # The message may name the database's host and user.
            log.error("ingest.not_written", station=station_id, error=error.message)
            said = "The readings could not be written; send them again."
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, error.code, said, 5)
        self._metrics().count_items(source, outcome)
        return _taken(outcome)


def _bearer(authorization: str) -> str | None:
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _body(request: IngestRequest) -> bytes:
    media_type = request.content_type.partition(";")[0].strip().lower()
    if media_type != _JSON:
        raise RefusedError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "media_type",
            f"Content-Type is to be {_JSON}, not {media_type[:80]!r}.",
        )
    if request.content_encoding.lower() not in {"", "identity"}:
        raise RefusedError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "encoding", "The body is to come uncompressed."
        )
    if request.length is not None and request.length > MOST_BYTES:
        raise _too_large()
    body = request.body.read(MOST_BYTES + 1 if request.length is None else request.length)
    if len(body) > MOST_BYTES:
        raise _too_large()
    return body


def _too_large() -> RefusedError:
    return RefusedError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "A body has at most 1 MiB."
    )


def _taken(outcome: Outcome) -> Answer:
    rejected = [rejection_json(problem) for problem in outcome.rejected]
    if not outcome.accepted and not outcome.duplicate:
        return _problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "nothing_usable",
            "Nothing in the body could be taken.",
            rejected=rejected,
        )
    body = {"accepted": outcome.accepted, "duplicate": outcome.duplicate, "rejected": rejected}
    return Answer(HTTPStatus.ACCEPTED, orjson.dumps(body))


def rejection_json(problem: Rejection) -> dict[str, object]:
    """Return a rejection as it stands in answers."""
    found: dict[str, object] = {
        "index": problem.index, "code": problem.code, "message": problem.message,
    }  # fmt: skip
    if problem.observed is not None:
        found["property"] = problem.observed
    return found


def _problem(
    status: HTTPStatus,
    code: str,
    detail: str,
    retry_after_s: int | None = None,
    *,
    rejected: list[dict[str, object]] | None = None,
) -> Answer:
    body: dict[str, object] = {
        "type": "about:blank", "title": status.phrase, "status": int(status), "code": code,
        "detail": detail,
    }  # fmt: skip
    if rejected is not None:
        body["rejected"] = rejected
    return Answer(status, orjson.dumps(body), retry_after_s)


class _Limiter:
    """Tells whether a station may send once more this minute.

    The library for this keeps starting threads that sweep its memory, which costs a tenth of
    each request; stations are few, so a count for each does.
    """

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._counts: dict[str, tuple[int, int]] = {}

    def __call__(self, station_id: str) -> bool:
        minute = int(time.monotonic()) // 60
        since, count = self._counts.get(station_id, (minute, 0))
        count = count + 1 if since == minute else 1
        self._counts[station_id] = (minute, count)
        return count <= self._per_minute


class IngestFront:
    """The WSGI layer that hands stations' requests to the desk, and all others on."""

    def __init__(self, application: WSGIApplication, desk: IngestDesk) -> None:
        self._application = application
        self._desk = desk

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a POST of readings; hand on everything else."""
        if environ["REQUEST_METHOD"] != "POST":
            return self._application(environ, start_response)
        match = PATH.fullmatch(environ["PATH_INFO"])
        if match is None:
            return self._application(environ, start_response)
        answer = self._desk.answer(match[1], request_of(environ))
        status = f"{answer.status.value} {answer.status.phrase}"
        start_response(status, answer.headers)
        return (answer.body,)


def request_of(environ: Mapping[str, object]) -> IngestRequest:
    """Return what the desk needs of a WSGI environment."""
    length = str(environ.get("CONTENT_LENGTH") or "")
    body = cast("Readable", environ["wsgi.input"])
    return IngestRequest(
        authorization=str(environ.get("HTTP_AUTHORIZATION") or ""),
        content_type=str(environ.get("CONTENT_TYPE") or ""),
        content_encoding=str(environ.get("HTTP_CONTENT_ENCODING") or ""),
        length=int(length) if length.isdecimal() else None,
        body=body,
    )
