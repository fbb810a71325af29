"""A received route file: the job that reads it, and the report on what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oxymap.geo.datum import DatumCandidate, DatumReport, Line
from oxymap.geo.rows import Repair, Row, RowSeverity
from oxymap.geo.track_model import BBox
from oxymap.wording import Say

__all__ = [
    "DATUMS",
    "DatumCandidate",
    "DatumReport",
    "ImportJob",
    "JobState",
    "Line",
    "Refusal",
    "Repair",
    "Report",
    "Row",
    "RowSeverity",
    "TrackSummary",
    "WaypointSummary",
    "takes_line",
]

#: What a planner may say about a file's positions.
DATUMS = ("wgs84", "cgcs2000", "gcj02", "bd09")
#: Layers whose features are drawn along a line; the others take a waypoint.
_LINE_LAYERS = frozenset({"trails", "closures"})


class JobState(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    RUNNING = "running"
    #: The report is there.
    READY = "ready"
    #: The file was refused, or reading it came to grief: `ImportJob.refusal`.
    FAILED = "failed"
    #: Its line is in the draft.
    TAKEN = "taken"


@dataclass(frozen=True)
class Refusal:
    """Why a file could not be read.

    Parameters
    ----------
    said : the cause, and what to do.
    line : 1-based line of the file, or None where lines mean nothing.
    reason : stable word, such as ``swapped_axes`` or ``not_well_formed``.
    because : what had been left out before nothing was left.
    """

    said: Say
    line: int | None = None
    reason: str = ""
    because: tuple[Say, ...] = ()


@dataclass(frozen=True)
class TrackSummary:
    """One track of a file in numbers, before any repair.

    Parameters
    ----------
    index : 0-based number in the file: what `Imports.take` wants.
    ascent_m : None without heights.
    bbox : west, south, east, north; WGS 84.
    lines : one simplified line a segment, for a preview; at most 2000 positions together.
    """

    index: int
    name: str
    points: int
    segments: int
    length_m: float
    ascent_m: float | None
    bbox: BBox | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class WaypointSummary:
    """One waypoint of a file; `known` is the id of the published place of that name."""

    index: int
    name: str
    lon: float
    lat: float
    ele_m: float | None = None
    known: str | None = None


@dataclass(frozen=True)
class Report:
    """What is in a file.

    Parameters
    ----------
    format : ``GPX``, ``KML``, ``KMZ``, ``GeoJSON``, ``CSV``, ``GeoPackage`` or ``Shapefile``.
    encoding : the text encoding that was used, or ``binary``.
    rows : everything to know: errors first, then warnings, then notes.
    """

    format: str
    encoding: str
    rows: tuple[Row, ...]
    tracks: tuple[TrackSummary, ...]
    waypoints: tuple[WaypointSummary, ...]
    datum: DatumReport

    def rows_of(self, track: int) -> tuple[Row, ...]:
        """Return what concerns one track, or the whole file."""
        return tuple(row for row in self.rows if row.track in {None, track})

    def repairs(self) -> tuple[Repair, ...]:
        """Return everything that may be done, in the order of the rows."""
        return tuple(row.repair for row in self.rows if row.repair is not None)


@dataclass(frozen=True)
class ImportJob:
    """A received file on its way into a draft.

    Parameters
    ----------
    crs : what the planner has said about the positions (`DATUMS`, or ``EPSG:n``).
    progress : 0 to 1.
    stage : what is being done.
    sha256 : of the file as it came, which is kept (media/blobs.py).
    accepted : ids of the repairs that were accepted when it was taken.
    actor : sign-in name of whoever handed it in.
    """

    id: int
    submission_id: int
    filename: str
    crs: str
    state: JobState
    progress: float
    stage: Say
    report: Report | None
    refusal: Refusal | None
    actor: str
    created_at: int
    updated_at: int
    sha256: str = ""
    accepted: tuple[str, ...] = ()

    @property
    def at_work(self) -> bool:
        """Whether a page that shows it has to look again."""
        return self.state in {JobState.WAITING, JobState.RUNNING}


def takes_line(layer: str) -> bool:
    """Tell whether features of a layer take a track of the file, and not a waypoint."""
    return layer in _LINE_LAYERS
