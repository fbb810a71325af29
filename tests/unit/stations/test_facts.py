"""What a snapshot needs of the store: newest values, samples by the minute, rolling means."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from oxymap.db.engine import reading, writing
from oxymap.stations.facts import Facts, gather, gather_all
from oxymap.stations.models import Flag, Latest, Observation, Station
from oxymap.stations.settle import _put_latest
from oxymap.stations.store import observations as store
from tests.unit.stations.databases import STATION, database, put_values, value
from tests.unit.stations.live_sampling import NOON


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return database(tmp_path)


def station(**values: object) -> Station:
    filled: dict[str, object] = {"interval_s": 60, "lon": 115.8, "lat": 40.0, **values}
    return Station(STATION, "山顶", "Hilltop", **filled)  # type: ignore[arg-type]


def known(engine: Engine, *values: Observation, of: Station | None = None) -> Facts:
    """Store values as a settler leaves them, and return the facts."""
    put_values(engine, values)
    with writing(engine) as connection:
        for observed, number in store.series_of(connection, STATION).items():
            _put_latest(connection, number, observed)
    with reading(engine) as connection:
        return gather(connection, of or station())


def minutes(count: int, **more: object) -> list[Observation]:
    return [value(NOON - 60 * n, 2000.0 + n, **more) for n in range(count)]


def test_station_that_never_reported_has_no_facts(engine: Engine) -> None:
    with reading(engine) as connection:
        assert gather(connection, station()) == Facts()


def test_newest_value_is_known(engine: Engine) -> None:
    found = known(engine, *minutes(3))

    assert found.latest == {
        "neg_ion": Latest("neg_ion", NOON, Flag.CORRECT, None, NOON, 2000.0, 60)
    }
    assert found.samples == {}


def test_last_good_value_stays_known_behind_a_flagged_one(engine: Engine) -> None:
    found = known(engine, value(NOON - 60, 1990.0), value(NOON, 9e9, flag=Flag.ERROR))

    latest = found.latest["neg_ion"]
    assert (latest.time, latest.flag) == (NOON, Flag.ERROR)
    assert (latest.good_time, latest.good_value) == (NOON - 60, 1990.0)


def test_rolling_means_end_with_the_last_good_value(engine: Engine) -> None:
    found = known(engine, *minutes(70), value(NOON + 60, None, flag=Flag.MISSING))

    ten, hour = found.mean_10min["neg_ion"], found.mean_hour["neg_ion"]
    assert (ten.value, ten.n, ten.expected) == (2004.5, 10, 10)
    assert (hour.value, hour.n, hour.start) == (2029.5, 60, NOON - 3600)


def test_means_are_made_of_the_main_property_only(engine: Engine) -> None:
    found = known(engine, value(NOON, 18.0, observed="temperature"), of=station())

    assert (found.mean_10min, found.mean_hour) == ({}, {})
    assert list(found.latest) == ["temperature"]


def test_main_property_is_the_kinds(engine: Engine) -> None:
    found = known(engine, value(NOON, 12.0, observed="pm25"), of=station(kind="air"))

    assert list(found.mean_hour) == ["pm25"]


# --- samples of less than a minute -----------------------------------------------------


def test_samples_become_the_mean_of_their_last_minute(engine: Engine) -> None:
    seconds = [value(NOON - n, 2000.0, 0) for n in range(1, 90)]

    found = known(engine, value(NOON, 8000.0, 0), *seconds)

    assert found.samples == {"neg_ion": 2100.0}


def test_flagged_samples_are_left_out(engine: Engine) -> None:
    found = known(
        engine, value(NOON, 2000.0, 10), value(NOON - 10, 90_000.0, 10, flag=Flag.SUSPECT)
    )

    assert found.samples == {"neg_ion": 2000.0}


def test_mean_of_a_minute_beside_samples_is_no_sample(engine: Engine) -> None:
    found = known(engine, value(NOON, 2000.0, 10), value(NOON - 20, 5.0, 60))

    assert found.samples == {"neg_ion": 2000.0}


def test_directions_are_averaged_as_directions(engine: Engine) -> None:
    around_north = [
        value(NOON - n, 350.0 if n % 2 else 10.0, 0, observed="wind_direction") for n in range(20)
    ]

    found = known(engine, *around_north, of=station(kind="weather"))

    assert found.samples["wind_direction"] % 360 == pytest.approx(0, abs=1e-6)


def test_amount_of_a_short_period_stays_what_fell_in_it(engine: Engine) -> None:
    found = known(
        engine, *[value(NOON - 10 * n, 0.1 * (n + 1), 10, observed="rain") for n in (0, 1)]
    )

    assert found.samples == {}
    assert found.latest["rain"].good_value == pytest.approx(0.1)


def test_sample_that_a_person_has_just_flagged_is_no_error(engine: Engine) -> None:
    known(engine, value(NOON, 2000.0, 0))
    with writing(engine) as connection:
        number = store.series_of(connection, STATION)["neg_ion"]
        store.set_manual_flag(connection, number, (NOON - 1, NOON), Flag.ERROR, "the fan was off")

    with reading(engine) as connection:
        found = gather(connection, station())

    assert found.samples == {}


# --- several stations ------------------------------------------------------------------


def test_stations_are_kept_apart(engine: Engine) -> None:
    known(engine, value(NOON, 2000.0))
    other = Station("other", "他站", "Other", None, None)

    with reading(engine) as connection:
        found = gather_all(connection, {STATION: station(), "other": other})

    assert found[STATION].latest["neg_ion"].good_value == 2000.0
    assert found["other"] == Facts()
