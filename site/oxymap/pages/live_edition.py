"""An edition together with what is known of the stations at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from oxymap.pages.edition import Edition
from oxymap.stations.means import AnnualMean
from oxymap.stations.models import (
    LiveSnapshot,
    Point,
    Station,
    Step,
    TenThousand,
    TypicalCell,
)
from oxymap.stations.targets import Target


class Live(Protocol):
    """What pages ask of the stations (``oxymap.stations.service.LiveService``)."""

    @property
    def current(self) -> LiveSnapshot:
        """The present snapshot."""

    @property
    def stations(self) -> Mapping[str, Station]:
        """The stations that are shown, by id."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """What annual means are compared with."""

    def station(self, station_id: str) -> Station:
        """Return a station; raise NotFoundError when there is none."""

    def history(
        self, station_id: str, observed: str, start: int, end: int, step: Step
    ) -> tuple[Point, ...]:
        """Return the points of start <= time < end, oldest first."""

    def typical(self, station_id: str, observed: str) -> tuple[TypicalCell, ...]:
        """Return the typical value of each month and hour of the day."""

    def annual(self, station_id: str, observed: str, year: int) -> AnnualMean:
        """Return a year's mean, or what is missing of it."""

    def ten_thousand(self, station_id: str) -> TenThousand | None:
        """Return the evidence for the badge 万级, or None when it is not earned."""


@dataclass(frozen=True, eq=False)
class LiveEdition:
    """What a page with live values is made from: all of it shows the same snapshot."""

    edition: Edition
    live: Live
    snapshot: LiveSnapshot

    @property
    def now(self) -> int:
        """The moment that the page is about, seconds UTC."""
        return self.snapshot.generated_at

    @property
    def has_reports(self) -> bool:
        """Whether any station has ever reported; else there is nothing that could be old."""
        return any(item.last_report is not None for item in self.snapshot.stations.values())


def live_edition(edition: Edition, live: Live) -> LiveEdition:
    """Return an edition with the present snapshot."""
    return LiveEdition(edition, live, live.current)
