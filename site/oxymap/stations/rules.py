"""The thresholds of quality control: data with a version, which a station may override."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from oxymap.catalogue.lines import line_of
from oxymap.errors import InvalidDataError, OxyMapError, Problem
from oxymap.stations.standards import Standard, read_standard

RULES_FILE = "ion-quality.yaml"


class RulesError(OxyMapError):
    """A threshold is unknown, or has a value that cannot be used; ``value`` is its name."""

    code = "rules"


class Threshold(NamedTuple):
    """What a threshold may be; both ends are included."""

    least: float
    most: float


def _threshold(default: float, least: float, most: float) -> float:
    field: float = dataclasses.field(default=default, metadata={"range": Threshold(least, most)})
    return field


@dataclass(frozen=True)
class Rules:
    """The thresholds of the checks, each explained in docs/quality.md.

    Windows (``…_minutes``, ``…_steps``, ``stuck_values``) have upper ends, since
    `quality.REACH_S` says how far the checks look.

    Parameters
    ----------
    version : is kept with every verdict; changes with the shipped thresholds.

    Raises
    ------
    RulesError : a threshold lies outside of what it may be.

    Source
    ------
    Defaults of this project [H], docs/quality.md: no thresholds made for ions were found.
    """

    version: int = 1
    lowest: float = _threshold(0, 0, 1000)
    highest: float = _threshold(200_000, 1000, 1_000_000)
    climatic_highest: float = _threshold(20_000, 1000, 1_000_000)
    waterfall_climatic_highest: float = _threshold(100_000, 1000, 1_000_000)
    pollution_pm25: float = _threshold(150, 0, 5000)
    pollution_ion: float = _threshold(5000, 0, 1_000_000)
    stuck_minutes: float = _threshold(30, 5, 60)
    stuck_values: float = _threshold(6, 3, 6)
    low_variance_share: float = _threshold(0.005, 0, 0.1)
    low_variance_minutes: float = _threshold(180, 30, 180)
    low_variance_present: float = _threshold(0.9, 0.5, 1)
    spike_steps: float = _threshold(5, 3, 5)
    spike_neighbours: float = _threshold(5, 3, 10)
    spike_deviations: float = _threshold(6, 1, 1000)
    spike_share: float = _threshold(1.5, 0.1, 1000)
    spike_least: float = _threshold(300, 0, 1_000_000)
    step_factor: float = _threshold(4, 1.1, 1_000_000)
    step_present: float = _threshold(0.5, 0.1, 1)
    wet_humidity: float = _threshold(95, 50, 100)
    wet_minutes: float = _threshold(60, 5, 60)
    wet_factor: float = _threshold(3, 1, 1_000_000)
    windy_speed: float = _threshold(10, 1, 75)
    neighbour_ratio: float = _threshold(8, 1.1, 1_000_000)
    neighbour_hours: float = _threshold(24, 1, 720)

    def __post_init__(self) -> None:
        for name, allowed in thresholds().items():
            value = getattr(self, name)
            if not allowed.least <= value <= allowed.most:
                message = f"{name} must be between {allowed.least:g} and {allowed.most:g}"
                raise RulesError(f"{message}, not {value!r}", name)

    def for_station(self, overrides: Mapping[str, float], *, waterfall: bool) -> Rules:
        """Return the thresholds of one station.

        Parameters
        ----------
        overrides : the station's own thresholds by name; they win over everything.
        waterfall : beside falling water the climatic limit is `waterfall_climatic_highest`.

        Raises
        ------
        RulesError : there is no threshold of that name, or its value cannot be used.
        """
        unknown = sorted(set(overrides) - set(thresholds()))
        if unknown:
            names = ", ".join(map(repr, unknown))
            message = f"there is no threshold {names}; known are {', '.join(thresholds())}"
            raise RulesError(message, unknown[0])
        own = dict(overrides)
        if waterfall:
            raised = own.get("waterfall_climatic_highest", self.waterfall_climatic_highest)
            own.setdefault("climatic_highest", raised)
        if not own:
            return self
        return dataclasses.replace(self, **own)  # type: ignore[arg-type] # Names are thresholds.


def thresholds() -> dict[str, Threshold]:
    """Return every threshold's name and what it may be, in the order of the checks."""
    return dict(_thresholds())


def load_rules(folder: Path) -> Rules:
    """Read the thresholds from a folder's ``ion-quality.yaml``.

    A threshold that the file does not name has its default; so have all of them when the folder
    has no such file.

    Parameters
    ----------
    folder : ``content/standards``.

    Raises
    ------
    InvalidDataError : the file does not say what it should; names the line.
    """
    file = folder / RULES_FILE
    if not file.exists():
        return Rules()
    found = read_standard(file, _RulesFile)
    try:
        return Rules(version=found.version).for_station(found.thresholds, waterfall=False)
    except RulesError as error:
        text = file.read_text(encoding="utf-8")
        line = line_of(text, ("thresholds", str(error.value)))
        raise InvalidDataError([Problem(file, line, error.message)]) from error


class _RulesFile(Standard):
    version: int
    thresholds: dict[str, float]


def _thresholds() -> Iterator[tuple[str, Threshold]]:
    for field in dataclasses.fields(Rules):
        allowed = field.metadata.get("range")
        if isinstance(allowed, Threshold):
            yield field.name, allowed
