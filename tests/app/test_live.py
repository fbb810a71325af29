"""Pages with live values, through the client: complete without a script, honest in every state."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest
from flask.testing import FlaskClient
from lxml import html

from oxymap.pages.site import Site
from oxymap.stations.models import Count, LiveStation
from oxymap.web.responses import LIVE_CACHE
from tests.app.reading import english_runs, headings, links, page, structured_data, visible_text
from tests.unit.pages.live_sampling import FakeLive, badge, live_station, snapshot

Publish = Callable[..., FakeLive]
WEATHER = {"temperature": 8.4, "humidity": 71.0, "wind_speed": 1.2}
STATES = ("fresh", "late", "suspect", "maintenance", "stale", "silent", "planned")
NOTHING = {"townships": Count(59, 0, 0, 0), "sights": Count(12, 0, 0, 0)}
PREFIXES = ("", "/en")


@pytest.fixture
def publish(site: Site, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Put stations in the place of the service's."""

    def stand_in(
        *items: LiveStation, coverage: Mapping[str, Count] | None = None, **values: object
    ) -> FakeLive:
        live = FakeLive(snapshot(*items, **(coverage or {})), **values)
        monkeypatch.setattr(site, "_live", live)
        return live

    return stand_in


def at_cuandixia(state: str = "fresh", **values: object) -> LiveStation:
    spot = {"lon": 115.638, "lat": 39.997, "place": "cuandixia", "township": "mtg-zhaitang-town"}
    return live_station(state, others=WEATHER, **{**spot, **values})


def in_every_state() -> list[LiveStation]:
    return [at_cuandixia(state, station_id=f"station-{state}") for state in STATES]


def words_of(document: html.HtmlElement) -> dict[str, object]:
    (found,) = document.xpath("//script[@data-live-words]/text()")
    return json.loads(found)


def parts(document: html.HtmlElement, station_id: str, part: str) -> list[str]:
    path = f'//*[@data-station="{station_id}"]//*[@data-live="{part}"]'
    return [element.text_content().strip() for element in document.xpath(path)]


# --- all stations ----------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(
    "path", ["/live", "/live/townships", "/live/station-fresh", "/live/station-planned"]
)
def test_live_pages_have_one_heading_unique_ids_and_the_words_once(
    client: FlaskClient, publish: Publish, prefix: str, path: str
) -> None:
    publish(*in_every_state())

    document = page(client, prefix + path)

    assert len(headings(document)) == 1
    ids = document.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert document.xpath("//*[@style]") == []
    assert document.xpath('//*[@data-module="live"]')
    assert set(words_of(document)["states"]) == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_a_word_and_a_class(
    client: FlaskClient, publish: Publish, state: str
) -> None:
    publish(at_cuandixia(state, station_id="one"))

    document = page(client, "/en/live/one" if state == "planned" else "/en/live")

    if state == "planned":
        assert "Nothing reports here yet" in visible_text(document)
        return
    (chip,) = document.xpath('//*[@data-station="one"]//*[@data-live="state"]')
    assert f"live-state--{state}" in chip.get("class")
    assert chip.text_content().strip()


def test_only_present_values_are_written_as_values(client: FlaskClient, publish: Publish) -> None:
    publish(*in_every_state())

    document = page(client, "/live")

    shown = {state: parts(document, f"station-{state}", "value") for state in STATES[:-1]}
    assert shown["fresh"] == shown["late"] == ["2,296"]
    for state in ("suspect", "maintenance", "stale", "silent"):
        assert shown[state] == ["—"]
        assert "2,296" in parts(document, f"station-{state}", "last-good")[0]


def test_every_value_has_its_absolute_time(client: FlaskClient, publish: Publish) -> None:
    publish(*in_every_state())

    document = page(client, "/live")

    for state in STATES[:-1]:
        (time,) = document.xpath(f'//*[@data-station="station-{state}"]//time')
        assert "月" in time.text_content()
        assert time.get("datetime").endswith("+08:00")


def test_page_says_as_of_when_it_was_made_to_those_without_a_script(
    client: FlaskClient, publish: Publish
) -> None:
    publish(*in_every_state())

    for path in ("/en/live", "/en/live/station-fresh", "/en/places/cuandixia", "/en/"):
        (found,) = page(client, path).xpath('//*[contains(@class, "live-as-of")]')
        assert "without-js" in found.get("class")
        assert "21 November 10:07" in found.text_content()


def test_demonstration_is_marked_on_every_page_it_appears_on(
    client: FlaskClient, publish: Publish
) -> None:
    publish(at_cuandixia(station_id="demo-one", demo=True))

    for path in ("/live", "/live/townships", "/live/demo-one", "/places/cuandixia", "/"):
        assert "demo" in html.tostring(page(client, path), encoding="unicode")
        document = page(client, "/en" + path)
        assert document.xpath('//*[contains(@class, "badge--demo")]'), path


def test_nothing_reports_and_the_page_says_so(client: FlaskClient, publish: Publish) -> None:
    publish(at_cuandixia("planned", station_id="to-come"), coverage=NOTHING)

    text = visible_text(page(client, "/en/live"))

    assert "0 of 59 townships have a value now" in text
    assert "Until one does, no number stands here." in text
    assert "No number stands here until a station reports one." in visible_text(
        page(client, "/en/")
    )


def test_filters_are_links_and_wrong_ones_are_refused(
    client: FlaskClient, publish: Publish
) -> None:
    publish(at_cuandixia(station_id="one"), live_station(station_id="two", district="yanqing"))

    document = page(client, "/live?district=yanqing")

    assert document.xpath('//tr[@data-station="two"]')
    assert document.xpath('//tr[@data-station="one"]') == []
    assert "/live?district=yanqing" in links(document)
    page(client, "/live?district=haidian", status=400)


# --- one station -----------------------------------------------------------------------


def test_station_page_has_four_curves_with_tables_and_files(
    client: FlaskClient, publish: Publish
) -> None:
    publish(at_cuandixia(station_id="one"))

    document = page(client, "/live/one")

    assert len(document.xpath('//figure[@data-module="chart"]')) == 4
    assert len(document.xpath("//details[@open]")) == 1
    files = [link for link in links(document) if link.startswith("/api/v1/stations/one/")]
    assert len(files) == 8
    assert {"#span-day", "#span-week", "#span-month", "#span-year"} <= links(document)


def test_station_page_is_a_dataset_for_machines(client: FlaskClient, publish: Publish) -> None:
    publish(at_cuandixia(station_id="one"))

    nodes = structured_data(page(client, "/en/live/one"))

    found = next(node for node in nodes if node["@type"] == "Dataset")
    assert found["variableMeasured"] == "Negative ions"
    assert found["spatialCoverage"]["name"]


def test_unknown_station_is_not_found(client: FlaskClient, publish: Publish) -> None:
    publish(at_cuandixia())

    page(client, "/live/nobody", status=404)


def test_patterns_show_every_state(client: FlaskClient, publish: Publish) -> None:
    publish()

    document = page(client, "/-/patterns")

    shown = document.xpath('//*[starts-with(@data-station, "pattern-")]/@data-state')
    assert sorted(shown) == sorted(STATES)


# --- other pages -----------------------------------------------------------------------


def test_place_shows_its_station(client: FlaskClient, publish: Publish) -> None:
    publish(at_cuandixia(station_id="one"))

    document = page(client, "/places/cuandixia")

    assert parts(document, "one", "value") == ["2,296"]
    assert "/live/one" in links(document)


def test_place_without_any_station_is_an_ordinary_page(
    client: FlaskClient, publish: Publish
) -> None:
    publish(live_station(lon=116.9, lat=41.0))

    response = client.get("/places/cuandixia")

    assert "data-station" not in response.text
    assert "data-live-words" not in response.text
    assert response.headers["Cache-Control"] != LIVE_CACHE


@pytest.mark.parametrize("path", ["/live", "/", "/places/cuandixia", "/districts/mentougou"])
def test_pages_with_values_are_fresh_for_seconds_only(
    client: FlaskClient, publish: Publish, path: str
) -> None:
    publish(at_cuandixia())

    assert client.get(path).headers["Cache-Control"] == LIVE_CACHE


def test_zone_shows_a_curve_and_the_evidence_of_its_badge(
    client: FlaskClient, publish: Publish, site: Site
) -> None:
    zone = next(p for p in site.catalogue.current.layer("zones") if p.point)
    station = live_station(station_id="demo-zone", place=zone.id, demo=True)
    publish(station, badges={"demo-zone": badge("demo-zone", demo=True)})

    document = page(client, f"/en/places/{zone.id}")

    assert document.xpath('//figure[@data-module="chart"]')
    (found,) = document.xpath('//*[@class="ten-thousand"]')
    for part in ("Ten thousand ions", "July 2026", "42%", "experimental", "Demonstration data"):
        assert part in found.text_content()


def test_badge_is_nowhere_without_evidence(client: FlaskClient, publish: Publish) -> None:
    publish(at_cuandixia(value=30_000, station_id="one"))

    for path in ("/live", "/live/one", "/places/cuandixia", "/"):
        assert page(client, path).xpath('//*[@class="ten-thousand"]') == []


def test_every_township_is_listed(client: FlaskClient, publish: Publish, site: Site) -> None:
    publish(at_cuandixia("silent", station_id="one"))

    document = page(client, "/en/live/townships")

    towns = site.catalogue.current.layer("townships")
    assert len(document.xpath('//li[@class="township"]')) == len(towns)
    assert visible_text(document).count("No station yet") >= len(towns) - 1


def test_navigation_leads_to_the_live_values(client: FlaskClient, publish: Publish) -> None:
    publish()

    document = page(client, "/live")

    current = document.xpath('//nav//a[@aria-current="true"]/@href')
    assert current.count("/live") >= 2


@pytest.mark.parametrize("path", ["/live", "/live/townships", "/live/station-fresh"])
def test_chinese_pages_are_chinese(client: FlaskClient, publish: Publish, path: str) -> None:
    publish(*in_every_state())

    assert english_runs(page(client, path)) == []
