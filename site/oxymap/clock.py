"""The only place where OxyMap asks what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: The districts live on Beijing time; pages speak it, storage speaks UTC.
BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present moment as an aware UTC time."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in Beijing."""
    return now().astimezone(BEIJING).date()
