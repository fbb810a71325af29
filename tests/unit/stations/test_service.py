"""The stations as the rest of the site sees them: now, then, and the verbs."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine

from oxymap.catalogue.service import CatalogueService
from oxymap.config import Settings
from oxymap.db.engine import reading
from oxymap.errors import (
    BadRequestError,
    NotFoundError,
    SettingsError,
    StoreError,
    UnauthorizedError,
)
from oxymap.stations import keeper as keeping
from oxymap.stations.models import DAY_S, HOUR_S, Flag
from oxymap.stations.register import StationError
from oxymap.stations.rules import RulesError
from oxymap.stations.service import LiveService
from oxymap.stations.steps import month_start
from oxymap.stations.store import observations as store
from tests.factories import sample_project
from tests.unit.stations.live_sampling import (
    NOON,
    STATION,
    add_station,
    ion,
    ions,
    lively,
    minutes,
    service,
    stored,
)


def hour_mean(live: LiveService, end: int = NOON) -> tuple[int, float | None]:
    """Return how many values the hour that ends at `end` has, and their mean."""
    (point,) = live.history(STATION, "neg_ion", end - HOUR_S, end, "hour")
    return point.n, point.raw


# --- stations --------------------------------------------------------------------------


def test_unknown_station_is_an_error_with_its_name(live: LiveService) -> None:
    with pytest.raises(NotFoundError, match="nowhere") as caught:
        live.station("nowhere")

    assert caught.value.value == "nowhere"


def test_retired_station_is_not_found_and_not_shown(live: LiveService) -> None:
    live.put_station(STATION, {"retired": True})

    with pytest.raises(NotFoundError):
        live.station(STATION)
    assert STATION not in live.stations


def test_demo_station_is_found_only_while_the_demo_is_on(noon: object, tmp_path: Path) -> None:
    live = service(sample_project(tmp_path, demo=False))

    add_station(live, "demo-hill", demo=True)

    with pytest.raises(NotFoundError):
        live.station("demo-hill")


def test_station_is_found_by_its_id_or_its_device_number(live: LiveService) -> None:
    live.put_station(STATION, {"hj212_mn": "010000A8900016F000169DC0"})

    by_id, by_device = live.by_number(STATION), live.by_number("010000A8900016F000169DC0")

    assert by_id is by_device is live.station(STATION)
    assert live.by_number("other") is None


def test_gateway_follows_what_is_changed_while_it_runs(
    live: LiveService, sample_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "REGISTER_S", -1.0)
    catalogue = CatalogueService(sample_settings)
    gateway = LiveService(sample_settings, lambda: catalogue.current)

    live.put_station(STATION, {"hj212_mn": "A1"})
    found = gateway.by_number("A1")
    live.put_station(STATION, {"retired": True})

    assert found is not None
    with pytest.raises(NotFoundError):
        gateway.accept(STATION, [ion(NOON, 1.0)], "hj212")


# --- then ------------------------------------------------------------------------------


def test_history_has_what_has_just_arrived(live: LiveService) -> None:
    live.accept(STATION, ions(minutes(NOON, lively(60))), "http")

    assert hour_mean(live)[0] == 60


@pytest.mark.parametrize("observed", ["magic", "", "NEG_ION"])
def test_unknown_property_is_named_with_those_that_exist(live: LiveService, observed: str) -> None:
    with pytest.raises(BadRequestError, match="neg_ion, temperature"):
        live.history(STATION, observed, NOON - HOUR_S, NOON, "hour")


def test_history_of_an_unknown_station_is_an_error(live: LiveService) -> None:
    with pytest.raises(NotFoundError):
        live.history("nowhere", "neg_ion", NOON - HOUR_S, NOON, "hour")


@pytest.fixture(scope="module")
def _year(tmp_path_factory: pytest.TempPathFactory) -> LiveService:
    with time_machine.travel(NOON, tick=False):
        live = service(sample_project(tmp_path_factory.mktemp("year")), interval_s=HOUR_S)
        hours = range(month_start(2025, 1) + HOUR_S, month_start(2026, 1) + 1, HOUR_S)
        values = {end: 2000.0 + (end // HOUR_S * 37) % 90 for end in hours}
        items = [ion(end, value, HOUR_S) for end, value in values.items()]
        for first in range(0, len(items), 2000):
            live.accept(STATION, items[first : first + 2000], "csv")
        live.keeper.settle_all()
    return live


@pytest.fixture
def year(_year: LiveService, noon: object) -> LiveService:
    """A station with every hour of 2025, only read."""
    return _year


def test_every_hour_is_there(year: LiveService) -> None:
    points = year.history(STATION, "neg_ion", NOON - 700 * DAY_S, NOON, "hour")

    assert len(points) == 365 * 24
    assert {point.n for point in points} == {1}


def test_days_and_months_are_complete(year: LiveService) -> None:
    days = year.history(STATION, "neg_ion", NOON - 700 * DAY_S, NOON, "day")
    months = year.history(STATION, "neg_ion", NOON - 700 * DAY_S, NOON, "month")

    assert {(day.n, day.expected) for day in days} == {(24, 24)}
    assert [month.n for month in months] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def test_annual_mean_is_that_of_twelve_months(year: LiveService) -> None:
    found = year.annual(STATION, "neg_ion", 2025)

    assert (found.months, found.missing) == (12, ())
    assert found.value == pytest.approx(2044.5, abs=1)


def test_year_without_values_has_no_mean(year: LiveService) -> None:
    found = year.annual(STATION, "neg_ion", 2024)

    assert (found.value, found.months) == (None, 0)


def test_typical_values_are_those_of_the_last_400_days(year: LiveService) -> None:
    cells = {(cell.month, cell.hour): cell for cell in year.typical(STATION, "neg_ion")}

    assert len(cells) == 12 * 24
    assert cells[12, 8].n == 31
    # 400 days before the first of June 2026 lie in the end of April 2025.
    assert cells[3, 8].n == 0


def test_badge_is_not_earned_by_ordinary_air(year: LiveService) -> None:
    assert year.ten_thousand(STATION) is None


def test_station_without_observations_has_no_past(live: LiveService) -> None:
    assert live.history(STATION, "neg_ion", NOON - HOUR_S, NOON, "hour") == ()
    assert live.annual(STATION, "neg_ion", 2025).value is None
    assert live.ten_thousand(STATION) is None


# --- verbs -----------------------------------------------------------------------------


def test_change_is_kept_beside_earlier_ones(live: LiveService) -> None:
    live.put_station(STATION, {"owner": "The park"})

    found = live.put_station(STATION, {"height_m": 1.5})

    assert (found.owner, found.height_m, found.interval_s) == ("The park", 1.5, 60)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"colour": "red"}, StationError),
        ({"interval_s": 0}, StationError),
        ({"rules": {"magic": 1.0}}, RulesError),
        ({"rules": {"climatic_highest": -1.0}}, RulesError),
        ({"rules": {"climatic_highest": float("nan")}}, RulesError),
    ],
)
def test_change_that_does_not_fit_changes_nothing(
    live: LiveService, change: dict[str, object], error: type[Exception]
) -> None:
    before = live.station(STATION)

    with pytest.raises(error):
        live.put_station(STATION, change)

    assert live.station(STATION) == before


def test_threshold_of_a_station_is_used_for_it(live: LiveService) -> None:
    live.put_station(STATION, {"rules": {"climatic_highest": 5000.0}})
    live.accept(STATION, [ion(NOON, 6000.0)], "http")
    live.keeper.settle_all()

    assert [row.reasons for row in stored(live)] == [("climatic",)]


def test_token_is_made_for_known_stations_only(live: LiveService) -> None:
    live.tokens.check(STATION, live.new_token(STATION))

    with pytest.raises(NotFoundError):
        live.new_token("nowhere")


def test_revoked_token_is_over(live: LiveService) -> None:
    token = live.new_token(STATION)

    assert live.revoke(STATION) == 1
    with pytest.raises(UnauthorizedError):
        live.tokens.check(STATION, token)


# --- a person's flag -------------------------------------------------------------------


def test_flag_changes_means_and_what_is_shown(live: LiveService) -> None:
    live.accept(STATION, ions(minutes(NOON, lively(60))), "http")
    before = hour_mean(live)

    count = live.flag(STATION, "neg_ion", (NOON - 600, NOON), Flag.ERROR, "the fan was off")

    assert count == 10
    assert (before[0], hour_mean(live)[0]) == (60, 50)
    good = live.current.stations[STATION].last_good
    assert good is not None
    assert good.time == NOON - 600


def test_flag_that_is_taken_back_leaves_no_trace(live: LiveService) -> None:
    live.accept(STATION, ions(minutes(NOON, lively(60))), "http")
    before = (hour_mean(live), stored(live))
    live.flag(STATION, "neg_ion", (NOON - 600, NOON), Flag.ERROR, "the fan was off")
    live.keeper.settle_all()

    live.flag(STATION, "neg_ion", (NOON - 600, NOON), None, "")

    assert (hour_mean(live), stored(live)) == before


def test_flag_reaches_the_mean_of_the_hour_in_which_the_period_began(live: LiveService) -> None:
    live.put_station(STATION, {"interval_s": 600})
    ends = [NOON - 3900 + 600 * n for n in range(1, 8)]
    live.accept(STATION, [ion(end, 2000.0 + end % 7, 600) for end in ends], "http")
    before = hour_mean(live, NOON - HOUR_S)

    live.flag(STATION, "neg_ion", (ends[0] - 1, ends[0]), Flag.ERROR, "the fan was off")

    assert (before[0], hour_mean(live, NOON - HOUR_S)[0]) == (1, 0)


def test_flag_over_many_years_settles_only_what_is_there(live: LiveService) -> None:
    live.accept(STATION, ions(minutes(NOON, lively(3))), "http")
    live.keeper.settle_all()

    assert live.flag(STATION, "neg_ion", (0, 10**10), Flag.SUSPECT, "moved") == 3

    with reading(live.engine) as connection:
        assert len(store.due_hours(connection, 100)) == 1


def test_flag_of_what_was_never_observed_is_no_error(live: LiveService) -> None:
    assert live.flag(STATION, "pm25", (0, NOON), Flag.ERROR, "why") == 0


def test_recomputing_a_station_without_values_is_no_error(live: LiveService) -> None:
    live.recompute(STATION)


def test_recomputing_uses_the_present_thresholds(live: LiveService) -> None:
    live.accept(STATION, ions(minutes(NOON, lively(60))), "http")
    live.keeper.settle_all()
    live.put_station(STATION, {"rules": {"climatic_highest": 2050.0}})

    live.recompute(STATION)

    doubted = [row.result for row in stored(live) if row.flag == Flag.SUSPECT]
    assert len(doubted) == len([v for v in lively(60) if v > 2050.0])


# --- opening ---------------------------------------------------------------------------


def test_unknown_level_scheme_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"'moon' is not one of none, .*qxt380"):
        service(sample_project(tmp_path, level_scheme="moon"))


def test_levels_can_be_switched_off(noon: object, tmp_path: Path) -> None:
    live = service(sample_project(tmp_path, level_scheme="none"))
    live.accept(STATION, ions(minutes(NOON, lively(60))), "http")

    main = live.current.stations[STATION].main

    assert main is not None
    assert main.level is None


def test_limits_of_the_states_are_settings(noon: object, tmp_path: Path) -> None:
    live = service(sample_project(tmp_path, live_late_intervals=30.0))
    live.accept(STATION, [ion(NOON - 1500, 2000.0)], "http")

    assert live.current.stations[STATION].state == "fresh"


def test_database_that_cannot_be_opened_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        service(sample_project(tmp_path, database_url="nonsense://"))
