from itertools import pairwise

import pytest

from oxymap.charts.markup import width_em
from oxymap.charts.scales import MOST_TICKS, Span, nights, time_ticks, value_axis
from tests.unit.charts.samples import DAY_S, HOUR_S, MIDNIGHT, words


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([300, 4800], (0, 1000, 2000, 3000, 4000, 5000)),
        ([2296], (0, 500, 1000, 1500, 2000, 2500)),
        ([0.3], (0, 0.1, 0.2, 0.3)),
        ([], (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([0, 0], (0, 0.2, 0.4, 0.6, 0.8, 1)),
    ],
)
def test_the_axis_of_amounts_begins_at_zero_and_is_round(values, ticks):
    assert value_axis(values).ticks == ticks


def test_values_below_zero_are_on_the_axis():
    axis = value_axis([-10.2, 4.2], from_zero=False)

    assert axis.low <= -10.2 < 0 < 4.2 <= axis.high
    assert 0 in axis.ticks


def test_an_axis_that_need_not_begin_at_zero_keeps_to_its_values():
    axis = value_axis([1013.2, 1021.7], from_zero=False)

    assert axis.low >= 1010
    assert axis.high <= 1024


def test_equal_values_have_room_around_them():
    axis = value_axis([1013.0, 1013.0], from_zero=False)

    assert axis.low < 1013 < axis.high


@pytest.mark.parametrize("high", [1e-6, 0.07, 1, 9.99, 199_999, 3.2e12])
def test_axes_of_any_size_have_few_ticks_without_noise(high):
    axis = value_axis([high])

    assert 3 <= len(axis.ticks) <= MOST_TICKS + 1
    assert axis.high >= high
    assert all(len(f"{tick:.12g}") <= 9 for tick in axis.ticks)


def test_the_highest_value_is_at_the_top():
    axis = value_axis([0, 100])

    assert (axis.share(100), axis.share(50), axis.share(0)) == (0, 0.5, 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [8.5, 15.5, 38])
@pytest.mark.parametrize(
    ("kind", "days"), [("day", 1), ("week", 7), ("month", 30), ("month", 31), ("year", 365)]
)
@pytest.mark.parametrize("shift", [0, 5 * HOUR_S + 17])
def test_words_at_the_x_axis_never_touch(kind, days, width, lang, shift):
    span = Span(MIDNIGHT + shift, MIDNIGHT + shift + days * DAY_S)

    ticks = time_ticks(span, kind, width, words(lang).tick)

    assert len(ticks) >= 2
    boxes = [
        (tick.text_at * width - width_em(tick.text) / 2, width_em(tick.text)) for tick in ticks
    ]
    assert all(left + wide < next_left for (left, wide), (next_left, _) in pairwise(boxes))


def test_hours_are_those_of_beijing():
    span = Span(MIDNIGHT + 1800, MIDNIGHT + DAY_S - 1800)

    ticks = time_ticks(span, "day", 38, words().tick)

    assert [tick.text for tick in ticks][:3] == ["02:00", "04:00", "06:00"]
    assert ticks[0].at == pytest.approx((2 * HOUR_S - 1800) / (DAY_S - HOUR_S))


def test_a_new_day_is_named_with_its_date():
    span = Span(MIDNIGHT - 12 * HOUR_S, MIDNIGHT + 12 * HOUR_S)

    names = {lang: time_ticks(span, "day", 38, words(lang).tick) for lang in ("zh", "en")}

    assert "11/21" in [tick.text for tick in names["zh"]]
    assert "21 Nov" in [tick.text for tick in names["en"]]


def test_days_of_a_week_are_named_in_their_middle():
    span = Span(MIDNIGHT, MIDNIGHT + 7 * DAY_S)

    first = time_ticks(span, "week", 38, words("zh").tick)[0]

    assert (first.text, first.at) == ("周六", 0)
    assert first.text_at == pytest.approx(0.5 / 7)


def test_january_is_named_by_its_year():
    span = Span(MIDNIGHT, MIDNIGHT + 365 * DAY_S)

    names = [tick.text for tick in time_ticks(span, "year", 38, words("zh").tick)]

    assert "2027年" in names
    assert "7月" in names
    assert "1月" not in names


def test_a_plot_too_narrow_for_two_words_keeps_one():
    span = Span(MIDNIGHT, MIDNIGHT + DAY_S)

    assert len(time_ticks(span, "day", 1.5, words().tick)) <= 1


def test_nights_are_cut_at_the_edges():
    span = Span(MIDNIGHT, MIDNIGHT + DAY_S)

    assert nights(span) == [(0, pytest.approx(8 / 24)), (pytest.approx(20 / 24), 1)]


def test_a_morning_has_no_night():
    assert nights(Span(MIDNIGHT + 9 * HOUR_S, MIDNIGHT + 12 * HOUR_S)) == []
