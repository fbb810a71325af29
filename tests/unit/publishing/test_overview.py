"""What waits for whom, what is complete, what is missing, what ends."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from oxymap.people.models import Grant, Person
from oxymap.publishing.documents import feature_document, join_page
from oxymap.publishing.models import Document, Ref, Revision, State, Submission
from oxymap.publishing.overview import (
    expiring,
    gaps_of,
    is_behind,
    language_reports,
    waiting_for,
)
from tests.factories import NO_POSITION, POINTS, feature, front, line, position

VILLAGE = Ref("feature", "villages", "stone-village")
TRAIL = Ref("feature", "trails", "brook-path")
ROUTE = Ref("page", "routes", "village-day")


def person(name: str, *grants: Grant) -> Person:
    return Person(1, name, name, grants)


def submission(number: int, state: State, author: str = "anna", **values: object) -> Submission:
    fields: dict[str, object] = {
        "ref": VILLAGE, "title": "石头村", "districts": ("mentougou",), "head": 1, "base": None,
        "shipped_sha256": None, "reviewer": None, "created_at": 0, "updated_at": 0,
    }  # fmt: skip
    return Submission(id=number, state=state, author=author, **{**fields, **values})  # type: ignore[arg-type]


def route(**texts: str) -> Document:
    fronts = {
        "zh": front("routes", title="村里一日", summary="从村口走到溪边，半天就够了。"),
        "en": front("routes", title="A village day"),
    }
    return Document(ROUTE, {lang: join_page(fronts[lang], text) for lang, text in texts.items()})


def revision(number: int, document: Document) -> Revision:
    return Revision(number, document, number - 1, None, "anna", number, "")


# --- what waits ------------------------------------------------------------------------

OPEN = [
    submission(1, State.DRAFT),
    submission(2, State.DRAFT),
    submission(3, State.IN_REVIEW),
    submission(4, State.APPROVED),
    submission(5, State.IN_REVIEW, "yan", districts=("yanqing",)),
]


def piles(who: Person, writers: dict[int, set[str]] | None = None) -> dict[str, list[int]]:
    found = waiting_for(who, OPEN, writers=writers or {}, returned={2})
    return {
        name: [item.id for item in getattr(found, name)]
        for name in ("to_review", "to_publish", "returned", "drafts", "underway")
        if getattr(found, name)
    }


def test_an_author_sees_own_drafts_and_what_was_given_back() -> None:
    anna = person("anna", Grant("author"))

    assert piles(anna) == {"drafts": [1], "returned": [2], "underway": [3, 4]}


def test_a_reviewer_sees_what_is_in_their_district() -> None:
    assert piles(person("bo", Grant("reviewer", "yanqing"))) == {"to_review": [5]}


def test_nobody_is_asked_to_review_what_they_wrote() -> None:
    anna = person("anna", Grant("author"), Grant("reviewer"), Grant("publisher"))

    found = piles(anna, {5: {"anna"}})

    assert "to_review" not in found
    assert found["underway"] == [3, 5]


def test_a_publisher_sees_what_is_approved() -> None:
    assert piles(person("pia", Grant("publisher"))) == {"to_publish": [4]}


def test_a_page_of_no_district_waits_for_those_of_all_districts() -> None:
    items = [submission(1, State.IN_REVIEW, districts=())]
    one, all_ = person("bo", Grant("reviewer", "yanqing")), person("cy", Grant("reviewer"))

    assert not waiting_for(one, items, writers={}, returned=()).to_review
    assert waiting_for(all_, items, writers={}, returned=()).count == 1


# --- languages -------------------------------------------------------------------------


def states(document: Document, *, behind: bool = False) -> tuple[str, str]:
    found = language_reports(document, behind=behind)
    return found["zh"].state, found["en"].state


def test_both_languages_of_a_whole_feature_are_complete() -> None:
    assert states(feature_document(VILLAGE, feature())) == ("complete", "complete")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"summary": {"zh": "山坡上的一个小村。", "en": ""}}, "incomplete"),
        ({"safety": {"zh": "当心落石。"}}, "incomplete"),
        ({"summary": {"zh": "山坡上的一个小村。", "en": "山坡上的一个小村。"}}, "placeholder"),
        ({"summary": {"zh": "山坡上的一个小村。", "en": "TODO"}}, "placeholder"),
        ({"name": {"zh": "石头村"}, "summary": {"zh": "山坡上的一个小村。"}}, "absent"),
    ],
)
def test_what_english_lacks_is_told_apart(values: dict[str, object], expected: str) -> None:
    assert states(feature_document(VILLAGE, feature(**values))) == ("complete", expected)


def test_a_page_in_one_language_lacks_the_other() -> None:
    assert states(route(zh="沿着溪边走。\n")) == ("complete", "absent")


def test_an_english_text_of_a_few_words_is_a_part() -> None:
    found = language_reports(route(zh="沿着溪边走。" * 30, en="Along the brook."))

    assert (found["en"].state, found["en"].fields) == ("incomplete", ("body",))


def test_chinese_that_changed_after_english_leaves_it_behind() -> None:
    first = route(zh="沿着溪边走。", en="Along the brook.")
    second = route(zh="沿着山脊走。", en="Along the brook.")
    third = route(zh="沿着山脊走。", en="Along the ridge.")

    assert not is_behind([revision(1, first)])
    assert is_behind([revision(2, second), revision(1, first)])
    assert is_behind([revision(1, second)], shipped=first)
    assert not is_behind([revision(3, third), revision(2, second), revision(1, first)])
    assert states(second, behind=True) == ("complete", "behind")


def test_a_changed_fact_leaves_no_language_behind() -> None:
    before = feature_document(VILLAGE, feature())
    after = feature_document(VILLAGE, feature(seasons=["spring"]))

    assert not is_behind([revision(1, after)], shipped=before)


# --- what is missing -------------------------------------------------------------------


def test_a_village_without_anything_lacks_all_that_visitors_look_for() -> None:
    assert gaps_of(feature_document(VILLAGE, feature(position=position(2000)))) == (
        "photo", "approximate", "unverified", "accessibility", "description",
    )  # fmt: skip


def test_a_feature_without_a_point_lacks_a_position_only_once() -> None:
    found = gaps_of(feature_document(VILLAGE, feature(geometry=None, position=NO_POSITION)))

    assert "position" in found
    assert not {"approximate", "unverified"} & set(found)


@pytest.mark.parametrize(
    ("kind", "ele_m", "gaps"),
    [
        ("schematic", None, {"line", "profile"}),
        ("recorded", None, {"profile"}),
        ("recorded", 800.0, set()),
    ],
)
def test_a_trail_lacks_line_or_profile(kind: str, ele_m: float | None, gaps: set[str]) -> None:
    geometry = line(POINTS["mentougou"], ele_m=ele_m)
    found = gaps_of(
        feature_document(TRAIL, feature("brook-path", "trails", geometry=geometry, line=kind))
    )

    assert {"line", "profile"} & set(found) == gaps


def test_a_page_lacks_its_photograph_and_its_english() -> None:
    assert gaps_of(route(zh="沿着溪边走。\n")) == ("photo", "english")


# --- what ends -------------------------------------------------------------------------


def test_what_ends_soon_stands_with_the_next_first() -> None:
    day = 86_400
    items = [
        SimpleNamespace(ref=Ref("page", "festivals", str(n)), expires_at=at)
        for n, at in enumerate([None, 40 * day, 20 * day, 5 * day, -day])
    ]

    assert [item.ref.id for item in expiring(items, now=0)] == ["3", "2"]  # type: ignore[arg-type]
