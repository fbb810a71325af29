import pytest

from oxymap.charts.markup import em, group, label, percent, tag, width_em


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0%"), (-0.0, "0%"), (1, "100%"), (1 / 3, "33.33%"), (0.5, "50%")]
)
def test_shares_are_short(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0em"), (-0.001, "0em"), (-1.25, "-1.25em")])
def test_lengths_are_short(value, text):
    assert em(value) == text


def test_texts_and_attributes_are_escaped():
    assert label("a<b & c", "0", "0", None) == '<text x="0" y="0">a&lt;b &amp; c</text>'
    assert tag("g", id='"<') == '<g id="&quot;&lt;"/>'


def test_attributes_without_a_value_are_left_out():
    assert (
        tag("rect", class_="a", fill=None, stroke_width=2) == '<rect class="a" stroke-width="2"/>'
    )


def test_a_group_of_nothing_is_nothing():
    assert group("a", []) == ""


def test_chinese_letters_are_wider_than_figures():
    assert width_em("缺测") == 2
    assert width_em("11") < width_em("缺测")
    assert width_em("1,000") < width_em("11000")
