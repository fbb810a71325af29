"""How a present value stands to the mean of its last hour."""

from __future__ import annotations

import pytest

from oxymap.pages.live_trend import trend_of
from oxymap.stations.models import LiveValue, Mean


def value_of(value: float | None, mean: float | None, *, complete: bool = True) -> LiveValue:
    hour = Mean("hour", 0, mean, 12, 12, complete)
    return LiveValue("neg_ion", "1/cm3", value, 3600, 300, "good", mean_hour=hour)


@pytest.mark.parametrize(
    ("value", "trend"),
    [(1300.0, "up"), (1100.0, "even"), (1000.0, "even"), (900.0, "even"), (700.0, "down")],
)
def test_value_is_compared_with_its_hour(value: float, trend: str) -> None:
    assert trend_of(value_of(value, 1000.0)) == trend


@pytest.mark.parametrize(
    "item",
    [
        None,
        value_of(None, 1000.0),
        value_of(1000.0, None),
        value_of(1300.0, 1000.0, complete=False),
    ],
)
def test_nothing_is_told_without_a_value_or_a_whole_hour(item: LiveValue | None) -> None:
    assert trend_of(item) is None
