"""What a document names is published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import factories
from tests.unit.publishing.checks.sampling import (
    codes,
    context,
    errors,
    finding,
    made,
    made_page,
    shipped,
    with_places,
)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("[a](place:cuandixia)", True),
        ("[a](trail:cuandixia)", False),
        ("[a](route:mtg-temples)", True),
        ("[a](festival:winter)", True),
        ("[a](festival:mtg-temples)", False),
        ("[a](page:safety)", True),
        ("[a](district:yanqing)", True),
        ('::places{ids="cuandixia nowhere"}', False),
        ('::map{places="cuandixia" trails="jingxi-gudao"}', True),
    ],
)
def test_links_and_blocks_lead_somewhere(text: str, *, known: bool) -> None:
    found = errors(made_page(zh=f"中文 {text}\n" if text[0] == "[" else f"中文\n\n{text}\n"))

    assert [item.code for item in found] == ([] if known else ["reference_missing"])


def test_link_in_a_description_counts() -> None:
    text = {"zh": "去[村里](place:nowhere)。", "en": "To [the village](place:cuandixia)."}

    found = errors(made(description=text))

    assert [(item.code, item.field) for item in found] == [("reference_missing", "description.zh")]


def test_closed_place_is_a_warning() -> None:
    closed = factories.place("old-bridge", status="closed")
    here = context(catalogue=with_places(closed))

    found = finding(made_page(place="old-bridge"), "reference_closed", here)

    assert (found.severity, found.field) == ("warning", "place")


def test_withdrawn_place_is_a_warning() -> None:
    gone = replace(shipped(), gone=frozenset({("feature", "old-bridge")}))

    found = finding(made_page(place="old-bridge"), "reference_withdrawn", context(catalogue=gone))

    assert found.severity == "warning"
    assert errors(made_page(place="old-bridge"), context(catalogue=gone)) == []


def test_parent_that_leads_back_is_stopped() -> None:
    child = factories.place("child", parent="new-place")
    here = context(catalogue=with_places(child, factories.place("new-place")), is_new=False)

    assert "parent_circle" in codes(made(parent="child"), here)


def test_parent_of_another_kind_is_stopped() -> None:
    assert [x.code for x in errors(made(parent="jingxi-gudao"))] == ["reference_missing"]


def test_station_facts_outside_the_stations_are_stopped() -> None:
    assert [x.code for x in errors(made(station={}))] == ["station_elsewhere"]


def test_id_of_something_else_is_taken() -> None:
    assert [x.code for x in errors(made(feature_id="cuandixia"))] == ["id_taken"]
