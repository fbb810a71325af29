from __future__ import annotations

import pytest

from oxymap.db.engine import reading
from oxymap.errors import NotFoundError
from oxymap.stations.models import DAY_S, Item, Outcome, Reading, Rejection
from oxymap.stations.service import LiveService
from oxymap.stations.store import events
from tests.unit.stations.live_sampling import NOON, STATION, ion, stored


def codes(outcome: Outcome) -> list[tuple[int, str]]:
    return [(problem.index, problem.code) for problem in outcome.rejected]


def test_reading_is_kept_as_it_came(live: LiveService) -> None:
    item = Item((Reading("neg_ion", NOON, 60, 2296.0, 1810.0, 3020.0, "N"),))

    outcome = live.accept(STATION, [item], "http")

    assert outcome == Outcome(1, 0)
    (row,) = stored(live)
    assert (row.time, row.period_s, row.result, row.low, row.high, row.device_flag) == (
        NOON, 60, 2296.0, 1810.0, 3020.0, "N",
    )  # fmt: skip


def test_same_reading_again_changes_nothing(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")

    outcome = live.accept(STATION, [ion(NOON, 9.0)], "http")

    assert outcome == Outcome(0, 1)
    assert [row.result for row in stored(live)] == [2296.0]


def test_same_reading_twice_in_one_batch_counts_once(live: LiveService) -> None:
    outcome = live.accept(STATION, [ion(NOON, 2296.0), ion(NOON, 3.0)], "http")

    assert outcome == Outcome(1, 1)
    assert [row.result for row in stored(live)] == [2296.0]


def test_same_time_with_another_period_is_another_reading(live: LiveService) -> None:
    outcome = live.accept(STATION, [ion(NOON, 2296.0), ion(NOON, 2100.0, 3600)], "http")

    assert outcome == Outcome(2, 0)


def test_item_with_one_new_value_counts_as_accepted(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    both = Item((Reading("neg_ion", NOON, 60, 2296.0), Reading("humidity", NOON, 60, 60.0)))

    assert live.accept(STATION, [both], "http") == Outcome(1, 0)


@pytest.mark.parametrize(
    ("time", "code"),
    [(NOON + 301, "future"), (NOON - 30 * DAY_S - 1, "too_old")],
)
def test_time_outside_the_window_is_refused_and_the_rest_kept(
    live: LiveService, time: int, code: str
) -> None:
    outcome = live.accept(STATION, [ion(time, 1.0), ion(NOON, 2.0)], "http")

    assert (outcome.accepted, codes(outcome)) == (1, [(0, code)])


@pytest.mark.parametrize("time", [NOON + 300, NOON - 30 * DAY_S])
def test_ends_of_the_window_are_inside(live: LiveService, time: int) -> None:
    assert live.accept(STATION, [ion(time, 1.0)], "http").accepted == 1


def test_files_of_an_operator_may_be_older(live: LiveService) -> None:
    assert live.accept(STATION, [ion(NOON - 400 * DAY_S, 1.0, 3600)], "csv").accepted == 1


def test_wrong_time_of_an_object_is_said_once(live: LiveService) -> None:
    item = Item((Reading("neg_ion", NOON + 900, 60, 1.0), Reading("humidity", NOON + 900, 60, 1.0)))

    assert codes(live.accept(STATION, [item], "http")) == [(0, "future")]


def test_rejections_of_the_reader_get_their_place_in_the_batch(live: LiveService) -> None:
    bad = Item((), (Rejection(0, "property", "magic is not known", "magic"),))

    outcome = live.accept(STATION, [ion(NOON, 1.0), bad], "http")

    assert codes(outcome) == [(1, "property")]


def test_what_was_refused_is_counted(live: LiveService) -> None:
    for _ in range(3):
        live.accept(STATION, [ion(NOON + 900, 1.0)], "mqtt")
    live.problems.write()

    with reading(live.engine) as connection:
        (problem,) = events.problems_since(connection, NOON - DAY_S)
    assert (problem.thing_id, problem.source, problem.code, problem.count) == (
        STATION, "mqtt", "future", 3,
    )  # fmt: skip


def test_unknown_station_is_refused(live: LiveService) -> None:
    with pytest.raises(NotFoundError):
        live.accept("nowhere", [ion(NOON, 1.0)], "http")


def test_retired_station_is_refused(live: LiveService) -> None:
    live.put_station(STATION, {"retired": True})

    with pytest.raises(NotFoundError):
        live.accept(STATION, [ion(NOON, 1.0)], "http")
