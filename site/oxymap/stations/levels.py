"""Level schemes: which class a mean concentration belongs to, as data with a source."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from oxymap.errors import InvalidDataError, Problem
from oxymap.stations.models import Grade
from oxymap.stations.standards import Standard, Text, read_standard

#: The scheme of the site unless the settings say otherwise, and the one that grades nothing.
DEFAULT_SCHEME = "qxt380"
NO_SCHEME = "none"


@dataclass(frozen=True)
class LevelClass:
    """One class of a scheme.

    Parameters
    ----------
    number : 1 is the best.
    limit : lower end of the class, in the property's unit.
    including : the limit itself belongs to the class (≥); else the class begins above it (>).
    """

    number: int
    code: str
    limit: float
    including: bool
    name_zh: str
    name_en: str

    def holds(self, value: float) -> bool:
        """Return whether a value reaches this class."""
        return value > self.limit or (self.including and value == self.limit)


@dataclass(frozen=True)
class Scheme:
    """A way to grade a mean concentration; `classes` from the best down.

    Grades are for means of an hour or longer of accepted values, never for a peak.
    """

    id: str
    standard_no: str | None
    title_zh: str
    title_en: str
    status: str
    certainty: str
    source: str
    verified_by: str
    verified_on: str | None
    classes: tuple[LevelClass, ...]

    @property
    def verified(self) -> bool:
        """Whether somebody has confirmed the limits; if not, every output has to say so."""
        return bool(self.verified_by)

    def grade(self, value: float | None) -> Grade | None:
        """Return the class of a value; None for no value, a negative or an infinite one."""
        if value is None or not math.isfinite(value):
            return None
        found = next((level for level in self.classes if level.holds(value)), None)
        if found is None:
            return None
        return Grade(self.id, found.number, found.code, found.name_zh, found.name_en, self.verified)


def load_schemes(folder: Path) -> dict[str, Scheme]:
    """Read every ``levels-<id>.yaml`` of a folder, by id; none when there are none.

    Parameters
    ----------
    folder : ``content/standards``.

    Raises
    ------
    InvalidDataError : a file does not say what it should, or its name is not that of its scheme.
    """
    schemes: dict[str, Scheme] = {}
    for file in sorted(folder.glob("levels-*.yaml")):
        scheme = _scheme(read_standard(file, _LevelsFile))
        if file.stem != f"levels-{scheme.id}" or scheme.id == NO_SCHEME:
            message = f"id: a scheme {scheme.id!r} belongs into levels-{scheme.id}.yaml"
            if scheme.id == NO_SCHEME:
                message = f"id: {NO_SCHEME!r} means that nothing is graded, and names no scheme"
            raise InvalidDataError([Problem(file, 1, message)])
        schemes[scheme.id] = scheme
    return schemes


class _ClassEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    number: int
    code: str
    at_least: float | None = None
    more_than: float | None = None
    name: Text

    @model_validator(mode="after")
    def _has_one_limit(self) -> _ClassEntry:
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError("a class has either at_least or more_than")
        return self

    @property
    def limit(self) -> float:
        given = self.more_than if self.at_least is None else self.at_least
        return 0.0 if given is None else given


class _LevelsFile(Standard):
    id: str
    classes: list[_ClassEntry]

    @model_validator(mode="after")
    def _falls_to_zero(self) -> _LevelsFile:
        limits = [entry.limit for entry in self.classes]
        numbers = [entry.number for entry in self.classes]
        if not limits or limits != sorted(set(limits), reverse=True) or limits[-1] != 0:
            raise ValueError("classes stand from the best down, the last one from 0")
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError("classes are numbered from 1")
        return self


def _scheme(found: _LevelsFile) -> Scheme:
    return Scheme(
        id=found.id,
        standard_no=found.standard_no,
        title_zh=found.title.zh,
        title_en=found.title.en,
        status=found.status,
        certainty=found.certainty,
        source=found.source,
        verified_by=found.verified_by,
        verified_on=found.verified_on,
        classes=tuple(map(_level_class, found.classes)),
    )


def _level_class(entry: _ClassEntry) -> LevelClass:
    including = entry.at_least is not None
    return LevelClass(
        entry.number, entry.code, entry.limit, including, entry.name.zh, entry.name.en
    )
