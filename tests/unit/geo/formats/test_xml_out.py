"""What the XML writers share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from oxymap.geo.formats.xml_out import add, degrees, document, is_address, legal, metres


@pytest.mark.parametrize(
    ("value", "text"),
    [(812.0, "812"), (812.5, "812.50"), (812.456, "812.46"), (-3.0, "-3"), (0.0, "0")],
)
def test_heights_have_at_most_two_places(value, text):
    assert metres(value) == text


@given(st.integers(-1_000_000, 1_000_000))
def test_heights_in_whole_centimetres_read_back_the_same(centimetres):
    assert float(metres(centimetres / 100)) == centimetres / 100


def test_degrees_have_seven_places_and_no_exponent():
    assert (degrees(115.8), degrees(1e-9)) == ("115.8000000", "0.0000000")


@given(st.text())
def test_any_text_can_be_written(text):
    root = etree.Element("{urn:a}root")

    add(root, "name", text)

    assert etree.fromstring(document(root)).tag == "{urn:a}root"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_characters_that_xml_cannot_hold_go(character):
    assert legal(f"灵{character}山") == "灵山"


@pytest.mark.parametrize("character", ["\t", "\n", "é", "灵", "\U0001f332"])
def test_other_characters_stay(character):
    assert legal(character) == character


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/licence", True),
        ("http://example.org", True),
        ("测绘资料", False),
        ("see https://example.org", False),
        ("https://example.org and more", False),
        ("", False),
    ],
)
def test_an_address_is_told_from_a_sentence(text, expected):
    assert is_address(text) is expected


def test_the_document_is_declared_and_ends_in_a_newline():
    data = document(etree.Element("a"))

    assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert data.endswith(b">\n")
