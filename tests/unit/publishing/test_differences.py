"""Differences of texts, documents and geometries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.publishing.differences import Piece, document_difference, text_difference
from oxymap.publishing.documents import feature_document, join_page
from oxymap.publishing.fields import name_of, number_in
from oxymap.publishing.geometry_differences import geometry_difference
from oxymap.publishing.models import Document, Ref
from tests.factories import POINTS, feature, front, line

TRAIL = Ref("feature", "trails", "brook-path")
ROUTE = Ref("page", "routes", "village-day")
LINE = line(POINTS["mentougou"], count=9)


def old(pieces: list[Piece]) -> str:
    return "".join(text for kind, text in pieces if kind != "added")


def new(pieces: list[Piece]) -> str:
    return "".join(text for kind, text in pieces if kind != "removed")


def changed(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece[0] != "same"]


def route(lang_texts: dict[str, str], **values: object) -> Document:
    return Document(
        ROUTE,
        {lang: join_page(front("routes", **values), text) for lang, text in lang_texts.items()},
    )


# --- texts -----------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("山水村路石 abc,。\n12"), max_size=60)


@given(WORDS, WORDS)
def test_no_letter_is_lost_or_made_up(before: str, after: str) -> None:
    pieces = text_difference(before, after)

    assert old(pieces) == before
    assert new(pieces) == after
    assert all(text for _, text in pieces)


@given(WORDS)
def test_the_same_text_has_no_change(text: str) -> None:
    assert changed(text_difference(text, text)) == []


def test_chinese_is_compared_by_character() -> None:
    pieces = text_difference("村口有一棵老槐树，树下有井。", "村口有两棵老槐树，树下有井。")

    assert pieces == [
        ("same", "村口有"),
        ("removed", "一"),
        ("added", "两"),
        ("same", "棵老槐树，树下有井。"),
    ]


def test_a_single_matching_character_between_changes_is_no_island() -> None:
    pieces = text_difference("春天看山桃花开", "秋天看红叶")

    assert changed(pieces)[-2:] == [("removed", "山桃花开"), ("added", "红叶")]
    assert not any(kind == "same" and len(text) == 1 for kind, text in pieces[1:-1])


def test_english_is_compared_by_word() -> None:
    pieces = text_difference("The path is steep here.", "The path is stepped here.")

    assert changed(pieces) == [("removed", "steep"), ("added", "stepped")]


def test_numbers_change_as_a_whole() -> None:
    assert changed(text_difference("全长 12.5 公里", "全长 12.9 公里")) == [
        ("removed", "12.5"),
        ("added", "12.9"),
    ]


def test_a_long_text_is_compared_within_its_changed_lines() -> None:
    before = "\n".join(f"第{n}段：沿着溪边一直走，到第{n}座桥。" for n in range(400))
    after = before.replace("第7段：沿着溪边", "第7段：离开溪边")

    assert changed(text_difference(before, after)) == [("removed", "沿着"), ("added", "离开")]


# --- documents -------------------------------------------------------------------------


def test_each_changed_field_is_named_with_its_language() -> None:
    before = feature_document(TRAIL, feature("brook-path", "trails", geometry=LINE))
    after = feature_document(
        TRAIL,
        feature(
            "brook-path",
            "trails",
            geometry=LINE,
            summary={"zh": "山坡上的一个小村。", "en": "A hamlet on a slope."},
            seasons=["spring", "autumn"],
        ),
    )

    found = document_difference(before, after)

    assert [(item.field, item.lang) for item in found] == [("summary", "en"), ("seasons", None)]
    assert found[1].pieces == (("added", "spring"), ("added", "autumn"))
    assert found[1].is_list


def test_a_list_shows_which_items_came_and_went() -> None:
    before = feature_document(TRAIL, feature(seasons=["spring", "summer"]))
    after = feature_document(TRAIL, feature(seasons=["summer", "winter"]))

    (found,) = document_difference(before, after)

    assert found.pieces == (("removed", "spring"), ("same", "summer"), ("added", "winter"))


def test_what_is_the_same_in_both_languages_of_a_page_is_named_once() -> None:
    texts = {"zh": "正文。\n", "en": "The text.\n"}

    found = document_difference(route(texts), route(texts, days=2))

    assert [(item.field, item.lang, item.after) for item in found] == [("days", None, "2")]


def test_the_text_of_a_page_differs_by_language() -> None:
    before = route({"zh": "沿溪走。\n", "en": "Along the brook.\n"})
    after = route({"zh": "沿溪上行。\n", "en": "Along the brook.\n"})

    (found,) = document_difference(before, after)

    assert (found.field, found.lang) == ("body", "zh")


def test_a_new_object_is_all_added() -> None:
    found = document_difference(None, feature_document(TRAIL, feature()))

    assert {kind for item in found for kind, _ in item.pieces} == {"added"}
    assert all(item.before is None for item in found)


def test_a_page_that_cannot_be_read_is_compared_whole() -> None:
    found = document_difference(
        Document(ROUTE, {"zh": "no front"}), Document(ROUTE, {"zh": "no front matter"})
    )

    assert [(item.field, item.lang) for item in found] == [("text", "zh")]


def test_a_moved_stop_is_shown_as_an_item() -> None:
    stops = [{"place": "stone-village"}, {"place": "hill-temple"}]
    before = route({"zh": "正文。\n"}, stops=stops)
    after = route({"zh": "正文。\n"}, stops=stops[::-1])

    (found,) = document_difference(before, after)

    assert found.field == "stops"
    assert {"removed", "added"} <= {kind for kind, _ in found.pieces}


@pytest.mark.parametrize(
    ("field", "name", "number"),
    [
        ("stops.2.place", "Stops", 3),
        ("name.en", "Name", None),
        ("accessibility.toilet", "Accessible toilet", None),
        ("whatever", "whatever", None),
    ],
)
def test_a_field_has_a_name_for_people(field: str, name: str, number: int | None) -> None:
    assert str(name_of(field)) == name
    assert number_in(field) == number


# --- geometries ------------------------------------------------------------------------


def point(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


def bent(by: float) -> dict[str, object]:
    coordinates = [list(position) for position in LINE["coordinates"]]  # type: ignore[attr-defined]
    coordinates[4][1] += by
    return {"type": "LineString", "coordinates": coordinates}


def test_a_moved_point_says_how_far() -> None:
    found = geometry_difference(point(116.0, 40.0), point(116.0, 40.001))

    assert found.change == "moved"
    assert found.moved_m == pytest.approx(111.2, abs=0.5)
    assert str(found.sentences[0]) == "The point has moved by 111 m."


def test_the_same_geometry_has_no_change() -> None:
    found = geometry_difference(LINE, dict(LINE))

    assert (found.change, found.removed, found.added) == ("none", (), ())


def test_one_moved_vertex_gives_one_short_stretch() -> None:
    found = geometry_difference(LINE, bent(0.01))

    assert found.change == "reshaped"
    assert [len(part) for part in found.removed] == [3]
    assert [len(part) for part in found.added] == [3]
    assert found.length_before_m is not None
    assert found.length_after_m is not None
    assert found.length_after_m > found.length_before_m
    # Across a line that runs to the north-east, so nearer than the 1112 m to the north.
    assert 650 < found.moved_m < 1112


def test_a_prolonged_line_adds_and_removes_nothing_else() -> None:
    longer = line(POINTS["mentougou"], count=12)

    found = geometry_difference(LINE, longer)

    assert found.points_after - found.points_before == 3
    assert [len(part) for part in found.added] == [4]
    assert all(len(part) <= 1 for part in found.removed)


def test_changed_heights_are_no_changed_way() -> None:
    found = geometry_difference(LINE, line(POINTS["mentougou"], count=9, ele_m=None))

    assert (found.change, found.removed, found.added) == ("heights", (), ())


def test_a_first_position_is_placed_and_the_last_removed() -> None:
    assert geometry_difference(None, LINE).change == "placed"
    assert geometry_difference(LINE, None).change == "removed"
    assert geometry_difference(point(116, 40), LINE).change == "retyped"


def test_a_hundred_thousand_changed_points_are_compared_in_time() -> None:
    one = {"type": "LineString", "coordinates": [[116 + n / 1e6, 40.0] for n in range(100_000)]}
    two = {"type": "LineString", "coordinates": [[116 + n / 1e6, 40.1] for n in range(100_000)]}

    found = geometry_difference(one, two)

    assert found.moved_m == pytest.approx(11_120, rel=0.01)


def test_a_height_alone_is_no_moved_point() -> None:
    high = {"type": "Point", "coordinates": [116.0, 40.0, 500.0]}

    assert geometry_difference(point(116.0, 40.0), high).change == "heights"


def test_a_line_that_was_cut_has_the_same_points() -> None:
    coordinates = LINE["coordinates"]
    cut = {"type": "MultiLineString", "coordinates": [coordinates[:5], coordinates[5:]]}  # type: ignore[index]

    found = geometry_difference(LINE, cut)

    assert found.change == "heights"
    assert "other pieces" in str(found.sentences[0])


def test_a_line_that_lost_a_piece_says_how_much() -> None:
    two = {
        "type": "MultiLineString",
        "coordinates": [LINE["coordinates"], [[115, 40], [115.1, 40]]],
    }

    found = geometry_difference(two, LINE)

    assert found.added == ()
    assert [len(part) for part in found.removed] == [2]
    assert found.moved_m > 10_000


@pytest.mark.parametrize("broken", [{}, {"type": "Point"}, {"type": "Point", "coordinates": "x"}])
def test_a_geometry_without_positions_is_none(broken: dict[str, object]) -> None:
    assert geometry_difference(broken, None).change == "none"
