"""What mentions an object."""

from __future__ import annotations

import pytest

from oxymap.publishing.models import Ref
from oxymap.publishing.referrers import referrers
from tests.factories import catalogue, page, place

VILLAGE = Ref("feature", "villages", "stone-village")
ROUTE = Ref("page", "routes", "village-day")


def test_a_route_mentions_its_stops_and_a_feature_its_parent() -> None:
    route = page("village-day", "routes")
    child = place("stone-inn", parent="stone-village")

    found = referrers(catalogue([place(), child], [route]), VILLAGE)

    assert found == [Ref("feature", "villages", "stone-inn"), ROUTE]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("See [it](place:stone-village).\n", True),
        ('::places{ids="stone-village"}\n', True),
        ("See [it](place:stone-village-inn).\n", False),
        ("The old-stone-village is another.\n", False),
    ],
)
def test_a_link_or_a_block_mentions_only_the_whole_id(source: str, found: bool) -> None:
    about = page("about", source=source)

    assert bool(referrers(catalogue([], [about]), VILLAGE)) is found


def test_a_page_is_mentioned_by_its_scheme() -> None:
    pages = [
        page("about", source="[Go](route:village-day)\n"),
        page("data", source="[Go](festival:village-day)\n"),
        page("village-day", "routes", source="[Me](route:village-day)\n"),
    ]

    assert referrers(catalogue([], pages), ROUTE) == [Ref("page", "pages", "about")]
