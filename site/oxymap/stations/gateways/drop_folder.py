"""A folder that others put files into: NEO files and tables of observations.

A file moves out of the folder only after its readings are on disk.  If the machine stops in
between, the file is taken again, and the store knows its readings already.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Literal

import structlog

from oxymap import clock
from oxymap.errors import FormatError, NotFoundError, OxyMapError
from oxymap.stations.gateways.csv_table import Row, read_observations
from oxymap.stations.gateways.neo import item, parse_neo
from oxymap.stations.gateways.tables import LineError, decode
from oxymap.stations.models import Accept, Source, Station

log = structlog.get_logger()
Find = Callable[[str], Station | None]
#: Told of what was not taken: a code, and the station where it is known.
Count = Callable[[str, str | None], None]
DONE, FAILED = "done", "failed"
#: A file that was changed later than this may still be being written.
SETTLED_S = 2.0
MOST_BYTES = 64 * 1024 * 1024
_BATCH = 2000
#: So many mistakes are listed; a file with more of them has one cause.
_MOST_LISTED = 1000
_SUFFIXES: dict[str, Source] = {".txt": "neo", ".csv": "csv"}


@dataclass(frozen=True)
class FileReport:
    """What became of one file.

    ``state`` is ``done``, ``failed`` (with mistakes; what is good was taken), or ``waiting``
    (it cannot be read, or its readings not be written now; it stays and is taken again).
    """

    file: Path
    state: Literal["done", "failed", "waiting"]
    accepted: int = 0
    duplicate: int = 0
    errors: tuple[LineError, ...] = ()

    def __str__(self) -> str:
        """Return one line for a person."""
        return (
            f"{self.file.name}: {self.state}, {self.accepted} taken, "
            f"{self.duplicate} known already, {len(self.errors)} mistakes"
        )


@dataclass(frozen=True)
class _Taking:
    """What a file's rows have come to so far."""

    accepted: int
    duplicate: int
    errors: tuple[LineError, ...]


def import_folder(
    folder: Path, *, accept: Accept, find: Find, count: Count
) -> tuple[FileReport, ...]:
    """Take the files that are there: ``*.txt`` as NEO files, ``*.csv`` as tables.

    Left alone are names that begin with a dot, files changed within the last two seconds, and
    everything else.  Taken files move to ``done/``; those with mistakes move to ``failed/``,
    beside a list of the mistakes.  The folder is made when it is not there.

    Parameters
    ----------
    accept : takes the readings; when it returns, they are on disk.
    find : returns the station that has an id or a number.
    count : told of each mistake that `accept` has not seen itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reports: list[FileReport] = []
    for file in sorted(folder.iterdir()):
        if not _is_ready(file):
            continue
        report = import_file(file, accept=accept, find=find, count=count)
        reports.append(report)
        log.info("folder.taken", report=str(report))
        if report.state != "waiting":
            _put_away(report)
    return tuple(reports)


def watch_folder(
    folder: Path,
    *,
    accept: Accept,
    find: Find,
    count: Count,
    stop: threading.Event,
    every_s: float = 10.0,
) -> None:
    """Take files as they come, until `stop` is set."""
    while not stop.is_set():
        try:
            import_folder(folder, accept=accept, find=find, count=count)
        except OSError as error:
            # A network drive that is away comes back.
            log.error("folder.unreadable", error=str(error))
        stop.wait(every_s)


def import_file(
    file: Path, *, accept: Accept, find: Find, count: Count, station: str | None = None
) -> FileReport:
    """Take one file, and leave it where it is.

    Parameters
    ----------
    station : the station of a table that names none; without it the file's name says it, up
        to the first underscore.
    """
    source = _SUFFIXES.get(file.suffix.lower(), "csv")
    try:
        if file.stat().st_size > MOST_BYTES:
            raise FormatError(f"The file has more than {MOST_BYTES} bytes; split it.")
        data = file.read_bytes()
        rows, errors = _neo(data) if source == "neo" else _table(data, find, station, file.stem)
        taking = _handed_over(rows, source, accept, find)
    except FormatError as error:
        rows, errors, taking = [], [LineError(1, error.code, error.message)], _Taking(0, 0, ())
    except (OxyMapError, OSError) as error:
        count(error.code if isinstance(error, OxyMapError) else "unreadable", None)
        log.error("folder.waiting", file=file.name, error=str(error))
        return FileReport(file, "waiting")
    seen = [error for error in taking.errors if error.code == "station"]
    for problem in [*errors, *seen]:
        count(problem.code, None)
    found = sorted([*errors, *taking.errors], key=lambda error: error.line)
    state: Literal["done", "failed"] = "failed" if found else "done"
    return FileReport(file, state, taking.accepted, taking.duplicate, tuple(found))


# --- reading ---------------------------------------------------------------------------


def _neo(data: bytes) -> tuple[list[Row], list[LineError]]:
    records, errors = parse_neo(decode(data))
    return [Row(record.line, record.number, item(record)) for record in records], list(errors)


def _table(
    data: bytes, find: Find, station: str | None, stem: str
) -> tuple[list[Row], list[LineError]]:
    def interval_of(name: str) -> int | None:
        found = _found(find, name)
        return found.interval_s if found else None

    named = station or stem.partition("_")[0]
    default = named if station or _found(find, named) else None
    table = read_observations(data, station=default, interval_of=interval_of)
    return list(table.rows), list(table.errors)


def _found(find: Find, name: str) -> Station | None:
    """Return a station; ids are lower case, and numbers as they are."""
    return find(name) or find(name.lower())


# --- taking ----------------------------------------------------------------------------


def _handed_over(rows: Sequence[Row], source: Source, accept: Accept, find: Find) -> _Taking:
    accepted = duplicate = 0
    errors: list[LineError] = []
    by_station = sorted(rows, key=lambda row: row.station_id)
    for name, group in groupby(by_station, key=lambda row: row.station_id):
        station = _found(find, name)
        for batch in _batches(group):
            try:
                outcome = accept(station.id if station else name, [r.item for r in batch], source)
            except NotFoundError as error:
                errors.append(LineError(batch[0].line, "station", error.message))
                break
            accepted += outcome.accepted
            duplicate += outcome.duplicate
            errors.extend(
                LineError(batch[r.index].line, r.code, r.message, r.observed)
                for r in outcome.rejected
            )
    return _Taking(accepted, duplicate, tuple(errors))


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


# --- files -----------------------------------------------------------------------------


def _is_ready(file: Path) -> bool:
    if file.name.startswith(".") or file.suffix.lower() not in _SUFFIXES or not file.is_file():
        return False
    # A clock that runs ahead elsewhere must not keep a file here for ever.
    return abs(clock.now().timestamp() - file.stat().st_mtime) >= SETTLED_S


def _put_away(report: FileReport) -> None:
    folder = report.file.parent / (FAILED if report.errors else DONE)
    folder.mkdir(exist_ok=True)
    target = _free_name(folder, report.file)
    if report.errors:
        listed = [str(error) for error in report.errors[:_MOST_LISTED]]
        more = len(report.errors) - len(listed)
        lines = [*listed, f"… and {more} more"] if more else listed
        beside = target.with_name(f"{target.name}.errors.txt")
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        report.file.replace(target)
    except FileNotFoundError:
        log.warning("folder.gone", file=report.file.name)


def _free_name(folder: Path, file: Path) -> Path:
    """Return a name that no earlier file of the same name has."""
    target, number = folder / file.name, 2
    while target.exists():
        target = folder / f"{file.stem}.{number}{file.suffix}"
        number += 1
    return target
