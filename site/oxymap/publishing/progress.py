"""How many published objects there are of what the districts' plans promise in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from oxymap.catalogue.models import Activity, DistrictId, FestivalFront
from oxymap.catalogue.snapshot import Catalogue
from oxymap.publishing.models import Ref
from oxymap.stations.standards import Standard, Text, read_standard

FILE = "progress-targets.yaml"
#: Objects that are only planned do not count.
NOT_YET = {"planned", "under_construction"}


class Target(BaseModel):
    """One number of a plan, and what counts for it.

    Parameters
    ----------
    years : first and last year of dated events; with `per_year` each year is counted alone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    district: DistrictId
    at_least: Annotated[int, Field(gt=0)]
    name: Text
    source: str
    layer: str | None = None
    page: Literal["routes", "festivals"] | None = None
    kinds: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    years: tuple[int, int] | None = None
    per_year: bool = False

    @model_validator(mode="after")
    def _counts_one_thing(self) -> Target:
        if (self.layer is None) == (self.page is None):
            raise ValueError("a target has either a layer or a page type")
        if self.per_year and self.years is None:
            raise ValueError("per_year needs years")
        return self


class _TargetsFile(Standard):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Progress:
    """A target, in one year or as a whole, with the published objects that count for it."""

    target: Target
    year: int | None
    objects: tuple[Ref, ...]

    @property
    def is_reached(self) -> bool:
        """Whether as many are published as the plan promises."""
        return len(self.objects) >= self.target.at_least


def load_progress_targets(folder: Path) -> tuple[Target, ...]:
    """Read the targets of ``content/standards``; none without the file.

    Raises
    ------
    InvalidDataError : the file does not say what it should.
    """
    file = folder / FILE
    return read_standard(file, _TargetsFile).targets if file.exists() else ()


def progress(catalogue: Catalogue, targets: tuple[Target, ...]) -> list[Progress]:
    """Count what is published for each target, in the order of the targets."""
    found = []
    for target in targets:
        years: list[int | None] = [None]
        if target.per_year and target.years:
            years = list(range(target.years[0], target.years[1] + 1))
        found += [
            Progress(target, year, tuple(_counted(catalogue, target, year))) for year in years
        ]
    return found


def _counted(catalogue: Catalogue, target: Target, year: int | None) -> Iterator[Ref]:
    if target.layer:
        for place in catalogue.layer(target.layer):
            properties = place.properties
            if (
                properties.district == target.district
                and properties.status not in NOT_YET
                and (not target.kinds or properties.kind in target.kinds)
            ):
                yield Ref("feature", place.layer, place.id)
    elif target.page == "routes":
        for page, route in catalogue.routes("zh"):
            if target.district in route.district:
                yield Ref("page", "routes", page.id)
    else:
        for page, event in catalogue.festivals("zh"):
            if _counts(event, target, year):
                yield Ref("page", "festivals", page.id)


def _counts(event: FestivalFront, target: Target, year: int | None) -> bool:
    if target.district not in event.district or not event.is_dated or event.start is None:
        return False
    if event.state in {"cancelled", "postponed"}:
        return False
    first, last = (year, year) if year else target.years or (event.start.year, event.start.year)
    if not first <= event.start.year <= last:
        return False
    if target.kinds and event.kind not in target.kinds:
        return False
    return not target.activities or bool(set(target.activities) & set(event.activities))
