"""Pins move aside where they would hide each other."""

from __future__ import annotations

import itertools
import math

from oxymap.leaflets.pins import spread

SIZE = (300.0, 200.0)


def test_pins_far_apart_stay_where_they_are() -> None:
    places = [(50.0, 50.0), (150.0, 60.0)]

    assert spread(places, 17, SIZE, 10) == places


def test_pins_on_one_place_are_all_seen() -> None:
    found = spread([(100.0, 100.0)] * 9, 17, SIZE, 10)

    nearest = min(math.dist(one, other) for one, other in itertools.combinations(found, 2))
    assert nearest > 16


def test_pins_stay_inside_the_picture() -> None:
    found = spread([(2.0, 2.0)] * 5, 17, SIZE, 10)

    assert all(10 <= x <= 290 and 10 <= y <= 190 for x, y in found)


def test_same_places_give_the_same_answer() -> None:
    places = [(100.0 + n % 3, 100.0) for n in range(12)]

    assert spread(places, 17, SIZE, 10) == spread(places, 17, SIZE, 10)
