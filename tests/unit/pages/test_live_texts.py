"""Values, times, ages and levels as pages say them."""

from __future__ import annotations

import json

import pytest

from oxymap.pages import live_texts as say
from oxymap.stations.models import DAY_S, HOUR_S, State
from oxymap.stations.properties import PROPERTIES
from tests.unit.pages.live_sampling import NOW, mean
from tests.unit.pages.samples import EditionOf


def test_moment_names_day_and_hour_in_beijing(edition_of: EditionOf) -> None:
    assert say.moment(edition_of(lang="zh"), NOW) == "11月21日 10:07"
    assert say.moment(edition_of(), NOW) == "21 November 10:07"
    assert say.iso(NOW) == "2026-11-21T10:07:00+08:00"


def test_month_of_evidence_is_written_with_its_year(edition_of: EditionOf) -> None:
    assert say.month_name(edition_of(lang="zh"), "2026-07") == "2026年7月"
    assert say.month_name(edition_of(), "2026-07") == "July 2026"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (HOUR_S, "1 h ago"),
        (DAY_S - 1, "23 h ago"),
        (3 * DAY_S, "3 d ago"),
    ],
)
def test_age_is_rounded_down(edition_of: EditionOf, seconds: int, expected: str) -> None:
    assert say.age(edition_of(), seconds) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "value of an instant"),
        (30, "mean of 30 seconds"),
        (300, "mean of 5 min"),
        (HOUR_S, "mean of an hour"),
    ],
)
def test_period_says_of_how_long_a_value_is_the_mean(
    edition_of: EditionOf, seconds: int, expected: str
) -> None:
    assert say.period(edition_of(), seconds).replace("mins", "min") == expected


def test_amounts_have_the_decimals_and_unit_of_their_property(edition_of: EditionOf) -> None:
    edition = edition_of()

    assert say.amount(edition, "neg_ion", 2295.5) == "2,296 per cm³"
    assert say.amount(edition, "temperature", 8.44) == "8.4 °C"
    assert say.amount(edition, "ph", 7.25) == "7.3"


@pytest.mark.parametrize("observed", PROPERTIES)
def test_no_unit_is_shown_as_a_code_for_machines(edition_of: EditionOf, observed: str) -> None:
    shown = say.unit_of(edition_of(), observed)

    assert not {"[", "]"} & set(shown)
    assert shown not in {"1", "1/cm3", "Cel", "deg", "ug/m3"}


def test_mean_of_too_little_is_not_shown(edition_of: EditionOf) -> None:
    found = say.mean_text(edition_of(), "neg_ion", mean(2000, 3, complete=False), say.MEAN_HOUR)

    assert found is None


def test_mean_carries_its_completeness(edition_of: EditionOf) -> None:
    found = say.mean_text(edition_of(), "neg_ion", mean(2000.4, 11), say.MEAN_HOUR)

    assert found == "Mean of the last hour 2,000 (11 of 12)"


def test_words_of_the_script_are_those_of_the_server(edition_of: EditionOf) -> None:
    edition = edition_of()

    words = json.loads(say.live_words(edition))

    assert set(words["states"]) == {state.value for state in State}
    assert words["ages"] == dict(say.AGES)
    assert words["none"] == say.NONE
    assert words["lastGood"].count("{value}") == words["lastGood"].count("{age}") == 1
    assert words["limits"]["late_intervals"] == edition.settings.live_late_intervals
    assert set(words["limits"]) == {
        "late_intervals", "stale_intervals", "stale_least_s", "silent_intervals",
        "silent_least_s",
    }  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_keep_their_places_in_every_language(edition_of: EditionOf, lang: str) -> None:
    words = json.loads(say.live_words(edition_of(lang=lang)))

    assert all(words["ages"][name].count("{n}") == 1 for name in ("minutes", "hours", "days"))
    assert all(words["mean"].count(part) == 1 for part in ("{value}", "{n}", "{of}"))
    assert words["offline"].count("{time}") == 1
