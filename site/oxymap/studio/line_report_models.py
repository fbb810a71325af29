"""What the page of a received file shows, as data for its template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oxymap.studio.map_spec import StudioMap
from oxymap.studio.moments import Moment


@dataclass(frozen=True)
class RepairView:
    """A proposed repair: a box that is ticked when it is safe."""

    id: str
    text: str
    checked: bool


@dataclass(frozen=True)
class RowView:
    """A row of the report; `key` is its pin on the map, or None."""

    severity: str
    label: str
    text: str
    line: int | None
    where: str
    key: str | None
    repair: RepairView | None


@dataclass(frozen=True)
class CandidateView:
    """The file as of one datum; `sign` is its look on the map."""

    crs: str
    name: str
    label: str
    sign: str
    key: str
    evidence: Sequence[str]
    chosen: bool
    suspected: bool


@dataclass(frozen=True)
class TrackView:
    """A track (or waypoint) that may be taken."""

    index: int
    name: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class ReportView:
    """What a readable file holds; `suspected` is the datum that fits better, or None."""

    facts: str
    map: StudioMap
    said: str
    suspected: str | None
    candidates: Sequence[CandidateView]
    tracks: Sequence[TrackView]
    track: int
    takes_line: bool
    rows: Sequence[RowView]
    has_errors: bool


@dataclass(frozen=True)
class UploadPage:
    """The page of a received file, in whatever state it is."""

    id: int
    draft: int
    title: str
    filename: str
    at: Moment
    actor: str
    datum: str
    crs: str
    at_work: bool
    taken: bool
    stage: str
    percent: int
    report: ReportView | None
    refusal: str | None
    refusal_line: int | None
    because: Sequence[str]
    datums: Sequence[tuple[str, str]]
    editable: bool
    base: int
    errors: Mapping[str, str]
