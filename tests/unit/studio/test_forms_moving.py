"""Rows of a form that has not been saved: added, moved, taken away, without a script."""

from __future__ import annotations

import datetime

import pytest

from oxymap.publishing.documents import feature_of, split_page
from oxymap.publishing.models import Ref
from oxymap.studio.forms.editing import document_from, form_of, values_of
from oxymap.studio.forms.first import first_document, propose_id
from oxymap.studio.forms.moving import is_move, moved
from oxymap.studio.forms.showing import Words, show_form
from oxymap.web.i18n import localizer
from tests.unit.studio.test_forms import route

DAY = datetime.date(2026, 11, 21)


def places(values: dict[str, tuple[str, ...]]) -> list[str]:
    names = sorted(name for name in values if name.startswith("stops.") and name.endswith(".from"))
    return [values[name][0] for name in names]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("up:stops:1", ["1", "0"]),
        ("down:stops:0", ["1", "0"]),
        ("up:stops:0", ["0", "1"]),
        ("down:stops:1", ["0", "1"]),
        ("drop:stops:0", ["1"]),
        ("add:stops", ["0", "1", ""]),
        ("up:stops:9", ["0", "1"]),
        ("up:stops:x", ["0", "1"]),
        ("up:nothing:1", ["0", "1"]),
    ],
)
def test_rows_move(action: str, expected: list[str]) -> None:
    document = route()

    assert is_move(action)
    assert places(moved(form_of(document), values_of(document), action)) == expected


def test_saving_is_no_move() -> None:
    assert not is_move("save")
    assert not is_move("add")


def test_the_english_words_make_the_id_else_the_pinyin() -> None:
    assert propose_id("爨底下", "Cuandixia Village", lambda _: False) == "cuandixia-village"
    assert propose_id("门头沟 古道", "", lambda _: False) == "men-tou-gou-gu-dao"
    assert propose_id("！", "", lambda _: False) == "new"
    assert propose_id("秋", "Autumn", {"autumn", "autumn-2"}.__contains__) == "autumn-3"


@pytest.mark.parametrize("page_type", ["routes", "festivals", "pages"])
def test_a_new_page_begins_in_both_languages(page_type: str) -> None:
    ref = Ref("page", page_type, "new-one")

    document = first_document(ref, "新的", "New one", kind="", district="yanqing", today=DAY)

    fronts = [split_page(text)[0] for text in document.texts.values()]
    assert [front["title"] for front in fronts] == ["新的", "New one"]
    assert {front["updated"] for front in fronts} == {"2026-11-21"}
    assert document_from(document, values_of(document)) == (document, {})


def test_a_new_place_has_its_names_and_no_position() -> None:
    ref = Ref("feature", "peaks", "new-peak")

    document = first_document(ref, "新峰", "New Peak", kind="peak", district="yanqing", today=DAY)

    feature = feature_of(document)
    assert feature["properties"]["name"] == {"zh": "新峰", "en": "New Peak"}
    assert feature["geometry"] is None


def test_the_form_says_what_is_wrong_beside_the_field() -> None:
    document = route()
    sent = {**values_of(document), "stops.0.stay_min": ("long",), "mode": ("hover",)}
    _, errors = document_from(document, sent)

    sections = show_form(form_of(document), sent, errors, Words(localizer("en")))

    stops = next(one for one in sections if one.id == "stops").parts[0]
    cell = next(one for one in stops.rows[0].fields if one.name == "stops.0.stay_min")
    assert cell.inputs[0].value == "long"
    assert cell.inputs[0].error == "“long” is not a number."
    mode = next(p for s in sections for p in s.parts if p.name == "mode")
    assert ("hover", "hover") in mode.options
    assert [row.origin for row in stops.rows] == ["0", "1"]
    assert stops.pattern.prefix == "stops.__row__."
