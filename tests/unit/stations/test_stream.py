"""The stream: news to everybody who listens, and a way back for those who were away."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from oxymap.stations import stream as module
from oxymap.stations.store.events import Event
from oxymap.stations.stream import Hub, Seats, encode

SHORT_S = 0.01
RETRY = b"retry: 5000\n\n"
HEARTBEAT = b": heartbeat\n\n"


def event(number: int, kind: str = "reading") -> Event:
    return Event(number, kind, f'{{"n":{number}}}')


def hub(*numbers: int) -> Hub:
    made = Hub()
    made.publish(event(number) for number in numbers)
    return made


def follow(source: Hub, after: int | None = None) -> Iterator[bytes]:
    """Follow a hub, past the advice when to come again."""
    stream = source.follow(after, SHORT_S)
    assert next(stream) == RETRY
    return stream


def ids(chunk: bytes) -> list[int]:
    return [int(line[4:]) for line in chunk.splitlines() if line.startswith(b"id: ")]


def test_event_has_the_form_of_the_standard() -> None:
    assert encode(event(7)) == b'id: 7\nevent: reading\ndata: {"n":7}\n\n'


def test_new_listener_hears_only_news() -> None:
    source = hub(1, 2)
    stream = follow(source)

    quiet = next(stream)
    source.publish([event(3)])

    assert quiet == HEARTBEAT
    assert ids(next(stream)) == [3]


def test_nothing_is_lost_between_the_first_bytes_and_the_next() -> None:
    source = hub(1)
    stream = follow(source)

    source.publish([event(2)])

    assert ids(next(stream)) == [2]


@pytest.mark.parametrize(("after", "heard"), [(0, [1, 2, 3]), (1, [2, 3]), (2, [3])])
def test_listener_who_was_away_hears_what_came_meanwhile(after: int, heard: list[int]) -> None:
    assert ids(next(follow(hub(1, 2, 3), after))) == heard


@pytest.mark.parametrize("after", [3, 900])
def test_listener_who_knows_everything_or_more_hears_news(after: int) -> None:
    source = hub(1, 2, 3)
    stream = follow(source, after)

    assert next(stream) == HEARTBEAT
    source.publish([event(4)])
    assert ids(next(stream)) == [4]


def test_ids_may_have_gaps() -> None:
    assert ids(next(follow(hub(3, 9, 40), 8))) == [9, 40]


def test_after_a_long_absence_what_is_kept_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 3)

    assert ids(next(follow(hub(*range(1, 11)), 2))) == [8, 9, 10]


def test_every_event_is_heard_once_and_in_order() -> None:
    source = hub()
    streams = [follow(source, 0) for _ in range(4)]

    def hear(stream: Iterator[bytes]) -> list[int]:
        heard: list[int] = []
        while len(heard) < 50:
            heard += ids(next(stream))
        return heard

    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(hear, stream) for stream in streams]
        for number in range(1, 51):
            source.publish([event(number)])

    assert [found.result() for found in waiting] == [list(range(1, 51))] * 4


def test_silence_is_filled_with_heartbeats() -> None:
    stream = follow(hub())

    assert [next(stream) for _ in range(3)] == [HEARTBEAT] * 3


def test_waiting_listener_is_woken_at_once() -> None:
    source = hub()
    stream = source.follow(None, 60)
    next(stream)
    threading.Timer(SHORT_S, source.publish, [[event(1)]]).start()

    assert ids(next(stream)) == [1]


def test_closing_ends_every_stream_after_what_is_left() -> None:
    source = hub(1)
    stream = follow(source, 0)

    source.close()

    assert [ids(chunk) for chunk in stream] == [[1]]


def test_waiting_listener_is_let_go_at_the_end() -> None:
    source = hub()
    stream = source.follow(None, 60)
    next(stream)
    threading.Timer(SHORT_S, source.close).start()

    assert list(stream) == []


def test_newest_id_is_known() -> None:
    assert (hub().last_id, hub(3, 8).last_id) == (0, 8)


# --- seats -----------------------------------------------------------------------------


def test_there_are_only_so_many_seats() -> None:
    seats = Seats(2)

    taken = [seats.take() for _ in range(3)]

    assert [seat is not None for seat in taken] == [True, True, False]
    assert seats.taken == 2


def test_seat_that_is_given_back_can_be_taken_again() -> None:
    seats = Seats(1)
    give_back = seats.take()
    assert give_back is not None

    give_back()

    assert seats.take() is not None


def test_seat_is_given_back_once() -> None:
    seats = Seats(2)
    give_back = seats.take()
    assert give_back is not None
    seats.take()

    give_back()
    give_back()

    assert seats.take() is not None
    assert seats.take() is None


def test_house_without_seats_refuses_everybody() -> None:
    assert Seats(0).take() is None
