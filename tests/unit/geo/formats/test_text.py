"""Encodings, claimed and real."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.geo.formats.text import decode
from tests.unit.geo.making import codes, read_fixture

TEXT = '<?xml version="1.0" encoding="{}"?>\n<name>门头沟 百花山</name>\n'
HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=4, max_size=30)


def declared(name, encoding):
    """Return a document that claims one encoding and has another."""
    return TEXT.format(name).encode(encoding)


def warnings(data):
    """List the codes of the warnings."""
    return [warning.code for warning in decode(data).warnings]


@pytest.mark.parametrize(
    ("name", "encoding", "used"),
    [
        ("UTF-8", "utf-8", "utf-8"),
        ("utf8", "utf-8", "utf-8"),
        ("GBK", "gbk", "gb18030"),
        ("gb2312", "gb2312", "gb18030"),
        ("GB18030", "gb18030", "gb18030"),
    ],
)
def test_a_true_claim_is_followed_without_a_word(name, encoding, used):
    found = decode(declared(name, encoding))

    assert (found.encoding, found.warnings) == (used, ())
    assert "百花山" in found.text


@pytest.mark.parametrize(
    ("name", "encoding", "used"),
    [
        ("UTF-8", "gbk", "gb18030"),
        ("GBK", "utf-8", "utf-8"),
        ("ISO-8859-1", "utf-8", "utf-8"),
        ("x-unknown", "gbk", "gb18030"),
        ("zlib", "gbk", "gb18030"),
        ("UTF-16", "utf-8", "utf-8"),
    ],
)
def test_a_false_claim_is_warned_of(name, encoding, used):
    found = decode(declared(name, encoding))

    assert found.encoding == used
    assert [(warning.line, warning.code) for warning in found.warnings] == [(1, "false_encoding")]
    assert "百花山" in found.text


def test_a_claim_does_not_matter_for_plain_ascii():
    assert decode(b'<?xml version="1.0" encoding="GBK"?><name>Lingshan</name>').warnings == ()


def test_big5_is_read_when_it_is_declared():
    data = '<?xml version="1.0" encoding="Big5"?><name>靈山步道</name>'.encode("big5")

    assert "靈山步道" in decode(data).text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark, encoding):
    found = decode(mark + TEXT.format("GBK").encode(encoding))

    assert found.text == TEXT.format("GBK")
    assert (found.encoding, found.warnings) == (encoding, ())


def test_a_damaged_utf16_file_is_warned_of_with_the_line():
    data = codecs.BOM_UTF16_LE + "a\nb".encode("utf-16-le") + b"\x00\xd8"

    (warning,) = decode(data).warnings

    assert (warning.line, warning.code) == (2, "damaged_text")


@given(HANZI)
def test_utf8_without_a_claim_is_read(text):
    assert decode(text.encode()).text == text


@given(HANZI)
def test_gbk_without_a_claim_is_mostly_read(text):
    # Rare runs of GBK are valid UTF-8 too; a byte that never is makes the case clear.
    assert decode(("龘" + text).encode("gb18030")).text == "龘" + text


def test_two_encodings_in_one_file_are_both_read():
    data = "灵山\n".encode() + "百花山\n".encode("gbk")

    found = decode(data)

    assert found.text == "灵山\n百花山\n"
    assert found.encoding == "mixed"


def test_two_encodings_are_warned_of_at_the_first_odd_line():
    data = "灵山\n百花\n".encode() + "妙峰山\n".encode("gbk")

    (warning,) = decode(data).warnings

    assert (warning.line, warning.code) == (3, "mixed_encoding")


def test_bytes_of_no_encoding_are_replaced_with_a_warning():
    found = decode("灵山\n".encode() + b"\xff\xff\n")

    assert found.text == "灵山\n\ufffd\ufffd\n"
    assert warnings("灵山\n".encode() + b"\xff\xff\n") == ["mixed_encoding"]


def test_lines_stay_where_they_were():
    data = "一\n二\n".encode() + "三\n四".encode("gbk")

    assert decode(data).text.count("\n") == 3


@given(st.binary(max_size=200))
def test_any_bytes_become_some_text(data):
    assert isinstance(decode(data).text, str)


@pytest.mark.parametrize(
    ("name", "encoding", "expected"),
    [
        ("ridge.gpx", "utf-8", []),
        ("ridge-gbk.gpx", "gb18030", []),
        ("ridge-gbk-says-utf8.gpx", "gb18030", ["false_encoding"]),
        ("ridge-utf8-says-gbk.gpx", "utf-8", ["false_encoding"]),
        ("ridge-utf16.gpx", "utf-16-le", []),
        ("ridge-two-encodings.gpx", "mixed", ["mixed_encoding"]),
    ],
)
def test_the_same_track_is_read_in_every_encoding(name, encoding, expected):
    found = read_fixture(name)

    assert (found.encoding, codes(found)) == (encoding, expected)
    assert found.tracks == read_fixture("ridge.gpx").tracks
    assert found.waypoints == read_fixture("ridge.gpx").waypoints
