"""An application behind the layers that a server runs, and stations that report to it."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from oxymap import clock, create_app
from oxymap.api.ingest import IngestFront
from oxymap.api.live import DESK
from oxymap.config import ROOT
from oxymap.pages.site import EXTENSION, Site
from oxymap.web.published import PublishedPages
from tests.factories import sample_project
from tests.unit.stations.live_sampling import add_station

LIVE = "/api/v1/live"
_NUMBERS = itertools.count()


def layered_app(folder: Path, **values: object) -> Flask:
    """The application of a sample project behind the layers that `create_wsgi` lays before it."""
    made = create_app(sample_project(folder, **values), testing=True)
    site: Site = made.extensions[EXTENSION]
    published = PublishedPages(made.wsgi_app, lambda: site.version, lambda: site.live_version)
    made.wsgi_app = IngestFront(published, made.extensions[DESK])  # type: ignore[method-assign]
    return made


class Place:
    """A station of its own for each test, with a token."""

    def __init__(self, client: FlaskClient, name: str = "hilltop", **values: object) -> None:
        site: Site = client.application.extensions[EXTENSION]
        self.id, self.client, self.live = f"{name}-{next(_NUMBERS)}", client, site.live
        add_station(self.live, self.id, **values)
        self.url = f"/api/v1/stations/{self.id}/observations"
        self.token = self.live.new_token(self.id)

    def post(self, document: object, **values: object) -> TestResponse:
        sent = document if isinstance(document, bytes) else json.dumps(document).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= values.pop("headers", {})  # type: ignore[arg-type, operator]
        return self.client.post(self.url, data=sent, headers=headers, **values)  # type: ignore[arg-type]

    def take(self, values: dict[int, float | None], period_s: int = 60) -> None:
        answer = self.post([reading(time, value, period_s) for time, value in values.items()])
        assert answer.status_code == 202, answer.text

    def get(self, query: str = "", **headers: str) -> TestResponse:
        return self.client.get(self.url + query, headers=headers)

    def points(self, query: str = "") -> list[dict]:
        answer = self.get(query)
        assert answer.status_code == 200, answer.text
        return answer.json["observations"]

    @property
    def now(self) -> dict:
        (found,) = [s for s in self.client.get(LIVE).json["stations"] if s["id"] == self.id]
        return found


def reading(time: int, value: object, period_s: int = 60, **more: object) -> dict[str, object]:
    values = {"neg_ion": value}
    return {"time": clock.iso(time), "period_s": period_s, "values": values, **more}


def breaches(name: str, document: object) -> list[str]:
    file = ROOT / "tests" / "contracts" / f"{name}.schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    return [e.message for e in Draft202012Validator(schema).iter_errors(document)]
