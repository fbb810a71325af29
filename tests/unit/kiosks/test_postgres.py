"""Screens and notices on PostgreSQL: what holds on SQLite holds here, for many at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from sqlalchemy import Engine

from oxymap import clock as time
from oxymap.config import make_settings
from oxymap.errors import ConflictError, NotFoundError, UnauthorizedError
from oxymap.kiosks.alerts import TELL_AFTER_S, watch_screens
from oxymap.kiosks.models import Beat
from oxymap.kiosks.service import KEPT_PICTURES, MOST_EVENTS_A_DAY, Kiosks
from oxymap.notices.models import NoticeDraft
from oxymap.notices.service import Notices
from oxymap.people.audit import AuditLog
from oxymap.people.models import COMMAND
from tests.factories import catalogue
from tests.unit.media.pictures import jpeg
from tests.unit.stations.live_sampling import NOON
from tests.unit.stations.postgres import Server, engines, running_server

TITLE = {"zh": "山洪预警 🌧", "en": "Flash flood"}
DRAFT = NoticeDraft("emergency", TITLE, TITLE, districts=("mentougou", "yanqing"))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as found:
        yield found


@pytest.fixture
def engine(server: Server) -> Iterator[Engine]:
    with engines() as opening:
        yield opening(server.new_database())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def screens(engine: Engine, **settings: object) -> Kiosks:
    return Kiosks(engine, make_settings(settings))


# --- screens ---------------------------------------------------------------------------


def test_screen_lives_dies_and_comes_back(engine: Engine, clock: time_machine.Traveller) -> None:
    kiosks, seen = screens(engine), []
    kiosks.beat("gate", None, Beat(uptime_s=10, data_age_s=3, faults=["满了: disk"]))
    for seconds in (0, 50, 50):
        clock.shift(seconds)
        seen.append(kiosks.states(["gate"])[0].state)
    kiosks.beat("gate", None, Beat(uptime_s=1))
    [health] = kiosks.states(["gate"])

    assert seen == ["up", "late", "down"]
    assert [event.kind for event in health.events] == ["restart", "up", "down", "fault", "up"]
    assert health.events[3].detail == "满了: disk"
    assert health.uptime_share == pytest.approx(0, abs=0.01)


def test_same_screen_heard_by_many_processes_is_one(engine: Engine) -> None:
    several = [screens(engine) for _ in range(6)]

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda one: one.beat("gate", None, Beat()), several))

    assert len(answers) == 6
    assert [item.state for item in several[0].states(["gate"])] == ["up"]
    assert [event.kind for event in several[0].states(["gate"])[0].events] == ["up"]


def test_token_is_kept_as_a_hash_and_replaced(engine: Engine) -> None:
    kiosks = screens(engine, kiosk_token_required=True)
    old = kiosks.new_token("gate")
    new = kiosks.new_token("gate")

    for wrong in (None, old, new + "x"):
        with pytest.raises(UnauthorizedError):
            kiosks.beat("gate", wrong, Beat())
    assert [item.state for item in kiosks.states(["gate"])] == ["never"]
    kiosks.beat("gate", new, Beat())
    assert [item.state for item in kiosks.states(["gate"])] == ["up"]


def test_pictures_are_asked_for_kept_and_forgotten(
    engine: Engine, clock: time_machine.Traveller
) -> None:
    kiosks = screens(engine)
    kiosks.beat("gate", None, Beat())
    for _ in range(KEPT_PICTURES + 1):
        kiosks.ask_picture("gate")
        clock.shift(30)
        assert kiosks.beat("gate", None, Beat()).picture
        kiosks.take_picture("gate", None, jpeg())

    pictures = kiosks.states(["gate"])[0].pictures
    assert len(pictures) == KEPT_PICTURES
    assert kiosks.picture("gate", pictures[-1])[:3] == b"\xff\xd8\xff"
    with pytest.raises(NotFoundError):
        kiosks.picture("gate", NOON + 30)
    with pytest.raises(ConflictError):
        kiosks.take_picture("gate", None, jpeg())


def test_mad_screen_fills_no_table_and_old_events_go(
    engine: Engine, clock: time_machine.Traveller
) -> None:
    for number in range(MOST_EVENTS_A_DAY + 20):
        # Each time another process: this is about the table and not about the pace.
        screens(engine).beat("gate", None, Beat(faults=[str(number)]))
    [health] = screens(engine).states(["gate"])

    assert len(health.events) == MOST_EVENTS_A_DAY
    clock.shift(91 * 86_400)
    screens(engine).beat("gate", None, Beat())
    [health] = screens(engine).states(["gate"])
    assert [event.kind for event in health.events] == ["up"]


def test_dark_screen_is_told_once_and_once_when_it_is_back(
    engine: Engine, clock: time_machine.Traveller
) -> None:
    names = {"gate": ("村口", "Gate")}
    screens(engine).beat("gate", None, Beat())
    clock.shift(TELL_AFTER_S + 1)
    told = [[alert.kind for alert in watch_screens(engine, names)] for _ in range(2)]
    screens(engine).beat("gate", None, Beat())
    told += [[alert.kind for alert in watch_screens(engine, names)] for _ in range(2)]

    assert told == [["screen_down"], [], ["recovered"], []]


# --- notices ---------------------------------------------------------------------------


def test_notice_is_published_seen_elsewhere_and_ended(engine: Engine) -> None:
    here, there = (Notices(engine, lambda: catalogue([])) for _ in range(2))
    later = time.seconds() + 3600
    found = here.publish(COMMAND, DRAFT)
    coming = here.publish(COMMAND, NoticeDraft("info", TITLE, TITLE, from_at=later))

    assert there.now() == [found]
    assert there.coming() == [coming]
    assert there.get(found.id).title.zh == TITLE["zh"]
    assert there.for_places(("yanqing",), ()) == [found]
    assert there.for_places(("fangshan",), ()) == []

    ended = there.end(COMMAND, found.id)
    here.refresh()

    assert here.now() == []
    assert here.all() == [coming, ended]
    with pytest.raises(ConflictError):
        here.end(COMMAND, found.id)
    with pytest.raises(NotFoundError):
        here.end(COMMAND, 1_000_000)


def test_notices_published_at_once_have_numbers_of_their_own_and_one_log(engine: Engine) -> None:
    notices = Notices(engine, lambda: catalogue([]))

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: notices.publish(COMMAND, DRAFT).id, range(18)))

    assert len(set(made)) == 18
    assert {one.id for one in notices.all()} == set(made)
    assert AuditLog(engine).verify() is None


def test_one_notice_is_ended_once_by_those_who_try_at_once(engine: Engine) -> None:
    notices = Notices(engine, lambda: catalogue([]))
    found = notices.publish(COMMAND, DRAFT)

    def end(_: int) -> bool:
        try:
            Notices(engine, lambda: catalogue([])).end(COMMAND, found.id)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(end, range(4))).count(True) == 1
