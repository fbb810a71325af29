"""The operator's table: worst first, figures in words, nothing invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from oxymap.pages.edition import Edition
from oxymap.pages.operations_page import (
    NONE,
    STATE_ORDER,
    OperationsPage,
    StationRow,
    operations_page,
    span_text,
)
from oxymap.stations.alerts import Alert, Part
from oxymap.stations.health import Health, OperationsReport, StationProblems
from oxymap.stations.models import LiveSnapshot, LiveStation, State, Station

#: 2026-11-21 16:00 in Beijing.
NOW = 1_795_248_000


def live(station_id: str, state: str = "fresh", **values: object) -> LiveStation:
    station = Station(station_id, f"{station_id} 站", f"{station_id} station", None, None, **values)
    reported = None if state == "planned" else NOW - 600
    return LiveStation(station, State(state), {}, last_report=reported)


def health(station_id: str = "a", days: int = 30, **values: object) -> Health:
    filled = {
        "uptime": 1.0, "longest_gap_s": 300, "flat_lines": 0, "flagged_share": 0.0,
        "last_report": NOW, "clock_skew_s": 0, "last_error": None, "last_error_at": None,
        **values,
    }  # fmt: skip
    return Health(station_id=station_id, days=days, **filled)


def alert(kind: str, *names: str, demo: bool = False) -> Alert:
    return Alert(kind, NOW - 7200, tuple(Part(n, n, n) for n in names), demo)


def shown(edition: Edition, stations: Iterable[LiveStation], **report: object) -> OperationsPage:
    snapshot = LiveSnapshot(NOW, {item.station.id: item for item in stations}, {}, b"", "")
    return operations_page(edition, snapshot, OperationsReport(NOW, **report))


@pytest.fixture
def edition(sample_editions: Mapping[str, Edition]) -> Edition:
    return sample_editions["en"]


def row(edition: Edition, **values: object) -> StationRow:
    healths = (health(days=7, **values), health(**values))
    (found,) = shown(edition, [live("a")], healths=healths).rows
    return found


# --- order -----------------------------------------------------------------------------


def test_worst_state_stands_first(edition: Edition) -> None:
    stations = [live(state.value, state.value) for state in State if state != State.PLANNED]

    found = [item.state for item in shown(edition, stations).rows]

    assert found == ["silent", "suspect", "stale", "late", "maintenance", "fresh"]


def test_open_alert_stands_above_every_state(edition: Edition) -> None:
    stations = [live("a", "silent"), live("b")]

    page = shown(edition, stations, alerts=(alert("clock_skew", "b"),))

    assert [item.id for item in page.rows] == ["b", "a"]
    assert page.rows[0].alerts == ("Clock is wrong",)


def test_of_two_in_one_state_the_one_with_less_uptime_stands_first(edition: Edition) -> None:
    healths = (health("a", uptime=0.9), health("b", uptime=0.5))

    page = shown(edition, [live("a"), live("b"), live("c")], healths=healths)

    assert [item.id for item in page.rows] == ["b", "a", "c"]


def test_demo_stations_stand_at_the_end(edition: Edition) -> None:
    stations = [live("demo-a", "silent", demo=True), live("z")]

    page = shown(edition, stations, alerts=(alert("silent", "demo-a", demo=True),))

    assert [item.id for item in page.rows] == ["z", "demo-a"]
    assert page.rows[1].demo
    assert page.alerts[0].demo


def test_planned_stations_stand_apart(edition: Edition) -> None:
    page = shown(edition, [live("b", "planned"), live("a", "planned"), live("c")])

    assert [item.id for item in page.rows] == ["c"]
    assert [link.url for link in page.planned] == ["/en/live/a", "/en/live/b"]


def test_every_state_has_a_place_in_the_order() -> None:
    assert sorted(STATE_ORDER) == sorted(State)


def test_states_are_counted(edition: Edition) -> None:
    page = shown(edition, [live("a"), live("b"), live("c", "silent")])

    assert [(state, count) for state, _, count in page.counts] == [("silent", "1"), ("fresh", "2")]


# --- figures ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uptime", "text", "stands_out"),
    [
        (1.0, "100%", False),
        (0.9999, "99.9%", False),
        (0.9, "90%", False),
        (0.8999, "89.9%", True),
        (0.0, "0%", True),
        (None, NONE, False),
    ],
)
def test_uptime_is_never_rounded_up(
    edition: Edition, uptime: float | None, text: str, stands_out: bool
) -> None:
    found = row(edition, uptime=uptime)

    assert (found.uptime_long.text, found.uptime_long.stands_out) == (text, stands_out)
    assert found.uptime_short == found.uptime_long


@pytest.mark.parametrize(
    ("gap_s", "text", "stands_out"),
    [
        (None, NONE, False),
        (600, NONE, False),
        (601, "10 mins", False),
        (86_399, "23 hrs 59 mins", False),
        (100_000, "1 day 3 hrs", True),
    ],
)
def test_gap_begins_after_two_intervals(
    edition: Edition, gap_s: int | None, text: str, stands_out: bool
) -> None:
    found = row(edition, longest_gap_s=gap_s).longest_gap

    assert (found.text, found.stands_out) == (text, stands_out)


@pytest.mark.parametrize(
    ("share", "text", "stands_out"),
    [(None, NONE, False), (0.0, NONE, False), (0.0001, "<0.1%", False), (0.034, "3.4%", False),
     (0.1, "10%", True)],
)  # fmt: skip
def test_flagged_share_is_a_percentage(
    edition: Edition, share: float | None, text: str, stands_out: bool
) -> None:
    found = row(edition, flagged_share=share).flagged

    assert (found.text, found.stands_out) == (text, stands_out)


@pytest.mark.parametrize(
    ("skew_s", "text", "stands_out"),
    [(None, NONE, False), (0, "0 s", False), (5, "5 s behind", False), (400, "6 mins behind", True),
     (-150, "2 mins ahead", True)],
)  # fmt: skip
def test_clock_is_behind_or_ahead(
    edition: Edition, skew_s: int | None, text: str, stands_out: bool
) -> None:
    found = row(edition, clock_skew_s=skew_s).clock_skew

    assert (found.text, found.stands_out) == (text, stands_out)


def test_flat_lines_are_counted(edition: Edition) -> None:
    assert row(edition, flat_lines=3).flat_lines.text == "3"
    assert row(edition).flat_lines.text == NONE


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (59, "59 s"), (60, "1 min"), (2 * 86_400 + 59, "2 days")]
)
def test_span_is_said_in_its_largest_units(edition: Edition, seconds: int, text: str) -> None:
    assert span_text(edition.texts, seconds) == text


def test_station_without_health_has_no_figures(edition: Edition) -> None:
    (found,) = shown(edition, [live("a")]).rows

    assert {found.uptime_short.text, found.uptime_long.text, found.clock_skew.text} == {NONE}


# --- words -----------------------------------------------------------------------------


def test_what_was_not_taken_is_named_the_most_frequent_first(edition: Edition) -> None:
    problems = (StationProblems("a", {"future": 2, "unauthorized": 1200, "odd": 2}),)

    (found,) = shown(edition, [live("a")], problems=problems).rows

    assert found.rejected == ("wrong token: 1,200", "time lies in the future: 2", "odd: 2")


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("number", "no number"),
        ("range", "no sensor can say this"),
        ("newer_than_us", "newer_than_us"),
    ],
)
def test_last_error_is_a_problem_or_the_reason_of_a_check(
    edition: Edition, code: str, label: str
) -> None:
    found = row(edition, last_error=code, last_error_at=NOW - 3600)

    assert found.last_error == label
    assert found.last_error_at is not None
    assert found.last_error_at.iso == "2026-11-21T15:00:00+08:00"


def test_times_say_how_long_ago_they_were(edition: Edition) -> None:
    found = row(edition).last_report

    assert found is not None
    assert found.iso == "2026-11-21T15:50:00+08:00"
    assert "10" in found.age


def test_alert_leads_to_its_stations(edition: Edition) -> None:
    stations = [live("a", "silent"), live("b", "silent")]

    (found,) = shown(edition, stations, alerts=(alert("many_silent", "a", "b", "gone"),)).alerts

    assert found.label == "Many send nothing"
    assert [(link.label, link.url) for link in found.stations] == [
        ("a station", "/en/live/a"), ("b station", "/en/live/b"),
    ]  # fmt: skip


def test_chinese_page_has_chinese_names(sample_editions: Mapping[str, Edition]) -> None:
    (found,) = shown(sample_editions["zh"], [live("a")]).rows

    assert (found.name, found.url) == ("a 站", "/live/a")
