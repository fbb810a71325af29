"""Whether the days of a festival are sane, and whether the text agrees with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from oxymap.catalogue.models import FestivalFront
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.findings import about
from oxymap.publishing.checks.subject import Subject, Words
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

LONGEST = timedelta(days=120)
FARTHEST_AHEAD = timedelta(days=3 * 366)
LONG_AGO = timedelta(days=2 * 365)
_DAYS_ZH = "一二三四五六日"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: 2026年10月18日（星期日）
_WEEKDAY_ZH = re.compile(
    r"(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*[（(，,]?\s*(?:星期|周|礼拜)([一二三四五六日天])"
)
#: Sunday, 18 October 2026
_WEEKDAY_EN = re.compile(
    rf"\b({'|'.join(_DAYS_EN)})[a-z]*,?\s+(\d{{1,2}})\s+({'|'.join(_MONTHS)})[a-z]*\s*(\d{{4}})?"
)


def check_dates(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield days of a festival that cannot be meant, and weekdays that are wrong."""
    fronts = [v.page.front for v in subject.versions.values() if v.page is not None]
    year = None
    for front in fronts[:1]:
        if isinstance(front, FestivalFront) and front.start is not None:
            year = front.start.year
            yield from _festival(front, front.start, context.today)
        if front.updated > context.today:
            said = say(N_("The page is said to have been changed in the future."))
            fix = say(N_("Write today's date."))
            yield Finding("updated_in_future", "warning", said, fix, field="updated")
    for words in subject.words():
        yield from _weekdays(words, year)


def _festival(front: FestivalFront, start: date, today: date) -> Iterator[Finding]:
    end = front.end or start
    if front.state == "past" and end >= today:
        said = say(N_("It is said to be past, but its last day is %(day)s."), day=end.isoformat())
        fix = say(N_("Set it to scheduled, or correct the date."))
        yield Finding("past_in_future", "error", said, fix, field="state")
    if front.state == "scheduled" and end < today - LONG_AGO:
        said = say(N_("It is said to be scheduled, but was over on %(day)s."), day=end.isoformat())
        fix = say(N_("Set the next date, or leave it to be announced."))
        yield Finding("long_ago", "error", said, fix, field="start")
    elif front.state == "scheduled" and end < today:
        said = say(N_("It is said to be scheduled, but was over on %(day)s."), day=end.isoformat())
        fix = say(N_("Set the next date, or leave it to be announced."))
        yield Finding("over_already", "warning", said, fix, field="start")
    if start > today + FARTHEST_AHEAD:
        said = say(N_("It begins more than three years from now: %(day)s."), day=start.isoformat())
        fix = say(N_("Check the year; until it is announced, leave the date open."))
        yield Finding("far_ahead", "error", said, fix, field="start")
    if end - start > LONGEST:
        said = say(N_("It lasts %(days)s days."), days=(end - start).days + 1)
        fix = say(N_("Check the last day. A season has a page of its own."))
        yield Finding("long_event", "warning", said, fix, field="end")


def _weekdays(words: Words, year: int | None) -> Iterator[Finding]:
    for found in _WEEKDAY_ZH.finditer(words.text):
        weekday = _DAYS_ZH.index(found[4].replace("天", "日"))
        written = found[1] or year
        yield from _weekday(words, found[0], written, (int(found[2]), int(found[3]), weekday))
    for found in _WEEKDAY_EN.finditer(words.text):
        weekday, month = _DAYS_EN.index(found[1]), _MONTHS.index(found[3]) + 1
        yield from _weekday(words, found[0], found[4] or year, (month, int(found[2]), weekday))


def _weekday(
    words: Words, text: str, year: str | int | None, day: tuple[int, int, int]
) -> Iterator[Finding]:
    """Yield a date whose weekday is another; `day` is month, day and weekday (Monday is 0)."""
    if year is None:
        return
    month, number, weekday = day
    try:
        right = date(int(year), month, number).weekday()
    except ValueError:
        said = say(N_("“%(text)s” is not a day that exists."), text=text)
        yield about(words, "bad_date", "error", said, say(N_("Correct the date.")))
        return
    if right != weekday:
        said = say(N_("The date and the weekday do not go together: “%(text)s”."), text=text)
        yield about(words, "weekday_differs", "error", said, say(N_("Correct one of the two.")))
