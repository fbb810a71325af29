"""A recorded day with everything that goes wrong, against a truth table made by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import orjson
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from oxymap import create_app
from oxymap.config import ROOT, make_settings
from oxymap.pages.site import EXTENSION, Site

FOLDER = ROOT / "tests" / "fixtures" / "live"
STATION = "truth"
#: Pages are drawn at every change of state and, between them, once in so many minutes.
PAGE_EVERY = 20


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Day:
    """Plays the recording up to a moment."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}
        self._rows = rows("truth-day.csv")
        self._sent = 0

    def arrive(self, until: datetime) -> None:
        due = []
        while self._sent < len(self._rows):
            row = self._rows[self._sent]
            if datetime.fromisoformat(row["received_time"]) > until:
                break
            due.append(
                {
                    "time": row["time"],
                    "period_s": 60,
                    "values": {"neg_ion": float(row["neg_ion"]) if row["neg_ion"] else None},
                    "flag": row["flag"],
                }
            )
            self._sent += 1
        if due:
            path = f"/api/v1/stations/{STATION}/observations"
            answer = self._client.post(path, json=due, headers=self._headers)
            assert answer.status_code == 202, answer.text


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    yield create_app(
        make_settings({"data": tmp_path, "reload_seconds": 0, "demo": False}), testing=True
    )


def shown(client: FlaskClient) -> tuple[str, float | None]:
    document = orjson.loads(client.get("/api/v1/live").data)
    (station,) = [item for item in document["stations"] if item["id"] == STATION]
    return station["state"], station["values"].get("neg_ion", {}).get("value")


def shown_on_page(client: FlaskClient) -> tuple[str, float | None]:
    page = html.document_fromstring(client.get(f"/live/{STATION}").text)
    card = page.xpath(f'//*[@data-station="{STATION}"]')[0]
    text = card.xpath('.//*[@data-live="value"]')[0].text_content().strip().replace(",", "")
    return card.get("data-state"), float(text) if text.replace(".", "").isdigit() else None


def test_every_minute_of_the_day_is_as_it_was(app: Flask) -> None:
    site: Site = app.extensions[EXTENSION]
    truth = rows("truth-states.csv")
    client = app.test_client()
    wrong = []

    with time_machine.travel(datetime.fromisoformat(truth[0]["at"]), tick=False) as clock:
        site.live.put_station(
            STATION,
            {"name_zh": "真值站", "name_en": "Truth", "lon": 115.9, "lat": 40.0, "interval_s": 60},
        )
        day = Day(client, site.live.new_token(STATION))
        before = ""
        for number, row in enumerate(truth):
            clock.move_to(datetime.fromisoformat(row["at"]))
            day.arrive(datetime.fromisoformat(row["at"]))
            expected = (row["state"], float(row["value"]) if row["value"] else None)
            found = {"api": shown(client)}
            if row["state"] != before or number % PAGE_EVERY == 0:
                found["page"] = shown_on_page(client)
            before = row["state"]
            wrong += [(row["at"], who, what) for who, what in found.items() if what != expected]

    assert len(truth) == 1440
    assert wrong == []
