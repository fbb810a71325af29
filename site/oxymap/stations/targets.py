"""What annual means are compared with, as data with a source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from oxymap.catalogue.models import DistrictId
from oxymap.stations.standards import Standard, Text, read_standard

FILE = "annual-targets.yaml"


@dataclass(frozen=True)
class Target:
    """A least annual mean, ions per cm³, of one district or (None) of all."""

    district: str | None
    at_least: float
    name_zh: str
    name_en: str


def load_targets(folder: Path) -> tuple[Target, ...]:
    """Read the targets of ``content/standards``, in their order; none without the file.

    Raises
    ------
    InvalidDataError : the file does not say what it should.
    """
    file = folder / FILE
    if not file.exists():
        return ()
    found = read_standard(file, _TargetsFile)
    return tuple(
        Target(entry.district, entry.at_least, entry.name.zh, entry.name.en)
        for entry in found.targets
    )


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    district: DistrictId | None
    at_least: Annotated[float, Field(gt=0)]
    name: Text


class _TargetsFile(Standard):
    targets: tuple[_Entry, ...]

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)
