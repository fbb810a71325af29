"""Examine a received recording and say row by row what there is to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from oxymap.geo import row_words as words
from oxymap.geo.datum import DatumReport
from oxymap.geo.faults import Fault
from oxymap.geo.formats.result import ReadResult, ReadWarning
from oxymap.geo.height_rows import height_rows
from oxymap.geo.line_rows import line_rows
from oxymap.geo.repairs import MANY_POINTS, numbered_faults, with_safe_changes
from oxymap.geo.rows import Repair, Row, RowSeverity
from oxymap.geo.surroundings import Surroundings
from oxymap.geo.track_model import Track, TrackPoint
from oxymap.wording import Say, say

_RANK: dict[RowSeverity, int] = {"error": 0, "warning": 1, "note": 2}
_ENCODING_CODES = frozenset({"false_encoding", "mixed_encoding", "damaged_text"})
#: What the reader says of jumps is said here leap by leap.
_TOLD_BETTER = frozenset({"jumps"})
#: Remarks of the reader that lose nothing.
_HARMLESS = frozenset({"false_encoding", "empty_track", "network_link", "zero_heights"})


@dataclass(frozen=True)
class Examined:
    """What was read, and for what.

    Parameters
    ----------
    wants_line : the object is drawn along a line, so the file needs a track.
    """

    read: ReadResult
    datum: DatumReport
    around: Surroundings
    wants_line: bool = True


def examine(examined: Examined) -> tuple[Row, ...]:
    """Return everything to know: errors first, then warnings, then notes; else as in the file.

    The repairs of the rows are for `oxymap.geo.repairs.apply_repairs` with the same tracks.
    """
    rows = [*_file_rows(examined), *_encoding_rows(examined.read)]
    for number, track in enumerate(examined.read.tracks):
        rows += examine_track(track, number, examined.around)
    return tuple(sorted(rows, key=lambda row: _RANK[row.severity]))


def examine_track(track: Track, number: int, around: Surroundings) -> list[Row]:
    """Return what there is to know of one track.

    Parameters
    ----------
    number : its 0-based number in the file.
    """
    points = list(track.points())
    return [
        *line_rows(track, number, around),
        *(
            _fault_row(key, faults, points, number)
            for key, faults in numbered_faults(track, number)
        ),
        *_size_rows(track, number),
        # Heights of points that will go are of no interest.
        *height_rows(with_safe_changes(track), number, around),
        *_time_rows(track, number),
    ]


def examine_tracks(tracks: Sequence[Track], around: Surroundings) -> list[Row]:
    """Return what there is to know of tracks without the file around them."""
    return [
        row for number, track in enumerate(tracks) for row in examine_track(track, number, around)
    ]


def _file_rows(examined: Examined) -> Iterator[Row]:
    read, datum = examined.read, examined.datum
    if examined.wants_line and not read.tracks:
        yield Row("no_track", "no_track", "error", say(words.NO_TRACK, count=len(read.waypoints)))
    if not examined.wants_line and not read.waypoints:
        yield Row("no_waypoint", "no_track", "error", say(words.NO_WAYPOINT))
    if datum.suspected is not None:
        yield Row("datum_suspected", "datum_suspected", "warning", datum.said)


def _encoding_rows(read: ReadResult) -> Iterator[Row]:
    warnings = [warning for warning in read.warnings if warning.code not in _TOLD_BETTER]
    for number, warning in enumerate(warnings):
        yield _warning_row(number, warning)
    told = any(warning.code in _ENCODING_CODES for warning in warnings)
    if not told and read.encoding not in {"utf-8", "binary"}:
        yield Row("encoding", "encoding", "note", say(words.ENCODING, encoding=read.encoding))


def _warning_row(number: int, warning: ReadWarning) -> Row:
    code = "encoding" if warning.code in _ENCODING_CODES else "read_warning"
    severity: RowSeverity = "note" if warning.code in _HARMLESS else "warning"
    return Row(f"read-{number}", code, severity, warning.said, line=warning.line)


def _fault_row(key: str, faults: Sequence[Fault], points: Sequence[TrackPoint], track: int) -> Row:
    first = faults[0]
    place = points[first.at].lon, points[first.at].lat
    said, repair_said = words.of_faults(faults)
    repair = Repair(key, repair_said, first.safe)
    return Row(key, first.code, _severity(first), said, place, track=track, repair=repair)


def _severity(fault: Fault) -> RowSeverity:
    if fault.code == "duplicate_points" or (fault.code == "gap" and fault.length_m < 200.0):
        return "note"
    return "warning"


def _size_rows(track: Track, number: int) -> Iterator[Row]:
    count = track.point_count()
    if count > MANY_POINTS:
        repair = Repair(f"simplify-{number}", say(words.SIMPLIFY), default=True)
        said = say(words.TOO_MANY_POINTS, count=count)
        yield Row(
            f"simplify-{number}", "too_many_points", "warning", said, track=number, repair=repair
        )


def _time_rows(track: Track, number: int) -> Iterator[Row]:
    before: TrackPoint | None = None
    turned: list[TrackPoint] = []
    for point in track.points():
        if before is not None and before.time and point.time and point.time < before.time:
            turned.append(point)
        before = point if point.time else before
    if turned:
        place = turned[0].lon, turned[0].lat
        said: Say = say(words.TIMES_BACKWARDS, count=len(turned))
        yield Row(f"times-{number}", "times_backwards", "note", said, place, track=number)


def default_repairs(rows: Iterable[Row]) -> frozenset[str]:
    """Return the ids of the repairs that are proposed as accepted."""
    return frozenset(row.repair.id for row in rows if row.repair and row.repair.default)
