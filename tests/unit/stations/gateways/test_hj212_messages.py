"""Data segments are read as far as they can be, and answered byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.stations.gateways.hj212_frames import encode_frame
from oxymap.stations.gateways.hj212_messages import (
    Message,
    MessageError,
    Parameters,
    answer_to,
    parse_message,
    parse_parameters,
)
from tests.unit.stations.gateways.hj212_making import ANSWER, EXAMPLE, HOUR, OF_2005, segment


def message(data: bytes) -> Message:
    found = parse_message(data)
    assert isinstance(found, Message)
    return found


def parameters(body: str) -> Parameters:
    found = parse_parameters(body)
    assert isinstance(found, Parameters)
    return found


# --- head ------------------------------------------------------------------------------


def test_fields_of_2017_are_read() -> None:
    found = message(EXAMPLE)

    assert (found.mn, found.cn, found.qn) == (
        "010000A8900016F000169DC0", "1062", "20160801085857223",
    )  # fmt: skip
    assert (found.st, found.pw, found.body) == ("32", "100000", "RtdInterval=30")


def test_message_of_2005_needs_neither_number_nor_flag() -> None:
    found = message(OF_2005)

    assert (found.qn, found.flag, found.wants_answer, found.version_known) == (None, 0, False, True)


@pytest.mark.parametrize(
    ("flag", "wants_answer", "known"),
    [(0, False, True), (1, True, True), (4, False, True), (5, True, True), (9, True, False)],
)
def test_flag_says_the_edition_and_whether_an_answer_is_wanted(
    flag: int, wants_answer: bool, known: bool
) -> None:
    found = message(segment(Flag=str(flag)))

    assert (found.wants_answer, found.version_known) == (wants_answer, known)


@pytest.mark.parametrize("system", ["22", "31", "39", ""])
def test_system_code_does_not_matter(system: str) -> None:
    assert message(segment(ST=system)).cn == "2061"


def test_packet_says_its_place() -> None:
    found = message(segment(Flag="7", PNUM="3", PNO="2"))

    assert (found.pnum, found.pno) == (3, 2)


def test_packet_numbers_without_the_bit_say_nothing() -> None:
    found = message(segment(Flag="5", PNUM="3", PNO="2"))

    assert (found.pnum, found.pno) == (1, 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "segment"),
        (b"\xff\xfe\x00", "segment"),
        (b"ST=22;CN=2011;MN=1", "segment"),
        (b"ST=22;CN=2011;MN=1;CP=&&", "segment"),
        (b"ST=22;CN=2011;MN=1;CP=&&DataTime=1", "segment"),
        (segment(MN=""), "mn"),
        (segment(MN="A B"), "mn"),
        (segment(MN="A" * 33), "mn"),
        (segment(MN="１２"), "mn"),
        (segment(CN=""), "cn"),
        (segment(CN="20611"), "cn"),
        (segment(QN="now"), "qn"),
        (segment(PW="a\r\nb"), "pw"),
        (segment(Flag="x"), "flag"),
        (segment(Flag="256"), "flag"),
        (segment(Flag="-1"), "flag"),
        (segment(Flag="7"), "packets"),
        (segment(Flag="7", PNUM="2", PNO="3"), "packets"),
        (segment(Flag="7", PNUM="2", PNO="0"), "packets"),
        (segment(Flag="7", PNUM="99999", PNO="1"), "packets"),
    ],
)
def test_what_is_no_message_says_why(data: bytes, code: str) -> None:
    found = parse_message(data)

    assert isinstance(found, MessageError)
    assert found.code == code


# --- body ------------------------------------------------------------------------------


def test_factors_are_told_by_their_code() -> None:
    found = parameters("DataTime=20260601100000;a80003-Min=1,a80003-Avg=2;a01001-Avg=3")

    assert found.plain == {"DataTime": "20260601100000"}
    assert found.factors == {"a80003": {"min": "1", "avg": "2"}, "a01001": {"avg": "3"}}
    assert found.odd == ()


def test_misprinted_separators_change_nothing() -> None:
    right = message(OF_2005).body

    assert parameters(right.replace(";", ",")) == parameters(right)
    assert parameters(right.replace(",", ";")) == parameters(right)


@pytest.mark.parametrize("part", ["lonely", "-Rtd=3", "a80003-=3", "=3"])
def test_part_that_is_no_value_is_reported_and_the_others_are_kept(part: str) -> None:
    found = parameters(f"a01001-Rtd=1;{part};a01002-Rtd=2")

    assert found.odd == (part,)
    assert list(found.factors) == ["a01001", "a01002"]


def test_first_of_two_contradicting_values_counts() -> None:
    found = parameters("a01001-Rtd=1;a01001-Rtd=2;a01001-Rtd=1")

    assert found.factors == {"a01001": {"rtd": "1"}}
    assert found.odd == ("a01001-Rtd=2",)


def test_body_of_too_many_parts_is_refused() -> None:
    assert isinstance(parse_parameters("a-Rtd=1;" * 2000), MessageError)


# --- answers ---------------------------------------------------------------------------


def test_answer_to_data_is_that_of_the_standard() -> None:
    answer = answer_to(message(HOUR[6:-6]))

    assert answer is not None
    assert encode_frame(answer) == ANSWER


@pytest.mark.parametrize("command", ["2011", "2051", "2031", "2021", "2041", "2081"])
def test_everything_that_is_sent_unasked_has_a_data_answer(command: str) -> None:
    assert b"CN=9014;" in (answer_to(message(segment(CN=command))) or b"")


def test_notice_has_a_notice_answer() -> None:
    assert b"CN=9013;" in (answer_to(message(segment(CN="1013"))) or b"")


@pytest.mark.parametrize("command", ["9011", "9012", "9013", "9014", "1011", "3020", "0000"])
def test_answers_and_unknown_commands_are_not_answered(command: str) -> None:
    assert answer_to(message(segment(CN=command))) is None


def test_without_the_bit_there_is_no_answer() -> None:
    assert answer_to(message(segment(Flag="4"))) is None


def test_answer_leaves_out_what_the_device_did_not_send() -> None:
    answer = answer_to(message(segment(QN="", PW="", Flag="1", MN="X1")))

    assert answer == b"ST=91;CN=9014;MN=X1;Flag=4;CP=&&&&"


# --- anything --------------------------------------------------------------------------

WORDS = st.sampled_from(
    [*"=;,-&#\r\n０9", "QN=", "MN=1;", "CN=2011;", "Flag=7;", "PNUM=", "CP=&&", "&&", "a-Rtd="]
)


@given(st.binary(max_size=200) | st.lists(WORDS).map("".join).map(str.encode))
def test_no_segment_raises(data: bytes) -> None:
    found = parse_message(data)

    if isinstance(found, Message):
        parse_parameters(found.body)
        encode_frame(answer_to(found) or b"")


@given(st.text(max_size=200) | st.lists(WORDS).map("".join))
def test_no_body_raises(body: str) -> None:
    parse_parameters(body)
