import json

import pytest

from oxymap.config import ROOT
from oxymap.maps.basemap import BaseFeature
from oxymap.maps.hills import foothills, hills

FIXTURE = json.loads((ROOT / "tests/js/fixtures/hills.json").read_text())
RIDGES = tuple(
    BaseFeature(str(n), "ridge", None, ridge["rank"], tuple(map(tuple, ridge["line"])))
    for n, ridge in enumerate(FIXTURE["ridges"])
)


@pytest.mark.parametrize("view", FIXTURE["views"], ids=lambda view: f"zoom {view['zoom']}")
def test_hills_stand_where_the_browser_puts_them(view):
    found = [[hill.x, hill.y, hill.shape, hill.size] for hill in hills(RIDGES, view["zoom"])]

    assert _close(found, view["hills"])


@pytest.mark.parametrize("view", FIXTURE["views"], ids=lambda view: f"zoom {view['zoom']}")
def test_lower_hills_stand_where_the_browser_puts_them(view):
    hills_found = foothills(RIDGES, view["zoom"], tuple(view["box"]))

    assert _close([[h.x, h.y, h.shape, h.size] for h in hills_found], view["foothills"])


def test_hills_do_not_jump_between_zooms_of_one_level():
    one, other = hills(RIDGES, 10.1), hills(RIDGES, 10.2)

    scale = 2**0.1
    assert _close(
        [[hill.x * scale, hill.y * scale, hill.shape, hill.size] for hill in one],
        [[hill.x, hill.y, hill.shape, hill.size] for hill in other],
    )


def _close(found, expected):
    return len(found) == len(expected) and all(
        one == pytest.approx(other, abs=0.01) for one, other in zip(found, expected, strict=True)
    )
