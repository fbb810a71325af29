"""What an examination of a recording has to say, row by row, and what may be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from oxymap.wording import Say

RowSeverity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Repair:
    """Something that can be done about a row if the planner wants it.

    Parameters
    ----------
    id : what `oxymap.geo.repairs.apply_repairs` takes, such as ``jump-0-2``.
    said : what it would do.
    default : it is safe, and proposed as accepted.
    """

    id: str
    said: Say
    default: bool


@dataclass(frozen=True)
class Row:
    """One thing to know about a received file.

    Parameters
    ----------
    id : unique in its report, such as ``jump-0-2``.
    code : stable word for the kind, such as ``jump``.
    severity : an ``error`` means that it cannot be used as it is.
    said : what was found.
    place : (lon, lat), WGS 84, to show on the map.
    line : 1-based line of the file, where lines mean something.
    track : 0-based number of the track that it is about; None for the whole file.
    repair : what may be done about it.
    """

    id: str
    code: str
    severity: RowSeverity
    said: Say
    place: tuple[float, float] | None = None
    line: int | None = None
    track: int | None = None
    repair: Repair | None = None
