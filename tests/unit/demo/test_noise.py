"""Noise is a pure function: scattered, smooth, and the same every time."""

from __future__ import annotations

import itertools
from statistics import fmean

from oxymap.demo.noise import drift, scatter, seed_of


def test_numbers_are_the_same_in_every_run() -> None:
    assert seed_of("site", "a", 1) == 2155435755
    assert round(scatter(5, 7), 9) == 0.497539711
    assert drift(3, 1e9, 600) == drift(3, 1e9, 600)


def test_scatter_fills_its_range_evenly() -> None:
    found = [scatter(11, index) for index in range(4000)]

    assert -1 <= min(found) < -0.99
    assert 0.99 < max(found) < 1
    assert abs(fmean(found)) < 0.05


def test_neighbours_have_nothing_to_do_with_each_other() -> None:
    products = [scatter(2, index) * scatter(2, index + 1) for index in range(4000)]

    assert abs(fmean(products)) < 0.03


def test_drift_changes_slowly() -> None:
    found = [drift(4, time, 3600) for time in range(0, 86_400, 60)]

    steps = [abs(after - before) for before, after in itertools.pairwise(found)]
    assert max(steps) < 0.06
    assert max(found) - min(found) > 0.8


def test_seeds_differ_by_every_word() -> None:
    assert len({seed_of("a", 1), seed_of("a", 2), seed_of("b", 1), seed_of("a1")}) == 4
