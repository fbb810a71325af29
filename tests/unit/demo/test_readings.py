"""What demo stations send: the contract's objects, and every state at any time."""

from __future__ import annotations

from datetime import datetime

import pytest

from oxymap.demo.readings import Payload, hourly, reading
from oxymap.demo.stations import SITES
from oxymap.stations.models import Station
from oxymap.stations.properties import PROPERTIES

MIDNIGHT = int(datetime.fromisoformat("2026-06-03T00:00:00+08:00").timestamp())
STATIONS = [
    Station(
        site.station_id, "", "", 116.0, 40.0,
        kind=site.kind, interval_s=site.interval_s, waterfall=site.waterfall, demo=True,
    )
    for site in SITES.values()
]  # fmt: skip
BY_ID = {station.id: station for station in STATIONS}


def values(payload: Payload | None) -> dict[str, float]:
    assert payload is not None
    found = payload["values"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("station", STATIONS, ids=lambda station: station.id)
def test_values_are_known_and_possible(station: Station) -> None:
    sent = [
        payload
        for time in range(MIDNIGHT, MIDNIGHT + 86_400, max(station.interval_s, 600))
        if (payload := reading(station, time)) is not None
    ]

    assert sent
    for payload in sent:
        for name, value in values(payload).items():
            assert PROPERTIES[name].lowest <= value <= PROPERTIES[name].highest


def test_object_is_as_the_contract_has_it() -> None:
    payload = reading(BY_ID["demo-miaofengshan"], MIDNIGHT + 60)

    assert payload is not None
    assert (payload["time"], payload["period_s"]) == ("2026-06-02T16:01:00Z", 60)
    assert payload["flag"] == "N"
    assert list(values(payload)) == [
        "neg_ion", "temperature", "humidity", "wind_speed", "pm25", "rain",
    ]  # fmt: skip


def test_same_moment_gives_the_same_object() -> None:
    station = BY_ID["demo-yeyahu"]

    assert reading(station, MIDNIGHT) == reading(station, MIDNIGHT)
    assert reading(station, MIDNIGHT) != reading(station, MIDNIGHT, seed=7)


def test_weather_station_has_no_ions() -> None:
    assert "neg_ion" not in values(reading(BY_ID["demo-olympic-yq"], MIDNIGHT))


def test_wet_hours_are_wet_in_every_value() -> None:
    sent = values(reading(BY_ID["demo-yudushan"], MIDNIGHT + 5 * 3600))

    assert sent["humidity"] >= 97
    assert sent["rain"] > 0


def test_past_is_made_of_hours_that_nothing_marks() -> None:
    payload = hourly(BY_ID["demo-badaling"], MIDNIGHT)

    assert payload is not None
    assert (payload["period_s"], payload["flag"]) == (3600, "N")


def test_past_of_a_silent_station_has_gaps() -> None:
    assert hourly(BY_ID["demo-mangniugou"], MIDNIGHT + 6 * 3600) is None


# --- every state, at any time ----------------------------------------------------------
# The rules of the states, said again in short.


def day_of(station: Station) -> list[tuple[int, str, float]]:
    """(time, device flag, main value) of what a station sends from the day before on."""
    name = station.main_property
    return [
        (time, str(payload["flag"]), values(payload)[name])
        for time in range(
            MIDNIGHT - 86_400 + station.interval_s, MIDNIGHT + 86_401, station.interval_s
        )
        if (payload := reading(station, time)) is not None
    ]


def states(station: Station, moments: range) -> list[str]:
    """The state at each moment; stuck is what is the same in the last 30 minutes."""
    sent, found = day_of(station), []
    for now in moments:
        come = [row for row in sent if row[0] <= now]
        time, flag, value = come[-1]
        run = 0
        for row in reversed(come):
            if row[2] != value:
                break
            run += 1
        stuck = run * station.interval_s >= 1800 and run >= 3
        bad = stuck or (value > 20_000 and not station.waterfall)
        good = [row for row in come if row[2] <= 20_000 or station.waterfall]
        good = good[: len(good) - run] if stuck else good
        found.append(_state(station.interval_s, now - good[-1][0], bad, now - time, flag))
    return found


def _state(interval_s: int, age_s: int, bad: bool, newest_s: int, flag: str) -> str:
    if flag in {"M", "C"}:
        return "maintenance"
    if age_s <= 2 * interval_s:
        return "fresh"
    if bad and newest_s <= 2 * interval_s:
        return "suspect"
    if age_s <= max(3 * interval_s, 600):
        return "late"
    return "stale" if age_s <= max(12 * interval_s, 10_800) else "silent"


def test_every_state_is_seen_at_any_time_of_the_day() -> None:
    moments = range(MIDNIGHT + 30, MIDNIGHT + 86_400, 300)
    roles = [s for s in STATIONS if SITES[s.id].role != "sound"]

    by_station = [states(station, moments) for station in roles]

    for number, seen in enumerate(zip(*by_station, strict=True)):
        around = {state for row in by_station for state in row[max(0, number - 1) : number + 2]}
        missing = {"fresh", "late", "stale", "silent", "suspect"} - around
        assert not missing, (moments[number], missing, seen)


def test_service_is_seen_while_it_lasts() -> None:
    moments = range(MIDNIGHT + 9 * 3600 + 330, MIDNIGHT + 10 * 3600, 300)

    assert set(states(BY_ID["demo-yq-rulin-subdistrict"], moments)) == {"maintenance"}
