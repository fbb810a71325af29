"""Frames are found in a stream, whatever it is cut into and whatever stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.errors import FormatError
from oxymap.stations.gateways.hj212_frames import (
    LONGEST_SEGMENT,
    Frame,
    FrameDecoder,
    FrameError,
    checksum,
    encode_frame,
)
from tests.unit.stations.gateways.hj212_making import (
    EXAMPLE,
    HOUR,
    REAL_TIME,
    SUMS,
    frame,
    with_modbus_sum,
)

SEGMENTS = st.binary(max_size=80).filter(lambda data: b"#" not in data and b"\r\n" not in data)
GARBAGE = st.binary(max_size=1500).filter(lambda data: b"##" not in data + b"#")


def decoded(*parts: bytes) -> list[Frame | FrameError]:
    decoder = FrameDecoder()
    return [found for part in parts for found in decoder.feed(part)]


def segments(found: list[Frame | FrameError]) -> list[bytes]:
    return [item.segment for item in found if isinstance(item, Frame)]


def faults(found: list[Frame | FrameError]) -> list[str]:
    return [item.code for item in found if isinstance(item, FrameError)]


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


# --- check sum and making --------------------------------------------------------------


@pytest.mark.parametrize(("data", "expected", "modbus"), SUMS)
def test_checksum_is_that_of_the_standard(data: bytes, expected: int, modbus: int) -> None:
    assert checksum(data) == expected
    assert with_modbus_sum(data).endswith(b"%04X\r\n" % modbus)


def test_example_of_the_standard_is_made_byte_for_byte() -> None:
    assert encode_frame(EXAMPLE) == b"##0101" + EXAMPLE + b"1C80\r\n"


def test_segment_that_is_too_long_is_not_sent() -> None:
    with pytest.raises(FormatError):
        encode_frame(b"x" * (LONGEST_SEGMENT + 1))


# --- good frames -----------------------------------------------------------------------


@pytest.mark.parametrize("sent", [REAL_TIME, HOUR, frame()])
def test_frame_is_found(sent: bytes) -> None:
    assert decoded(sent) == [Frame(sent[6:-6])]


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_frame_may_come_in_pieces(size: int) -> None:
    assert segments(decoded(*cut(REAL_TIME + HOUR, size))) == [REAL_TIME[6:-6], HOUR[6:-6]]


def test_half_a_frame_waits() -> None:
    decoder = FrameDecoder()

    before = decoder.feed(HOUR[:100])

    assert before == []
    assert segments(decoder.feed(HOUR[100:])) == [HOUR[6:-6]]


def test_small_letters_in_the_sum_are_accepted() -> None:
    assert faults(decoded(REAL_TIME.replace(b"F281", b"f281"))) == []


@pytest.mark.parametrize("data", [b"", b"x" * LONGEST_SEGMENT, b"a\r\nb", "站".encode()])
def test_segment_of_any_length_and_content_is_found(data: bytes) -> None:
    assert decoded(encode_frame(data)) == [Frame(data)]


def test_empty_lines_between_frames_are_no_error() -> None:
    assert faults(decoded(b"\r\n\r\n" + HOUR + b"\r\n\0")) == []


# --- bad ones --------------------------------------------------------------------------


def test_sum_of_modbus_is_refused_at_once() -> None:
    assert faults(decoded(with_modbus_sum(EXAMPLE))) == ["crc"]


@pytest.mark.parametrize("tail", [b"+1C8", b"0x1C", b"1_80", b"    "])
def test_sum_is_four_digits_and_nothing_else(tail: bytes) -> None:
    assert faults(decoded(b"##0101" + EXAMPLE + tail + b"\r\n")) == ["crc"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"garbage ", "garbage"),
        (b"GET / HTTP/1.1\r\n\r\n", "garbage"),
        (b"#", "garbage"),
        (b"##", "garbage"),
        (b"##12", "garbage"),
        (b"##12x4 text\r\n", "garbage"),
        (HOUR[:-3], "length"),
        (HOUR[:60], "length"),
        (b"##9999", "length"),
        (b"##1025" + b"x" * 1025 + b"0000\r\n", "length"),
        (b"##1000", "length"),
        (b"##0010 longer than it says\r\n", "length"),
        (b"##0200 shorter than it says\r\n", "length"),
        (HOUR[:-6] + b"B102\r\n", "crc"),
    ],
)
@pytest.mark.parametrize("size", [1, 4000])
def test_frame_after_a_bad_one_is_found(bad: bytes, code: str, size: int) -> None:
    found = decoded(*cut(bad + HOUR, size))

    assert segments(found) == [HOUR[6:-6]]
    assert code in faults(found)


def test_frame_inside_a_false_length_is_found_without_waiting_for_the_rest() -> None:
    assert segments(decoded(b"##1000;;" + HOUR)) == [HOUR[6:-6]]


def test_frame_around_a_line_end_of_another_false_frame_is_found() -> None:
    good = encode_frame(b"before##0004data0000\r\nafter")

    assert b"before##0004data0000\r\nafter" in segments(decoded(good))


def test_of_frames_that_end_together_the_shortest_is_taken() -> None:
    # There are only 256 sums: some false head before a good frame fits it by chance.
    false_heads = (
        b"##%04d%c%c" % (len(HOUR) - 4, one, two) for one in range(48, 256) for two in range(256)
    )
    false = next(f for f in false_heads if checksum(f[6:] + HOUR[:-6]) == checksum(HOUR[6:-6]))

    assert segments(decoded(false + HOUR)) == [HOUR[6:-6]]


def test_bytes_without_a_frame_are_not_kept() -> None:
    decoder = FrameDecoder()

    for _ in range(200):
        decoder.feed(b"##1024" + b"noise " * 170 + b"##")

    assert decoder.pending <= LONGEST_SEGMENT + 12


def test_an_error_shows_how_the_bytes_began() -> None:
    (error,) = (item for item in decoded(b"x" * 500 + b"\r\n") if isinstance(item, FrameError))

    assert (error.size, error.head) == (502, b"x" * 40)


# --- anything --------------------------------------------------------------------------


@given(st.lists(st.binary(max_size=300)))
def test_no_bytes_raise(parts: list[bytes]) -> None:
    decoder = FrameDecoder()

    for part in parts:
        decoder.feed(part)

    assert decoder.pending <= LONGEST_SEGMENT + 12


@given(st.lists(st.tuples(GARBAGE, SEGMENTS), max_size=6), st.integers(1, 400))
def test_all_frames_between_garbage_are_found(pairs: list[tuple[bytes, bytes]], size: int) -> None:
    stream = b"".join(garbage + encode_frame(data) for garbage, data in pairs)

    found = decoded(*cut(stream, size))

    assert segments(found) == [data for _, data in pairs]


PIECES = st.sampled_from([HOUR, REAL_TIME, HOUR[:-1], HOUR[4:], b"##", b"##0172", b"\r\n", b"#"])


@given(st.lists(PIECES | st.binary(max_size=9), max_size=12), st.integers(1, 50))
def test_what_is_found_does_not_depend_on_the_cuts(parts: list[bytes], size: int) -> None:
    stream = b"".join(parts)

    assert segments(decoded(*cut(stream, size))) == segments(decoded(stream))


@given(st.binary(min_size=1, max_size=60), st.data())
def test_one_changed_byte_is_noticed(data: bytes, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(data) - 1))
    other = draw.draw(st.integers(0, 255).filter(lambda value: value != data[at]))

    changed = data[:at] + bytes([other]) + data[at + 1 :]

    assert checksum(changed) != checksum(data)
