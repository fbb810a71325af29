"""Vendor profiles of HJ 212: which factor code means what, and in which unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from oxymap.errors import InvalidDataError, Problem
from oxymap.stations.gateways.hj212_messages import DATA_COMMANDS
from oxymap.stations.properties import PROPERTIES

#: The file of the shipped profiles, below the content folder.
PROFILES_FILE = Path("standards") / "hj212-profiles.yaml"
DEFAULT_PROFILE = "default"

#: (unit sent, unit of the property): what a value is multiplied by.
_CONVERSIONS = {
    ("kPa", "hPa"): Decimal(10),
    ("Pa", "hPa"): Decimal("0.01"),
    ("ng/m3", "ug/m3"): Decimal("0.001"),
    ("mg/m3", "ug/m3"): Decimal(1000),
    ("ug/m3", "mg/m3"): Decimal("0.001"),
}


@dataclass(frozen=True)
class Factor:
    """What a factor code stands for; sent values times `scale` are in the property's unit."""

    observed: str
    scale: Decimal = Decimal(1)


@dataclass(frozen=True)
class Profile:
    """How the devices of one vendor are read.

    Parameters
    ----------
    factors : by factor code in lower case.
    commands : which data commands are taken; the others are acknowledged and not kept.
    flags : device flags outside of the standard → the standard's letter.
    """

    name: str
    factors: Mapping[str, Factor]
    commands: frozenset[str] = frozenset(DATA_COMMANDS)
    flags: Mapping[str, str] = field(default_factory=dict)

    def factor(self, code: str) -> Factor | None:
        """Return what a code stands for, or None when the profile does not know it."""
        return self.factors.get(code.lower())


def load_profiles(file: Path) -> dict[str, Profile]:
    """Read the profiles.

    Raises
    ------
    InvalidDataError : the file is missing, is no YAML, or does not fit its schema.
    """
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
        read = _File.model_validate(values)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidDataError([Problem(file, 1, str(error))]) from error
    except ValidationError as error:
        problems = [
            Problem(file, 1, f"{'.'.join(map(str, found['loc']))}: {found['msg']}")
            for found in error.errors()
        ]
        raise InvalidDataError(problems) from error
    profiles: dict[str, Profile] = {}
    for name, section in read.profiles.items():
        base = profiles.get(section.base) if section.base else None
        if section.base and base is None:
            message = f"profiles.{name}.base: no profile {section.base!r} stands above"
            raise InvalidDataError([Problem(file, 1, message)])
        profiles[name] = _profile(name, section, base)
    return profiles


def _profile(name: str, section: _Section, base: Profile | None) -> Profile:
    own = {code.lower(): factor.meaning() for code, factor in section.factors.items()}
    commands = frozenset(section.commands) if section.commands else None
    if base is None:
        return Profile(name, own, commands or frozenset(DATA_COMMANDS), section.flags)
    return Profile(
        name,
        {**base.factors, **own},
        commands or base.commands,
        {**base.flags, **section.flags},
    )


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Names(_Strict):
    zh: str
    en: str


class _Factor(_Strict):
    property: str
    unit: str
    scale: Decimal = Field(Decimal(1), gt=0)

    @field_validator("property")
    @classmethod
    def _is_known(cls, name: str) -> str:
        if name not in PROPERTIES:
            raise ValueError(f"{name!r} is not one of {', '.join(PROPERTIES)}")
        return name

    @model_validator(mode="after")
    def _can_be_converted(self) -> _Factor:
        wanted = PROPERTIES[self.property].unit
        known = [wanted, *(sent for sent, made in _CONVERSIONS if made == wanted)]
        if self.unit not in known:
            raise ValueError(f"unit {self.unit!r} of {self.property} is not one of {known}")
        return self

    def meaning(self) -> Factor:
        """Return the factor with the multiplier that brings it to the property's unit."""
        wanted = PROPERTIES[self.property].unit
        converted = Decimal(1) if self.unit == wanted else _CONVERSIONS[self.unit, wanted]
        return Factor(self.property, converted * self.scale)


class _Section(_Strict):
    title: _Names
    base: str | None = None
    note: str | None = None
    commands: list[str] = []
    flags: dict[str, str] = {}
    factors: dict[str, _Factor]

    @field_validator("commands")
    @classmethod
    def _are_data(cls, commands: list[str]) -> list[str]:
        wrong = [command for command in commands if command not in DATA_COMMANDS]
        if wrong:
            raise ValueError(f"{wrong} are not among {', '.join(DATA_COMMANDS)}")
        return commands


class _File(_Strict):
    standard_no: str
    title: _Names
    status: str
    verified_by: str
    verified_on: str
    profiles: dict[str, _Section]

    @field_validator("profiles")
    @classmethod
    def _has_default(cls, profiles: dict[str, _Section]) -> dict[str, _Section]:
        if DEFAULT_PROFILE not in profiles:
            raise ValueError(f"a profile {DEFAULT_PROFILE!r} is needed")
        return profiles
