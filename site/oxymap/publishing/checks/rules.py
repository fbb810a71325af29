"""What the checks know as data: rules for restricted areas, and sensitive names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from oxymap.config import ROOT
from oxymap.stations.standards import Standard, read_standard

ZoneKind = Literal[
    "core", "buffer", "experimental", "enclosure", "redline", "water1", "water2", "farmland",
    "growth",
]  # fmt: skip
ZONE_KINDS: tuple[ZoneKind, ...] = (
    "core", "buffer", "experimental", "enclosure", "redline", "water1", "water2", "farmland",
    "growth",
)  # fmt: skip
Effect = Literal["block", "exemption", "warning", "note"]
AREAS_FILE, WORDS_FILE = "restricted-areas.yaml", "sensitive-words.yaml"


class _Sourced(BaseModel):
    """A statement, where it stands, and how certain it is (F, M, U or H; docs/methods.md)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str
    certainty: Literal["F", "M", "U", "H"]


class Rule(_Sourced):
    """What the check does with one kind of zone, and the words that say so."""

    zone: ZoneKind
    effect: Effect
    quote: str


class Reserve(_Sourced):
    """A reserve whose area is known but not its outline; `id` is its feature's."""

    id: str
    area_km2: Annotated[float, Field(gt=0)]
    quote: str


class _AreasFile(Standard):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    rules: tuple[Rule, ...]
    reserves: tuple[Reserve, ...] = ()

    @model_validator(mode="after")
    def _every_zone_has_its_rule(self) -> _AreasFile:
        if sorted(rule.zone for rule in self.rules) != sorted(ZONE_KINDS):
            raise ValueError(f"rules: there is one for each of {', '.join(ZONE_KINDS)}")
        return self


class _Names(_Sourced):
    kind: Literal["species", "camera"]
    zh: tuple[Annotated[str, Field(min_length=1)], ...]
    en: tuple[Annotated[str, Field(min_length=1)], ...]


class _WordsFile(Standard):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    words: tuple[_Names, ...]


@dataclass(frozen=True)
class AreaRules:
    """The rules by kind of zone, and the reserves without an outline."""

    rules: Mapping[str, Rule]
    reserves: tuple[Reserve, ...]


@dataclass(frozen=True)
class SensitiveWords:
    """Names of protected species and of what watches them."""

    pattern: re.Pattern[str]

    def found_in(self, text: str) -> Iterator[str]:
        """Yield the names that a text contains, as they stand in it."""
        yield from (found[0] for found in self.pattern.finditer(text))


def load_area_rules(folder: Path) -> AreaRules:
    """Read ``restricted-areas.yaml`` of ``content/standards``.

    Raises
    ------
    InvalidDataError : the file does not say what it should.
    """
    file = _file(folder, AREAS_FILE)
    return _area_rules(file, file.stat().st_mtime_ns)


def load_sensitive_words(folder: Path) -> SensitiveWords:
    """Read ``sensitive-words.yaml`` of ``content/standards``.

    Raises
    ------
    InvalidDataError : the file does not say what it should.
    """
    file = _file(folder, WORDS_FILE)
    return _sensitive_words(file, file.stat().st_mtime_ns)


def _file(folder: Path, name: str) -> Path:
    """Return a project's own file, or the shipped one: nothing goes unchecked without it."""
    own = folder / name
    return own if own.exists() else ROOT / "content" / "standards" / name


@lru_cache(maxsize=8)
def _area_rules(file: Path, _modified: int) -> AreaRules:
    found = read_standard(file, _AreasFile)
    return AreaRules({rule.zone: rule for rule in found.rules}, found.reserves)


@lru_cache(maxsize=8)
def _sensitive_words(file: Path, _modified: int) -> SensitiveWords:
    found = read_standard(file, _WordsFile)
    chinese = [re.escape(word) for names in found.words for word in names.zh]
    english = [rf"\b{re.escape(word)}s?\b" for names in found.words for word in names.en]
    # Longer names first, so that a leopard cat is not taken for a leopard.
    words = sorted([*chinese, *english], key=len, reverse=True)
    return SensitiveWords(re.compile("|".join(words) or r"(?!)", re.IGNORECASE))
