"""Events as iCalendar files."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

from oxymap.catalogue.models import FestivalFront, Page
from oxymap.pages.edition import Edition

PRODUCT_ID = "-//OxyMap//Oxygen-bar map//ZH"


def calendar_file(edition: Edition, events: Iterable[tuple[Page, FestivalFront]]) -> bytes:
    """Return the dated events among `events` as an RFC 5545 calendar of whole days."""
    # The library takes longer to import than everything else that a page needs.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", edition.texts.text("OxyMap: festivals and events"))
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    for page, front in events:
        if front.start is not None and front.is_dated:
            calendar.add_component(_event(edition, page, front, front.start))
    return bytes(calendar.to_ical())


def _event(edition: Edition, page: Page, front: FestivalFront, start: datetime.date) -> Event:
    from icalendar import Event  # as above

    event = Event()
    host = edition.settings.base_url.partition("://")[2].partition("/")[0]
    event.add("uid", f"{page.id}@{host}")
    event.add("dtstamp", datetime.datetime.combine(front.updated, datetime.time(), datetime.UTC))
    event.add("dtstart", start)
    # RFC 5545 3.6.1: the end of a whole-day event is the first day after it.
    event.add("dtend", (front.end or start) + datetime.timedelta(days=1))
    event.add("summary", front.title)
    event.add("description", front.summary)
    event.add("url", edition.settings.base_url + edition.urls.festival(page.id))
    if front.state == "cancelled":
        event.add("status", "CANCELLED")
    districts = [edition.texts.label("district", name) for name in front.district]
    event.add("location", front.venue or edition.texts.join(districts))
    return event
