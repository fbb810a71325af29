"""The day is Beijing's, whatever the clock of the machine says."""

from __future__ import annotations

import datetime

import pytest

from oxymap import clock


def test_now_knows_its_time_zone() -> None:
    assert clock.now().tzinfo is datetime.UTC


@pytest.mark.parametrize(
    ("hour", "expected"), [(15, datetime.date(2026, 5, 1)), (16, datetime.date(2026, 5, 2))]
)
def test_day_begins_at_midnight_in_beijing(
    monkeypatch: pytest.MonkeyPatch, hour: int, expected: datetime.date
) -> None:
    moment = datetime.datetime(2026, 5, 1, hour, tzinfo=datetime.UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)

    assert clock.today() == expected
