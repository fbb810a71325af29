"""``station``: what the commands do, what they print, and what they refuse."""

from __future__ import annotations

import pytest
from click.testing import Result

from oxymap.db.engine import writing
from oxymap.errors import NotFoundError, UnauthorizedError
from oxymap.stations.models import Flag
from oxymap.stations.service import LiveService
from oxymap.stations.store.things import put_thing
from tests.unit.commands.conftest import Run
from tests.unit.stations.live_sampling import (
    NOON,
    STATION,
    add_station,
    ions,
    lively,
    minutes,
    stored,
)

NAMES = ("--name-zh", "山顶", "--name-en", "Hilltop")
WHERE = ("--lon", "115.8", "--lat", "40.0")
MINUTE = "2026-06-01T20:00+08:00"


def refused(result: Result) -> str:
    """Return what is said of a command that changed nothing."""
    assert result.exit_code in {1, 2}, result.output
    assert "Traceback" not in result.output
    assert result.stdout == ""
    return result.stderr


@pytest.fixture
def hilltop(live: LiveService) -> LiveService:
    """A station that is there already."""
    add_station(live, STATION)
    return live


# --- add -------------------------------------------------------------------------------


def test_station_is_added_and_planned(run: Run, live: LiveService) -> None:
    result = run("station", "add", STATION, *NAMES, *WHERE)

    assert (result.exit_code, result.stdout) == (0, "hilltop: added, /live/hilltop\n")
    found = live.station(STATION)
    assert (found.name_zh, found.lon, found.lat, found.interval_s) == ("山顶", 115.8, 40.0, 300)
    live.keeper.follow_register()
    assert live.current.stations[STATION].state == "planned"


def test_everything_that_is_said_is_kept(run: Run, live: LiveService) -> None:
    said = {
        "--place": "stone-village", "--kind": "eco", "--interval": 60, "--owner": "The park",
        "--instrument": "Sample 1", "--height": 1.5, "--installed": "2026-05-01",
        "--calibrated": "2026-05-02", "--habitat": "village", "--hj212-mn": "A1",
        "--hj212-profile": "default", "--rule": "climatic_highest=30000",
    }  # fmt: skip
    words = [word for pair in said.items() for word in pair]

    run("station", "add", STATION, *NAMES, *WHERE, *words, "--waterfall", "--maintenance",
        "--exclude-from-indicator", "--rule", "spike_steps=4")  # fmt: skip

    found = live.station(STATION)
    assert (found.place, found.township, found.district) == (
        "stone-village", "slope-town", "mentougou",
    )  # fmt: skip
    assert (found.kind, found.interval_s, found.owner) == ("eco", 60, "The park")
    assert (found.height_m, found.installed, found.habitat) == (1.5, "2026-05-01", "village")
    assert (found.hj212_mn, found.hj212_profile) == ("A1", "default")
    assert (found.waterfall, found.maintenance, found.exclude_from_indicator) == (True,) * 3
    assert found.rules == {"climatic_highest": 30_000, "spike_steps": 4}


@pytest.mark.parametrize("missing", ["--name-zh", "--name-en", "--lon", "--lat"])
def test_what_a_new_station_needs_is_named(run: Run, missing: str) -> None:
    words = dict(zip([*NAMES, *WHERE][::2], [*NAMES, *WHERE][1::2], strict=True))
    del words[missing]

    result = run("station", "add", STATION, *[w for pair in words.items() for w in pair])

    assert f"Missing option '{missing}'" in refused(result)


WRONG = [
    (("--lon", "40.0"), "--lon 40"),
    (("--lon", "nan"), "--lon nan"),
    (("--lon", "east"), "'--lon'"),
    (("--lat", "115.8"), "--lat 115.8"),
    (("--lat", "-40"), "--lat -40"),
    (("--place", "nowhere"), "--place: no place is called 'nowhere'"),
    (("--township", "nowhere"), "--township: no place is called 'nowhere'"),
    (("--district", "moon"), "'--district'"),
    (("--kind", "gold"), "'--kind'"),
    (("--interval", "0"), "'--interval'"),
    (("--interval", "often"), "'--interval'"),
    (("--height", "high"), "'--height'"),
    (("--installed", "yesterday"), "--installed 'yesterday'"),
    (("--calibrated", "2026-02-30"), "--calibrated '2026-02-30'"),
    (("--habitat", "moon"), "'--habitat'"),
    (("--rule", "climatic_highest"), "--rule 'climatic_highest'"),
    (("--rule", "climatic_highest=many"), "--rule 'climatic_highest=many'"),
    (("--rule", "magic=1"), "no threshold 'magic'"),
    (("--rule", "climatic_highest=-1"), "climatic_highest must be between"),
    (("--rule", "climatic_highest=nan"), "climatic_highest must be between"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=["=".join(words) for words, _ in WRONG])
def test_wrong_value_names_its_option_and_changes_nothing(
    run: Run, hilltop: LiveService, words: tuple[str, ...], said: str
) -> None:
    before = hilltop.station(STATION)

    result = run("station", "set", STATION, *words)

    assert said in refused(result)
    hilltop.keeper.follow_register()
    assert hilltop.station(STATION) == before


def test_swapped_coordinates_are_explained(run: Run) -> None:
    result = run("station", "add", STATION, *NAMES, "--lon", "40.0", "--lat", "115.8")

    assert "Longitude is the one near 116" in refused(result)


@pytest.mark.parametrize("name", ["Hill Top", "山顶", "-hill", "hill_top", "../x", ""])
def test_id_that_cannot_be_in_an_address_is_refused(run: Run, name: str) -> None:
    result = run("station", "add", *NAMES, *WHERE, "--", name)

    assert "lower-case words joined by hyphens" in refused(result)


def test_station_that_is_there_is_not_added_again(run: Run, hilltop: LiveService) -> None:
    result = run("station", "add", STATION, *NAMES, *WHERE, "--owner", "Else")

    assert "'station set'" in refused(result)
    assert hilltop.station(STATION).owner is None


def test_retired_station_is_taken_back_and_not_added(run: Run, hilltop: LiveService) -> None:
    hilltop.put_station(STATION, {"retired": True})

    result = run("station", "add", STATION, *NAMES, *WHERE)

    assert "'station retire --back'" in refused(result)


# --- set, list, retire -----------------------------------------------------------------


def test_change_says_what_it_changed(run: Run, hilltop: LiveService) -> None:
    result = run("station", "set", STATION, "--interval", "600", "--no-waterfall")

    assert (result.exit_code, result.stdout) == (0, "hilltop: changed interval_s, waterfall\n")
    hilltop.keeper.follow_register()
    assert hilltop.station(STATION).interval_s == 600


def test_change_of_nothing_is_a_mistake(run: Run, hilltop: LiveService) -> None:
    assert "at least one thing" in refused(run("station", "set", STATION))


@pytest.mark.parametrize(
    "words",
    [
        ("set", "nowhere", "--interval", "60"),
        ("retire", "nowhere"),
        ("token", "nowhere"),
        ("revoke", "nowhere"),
        ("recompute", "nowhere"),
        ("flag", "nowhere", "--from", MINUTE, "--to", MINUTE, "--flag", "2", "--reason", "x"),
    ],
    ids=lambda words: words[0],
)
def test_unknown_station_is_named(run: Run, words: tuple[str, ...]) -> None:
    assert "No station is called 'nowhere'" in refused(run("station", *words))


def test_list_shows_state_last_value_and_name(run: Run, hilltop: LiveService) -> None:
    hilltop.accept(STATION, ions(minutes(NOON, [2296.0])), "http")

    result = run("station", "list")

    assert result.stdout == "hilltop\tfresh\t2296 1/cm3 2026-06-01T12:00:00Z\t山顶\n"


def test_log_does_not_get_between_what_is_printed(run: Run, hilltop: LiveService) -> None:
    with writing(hilltop.engine) as connection:
        put_thing(connection, "odd-one", {"interval_s": 60}, 1)

    result = run("station", "list")

    assert result.stdout == "hilltop\tplanned\t-\t山顶\n"
    assert "register.left_out" in result.stderr


def test_list_shows_added_stations_that_wait(run: Run, hilltop: LiveService) -> None:
    assert run("station", "list").stdout == "hilltop\tplanned\t-\t山顶\n"


def test_retired_station_is_off_the_list_and_its_tokens_end(run: Run, hilltop: LiveService) -> None:
    token = hilltop.new_token(STATION)

    result = run("station", "retire", STATION)

    assert (result.exit_code, result.stdout) == (0, "hilltop: retired\n")
    assert run("station", "list").stdout == ""
    hilltop.keeper.follow_register()
    with pytest.raises(NotFoundError):
        hilltop.station(STATION)
    with pytest.raises(UnauthorizedError):
        hilltop.tokens.check(STATION, token)


def test_retired_station_comes_back_with_its_history(run: Run, hilltop: LiveService) -> None:
    hilltop.accept(STATION, ions(minutes(NOON, [2296.0])), "http")
    run("station", "retire", STATION)

    result = run("station", "retire", STATION, "--back")

    assert result.stdout == "hilltop: back\n"
    assert "2296" in run("station", "list").stdout


# --- tokens ----------------------------------------------------------------------------


def test_token_is_the_last_word(run: Run, hilltop: LiveService) -> None:
    result = run("station", "token", STATION)

    assert result.exit_code == 0
    hilltop.tokens.check(STATION, result.stdout.split()[-1])


def test_new_token_ends_the_old_one_unless_they_overlap(run: Run, hilltop: LiveService) -> None:
    first, second, third = (
        run("station", "token", STATION, *words).stdout.split()[-1]
        for words in ((), ("--overlap", "1"), ())
    )

    hilltop.tokens.check(STATION, third)
    for old in (first, second):
        with pytest.raises(UnauthorizedError):
            hilltop.tokens.check(STATION, old)


def test_overlap_lets_the_old_token_work_on(run: Run, hilltop: LiveService) -> None:
    old = run("station", "token", STATION).stdout.split()[-1]

    run("station", "token", STATION, "--overlap", "24")

    hilltop.tokens.check(STATION, old)


def test_revoking_says_how_many(run: Run, hilltop: LiveService) -> None:
    token = hilltop.new_token(STATION)

    result = run("station", "revoke", STATION)

    assert result.stdout == "hilltop: 1 tokens revoked\n"
    with pytest.raises(UnauthorizedError):
        hilltop.tokens.check(STATION, token)


# --- flag and recompute ----------------------------------------------------------------


@pytest.fixture
def hour(hilltop: LiveService) -> LiveService:
    """A station with an hour of minutes."""
    hilltop.accept(STATION, ions(minutes(NOON, lively(60))), "http")
    hilltop.keeper.settle_all()
    return hilltop


def flag(run: Run, *words: str) -> Result:
    span = ("--from", "2026-06-01T19:51+08:00", "--to", MINUTE)
    return run("station", "flag", STATION, *span, *words)


def test_flag_of_a_person_is_set_for_both_ends(run: Run, hour: LiveService) -> None:
    result = flag(run, "--flag", "2", "--reason", "the fan was off")

    assert (result.exit_code, result.stdout) == (0, "hilltop: 10 values of neg_ion flagged 2\n")
    flagged = [row for row in stored(hour) if row.manual_flag is not None]
    assert [row.time for row in flagged] == [NOON - 540 + 60 * n for n in range(10)]
    assert {(row.manual_flag, row.manual_reason, row.flag) for row in flagged} == {
        (Flag.ERROR, "the fan was off", Flag.CORRECT)
    }


def test_flag_can_be_taken_back(run: Run, hour: LiveService) -> None:
    before = stored(hour)
    flag(run, "--flag", "2", "--reason", "the fan was off")

    result = flag(run, "--flag", "auto")

    assert result.exit_code == 0
    assert stored(hour) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--flag", "2"), "--reason"),
        (("--flag", "7", "--reason", "x"), "'--flag'"),
        (("--reason", "x"), "'--flag'"),
        (("--flag", "2", "--reason", "x", "--from", "yesterday"), "'yesterday'"),
        (("--flag", "2", "--reason", "x", "--to", "2026-06-01T20:00"), "no offset"),
        (("--flag", "2", "--reason", "x", "--property", "magic"), "property 'magic'"),
    ],
)
def test_flag_that_cannot_be_set_says_why(
    run: Run, hour: LiveService, words: tuple[str, ...], said: str
) -> None:
    assert said in refused(flag(run, *words))
    assert {row.manual_flag for row in stored(hour)} == {None}


def test_values_are_checked_again_with_the_present_thresholds(run: Run, hour: LiveService) -> None:
    run("station", "set", STATION, "--rule", "climatic_highest=2050")

    result = run("station", "recompute", STATION)

    assert result.stdout.startswith("hilltop: checked again with version ")
    assert {row.flag for row in stored(hour)} == {Flag.CORRECT, Flag.SUSPECT}
