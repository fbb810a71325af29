import math

from oxymap.maps.clusters import gather
from tests.unit.maps.samples import spot


def at(id, x, y, **more):
    return spot(id, 0, 0, **more), (x, y)


def test_near_places_gather_and_far_ones_do_not():
    groups = gather([at("a", 0, 0), at("b", 5, 5), at("c", 100, 0)], 20)

    assert [[item.id for item in group.features] for group in groups] == [["a", "b"], ["c"]]


def test_nothing_is_lost():
    points = [at(f"p{n}", n * 7 % 90, n * 11 % 60) for n in range(80)]

    groups = gather(points, 20)

    assert sorted(item.id for group in groups for item in group.features) == sorted(
        item.id for item, _ in points
    )


def test_stops_and_the_subject_of_the_page_stand_alone_in_a_crowd():
    points = [at("a", 0, 0), at("b", 0, 0, emphasis=True), at("c", 30, 0, number=1)]

    groups = gather(points, 20)

    assert {group.features[0].id: len(group.features) for group in groups} == {
        "a": 1,
        "b": 1,
        "c": 1,
    }
    assert math.dist(groups[0].place, (0, 0)) > 20
