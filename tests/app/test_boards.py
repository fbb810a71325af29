"""Boards through the client: pages, letters and pictures, honest in every state."""

from __future__ import annotations

import pytest
import time_machine
from flask.testing import FlaskClient
from lxml import html

from oxymap.pages.site import Site
from oxymap.web.print_font import print_fonts
from tests.unit.pages.live_sampling import NOW, FakeLive, live_station, snapshot

STATES = ("fresh", "late", "suspect", "maintenance", "stale", "silent", "planned")
OLD = STATES[2:]
PREFIXES = ("", "/en")
FORMS = ("", ".txt", ".gb18030.txt", "-128x64.png")


@pytest.fixture(autouse=True)
def stations(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [
        live_station(state, station_id=f"{state}{mark}", demo=bool(mark))
        for state in STATES
        for mark in ("", "-demo")
    ]
    monkeypatch.setattr(site, "_live", FakeLive(snapshot(*items)))


@pytest.fixture(autouse=True)
def clock() -> time_machine.Traveller:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def part(document: html.HtmlElement, name: str) -> str:
    return document.xpath(f'string(//*[@class="board__{name}"])').strip()


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("state", STATES)
def test_page_is_complete_without_a_script(client: FlaskClient, state: str, prefix: str) -> None:
    answer = client.get(f"{prefix}/board/{state}-demo")
    document = html.document_fromstring(answer.data)
    (board,) = document.xpath("//main")

    assert answer.status_code == 200
    assert document.get("lang") == ("en" if prefix else "zh-Hans")
    assert board.get("data-state") == state
    assert document.xpath('//noscript/meta[@http-equiv="refresh"]/@content') == ["30"]
    assert part(document, "demo")
    assert part(document, "word")
    assert document.xpath("//@style | //style | //script[not(@src) and not(@type)]") == []
    if state in OLD:
        assert part(document, "value") == "—"
        assert part(document, "level") == ""
        assert ("2,296" in part(document, "good")) == (state != "planned")
    else:
        assert part(document, "value") == "2,296"
        assert part(document, "good") == ""


def test_page_of_measured_values_has_no_mark(client: FlaskClient) -> None:
    assert "board__demo" not in client.get("/board/fresh").text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_answers_are_short_lived_and_checked_by_their_content(
    client: FlaskClient, form: str, prefix: str, clock: time_machine.Traveller
) -> None:
    path = f"{prefix}/board/stale{form}"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert first.headers["Cache-Control"] == "public, max-age=5"
    clock.shift(2 * 86_400)
    later = client.get(path)
    assert later.status_code == 200
    assert later.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_letters_come_in_both_encodings(client: FlaskClient, prefix: str) -> None:
    text = client.get(f"{prefix}/board/silent-demo.txt")
    gb = client.get(f"{prefix}/board/silent-demo.gb18030.txt")

    assert text.content_type == "text/plain; charset=utf-8"
    assert gb.content_type == "text/plain; charset=gb18030"
    assert gb.data.decode("gb18030") == text.data.decode()
    assert text.data.decode().splitlines()[0] == "      --"


@pytest.mark.skipif(not print_fonts(None), reason="needs a font with Chinese characters")
def test_picture_of_any_size_but_no_giant_and_no_dwarf(client: FlaskClient) -> None:
    for size in ("64x64", "128x64", "1920x1080"):
        answer = client.get(f"/board/fresh-demo-{size}.png")
        assert (answer.status_code, answer.content_type) == (200, "image/png")
    for size in ("63x64", "1921x64", "128x63", "128x1921", "0x0"):
        assert client.get(f"/board/fresh-{size}.png").status_code == 404


def test_server_without_a_font_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oxymap.screens.board_views.print_fonts", lambda _setting: ())

    assert client.get("/board/fresh-128x64.png").status_code == 503


@pytest.mark.parametrize("form", FORMS)
def test_unknown_station_is_not_found(client: FlaskClient, form: str) -> None:
    assert client.get(f"/board/nowhere{form}").status_code == 404


def test_value_leaves_the_page_when_the_snapshot_stands_still(
    client: FlaskClient, clock: time_machine.Traveller
) -> None:
    clock.shift(3600)

    for form in ("", ".txt"):
        body = client.get(f"/board/fresh{form}").text
        document = html.document_fromstring(body)
        if form:
            assert body.startswith("      --")
        else:
            assert document.xpath("string(//main/@data-state)") == "stale"
            assert part(document, "value") == "—"
