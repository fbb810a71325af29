import re

from oxymap.charts.curve import HEIGHT, WIDTH, path
from oxymap.charts.models import ChartPoint
from tests.unit.charts.samples import HOUR_S, MIDNIGHT, draw, hours, path_of


def places(data: str) -> list[tuple[int, int]]:
    """Follow path data of relative lines."""
    found = []
    for piece in re.findall(r"M[^M]+", data):
        numbers = [int(word) for word in re.findall(r"-?\d+", piece.replace("h0", ""))]
        x = y = 0
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found


def test_path_steps_are_relative_and_short():
    assert path([(10, 20), (15, 18), (20, 30), (21, 30)]) == "M10 20l5-2 5 12 1 0"


def test_a_lonely_point_is_a_dot():
    assert path([(10, 20)]) == "M10 20h0"


def test_every_value_is_a_point_of_the_line():
    line = path_of(draw(hours(range(100, 2500, 100))).svg, "chart__line")

    assert len(places(line)) == 24
    assert line.count("M") == 1


def test_a_gap_separates_the_line():
    line = path_of(draw(hours([5, 6, None, 7, 8, None, None, 9] + [4] * 16)).svg, "chart__line")

    assert line.count("M") == 3
    assert len(places(line)) == 21


def test_points_stand_in_the_middle_of_their_periods():
    (x, y), *_, (last_x, last_y) = places(
        path_of(draw(hours([0, *[500] * 22, 1000])).svg, "chart__line")
    )

    assert (x, y) == (round(WIDTH / 48), HEIGHT)
    assert (last_x, last_y) == (round(WIDTH * 47 / 48), 0)


def test_the_band_goes_along_the_highs_and_back_along_the_lows():
    points = [
        ChartPoint(MIDNIGHT + n * HOUR_S, MIDNIGHT + (n + 1) * HOUR_S, 100, low=50, high=150)
        for n in range(24)
    ]

    band = path_of(draw(points).svg, "chart__band")

    assert len(places(band)) == 48
    assert band.endswith("z")


def test_one_spike_in_the_band_does_not_flatten_the_curve():
    points = list(hours([2000.0] * 24))
    points[5] = ChartPoint(points[5].start, points[5].end, 2000, low=1900, high=90_000)

    drawn = draw(points).svg

    assert min(y for _, y in places(path_of(drawn, "chart__line"))) < HEIGHT / 2


def test_nothing_is_drawn_outside_of_the_plot():
    values = [-1e12, 3, 1e12, *[5] * 21]

    shown = places(path_of(draw(hours(values)).svg, "chart__line"))

    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in shown)


def test_the_area_is_only_below_curves_from_zero():
    assert "chart__area" in draw(hours([5, 6])).svg
    assert "chart__area" not in draw(hours([-5, 6])).svg
    assert "chart__area" not in draw(hours([1013, 1016]), from_zero=False).svg


def test_the_area_passes_over_a_short_break_and_not_over_a_gap():
    points = [ChartPoint(t, t + 300, 5) for t in range(MIDNIGHT, MIDNIGHT + 24 * HOUR_S, 300)]
    short, long = points[:50] + points[52:], points[:50] + points[90:]

    assert path_of(draw(short).svg, "chart__area").count("M") == 1
    assert path_of(draw(long).svg, "chart__area").count("M") == 2


def test_bars_stand_on_zero_and_leave_out_dry_hours():
    drawn = draw(hours([0, 2, 4, *[0] * 21]), form="bars").svg

    bars = path_of(drawn, "chart__bars")
    assert bars.count("M") == 2
    assert f" {HEIGHT}V" in bars
    assert "chart__line" not in drawn
