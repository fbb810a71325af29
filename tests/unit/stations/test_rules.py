"""The thresholds: their defaults, the shipped file, and what a station may override."""

from __future__ import annotations

import pytest

from oxymap.config import ROOT
from oxymap.errors import InvalidDataError
from oxymap.stations.quality_rows import MARKS, REASONS
from oxymap.stations.rules import Rules, RulesError, load_rules, thresholds

DOCUMENT = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
STANDARDS = ROOT / "content" / "standards"
HEAD = """standard_no: null
title: {zh: 规则, en: Rules}
status: default
certainty: H
source: ours
verified_by: ""
verified_on: null
"""


def _plain(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def rules_file(folder, text):
    (folder / "ion-quality.yaml").write_text(HEAD + text, encoding="utf-8")
    return folder


def test_the_shipped_file_says_what_the_code_says():
    assert load_rules(STANDARDS) == Rules()


def test_the_shipped_file_names_every_threshold():
    text = (STANDARDS / "ion-quality.yaml").read_text(encoding="utf-8")

    assert [name for name in thresholds() if f"\n  {name}: " not in text] == []


@pytest.mark.parametrize(("name", "allowed"), thresholds().items())
def test_every_threshold_is_documented_with_its_limits(name, allowed):
    default = getattr(Rules(), name)

    row = f"| `{name}` | {_plain(default)} | {allowed.least:g} to {allowed.most:g} |"
    assert row in DOCUMENT


@pytest.mark.parametrize("word", [*REASONS, *MARKS])
def test_every_reason_and_mark_is_documented(word):
    assert f"\n| `{word}` |" in DOCUMENT


def test_a_folder_without_the_file_has_the_defaults(tmp_path):
    assert load_rules(tmp_path) == Rules()


def test_a_file_may_name_some_thresholds(tmp_path):
    folder = rules_file(tmp_path, "version: 7\nthresholds:\n  spike_least: 500\n")

    assert load_rules(folder) == Rules(version=7, spike_least=500)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("version: 1\nthresholds:\n  highest: 100000.0\n  spikes: 5\n", 11, "spikes"),
        ("version: 1\nthresholds:\n  stuck_minutes: 90\n", 10, "stuck_minutes"),
        ("version: 1\nthresholds:\n  stuck_minutes: many\n", 10, "stuck_minutes"),
        ("version: one\nthresholds: {}\n", 8, "version"),
        ("version: 1\nthresholds: {}\nhint: x\n", 10, "hint"),
        ("version: [\n", 9, ""),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_line(tmp_path, text, line, word):
    folder = rules_file(tmp_path, text)

    with pytest.raises(InvalidDataError) as caught:
        load_rules(folder)

    [problem] = caught.value.problems
    assert (problem.file, problem.line) == (folder / "ion-quality.yaml", line)
    assert word in problem.message


def test_a_station_without_own_thresholds_has_those_of_all():
    rules = Rules()

    assert rules.for_station({}, waterfall=False) is rules


def test_a_station_may_override_thresholds():
    rules = Rules(version=3).for_station({"wet_humidity": 98}, waterfall=False)

    assert rules == Rules(version=3, wet_humidity=98)


def test_an_unknown_threshold_is_named_with_the_known_ones():
    with pytest.raises(
        RulesError, match=r"no threshold 'spikes'; known are lowest, highest"
    ) as caught:
        Rules().for_station({"spikes": 1}, waterfall=False)

    assert caught.value.value == "spikes"


def test_the_version_is_no_threshold():
    with pytest.raises(RulesError, match="'version'"):
        Rules().for_station({"version": 2}, waterfall=False)


@pytest.mark.parametrize(
    ("name", "value"),
    [("stuck_minutes", 61.0), ("low_variance_minutes", 181), ("highest", float("nan"))],
)
def test_a_threshold_that_cannot_be_used_is_refused(name, value):
    with pytest.raises(RulesError, match=f"{name} must be between"):
        Rules().for_station({name: value}, waterfall=False)


def test_beside_a_waterfall_the_climatic_limit_is_higher():
    assert Rules().for_station({}, waterfall=True).climatic_highest == 100_000


def test_a_waterfalls_own_limit_wins():
    own = {"climatic_highest": 60_000.0}

    assert Rules().for_station(own, waterfall=True).climatic_highest == 60_000


def test_a_waterfalls_own_raised_limit_is_taken():
    own = {"waterfall_climatic_highest": 80_000.0}

    assert Rules().for_station(own, waterfall=True).climatic_highest == 80_000
