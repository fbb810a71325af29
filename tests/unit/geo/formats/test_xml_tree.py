"""A tree from strangers' XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.geo.formats import xml_tree
from oxymap.geo.formats.result import TrackRefusedError
from oxymap.geo.formats.xml_tree import Node, mended, parse

DOCUMENT = """<?xml version="1.0"
  encoding="GBK"?>
<a:root xmlns:a="urn:a" kind="x">
  <item>one</item>
  <a:item n="2"> two <b/>more</a:item>
</a:root>
"""


def refusal(text):
    """Return the error that a text is refused with."""
    with pytest.raises(TrackRefusedError) as caught:
        parse(text)
    return caught.value


def test_names_lose_their_prefix():
    root = parse(DOCUMENT)

    assert [root.tag, *(child.tag for child in root.children)] == ["root", "item", "item"]


def test_a_prefix_without_a_namespace_is_no_fault():
    assert parse("<gpx><x:speed>1</x:speed></gpx>").child_text("speed") == "1"


def test_attributes_are_kept():
    assert parse(DOCUMENT).attributes["kind"] == "x"


def test_every_element_knows_its_line():
    assert [child.line for child in parse(DOCUMENT).children] == [4, 5]


def test_text_around_children_is_joined():
    assert parse(DOCUMENT).children[1].text == " two more"


def test_the_declared_encoding_does_not_matter_any_more():
    assert parse('<?xml version="1.0" encoding="Big5"?><a>灵山</a>').text == "灵山"


def test_blank_lines_before_the_declaration_are_no_fault():
    assert parse('\n\n<?xml version="1.0"?>\n<a/>').line == 4


def test_text_in_cdata_is_text():
    assert parse("<a><![CDATA[<b>&</b>]]></a>").text == "<b>&</b>"


def test_comments_and_instructions_are_passed_over():
    assert parse("<a><!-- no --><?php no ?>yes</a>").text == "yes"


def test_a_child_is_found_by_name():
    assert parse(DOCUMENT).child("item").text == "one"


def test_a_missing_child_has_no_text():
    assert (parse("<a/>").child("b"), parse("<a/>").child_text("b")) == (None, "")


def test_descendants_come_in_order_of_the_file():
    root = parse("<a><b n='1'/><c><b n='2'/></c><b n='3'/></a>")

    assert [node.attributes["n"] for node in root.every("b")] == ["1", "2", "3"]


def test_several_names_may_be_asked_for():
    assert [node.tag for node in parse("<a><b/><c><d/></c></a>").every("b", "d")] == ["b", "d"]


def test_nobody_looks_inside_what_was_found():
    assert len(list(parse("<a><b><b/><b/></b></a>").every("b"))) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<a>\n<b>\n</a>", 3),
        ("<a>\n<b", 2),
        ("<a>", 1),
        ("<a>\n&nbsp;</a>", 2),
        ("<a b='1' b='2'/>", 1),
        ("<a/>\n<b/>", 2),
        ("<a>\x00</a>", 1),
    ],
)
def test_broken_xml_is_refused_with_its_line(text, line):
    error = refusal(text)

    assert (error.reason, error.line) == ("not_well_formed", line)
    assert error.message.startswith(f"line {line}: the XML is broken or cut off here")


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE a><a/>",
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ],
)
def test_a_document_type_is_refused(text):
    assert refusal(text).reason == "dtd"


def test_too_deep_a_tree_is_refused():
    assert refusal("<a>" * 100 + "</a>" * 100).reason == "too_large"


def test_too_many_elements_are_refused(monkeypatch):
    monkeypatch.setattr(xml_tree, "_MAX_ELEMENTS", 10)

    assert refusal("<a>" + "<b/>" * 10 + "</a>").reason == "too_large"


def test_a_bare_ampersand_is_mended():
    assert parse(mended("<a>起点 & 山门</a>")).text == "起点 & 山门"


@pytest.mark.parametrize("text", ["&amp;", "&#38;", "&#x26;", "&lt;", "&quot;"])
def test_entities_are_not_mended(text):
    assert mended(f"<a>{text}</a>") == f"<a>{text}</a>"


def test_markup_in_a_description_is_mended():
    text = "<a><description><div>海拔<br>150m</div></description></a>"

    assert parse(mended(text)).child_text("description") == "<div>海拔<br>150m</div>"


def test_markup_that_is_marked_as_text_is_left_alone():
    text = "<description> <![CDATA[<br>]]></description>"

    assert mended(text) == text


def test_what_is_cut_off_cannot_be_mended():
    assert refusal(mended("<a><description><br>")).reason == "not_well_formed"


def test_mending_hostile_text_takes_no_time():
    assert len(mended("<description>" * 200_000)) == 2_600_000


@given(st.text(max_size=60))
def test_any_text_is_a_tree_or_refused(text):
    try:
        assert isinstance(parse(text), Node)
    except TrackRefusedError as error:
        assert error.reason in {"not_well_formed", "dtd"}
