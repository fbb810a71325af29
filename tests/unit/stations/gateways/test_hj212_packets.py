"""Packets are put together, and unfinished messages cannot fill the memory."""

from __future__ import annotations

import pytest

from oxymap.stations.gateways.hj212_messages import Message, parse_message
from oxymap.stations.gateways.hj212_packets import PacketLimits, PacketStore
from tests.unit.stations.gateways.hj212_making import MN, segment

LIMITS = PacketLimits(packets=4, size=200, messages=3, of_one_device=2, age_s=60)


def packet(pno: int, body: str, pnum: int = 2, **fields: str) -> Message:
    data = segment(body, **{"Flag": "7", **fields}, PNUM=str(pnum), PNO=str(pno))
    found = parse_message(data)
    assert isinstance(found, Message)
    return found


def whole(*bodies: str) -> str:
    store = PacketStore(LIMITS)
    for number, body in enumerate(bodies, 1):
        found = store.add(packet(number, body, len(bodies)), 0)
    assert isinstance(found, Message)
    return found.body


def test_message_of_one_packet_is_whole() -> None:
    assert whole("a=1") == "a=1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a-Rtd=1", "b-Rtd=2"),
        ("a-Rtd=1;", "b-Rtd=2"),
        ("a-Rtd=1", ";b-Rtd=2"),
        ("a-Rt", "d=1;b-Rtd=2"),
        ("a-Rtd", "=1;b-Rtd=2"),
        ("a-Rtd=", "1;b-Rtd=2"),
        ("a-Rtd=1;b", "-Rtd=2"),
        ("a-Rtd=1;b-Rtd=", "2"),
    ],
)
def test_message_may_be_cut_anywhere(first: str, second: str) -> None:
    assert whole(first, second) == "a-Rtd=1;b-Rtd=2"


def test_number_may_be_cut() -> None:
    assert whole("DataTime=1;a-Rtd=1", "23,a-Flag=N") == "DataTime=1;a-Rtd=123,a-Flag=N"


def test_packets_may_come_in_any_order_and_twice() -> None:
    store = PacketStore(LIMITS)

    before = [store.add(packet(number, f"{number}=1", 3), 0) for number in (3, 1, 3)]
    after = store.add(packet(2, "2=1", 3), 0)

    assert before == ["wait", "wait", "wait"]
    assert isinstance(after, Message)
    assert (after.body, after.pnum, len(store)) == ("1=1;2=1;3=1", 1, 0)


def test_requests_and_devices_are_kept_apart() -> None:
    store = PacketStore(LIMITS)

    store.add(packet(1, "a=1", QN="20260601110000456"), 0)

    assert store.add(packet(2, "a=2", QN="20260601110000457"), 0) == "wait"
    assert store.add(packet(2, "a=2", MN="OTHER"), 0) == "wait"


@pytest.mark.parametrize(
    "second",
    [packet(2, "b=2", 3), packet(2, "b=2", CN="2051"), packet(2, "b=" + "2" * 200)],
    ids=["another number of packets", "another command", "too long"],
)
def test_packet_that_does_not_fit_ends_the_message(second: Message) -> None:
    store = PacketStore(LIMITS)
    store.add(packet(1, "a=1"), 0)

    assert store.add(second, 0) == "refused"
    assert len(store) == 0


def test_message_of_too_many_packets_is_refused() -> None:
    assert PacketStore(LIMITS).add(packet(1, "a=1", 5), 0) == "refused"


def test_old_packets_are_forgotten() -> None:
    store = PacketStore(LIMITS)
    store.add(packet(1, "a=1"), 0)

    assert store.add(packet(2, "b=2"), 61) == "wait"


def test_one_device_keeps_only_its_newest_messages() -> None:
    store = PacketStore(LIMITS)

    for number in range(10):
        store.add(packet(1, "a=1", QN=f"2026060111000{number:04}"), number)

    assert len(store) == LIMITS.of_one_device
    assert isinstance(store.add(packet(2, "b=2", QN="20260601110000009"), 10), Message)


def test_all_devices_together_keep_no_more_than_the_limit() -> None:
    store = PacketStore(LIMITS)

    taken = [store.add(packet(1, "a=1", MN=f"{MN}{number}"), 0) for number in range(4)]

    assert taken == ["wait", "wait", "wait", "refused"]
