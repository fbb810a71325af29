"""The stations are looked at every minute, and what is told goes to those who are set."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from oxymap import watching
from oxymap.alerting import AlertSettings
from oxymap.config import Settings
from oxymap.stations.alerts import Alert, AlertRules, Part
from oxymap.watching import watch_over

ALERT = Alert("silent", 0, (Part("hilltop", "山顶", "Hilltop"),))


class Watch:
    """Stands in for the look at the stations and for the senders."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.found: Sequence[Alert] = ()
        self.looked: list[tuple[object, object, AlertRules]] = []
        self.settings: list[AlertSettings] = []
        self.told: list[tuple[object, Sequence[Alert]]] = []
        self.threads: list[str] = []
        self.done = threading.Event()
        monkeypatch.setattr(watching, "watch_stations", self.look)
        monkeypatch.setattr(watching, "make_senders", self.make)
        monkeypatch.setattr(watching, "tell", self.tell)

    def look(self, engine: object, snapshot: object, rules: AlertRules) -> Sequence[Alert]:
        self.looked.append((engine, snapshot, rules))
        return self.found

    def make(self, settings: AlertSettings) -> list[str]:
        self.settings.append(settings)
        return ["log"]

    def tell(self, senders: object, alerts: Sequence[Alert]) -> None:
        self.threads.append(threading.current_thread().name)
        self.told.append((senders, alerts))
        self.done.set()


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def running(**settings: object) -> SimpleNamespace:
    found = Settings(**settings)  # type: ignore[arg-type]
    return SimpleNamespace(settings=found, engine="engine", current="now", each_minute=[])


def look(live: SimpleNamespace) -> None:
    (work,) = live.each_minute
    work(live)


def test_stations_are_looked_at_with_the_rules_that_are_set(watch: Watch) -> None:
    live = running(alert_many_least=7)
    watch_over(live)

    look(live)

    assert watch.looked == [("engine", "now", AlertRules(many_least=7))]


def test_nothing_is_looked_at_before_its_time(watch: Watch) -> None:
    watch_over(running())

    assert watch.looked == []


def test_what_has_to_be_told_is_told_elsewhere(watch: Watch) -> None:
    live = running()
    watch_over(live)
    watch.found = [ALERT]

    look(live)

    assert watch.done.wait(5)
    assert watch.told == [(["log"], [ALERT])]
    assert watch.threads != [threading.current_thread().name]


def test_quiet_minute_tells_nobody(watch: Watch) -> None:
    live = running()
    watch_over(live)

    look(live)

    assert watch.told == []


def test_slow_sender_does_not_hold_up_the_stations(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, let_go = threading.Event(), threading.Event()

    def tell(_senders: object, _alerts: object) -> None:
        asked.set()
        let_go.wait(5)

    monkeypatch.setattr(watching, "tell", tell)
    live = running()
    watch_over(live)
    watch.found = [ALERT]

    look(live)
    look(live)

    assert asked.wait(5)
    assert len(watch.looked) == 2
    let_go.set()


def test_settings_reach_the_senders(watch: Watch) -> None:
    told = {
        "alert_webhook": "https://hook.example/x", "alert_email_to": "a@example.org",
        "alert_email_from": "b@example.org", "smtp_host": "mail.example.org", "smtp_port": 465,
        "smtp_user": "u", "smtp_password": "p", "smtp_starttls": True,
    }  # fmt: skip

    watch_over(running(**told, site_url="https://oxymap.example/"))

    assert watch.settings == [
        AlertSettings(
            webhook="https://hook.example/x",
            email_to="a@example.org",
            email_from="b@example.org",
            smtp_host="mail.example.org",
            smtp_port=465,
            smtp_user="u",
            smtp_password="p",  # noqa: S106 -- made up
            smtp_starttls=True,
            page_url="https://oxymap.example/studio/stations",
        )
    ]
