"""What a first view may cost, and what counts towards it."""

from __future__ import annotations

import pytest

from oxymap.freeze.budgets import FIRST_VIEW_KB, MAP_CODE_KB, budget_failures, page_type
from oxymap.freeze.walker import Artifact

LIMIT = int(FIRST_VIEW_KB["place"] * 1000)
MAP_LIMIT = int(MAP_CODE_KB * 1000)
PAGE = Artifact("/places/a", "places/a/index.html", b"", "text/html; charset=utf-8")


def asset(path: str) -> Artifact:
    return Artifact(f"/assets/1/{path}", f"assets/1/{path}", b"", "text/plain")


def failures(sizes: dict[Artifact, int]) -> list[str]:
    return list(budget_failures(sizes, {item.path: size for item, size in sizes.items()}))


def test_page_of_exactly_its_limit_passes() -> None:
    assert failures({PAGE: LIMIT}) == []


def test_page_of_one_byte_more_fails() -> None:
    (failure,) = failures({PAGE: LIMIT + 1})

    assert failure.startswith("/places/a: first view")


@pytest.mark.parametrize("path", ["css/site.css", "js/main.js"])
def test_what_every_page_loads_counts_with_the_page(path: str) -> None:
    (failure,) = failures({PAGE: LIMIT - 1000, asset(path): 2000})

    assert "first view 46.0 KB is over the 45 KB of place" in failure


@pytest.mark.parametrize("path", ["css/print.css", "js/map/draw.js", "vendor/leaflet.js"])
def test_what_comes_after_the_first_view_does_not(path: str) -> None:
    assert failures({PAGE: LIMIT - 1000, asset(path): 2000}) == []


@pytest.mark.parametrize(
    "path",
    ["js/map/draw.js", "js/modules/map.js", "vendor/leaflet.js", "vendor/leaflet.css",
     "js/composed/full.js"],
)  # fmt: skip
def test_code_of_the_map_has_a_budget_of_its_own(path: str) -> None:
    (failure,) = failures({asset(path): MAP_LIMIT + 1000})

    assert failure == "map code 76.0 KB is over 75.0 KB"


@pytest.mark.parametrize("path", ["js/modules/filter.js", "vendor/marker.png", "js/main.js"])
def test_other_files_are_not_code_of_the_map(path: str) -> None:
    assert failures({asset(path): MAP_LIMIT + 1000}) == []


def test_code_of_the_map_counts_together() -> None:
    half = MAP_LIMIT // 2 + 1

    assert len(failures({asset("js/map/a.js"): half, asset("js/map/b.js"): half})) == 1


def test_page_that_has_no_type_cannot_pass_unseen() -> None:
    with pytest.raises(StopIteration):
        page_type("/unheard-of")
