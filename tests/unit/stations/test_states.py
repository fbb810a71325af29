"""The state of a station by the age of what it sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxymap.stations.models import Flag, Latest, State
from oxymap.stations.states import Limits, next_change, state_of

NOW = 1_780_279_200


def latest(age_s=0, flag=Flag.CORRECT, *, good_age_s=None, letter=None):
    """Return what a station sent last; by default the newest value is also the last good one."""
    if good_age_s is None and flag == Flag.CORRECT:
        good_age_s = age_s
    good_time = None if good_age_s is None else NOW - good_age_s
    return Latest("neg_ion", NOW - age_s, flag, letter, good_time)


def state(found, *, interval_s=300, maintenance=False, now=NOW, limits=None):
    return state_of(
        interval_s=interval_s,
        maintenance=maintenance,
        latest=found,
        now=now,
        limits=limits or Limits(),
    )


def change(found, *, interval_s=300, maintenance=False, now=NOW):
    return next_change(
        interval_s=interval_s, maintenance=maintenance, latest=found, now=now, limits=Limits()
    )


@pytest.mark.parametrize(
    ("interval_s", "age_s", "expected"),
    [
        (300, -120, State.FRESH),
        (300, 600, State.FRESH),
        (300, 601, State.LATE),
        (300, 900, State.LATE),
        (300, 901, State.STALE),
        (300, 10_800, State.STALE),
        (300, 10_801, State.SILENT),
        (60, 120, State.FRESH),
        (60, 600, State.LATE),
        (60, 601, State.STALE),
        (3600, 7200, State.FRESH),
        (3600, 10_800, State.LATE),
        (3600, 10_801, State.STALE),
        (3600, 43_200, State.STALE),
        (3600, 43_201, State.SILENT),
    ],
)
def test_the_state_goes_by_the_age_in_intervals(interval_s, age_s, expected):
    assert state(latest(age_s), interval_s=interval_s) == expected


def test_a_station_that_never_reported_is_planned():
    assert state(None) == State.PLANNED


@pytest.mark.parametrize("found", [None, latest(), latest(99_999)])
def test_a_station_in_maintenance_says_so(found):
    assert state(found, maintenance=True) == State.MAINTENANCE


@pytest.mark.parametrize("letter", ["M", "C", "m"])
def test_the_device_can_say_that_it_is_maintained(letter):
    assert state(latest(0, Flag.ERROR, letter=letter)) == State.MAINTENANCE


@pytest.mark.parametrize("flag", [Flag.SUSPECT, Flag.ERROR])
def test_new_values_that_fail_make_a_station_suspect(flag):
    assert state(latest(600, flag, good_age_s=5000)) == State.SUSPECT
    assert state(latest(601, flag, good_age_s=5000)) == State.STALE


def test_a_fresh_good_value_outweighs_a_newer_suspect_one():
    assert state(latest(0, Flag.SUSPECT, good_age_s=600)) == State.FRESH


def test_missing_values_do_not_make_a_station_suspect():
    assert state(latest(0, Flag.MISSING, good_age_s=700)) == State.LATE


@pytest.mark.parametrize(
    ("age_s", "flag", "expected"),
    [
        (0, Flag.SUSPECT, State.SUSPECT),
        (601, Flag.ERROR, State.SILENT),
        (0, Flag.MISSING, State.SILENT),
    ],
)
def test_a_station_without_any_good_value_is_suspect_or_silent(age_s, flag, expected):
    assert state(latest(age_s, flag)) == expected


def test_limits_are_settings():
    limits = Limits(late_intervals=1.0, stale_least_s=0, stale_intervals=1.5)

    assert state(latest(301), limits=limits) == State.LATE
    assert state(latest(451), limits=limits) == State.STALE


# --- the next change -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "after_s"),
    [
        (latest(0), 601),
        (latest(600), 1),
        (latest(601), 300),
        (latest(901), 9900),
        (latest(0, Flag.SUSPECT, good_age_s=650), 601),  # Late would come first, but is hidden.
        (latest(0, Flag.SUSPECT), 601),
    ],
)
def test_the_next_change_is_when_a_limit_is_passed(found, after_s):
    assert change(found) == NOW + after_s


@pytest.mark.parametrize("found", [None, latest(20_000), latest(0, Flag.ERROR, letter="M")])
def test_some_states_do_not_change_by_themselves(found):
    assert change(found) is None


def test_maintenance_does_not_end_by_itself():
    assert change(latest(0), maintenance=True) is None


@given(
    age_s=st.integers(-300, 20_000),
    good_age_s=st.none() | st.integers(-300, 20_000),
    flag=st.sampled_from(list(Flag)),
    interval_s=st.integers(1, 4000),
)
def test_nothing_changes_before_the_next_change(age_s, good_age_s, flag, interval_s):
    found = latest(age_s, flag, good_age_s=good_age_s)
    present = state(found, interval_s=interval_s)

    moment = change(found, interval_s=interval_s)

    if moment is None:
        assert state(found, interval_s=interval_s, now=NOW + 10**7) == present
    else:
        assert state(found, interval_s=interval_s, now=moment - 1) == present
        assert state(found, interval_s=interval_s, now=moment) != present
