"""The desk answers every request of a station, good or bad, as the contract says."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import pytest
from structlog.testing import capture_logs

from oxymap.api.ingest import (
    MOST_BYTES,
    Answer,
    IngestDesk,
    IngestFront,
    IngestRequest,
    request_of,
)
from oxymap.api.metrics import Metrics
from oxymap.errors import BusyError, NotFoundError, StoreError, UnauthorizedError
from oxymap.stations.models import Item, Outcome, Rejection, Source, Station
from tests.unit.api.test_metrics import samples

TOKEN = "the-token"  # noqa: S105 -- made up
GOOD = {"time": "2026-11-21T08:00:00+08:00", "period_s": 60, "values": {"neg_ion": 2296}}


@dataclass
class Live:
    """Stands in for the running service; `answers` are raised or returned one by one."""

    answers: list[Outcome | Exception] = field(default_factory=list)
    taken: list[tuple[str, Sequence[Item], Source]] = field(default_factory=list)
    noted: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def tokens(self) -> Live:
        return self

    @property
    def problems(self) -> Live:
        return self

    def station(self, station_id: str) -> Station:
        if station_id not in {"hilltop", "demo-hill"}:
            raise NotFoundError(f"No station is called {station_id!r}.", station_id)
        return Station(station_id, "山顶", "Hilltop", None, None, demo=station_id == "demo-hill")

    def check(self, station_id: str, token: str | None) -> None:
        if token != TOKEN:
            raise UnauthorizedError("This token is not one of this station.")

    def accept(self, station_id: str, items: Sequence[Item], source: Source) -> Outcome:
        self.taken.append((station_id, items, source))
        found = self.answers.pop(0) if self.answers else Outcome(len(items), 0)
        if isinstance(found, Exception):
            raise found
        return found

    def note(self, station_id: str, source: str, code: str, message: str = "") -> None:
        self.noted.append((station_id, source, code))


class Endless(io.RawIOBase):
    """A body without an end; counts what was read of it."""

    def __init__(self) -> None:
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        assert size >= 0, "a body whose length nobody knows was to be read to its end"
        self.count += size
        return b" " * size


@pytest.fixture
def live() -> Live:
    return Live()


def desk(live: Live, *, per_minute: int = 1000, metrics: Metrics | None = None) -> IngestDesk:
    found = metrics or Metrics()
    return IngestDesk(lambda: live, lambda: found, per_minute)  # type: ignore[arg-type, return-value]


def request(body: object = GOOD, /, **values: object) -> IngestRequest:
    """A good request; a test names only what is wrong with it."""
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    filled: dict[str, object] = {
        "authorization": f"Bearer {TOKEN}", "content_type": "application/json",
        "content_encoding": "", "length": len(sent), "body": io.BytesIO(sent), **values,
    }  # fmt: skip
    return IngestRequest(**filled)  # type: ignore[arg-type]


def ask(live: Live, sent: IngestRequest | None = None, station_id: str = "hilltop") -> Answer:
    return desk(live).answer(station_id, sent or request())


def said(answer: Answer) -> dict:
    return json.loads(answer.body)


def code(answer: Answer) -> tuple[int, str]:
    return int(answer.status), said(answer)["code"]


# --- taken -----------------------------------------------------------------------------


def test_what_was_taken_is_counted(live: Live) -> None:
    live.answers = [Outcome(3, 1, (Rejection(3, "future", "ahead"),))]

    answer = ask(live)

    assert answer.status == HTTPStatus.ACCEPTED
    assert said(answer) == {
        "accepted": 3, "duplicate": 1,
        "rejected": [{"index": 3, "code": "future", "message": "ahead"}],
    }  # fmt: skip


def test_refused_value_is_named_by_its_property(live: Live) -> None:
    live.answers = [Outcome(1, 0, (Rejection(0, "number", "no number", "pm25"),))]

    assert said(ask(live))["rejected"][0]["property"] == "pm25"


def test_answer_is_json_that_nobody_keeps(live: Live) -> None:
    answer = ask(live)

    headers = dict(answer.headers)
    assert headers["Content-Type"] == "application/json"
    assert headers["Content-Length"] == str(len(answer.body))
    assert headers["Cache-Control"] == "no-store"


def test_only_duplicates_are_fine(live: Live) -> None:
    live.answers = [Outcome(0, 5)]

    assert ask(live).status == HTTPStatus.ACCEPTED


@pytest.mark.parametrize(("station_id", "source"), [("hilltop", "http"), ("demo-hill", "demo")])
def test_demo_readings_are_kept_as_such(live: Live, station_id: str, source: str) -> None:
    ask(live, station_id=station_id)

    assert live.taken[0][2] == source


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON"]
)
def test_json_is_taken_however_it_is_spelled(live: Live, content_type: str) -> None:
    assert ask(live, request(content_type=content_type)).status == HTTPStatus.ACCEPTED


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_scheme_of_the_token_may_be_in_any_case(live: Live, scheme: str) -> None:
    found = ask(live, request(authorization=f"{scheme}  {TOKEN} "))

    assert found.status == HTTPStatus.ACCEPTED


def test_body_in_chunks_is_taken(live: Live) -> None:
    assert ask(live, request(length=None)).status == HTTPStatus.ACCEPTED


def test_body_of_exactly_one_mebibyte_is_taken(live: Live) -> None:
    sent = json.dumps(GOOD).encode().ljust(MOST_BYTES)

    assert ask(live, request(sent)).status == HTTPStatus.ACCEPTED
    assert ask(live, request(sent, length=None)).status == HTTPStatus.ACCEPTED


# --- refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer wrong", TOKEN, f"Basic {TOKEN}", f"Token {TOKEN}"]
)
def test_without_the_right_token_nothing_is_read(live: Live, authorization: str) -> None:
    body = Endless()

    answer = ask(live, request(authorization=authorization, body=body, length=None))

    assert code(answer) == (401, "unauthorized")
    assert dict(answer.headers)["WWW-Authenticate"].startswith("Bearer")
    assert (body.count, live.taken) == (0, [])
    assert live.noted == [("hilltop", "http", "unauthorized")]


def test_unknown_station_is_not_found_and_not_counted_by_its_name(live: Live) -> None:
    assert code(ask(live, station_id="x" * 5000)) == (404, "not_found")
    assert live.noted == []


def test_body_that_is_declared_too_large_is_not_read(live: Live) -> None:
    body = Endless()

    answer = ask(live, request(length=MOST_BYTES + 1, body=body))

    assert code(answer) == (413, "too_large")
    assert body.count == 0


def test_endless_body_in_chunks_is_read_no_further_than_allowed(live: Live) -> None:
    body = Endless()

    answer = ask(live, request(length=None, body=body))

    assert code(answer) == (413, "too_large")
    assert body.count == MOST_BYTES + 1


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "text/json", "application/x-www-form-urlencoded", "json"]
)
def test_other_types_are_refused(live: Live, content_type: str) -> None:
    assert code(ask(live, request(content_type=content_type))) == (415, "media_type")


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_compressed_body_is_refused(live: Live, encoding: str) -> None:
    assert code(ask(live, request(content_encoding=encoding))) == (415, "encoding")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"time=now", b"\xff"])
def test_body_that_is_no_batch_is_refused_and_counted(live: Live, body: bytes) -> None:
    assert code(ask(live, request(body))) == (422, "json")
    assert live.noted == [("hilltop", "http", "json")]


def test_batch_of_which_nothing_could_be_taken_says_why(live: Live) -> None:
    live.answers = [Outcome(0, 0, (Rejection(0, "future", "ahead"),))]

    answer = ask(live)

    assert code(answer) == (422, "nothing_usable")
    assert said(answer)["rejected"] == [{"index": 0, "code": "future", "message": "ahead"}]


def test_station_that_sends_too_often_is_told_when_to_come_again() -> None:
    live = Live()
    counter = desk(live, per_minute=2)

    answers = [counter.answer("hilltop", request()) for _ in range(3)]

    assert [answer.status for answer in answers] == [202, 202, 429]
    assert dict(answers[2].headers)["Retry-After"] == "60"
    assert len(live.taken) == 2


def test_every_station_has_its_own_count() -> None:
    counter = desk(Live(), per_minute=1)

    answers = [counter.answer(name, request()) for name in ("hilltop", "demo-hill")]

    assert [answer.status for answer in answers] == [202, 202]


def test_wrong_tokens_do_not_use_up_a_stations_count() -> None:
    counter = desk(Live(), per_minute=1)
    for _ in range(5):
        counter.answer("hilltop", request(authorization="Bearer wrong"))

    assert counter.answer("hilltop", request()).status == HTTPStatus.ACCEPTED


@pytest.mark.parametrize(
    ("error", "status", "retry_s"),
    [(BusyError("Too many wait."), 429, "1"), (StoreError("The disk is full."), 503, "5")],
)
def test_what_could_not_be_written_is_not_acknowledged(
    live: Live, error: Exception, status: int, retry_s: str
) -> None:
    live.answers = [error]

    answer = ask(live)

    assert answer.status == status
    assert dict(answer.headers)["Retry-After"] == retry_s
    assert "accepted" not in said(answer)


def test_error_that_nobody_thought_of_is_logged_and_tells_nothing(live: Live) -> None:
    live.answers = [RuntimeError("secret path")]

    with capture_logs() as logs:
        answer = ask(live)

    assert code(answer) == (500, "internal")
    assert b"secret" not in answer.body
    assert [entry["event"] for entry in logs] == ["ingest.failed"]


def test_problem_is_problem_json(live: Live) -> None:
    answer = ask(live, request(b"{"))

    assert dict(answer.headers)["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "code", "detail"} <= said(answer).keys()


def test_token_is_not_in_what_is_printed_of_a_request() -> None:
    assert TOKEN not in repr(request())


def test_answers_and_items_are_counted() -> None:
    live, metrics = Live([Outcome(2, 1)]), Metrics()
    counter = desk(live, metrics=metrics)

    counter.answer("hilltop", request())
    counter.answer("nowhere", request())

    found = samples(metrics)
    assert found["oxymap_http_ingest_responses_total", "202"] == 1
    assert found["oxymap_http_ingest_responses_total", "404"] == 1
    assert found["oxymap_ingest_items_total", "accepted", "http"] == 2


# --- in front of the application -------------------------------------------------------


def environ(method: str, path: str) -> dict[str, object]:
    body = json.dumps(GOOD).encode()
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body),
        "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": f"Bearer {TOKEN}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/api/v1/stations/hilltop/observations", "202 Accepted"),
        ("POST", "/api/v1/stations/nowhere/observations", "404 Not Found"),
        ("GET", "/api/v1/stations/hilltop/observations", "handed on"),
        ("POST", "/api/v1/stations/a/b/observations", "handed on"),
        ("POST", "/api/v1/stations/hilltop/observations/more", "handed on"),
        ("POST", "/", "handed on"),
    ],
)
def test_only_readings_are_answered_in_front(
    live: Live, method: str, path: str, status: str
) -> None:
    statuses: list[str] = []

    def application(_environ: object, start_response) -> list[bytes]:
        start_response("handed on", [])
        return []

    front = IngestFront(application, desk(live))
    b"".join(front(environ(method, path), lambda found, _headers: statuses.append(found)))

    assert statuses == [status]


@pytest.mark.parametrize(
    ("length", "read"), [("12", 12), ("", None), (None, None), ("-5", None), ("²", None)]
)
def test_length_that_is_no_number_is_not_known(length: str | None, read: int | None) -> None:
    found = request_of({"wsgi.input": io.BytesIO(), "CONTENT_LENGTH": length})

    assert found.length == read
