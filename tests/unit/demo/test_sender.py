"""The sender gets its readings through, whatever the server is doing at the moment."""

from __future__ import annotations

import threading
import time
from threading import Event

import pytest

from oxymap.demo import sender as module
from oxymap.demo.sender import BATCH, Payload, Receipt, Sender, SendError
from tests.unit.demo.server import TOKEN, Log, running

SOON = {"Retry-After": "0"}


def payloads(count: int, first: int = 0) -> list[Payload]:
    return [
        {
            "time": f"2026-06-03T{n // 60:02}:{n % 60:02}:00+08:00",
            "period_s": 60,
            "values": {"neg_ion": 2000 + n},
        }
        for n in range(first, first + count)
    ]


def sending(
    url: str, station_id: str, token: str, objects: list[Payload], stop: Event | None = None
) -> Receipt:
    with Sender(url, stop or Event()) as sender:
        return sender.send(station_id, token, objects)


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST_WAIT_S", 0.01)


def test_everything_is_sent_in_batches() -> None:
    with running() as log:
        receipt = sending(log.url, "s-1", TOKEN, payloads(BATCH + 1))

    assert receipt == Receipt(accepted=BATCH + 1)
    assert [len(objects) for _, objects in log.batches] == [BATCH, 1]
    assert {station for station, _ in log.batches} == {"s-1"}


def test_nothing_to_send_asks_nothing() -> None:
    with running() as log:
        assert sending(log.url, "s-1", TOKEN, []) == Receipt()

    assert log.batches == []


def test_what_is_sent_again_is_a_duplicate() -> None:
    with running() as log, Sender(log.url, Event()) as sender:
        sender.send("s-1", TOKEN, payloads(3))
        receipt = sender.send("s-1", TOKEN, payloads(4))

    assert receipt == Receipt(accepted=1, duplicate=3)


@pytest.mark.parametrize("status", [429, 503, 500, 502])
def test_busy_server_is_asked_again(status: int) -> None:
    with running(Log(next_answers=[(status, SOON), (status, {})])) as log:
        receipt = sending(log.url, "s-1", TOKEN, payloads(2))

    assert receipt == Receipt(accepted=2)
    assert len(log.batches) == 3


def test_server_is_left_alone_for_as_long_as_it_asks() -> None:
    waits: list[float] = []

    class Waiting(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0)
            return False

    answers = [(429, {"Retry-After": "7"}), (503, {}), (429, {"Retry-After": "soon"})]
    with running(Log(next_answers=list(answers))) as log:
        sending(log.url, "s-1", TOKEN, payloads(1), Waiting())

    assert waits == [7.0, 0.02, 0.04]


def test_nobody_waits_for_a_day() -> None:
    waits: list[float] = []

    class Waiting(Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0)
            return False

    with running(Log(next_answers=[(503, {"Retry-After": "86400"})])) as log:
        sending(log.url, "s-1", TOKEN, payloads(1), Waiting())

    assert waits == [module.LONGEST_RETRY_AFTER_S]


def test_answer_that_is_lost_is_neither_loss_nor_double() -> None:
    with running(Log(next_answers=[(0, {})])) as log:
        receipt = sending(log.url, "s-1", TOKEN, payloads(2))

    assert receipt == Receipt(duplicate=2)
    assert len(log.kept) == 2


def test_server_that_restarts_gets_the_rest() -> None:
    log = Log()
    with Sender(_address(log), Event()) as sender:
        with running(log):
            sender.send("s-1", TOKEN, payloads(2))
        late = threading.Thread(target=sender.send, args=("s-1", TOKEN, payloads(2, first=2)))
        late.start()
        time.sleep(0.1)
        assert len(log.kept) == 2
        with running(log):
            late.join(timeout=10)

    assert not late.is_alive()
    assert len(log.kept) == 4


def _address(log: Log) -> str:
    """The address of a server that does not run yet."""
    with running(log):
        return log.url


def test_batch_that_is_too_large_is_cut_in_halves() -> None:
    with running(Log(most_in_batch=2)) as log:
        receipt = sending(log.url, "s-1", TOKEN, payloads(5))

    assert receipt == Receipt(accepted=5)
    assert [len(objects) for _, objects in log.batches] == [5, 2, 3, 1, 2]


@pytest.mark.parametrize("status", [400, 401, 404, 415])
def test_refusal_is_an_error_that_says_which(status: int) -> None:
    log = Log(next_answers=[(status, {})])

    with running(log), pytest.raises(SendError, match=f"s-1: the server answers {status}"):
        sending(log.url, "s-1", TOKEN, payloads(1))


def test_wrong_token_is_refused() -> None:
    with running() as log, pytest.raises(SendError, match="401"):
        sending(log.url, "s-1", "wrong", payloads(1))


def test_batch_of_which_nothing_is_usable_does_not_end_the_rest() -> None:
    with running(Log(next_answers=[(422, {})])) as log:
        receipt = sending(log.url, "s-1", TOKEN, payloads(BATCH + 2))

    assert receipt == Receipt(accepted=2, rejected=BATCH)


def test_stop_ends_the_waiting_for_a_server_that_is_gone() -> None:
    stop = Event()
    sender = Sender("http://127.0.0.1:9", stop)
    waiting = threading.Thread(target=sender.send, args=("s-1", TOKEN, payloads(1)))
    waiting.start()

    stop.set()
    waiting.join(timeout=5)

    assert not waiting.is_alive()


def test_address_may_have_a_prefix() -> None:
    with running() as log:
        sending(f"{log.url}/oxygen/", "s-1", TOKEN, payloads(1))

    assert log.batches[0][0] == "s-1"


@pytest.mark.parametrize("url", ["", "ftp://host/", "127.0.0.1:8000", "http:///x"])
def test_address_must_be_one_of_http(url: str) -> None:
    with pytest.raises(SendError, match="not the http address"):
        Sender(url, Event())


def test_fetch_gives_json_or_nothing() -> None:
    path = "/api/v1/stations/s-1/observations?from=2026-06-02T00:00:00Z&to=2026-06-04T00:00:00Z"
    with running() as log, Sender(log.url, Event()) as sender:
        sender.send("s-1", TOKEN, payloads(1))
        found = sender.fetch(path)

    assert found == {"observations": [{"start": "2026-06-02T15:00:00+00:00", "n": 1}]}
