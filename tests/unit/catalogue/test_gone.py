"""Whatever mentions a withdrawn object goes on without it."""

from __future__ import annotations

import pytest

from oxymap.catalogue.gone import without_gone
from oxymap.catalogue.models import DistrictFront, FestivalFront, Page, RouteFront
from oxymap.catalogue.overlay import OverlayEntry
from tests.factories import page_file, place, placed

VILLAGE = {
    ("feature", "stone-village"): OverlayEntry(
        "feature", "villages", "stone-village", None, "publication 1",
        {"zh": "石头村", "en": "Stone Village"},
    )
}  # fmt: skip
ROUTE = {
    ("page", "routes/village-day"): OverlayEntry(
        "page", "routes", "village-day", None, "publication 2"
    )
}


def mended(page_type: str = "pages", gone=VILLAGE, **values: object) -> Page:
    _, (found,) = without_gone([], [page_file("one", page_type, **values)], gone)
    return found.page


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("See [the village](place:stone-village).", "See the village."),
        ("See [another](place:mill-village).", "See [another](place:mill-village)."),
        ('::places{ids="mill-village stone-village"}', '::places{ids="mill-village"}'),
        ('::map{places="stone-village" trails="ridge"}', '::map{places="" trails="ridge"}'),
        ('a\n::value{place="stone-village"}\nb', "a\nb"),
    ],
)
def test_text_mentions_nothing_that_is_gone(source: str, wanted: str) -> None:
    assert mended(source=source).source == wanted


def test_link_to_a_withdrawn_page_becomes_text() -> None:
    assert mended(gone=ROUTE, source="[a day](route:village-day)").source == "a day"


def test_stop_keeps_its_name_in_the_page_s_language() -> None:
    front = mended("routes", lang="en").front

    assert isinstance(front, RouteFront)
    assert (front.stops[0].place, front.stops[0].name) == (None, "Stone Village")
    assert front.stops[0].stay_min == 45


def test_festival_keeps_the_name_of_its_place() -> None:
    front = mended("festivals", place="stone-village").front

    assert isinstance(front, FestivalFront)
    assert (front.place, front.venue) == (None, "石头村")


def test_highlights_lose_what_is_gone() -> None:
    front = mended("districts", highlights=["stone-village", "mill-village"]).front

    assert isinstance(front, DistrictFront)
    assert front.highlights == ("mill-village",)


def test_feature_loses_its_parent() -> None:
    child = placed(place("mill-village", parent="stone-village"))

    ((found,), _) = without_gone([child], [], VILLAGE)

    assert found.place.properties.parent is None


def test_nothing_gone_leaves_everything_as_it_is() -> None:
    item = page_file("one", source="[x](place:stone-village)")

    assert without_gone([], [item], {}) == ((), (item,))
