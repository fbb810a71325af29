from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select, text

from oxymap.db.engine import database_url, open_engine, reading, writing
from oxymap.db.migrate import ensure_schema
from oxymap.db.tables import DUE, OBSERVATIONS
from oxymap.errors import BusyError, StoreError
from oxymap.stations import recorder as module
from oxymap.stations.models import HOUR_S, Reading
from oxymap.stations.recorder import Batch, Recorder
from tests.unit.stations.live_sampling import NOON


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = open_engine(database_url(tmp_path, None))
    ensure_schema(made)
    return made


def batch(*times: int, station: str = "a", result: float = 1.0, period_s: int = 60) -> Batch:
    rows = [(n, Reading("neg_ion", time, period_s, result)) for n, time in enumerate(times)]
    return Batch(station, "http", NOON, rows)


def count(engine: Engine) -> int:
    with reading(engine) as connection:
        return len(connection.execute(select(OBSERVATIONS.c.time)).all())


def due(engine: Engine) -> set[tuple[str, int]]:
    with reading(engine) as connection:
        return {(row.thing_id, row.hour) for row in connection.execute(select(DUE))}


def test_new_items_are_named_and_on_disk(engine: Engine) -> None:
    new = Recorder(engine).record(batch(NOON, NOON + 60))

    assert new == {0, 1}
    assert count(engine) == 2


def test_known_items_are_not_named(engine: Engine) -> None:
    recorder = Recorder(engine)
    recorder.record(batch(NOON))

    assert recorder.record(batch(NOON, NOON + 60)) == {1}


@pytest.mark.parametrize(
    ("time", "period_s", "hour"),
    [
        (NOON, 60, NOON - HOUR_S),
        (NOON + 60, 60, NOON),
        (NOON, 0, NOON - HOUR_S),
        (NOON + 1, 0, NOON),
        (NOON, 3600, NOON - HOUR_S),
    ],
)
def test_hour_in_which_the_period_begins_becomes_due(
    engine: Engine, time: int, period_s: int, hour: int
) -> None:
    Recorder(engine).record(batch(time, period_s=period_s))

    assert due(engine) == {("a", hour)}


def test_nothing_new_makes_nothing_due(engine: Engine) -> None:
    recorder = Recorder(engine)
    recorder.record(batch(NOON))
    with writing(engine) as connection:
        connection.execute(DUE.delete())

    recorder.record(batch(NOON))

    assert due(engine) == set()


def test_many_senders_share_commits(engine: Engine) -> None:
    commits: list[int] = []
    event.listen(engine, "commit", lambda _: commits.append(1))
    recorder = Recorder(engine)

    with ThreadPoolExecutor(32) as pool:
        done = list(pool.map(lambda n: recorder.record(batch(NOON + n)), range(640)))

    assert all(new == {0} for new in done)
    assert count(engine) == 640
    assert len(commits) < 640


def test_two_recorders_of_one_database_do_not_disturb_each_other(engine: Engine) -> None:
    recorders = [Recorder(engine), Recorder(engine)]

    with ThreadPoolExecutor(16) as pool:
        news = list(pool.map(lambda n: recorders[n % 2].record(batch(NOON + n // 2)), range(400)))

    assert count(engine) == 200
    assert sum(len(new) for new in news) == 200


def test_whoever_settles_is_woken(engine: Engine) -> None:
    woken = threading.Event()

    Recorder(engine, woken.set).record(batch(NOON))

    assert woken.is_set()


def test_failure_is_told_to_the_sender_and_the_next_batch_works(engine: Engine) -> None:
    recorder = Recorder(engine)
    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE observations RENAME TO away"))

    with pytest.raises(StoreError):
        recorder.record(batch(NOON))

    with writing(engine) as connection:
        connection.execute(text("ALTER TABLE away RENAME TO observations"))
    assert recorder.record(batch(NOON)) == {0}


def test_sender_is_sent_away_when_too_many_wait(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", -1)

    with pytest.raises(BusyError):
        Recorder(engine).record(batch(NOON))


def test_letter_that_cannot_be_kept_fails_nobody(engine: Engine) -> None:
    odd = [Reading("neg_ion", NOON, 60, 1.0, device_flag=flag) for flag in ("\0", "\ud800")]

    new = Recorder(engine).record(Batch("a", "http", NOON, [(0, odd[0]), (1, odd[1])]))

    assert new == {0}
