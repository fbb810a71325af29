"""Play a recording again through the real ingest, at any speed.

Nothing is marked here: whether the values are shown as a demo depends on the station that
they are sent to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Event

import structlog

from oxymap import clock
from oxymap.demo.readings import Payload
from oxymap.demo.recorded import RecordedRow, read_recording
from oxymap.demo.sender import Receipt, Sender
from oxymap.errors import FormatError, SettingsError

log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """How fast a recording is played, and whether it is moved to the present.

    Parameters
    ----------
    speed : 1 as it was, 60 a minute in a second, None as fast as the server takes it.
    shift_to_now : the first row is now, and the distances of the times shrink with the
        speed, for nothing may lie in the future.  Without a speed the last row is now.

    Raises
    ------
    SettingsError : the speed is not over 0.
    """

    speed: float | None = 1.0
    shift_to_now: bool = False

    def __post_init__(self) -> None:
        if self.speed is not None and not self.speed > 0:
            raise SettingsError(f"A speed is over 0, not {self.speed}.", self.speed)


def replay(
    file: Path,
    base_url: str,
    tokens: Mapping[str, str],
    pace: Pace,
    stop: Event,
    *,
    now: Callable[[], datetime] = clock.now,
) -> Receipt:
    """Send a recorded CSV through the HTTP ingest; return what became of it.

    Parameters
    ----------
    file : see `oxymap.demo.recorded`.
    tokens : by station id.  Rows without a station belong to the only one, if it is one.

    Raises
    ------
    FormatError : the file is no such table, or names a station without a token.
    SendError : the server refuses the station or its token.
    """
    started = now().timestamp()
    rows = _moved(_with_stations(read_recording(file), tokens), pace, int(started))
    receipt = Receipt()
    with Sender(base_url, stop) as sender:
        for part in _played(rows, pace, started, stop, now):
            for station_id, payloads in _by_station(part).items():
                receipt += sender.send(station_id, tokens[station_id], payloads)
    log.info("replay.done", file=str(file), accepted=receipt.accepted, rejected=receipt.rejected)
    return receipt


@dataclass(frozen=True)
class _Played:
    """A row and when it is its turn, seconds after the start."""

    after_s: float
    row: RecordedRow


def _with_stations(rows: list[RecordedRow], tokens: Mapping[str, str]) -> list[RecordedRow]:
    only = next(iter(tokens)) if len(tokens) == 1 else None
    named = [row if row.station else replace(row, station=only) for row in rows]
    unknown = sorted({str(row.station) for row in named if row.station not in tokens})
    if unknown:
        shown = ", ".join(unknown[:5])
        raise FormatError(f"there is no token for these stations of the recording: {shown}")
    return named


def _moved(rows: list[RecordedRow], pace: Pace, start: int) -> list[_Played]:
    if not rows:
        return []
    first, last = rows[0].time, rows[-1].time
    speed = pace.speed
    if speed is None:
        offset = start - last if pace.shift_to_now else 0
        return [_Played(0.0, replace(row, time=row.time + offset)) for row in rows]
    played = []
    for row in rows:
        after_s = (row.time - first) / speed
        moved = row
        if pace.shift_to_now:
            period_s = max(1, round(row.period_s / speed)) if row.period_s else 0
            moved = replace(row, time=start + int(after_s), period_s=period_s)
        played.append(_Played(after_s, moved))
    return played


def _played(
    rows: Sequence[_Played],
    pace: Pace,
    started: float,
    stop: Event,
    now: Callable[[], datetime],
) -> Iterator[list[RecordedRow]]:
    """Yield what is due together, when it is due, until the end or the stop."""
    if pace.speed is None:
        yield [item.row for item in rows]
        return
    done = 0
    while done < len(rows) and not stop.is_set():
        gone_s = now().timestamp() - started
        if rows[done].after_s > gone_s:
            stop.wait(rows[done].after_s - gone_s)
            continue
        due = [item.row for item in rows[done:] if item.after_s <= gone_s]
        done += len(due)
        yield due


def _by_station(rows: Sequence[RecordedRow]) -> dict[str, list[Payload]]:
    found: dict[str, list[Payload]] = {}
    for row in rows:
        payload: Payload = {"time": clock.iso(row.time), "values": dict(row.values)}
        if row.period_s:
            payload["period_s"] = row.period_s
        if row.flag is not None:
            payload["flag"] = row.flag
        found.setdefault(str(row.station), []).append(payload)
    return found
