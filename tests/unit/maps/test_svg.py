import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.maps import svg


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (0.0, "0"),
        (-0.04, "0"),
        (0.5, ".5"),
        (-0.5, "-.5"),
        (12.0, "12"),
        (10.25, "10.2"),
        (100, "100"),
    ],
)
def test_numbers_take_no_superfluous_character(value, word):
    assert svg.number(value) == word


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=2, max_size=50))
def test_rounding_never_adds_up_along_a_path(points):
    data = svg.path(points)

    numbers = [float(word) for word in re.findall(r"-?\d*\.?\d+", data)]
    x, y = sum(numbers[0::2]), sum(numbers[1::2])
    assert x == pytest.approx(points[-1][0], abs=0.11)
    assert y == pytest.approx(points[-1][1], abs=0.11)


def test_a_closed_path_ends_with_z():
    assert svg.path([(0, 0), (10, 0), (10, 10)], closed=True) == "M0 0l10 0 0 10z"


def test_a_curve_ends_where_its_points_end():
    data = svg.curve([(0, 0), (10, 10), (20, 0)])

    numbers = [float(word) for word in re.findall(r"-?\d*\.?\d+", data)]
    assert (numbers[0] + numbers[6] + numbers[12], numbers[1] + numbers[7] + numbers[13]) == (20, 0)


def test_two_points_make_a_straight_line_and_none_make_nothing():
    assert svg.curve([(0, 0), (4, 4)]) == "M0 0l4 4"
    assert svg.path([]) == ""


def test_attribute_values_are_escaped():
    assert svg.tag("a", "x", href='"<&', class_="b") == '<a href="&quot;&lt;&amp;" class="b">x</a>'
