"""The only place where OxyMap asks what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: The districts live on Beijing time; pages speak it, storage speaks UTC.
BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return the present moment as an aware UTC time."""
    return datetime.now(UTC)


def seconds() -> int:
    """Return the present moment as whole seconds since 1970-01-01T00:00Z."""
    return int(now().timestamp())


def iso(time: int) -> str:
    """Return seconds since 1970-01-01T00:00Z as ISO 8601 in UTC."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """Return today's date in Beijing."""
    return now().astimezone(BEIJING).date()
