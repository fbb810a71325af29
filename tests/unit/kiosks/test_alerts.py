from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine

from oxymap.alerting import message
from oxymap.config import make_settings
from oxymap.kiosks.alerts import TELL_AFTER_S, watch_screens
from oxymap.kiosks.models import Beat
from oxymap.kiosks.service import Kiosks
from tests.unit.people.sampling import people_engine
from tests.unit.stations.live_sampling import NOON

NAMES = {"gate": ("村口", "Gate"), "square": ("广场", "Square")}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def engine(tmp_path: Path, clock: time_machine.Traveller) -> Engine:
    engine = people_engine(tmp_path)
    kiosks = Kiosks(engine, make_settings({}))
    for name in (*NAMES, "unpublished"):
        kiosks.beat(name, None, Beat())
    return engine


def kinds(engine: Engine) -> list[tuple[str, tuple[str, ...]]]:
    return [(alert.kind, alert.station_ids) for alert in watch_screens(engine, NAMES)]


def test_short_gap_is_told_to_nobody(engine: Engine, clock: time_machine.Traveller) -> None:
    clock.shift(TELL_AFTER_S)

    assert kinds(engine) == []


def test_dark_screens_are_told_once_and_together(
    engine: Engine, clock: time_machine.Traveller
) -> None:
    clock.shift(TELL_AFTER_S + 1)

    assert [kinds(engine), kinds(engine)] == [[("screen_down", ("gate", "square"))], []]


def test_screen_that_is_back_is_told_once(engine: Engine, clock: time_machine.Traveller) -> None:
    clock.shift(TELL_AFTER_S + 1)
    watch_screens(engine, NAMES)
    Kiosks(engine, make_settings({})).beat("gate", None, Beat())

    assert [kinds(engine), kinds(engine)] == [[("recovered", ("gate",))], []]


def test_message_names_the_screen_and_its_last_beat(
    engine: Engine, clock: time_machine.Traveller
) -> None:
    clock.shift(TELL_AFTER_S + 1)

    text = "\n".join(message(watch_screens(engine, NAMES)[0]))

    assert "[gate]" in text
    assert "No beat from 2 screens for five minutes" in text


def test_what_is_told_is_no_event_of_the_screen(
    engine: Engine, clock: time_machine.Traveller
) -> None:
    clock.shift(TELL_AFTER_S + 1)
    watch_screens(engine, NAMES)

    [gate] = [
        item
        for item in Kiosks(engine, make_settings({})).states(["gate"])
        if item.kiosk_id == "gate"
    ]
    assert [event.kind for event in gate.events] == ["up"]
