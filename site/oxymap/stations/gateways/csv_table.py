"""Observations in a table of text, as spreadsheets and vendors' programs write them.

Source
------
docs/imports.md, Tables of observations.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from oxymap.errors import FormatError
from oxymap.stations.batches import LONGEST_PERIOD_S
from oxymap.stations.gateways.csv_header import Column, Header, understand
from oxymap.stations.gateways.local_times import parse_time
from oxymap.stations.gateways.tables import LineError, read_table
from oxymap.stations.gateways.vocabulary import (
    SAME,
    Conversion,
    conversion,
    device_flag,
    property_named,
)
from oxymap.stations.models import Item, Reading

_MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "无", "缺测"})
_DASHES = re.compile(r"[-—–_/*]+")
#: Numbers that stand for "missing" in exports of the services; no property can have them.
_MISSING_NUMBERS = frozenset({-9999.0, 999_999.0, 999_998.0})
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")


class Row(NamedTuple):
    """The readings of one line."""

    line: int
    station_id: str
    item: Item


@dataclass(frozen=True)
class ObservationTable:
    """What could be read of a table, and what could not."""

    rows: tuple[Row, ...]
    errors: tuple[LineError, ...]


@dataclass(frozen=True)
class _Value:
    observed: str
    result: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class _Draft:
    """A line whose period may not be known yet."""

    line: int
    station: str
    time: int
    period_s: int | None
    flag: str | None
    values: tuple[_Value, ...]


class _CellError(Exception):
    """A cell that cannot be used."""

    def __init__(self, column: Column, cell: str, code: str, message: str) -> None:
        super().__init__(message)
        self.column, self.cell, self.code, self.message = column, cell, code, message

    def at(self, line: int) -> LineError:
        return LineError(line, self.code, self.message, self.column.header, self.cell)


def read_observations(
    data: bytes,
    *,
    station: str | None = None,
    columns: Mapping[str, str] | None = None,
    interval_of: Callable[[str], int | None] = lambda station: None,
) -> ObservationTable:
    """Read a table of observations, wide (a column per property) or long (a line per value).

    A time is the end of its period, and Beijing time unless it has an offset or the header
    says UTC.  A line with a wrong value keeps its other values.

    Parameters
    ----------
    data : UTF-8 (with or without mark), UTF-16 with mark, or GBK/GB 18030.
    station : the station of lines that name none.
    columns : what headers stand for that are not known: ``{"负离子值": "neg_ion"}``.
    interval_of : a station's reporting interval in seconds.  It is the period where the table
        has none, if the table's times are as far apart; None means that values are instants.

    Raises
    ------
    FormatError : the file is no such table; nothing of it can be used.
    """
    table = read_table(data)
    header = understand(table.header, columns, with_station=station is None)
    drafts: list[_Draft] = []
    errors = list(table.errors)
    for line, cells in table.rows:
        try:
            draft, wrong = _draft(header, line, cells, station)
        except _CellError as error:
            errors.append(error.at(line))
            continue
        errors.extend(error.at(line) for error in wrong)
        if draft.values:
            drafts.append(draft)
    periods, unclear = _periods(drafts, interval_of)
    errors.extend(unclear)
    rows = [_row(draft, periods) for draft in drafts if _has_period(draft, periods)]
    return ObservationTable(tuple(rows), tuple(sorted(errors, key=lambda error: error.line)))


# --- lines -----------------------------------------------------------------------------


def _draft(
    header: Header, line: int, cells: Sequence[str], station: str | None
) -> tuple[_Draft, list[_CellError]]:
    column = header.single.get("station")
    named = (cells[column.index] if column else "") or station
    if not named:
        assert column is not None  # noqa: S101 -- `understand` has seen to it
        raise _CellError(column, "", "station", "names no station")
    time, period_s = _period(header, cells)
    flag_column = header.single.get("flag")
    flag = _flag(flag_column, cells[flag_column.index]) if flag_column else None
    values: list[_Value] = []
    wrong: list[_CellError] = []
    for read in _long(header, cells) if header.is_long else _wide(header, cells):
        if isinstance(read, _Value):
            values.append(read)
        else:
            wrong.append(read)
    return _Draft(line, named, time, period_s, flag, tuple(values)), wrong


def _period(header: Header, cells: Sequence[str]) -> tuple[int, int | None]:
    """Return the end of the line's period and its length, if the line says it."""
    end, start = (_time(header.single.get(role), cells) for role in ("time", "start"))
    column = header.single.get("period")
    period_s = None
    if column is not None and cells[column.index]:
        length = _number(column, cells[column.index], Conversion(column.seconds))
        if length is None or not 0 <= length <= LONGEST_PERIOD_S:
            message = "is no length of a period up to a month"
            raise _CellError(column, cells[column.index], "period", message)
        period_s = int(length)
    if end is None:
        if start is None or period_s is None:
            assert column is not None  # noqa: S101 -- `understand` has seen to it
            raise _CellError(column, cells[column.index], "period", "is no length of a period")
        return start + period_s, period_s
    if start is not None:
        if not 0 < end - start <= LONGEST_PERIOD_S:
            column = header.single["time"]
            message = "is not after the start of the period, by a month at most"
            raise _CellError(column, cells[column.index], "period", message)
        return end, end - start
    return end, period_s


def _time(column: Column | None, cells: Sequence[str]) -> int | None:
    if column is None:
        return None
    found = parse_time(cells[column.index], column.zone)
    if found is None:
        message = "is not a date and time such as 2026-06-01 08:00"
        raise _CellError(column, cells[column.index], "time", message)
    return found


def _flag(column: Column, cell: str) -> str | None:
    try:
        return device_flag(cell)
    except FormatError as error:
        raise _CellError(column, cell, "flag", error.message) from error


def _long(header: Header, cells: Sequence[str]) -> Iterator[_Value | _CellError]:
    single = header.single
    name = cells[single["property"].index]
    observed = property_named(name)
    if observed is None:
        yield _CellError(single["property"], name, "property", "is no known property")
        return
    convert: Conversion | None = SAME
    if "unit" in single:
        unit = cells[single["unit"].index]
        convert = conversion(observed, unit)
        if convert is None:
            message = f"is no known unit of {observed}"
            yield _CellError(single["unit"], unit, "property", message)
            return
    columns = {role: single[role] for role in ("value", "min", "max") if role in single}
    yield _value(observed, columns, cells, convert)


def _wide(header: Header, cells: Sequence[str]) -> Iterator[_Value | _CellError]:
    for observed, role in header.wide:
        if role == "value":
            roles = ("value", "min", "max")
            found = {r: header.wide[observed, r] for r in roles if (observed, r) in header.wide}
            yield _value(observed, found, cells, None)


def _value(
    observed: str, columns: Mapping[str, Column], cells: Sequence[str], convert: Conversion | None
) -> _Value | _CellError:
    """Read a value and its extremes; without `convert` each column has its own."""
    numbers: dict[str, float | None] = {}
    try:
        for role, column in columns.items():
            cell = cells[column.index]
            numbers[role] = _number(column, cell, column.convert if convert is None else convert)
    except _CellError as error:
        return error
    return _Value(observed, numbers["value"], numbers.get("min"), numbers.get("max"))


def _number(column: Column, cell: str, convert: Conversion) -> float | None:
    if cell.casefold() in _MISSING or _DASHES.fullmatch(cell):
        return None
    text = cell.replace(",", "") if _THOUSANDS.fullmatch(cell) else cell
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise _CellError(column, cell, "number", "is not a number")
    return None if number in _MISSING_NUMBERS else convert(number)


# --- periods ---------------------------------------------------------------------------


def _periods(
    drafts: Sequence[_Draft], interval_of: Callable[[str], int | None]
) -> tuple[dict[str, int], list[LineError]]:
    """Return the period of each station's lines that say none.

    Hourly means of a station that reports every five minutes look like five-minute means; so
    the times must be as far apart as the station reports.
    """
    lines: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for draft in drafts:
        if draft.period_s is None:
            lines[draft.station].setdefault(draft.time, draft.line)
    periods: dict[str, int] = {}
    errors: list[LineError] = []
    for station, line_of in lines.items():
        interval_s = interval_of(station) or 0
        apart_s = min((b - a for a, b in pairwise(sorted(line_of))), default=interval_s)
        if interval_s and apart_s != interval_s:
            message = (
                f"the times of {station} are {apart_s} s apart, but it reports every "
                f"{interval_s} s: add a column period_s"
            )
            errors.append(LineError(min(line_of.values()), "period", message))
        else:
            periods[station] = interval_s
    return periods, errors


def _has_period(draft: _Draft, periods: Mapping[str, int]) -> bool:
    return draft.period_s is not None or draft.station in periods


def _row(draft: _Draft, periods: Mapping[str, int]) -> Row:
    period_s = periods[draft.station] if draft.period_s is None else draft.period_s
    readings = tuple(
        Reading(
            value.observed, draft.time, period_s, value.result, value.low, value.high, draft.flag
        )
        for value in draft.values
    )
    return Row(draft.line, draft.station, Item(readings))
