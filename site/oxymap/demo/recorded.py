"""Read a recording: a table of observations, as `oxymap.stations.gateways.csv_table` has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog

from oxymap.errors import FormatError
from oxymap.stations.gateways.csv_table import Row, read_observations

log = structlog.get_logger()

#: Stands for the station in files that have no column for it; no id looks like this.
_UNNAMED = "?"
#: Columns that only recordings have, and that are passed over.
_OWN_COLUMNS = {"received_time": "note"}


@dataclass(frozen=True)
class RecordedRow:
    """One row of a recording.

    Parameters
    ----------
    station : None when the file names none.
    time : end of the period, seconds UTC.
    values : by property; None where the recording says that a value is missing.
    """

    station: str | None
    time: int
    period_s: int
    values: Mapping[str, float | None]
    flag: str | None


def read_recording(file: Path) -> list[RecordedRow]:
    """Return the rows of a recording, in the order of their times.

    The table is wide or long, with or without a station; values without a period are instants.
    Lines that cannot be read are left out and told to the log.

    Raises
    ------
    FormatError : the file is no such table, or none of its lines can be read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise FormatError(f"{file}: cannot be read: {error}", str(file)) from error
    table = read_observations(data, station=_UNNAMED, columns=_OWN_COLUMNS)
    if table.errors:
        if not table.rows:
            raise FormatError(f"{file}:{table.errors[0]}", str(file))
        log.warning("replay.left_out", lines=len(table.errors), first=str(table.errors[0]))
    return sorted(map(_recorded, table.rows), key=lambda row: row.time)


def _recorded(row: Row) -> RecordedRow:
    readings = row.item.readings
    return RecordedRow(
        station=None if row.station_id == _UNNAMED else row.station_id,
        time=readings[0].time,
        period_s=readings[0].period_s,
        values={item.observed: item.result for item in readings},
        flag=readings[0].device_flag,
    )
