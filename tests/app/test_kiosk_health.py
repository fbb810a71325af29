"""Screens tell how they do, and those who have to go there see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskClient

from tests.app.studio_stage import Stage, csrf, make_stage
from tests.factories import write_page
from tests.unit.media.pictures import jpeg
from tests.unit.stations.live_sampling import NOON

BEAT = "/api/v1/kiosks/gate/beat"
PICTURE = "/api/v1/kiosks/gate/picture"
BODY = {
    "version": "a", "view": "map", "lang": "zh", "uptime_s": 12.5, "online": True,
    "data_age_s": 40, "viewport": "1080x1920", "missed": 0, "state": "full", "live_at": None,
    "faults": [{"at": 1_800_000_000, "kind": "cache", "text": "disk full"}],
}  # fmt: skip


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def stage(tmp_path: Path, clock: time_machine.Traveller) -> Stage:
    write_page(tmp_path / "content", "gate", "kiosks")
    return make_stage(tmp_path)


@pytest.fixture
def screen(stage: Stage) -> FlaskClient:
    return stage.client()


def test_beat_is_answered_with_the_time_and_leaves_no_cookie(screen: FlaskClient) -> None:
    answer = screen.post(BEAT, json=BODY)

    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["now"] == NOON
    assert answer.json["wishes"] == {}
    assert answer.json["version"]
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/api/v1/kiosks/nobody/beat", {"json": BODY}, 404),
        (BEAT, {"data": "{}"}, 415),
        (BEAT, {"data": "{", "content_type": "application/json"}, 422),
        (BEAT, {"json": {**BODY, "more": 1}}, 422),
        (BEAT, {"json": {**BODY, "uptime_s": "12"}}, 422),
        (BEAT, {"json": {**BODY, "uptime_s": -1}}, 422),
        (BEAT, {"data": '{"uptime_s": 1e999}', "content_type": "application/json"}, 422),
        (BEAT, {"data": " " * 16_385, "content_type": "application/json"}, 413),
        (PICTURE, {"data": b"x", "content_type": "image/png"}, 409),
        (PICTURE, {"data": b"x", "content_type": "image/svg+xml"}, 415),
        (PICTURE, {"data": b"x" * 2_000_001, "content_type": "image/png"}, 413),
    ],
)
def test_what_does_not_fit_is_refused(
    screen: FlaskClient, path: str, sent: dict[str, object], status: int
) -> None:
    answer = screen.post(path, **sent)  # type: ignore[arg-type]

    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")


def test_sixty_beats_in_a_minute_are_taken_and_a_flood_is_told_to_wait(
    screen: FlaskClient,
) -> None:
    taken = {screen.post(BEAT, json=BODY).status_code for _ in range(60)}
    flood = [screen.post(BEAT, json=BODY) for _ in range(60)]
    refused = [answer for answer in flood if answer.status_code == 429]

    assert taken == {200}
    assert refused
    assert {answer.headers["Retry-After"] for answer in refused} == {"1"}


@pytest.mark.parametrize("lang", ["", "/en"])
def test_studio_shows_every_screen_and_the_dark_one_first(
    stage: Stage, clock: time_machine.Traveller, lang: str
) -> None:
    client = stage.client("stan")
    before = client.get(f"{lang}/studio/kiosks").text
    client.post(BEAT, json=BODY)
    alive = client.get(f"{lang}/studio/kiosks").text
    clock.shift(61)
    dark = client.get(f"{lang}/studio/kiosks").text

    assert "screen-health--never" in before
    assert "screen-health--up" in alive
    assert "cache: disk full" in alive
    assert "screen-health--down" in dark
    assert "screen-health--up" not in dark


def test_picture_is_asked_for_sent_and_shown(stage: Stage, screen: FlaskClient) -> None:
    operator = stage.client("stan")
    screen.post(BEAT, json=BODY)
    operator.post("/studio/kiosks/gate/picture", data={"csrf": csrf(operator)})

    sent = screen.post(PICTURE, data=jpeg(), content_type="image/jpeg")

    source = f"/studio/kiosks/gate/{NOON}.jpg"
    shown = operator.get(source)
    assert sent.status_code == 204
    assert source in operator.get("/studio/kiosks").text
    assert shown.content_type == "image/jpeg"
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert screen.get(source).status_code == 303


def test_screen_that_never_reported_cannot_be_asked(stage: Stage) -> None:
    operator = stage.client("stan")

    answer = operator.post("/studio/kiosks/gate/picture", data={"csrf": csrf(operator)})

    assert answer.status_code == 409


def test_link_to_the_page_is_for_editors(stage: Stage) -> None:
    link = "/studio/objects/page/kiosks/gate"

    assert link in stage.client("pia").get("/studio/kiosks").text
    assert link not in stage.client("stan").get("/studio/kiosks").text
