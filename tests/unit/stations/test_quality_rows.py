"""The checks that need the value alone, for every property."""

from __future__ import annotations

import pytest

from oxymap.stations.models import Flag, Observation
from oxymap.stations.quality_rows import REASONS
from oxymap.stations.rules import Rules
from tests.unit.stations.series import START, flags, judged, observations


def verdict_on(value, observed="neg_ion", **fields):
    [verdict] = judged([Observation(observed, START, 60, value, **fields)])
    return verdict


#: Letter, flag, reasons.
LETTERS = [
    (None, 0, ()),
    ("", 0, ()),
    ("N", 0, ()),
    ("n", 0, ()),
    ("T", 1, ("device_suspect",)),
    ("S", 1, ("device_suspect",)),
    ("M", 2, ("device_maintenance",)),
    ("C", 2, ("device_calibration",)),
    ("F", 8, ("device_fault",)),
    ("D", 8, ("device_fault",)),
    ("B", 8, ("device_fault",)),
    ("X", 1, ("device_unknown",)),
]


@pytest.mark.parametrize(("letter", "flag", "reasons"), LETTERS)
def test_the_letter_of_the_device_is_understood(letter, flag, reasons):
    verdict = verdict_on(2000.0, device_flag=letter)

    assert (verdict.flag, verdict.reasons) == (flag, reasons)


@pytest.mark.parametrize(
    ("value", "flag", "reasons"),
    [
        (-0.1, 2, ("range",)),
        (0.0, 0, ()),
        (20_000.0, 0, ()),
        (20_000.1, 1, ("climatic",)),
        (200_000.0, 1, ("climatic",)),
        (200_000.1, 2, ("range",)),
        (float("inf"), 2, ("range",)),
        (float("nan"), 8, ("missing",)),
        (None, 8, ("missing",)),
    ],
)
def test_ions_have_a_range_and_a_climatic_range(value, flag, reasons):
    verdict = verdict_on(value)

    assert (verdict.flag, verdict.reasons) == (flag, reasons)


@pytest.mark.parametrize(
    ("observed", "value", "flag"),
    [
        ("humidity", 100.0, 0),
        ("humidity", 100.1, 2),
        ("temperature", -50.1, 2),
        ("pm25", 40_000.0, 2),
        ("wind_direction", 360.0, 0),
        ("of_another_kind", 1e9, 0),
    ],
)
def test_other_properties_have_the_range_of_their_sensor(observed, value, flag):
    assert verdict_on(value, observed).flag == flag


def test_a_station_beside_a_waterfall_may_report_more():
    rules = Rules().for_station({}, waterfall=True)

    assert flags(judged(observations([90_000.0]), rules=rules)) == [0]


@pytest.mark.parametrize(
    ("low", "value", "high", "flag"),
    [
        (1810.0, 2296.0, 3020.0, 0),
        (2296.0, 2296.0, 2296.0, 0),
        (2300.0, 2296.0, 3020.0, 2),
        (1810.0, 2296.0, 2200.0, 2),
        (None, 2296.0, 2200.0, 2),
        (2300.0, 2296.0, None, 2),
        (None, 2296.0, None, 0),
    ],
)
def test_the_mean_lies_between_its_extremes(low, value, high, flag):
    verdict = verdict_on(value, low=low, high=high)

    assert (verdict.flag, verdict.reasons) == (flag, ("internal",) if flag else ())


def test_the_extremes_of_a_direction_are_in_no_order():
    assert verdict_on(5.0, "wind_direction", low=350.0, high=20.0).flag == Flag.CORRECT


def test_nothing_more_is_said_of_what_a_broken_device_sent():
    verdict = verdict_on(-5.0, device_flag="D")

    assert verdict.reasons == ("device_fault",)


def test_a_missing_value_stays_missing_during_maintenance():
    verdict = verdict_on(None, device_flag="M")

    assert (verdict.flag, verdict.reasons) == (Flag.MISSING, ("missing", "device_maintenance"))


def test_the_worst_reason_decides_and_all_are_named_in_order():
    verdict = verdict_on(-5.0, low=1.0, device_flag="T")

    assert verdict.flag == Flag.ERROR
    assert verdict.reasons == ("device_suspect", "range", "internal")


def test_each_value_has_its_own_letter():
    given = observations([2000.0, 2010.0, 2005.0])
    given[1] = given[1]._replace(device_flag="M")

    assert flags(judged(given)) == [0, 2, 0]


def test_reasons_stand_in_the_order_of_the_checks():
    assert " ".join(REASONS) == (
        "missing device_fault device_maintenance device_calibration device_suspect device_unknown "
        "range climatic internal pollution stuck low_variance spike step wet neighbour"
    )
