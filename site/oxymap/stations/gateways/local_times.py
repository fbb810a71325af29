"""Dates and times as people and spreadsheets write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from oxymap.clock import BEIJING

_TIME = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?[T\s]*"
    r"(?P<hour>\d{1,2})[:：时点](?P<minute>\d{1,2})?[:：分]?(?P<second>\d{1,2})?(?:\.\d+)?秒?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})"
    r"(?P<second>\d{2})?(?P<zone>Z)?"
)
#: Words in a header that say which zone the column is in.
ZONES: dict[str, tzinfo] = {
    "utc": UTC, "gmt": UTC, "世界时": UTC, "bjt": BEIJING, "北京时": BEIJING, "北京时间": BEIJING,
}  # fmt: skip


def parse_time(text: str, zone: tzinfo = BEIJING) -> int | None:
    """Return seconds UTC of a date with a time, or None.

    24:00 is the end of the day.  A date alone is no time.

    Parameters
    ----------
    text : such as ``2026-06-01T08:00:00+08:00``, ``2026/6/1 8:00``, ``202606010800``,
        ``2026年6月1日8时``.
    zone : what holds when the text names no offset.
    """
    found = _TIME.fullmatch(text.strip()) or _DIGITS.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and (minute or second)):
        return None
    try:
        day = datetime(
            int(found["year"]), int(found["month"]), int(found["day"]),
            tzinfo=_offset(found["zone"]) or zone,
        )  # fmt: skip
        return int((day + timedelta(hours=hour, minutes=minute, seconds=second)).timestamp())
    except (ValueError, OverflowError):
        return None


def _offset(text: str | None) -> tzinfo | None:
    if text is None or text in "Zz":
        return None if text is None else UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
