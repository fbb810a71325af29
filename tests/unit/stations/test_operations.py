"""What the operator sees of the equipment, and when somebody is called."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine

from oxymap.db.engine import reading, writing
from oxymap.stations import operations
from oxymap.stations.alerts import Alert, AlertRules
from oxymap.stations.models import (
    DAY_S,
    HOUR_S,
    Flag,
    LiveSnapshot,
    LiveStation,
    Observation,
    State,
    Station,
)
from oxymap.stations.operations import operations_report, watch_stations
from oxymap.stations.problems import ProblemBook
from oxymap.stations.store import events as event_store
from oxymap.stations.store import observations as store
from tests.unit.stations.databases import STATION, database, put_values, value
from tests.unit.stations.live_sampling import NOON

#: Single silences are told at once.
ALONE = AlertRules(many_least=10)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return database(tmp_path)


@pytest.fixture
def now() -> object:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def station(station_id: str = STATION, **values: object) -> Station:
    filled: dict[str, object] = {"interval_s": 60, **values}
    return Station(station_id, "山顶", "Hilltop", None, None, **filled)  # type: ignore[arg-type]


def report(engine: Engine, *stations: Station) -> operations.OperationsReport:
    return operations_report(engine, {item.id: item for item in stations or (station(),)})


def hours(count: int, **more: object) -> list[Observation]:
    """One value an hour, the newest now."""
    return [value(NOON - n * HOUR_S, 2000.0 + n, HOUR_S, **more) for n in range(count)][::-1]


# --- the report ------------------------------------------------------------------------


def test_report_says_how_a_station_has_done(engine: Engine, now: object) -> None:
    put_values(engine, hours(10 * 24))

    found = {item.days: item for item in report(engine, station(interval_s=HOUR_S)).healths}

    assert sorted(found) == [7, 30]
    assert found[7].uptime == pytest.approx(1.0)
    assert found[7].last_report == NOON
    assert found[7].flagged_share == 0


def test_station_that_never_reported_is_not_in_the_report(engine: Engine, now: object) -> None:
    assert report(engine).healths == ()


def test_station_that_sends_all_but_its_main_property_is_not_up(engine: Engine) -> None:
    put_values(engine, hours(3, observed="temperature"))

    with time_machine.travel(NOON + 8 * DAY_S, tick=False):
        (week, _) = report(engine).healths

    assert (week.station_id, week.uptime) == (STATION, 0.0)


def test_persons_flag_counts_in_the_report(engine: Engine, now: object) -> None:
    put_values(engine, hours(4))
    with writing(engine) as connection:
        number = store.series_of(connection, STATION)["neg_ion"]
        store.set_manual_flag(connection, number, (NOON - HOUR_S, NOON), Flag.ERROR, "fan")

    (week, _) = report(engine, station(interval_s=HOUR_S)).healths

    assert week.flagged_share == 0.25


def test_refusals_of_a_week_are_summed_by_code(engine: Engine) -> None:
    book = ProblemBook(engine)
    with time_machine.travel(NOON, tick=False) as traveller:
        traveller.shift(-9 * DAY_S)
        book.note(STATION, "http", "future")
        traveller.shift(7 * DAY_S)
        book.note(STATION, "http", "future")
        traveller.shift(DAY_S)
        book.note(STATION, "mqtt", "future")
        book.note(STATION, "http", "number")
        book.write()
        traveller.shift(DAY_S)

        (found,) = report(engine).problems

    assert (found.station_id, dict(found.rejected)) == (STATION, {"future": 2, "number": 1})


def test_open_alerts_are_in_the_report(engine: Engine, now: object) -> None:
    look(engine, State.SILENT)

    assert [alert.kind for alert in report(engine).alerts] == ["silent"]


# --- watching --------------------------------------------------------------------------


def look(engine: Engine, *states: State, rules: AlertRules = ALONE) -> list[Alert]:
    """Look at stations in some states; return what is told."""
    live = {
        f"station-{n}": LiveStation(station(f"station-{n}"), state, {}, last_report=NOON - 60)
        for n, state in enumerate(states)
    }
    return list(watch_stations(engine, LiveSnapshot(NOON, live, {}, b"", "1"), rules))


def kept(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [row[1] for row in event_store.open_alerts(connection)]


def test_silence_is_told_once(engine: Engine, now: object) -> None:
    assert [alert.kind for alert in look(engine, State.SILENT)] == ["silent"]
    assert look(engine, State.SILENT) == []
    assert kept(engine) == ["silent"]


def test_sound_stations_are_no_news(engine: Engine, now: object) -> None:
    assert look(engine, State.FRESH, State.LATE, State.PLANNED, State.MAINTENANCE) == []
    assert kept(engine) == []


def test_recovery_is_told_when_it_has_lasted(engine: Engine, now: object) -> None:
    look(engine, State.SILENT)

    at_once = look(engine, State.FRESH)
    now.shift(ALONE.back_s)
    later = look(engine, State.FRESH)

    assert at_once == []
    assert [(alert.kind, alert.cause) for alert in later] == [("recovered", "silent")]
    assert kept(engine) == []


def test_open_alert_is_remembered_over_a_restart(
    engine: Engine, now: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(engine, State.SILENT)
    monkeypatch.setattr(operations, "_HOLDER", "another process")
    now.shift(operations.LEASE_S + 1)

    assert look(engine, State.SILENT) == []
    assert kept(engine) == ["silent"]


def test_only_one_process_watches(
    engine: Engine, now: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(engine, State.FRESH)
    monkeypatch.setattr(operations, "_HOLDER", "another process")

    assert look(engine, State.SILENT) == []
    assert kept(engine) == []


def test_many_silences_become_one_message(engine: Engine, now: object) -> None:
    rules = AlertRules(many_least=3, together_s=0)

    told = look(engine, *[State.SILENT] * 4, rules=rules)

    assert [(alert.kind, len(alert.parts)) for alert in told] == [("many_silent", 4)]


def test_clock_that_is_wrong_is_told_from_what_arrived(engine: Engine, now: object) -> None:
    for n in range(10, 0, -1):
        put_values(
            engine, [value(NOON - 60 * n)], station_id="station-0", received_at=NOON - 60 * n + 700
        )

    told = look(engine, State.FRESH)

    assert [(alert.kind, alert.parts[0].clock_skew_s) for alert in told] == [("clock_skew", 700)]


def test_values_that_do_not_move_are_told(engine: Engine, now: object) -> None:
    stuck = [value(NOON - 60 * n, flag=Flag.ERROR, reasons=("stuck",)) for n in range(30, -1, -1)]
    put_values(engine, stuck, station_id="station-0")

    assert [alert.kind for alert in look(engine, State.SUSPECT)] == ["stuck"]
