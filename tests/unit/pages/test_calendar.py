"""Events as calendar files that other programs understand."""

from __future__ import annotations

import datetime

import icalendar
import pytest

from oxymap.catalogue.models import FestivalFront, Page
from oxymap.pages.calendar import calendar_file
from oxymap.pages.site import Site
from tests.factories import page
from tests.unit.sampling import BASE, on_sample_day, sample_site

FIRST = datetime.date(2026, 9, 30)
LONG = "延庆的山里，春天先从向阳的坡上来，杏花、山桃花一片接一片地开。" * 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory)


def festival(page_id: str = "fair", **values: object) -> tuple[Page, FestivalFront]:
    found = page(page_id, "festivals", "zh", **{"start": FIRST, "state": "scheduled", **values})
    assert isinstance(found.front, FestivalFront)
    return found, found.front


def written(site: Site, *events: tuple[Page, FestivalFront], lang: str = "zh") -> bytes:
    return calendar_file(on_sample_day(site, lang), events)


def read(site: Site, *events: tuple[Page, FestivalFront]) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(written(site, *events)).walk("VEVENT"))


@pytest.mark.parametrize(
    ("last", "end"),
    [(None, datetime.date(2026, 10, 1)), (datetime.date(2026, 10, 3), datetime.date(2026, 10, 4))],
    ids=["one day", "several days"],
)
def test_whole_day_event_ends_on_the_day_after(
    site: Site, last: datetime.date | None, end: datetime.date
) -> None:
    (event,) = read(site, festival(end=last))

    assert event["dtstart"].dt == FIRST
    assert event["dtend"].dt == end


def test_days_are_written_without_a_time(site: Site) -> None:
    body = written(site, festival())

    assert b"DTSTART;VALUE=DATE:20260930\r\n" in body
    assert b"DTEND;VALUE=DATE:20261001\r\n" in body


def test_cancelled_event_says_so(site: Site) -> None:
    (event,) = read(site, festival(state="cancelled"))

    assert event["status"] == "CANCELLED"


def test_event_that_takes_place_has_no_status(site: Site) -> None:
    (event,) = read(site, festival())

    assert "status" not in event


@pytest.mark.parametrize(
    "values", [{"start": None, "state": "postponed"}, {"state": "to_be_announced"}]
)
def test_event_without_a_sure_date_is_left_out(site: Site, values: dict[str, object]) -> None:
    events = read(site, festival("unsure", **values), festival("sure"))

    assert [str(event["uid"]) for event in events] == ["sure@oxymap.example"]


def test_long_chinese_text_is_folded_at_75_octets_and_comes_back_whole(site: Site) -> None:
    body = written(site, festival(summary=LONG))

    (event,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert str(event["description"]) == LONG


def test_text_with_separators_comes_back_whole(site: Site) -> None:
    title = "集市; 第一天, 上午\\下午"

    (event,) = read(site, festival(title=title))

    assert str(event["summary"]) == title


def test_event_leads_to_its_page_and_names_where_it_is(site: Site) -> None:
    (event,) = read(site, festival())

    assert str(event["url"]) == f"{BASE}/festivals/fair"
    assert str(event["location"]) == "延庆"


def test_venue_is_more_exact_than_the_district(site: Site) -> None:
    (event,) = read(site, festival(venue="村口广场"))

    assert str(event["location"]) == "村口广场"


def test_same_events_give_the_same_bytes(site: Site) -> None:
    assert written(site, festival()) == written(site, festival())


def test_calendar_is_named_in_the_readers_language(site: Site) -> None:
    names = {
        lang: str(icalendar.Calendar.from_ical(written(site, lang=lang))["x-wr-calname"])
        for lang in ("zh", "en")
    }

    assert names["en"] == "OxyMap: festivals and events"
    assert names["zh"] != names["en"]
