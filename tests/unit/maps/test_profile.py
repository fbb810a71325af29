import re
import xml.etree.ElementTree as ElementTree

import pytest

from oxymap.maps.labels import overlap
from oxymap.maps.profile import draw_profile, steps

POINTS = [(n * 50.0, 850 + n * 8.0) for n in range(42)]
MARKS = [(n * 120.0, 850 + n * 19.2, f"路口{n}") for n in range(17)]


def profile(points=POINTS, marks=MARKS, lang="zh"):
    return draw_profile(points, marks, (640, 300), "九眼楼登山步道的高程剖面", lang)


def test_a_profile_is_well_formed_and_always_the_same():
    root = ElementTree.fromstring(profile())  # noqa: S314

    assert root.get("role") == "img"
    assert profile() == profile()
    assert " style=" not in profile()


def test_the_script_is_told_the_frame_of_the_plot():
    frame = re.search(r'data-plot="([^"]+)"', profile())[1].split()

    assert [float(word) for word in frame][4] == 2050
    assert len(frame) == 7


def test_the_axes_have_round_numbers_and_units():
    drawn = profile()

    assert ">1000</text>" in drawn
    assert ">公里</text>" in drawn
    assert ">km</text>" in profile(lang="en")


def test_both_ends_are_named_and_no_names_overlap():
    drawn = profile()
    names = re.findall(r'<text x="([\d.]+)" y="([\d.]+)" text-anchor="middle">(路口\d+)<', drawn)

    assert {"路口0", "路口16"} <= {name for _, _, name in names}
    boxes = [
        (float(x) - len(name) * 4.5, float(y) - 9, float(x) + len(name) * 4.5, float(y))
        for x, y, name in names
    ]
    assert not any(overlap(one, other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_names_cannot_become_markup():
    drawn = profile(marks=[(0.0, 850.0, "<b>&")])

    ElementTree.fromstring(drawn)  # noqa: S314
    assert "<b>" not in drawn


def test_a_flat_way_is_drawn_flat():
    ElementTree.fromstring(profile(points=[(0.0, 500.0), (900.0, 500.0)], marks=[]))  # noqa: S314


def test_one_point_makes_no_profile():
    assert profile(points=[(0.0, 500.0)], marks=[]) == ""


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(0, 2.0, [0, 0.5, 1, 1.5, 2]), (812, 1180, [900, 1000, 1100]), (-10, 9, [-10, -5, 0, 5])],
)
def test_axis_steps_are_round(low, high, expected):
    assert steps(low, high, 4) == pytest.approx(expected)
