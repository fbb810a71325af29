"""What the stations show, now and then, through all layers that a server runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from oxymap import clock
from oxymap.api.live import CSV_COLUMNS, DEMO_MARK
from oxymap.stations.models import DAY_S, HOUR_S
from tests.app.live_places import LIVE, Place, breaches, layered_app
from tests.unit.stations.live_sampling import NOON, lively, minutes


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


# --- now -------------------------------------------------------------------------------


def test_snapshot_keeps_its_contract(hilltop: Place, demo: Place) -> None:
    hilltop.take(minutes(NOON, lively(60)))
    demo.take({NOON: 900.0})

    answer = hilltop.client.get(LIVE)

    assert answer.content_type == "application/json"
    assert breaches("live", answer.json) == []


def test_reading_is_in_the_next_snapshot(hilltop: Place) -> None:
    hilltop.take(minutes(NOON - 60, lively(60)))

    found = hilltop.now

    value = found["values"]["neg_ion"]
    assert (found["state"], found["demo"]) == ("fresh", False)
    assert (value["value"], value["unit"], value["age_s"]) == (lively(60)[-1], "1/cm3", 60)
    assert value["time"] == clock.iso(NOON - 60)
    assert value["mean_hour"]["n"] == value["mean_hour"]["of"] == 60
    assert value["level"]["verified"] is False
    assert found["last_good"]["value"] == value["value"]


def test_stale_value_is_never_in_the_place_of_a_current_one(
    hilltop: Place, noon: time_machine.Traveller
) -> None:
    hilltop.take({NOON: 2296.0})
    first = hilltop.now

    noon.shift(3600)

    then = hilltop.now
    assert (first["state"], then["state"]) == ("fresh", "stale")
    assert (then["values"]["neg_ion"]["value"], then["values"]["neg_ion"]["time"]) == (None, None)
    assert (then["last_good"]["value"], then["last_good"]["age_s"]) == (2296.0, 3600)


def test_planned_station_is_there_without_values(hilltop: Place) -> None:
    assert (hilltop.now["state"], hilltop.now["values"]) == ("planned", {})


def test_demo_station_is_marked_in_the_snapshot(demo: Place) -> None:
    demo.take({NOON: 900.0})

    assert demo.now["demo"] is True


def test_snapshot_may_be_kept_for_seconds_and_read_from_anywhere(hilltop: Place) -> None:
    headers = hilltop.client.get(LIVE).headers

    assert headers["Cache-Control"] == "public, max-age=5"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert {"Date", "Age", "ETag"} <= set(
        headers["Access-Control-Expose-Headers"].replace(",", " ").split()
    )
    assert not [name for name in headers.keys() if name.startswith("X-OxyMap")]  # noqa: SIM118 -- werkzeug's headers


@pytest.mark.parametrize("query", ["", "?for=phone"])
def test_known_snapshot_is_answered_with_304_until_something_comes(
    hilltop: Place, query: str
) -> None:
    hilltop.take({NOON - 60: 2200.0})
    etag = hilltop.client.get(LIVE + query).headers["ETag"]
    known = {"If-None-Match": etag}

    same = hilltop.client.get(LIVE + query, headers=known)
    hilltop.take({NOON: 2296.0})
    other = hilltop.client.get(LIVE + query, headers=known)

    assert (same.status_code, same.data) == (304, b"")
    assert (other.status_code, other.headers["ETag"] != etag) == (200, True)


def test_snapshot_is_packed_for_those_who_can_read_it(hilltop: Place) -> None:
    answer = hilltop.client.get(LIVE, headers={"Accept-Encoding": "br, gzip"})

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Vary"] == "Accept-Encoding"


# --- then ------------------------------------------------------------------------------

HOUR = f"?from={NOON - HOUR_S}&to={NOON}"


def test_history_keeps_its_contract(hilltop: Place) -> None:
    hilltop.take(minutes(NOON, [*lively(50), None, -5.0]))

    for step in ("raw", "10min", "hour", "day", "month"):
        document = hilltop.get(f"{HOUR}&step={step}").json
        assert breaches("observations", document) == []
        assert document["step"] == step
        assert document["observations"]


def test_history_says_what_it_is_about(hilltop: Place) -> None:
    document = hilltop.get(HOUR).json

    assert {name: document[name] for name in document if name != "observations"} == {
        "station": hilltop.id, "property": "neg_ion", "unit": "1/cm3", "step": "hour",
        "demo": False, "from": clock.iso(NOON - HOUR_S), "to": clock.iso(NOON),
    }  # fmt: skip


def test_flagged_values_can_be_read_and_are_no_values(hilltop: Place) -> None:
    hilltop.take({NOON - 60: -5.0, NOON: 2000.0})

    first, second = hilltop.points(f"?from={NOON - 60}&to={NOON + 1}&step=raw")

    assert (first["value"], first["raw"], first["flag"], first["reasons"]) == (
        None, -5.0, 2, ["range"],
    )  # fmt: skip
    assert (second["value"], second["flag"]) == (2000.0, 0)


def test_without_parameters_the_last_day_of_ions_is_given_by_the_hour(hilltop: Place) -> None:
    hilltop.take({NOON - 2 * DAY_S: 1.0, NOON: 2000.0})

    document = hilltop.get().json

    assert (document["property"], document["step"]) == ("neg_ion", "hour")
    assert document["from"] == clock.iso(NOON + 1 - DAY_S)
    assert len(document["observations"]) == 1


def test_history_without_parameters_is_not_kept_until_the_next_day(
    hilltop: Place, noon: time_machine.Traveller
) -> None:
    before = hilltop.points()

    hilltop.take(minutes(NOON, lively(60)))
    after = hilltop.points()
    noon.shift(2 * DAY_S)

    assert (before, len(after), hilltop.points()) == ([], 1, [])


def test_known_history_is_answered_with_304(hilltop: Place) -> None:
    etag = hilltop.get(HOUR).headers["ETag"]

    answer = hilltop.get(HOUR, **{"If-None-Match": etag})

    assert (answer.status_code, answer.data) == (304, b"")


def test_history_may_be_read_from_anywhere(hilltop: Place) -> None:
    headers = hilltop.get(HOUR).headers

    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cache-Control"] == "public, max-age=30"


@pytest.mark.parametrize(
    "start",
    [
        str(NOON - HOUR_S),
        "2026-06-01T11:00:00Z",
        "2026-06-01T19:00:00%2B08:00",
        "2026-06-01T19:00:00+08:00",
        "2026-06-01T19:00:00",
        "2026-06-01T19:00",
    ],
)
def test_times_are_understood_in_every_usual_form(hilltop: Place, start: str) -> None:
    assert hilltop.get(f"?from={start}&to={NOON}").json["from"] == clock.iso(NOON - HOUR_S)


def test_date_alone_is_a_day_of_beijing(hilltop: Place) -> None:
    document = hilltop.get("?from=2026-06-01&to=2026-06-02").json

    assert (document["from"], document["to"]) == ("2026-05-31T16:00:00Z", "2026-06-01T16:00:00Z")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?step=week", "step 'week'"),
        ("?step=", "step ''"),
        ("?property=magic", "property 'magic'"),
        ("?property=", "property ''"),
        ("?format=xml", "format 'xml'"),
        ("?from=tomorrow", "from 'tomorrow'"),
        ("?to=", "to ''"),
        ("?from=-5", "from '-5'"),
        ("?from=²", "from '²'"),
        ("?from=123456789012", "from '123456789012'"),
        ("?from=2026-13-01", "from '2026-13-01'"),
        ("?from=0001-01-01&to=0001-01-02", "out of reach"),
        ("?to=9999-12-31T23:59:59-10:00", "out of reach"),
        ("?from=2026-06-02&to=2026-06-01", "before"),
        ("?from=2026-06-01&to=2026-06-01", "before"),
        ("?from=2025-01-01&to=2026-01-01&step=raw", "31 days"),
        ("?from=2020-01-01&to=2026-01-01&step=10min", "100 days"),
        ("?from=2000-01-01&to=2026-01-01", "800 days"),
        ("?step=" + "x" * 5000, "step"),
    ],
)
@pytest.mark.parametrize("form", ["", "&format=csv"])
def test_bad_query_is_a_problem_that_names_it(
    hilltop: Place, query: str, said: str, form: str
) -> None:
    answer = hilltop.get(query if "format" in query else query + form)

    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "bad_request"
    assert said in answer.json["detail"]


def test_history_of_an_unknown_station_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/api/v1/stations/nowhere/observations")

    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert answer.content_type == "application/problem+json"


# --- CSV -------------------------------------------------------------------------------


def table(answer: TestResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_table_says_the_same_as_json(hilltop: Place) -> None:
    hilltop.take(minutes(NOON, [*lively(40), None, -5.0]))

    rows = table(hilltop.get(f"{HOUR}&step=raw&format=csv"))

    points = hilltop.points(f"{HOUR}&step=raw")
    assert [(row["start"], row["end"]) for row in rows] == [(p["start"], p["end"]) for p in points]
    assert [row["value"] for row in rows] == [
        "" if p["value"] is None else str(p["value"]) for p in points
    ]
    assert [int(row["flag"]) for row in rows] == [p["flag"] for p in points]
    assert {(row["station"], row["property"], row["unit"]) for row in rows} == {
        (hilltop.id, "neg_ion", "1/cm3")
    }


def test_table_is_a_file_that_spreadsheets_open(hilltop: Place) -> None:
    answer = hilltop.get(f"{HOUR}&step=hour&format=csv")

    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith("\ufeffstation,property".encode())
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{hilltop.id}-neg_ion-hour.csv"'
    )
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_table_without_values_has_its_head(hilltop: Place) -> None:
    answer = hilltop.get("?format=csv")

    assert answer.data.decode("utf-8-sig") == ",".join(CSV_COLUMNS) + "\r\n"


def test_demo_values_are_marked_in_both_forms(demo: Place) -> None:
    demo.take(minutes(NOON, lively(5)))

    rows = table(demo.get(f"{HOUR}&step=raw&format=csv"))

    assert len(rows) == 5 - 1
    assert {row["data"] for row in rows} == {DEMO_MARK}
    assert demo.get(HOUR).json["demo"] is True


def test_real_values_have_no_demo_mark(hilltop: Place) -> None:
    hilltop.take({NOON - 60: 2000.0})

    (row,) = table(hilltop.get(f"{HOUR}&step=raw&format=csv"))

    assert row["data"] == ""


# --- the description -------------------------------------------------------------------


def test_description_of_the_interface_is_served(client: FlaskClient) -> None:
    answer = client.get("/api/v1/openapi.json")

    assert answer.content_type == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json["openapi"].startswith("3.0")


def test_every_address_of_the_description_is_there(client: FlaskClient, app: Flask) -> None:
    described = {
        (
            method.upper(),
            path.replace("{id}", "<station_id>")
            .replace("{layer}", "<layer>")
            .replace("{kiosk}", "<kiosk_id>"),
        )
        for path, item in client.get("/api/v1/openapi.json").json["paths"].items()
        for method in item
        if method in {"get", "post"}
    }

    routes = {
        (method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods or ()
    }
    assert described <= routes
