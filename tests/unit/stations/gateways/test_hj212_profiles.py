"""Profiles say what factor codes mean; a file that makes no sense is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from oxymap.errors import InvalidDataError
from oxymap.stations.gateways.hj212_profiles import Factor, load_profiles
from tests.unit.stations.gateways.hj212_making import PROFILES

HEAD = """
standard_no: X
title: {zh: 甲, en: A}
status: s
verified_by: ""
verified_on: ""
profiles:
"""
DEFAULT = (
    "  default: {title: {zh: 甲, en: A}, factors: {a80003: {property: neg_ion, unit: 1/cm3}}}\n"
)


def test_shipped_profile_knows_ions_and_weather() -> None:
    default = PROFILES["default"]

    assert default.factor("a80003") == Factor("neg_ion")
    assert default.factor("a34004") == Factor("pm25")
    assert default.factor("a01006") == Factor("pressure", Decimal(10))


def test_code_is_known_in_capitals_too() -> None:
    assert PROFILES["default"].factor("A80003") == Factor("neg_ion")


def test_unknown_code_has_no_factor() -> None:
    assert PROFILES["default"].factor("a99999") is None


@pytest.mark.parametrize(
    ("profile", "scale"), [("default", "1"), ("printed-units", "0.001"), ("dust-meter", "1000")]
)
def test_particles_are_in_the_unit_of_the_profile(profile: str, scale: str) -> None:
    assert PROFILES[profile].factor("a34004") == Factor("pm25", Decimal(scale))


def test_profile_takes_over_what_its_base_says() -> None:
    assert PROFILES["dust-meter"].factor("a80003") == Factor("neg_ion")


def test_profile_may_choose_commands_flags_and_a_scale(tmp_path: Path) -> None:
    file = tmp_path / "profiles.yaml"
    file.write_text(
        HEAD
        + DEFAULT
        + """
  own:
    title: {zh: 乙, en: B}
    base: default
    commands: ["2051"]
    flags: {O: T}
    factors: {"011": {property: neg_ion, unit: 1/cm3, scale: 0.1}}
""",
        encoding="utf-8",
    )

    own = load_profiles(file)["own"]

    assert own.factor("011") == Factor("neg_ion", Decimal("0.1"))
    assert (own.commands, own.flags) == ({"2051"}, {"O": "T"})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "line 1"),
        ("[]", "dictionary"),
        (HEAD + "  other: {title: {zh: 甲, en: A}, factors: {}}", "default"),
        (HEAD + DEFAULT.replace("neg_ion", "ions"), "'ions'"),
        (HEAD + DEFAULT.replace("1/cm3", "kPa"), "'kPa'"),
        (HEAD + DEFAULT.replace("1/cm3", "1/cm3, scale: 0"), "scale"),
        (HEAD + DEFAULT.replace("factors", "base: none, factors"), "'none'"),
        (HEAD + DEFAULT.replace("factors", 'commands: ["9014"], factors'), "9014"),
        (HEAD + DEFAULT + "more: 1", "more"),
    ],
)
def test_file_that_does_not_fit_says_where(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "profiles.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidDataError) as caught:
        load_profiles(file)

    assert named in caught.value.message


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match=r"nothing\.yaml"):
        load_profiles(tmp_path / "nothing.yaml")
