"""What could not be taken is counted by day, and written from time to time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine

from oxymap.db.engine import reading
from oxymap.stations import problems as module
from oxymap.stations.models import DAY_S, Rejection
from oxymap.stations.problems import ProblemBook
from oxymap.stations.store.events import ProblemCount, problems_since
from tests.unit.stations.databases import database
from tests.unit.stations.live_sampling import NOON


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return database(tmp_path)


def written(engine: Engine) -> list[ProblemCount]:
    with reading(engine) as connection:
        return problems_since(connection, 0)


def counts(engine: Engine) -> dict[tuple[str, str, str], int]:
    return {(p.thing_id, p.source, p.code): p.count for p in written(engine)}


def test_problems_are_counted_by_station_protocol_and_code(engine: Engine) -> None:
    book = ProblemBook(engine)
    for problem in (("a", "http", "future"), ("a", "http", "future"), ("b", "mqtt", "json")):
        book.note(*problem)

    book.write()

    assert counts(engine) == {("a", "http", "future"): 2, ("b", "mqtt", "json"): 1}


def test_nothing_is_written_before_its_time(engine: Engine) -> None:
    ProblemBook(engine).note("a", "http", "future")

    assert written(engine) == []


def test_counts_go_on_after_writing(engine: Engine) -> None:
    book = ProblemBook(engine)
    for _ in range(3):
        book.note("a", "http", "future")
        book.write()
    book.write()

    assert counts(engine) == {("a", "http", "future"): 3}


def test_two_processes_add_up(engine: Engine) -> None:
    for book in (ProblemBook(engine), ProblemBook(engine)):
        book.note("a", "http", "future")
        book.write()

    assert counts(engine) == {("a", "http", "future"): 2}


def test_days_are_counted_apart(engine: Engine) -> None:
    book = ProblemBook(engine)
    with time_machine.travel(NOON, tick=False) as traveller:
        book.note("a", "http", "future")
        traveller.shift(DAY_S)
        book.note("a", "http", "future")
        book.write()

    assert [(p.day, p.last_at) for p in written(engine)] == [
        (NOON // DAY_S * DAY_S + DAY_S, NOON + DAY_S), (NOON // DAY_S * DAY_S, NOON),
    ]  # fmt: skip


def test_newest_message_stands_for_all_and_is_cut(engine: Engine) -> None:
    book = ProblemBook(engine)
    book.note("a", "http", "json", "first")
    book.note("a", "http", "json", "x" * 10_000)

    book.write()

    (problem,) = written(engine)
    assert problem.message == "x" * 300


def test_rejections_of_a_batch_are_counted_each(engine: Engine) -> None:
    book = ProblemBook(engine)
    rejected = [Rejection(0, "future", "ahead"), Rejection(4, "number", "no number", "pm25")]

    book.note_rejections("a", "http", rejected)
    book.write()

    assert counts(engine) == {("a", "http", "future"): 1, ("a", "http", "number"): 1}


def test_many_kinds_of_wrong_things_do_not_fill_the_memory(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KINDS", 3)
    book = ProblemBook(engine)

    for number in range(50):
        book.note("", "hj212", f"code-{number}")
    book.note("", "hj212", "code-0")
    book.write()

    assert counts(engine) == {
        ("", "hj212", "code-0"): 2, ("", "hj212", "code-1"): 1, ("", "hj212", "code-2"): 1,
    }  # fmt: skip


def test_threads_lose_no_count(engine: Engine) -> None:
    book = ProblemBook(engine)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: book.note("a", "http", "future"), range(400)))
    book.write()

    assert counts(engine) == {("a", "http", "future"): 400}
