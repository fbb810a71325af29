"""The stream over HTTP: a seat for each listener, and nothing kept after they leave."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from oxymap.api.live import METRICS, SEATS
from oxymap.stations.stream import Hub, Seats
from tests.app.live_places import Place, layered_app, reading
from tests.unit.api.test_metrics import samples
from tests.unit.stations.live_sampling import NOON

STREAM = "/api/v1/stream"
SEATS_THERE = 2


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _short_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    follow = Hub.follow
    monkeypatch.setattr(Hub, "follow", lambda hub, after: follow(hub, after, 0.01))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application for all tests here; each leaves its seats behind."""
    return layered_app(tmp_path_factory.mktemp("stream"), stream_connections=SEATS_THERE)


@pytest.fixture
def hilltop(client: FlaskClient) -> Place:
    return Place(client)


def listen(client: FlaskClient, **headers: str) -> TestResponse:
    """Ask for the stream and do not read it to its end, since it has none."""
    return client.get(STREAM, headers=headers, buffered=False)


def taken(app: Flask) -> int:
    seats: Seats = app.extensions[SEATS]
    return seats.taken


def opened(app: Flask) -> float:
    return samples(app.extensions[METRICS]())["oxymap_stream_connections",]


def events(chunk: bytes) -> list[tuple[int, str, dict]]:
    found = []
    for block in chunk.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        if "id" in fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


def send(place: Place, time: int, value: float) -> None:
    """Have a reading taken and settled."""
    place.take({time: value})
    assert place.now["values"]["neg_ion"]["value"] == value


# --- what is told ----------------------------------------------------------------------


def test_stream_is_one_that_nobody_holds_back(client: FlaskClient) -> None:
    response = listen(client)

    assert response.status_code == 200
    assert response.content_type.startswith("text/event-stream")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert "Content-Length" not in response.headers
    response.close()


def test_stream_says_when_to_come_again_and_that_it_lives(client: FlaskClient) -> None:
    response = listen(client)

    chunks = response.iter_encoded()

    assert [next(chunks) for _ in range(3)] == [
        b"retry: 5000\n\n", b": heartbeat\n\n", b": heartbeat\n\n",
    ]  # fmt: skip
    response.close()


def test_reading_is_told_as_it_stands_in_the_snapshot(hilltop: Place) -> None:
    response = listen(hilltop.client)
    chunks = response.iter_encoded()
    next(chunks)

    send(hilltop, NOON, 2296.0)

    ((_, kind, data),) = events(next(chunks))
    assert (kind, data) == ("reading", hilltop.now)
    response.close()


def test_demo_reading_is_marked(client: FlaskClient) -> None:
    demo = Place(client, "demo-hill", demo=True)
    response = listen(client)
    chunks = response.iter_encoded()
    next(chunks)

    send(demo, NOON, 900.0)

    ((_, _, data),) = events(next(chunks))
    assert data["demo"] is True
    response.close()


# --- resuming --------------------------------------------------------------------------


def after(client: FlaskClient, last_id: str | None) -> list[float]:
    """Return the values that a client hears at once with a Last-Event-ID."""
    response = listen(client, **({} if last_id is None else {"Last-Event-ID": last_id}))
    chunks = response.iter_encoded()
    next(chunks)
    found = [data["values"]["neg_ion"]["value"] for _, _, data in events(next(chunks))]
    response.close()
    return found


@pytest.fixture
def past(hilltop: Place) -> Place:
    """A station with three readings that have been told."""
    for n in range(3):
        send(hilltop, NOON - 120 + 60 * n, 2000.0 + n)
    return hilltop


def test_listener_who_was_away_hears_what_was_missed(past: Place) -> None:
    newest = past.live.hub.last_id

    assert after(past.client, str(newest - 2)) == [2001.0, 2002.0]
    assert after(past.client, str(newest)) == []


def test_new_listener_hears_nothing_of_the_past(past: Place) -> None:
    assert after(past.client, None) == []


@pytest.mark.parametrize("last_id", ["", "abc", "-1", "²", "1.5", "9" * 19, "9" * 5000])
def test_id_that_is_none_of_ours_hears_news(past: Place, last_id: str) -> None:
    assert after(past.client, last_id) == []


# --- seats -----------------------------------------------------------------------------


def test_listener_past_the_last_seat_is_told_to_poll(client: FlaskClient, app: Flask) -> None:
    seated = [listen(client) for _ in range(SEATS_THERE)]

    refused = client.get(STREAM)

    assert (refused.status_code, refused.json["code"]) == (503, "busy")
    assert refused.headers["Retry-After"] == "30"
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert "/api/v1/live" in refused.json["detail"]
    assert opened(app) == SEATS_THERE
    for response in seated:
        response.close()


@pytest.mark.parametrize("chunks_read", [0, 1, 3])
def test_seat_is_given_back_when_a_listener_leaves(
    client: FlaskClient, app: Flask, chunks_read: int
) -> None:
    for _ in range(3 * SEATS_THERE):
        response = listen(client)
        chunks = response.iter_encoded()
        for _ in range(chunks_read):
            next(chunks)
        assert (response.status_code, taken(app)) == (200, 1)
        response.close()

    assert (taken(app), opened(app)) == (0, 0)


def test_question_for_the_headers_alone_takes_no_seat(client: FlaskClient, app: Flask) -> None:
    for _ in range(SEATS_THERE + 1):
        assert client.head(STREAM).status_code == 200

    assert (taken(app), opened(app)) == (0, 0)


def test_seat_is_given_back_when_the_stream_cannot_begin(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Iterator[bytes]:
        raise RuntimeError

    monkeypatch.setattr(Hub, "follow", fail)

    for _ in range(SEATS_THERE + 1):
        with pytest.raises(RuntimeError):
            client.get(STREAM)

    assert taken(app) == 0


def test_house_without_seats_refuses_everybody(tmp_path: Path) -> None:
    client = layered_app(tmp_path / "none", stream_connections=0).test_client()

    assert client.get(STREAM).status_code == 503


def test_other_requests_are_answered_while_all_seats_are_taken(hilltop: Place) -> None:
    seated = [listen(hilltop.client) for _ in range(SEATS_THERE)]

    assert hilltop.post(reading(NOON, 2296)).status_code == 202
    assert hilltop.now["state"] == "fresh"
    for response in seated:
        response.close()


def test_stream_ends_when_the_site_does(tmp_path: Path) -> None:
    client = layered_app(tmp_path).test_client()
    response = listen(client)
    chunks = response.iter_encoded()
    next(chunks)

    Place(client).live.stop()

    assert [*iter(partial(next, chunks, None), None)] == []
    response.close()
