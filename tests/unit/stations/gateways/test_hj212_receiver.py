"""A frame becomes a delivery of a known station, or is counted; nothing vanishes unseen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from oxymap.stations.gateways.hj212_frames import Frame, FrameError
from oxymap.stations.gateways.hj212_packets import PacketLimits
from oxymap.stations.gateways.hj212_receiver import Delivery, Receiver
from oxymap.stations.models import Station
from tests.unit.stations.gateways.hj212_making import (
    ANSWER,
    HOUR,
    MN,
    PROFILES,
    TEN,
    segment,
    station,
)

Counts = Counter[tuple[str, str | None]]


def receiver(known: Station | None = None) -> tuple[Receiver, Counts]:
    counts: Counts = Counter()
    stations = {MN: known or station()}
    made = Receiver(
        stations.get, PROFILES, lambda what, of: counts.update([(what, of)]), PacketLimits()
    )
    return made, counts


def taken(*segments: bytes, known: Station | None = None) -> tuple[list[Delivery | None], Counts]:
    made, counts = receiver(known)
    found = [made.take(Frame(data), at, "192.0.2.7") for at, data in enumerate(segments)]
    return found, counts


def test_data_are_delivered_with_their_answer() -> None:
    (found,), counts = taken(HOUR[6:-6])

    assert found is not None
    assert (found.station_id, found.answer) == ("s1", ANSWER[6:-6])
    assert [r.result for item in found.items for r in item.readings] == [2296]
    assert not counts


def test_minute_data_have_the_interval_of_the_station() -> None:
    (found,), _ = taken(segment(CN="2051"), known=station(interval_s=600))

    assert found is not None
    assert [(r.time, r.period_s) for i in found.items for r in i.readings] == [(TEN + 600, 600)]


def test_profile_is_that_of_the_station() -> None:
    body = "DataTime=20260601100000;a34004-Avg=0.012"

    (found,), _ = taken(segment(body), known=station(hj212_profile="dust-meter"))

    assert found is not None
    assert [r.result for item in found.items for r in item.readings] == [12]


def test_profile_that_does_not_exist_is_counted_and_the_default_is_used() -> None:
    (found,), counts = taken(segment(), known=station(hj212_profile="gone"))

    assert found is not None
    assert found.items
    assert counts == {("profile", "s1"): 1}


@pytest.mark.parametrize(
    ("data", "event"),
    [(segment(MN="STRANGER"), "unknown_mn"), (b"no message", "message"), (b"", "message")],
)
def test_what_no_known_device_sent_is_counted_and_passed_over(data: bytes, event: str) -> None:
    found, counts = taken(data)

    assert found == [None]
    assert counts == {(event, None): 1}


def test_bytes_that_are_no_frame_are_counted() -> None:
    made, counts = receiver()

    assert made.take(FrameError("crc", 230, b"##0230"), 0, "192.0.2.7") is None
    assert counts == {("crc", None): 1}


def test_later_edition_is_taken_and_counted() -> None:
    (found,), counts = taken(segment(Flag="9"))

    assert found is not None
    assert found.items
    assert found.answer is not None
    assert counts == {("proto_unknown", "s1"): 1}


@pytest.mark.parametrize("command", ["2021", "2041", "2081", "1013"])
def test_states_of_the_equipment_are_answered_and_not_kept(command: str) -> None:
    (found,), counts = taken(segment("RestartTime=20260601100000", CN=command))

    assert found is not None
    assert (found.items, found.answer is None) == ((), False)
    assert counts == {("report", "s1"): 1}


@pytest.mark.parametrize("command", ["9011", "9012", "9013", "9014", "1011", "2012", "3019"])
def test_other_commands_are_passed_over_in_silence(command: str) -> None:
    (found,), counts = taken(segment("QnRtn=1", CN=command))

    assert found == Delivery("s1")
    assert counts == {("ignored", "s1"): 1}


def test_unknown_codes_are_counted_by_name_and_kept_in_the_log() -> None:
    with capture_logs() as logs:
        (found,), counts = taken(segment("DataTime=20260601100000;a80003-Avg=1;a99001-Avg=7.5"))

    assert found is not None
    assert [r.observed for item in found.items for r in item.readings] == ["neg_ion"]
    assert counts == {("factor:a99001", "s1"): 1}
    assert "7.5" in str(logs)


def test_ever_new_codes_do_not_make_ever_new_counters() -> None:
    bodies = [";".join(f"x{n}{m}-Avg=1" for m in range(90)) for n in range(10)]

    _, counts = taken(*(segment(body) for body in bodies))

    assert len(counts) < 250
    assert counts["factor:other", "s1"] > 500


def test_split_message_is_answered_when_it_is_whole() -> None:
    first = segment("DataTime=20260601100000", Flag="7", PNUM="2", PNO="1")
    second = segment("a80003-Avg=1", Flag="7", PNUM="2", PNO="2")

    (before, after), _ = taken(first, second)

    assert before == Delivery("s1")
    assert after is not None
    assert [r.result for item in after.items for r in item.readings] == [1]
    assert after.answer is not None


def test_command_that_the_profile_leaves_out_is_answered_and_not_kept() -> None:
    hours_only = replace(PROFILES["default"], commands=frozenset({"2061"}))
    counts: Counts = Counter()
    made = Receiver(
        {MN: station()}.get,
        {"default": hours_only},
        lambda what, of: counts.update([(what, of)]),
        PacketLimits(),
    )

    found = made.take(Frame(segment(CN="2051")), 0, "192.0.2.7")

    assert found is not None
    assert (found.items, found.answer is None) == ((), False)
    assert counts == {("unused", "s1"): 1}


def test_value_that_suggests_another_unit_is_kept_and_counted() -> None:
    (found,), counts = taken(segment("DataTime=20260601100000;a34004-Avg=12000"))

    assert found is not None
    assert found.items
    assert counts == {("unit", "s1"): 1}


def test_packet_beyond_the_limits_is_counted_and_not_answered() -> None:
    found, counts = taken(segment(Flag="7", PNUM="999", PNO="1"))

    assert found == [Delivery("s1")]
    assert counts == {("packets", "s1"): 1}


def test_message_of_too_many_parts_is_counted_and_not_answered() -> None:
    found, counts = taken(segment("," * 2000))

    assert found == [Delivery("s1")]
    assert counts == {("message", "s1"): 1}


def test_first_of_a_kind_is_a_warning_and_the_rest_are_quiet() -> None:
    with capture_logs() as logs:
        taken(*(segment(MN="STRANGER") for _ in range(3)), segment(MN="OTHER"))

    assert [line["log_level"] for line in logs] == ["warning", "debug", "debug", "warning"]


def test_no_value_of_a_device_breaks_a_line_of_the_log() -> None:
    with capture_logs() as logs:
        taken(
            b"forged\r\n{}" * 50,
            segment("x\ny-Avg=\x1b[2J\n" + "z" * 900),
            segment("a\n" * 400, CN="9011"),
        )

    texts = [str(value) for line in logs for value in line.values()]
    assert all(text.isprintable() for text in texts)
    assert max(map(len, texts)) < 300
