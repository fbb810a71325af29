"""Notices through the client: for visitors, for machines, and at the publishers' desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from lxml import html

from oxymap import clock, create_app
from oxymap.freeze.walker import addresses
from oxymap.notices.models import Notice, NoticeDraft
from oxymap.notices.service import Notices
from oxymap.pages.site import EXTENSION, Site
from oxymap.people.models import COMMAND
from tests.app.live_places import layered_app
from tests.app.studio_stage import Stage, csrf, make_stage, with_fresh_people
from tests.factories import sample_project
from tests.unit.api.json_schemas import json_schema

PREFIXES = ("", "/en")
FORM = {
    "severity": "closure",
    "title_zh": "步道封闭",
    "title_en": "Path closed",
    "body_zh": "落石。",
    "body_en": "Rockfall.",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return layered_app(tmp_path_factory.mktemp("notices"))


@pytest.fixture
def notices(app: Flask) -> Iterator[Notices]:
    """The site's notices; what a test has published ends with it."""
    site: Site = app.extensions[EXTENSION]
    yield site.notices
    for notice in [*site.notices.now(), *site.notices.coming()]:
        site.notices.end(COMMAND, notice.id)
    site.refresh()


def publish(app: Flask, **values: object) -> Notice:
    filled = {
        "severity": "closure",
        "title": {"zh": "步道封闭", "en": "Path closed"},
        "body": {"zh": "落石。\n\n请绕行。", "en": "Rockfall.\nTake the road."},
        **values,
    }
    site: Site = app.extensions[EXTENSION]
    found = site.notices.publish(COMMAND, NoticeDraft(**filled))  # type: ignore[arg-type]
    site.refresh()
    return found


def document(client: FlaskClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.document_fromstring(answer.data)


def shown(client: FlaskClient, path: str) -> list[str]:
    return document(client, path).xpath('//article[starts-with(@id, "notice-")]/@id')


# --- for visitors ----------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
def test_page_lists_what_holds_and_what_comes(
    app: Flask, client: FlaskClient, notices: Notices, prefix: str
) -> None:
    now = clock.seconds()
    first = publish(app, places=("stone-village", "ridge-walk"), districts=("fangshan",))
    grave = publish(app, severity="emergency", until_at=now + 3600)
    coming = publish(app, severity="info", from_at=now + 86_400)
    client = app.test_client()
    page = document(client, f"{prefix}/notices/")

    assert shown(client, f"{prefix}/notices/") == [
        f"notice-{one.id}" for one in (grave, first, coming)
    ]
    links = page.xpath(f'//*[@id="notice-{first.id}"]//a/@href')
    assert links == [f"{prefix}{path}" for path in (
        "/districts/fangshan", "/places/stone-village", "/trails/ridge-walk",
    )]  # fmt: skip
    assert page.xpath(f'count(//*[@id="notice-{first.id}"]//p)') == 3
    title = page.xpath(f'string(//*[@id="notice-{first.id}"]//h3)')
    assert ("Path closed" if prefix else "步道封闭") in title

    notices.end(COMMAND, grave.id)
    app.extensions[EXTENSION].refresh()
    assert f"notice-{grave.id}" not in shown(client, f"{prefix}/notices/")


def test_banner_stands_where_a_notice_belongs(app: Flask, notices: Notices) -> None:
    client = app.test_client()
    paths = (
        "/", "/map", "/districts/mentougou", "/districts/yanqing", "/places/stone-village",
        "/places/mill-village", "/trails/ridge-walk", "/routes/village-day",
    )  # fmt: skip
    assert [path for path in paths if shown(client, path)] == []

    found = publish(app, places=("stone-village",))
    here = [path for path in paths if shown(client, path)]
    notices.end(COMMAND, found.id)
    publish(app, districts=("yanqing",))
    there = [path for path in paths if shown(client, path)]

    assert here == [
        "/", "/map", "/districts/mentougou", "/places/stone-village", "/routes/village-day",
    ]  # fmt: skip
    assert set(there) >= {
        "/", "/map", "/districts/yanqing", "/places/mill-village", "/trails/ridge-walk",
    }  # fmt: skip
    assert "/districts/mentougou" not in there
    assert "/places/stone-village" not in there


def test_notice_for_a_township_holds_for_what_lies_in_it(app: Flask, notices: Notices) -> None:
    publish(app, places=("slope-town",))

    assert shown(app.test_client(), "/places/stone-village")
    assert not shown(app.test_client(), "/places/mill-village")


def test_banner_shows_three_and_leads_to_all(app: Flask, notices: Notices) -> None:
    for _ in range(4):
        publish(app)
    page = document(app.test_client(), "/en/places/stone-village")

    assert len(page.xpath('//aside//article[starts-with(@id, "notice-")]')) == 3
    assert page.xpath("//aside//a[contains(@class, 'x') or @href='/en/notices/']")


def test_pages_show_no_notice_where_nothing_was_ever_kept(tmp_path: Path) -> None:
    app = create_app(sample_project(tmp_path), testing=True)
    site: Site = app.extensions[EXTENSION]

    assert app.test_client().get("/api/v1/notices").json == {"now": [], "coming": []}
    assert app.test_client().get("/notices/").status_code == 200
    assert app.test_client().get("/map").status_code == 200
    assert not site.database.exists


def test_frozen_page_says_of_which_moment_it_is(tmp_path: Path) -> None:
    app = create_app(sample_project(tmp_path), testing=True, frozen=True)
    publish(app, places=("stone-village",))
    client = app.test_client()

    for path in ("/en/notices/", "/en/places/stone-village"):
        assert "As of " in document(client, path).xpath("string(//main)")
    assert "/notices/" in addresses(app.extensions[EXTENSION])
    assert not any("/board/" in path for path in addresses(app.extensions[EXTENSION]))


# --- for machines ----------------------------------------------------------------------


def test_data_may_be_read_by_any_origin_and_changes_with_what_holds(
    app: Flask, notices: Notices
) -> None:
    client, path = app.test_client(), "/api/v1/notices"
    empty = client.get(path)
    found = publish(app, severity="emergency", places=("stone-village",))
    told = client.get(path)
    again = client.get(path, headers={"If-None-Match": told.headers["ETag"]})

    assert empty.json == {"now": [], "coming": []}
    assert told.json["now"] == [{
        "id": found.id, "severity": "emergency",
        "title": {"zh": "步道封闭", "en": "Path closed"},
        "body": {"zh": "落石。\n\n请绕行。", "en": "Rockfall.\nTake the road."},
        "districts": [], "places": ["stone-village"],
        "from": clock.iso(found.from_at), "until": None,
    }]  # fmt: skip
    assert not list(Draft202012Validator(json_schema("Notices")).iter_errors(told.json))
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert told.headers["Cache-Control"] == "public, max-age=2"
    assert again.status_code == 304
    assert empty.headers["ETag"] != told.headers["ETag"]


# --- at the desk -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return make_stage(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def stage(running: Stage, tmp_path: Path) -> Stage:
    return with_fresh_people(running, tmp_path)


def send(client: FlaskClient, path: str = "/studio/notices", **values: object) -> int:
    return client.post(path, data={**FORM, "csrf": csrf(client), **values}).status_code


def test_publisher_publishes_and_ends(stage: Stage) -> None:
    client, service = stage.client("pia"), stage.desk.site.notices

    status = send(
        client,
        districts=["mentougou"],
        places=["石头村", "", "ridge-walk"],
        until="2020-01-01T08:00",
    )
    assert status == 422
    status = send(client, districts=["mentougou"], places=["石头村", "", "ridge-walk"])

    assert status == 303
    (found,) = service.now()
    assert (found.author, found.districts) == ("pia", ("mentougou",))
    assert found.places == ("stone-village", "ridge-walk")
    page = document(client, "/en/studio/notices")
    (action,) = page.xpath('//form[contains(@action, "/end")]/@action')
    assert send(client, action) == 303
    assert service.now() == []
    assert send(client, action) == 409
    assert service.all()[0].ended_by == "pia"


def test_form_comes_back_with_what_was_typed(stage: Stage) -> None:
    client = stage.client("root")
    data = {**FORM, "csrf": csrf(client), "title_en": "", "places": ["stone-village", "nowhere"]}
    answer = client.post("/en/studio/notices", data=data)
    page = html.document_fromstring(answer.data)

    assert answer.status_code == 422
    assert page.xpath('string(//input[@name="title_zh"]/@value)') == "步道封闭"
    assert page.xpath('//*[@id="f-title_en-error"]')
    assert page.xpath('//input[@name="places"]/@value')[:2] == ["stone-village", "nowhere"]
    assert stage.desk.site.notices.now() == []


def test_author_has_no_notices(stage: Stage) -> None:
    client = stage.client("anna")

    assert client.get("/studio/notices").status_code == 403
    assert send(client) == 403
    assert "/studio/notices" not in client.get("/studio/").text
