"""The operator's station page: closed to others, kept nowhere, and readable."""

from __future__ import annotations

from types import SimpleNamespace
from typing import ClassVar

import pytest
from flask import Flask
from flask.testing import FlaskClient

from oxymap.pages import operations_views
from oxymap.pages.making import error_page, make_site
from oxymap.pages.site import Site
from oxymap.stations.alerts import Alert, Part
from oxymap.stations.health import Health, OperationsReport, StationProblems
from oxymap.stations.models import LiveSnapshot, LiveStation, State, Station
from oxymap.web.admin import register_admin_errors
from oxymap.web.errors import register_errors
from oxymap.web.published import PUBLISH_HEADER
from oxymap.web.security import secure
from tests.app.reading import headings, page, visible_text
from tests.factories import sample_project

TOKEN = "a-long-admin-token"  # noqa: S105 -- made up
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
NOW = 1_795_248_000
URLS = ("/studio/stations", "/en/studio/stations")


class Live:
    """Stands in for the running service: four stations, one of them in trouble."""

    stations: ClassVar[dict[str, LiveStation]] = {
        name: LiveStation(
            Station(name, f"{name}站", f"Station {name}", None, None, demo=name == "demo-c"),
            State(state),
            {},
            last_report=NOW - 60,
        )
        for name, state in (
            ("alpha", "fresh"),
            ("beta", "silent"),
            ("demo-c", "late"),
            ("delta", "planned"),
        )
    } | {
        "delta": LiveStation(
            Station("delta", "丁站", "Station delta", None, None), State.PLANNED, {}
        )
    }
    current = LiveSnapshot(NOW, stations, {}, b"", "1")

    def operations(self) -> OperationsReport:
        healths = tuple(
            Health("beta", days, 0.512, 200_000, 2, 0.25, NOW - 60, 400, "range", NOW - 900)
            for days in (7, 30)
        )
        problems = (StationProblems("beta", {"future": 12}),)
        alerts = (Alert("silent", NOW - 3600, (Part("beta", "beta站", "Station beta"),)),)
        return OperationsReport(NOW, healths, problems, alerts)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return make_site(sample_project(tmp_path_factory.mktemp("operations")))


def make_client(site: Site, monkeypatch: pytest.MonkeyPatch, token: str | None) -> FlaskClient:
    """Return a client of an application that has this one page."""
    running = SimpleNamespace(
        edition=site.edition, live=Live(), settings=SimpleNamespace(admin_token=token)
    )
    monkeypatch.setattr(operations_views, "site", lambda: running)
    app = Flask("operations", static_folder=None, template_folder=None)
    app.testing = True
    for lang, prefix in (("zh", None), ("en", "/en")):
        app.register_blueprint(
            operations_views.bp, name=lang, url_prefix=prefix, url_defaults={"lang": lang}
        )
    register_errors(app, error_page(site))
    register_admin_errors(app, error_page(site))
    secure(app, site.settings, (site.assets.files["js/prefs.js"],))
    return app.test_client()


@pytest.fixture
def client(site: Site, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    found = make_client(site, monkeypatch, TOKEN)
    found.environ_base["HTTP_AUTHORIZATION"] = HEADERS["Authorization"]
    return found


@pytest.mark.parametrize("url", URLS)
def test_without_token_nothing_of_the_page_is_shown(
    site: Site, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    response = make_client(site, monkeypatch, TOKEN).get(url)

    assert response.status_code == 401
    assert "WWW-Authenticate" in response.headers
    assert "beta" not in response.text


@pytest.mark.parametrize("url", URLS)
def test_as_long_as_no_token_is_set_the_page_says_how_to_set_one(
    site: Site, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    document = page(make_client(site, monkeypatch, None), url, status=403)

    assert "OXYMAP_ADMIN_TOKEN" in visible_text(document)


@pytest.mark.parametrize("url", URLS)
def test_page_is_kept_by_nobody_and_closed_to_search_engines(client: FlaskClient, url: str) -> None:
    response = client.get(url)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert PUBLISH_HEADER not in response.headers


@pytest.mark.parametrize("url", URLS)
def test_page_has_one_heading_and_a_table_with_named_cells(client: FlaskClient, url: str) -> None:
    document = page(client, url)

    columns = [cell.text_content() for cell in document.xpath("//thead//th")]
    assert len(headings(document)) == 1
    for row in document.xpath("//tbody/tr"):
        assert len(row.xpath("./th[@scope='row']")) == 1
        assert row.xpath("./td/@data-label") == columns[1:]
    assert document.xpath("//*[@style]") == []


def test_station_in_trouble_stands_first_with_all_that_is_known(client: FlaskClient) -> None:
    rows = page(client, "/en/studio/stations").xpath("//tbody/tr")

    assert [row.xpath("string(./th/code)") for row in rows] == ["beta", "alpha", "demo-c"]
    cells = " ".join(rows[0].text_content().split())
    for part in ("51.2%", "2 days 7 hrs", "25%", "6 mins behind", "time lies in the future: 12"):
        assert part in cells


def test_demo_station_is_marked(client: FlaskClient) -> None:
    (_, alpha, demo) = page(client, "/en/studio/stations").xpath("//tbody/tr/th")

    assert "Demo" in demo.text_content()
    assert "Demo" not in alpha.text_content()


def test_planned_stations_are_listed_below_the_table(client: FlaskClient) -> None:
    document = page(client, "/en/studio/stations")

    assert document.xpath("//main//details//a/@href") == ["/en/live/delta"]


def test_open_alert_is_shown_above_the_table(client: FlaskClient) -> None:
    text = visible_text(page(client, "/en/studio/stations"))

    assert text.index("Sends nothing") < text.index("Longest gap")


def test_page_without_stations_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Live, "current", LiveSnapshot(NOW, {}, {}, b"", "1"))
    monkeypatch.setattr(Live, "operations", lambda _: OperationsReport(NOW))

    text = visible_text(page(client, "/en/studio/stations"))

    assert "No station has reported yet." in text
