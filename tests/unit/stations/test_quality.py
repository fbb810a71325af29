"""The verdicts on a station's values: the vectors of docs/quality.md, and what holds for all."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oxymap.stations.means import fine_means, half_up
from oxymap.stations.models import HOUR_S, Flag, Observation
from oxymap.stations.quality import REACH_S, judge
from oxymap.stations.rules import Rules
from tests.unit.stations.series import (
    START,
    base,
    flagged,
    flags,
    judged,
    observations,
    with_verdicts,
)


def case_b():
    values = base()
    values[30], values[31], values[32] = 15_000.0, None, -5.0
    return values


#: Name, values, flags by position, published hourly mean and count.
CASES = [
    ("A", base(), {}, 2002.65, 60),
    ("B", case_b(), {30: 1, 31: 8, 32: 2}, 2003.42, 57),
    ("C", base()[:20] + [1234.0] * 40, dict.fromkeys(range(20, 60), 2), None, 20),
    ("D", [None] * 16 + base()[16:], dict.fromkeys(range(16), 8), None, 44),
    ("E", [0.0] * 60, dict.fromkeys(range(60), 2), None, 0),
    (
        "F",
        base()[:10] + [26_000.0] * 10 + base()[20:],
        dict.fromkeys(range(10, 20), 1),
        1997.12,
        50,
    ),
]
CASE_NAMES = [case[0] for case in CASES]


# --- the handbook's vectors ------------------------------------------------------------


@pytest.mark.parametrize(("name", "values", "expected", "mean", "n"), CASES, ids=CASE_NAMES)
def test_case_gets_the_flags_of_the_handbook(name, values, expected, mean, n):
    verdicts = judged(observations(values))

    assert flags(verdicts) == [expected.get(i, 0) for i in range(60)]


@pytest.mark.parametrize(("name", "values", "expected", "mean", "n"), CASES, ids=CASE_NAMES)
def test_case_has_the_hourly_mean_of_the_handbook(name, values, expected, mean, n):
    given = observations(values)

    [hour] = fine_means("hour", with_verdicts(given, judged(given)), 60, observed="neg_ion")

    published = half_up(hour.value, 2) if hour.complete else None
    assert (published, hour.n) == (mean, n)


def test_reasons_name_the_check():
    assert flagged(judged(observations(case_b()))) == {
        30: ("spike",),
        31: ("missing",),
        32: ("range",),
    }


# --- what is asked and answered --------------------------------------------------------


def test_every_property_gets_its_verdicts_in_its_order():
    given = {
        "humidity": observations([70.0, 120.0, None], observed="humidity"),
        "neg_ion": observations([-1.0, 2000.0]),
        "pm25": [],
    }

    verdicts = judge(given, interval_s=60, rules=Rules())

    assert {name: flags(found) for name, found in verdicts.items()} == {
        "humidity": [0, 2, 8],
        "neg_ion": [2, 0],
        "pm25": [],
    }


def test_flags_that_values_carry_are_not_looked_at():
    given = observations(case_b())
    doubted = [
        Observation(o.observed, o.time, o.period_s, o.result, flag=Flag.ERROR) for o in given
    ]

    assert judged(doubted) == judged(given)


def test_minutes_and_hours_are_judged_apart():
    minutes = observations([1234.0] * 29, start=START)
    hour = observations([1234.0], period_s=3600, start=START - 1800)
    mixed = sorted([*minutes, *hour], key=lambda item: (item.time, item.period_s))

    verdicts = judged(mixed)

    assert flagged(verdicts) == {}


def test_other_properties_may_stand_still():
    calm = observations([0.0] * 300, observed="wind_speed")

    assert flagged(judged(calm)) == {}


def test_usual_values_are_asked_by_the_start_of_the_hour():
    asked = []

    def typical(hour_start):
        asked.append(hour_start)
        return 600.0

    moist = observations([98.0] * 60, observed="humidity")

    verdicts = judged(observations(base()), moist, typical=typical)

    assert set(asked) == {START}
    assert flags(verdicts) == [1] * 60
    assert verdicts[0].reasons == ("wet",)


def test_a_wet_value_near_the_usual_is_good_and_marked():
    moist = observations([98.0] * 60, observed="humidity")

    verdicts = judged(observations(base()), moist, typical=lambda hour: 720.0)

    assert flagged(verdicts) == {}
    assert {verdict.marks for verdict in verdicts} == {("wet",)}


def test_a_wet_value_is_good_when_nothing_is_known_of_the_usual():
    moist = observations([98.0] * 60, observed="humidity")

    assert flagged(judged(observations(base()), moist)) == {}


def test_hours_far_from_the_neighbours_are_suspect():
    verdicts = judged(observations(base(120)), outlying=lambda hour: hour == START + HOUR_S)

    assert flagged(verdicts) == dict.fromkeys(range(60, 120), ("neighbour",))


# --- a bounded reach -------------------------------------------------------------------


def random_station(seed: int, hours: int, spacing_s: int) -> dict[str, list[Observation]]:
    """Return a station's values with everything that the checks look for strewn in."""
    random = np.random.default_rng(seed)
    count = hours * HOUR_S // spacing_s
    ions = 2000 + 400 * np.sin(np.arange(count) * spacing_s / 9000) + 60 * random.normal(size=count)
    for _ in range(hours // 4):
        stretch = _stretch(random, count, spacing_s)
        level = random.choice([0.0, 2050.0, 2050.0, 9000.0, 30_000.0])
        ions[stretch] = level + random.choice([0, 1, 1]) * random.integers(
            -9, 9, ions[stretch].size
        )
    ions[random.random(count) < 0.005] = 8000.0
    rain = np.zeros(count)
    rain[_stretch(random, count, spacing_s)] = 1.0
    humidity = np.clip(75 + 20 * np.cumsum(random.normal(size=count)) / np.sqrt(count), 0, 100)
    dust = np.where(random.random(count) < 0.1, 200.0, 20.0)
    station = {"neg_ion": ions, "rain": rain, "humidity": humidity, "pm25": dust}
    return {
        name: _thinned(random, observations(values.tolist(), observed=name, period_s=spacing_s))
        for name, values in station.items()
    }


def _stretch(random: np.random.Generator, count: int, spacing_s: int) -> slice:
    first = int(random.integers(count))
    return slice(first, first + int(random.integers(1, 6 * HOUR_S // spacing_s)))


def _thinned(random: np.random.Generator, rows: list[Observation]) -> list[Observation]:
    kept = random.random(len(rows)) > 0.04
    return [row for row, keep in zip(rows, kept, strict=True) if keep]


def within(station, first, last):
    return {
        name: [row for row in rows if first <= row.time <= last] for name, rows in station.items()
    }


def by_time(station, verdicts, first, last):
    """Return the verdicts on the values between two times."""
    return {
        (name, row.time): verdict
        for name, rows in station.items()
        for row, verdict in zip(rows, verdicts[name], strict=True)
        if first <= row.time <= last
    }


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    spacing_s=st.sampled_from([60, 300, 600, 1800, 3600]),
    begin=st.integers(0, 30 * HOUR_S),
    length=st.integers(0, 4 * HOUR_S),
)
def test_a_stretch_with_its_neighbourhood_is_judged_as_in_the_whole(seed, spacing_s, begin, length):
    station = random_station(seed, 48, spacing_s)
    first, last = START + begin, START + begin + length
    part = within(station, first - REACH_S, last + REACH_S)
    known = {"interval_s": spacing_s, "rules": Rules(), "typical": lambda hour: 500.0}

    whole = judge(station, **known)
    alone = judge(part, **known)

    assert by_time(part, alone, first, last) == by_time(station, whole, first, last)


def test_the_strewn_station_brings_out_every_check_on_ions():
    found = set()
    for seed, spacing_s in ((1, 60), (2, 300), (3, 600), (4, 3600)):
        station = random_station(seed, 48, spacing_s)
        known = {"interval_s": spacing_s, "rules": Rules(), "typical": lambda hour: 500.0}
        verdicts = judge(station, **known)["neg_ion"]
        found |= set(chain.from_iterable(verdict.reasons for verdict in verdicts))

    assert found >= {"climatic", "pollution", "stuck", "low_variance", "spike", "step", "wet"}


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=10, deadline=None)
def test_judging_again_gives_the_same(seed):
    station = random_station(seed, 6, 60)

    first = judge(station, interval_s=60, rules=Rules())

    assert judge(station, interval_s=60, rules=Rules()) == first


def test_a_value_that_arrives_late_changes_nothing_beyond_reach():
    values = base(20 * 60)
    late = 10 * 60
    without = judged(observations([*values[:late], None, *values[late + 1 :]]))
    values[late] = 90_000.0
    with_it = judged(observations(values))

    changed = [i for i, pair in enumerate(zip(without, with_it, strict=True)) if len(set(pair)) > 1]

    assert changed
    assert all(abs(i - late) * 60 <= REACH_S for i in changed)
