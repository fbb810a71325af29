"""Readings come in, through all layers that a server runs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from oxymap import clock
from oxymap.api.ingest import MOST_BYTES
from oxymap.stations.batches import MOST_ITEMS
from oxymap.stations.models import DAY_S, HOUR_S
from tests.app.live_places import LIVE, Place, breaches, layered_app, reading
from tests.unit.stations.live_sampling import NOON


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return layered_app(tmp_path_factory.mktemp("live"))


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def hilltop(client: FlaskClient) -> Place:
    return Place(client)


@pytest.fixture
def demo(client: FlaskClient) -> Place:
    return Place(client, "demo-hill", demo=True)


def rejected(answer: TestResponse) -> list[tuple[int, str]]:
    return [(item["index"], item["code"]) for item in answer.json["rejected"]]


def test_answer_keeps_its_contract(hilltop: Place) -> None:
    batch = [reading(NOON, 2296), reading(NOON, 2296), reading(NOON + DAY_S, 1), {"time": "?"}]

    answer = hilltop.post(batch)

    assert answer.status_code == 202
    assert breaches("ingest-answer", answer.json) == []
    assert (answer.json["accepted"], answer.json["duplicate"]) == (1, 1)
    assert rejected(answer) == [(2, "future"), (3, "time")]


def test_example_of_the_contract_is_taken(hilltop: Place) -> None:
    values = {"neg_ion": 2296, "temperature": 18.6, "humidity": 72, "wind_speed": 1.2, "pm25": 12}
    document = {"time": "2026-06-01T20:00:00+08:00", "period_s": 60, "values": values, "flag": "N"}

    answer = hilltop.post(document)

    assert (answer.status_code, answer.json) == (
        202, {"accepted": 1, "duplicate": 0, "rejected": []},
    )  # fmt: skip
    assert {name: v["value"] for name, v in hilltop.now["values"].items()} == values


def test_same_again_changes_nothing(hilltop: Place) -> None:
    hilltop.post(reading(NOON, 2296))
    before = hilltop.client.get(LIVE).data

    answer = hilltop.post([reading(NOON, 1), reading(NOON, 2)])

    assert answer.json == {"accepted": 0, "duplicate": 2, "rejected": []}
    assert hilltop.client.get(LIVE).data == before


@pytest.mark.parametrize("headers", [{"Authorization": ""}, {"Authorization": "Bearer wrong"}])
def test_without_the_right_token_nothing_is_taken(hilltop: Place, headers: dict[str, str]) -> None:
    answer = hilltop.post(reading(NOON, 2296), headers=headers)

    assert (answer.status_code, answer.json["code"]) == (401, "unauthorized")
    assert "WWW-Authenticate" in answer.headers
    assert hilltop.points("?step=raw") == []


def test_token_of_another_station_is_a_wrong_one(hilltop: Place, demo: Place) -> None:
    answer = hilltop.post(reading(NOON, 2296), headers={"Authorization": f"Bearer {demo.token}"})

    assert answer.status_code == 401
    assert hilltop.points("?step=raw") == []


def test_retired_station_is_unknown(hilltop: Place) -> None:
    hilltop.live.put_station(hilltop.id, {"retired": True})

    assert hilltop.post(reading(NOON, 2296)).status_code == 404


@pytest.mark.parametrize("url", ["/api/v1/stations/nowhere/observations",
                                 "/api/v1/stations/%E5%B1%B1/observations"])  # fmt: skip
def test_unknown_station_is_a_problem(hilltop: Place, url: str) -> None:
    hilltop.url = url

    answer = hilltop.post(reading(NOON, 2296))

    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert answer.content_type == "application/problem+json"


def test_body_that_is_declared_too_large_is_refused(hilltop: Place) -> None:
    assert hilltop.post(b" " * (MOST_BYTES + 1)).status_code == 413


def test_body_in_chunks_that_becomes_too_large_is_refused(hilltop: Place) -> None:
    answer = hilltop.client.post(
        hilltop.url,
        input_stream=io.BytesIO(b" " * (MOST_BYTES + 2)),
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
        headers={"Authorization": f"Bearer {hilltop.token}", "Content-Type": "application/json"},
    )

    assert answer.status_code == 413


def test_form_is_an_unsupported_type(hilltop: Place) -> None:
    answer = hilltop.post(
        b"time=now", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )

    assert (answer.status_code, answer.json["code"]) == (415, "media_type")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "json"),
        (b"[]", "json"),
        ([reading(NOON + DAY_S, 1)], "nothing_usable"),
        ([reading(NOON, "many")], "nothing_usable"),
        ([{"time": "2026-06-01T20:00:00+08:00", "values": {"magic": 1}}], "nothing_usable"),
    ],
)
def test_nothing_usable_is_unprocessable(hilltop: Place, body: object, code: str) -> None:
    answer = hilltop.post(body)

    assert (answer.status_code, answer.json["code"]) == (422, code)


def test_numbers_that_json_does_not_know_cost_only_their_value(hilltop: Place) -> None:
    body = json.dumps([reading(NOON - 60, float("nan")), reading(NOON, 2296)]).encode()
    assert b"NaN" in body

    answer = hilltop.post(body)

    assert (answer.status_code, answer.json["accepted"]) == (202, 1)
    assert rejected(answer) == [(0, "number")]


def test_thirty_days_late_is_accepted_and_older_is_not(hilltop: Place) -> None:
    answer = hilltop.post([reading(NOON - 30 * DAY_S, 2000), reading(NOON - 30 * DAY_S - 60, 2000)])

    assert (answer.json["accepted"], rejected(answer)) == (1, [(1, "too_old")])


def test_year_of_hours_is_taken_as_far_as_it_is_not_too_old(hilltop: Place) -> None:
    hilltop.live.put_station(hilltop.id, {"interval_s": HOUR_S})
    ends = range(NOON - 365 * DAY_S, NOON + 1, HOUR_S)
    batch = [reading(end, 2000 + end // HOUR_S * 37 % 90, HOUR_S) for end in ends]

    answer = hilltop.post(batch)

    assert answer.status_code == 202
    assert answer.json["accepted"] == 30 * 24 + 1
    assert {code for _, code in rejected(answer)} == {"too_old"}
    days = hilltop.points(f"?from={NOON - 40 * DAY_S}&to={NOON}&step=day")
    assert [day["n"] for day in days[1:-1]] == [24] * 29


def test_most_objects_of_a_batch_are_taken_at_once(hilltop: Place) -> None:
    minutes_back = range(NOON - 60 * (MOST_ITEMS - 1), NOON + 1, 60)
    stamps = [clock.iso(end).replace("-", "").replace(":", "") for end in minutes_back]
    body = "[" + ",".join(f'{{"time":"{s}","values":{{"ph":7}}}}' for s in stamps) + "]"
    assert len(body) < MOST_BYTES

    answer = hilltop.post(body.encode())

    assert answer.json == {"accepted": MOST_ITEMS, "duplicate": 0, "rejected": []}


def test_more_objects_are_refused_as_a_whole(hilltop: Place) -> None:
    answer = hilltop.post(b"[" + b"0," * MOST_ITEMS + b"0]")

    assert (answer.status_code, answer.json["code"]) == (422, "json")


def test_station_that_sends_too_often_is_told_when_to_come_again(tmp_path: Path) -> None:
    place = Place(layered_app(tmp_path, ingest_per_minute=3).test_client())

    answers = [place.post(reading(NOON - n, 2000)) for n in range(4)]

    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_allowed(hilltop: Place, method: str) -> None:
    answer = hilltop.client.open(hilltop.url, method=method)

    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].replace(",", " ").split())


def test_what_was_refused_is_in_the_operators_report(hilltop: Place) -> None:
    hilltop.post(reading(NOON + DAY_S, 1))
    hilltop.post(b"{")
    hilltop.post(reading(NOON, 1), headers={"Authorization": "Bearer wrong"})

    found = {item.station_id: item.rejected for item in hilltop.live.operations().problems}

    assert found[hilltop.id] == {"future": 1, "json": 1, "unauthorized": 1}
