"""Themed routes, seasons, festivals and their calendars."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from icalendar import Calendar

from oxymap.pages.site import Site
from tests.app.reading import links, page, visible_text

AFTER_ALL = datetime.datetime(2031, 1, 10, 4, tzinfo=datetime.UTC)


def test_cycling_route_has_its_four_stops_in_order(client: FlaskClient) -> None:
    text = visible_text(page(client, "/routes/yq-cycling"))

    names = ["北京世园公园", "妫河森林公园", "世界葡萄博览园", "阪泉体育公园"]
    positions = [text.index(name) for name in names]
    assert positions == sorted(positions)


def test_study_route_has_five_stops(site: Site) -> None:
    page_of_route = site.catalogue.current.page("routes", "yq-study", "zh")

    assert len(page_of_route.front.stops) == 5


def test_there_are_at_least_nine_themed_routes(site: Site) -> None:
    assert len(site.catalogue.current.routes("zh")) >= 9


@pytest.mark.parametrize("season", ["spring", "summer", "autumn", "winter"])
def test_season_pages_keep_each_districts_own_name(client: FlaskClient, season: str) -> None:
    names = {"spring": "踏青赏花季", "summer": "世园消夏避暑季", "autumn": "金秋丰收采摘季",
             "winter": "冬奥冰雪文化季"}  # fmt: skip

    assert names[season] in visible_text(page(client, f"/festivals/{season}"))


def test_unknown_date_is_said_not_invented(client: FlaskClient) -> None:
    document = page(client, "/festivals/oxygen-cycling")

    assert "日期待公布" in visible_text(document)
    assert not any("oxygen-cycling.ics" in link for link in links(document))
    assert client.get("/festivals/oxygen-cycling.ics").status_code == 404


def test_dated_event_has_a_calendar_file(client: FlaskClient) -> None:
    response = client.get("/festivals/world-wetlands-day.ics")

    (event,) = Calendar.from_ical(response.data).walk("VEVENT")
    assert response.content_type == "text/calendar; charset=utf-8"
    assert event["DTSTART"].dt.strftime("%m-%d") == "02-02"
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(days=1)


def test_calendar_holds_every_dated_event(client: FlaskClient, site: Site) -> None:
    dated = [front for _, front in site.catalogue.current.festivals("zh") if front.start]

    events = Calendar.from_ical(client.get("/calendar.ics").data).walk("VEVENT")

    assert len(events) == len(dated) > 0


def test_events_that_are_over_leave_by_themselves(client: FlaskClient) -> None:
    with time_machine.travel(AFTER_ALL, tick=False):
        home = page(client, "/")
        over = visible_text(page(client, "/festivals/world-wetlands-day"))

    assert "/festivals/world-wetlands-day" not in links(home)
    assert "已结束" in over


@pytest.mark.parametrize(
    ("day", "season"),
    [("2027-04-10", "春"), ("2027-07-10", "夏"), ("2027-10-10", "秋"), ("2027-01-10", "冬")],
)
def test_home_page_follows_the_season(client: FlaskClient, day: str, season: str) -> None:
    moment = datetime.datetime.fromisoformat(f"{day}T04:00:00+00:00")

    with time_machine.travel(moment, tick=False):
        document = page(client, "/")

    (hero,) = document.xpath("//*[@data-season-now]")
    assert season in hero.text_content()


@pytest.mark.parametrize(("day", "shown"), [("2027-09-05", False), ("2027-10-25", True)])
def test_viewpoint_is_in_season_by_its_window_not_by_the_season(
    client: FlaskClient, day: str, shown: bool
) -> None:
    moment = datetime.datetime.fromisoformat(f"{day}T04:00:00+00:00")

    with time_machine.travel(moment, tick=False):
        places = links(page(client, "/"))

    assert ("/places/pofengling" in places) is shown
