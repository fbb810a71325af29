"""The snapshot shows a current value or none, and counts what there is."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from oxymap.config import ROOT
from oxymap.stations.facts import Facts
from oxymap.stations.levels import Scheme, load_schemes
from oxymap.stations.models import Count, Flag, Latest, LiveSnapshot, LiveValue, Mean, Station
from oxymap.stations.snapshot import Places, SnapshotMaker, known_places
from oxymap.stations.states import Limits

NOW = 1_780_315_200
CONTRACT = ROOT / "tests" / "contracts" / "live.schema.json"
SCHEMES = load_schemes(ROOT / "content" / "standards")
PLACES = Places(frozenset({"slope-town", "far-town"}), frozenset({"stone-village"}))
#: With reports every minute: fresh to 120 s, late to 600 s, stale to three hours.
AGES = {"fresh": 120, "late": 600, "stale": 10_800, "silent": 10_801}


def station(station_id: str = "hilltop", **values: object) -> Station:
    filled: dict[str, object] = {
        "name_zh": "山顶", "name_en": "Hilltop", "lon": 115.8, "lat": 40.0, "interval_s": 60,
        "district": "mentougou", "township": "slope-town", "place": "stone-village",
    }  # fmt: skip
    return Station(station_id, **{**filled, **values})  # type: ignore[arg-type]


def latest(age: int = 0, good_age: int | None = None, **values: object) -> Latest:
    """A value of `age` seconds; the last accepted one is this one unless an age is given."""
    filled: dict[str, object] = {
        "observed": "neg_ion", "time": NOW - age, "flag": Flag.CORRECT, "device_flag": None,
        "good_time": NOW - (age if good_age is None else good_age), "good_value": 2296.0,
        "good_period_s": 60,
    }  # fmt: skip
    return Latest(**{**filled, **values})  # type: ignore[arg-type]


def bad(age: int = 0, flag: Flag = Flag.ERROR, **values: object) -> Latest:
    """A flagged value, before which nothing was accepted."""
    return latest(
        age, flag=flag, **{"good_time": None, "good_value": None, "good_period_s": None, **values}
    )


def mean(value: float | None = 2180.254, *, complete: bool = True) -> Mean:
    return Mean("hour", NOW - 3600, value, 58 if complete else 12, 60, complete)


def facts(*found: Latest, hour: Mean | None = None, **values: object) -> Facts:
    hours = {} if hour is None else {"neg_ion": hour}
    return Facts({item.observed: item for item in found}, mean_hour=hours, **values)  # type: ignore[arg-type]


def make(
    known: Facts | None = None,
    *stations: Station,
    scheme: Scheme | None = SCHEMES["qxt380"],
    now: int = NOW,
) -> LiveSnapshot:
    """Return a snapshot in which every station has the same facts."""
    shown = {item.id: item for item in stations or (station(),)}
    maker = SnapshotMaker(shown, PLACES, Limits(), scheme)
    return maker.make({name: known or Facts() for name in shown}, now)


def main_value(known: Facts, **values: object) -> LiveValue:
    found = make(known, station(**values)).stations["hilltop"].main
    assert found is not None
    return found


def document(snapshot: LiveSnapshot) -> dict:
    return json.loads(snapshot.body)


# --- values ----------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["fresh", "late"])
def test_recent_value_stands_as_the_value(state: str) -> None:
    known = facts(latest(AGES[state]))

    found = main_value(known)

    assert make(known).stations["hilltop"].state == state
    assert (found.value, found.time, found.period_s) == (2296.0, NOW - AGES[state], 60)
    assert found.quality == "good"


@pytest.mark.parametrize("state", ["stale", "silent"])
def test_old_value_never_stands_as_the_value(state: str) -> None:
    known = facts(latest(AGES[state]), hour=mean())

    found = main_value(known)

    assert make(known).stations["hilltop"].state == state
    assert (found.value, found.time, found.period_s) == (None, None, None)
    assert (found.level, found.mean_10min, found.mean_hour) == (None, None, None)
    assert found.quality == "stale"


@pytest.mark.parametrize("state", sorted(AGES))
def test_last_good_value_is_told_with_its_age_however_old(state: str) -> None:
    (item,) = document(make(facts(latest(AGES[state]))))["stations"]

    assert item["last_good"]["value"] == 2296.0
    assert item["last_good"]["age_s"] == AGES[state]


@pytest.mark.parametrize(
    ("flag", "quality"),
    [(Flag.SUSPECT, "suspect"), (Flag.ERROR, "error"), (Flag.MISSING, "missing"),
     (Flag.UNCHECKED, "suspect")],
)  # fmt: skip
def test_flagged_value_is_not_shown_and_says_why(flag: Flag, quality: str) -> None:
    found = main_value(facts(bad(flag=flag)))

    assert (found.value, found.quality) == (None, quality)


def test_good_value_just_before_a_flagged_one_still_stands() -> None:
    found = main_value(facts(latest(0, good_age=90, flag=Flag.ERROR)))

    assert (found.value, found.quality) == (2296.0, "good")


@pytest.mark.parametrize(
    "kept", [{"device_flag": "M"}, {"device_flag": "C"}, {}], ids=["M", "C", "register"]
)
def test_station_that_is_worked_on_shows_no_value(kept: dict[str, object]) -> None:
    known = facts(latest(60, **kept))

    found = make(known, station(maintenance=not kept)).stations["hilltop"]

    assert found.state == "maintenance"
    assert found.main is not None
    assert found.main.value is None
    assert found.last_good is not None


def test_station_that_never_reported_is_planned_and_has_no_values() -> None:
    (item,) = document(make())["stations"]

    assert (item["state"], item["values"], item["last_good"]) == ("planned", {}, None)


def test_every_property_ages_by_itself() -> None:
    old = latest(4000, observed="temperature", good_value=18.6)

    found = make(facts(latest(60), old)).stations["hilltop"].values

    assert (found["neg_ion"].value, found["temperature"].value) == (2296.0, None)
    assert found["temperature"].quality == "stale"


def test_properties_stand_in_their_usual_order() -> None:
    known = facts(latest(observed="pm25"), latest(observed="temperature"), latest())

    assert list(make(known).stations["hilltop"].values) == ["neg_ion", "temperature", "pm25"]


def test_samples_are_shown_by_the_mean_of_their_minute() -> None:
    known = facts(latest(good_value=9000.0, good_period_s=0), samples={"neg_ion": 2310.0})

    found = make(known).stations["hilltop"]

    assert found.main is not None
    assert found.main.value == 2310.0
    assert found.last_good is not None
    assert found.last_good.value == 2310.0


def test_value_from_a_clock_that_is_ahead_has_no_negative_age() -> None:
    (item,) = document(make(facts(latest(-200))))["stations"]

    assert item["values"]["neg_ion"]["age_s"] == 0
    assert item["last_good"]["age_s"] == 0


# --- levels and means ------------------------------------------------------------------


def test_level_belongs_to_the_mean_of_the_hour() -> None:
    found = main_value(facts(latest(good_value=50.0), hour=mean(2180.0)))

    assert found.level is not None
    assert (found.level.scheme, found.level.number, found.level.verified) == ("qxt380", 1, False)


@pytest.mark.parametrize("hour", [None, mean(complete=False), mean(None, complete=False)])
def test_hour_that_is_not_complete_has_no_level(hour: Mean | None) -> None:
    assert main_value(facts(latest(), hour=hour)).level is None


def test_without_a_scheme_nothing_is_graded() -> None:
    (item,) = document(make(facts(latest(), hour=mean()), scheme=None))["stations"]

    assert item["values"]["neg_ion"]["level"] is None


def test_only_ions_have_levels() -> None:
    known = Facts(
        {"pm25": latest(observed="pm25")}, mean_hour={"pm25": mean(12.0)}
    )  # fmt: skip

    assert main_value(known, kind="air").level is None


def test_mean_is_told_with_how_complete_it_is() -> None:
    (item,) = document(make(facts(latest(), hour=mean())))["stations"]

    assert item["values"]["neg_ion"]["mean_hour"] == {"value": 2180.25, "n": 58, "of": 60}


def test_mean_of_too_few_has_no_number() -> None:
    (item,) = document(make(facts(latest(), hour=mean(complete=False))))["stations"]

    assert item["values"]["neg_ion"]["mean_hour"] == {"value": None, "n": 12, "of": 60}


# --- coverage --------------------------------------------------------------------------


def coverage(known: Facts, *stations: Station) -> tuple[Count, Count]:
    found = make(known, *stations).coverage
    return found["townships"], found["sights"]


def test_station_with_a_value_covers_its_township_and_its_sight() -> None:
    assert coverage(facts(latest()), station()) == (Count(2, 1, 1, 0), Count(1, 1, 1, 0))


def test_silent_station_is_there_without_a_value() -> None:
    assert coverage(facts(latest(AGES["silent"])), station())[0] == Count(2, 1, 0, 0)


def test_planned_station_covers_nothing() -> None:
    assert coverage(Facts(), station()) == (Count(2, 0, 0, 0), Count(1, 0, 0, 0))


def test_demo_station_counts_apart() -> None:
    found = coverage(facts(latest()), station("demo-hilltop", demo=True))

    assert found == (Count(2, 0, 0, 1), Count(1, 0, 0, 1))


def test_two_stations_of_a_township_count_once() -> None:
    assert coverage(facts(latest()), station(), station("other"))[0] == Count(2, 1, 1, 0)


def test_weather_station_does_not_cover_anything() -> None:
    known = facts(latest(observed="temperature"))

    assert coverage(known, station(kind="weather"))[0] == Count(2, 0, 0, 0)


def test_place_that_is_no_sight_is_not_counted() -> None:
    assert coverage(facts(latest()), station(place="elsewhere", township="nowhere")) == (
        Count(2, 0, 0, 0), Count(1, 0, 0, 0),
    )  # fmt: skip


def test_sights_are_what_shipped_ion_stations_name_outside_townships() -> None:
    shipped = [
        station("a", origin="shipped", place="temple"),
        station("b", origin="shipped", place="slope-town"),
        station("c", origin="shipped", place="bridge", kind="water"),
        station("d", origin="database", place="meadow"),
    ]

    found = known_places(shipped, ["slope-town", "far-town"])

    assert found == Places(frozenset({"slope-town", "far-town"}), frozenset({"temple"}))


# --- JSON ------------------------------------------------------------------------------


def in_every_state() -> list[tuple[Station, Facts]]:
    whole = {"neg_ion": mean()}
    return [
        (station("fresh"), Facts({"neg_ion": latest()}, mean_10min=whole, mean_hour=whole)),
        (station("late"), facts(latest(500), latest(observed="rain"))),
        (station("suspect"), facts(bad())),
        (station("demo-one", demo=True, habitat="village"), facts(latest())),
        (station("planned", lon=None, lat=None, place=None, township=None), Facts()),
        (station("stale"), facts(latest(4000))),
    ]


def test_json_keeps_the_contract_in_every_state() -> None:
    pairs = in_every_state()
    maker = SnapshotMaker({s.id: s for s, _ in pairs}, PLACES, Limits(), SCHEMES["qxt380"])

    found = document(maker.make({s.id: known for s, known in pairs}, NOW))

    schema = json.loads(CONTRACT.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    states = [item["state"] for item in found["stations"]]
    assert states == ["fresh", "late", "suspect", "fresh", "planned", "stale"]


def test_demo_station_is_marked() -> None:
    found = document(make(facts(latest()), station("demo-one", demo=True), station()))

    assert {item["id"]: item["demo"] for item in found["stations"]} == {
        "demo-one": True, "hilltop": False,
    }  # fmt: skip


def test_version_is_that_of_the_bytes() -> None:
    known = facts(latest())

    first, same, later = make(known), make(known), make(known, now=NOW + 1)

    assert first.version == same.version
    assert first.version != later.version


def test_stations_at_a_place_are_found_ion_stations_first() -> None:
    found = make(Facts(), station("a-weather", kind="weather"), station("b-ion")).at(
        "stone-village"
    )

    assert [item.station.id for item in found] == ["b-ion", "a-weather"]


# --- what comes by itself --------------------------------------------------------------


def next_change(*found: Latest, now: int = NOW, **values: object) -> int | None:
    shown = {"hilltop": station(**values)}
    return SnapshotMaker(shown, PLACES, Limits(), None).next_change({"hilltop": facts(*found)}, now)


def test_first_state_that_turns_decides_when_to_look_again() -> None:
    assert next_change(latest(0)) == NOW + 121


def test_value_beside_the_main_one_is_looked_at_too() -> None:
    assert next_change(latest(20_000), latest(0, observed="temperature")) == NOW + 121


def test_nothing_turns_by_itself_after_the_last_state() -> None:
    assert next_change(latest(20_000)) is None
    assert next_change() is None


def test_every_announced_change_is_one() -> None:
    """Whoever makes a snapshot only at these moments misses no state."""
    known, seen, now = facts(latest(0), bad(0, observed="temperature")), [], NOW
    while (moment := next_change(*known.latest.values(), now=now)) is not None:
        assert make(known, now=moment).stations["hilltop"] != make(known, now=moment - 1).stations
        seen.append(make(known, now=moment).stations["hilltop"].state)
        now = moment

    assert [state for n, state in enumerate(seen) if n == 0 or state != seen[n - 1]] == [
        "late", "stale", "silent",
    ]  # fmt: skip
