"""Faults keep a timetable, so that every state can be seen at any time of the day."""

from __future__ import annotations

from datetime import datetime

import pytest

from oxymap.demo.faults import (
    Role,
    device_flag,
    is_out,
    is_out_for_hours,
    is_wet,
    shown_ions,
)


def at(text: str) -> int:
    return int(datetime.fromisoformat(f"2026-06-03T{text}+08:00").timestamp())


def truly(time: int) -> float:
    return 1000.0 + time % 997


@pytest.mark.parametrize("role", [Role.SOUND, Role.STUCK, Role.SPIKES, Role.SERVICE, Role.WET])
def test_most_stations_always_report(role: Role) -> None:
    assert not any(is_out(role, at("00:00") + 60 * minute) for minute in range(1440))


@pytest.mark.parametrize(
    ("role", "reports", "silent"),
    [
        (Role.DYING, ("07:01", "08:00"), ("07:00", "08:01")),
        (Role.SILENT, ("03:30", "11:31"), ("03:31", "11:30")),
        (Role.PATCHY, ("00:01", "00:20", "21:20"), ("00:00", "00:21", "23:59")),
        (Role.PATCHY_TOO, ("01:31", "01:50", "22:50"), ("01:30", "01:51", "00:10")),
        (Role.LATE, ("00:00", "12:10"), ("00:01", "12:19")),
    ],
)
def test_outages_keep_their_hours(
    role: Role, reports: tuple[str, ...], silent: tuple[str, ...]
) -> None:
    assert not any(is_out(role, at(time)) for time in reports)
    assert all(is_out(role, at(time)) for time in silent)


def test_past_has_only_the_outages_of_hours() -> None:
    missing = [
        role for role in Role if any(is_out_for_hours(role, at(f"{h:02}:00")) for h in range(24))
    ]

    assert missing == [Role.DYING, Role.SILENT]


def test_dying_station_has_one_hour_a_day_in_the_past() -> None:
    kept = [h for h in range(24) if not is_out_for_hours(Role.DYING, at(f"{h:02}:00"))]

    assert kept == [8]


def test_stuck_instrument_shows_one_number_for_two_hours() -> None:
    times = range(at("10:01"), at("12:01"), 60)

    shown = {shown_ions(Role.STUCK, time, 60, truly) for time in times}

    assert shown == {truly(at("10:01"))}
    assert shown_ions(Role.STUCK, at("12:01"), 60, truly) == truly(at("12:01"))


def test_last_minute_of_the_day_belongs_to_its_two_hours() -> None:
    midnight = at("00:00")

    assert shown_ions(Role.STUCK, midnight, 60, truly) == truly(midnight - 7140)


def test_absurd_values_last_half_an_hour_of_every_two() -> None:
    shown = [shown_ions(Role.SPIKES, at("14:00") + 60 * n, 60, truly) for n in range(1, 121)]

    assert [n for n, value in enumerate(shown, start=1) if value > 20_000] == list(range(1, 35))


def test_single_spikes_stand_out_and_leave_their_neighbours_alone() -> None:
    before, spike, after = (
        shown_ions(Role.SPIKES, at(time), 60, truly) for time in ("14:49", "14:50", "14:51")
    )

    assert (before, after) == (truly(at("14:49")), truly(at("14:51")))
    assert spike == 9 * truly(at("14:50"))


@pytest.mark.parametrize(
    ("time", "letter"),
    [("09:00", "N"), ("09:05", "M"), ("10:00", "M"), ("10:05", "N"), ("14:30", "C")],
)
def test_service_is_marked_by_the_device(time: str, letter: str) -> None:
    assert device_flag(Role.SERVICE, at(time)) == letter


def test_other_stations_are_never_in_service() -> None:
    assert {device_flag(Role.SOUND, at(f"{hour:02}:30")) for hour in range(24)} == {"N"}


def test_wet_hours_show_more_ions_than_there_are() -> None:
    time = at("05:00")

    assert is_wet(Role.WET, time)
    assert not is_wet(Role.WET, at("08:00"))
    assert shown_ions(Role.WET, time, 300, truly) == pytest.approx(1.6 * truly(time))


def test_sound_instrument_shows_what_is_true() -> None:
    assert shown_ions(Role.SOUND, at("05:00"), 300, truly) == truly(at("05:00"))
