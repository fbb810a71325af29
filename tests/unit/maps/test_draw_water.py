import re

import pytest

from oxymap.maps.basemap import BaseFeature, BaseMap
from oxymap.maps.draw_water import BANK_ZOOM, NAME_ZOOM, draw_water, name_wishes
from oxymap.maps.projection import fit
from tests.unit.maps.markup import classes, numbers, parse

VIEW = fit((115.4, 39.9, 115.8, 40.2), (400, 300))
CLOSE = fit((115.59, 40.04, 115.61, 40.06), (400, 300))
COURSE = tuple((115.45 + n * 0.03, 40.0 + n % 2 * 0.02) for n in range(10))
POND = ((115.5, 40.1), (115.52, 40.1), (115.52, 40.12), (115.5, 40.12), (115.5, 40.1))


def river(line=COURSE, rank=1, name=("清水河", "Qingshui River"), id="r"):
    return BaseFeature(id, "river", name, rank, tuple(line))


def lake(line=POND, name=("斋堂水库", "Zhaitang Reservoir"), rank=1):
    return BaseFeature("l", "reservoir", name, rank, tuple(line))


def draw(*features, view=VIEW):
    return draw_water(BaseMap((), features), view)


def wishes(*features, view=VIEW, language=0):
    return list(name_wishes(BaseMap((), features), view, language))


def river_widths(drawn):
    return numbers(drawn[drawn.index("map-river") :], "stroke-width")


def test_a_river_widens_on_its_way():
    widths = river_widths(draw(river()))

    assert widths == sorted(set(widths))
    assert len(widths) == 3


def test_a_greater_river_is_wider():
    mouths = [river_widths(draw(river(rank=rank)))[-1] for rank in (1, 2, 3)]

    assert mouths == sorted(set(mouths), reverse=True)


def test_the_parts_of_a_river_join():
    parts = re.findall(r'M[^"]+', draw(river()).split("map-river")[1])
    starts = [
        tuple(map(float, re.match(r"M([\d.]+) ?(-?[\d.]+)", part).groups())) for part in parts
    ]

    joints = [pytest.approx(VIEW.project(*COURSE[at]), abs=0.06) for at in (0, 3, 6)]
    assert starts == joints


@pytest.mark.parametrize("view", [VIEW, CLOSE])
def test_a_bank_is_drawn_only_where_hills_crowd(view):
    through = river([(115.5, 40.05), (115.6, 40.05), (115.7, 40.05)])

    assert ("map-bank" in draw(through, view=view)) == (view.zoom < BANK_ZOOM)


def test_a_reservoir_lies_over_the_bank_and_under_the_water_of_rivers():
    assert classes(draw(river(), lake())) == ["map-bank", "map-lake", "map-river"]


def test_a_reservoir_is_a_closed_shape():
    assert re.search(r' d="M[^"]+z"', draw(lake()))


def test_water_far_from_the_window_is_not_drawn():
    away = river([(lon + 3, lat) for lon, lat in COURSE])
    pond = lake([(lon, lat + 3) for lon, lat in POND])

    assert draw(away, pond) == ""


def test_the_far_part_of_a_river_is_left_out_and_what_returns_is_drawn():
    there_and_back = river([(115.45, 40.0), (115.5, 40.0), (115.5, 43.0), (115.6, 43.0),
                            (115.6, 40.0), (115.7, 40.0)])  # fmt: skip

    drawn = draw(there_and_back)

    heights = [abs(float(word)) for word in re.findall(r"M[\d.]+ ?(-?[\d.]+)", drawn)]
    assert len(river_widths(drawn)) > 1
    assert max(heights) < 400 * 20


def test_water_takes_no_style_attribute_and_no_id():
    drawn = draw(river(), lake())

    parse(drawn)
    assert " style=" not in drawn and " id=" not in drawn
    assert drawn == draw(river(), lake())


@pytest.mark.parametrize(("language", "names"), [
    (0, ["清水河", "斋堂水库"]),
    (1, ["Qingshui River", "Zhaitang Reservoir"]),
])  # fmt: skip
def test_names_come_in_the_pages_language(language, names):
    assert [wish.text for wish in wishes(river(), lake(), language=language)] == names


def test_lesser_water_is_named_only_from_near():
    far = fit((115.0, 39.5, 116.6, 40.8), (400, 300))
    ranks = [rank for rank in (1, 2, 3) if wishes(river(rank=rank), view=far)]

    assert ranks == [rank for rank, zoom in NAME_ZOOM.items() if far.zoom >= zoom]
    assert 3 not in ranks


def test_a_river_is_named_from_the_middle_of_what_is_seen():
    (wish,) = wishes(river())

    assert wish.places[0] == VIEW.project(*COURSE[5])
    assert all(VIEW.holds(place, -12) for place in wish.places)


def test_a_reservoir_is_named_in_its_middle_while_that_is_seen():
    (wish,) = wishes(lake())

    middle = VIEW.project(115.51, 40.11)
    assert wish.places == (pytest.approx(middle, abs=0.1),)
    assert wishes(lake(), view=CLOSE) == []


def test_water_without_a_name_asks_for_none():
    assert wishes(river(name=None), lake(name=None)) == []
