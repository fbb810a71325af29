"""NEO files: hourly ion observations of scenic areas, as weather bureaus exchange them.

Source
------
The layout that the decoder of the national data platform reads from
``Z_CAWN_…_AWS-NEO_FTM.txt``; docs/imports.md, NEO files, says what of it is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import NamedTuple

from oxymap.errors import FormatError
from oxymap.stations.gateways.local_times import parse_time
from oxymap.stations.gateways.tables import LineError
from oxymap.stations.models import HOUR_S, Item, Reading

_END = "NNNN"
_PARTS = ("NEO", "AT", "HM", "QC", "Q1", "Q2", "Q3")
#: How many groups follow each key.
_GROUPS = {"NEO": 5, "AT": 5, "HM": 5, "Q1": 3, "Q2": 3, "Q3": 3}
_HEADER_FIELDS = 7
_MISSING = re.compile(r"/+")
_NUMBER = re.compile(r"[-+]?\d+")
_CLOCK = re.compile(r"([01]\d|2[0-4])[0-5]\d")
_ANGLE = re.compile(r"(\d{2,3})([0-5]\d)([0-5]\d)")
#: What the decoder of the platform writes for a missing group, by key.
_FILLS = {"NEO": 999_999, "AT": 9999, "HM": 999}
#: Flags of the meteorological services as device letters; 9 means that nobody has checked.
_LETTERS = {"0": "N", "1": "S", "2": "D", "8": "B", "9": None}


@dataclass(frozen=True)
class Extremes:
    """A mean over the hour with its extremes; the times are hhmm of Beijing."""

    mean: float | None
    high: float | None = None
    high_time: str | None = None
    low: float | None = None
    low_time: str | None = None


@dataclass(frozen=True)
class NeoRecord:
    """One station's hour.

    Parameters
    ----------
    line : where it begins in the file.
    number : the station's number with the meteorological services.
    time : end of the hour, seconds UTC.
    lon, lat : degrees, WGS 84 (CGCS 2000).
    ele_m : height of the station above sea level.
    ions : 1/cm3.
    temperature : Cel.
    humidity : %; the file has no minimum of it.
    flags : by level (Q1 station, Q2 province, Q3 nation) three groups of five digits, for the
        values of ions, temperature and humidity.
    """

    line: int
    number: str
    time: int
    lon: float | None
    lat: float | None
    ele_m: float | None
    ions: Extremes
    temperature: Extremes
    humidity: Extremes
    flags: tuple[tuple[str, str, str], ...]


class NeoFile(NamedTuple):
    """The records that could be read, and what is wrong with the others."""

    records: tuple[NeoRecord, ...]
    errors: tuple[LineError, ...]


class _FieldError(Exception):
    def __init__(self, line: int, field: str, value: str, message: str) -> None:
        super().__init__(message)
        self.problem = LineError(line, "object", message, field, value)


class _Line(NamedTuple):
    number: int
    key: str
    words: Sequence[str]


def parse_neo(text: str) -> NeoFile:
    """Read a NEO file; a record with a mistake is left out as a whole.

    Raises
    ------
    FormatError : there is no record in it.
    """
    records: list[NeoRecord] = []
    errors: list[LineError] = []
    for lines in _blocks(text):
        try:
            records.append(_record(lines))
        except _FieldError as error:
            errors.append(error.problem)
    if not records and not errors:
        raise FormatError("The file has no NEO record.")
    if not text.rstrip().endswith(_END):
        message = f"the end mark {_END} is missing: the file may have been cut off"
        errors.append(LineError(len(text.splitlines()), "object", message))
    return NeoFile(tuple(records), tuple(errors))


def item(record: NeoRecord) -> Item:
    """Return a record's readings: ions, temperature and humidity, means over the hour.

    A value bears the flag of the highest level that has checked it.  Extremes that were found
    wrong or missing are left out.
    """
    values = (record.ions, record.temperature, record.humidity)
    names = ("neg_ion", "temperature", "humidity")
    readings = (
        Reading(
            observed=name,
            time=record.time,
            period_s=HOUR_S,
            result=value.mean,
            low=value.low if _flag(record, group, _LOW) not in _UNUSABLE else None,
            high=value.high if _flag(record, group, _HIGH) not in _UNUSABLE else None,
            device_flag=_flag(record, group, _MEAN),
        )
        for group, (name, value) in enumerate(zip(names, values, strict=True))
    )
    return Item(tuple(readings))


#: Which digit of a group of flags belongs to what.
_MEAN, _HIGH, _LOW = 0, 1, 3
_UNUSABLE = ("D", "B")


def _flag(record: NeoRecord, group: int, digit: int) -> str | None:
    letters = [_LETTERS[groups[group][digit]] for groups in record.flags]
    return next((letter for letter in reversed(letters) if letter is not None), None)


# --- reading ---------------------------------------------------------------------------


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield the lines of each record; one that lacks its ``=`` ends where the next begins."""
    block: list[_Line] = []
    for number, line in enumerate(text.splitlines(), start=1):
        ends = line.rstrip().endswith("=")
        words = line.strip().rstrip("=").split()
        if words == [_END]:
            break
        if words:
            is_part = words[0] in _PARTS
            if block and not is_part:
                yield block
                block = []
            key = words[0] if is_part else ""
            block.append(_Line(number, key, words[1:] if is_part else words))
        if ends and block:
            yield block
            block = []
    if block:
        yield block


def _record(lines: Sequence[_Line]) -> NeoRecord:
    first = lines[0]
    if first.key or len(first.words) != _HEADER_FIELDS:
        message = "the record does not begin with station, time, position, height, code and flags"
        raise _FieldError(first.number, "header", " ".join(first.words), message)
    number, time, lat, lon, elevation, _code, _flags = first.words
    seconds = parse_time(time, UTC) if re.fullmatch(r"\d{14}", time) else None
    if seconds is None:
        raise _FieldError(first.number, "time", time, "is no time YYYYMMDDhhmmss")
    parts = _parts(lines)
    height = _number(first.number, "elevation", elevation)
    return NeoRecord(
        line=first.number,
        number=number,
        time=seconds,
        lon=_degrees(first.number, "longitude", lon, 180),
        lat=_degrees(first.number, "latitude", lat, 90),
        ele_m=None if height is None else height / 10,
        ions=_extremes(parts["NEO"], 1),
        temperature=_extremes(parts["AT"], 10),
        humidity=_humidity(parts["HM"]),
        flags=tuple(_flag_groups(parts[key]) for key in ("Q1", "Q2", "Q3")),
    )


def _parts(lines: Sequence[_Line]) -> dict[str, _Line]:
    """Return a record's lines by key, each with as many groups as it needs."""
    found = {line.key: line for line in lines[1:]}
    for key, groups in _GROUPS.items():
        line = found.get(key)
        if line is None:
            raise _FieldError(lines[0].number, key, "", "is missing in this record")
        if len(line.words) != groups:
            message = f"has {len(line.words)} groups, not {groups}"
            raise _FieldError(line.number, key, " ".join(line.words), message)
    return found


def _extremes(line: _Line, divisor: int) -> Extremes:
    """Read mean, highest, its time, lowest, its time."""
    mean, high, low = (
        _value(line, name, line.words[index], divisor)
        for name, index in (("mean", 0), ("maximum", 1), ("minimum", 3))
    )
    return Extremes(mean, high, _clock(line, 2), low, _clock(line, 4))


def _humidity(line: _Line) -> Extremes:
    """Read mean, highest, its time; dew point and vapour pressure are not kept."""
    mean, high = (
        _value(line, name, line.words[index], 1) for name, index in (("mean", 0), ("maximum", 1))
    )
    return Extremes(mean, high, _clock(line, 2))


def _value(line: _Line, name: str, text: str, divisor: int) -> float | None:
    number = _number(line.number, f"{line.key} {name}", text)
    return None if number is None or number == _FILLS[line.key] else number / divisor


def _number(line: int, field: str, text: str) -> int | None:
    if _MISSING.fullmatch(text):
        return None
    if not _NUMBER.fullmatch(text):
        raise _FieldError(line, field, text, "is no whole number")
    return int(text)


def _clock(line: _Line, index: int) -> str | None:
    text = line.words[index]
    if _MISSING.fullmatch(text) or text == "9999":
        return None
    if not _CLOCK.fullmatch(text):
        raise _FieldError(line.number, f"{line.key} time", text, "is no time hhmm")
    return text


def _degrees(line: int, field: str, text: str, most: int) -> float | None:
    if _MISSING.fullmatch(text):
        return None
    found = _ANGLE.fullmatch(text)
    degrees = int(found[1]) + int(found[2]) / 60 + int(found[3]) / 3600 if found else None
    if degrees is None or degrees > most:
        raise _FieldError(line, field, text, "is no angle in degrees, minutes and seconds")
    return degrees


def _flag_groups(line: _Line) -> tuple[str, str, str]:
    for group in line.words:
        if not re.fullmatch(r"[01289]{5}", group):
            raise _FieldError(line.number, line.key, group, "is no group of five flags 0 1 2 8 9")
    first, second, third = line.words
    return first, second, third
