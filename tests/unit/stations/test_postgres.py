"""Stations on PostgreSQL: all that holds on SQLite holds here."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine, select

from oxymap.catalogue.service import CatalogueService
from oxymap.config import Settings
from oxymap.db.engine import reading, writing
from oxymap.db.tables import DUE, OBSERVATIONS
from oxymap.errors import UnauthorizedError
from oxymap.stations import keeper as keeping
from oxymap.stations.alerts import AlertRules
from oxymap.stations.keeper import LEASE_S
from oxymap.stations.models import DAY_S, HOUR_S, Flag, Item, Reading, Rejection
from oxymap.stations.operations import LEASE_S as WATCH_S
from oxymap.stations.operations import watch_stations
from oxymap.stations.problems import ProblemBook
from oxymap.stations.recorder import Batch, Recorder
from oxymap.stations.service import LiveService
from oxymap.stations.store import events as event_store
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
from tests.unit.stations.postgres import Server, at_once, engines, running_server

STEPS = ("10min", "hour", "day", "month")
ALONE = AlertRules(many_least=10)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as found:
        yield found


@pytest.fixture
def engine(server: Server) -> Iterator[Engine]:
    with engines() as opened:
        yield opened(server.new_database())


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> Settings:
    return sample_project(tmp_path, database_url=server.new_database())


@pytest.fixture
def live(noon: object, settings: Settings) -> Iterator[LiveService]:
    found = service(settings)
    yield found
    found.engine.dispose()


@pytest.fixture
def other(live: LiveService, settings: Settings) -> Iterator[LiveService]:
    """Another process with the same database."""
    catalogue = CatalogueService(settings)
    found = LiveService(settings, lambda: catalogue.current)
    yield found
    found.engine.dispose()


@pytest.fixture
def lite(noon: object, tmp_path: Path) -> LiveService:
    """The same on SQLite."""
    return service(sample_project(tmp_path / "lite"))


# --- readings --------------------------------------------------------------------------


def test_new_and_known_readings_are_told_apart(live: LiveService) -> None:
    first = live.accept(STATION, [ion(NOON, 1.0), ion(NOON - 60, 2.0), ion(NOON, 3.0)], "http")
    again = live.accept(STATION, [ion(NOON, 4.0), ion(NOON - 120, 5.0)], "http")

    assert (first.accepted, first.duplicate) == (2, 1)
    assert (again.accepted, again.duplicate) == (1, 1)
    assert [row.result for row in stored(live)] == [5.0, 2.0, 1.0]


def test_large_batch_with_duplicates_is_taken_whole(live: LiveService) -> None:
    items = [ion(NOON - n // 2 * 60, float(n)) for n in range(5_000)]

    done = live.accept(STATION, items, "http")

    assert (done.accepted, done.duplicate) == (2_500, 2_500)


def test_letter_that_cannot_be_kept_fails_nobody(live: LiveService) -> None:
    flags = ["\0", "\ud800", "质", "N"]

    done = live.accept(STATION, [ion(NOON - n, 1.0, flag=f) for n, f in enumerate(flags)], "http")

    assert done.accepted == 4
    kept = [row.device_flag for row in stored(live)]
    assert kept == ["N", "质", "?", "\N{REPLACEMENT CHARACTER}"]


def test_two_recorders_lose_nothing_and_do_not_stand_in_each_others_way(engine: Engine) -> None:
    stations = ("a", "b", "c", "d")

    def record(recorder: Recorder, order: Sequence[str]) -> list[int]:
        return [
            len(recorder.record(_batch(station, start))) for start in range(20) for station in order
        ]

    with ThreadPoolExecutor(4) as pool:
        done = [
            pool.submit(record, recorder, order)
            for recorder in (Recorder(engine), Recorder(engine))
            for order in (stations, stations[::-1])
        ]
        news = sum(sum(part.result()) for part in done)

    with reading(engine) as connection:
        kept = len(connection.execute(select(OBSERVATIONS.c.time)).all())
        due = {row.thing_id for row in connection.execute(select(DUE))}
    assert kept == news == 4 * (19 + 10)
    assert due == set(stations)


def _batch(station: str, start: int) -> Batch:
    times = [NOON + (start + n) * HOUR_S for n in range(10)]
    rows = [(n, Reading("neg_ion", time, 60, 1.0)) for n, time in enumerate(times)]
    return Batch(station, "http", NOON, rows)


def test_no_transaction_stays_open(live: LiveService, server: Server) -> None:
    live.accept(STATION, ions(minutes(NOON, lively(60))), "http")
    live.history(STATION, "neg_ion", NOON - HOUR_S, NOON, "raw")
    live.operations()

    with server.connect() as connection:
        rows = connection.execute(
            "SELECT state FROM pg_stat_activity WHERE datname = %s", [live.engine.url.database]
        ).fetchall()
    assert rows
    assert {state for (state,) in rows} == {"idle"}


# --- the same as on SQLite -------------------------------------------------------------


def mixed() -> list[Item]:
    """A day and a half: good values, gaps, peaks, wrong ones, letters, other properties."""
    values: list[float | None] = [2000.0 + round(150 * math.sin(n / 5), 3) for n in range(36 * 60)]
    for place in range(0, len(values), 97):
        values[place] = (15_000.0, None, -5.0, 60_000.0)[place // 97 % 4]
    values[300:380] = [1234.0] * 80
    times = minutes(NOON, values)
    items = [item for n, item in enumerate(ions(times)) if n % 41]
    items += [ion(NOON - n * HOUR_S - 1, 1900.0, 3600, flag="NMST"[n % 4]) for n in range(12)]
    for hour in range(36):
        end = NOON - hour * HOUR_S
        items.append(
            Item(
                (
                    Reading("rain", end, 3600, 0.1 * (hour % 3)),
                    Reading("humidity", end, 60, 60.0 + hour, 55.0, 99.5),
                )
            )
        )
    return items[::-1]


def put_everything(live: LiveService) -> None:
    add_station(live, "valley", interval_s=300, instrument="AIC-1")
    add_station(live, "demo-hill", demo=True)
    live.put_station(STATION, {"waterfall": True})
    live.accept(STATION, mixed(), "http")
    live.accept("valley", [ion(NOON - n * 300, 900.0 + n, 300) for n in range(40)], "mqtt")
    live.accept("demo-hill", [ion(NOON - 86_400, 3_000.0)], "demo")
    live.keeper.settle_all()
    live.flag(STATION, "neg_ion", (NOON - 7200, NOON - 6600), Flag.ERROR, "the fan was off")
    live.accept(STATION, [ion(NOON - 200_000, 2_100.0)], "http")
    live.keeper.settle_all()


@pytest.fixture(scope="module")
def pair(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LiveService, LiveService]]:
    """Two services with the same readings: SQLite, PostgreSQL."""
    url = server.new_database()
    with time_machine.travel(NOON, tick=False):
        lite = service(sample_project(tmp_path_factory.mktemp("lite")))
        large = service(sample_project(tmp_path_factory.mktemp("large"), database_url=url))
        put_everything(lite)
        put_everything(large)
        yield lite, large
    large.engine.dispose()


def test_snapshot_is_the_same_to_the_byte(pair: tuple[LiveService, LiveService]) -> None:
    lite, large = pair

    assert large.current.body == lite.current.body
    assert large.current.version == lite.current.version
    assert b'"mean_hour":{"value"' in lite.current.body


def test_flags_means_and_newest_values_are_the_same(
    pair: tuple[LiveService, LiveService],
) -> None:
    lite, large = (everything_of(live) for live in pair)

    assert large == lite
    assert len({row.flag for row in lite[0]["neg_ion"]}) == 4
    assert all(lite[1][("neg_ion", step)] for step in STEPS)


def everything_of(live: LiveService) -> tuple[dict, dict, dict]:  # type: ignore[type-arg]
    with reading(live.engine) as connection:
        means = {
            (observed, step): mean_store.means_between(connection, number, step, 0, NOON + DAY_S)
            for observed, number in store.series_of(connection, STATION).items()
            for step in STEPS
        }
        rows = store.observations_between(connection, STATION, 0, NOON)
        return rows, means, mean_store.all_latest(connection)


@pytest.mark.parametrize("step", ["raw", *STEPS])
@pytest.mark.parametrize("observed", ["neg_ion", "rain", "humidity"])
def test_history_is_the_same(
    pair: tuple[LiveService, LiveService], observed: str, step: str
) -> None:
    lite, large = (
        live.history(STATION, observed, NOON - 3 * DAY_S, NOON + 60, step)  # type: ignore[arg-type]
        for live in pair
    )

    assert large == lite
    assert bool(lite) == (step != "10min" or observed != "rain")  # Rain came by the hour.


def test_report_and_badges_are_the_same(pair: tuple[LiveService, LiveService]) -> None:
    lite, large = pair

    assert large.operations() == lite.operations()
    assert large.typical(STATION, "neg_ion") == lite.typical(STATION, "neg_ion")
    assert large.annual(STATION, "neg_ion", 2026) == lite.annual(STATION, "neg_ion", 2026)


def test_new_judgement_keeps_the_old_one(live: LiveService, lite: LiveService) -> None:
    for each in (live, lite):
        each.accept(STATION, ions(minutes(NOON, [26_000.0, *lively(20)])), "http")
        each.keeper.settle_all()
        each.put_station(STATION, {"waterfall": True})
        each.recompute(STATION)

    assert stored(live) == stored(lite)


# --- stations, tokens, problems, alerts ------------------------------------------------


def test_changes_of_one_station_by_two_processes_are_both_kept(
    live: LiveService, other: LiveService
) -> None:
    at_once(
        lambda: live.put_station(STATION, {"waterfall": True}),
        lambda: other.put_station(STATION, {"hj212_mn": "A1"}),
    )

    live.keeper.follow_register()
    found = live.station(STATION)
    assert (found.waterfall, found.hj212_mn) == (True, "A1")


def test_token_is_the_stations_until_it_ends(live: LiveService, other: LiveService) -> None:
    old = live.new_token(STATION)
    new = live.new_token(STATION, overlap_s=60)

    other.tokens.check(STATION, old)
    other.tokens.check(STATION, new)
    assert other.revoke(STATION) == 2
    with pytest.raises(UnauthorizedError):
        live.tokens.check(STATION, new)


def test_problems_of_two_processes_add_up(live: LiveService, other: LiveService) -> None:
    for each in (live, other, live):
        each.problems.note_rejections(STATION, "http", [Rejection(0, "json", "a\0b")])
        each.problems.write()

    (found,) = live.operations().problems
    assert (found.station_id, dict(found.rejected)) == (STATION, {"json": 3})


def test_wrong_letters_of_the_unknown_are_counted(engine: Engine) -> None:
    book = ProblemBook(engine)
    book.note("\ud800", "hj212", "a\0", "")

    book.write()

    with reading(engine) as connection:
        (found,) = event_store.problems_since(connection, 0)
    assert (found.thing_id, found.code) == ("?", "a\N{REPLACEMENT CHARACTER}")


def test_alert_is_raised_once_and_closed(live: LiveService, other: LiveService) -> None:
    live.accept(STATION, ions(minutes(NOON, lively(30))), "http")
    live.keeper.settle_all()

    told = []
    for after in (0, DAY_S, DAY_S + WATCH_S + 1):
        with time_machine.travel(NOON + after, tick=False):
            live.keeper.tick()
            told.append([a.kind for a in watch_stations(live.engine, live.current, ALONE)])
            is_open = [alert.kind for alert in other.operations().alerts]

    assert told == [[], ["silent"], []]
    assert is_open == ["silent"]


# --- several processes -----------------------------------------------------------------


def test_one_process_settles_and_another_takes_over(live: LiveService, other: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2_000.0)], "http")
    live.keeper.tick()
    other.accept(STATION, [ion(NOON - 60, 2_001.0)], "http")

    refused = other.keeper.tick()
    with time_machine.travel(NOON + LEASE_S + 1, tick=False):
        taken = other.keeper.tick()

    assert not refused
    assert taken
    assert {row.flag for row in stored(live)} == {Flag.CORRECT}


def test_other_process_hears_and_shows_the_same(
    live: LiveService, other: LiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "REGISTER_S", -1.0)
    live.accept(STATION, ions(minutes(NOON, lively(60))), "http")
    live.keeper.settle_all()

    other.keeper.tick()

    assert other.keeper.snapshot.body == live.keeper.snapshot.body
    assert other.hub.last_id == live.hub.last_id > 0


def test_stream_is_resumed_after_a_restart(live: LiveService, settings: Settings) -> None:
    for minute in range(3):
        live.accept(STATION, [ion(NOON - 60 * minute, 2_000.0)], "http")
        live.keeper.settle_all()
    seen = live.hub.last_id - 1
    catalogue = CatalogueService(settings)
    again = LiveService(settings, lambda: catalogue.current)

    stream = again.hub.follow(seen)
    next(stream)
    chunk = next(stream).decode()

    again.engine.dispose()
    assert [line for line in chunk.splitlines() if line.startswith("id:")] == [f"id: {seen + 1}"]


def test_later_event_is_not_seen_before_an_earlier_one(engine: Engine) -> None:
    def tell() -> None:
        with writing(engine) as connection:
            event_store.add_events(connection, [("reading", "later")], NOON)

    later = threading.Thread(target=tell)
    with writing(engine) as connection:
        event_store.add_events(connection, [("reading", "earlier")], NOON)
        later.start()
        later.join(0.2)
        with reading(engine) as reader:
            seen_between = event_store.events_after(reader, 0, 10)
    later.join()

    with reading(engine) as connection:
        seen = [event.body for event in event_store.events_after(connection, 0, 10)]
    assert seen_between == []
    assert seen == ["earlier", "later"]
