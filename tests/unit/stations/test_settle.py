from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oxymap.config import Settings
from oxymap.db.engine import reading
from oxymap.stations.means import day_means, fine_means, month_means
from oxymap.stations.models import DAY_S, HOUR_S, Flag, Item, Mean, Reading
from oxymap.stations.service import LiveService
from oxymap.stations.settle import Settler
from oxymap.stations.store import means as mean_store
from oxymap.stations.store import observations as store
from tests.factories import sample_project
from tests.unit.stations.live_sampling import (
    NOON,
    STATION,
    add_station,
    ion,
    ions,
    lively,
    minutes,
    service,
    stored,
)

STEPS = ("10min", "hour", "day", "month")


def kept_means(live: LiveService, step: str) -> list[Mean]:
    with reading(live.engine) as connection:
        number = store.series_of(connection, STATION)["neg_ion"]
        return mean_store.means_between(connection, number, step, 0, NOON + 10 * DAY_S)


def recomputed(live: LiveService) -> dict[str, list[Mean]]:
    """Means made at once from everything that is stored."""
    rows = stored(live)
    made = {step: fine_means(step, rows, 60, observed="neg_ion") for step in ("10min", "hour")}
    made["day"] = day_means(made["hour"], observed="neg_ion")
    made["month"] = month_means(made["day"], observed="neg_ion")
    return made


def send(live: LiveService, items: Sequence[Item]) -> None:
    live.accept(STATION, items, "http")
    live.keeper.settle_all()


def flags(live: LiveService) -> list[Flag]:
    return [row.flag for row in stored(live)]


def test_good_values_become_correct(live: LiveService) -> None:
    send(live, ions(minutes(NOON, lively(60))))

    assert set(flags(live)) == {Flag.CORRECT}


def test_value_without_neighbours_is_judged_by_itself(live: LiveService) -> None:
    send(live, [ion(NOON, 2296.0), ion(NOON - 60, -5.0), ion(NOON - 120, None)])

    assert flags(live) == [Flag.MISSING, Flag.ERROR, Flag.CORRECT]


def test_hour_is_as_the_handbook_says(live: LiveService) -> None:
    values: list[float | None] = [2000.0 + int(150 * math.sin(n / 5)) for n in range(60)]
    values[30], values[31], values[32] = 15000.0, None, -5.0
    send(live, ions(minutes(NOON, values)))

    (hour,) = kept_means(live, "hour")

    assert hour.value == pytest.approx(2003.42, abs=0.005)
    assert (hour.start, hour.n, hour.expected, hour.complete) == (NOON - HOUR_S, 57, 60, True)


def test_flat_line_is_flagged_back_to_its_beginning(live: LiveService) -> None:
    for part in range(4):
        end = NOON - 1800 + part * 600
        send(live, ions(minutes(end, [1234.0] * 10)))

    assert set(flags(live)) == {Flag.ERROR}


def test_late_value_changes_the_mean_of_its_hour(live: LiveService) -> None:
    values = minutes(NOON, lively(60))
    missing = dict(list(values.items())[:20])
    send(live, ions({time: value for time, value in values.items() if time not in missing}))
    (before,) = kept_means(live, "hour")

    send(live, ions(missing))

    (after,) = kept_means(live, "hour")
    assert (before.n, before.complete) == (40, False)
    assert (after.n, after.complete) == (60, True)


def test_what_arrives_while_settling_stays_due(live: LiveService) -> None:
    live.accept(STATION, ions(minutes(NOON, lively(30))), "http")
    with reading(live.engine) as connection:
        due = store.due_hours(connection, 10)
    live.accept(STATION, [ion(NOON - 3000, 2001.0)], "http")

    live.keeper.settler._settle_span(STATION, (due[0][1], due[0][1] + HOUR_S), due)

    with reading(live.engine) as connection:
        assert [row[1] for row in store.due_hours(connection, 10)] == [NOON - HOUR_S]


def test_station_that_cannot_be_settled_does_not_hold_up_the_others(
    live: LiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_station(live, "other")
    settle_span = Settler._settle_span

    def fail_for_one(self: Settler, station_id: str, *rest: object) -> None:
        if station_id == STATION:
            raise ValueError("no settling here")
        settle_span(self, station_id, *rest)

    monkeypatch.setattr(Settler, "_settle_span", fail_for_one)
    for name in (STATION, "other"):
        live.accept(name, [ion(NOON, 2000.0)], "http")

    live.keeper.settle_all()

    assert {row.flag for row in stored(live, "other")} == {Flag.CORRECT}
    assert flags(live) == [Flag.UNCHECKED]
    with reading(live.engine) as connection:
        assert [row[0] for row in store.due_hours(connection, 10)] == [STATION]


def test_new_version_of_the_rules_keeps_the_old_verdict(live: LiveService) -> None:
    send(live, [ion(NOON, 26_000.0)])
    live.put_station(STATION, {"waterfall": True})
    newer = dataclasses.replace(live.keeper.settler.rules, version=99)
    live.keeper.settler = dataclasses.replace(live.keeper.settler, rules=newer)

    live.recompute(STATION)

    (row,) = stored(live)
    assert (row.flag, row.rule_version) == (Flag.CORRECT, 99)
    with reading(live.engine) as connection:
        number = store.series_of(connection, STATION)["neg_ion"]
        ((version, flag, reasons),) = store.flag_history(connection, number, NOON)
    assert version < 99
    assert (flag, reasons) == (Flag.SUSPECT, "climatic")


def test_person_outweighs_the_checks_and_can_be_taken_back(live: LiveService) -> None:
    send(live, ions(minutes(NOON, lively(60))))
    live.flag(STATION, "neg_ion", (NOON - 600, NOON), Flag.ERROR, "the fan was off")
    live.keeper.settle_all()
    (without,) = kept_means(live, "hour")

    live.flag(STATION, "neg_ion", (NOON - 600, NOON), None, "")
    live.keeper.settle_all()

    (again,) = kept_means(live, "hour")
    assert (without.n, again.n) == (50, 60)
    assert {row.flag for row in stored(live)} == {Flag.CORRECT}


def test_stations_with_the_same_instrument_watch_each_other(live: LiveService) -> None:
    live.put_station(STATION, {"instrument": "AIC-1", "interval_s": 3600})
    hours = [NOON - n * HOUR_S for n in range(30)]
    for name, level in (("b", 1000.0), ("c", 1100.0)):
        add_station(live, name, instrument="AIC-1", interval_s=3600)
        live.accept(name, [ion(t, level + t // HOUR_S % 50, 3600) for t in hours], "http")
    live.keeper.settle_all()

    send(live, [ion(time, 19_000.0 + time // HOUR_S % 50, 3600) for time in hours])
    send(live, [ion(NOON + 240, 19_000.0, 3600)])

    assert "neighbour" in stored(live)[-1].reasons


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_means_equal_a_recomputation_in_whatever_order_readings_come(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    values = data.draw(
        st.dictionaries(
            st.integers(-26 * 60, 0).map(lambda n: NOON + n * 60),
            st.one_of(
                st.none(),
                st.just(1500.0),
                st.integers(-10, 30_000).map(float),
            ),
            min_size=1,
            max_size=150,
        )
    )
    hourly = data.draw(st.lists(st.integers(0, 25), unique=True, max_size=4))
    items = ions(values) + [ion(NOON - n * HOUR_S, 1800.0 + n, 3600) for n in hourly]
    order = data.draw(st.permutations(items))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(order)), max_size=3)))
    with time_machine.travel(NOON, tick=False):
        live = service(sample_project(tmp_path_factory.mktemp("any")))
        for start, end in itertools.pairwise([0, *cuts, len(order)]):
            send(live, order[start:end])
        at_once = service(sample_project(tmp_path_factory.mktemp("once")))
        send(at_once, items)

    expected = recomputed(live)

    assert stored(live) == stored(at_once)
    for step in STEPS:
        assert [m for m in kept_means(live, step) if m.n] == [m for m in expected[step] if m.n]


def test_rain_is_summed_over_the_day(noon: object, tmp_path: Path) -> None:
    live = service(sample_project(tmp_path), interval_s=3600)
    times = [NOON - n * HOUR_S for n in range(48)]
    items = [Item((Reading("rain", time, 3600, 0.5),)) for time in times]

    send(live, items)

    with reading(live.engine) as connection:
        number = store.series_of(connection, STATION)["rain"]
        days = mean_store.means_between(connection, number, "day", 0, NOON)
    assert [(day.value, day.n) for day in days if day.complete] == [(12.0, 24), (10.0, 20)]


def test_settings_are_not_needed_twice(sample_settings: Settings) -> None:
    first = service(sample_settings)

    again = service(sample_settings)

    assert again.stations.keys() == first.stations.keys()
