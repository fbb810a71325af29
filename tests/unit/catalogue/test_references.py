"""Markdown names what it leads to; live blocks are checked word by word."""

from __future__ import annotations

import pytest

from oxymap.catalogue.references import BLOCKS, LINK_SCHEMES, Reference, parse_block, references


@pytest.mark.parametrize("line", ["Text.", "", ": : map", "  ::map{}", "# ::map", ":map{}"])
def test_ordinary_markdown_is_no_block(line: str) -> None:
    assert parse_block(line) is None


def test_block_has_its_name_and_parameters() -> None:
    block = parse_block('::map{places="a b" trails="c" caption="From a to b"}')

    assert block is not None
    assert (block.name, dict(block.params)) == (
        "map",
        {"places": "a b", "trails": "c", "caption": "From a to b"},
    )


def test_parameter_is_read_as_words() -> None:
    block = parse_block('::places{ids=" one  two "}  ')

    assert block is not None
    assert block.words("ids") == ("one", "two")
    assert block.words("places") == ()


def test_block_without_parameters_is_allowed() -> None:
    block = parse_block("::events{}")

    assert block is not None
    assert dict(block.params) == {}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("::map", r"written ::name\{key=\"value\"\}, not '::map'"),
        ("::Map{}", r"written ::name\{"),
        ('::map{places="a"', r"written ::name\{"),
        ('::map{places="a"} and more', r"written ::name\{"),
        ("::video{}", "live block 'video' is not one of map, places, events"),
        ("::map{places=a}", "parameters of 'map' cannot be read"),
        ('::map{places="a" b}', "parameters of 'map' cannot be read"),
        ('::places{places="a"}', "live block 'places' has no parameter 'places'"),
        ('::events{limit="few"}', "limit: 'few' is not a whole number"),
        ('::events{limit="-1"}', "limit: '-1' is not a whole number"),
    ],
)
def test_malformed_block_says_what_is_wrong(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_block(line)


@pytest.mark.parametrize("scheme", LINK_SCHEMES)
def test_link_of_every_scheme_is_a_reference(scheme: str) -> None:
    found = list(references(f"Go to [there]({scheme}:some-id)."))

    assert found == [Reference(scheme, "some-id", 1)]


def test_web_links_are_no_references() -> None:
    assert list(references("[A](https://example.org) and [b](/places/x) and place:y")) == []


def test_references_come_with_their_lines() -> None:
    source = 'Text [a](place:a) and [b](trail:b).\n\n::map{places="c d" trails="e"}\n'

    assert list(references(source)) == [
        Reference("place", "a", 1),
        Reference("trail", "b", 1),
        Reference("place", "c", 3),
        Reference("place", "d", 3),
        Reference("trail", "e", 3),
    ]


def test_blocks_refer_by_their_parameters() -> None:
    source = '::places{ids="a"}\n::events{district="yanqing" season="spring" limit="3"}\n'

    assert list(references(source)) == [
        Reference("place", "a", 1),
        Reference("district", "yanqing", 2),
    ]


def test_empty_target_is_still_a_reference() -> None:
    assert list(references("[a](place:)")) == [Reference("place", "", 1)]


def test_malformed_block_stops_the_search() -> None:
    with pytest.raises(ValueError, match="not one of"):
        list(references("::video{}"))


def test_every_block_has_parameters() -> None:
    assert all(BLOCKS.values())
