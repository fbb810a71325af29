"""A process's view of now: the register, the snapshot and the stream keep up with the store."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from oxymap.catalogue.service import CatalogueService
from oxymap.config import Settings
from oxymap.db.engine import reading, writing
from oxymap.errors import StoreError
from oxymap.stations import keeper as module
from oxymap.stations.keeper import EVENTS_S, LEASE_S
from oxymap.stations.models import Flag, Item, Reading, State
from oxymap.stations.service import LiveService
from oxymap.stations.store import events as event_store
from oxymap.stations.store import observations as store
from oxymap.stations.store import things as thing_store
from tests.unit.stations.live_sampling import NOON, STATION, add_station, ion, stored


@pytest.fixture
def other(live: LiveService, sample_settings: Settings) -> LiveService:
    """Another process with the same database."""
    return another(sample_settings)


def another(settings: Settings) -> LiveService:
    catalogue = CatalogueService(settings)
    return LiveService(settings, lambda: catalogue.current)


@pytest.fixture
def _always_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REGISTER_S", -1.0)


def state(live: LiveService, station_id: str = STATION) -> State:
    return live.current.stations[station_id].state


def shown(live: LiveService, station_id: str = STATION) -> float | None:
    main = live.current.stations[station_id].main
    return None if main is None else main.value


def told(live: LiveService) -> list[tuple[str, str]]:
    """What the stream has told: station and state."""
    with reading(live.engine) as connection:
        events = event_store.events_after(connection, 0, 10_000)
    bodies = [json.loads(event.body) for event in events if event.kind == "reading"]
    return [(body["id"], body["state"]) for body in bodies]


def heard(stream: Iterator[bytes]) -> list[str]:
    lines = next(stream).decode().splitlines()
    return [json.loads(line[6:])["id"] for line in lines if line.startswith("data: {")]


# --- settling --------------------------------------------------------------------------


def test_reading_is_shown_and_told(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")

    assert shown(live) == 2296.0
    assert told(live) == [(STATION, "fresh")]


def test_round_without_news_changes_nothing(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    before = live.current

    assert live.keeper.tick() == 0
    assert live.current is before


def test_duplicate_is_no_news(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    before = live.current

    live.accept(STATION, [ion(NOON, 2296.0)], "http")

    assert live.current is before


def test_late_value_is_told_and_the_newest_stays(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    live.accept(STATION, [ion(NOON - 7200, 900.0)], "http")

    assert shown(live) == 2296.0


# --- time ------------------------------------------------------------------------------


def test_state_turns_with_time_and_is_told_once(live: LiveService, noon: object) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    seen, said = [], []
    for age in (0, 120, 121, 600, 601, 10_800, 10_801, 50_000):
        noon.move_to(NOON + age)
        seen.append(state(live))
        said += [event for event in told(live) if event not in said]

    assert seen == [*["fresh"] * 2, *["late"] * 2, *["stale"] * 2, *["silent"] * 2]
    assert said == [(STATION, name) for name in ("fresh", "late", "stale", "silent")]


def test_value_is_gone_as_soon_as_it_is_stale(live: LiveService, noon: object) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")

    noon.move_to(NOON + 600)
    assert shown(live) == 2296.0
    noon.move_to(NOON + 601)
    assert shown(live) is None


def test_value_that_stands_alone_beside_the_main_one_ages_too(
    live: LiveService, noon: object
) -> None:
    live.accept(STATION, [Item((Reading("temperature", NOON, 60, 20.0),))], "http")
    first = live.current.stations[STATION].values["temperature"].value

    noon.shift(18_000)

    assert first == 20.0
    assert live.current.stations[STATION].values["temperature"].value is None


def test_version_stays_while_nothing_happens(live: LiveService, noon: object) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    before = live.current.version

    noon.shift(30)

    assert live.current.version == before


# --- the register ----------------------------------------------------------------------


def test_change_of_the_register_is_shown_at_once(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    before = state(live)

    live.put_station(STATION, {"maintenance": True})

    assert (before, state(live), shown(live)) == ("fresh", "maintenance", None)
    assert told(live)[-1] == (STATION, "maintenance")


@pytest.mark.usefixtures("_always_looks")
def test_change_by_another_process_is_followed(live: LiveService, other: LiveService) -> None:
    add_station(other, "far-hill")
    other.put_station(STATION, {"retired": True})

    assert list(live.current.stations) == ["far-hill"]


@pytest.mark.usefixtures("_always_looks")
def test_change_that_a_request_has_seen_first_is_still_shown(
    live: LiveService, other: LiveService
) -> None:
    add_station(other, "far-hill")

    live.station("far-hill")

    assert "far-hill" in live.current.stations


def test_station_that_was_added_a_moment_ago_is_found(
    live: LiveService, other: LiveService
) -> None:
    live.keeper.follow_register()

    add_station(other, "far-hill")

    assert live.station("far-hill").id == "far-hill"


def test_change_outlives_a_round_that_fails(
    live: LiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> set[str]:
        raise StoreError("The database is busy.")

    before = state(live)
    live.put_station(STATION, {"maintenance": True})
    with monkeypatch.context() as patch, pytest.raises(StoreError):
        patch.setattr(live.keeper, "_settle", fail)
        live.keeper.tick()

    assert (before, state(live)) == ("planned", "maintenance")


def test_retired_station_leaves_the_snapshot_and_keeps_its_values(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    live.put_station(STATION, {"retired": True})
    without = dict(live.current.stations)

    live.put_station(STATION, {"retired": False})

    assert without == {}
    assert shown(live) == 2296.0


def test_demo_stations_are_shown_only_while_the_demo_is_on(
    live: LiveService, sample_settings: Settings
) -> None:
    add_station(live, "demo-hill", demo=True)

    without = another(sample_settings.model_copy(update={"demo": False}))

    assert "demo-hill" in live.current.stations
    assert "demo-hill" not in without.current.stations


@pytest.mark.usefixtures("_always_looks")
def test_bad_document_costs_its_own_station_only(live: LiveService) -> None:
    with writing(live.engine) as connection:
        thing_store.put_thing(connection, "odd-one", {"interval_s": 60}, 1)

    with capture_logs() as logs:
        found = live.current.stations

    assert list(found) == [STATION]
    assert [entry["event"] for entry in logs] == ["register.left_out"]


def test_peers_have_the_same_instrument_and_are_of_one_kind(live: LiveService) -> None:
    for name, values in {
        "same": {"instrument": "A1"},
        "else": {"instrument": "B2"},
        "demo-same": {"instrument": "A1", "demo": True},
        "gone": {"instrument": "A1", "retired": True},
    }.items():
        add_station(live, name, **values)
    live.put_station(STATION, {"instrument": "A1"})

    assert live.keeper._peers(live.station(STATION)) == ["same"]


def test_station_of_unknown_make_has_no_peers(live: LiveService) -> None:
    add_station(live, "other")

    assert live.keeper._peers(live.station(STATION)) == ()


# --- several processes -----------------------------------------------------------------


def test_what_one_process_settles_all_show_and_tell(live: LiveService, other: LiveService) -> None:
    stream = other.hub.follow(None, 0.01)
    next(stream)
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    assert shown(live) == 2296.0

    assert shown(other) == 2296.0
    assert heard(stream) == [STATION]
    assert told(live) == [(STATION, "fresh")]


def test_only_one_process_settles(live: LiveService, other: LiveService, noon: object) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    assert shown(live) == 2296.0
    live.accept(STATION, [ion(NOON + 60, 2400.0)], "http")

    waiting = shown(other)
    noon.shift(LEASE_S + 1)

    assert (waiting, shown(other)) == (2296.0, 2400.0)


def test_news_that_come_while_a_process_tells_its_own_are_not_lost(
    live: LiveService, other: LiveService
) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    assert shown(live) == 2296.0

    other.keeper.tell([("published", '{"version":"2"}')])

    assert shown(other) == 2296.0


def test_restarted_process_shows_what_was_there(
    live: LiveService, sample_settings: Settings
) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    before = live.current

    again = another(sample_settings)

    assert again.keeper.snapshot.body == before.body


def test_stream_can_be_resumed_over_a_restart(live: LiveService, sample_settings: Settings) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    assert shown(live) == 2296.0
    seen = live.hub.last_id
    live.accept(STATION, [ion(NOON + 60, 2400.0)], "http")
    assert shown(live) == 2400.0

    stream = another(sample_settings).hub.follow(seen, 0.01)

    next(stream)
    assert next(stream).startswith(f"id: {seen + 1}\n".encode())


def test_flag_that_was_not_settled_before_a_crash_does_not_stop_the_next_start(
    live: LiveService, sample_settings: Settings
) -> None:
    live.accept(STATION, [ion(NOON, 2296.0, period_s=0)], "http")
    assert shown(live) == 2296.0
    live.flag(STATION, "neg_ion", (NOON - 1, NOON), Flag.ERROR, "the fan was off")

    again = another(sample_settings)

    assert shown(again) in {2296.0, None}
    assert [row.manual_flag for row in stored(again)] == [Flag.ERROR]


# --- events ----------------------------------------------------------------------------


def test_old_events_are_removed(live: LiveService, noon: object) -> None:
    live.keeper.tell([("published", "{}")])
    noon.shift(EVENTS_S + 1)

    live.keeper.tell([("published", '{"version":"2"}')])

    with reading(live.engine) as connection:
        assert [e.id for e in event_store.events_after(connection, 0, 10)] == [2]


def test_event_in_the_stream_is_an_element_of_the_snapshot(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    snapshot = json.loads(live.current.body)

    with reading(live.engine) as connection:
        (event,) = event_store.events_after(connection, 0, 10)

    assert json.loads(event.body) == snapshot["stations"][0]


def test_hours_that_were_settled_are_not_due_any_more(live: LiveService) -> None:
    live.accept(STATION, [ion(NOON, 2296.0)], "http")
    live.keeper.settle_all()

    with reading(live.engine) as connection:
        assert store.due_hours(connection, 10) == []
