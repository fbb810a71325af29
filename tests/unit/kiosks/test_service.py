from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from oxymap import clock as time
from oxymap.config import make_settings
from oxymap.errors import ConflictError, NotFoundError, ThrottledError, UnauthorizedError
from oxymap.kiosks.models import Beat, KioskHealth
from oxymap.kiosks.pace import A_MINUTE, BURST, Pace
from oxymap.kiosks.service import KEPT_PICTURES, MOST_EVENTS_A_DAY, Kiosks
from tests.unit.media.pictures import jpeg
from tests.unit.people.sampling import people_engine
from tests.unit.stations.live_sampling import NOON


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def kiosks(tmp_path: Path, clock: time_machine.Traveller) -> Kiosks:
    return Kiosks(people_engine(tmp_path), make_settings({}), Pace(time.seconds))


def only(kiosks: Kiosks, name: str = "gate") -> KioskHealth:
    [found] = [item for item in kiosks.states(["gate"]) if item.kiosk_id == name]
    return found


def test_beat_makes_a_screen_alive_and_silence_kills_it(
    kiosks: Kiosks, clock: time_machine.Traveller
) -> None:
    kiosks.beat("gate", None, Beat(view="map", uptime_s=10))
    seen = [only(kiosks).state]
    for _ in range(2):
        clock.shift(31)
        seen.append(only(kiosks).state)

    assert seen == ["up", "up", "down"]


def test_published_screen_that_never_reported_is_in_the_list(kiosks: Kiosks) -> None:
    assert [(item.kiosk_id, item.state) for item in kiosks.states(["gate"])] == [("gate", "never")]


def test_screen_without_a_page_is_still_told(kiosks: Kiosks) -> None:
    kiosks.beat("old", None, Beat())

    assert not only(kiosks, "old").configured


def test_screen_may_open_many_pages_in_a_minute_and_no_end_of_them(
    kiosks: Kiosks, clock: time_machine.Traveller
) -> None:
    for _ in range(BURST):
        kiosks.beat("gate", None, Beat())

    with pytest.raises(ThrottledError) as refused:
        kiosks.beat("gate", None, Beat())
    assert refused.value.retry_s == 1
    kiosks.beat("other", None, Beat())
    for _ in range(A_MINUTE):
        clock.shift(1)
        kiosks.beat("gate", None, Beat())
    with pytest.raises(ThrottledError):
        kiosks.beat("gate", None, Beat())


def test_who_has_no_token_does_not_use_up_the_screens_beats(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    settings = make_settings({"kiosk_token_required": True})
    kiosks = Kiosks(people_engine(tmp_path), settings, Pace(time.seconds))
    token = kiosks.new_token("gate")
    for _ in range(2 * BURST):
        with pytest.raises(UnauthorizedError):
            kiosks.beat("gate", "guessed", Beat())

    kiosks.beat("gate", token, Beat())

    assert only(kiosks).state == "up"


def test_restarts_and_uptime_are_counted(kiosks: Kiosks, clock: time_machine.Traveller) -> None:
    for uptime_s in (0, 1000, 5):
        kiosks.beat("gate", None, Beat(uptime_s=uptime_s))
        clock.shift(1000)

    health = only(kiosks)

    assert health.restarts == 1
    assert health.uptime_share == pytest.approx(0, abs=0.01)


def test_mad_screen_fills_no_table(kiosks: Kiosks, clock: time_machine.Traveller) -> None:
    for number in range(MOST_EVENTS_A_DAY + 20):
        kiosks.beat("gate", None, Beat(faults=[str(number)]))
        clock.shift(5)

    assert len(only(kiosks).events) == MOST_EVENTS_A_DAY


def test_token_is_asked_for_when_the_setting_says_so(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    kiosks = Kiosks(people_engine(tmp_path), make_settings({"kiosk_token_required": True}))
    token, other = kiosks.new_token("gate"), kiosks.new_token("other")

    for wrong in (None, "", "x", other):
        with pytest.raises(UnauthorizedError):
            kiosks.beat("gate", wrong, Beat())
    kiosks.beat("gate", token, Beat())
    new = kiosks.new_token("gate")
    clock.shift(30)

    with pytest.raises(UnauthorizedError):
        kiosks.beat("gate", token, Beat())
    kiosks.beat("gate", new, Beat())


def test_picture_comes_only_when_asked_for_and_once(
    kiosks: Kiosks, clock: time_machine.Traveller
) -> None:
    kiosks.beat("gate", None, Beat())
    with pytest.raises(ConflictError):
        kiosks.take_picture("gate", None, jpeg())
    kiosks.ask_picture("gate")
    clock.shift(30)
    assert kiosks.beat("gate", None, Beat()).document("v")["wishes"] == {"picture": True}

    kiosks.take_picture("gate", None, jpeg())

    [at] = only(kiosks).pictures
    assert kiosks.picture("gate", at)[:3] == b"\xff\xd8\xff"
    with pytest.raises(ConflictError):
        kiosks.take_picture("gate", None, jpeg())
    clock.shift(30)
    assert kiosks.beat("gate", None, Beat()).document("v")["wishes"] == {}


def test_newest_five_pictures_are_kept(kiosks: Kiosks, clock: time_machine.Traveller) -> None:
    kiosks.beat("gate", None, Beat())
    for number in range(KEPT_PICTURES + 1):
        kiosks.ask_picture("gate")
        kiosks.take_picture("gate", None, jpeg(100 + number))
        clock.shift(60)

    assert len(only(kiosks).pictures) == KEPT_PICTURES
    with pytest.raises(NotFoundError):
        kiosks.picture("gate", NOON)


def test_screen_that_was_never_heard_of_is_asked_for_nothing(kiosks: Kiosks) -> None:
    with pytest.raises(ConflictError):
        kiosks.ask_picture("gate")
