"""Alerts are few: one for a silent station, one for many, and a note when they are back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import pytest

from oxymap.stations.alerts import Alert, AlertRules, Seen, alert_document, read_alert, watch
from oxymap.stations.models import DAY_S, HOUR_S, State

NOW = 1_795_248_000
MINUTE_S = 60
AT_ONCE = AlertRules(together_s=0)


def seen(station_id: str, state: str = "fresh", **values: object) -> Seen:
    filled = {"last_report": NOW - 3 * HOUR_S, **values}
    return Seen(station_id, f"{station_id} 站", f"{station_id} station", State(state), **filled)


def stations(silent: Iterable[str] = (), all_of: str = "abcdefghi") -> list[Seen]:
    """Return one station a letter; those in `silent` are."""
    return [seen(name, "silent" if name in silent else "fresh") for name in all_of]


def told(alerts: Iterable[Alert]) -> list[tuple[str, str]]:
    return [(alert.kind, "".join(alert.station_ids)) for alert in alerts]


class Watching:
    """Looks again and again, a minute apart, and keeps what was told and when."""

    def __init__(self, rules: AlertRules | None = None) -> None:
        self.rules, self.minute = rules or AlertRules(), 0
        self.open: tuple[Alert, ...] = ()
        self.told: list[Alert] = []
        self.minutes: list[int] = []

    def look(self, present: Iterable[Seen], minutes: int = 1) -> Watching:
        shown = list(present)
        for _ in range(minutes):
            step = watch(self.open, shown, NOW + self.minute * MINUTE_S, self.rules)
            self.open = step.open
            self.told += step.told
            self.minutes += [self.minute] * len(step.told)
            self.minute += 1
        return self

    @property
    def said(self) -> list[tuple[str, str]]:
        return told(self.told)


# --- silence ---------------------------------------------------------------------------


def test_station_that_falls_silent_is_told_once() -> None:
    watching = Watching().look(stations("a"), minutes=120)

    assert watching.said == [("silent", "a")]


def test_silence_waits_for_others_before_it_is_told() -> None:
    watching = Watching().look(stations("a"), minutes=120)

    assert watching.minutes == [15]
    assert watching.told[0].opened_at == NOW


def test_silence_of_one_of_two_stations_is_told_at_once() -> None:
    watching = Watching().look(stations("a", all_of="ab"))

    assert watching.said == [("silent", "a")]


def test_station_that_comes_back_while_it_waits_is_never_told() -> None:
    watching = Watching().look(stations("a"), minutes=5).look(stations(), minutes=60)

    assert watching.said == []


@pytest.mark.parametrize("state", ["maintenance", "planned"])
def test_nobody_expects_reports_in_maintenance_or_before_the_first_one(state: str) -> None:
    watching = Watching(AT_ONCE).look([seen("a", state)], minutes=60)

    assert watching.said == []


@pytest.mark.parametrize("state", ["fresh", "late", "stale", "suspect"])
def test_other_states_are_not_silence(state: str) -> None:
    assert Watching(AT_ONCE).look([seen("a", state)]).said == []


def test_message_knows_names_and_last_report() -> None:
    (alert,) = Watching(AT_ONCE).look([seen("a", "silent", last_report=NOW - 9)]).told

    (part,) = alert.parts
    assert (part.name_zh, part.name_en, part.last_report) == ("a 站", "a station", NOW - 9)


# --- many ------------------------------------------------------------------------------


def test_many_that_fall_silent_within_a_quarter_of_an_hour_are_one_alert() -> None:
    watching = Watching()
    watching.look(stations("a"), 7).look(stations("abc"), 7).look(stations("abcd"), 60)

    assert watching.said == [("many_silent", "abcd")]
    assert watching.told[0].of == 9


def test_two_are_not_many() -> None:
    watching = Watching().look(stations("ab", all_of="abcd"), minutes=60)

    assert watching.said == [("silent", "a"), ("silent", "b")]


def test_less_than_a_third_is_not_many() -> None:
    watching = Watching().look(stations("abc", all_of="abcdefghij"), minutes=60)

    assert watching.said == [("silent", "a"), ("silent", "b"), ("silent", "c")]


def test_stations_without_a_report_in_the_last_day_do_not_count_for_the_share() -> None:
    old = [seen(name, "suspect", last_report=NOW - 2 * DAY_S) for name in "klmnopq"]

    watching = Watching().look([*stations("abc"), *old], minutes=60)

    assert watching.said == [("many_silent", "abc")]


def test_silences_that_are_far_apart_are_told_alone() -> None:
    watching = Watching()
    watching.look(stations("a"), 20).look(stations("ab"), 20).look(stations("abc"), 60)

    assert watching.said == [("silent", "a"), ("silent", "b"), ("silent", "c")]


def test_one_that_follows_the_many_is_told_alone() -> None:
    watching = Watching().look(stations("abc"), 30).look(stations("abcd"), 60)

    assert watching.said == [("many_silent", "abc"), ("silent", "d")]


def test_rules_say_what_many_is() -> None:
    rules = AlertRules(many_least=2, many_share=0.2)

    watching = Watching(rules).look(stations("ab"), minutes=60)

    assert watching.said == [("many_silent", "ab")]


# --- coming back -----------------------------------------------------------------------


def test_recovery_is_told_after_ten_good_minutes() -> None:
    watching = Watching(AT_ONCE).look(stations("a")).look(stations(), minutes=60)

    assert watching.said == [("silent", "a"), ("recovered", "a")]
    assert watching.minutes == [0, 11]
    assert watching.told[1].cause == "silent"
    assert watching.open == ()


def test_station_that_comes_and_goes_is_not_told_again() -> None:
    watching = Watching(AT_ONCE).look(stations("a"))
    for _ in range(6):
        watching.look(stations(), minutes=9).look(stations("a"), minutes=9)

    assert watching.said == [("silent", "a")]


def test_many_that_come_back_are_told_together() -> None:
    watching = Watching().look(stations("abc"), minutes=30)
    watching.look(stations("ab"), 5).look(stations("a"), 5).look(stations(), 60)

    assert watching.said == [("many_silent", "abc"), ("recovered", "abc")]


def test_one_that_stays_silent_does_not_hold_the_news_back_for_ever() -> None:
    watching = Watching().look(stations("abc"), minutes=30).look(stations("c"), minutes=60)

    assert watching.said == [("many_silent", "abc"), ("recovered", "ab")]
    assert told(watching.open) == [("many_silent", "c")]


def test_two_recoveries_of_one_look_are_one_note() -> None:
    watching = Watching(AT_ONCE).look(stations("ab")).look(stations(), minutes=60)

    assert watching.said == [("silent", "a"), ("silent", "b"), ("recovered", "ab")]


@pytest.mark.parametrize("leaving", [[], [seen("a", "maintenance")]])
def test_station_that_is_taken_out_closes_its_alert_without_a_word(leaving: list[Seen]) -> None:
    watching = Watching(AT_ONCE).look([seen("a", "silent")]).look(leaving, minutes=60)

    assert watching.said == [("silent", "a")]
    assert watching.open == ()


# --- reminders -------------------------------------------------------------------------


def test_open_alert_is_told_again_once_a_day() -> None:
    watching = Watching(AT_ONCE).look(stations("a"), minutes=2 * 1440 + 60)

    assert watching.minutes == [0, 1440, 2880]
    assert [alert.reminder for alert in watching.told] == [False, True, True]


def test_open_alert_stays_as_it_is_between_messages() -> None:
    watching = Watching().look([seen("a", clock_skew_s=400)])
    before = watching.open

    watching.look([seen("a", clock_skew_s=425, last_report=NOW)], minutes=60)

    assert watching.open == before


def test_reminder_says_what_is_known_now() -> None:
    watching = Watching().look([seen("a", clock_skew_s=400)])

    watching.look([seen("a", clock_skew_s=425)], minutes=1440)

    assert [alert.parts[0].clock_skew_s for alert in watching.told] == [400, 425]


# --- clocks and flat lines -------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "values"), [("clock_skew", {"clock_skew_s": 400}), ("stuck", {"stuck": True})]
)
def test_trouble_of_a_reporting_station_is_told_at_once_and_when_it_is_over(
    kind: str, values: Mapping[str, object]
) -> None:
    watching = Watching().look([seen("a", **values)], 20).look([seen("a")], 20)

    assert watching.said == [(kind, "a"), ("recovered", "a")]
    assert watching.told[1].cause == kind


def test_station_can_have_two_troubles() -> None:
    watching = Watching().look([seen("a", clock_skew_s=-300, stuck=True)])

    assert watching.said == [("clock_skew", "a"), ("stuck", "a")]


# --- demo stations, restarts -----------------------------------------------------------


def test_demo_stations_are_looked_at_apart() -> None:
    demo = [seen(f"demo-{name}", "silent", demo=True) for name in "ab"]

    watching = Watching().look([*stations("a"), *demo], minutes=60)

    assert sorted(watching.said) == [("silent", "a"), ("silent", "demo-a"), ("silent", "demo-b")]
    assert [alert.demo for alert in watching.told if alert.station_ids == ("a",)] == [False]
    assert all(alert.demo for alert in watching.told if alert.station_ids != ("a",))


def test_kept_alerts_are_not_told_again_after_a_restart() -> None:
    before = Watching().look(stations("abc"), 30).look(stations("ab"), 5)

    documents = json.loads(json.dumps([alert_document(alert) for alert in before.open]))
    kept = tuple(read_alert(document) for document in documents)

    after = Watching()
    after.minute, after.open = before.minute, kept

    assert after.open == before.open
    assert after.look(stations("ab"), 5).said == []
