"""Feed the demo stations: the present at once, then the past, then every interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from threading import Event
from urllib.parse import quote

import structlog

from oxymap import clock
from oxymap.demo.readings import Payload, hourly, reading
from oxymap.demo.sender import Sender, SendError
from oxymap.stations.models import DAY_S, HOUR_S, Station

log = structlog.get_logger()

#: This much is sent at the stations' own intervals, the time before it by hours.
PRESENT_S = 24 * HOUR_S
#: The first thing that is sent: enough for a value to stand there, s.
_FIRST_S = 600
#: How many readings are sent of a station that has been silent for all of the present.
_LAST_WORDS = 6
#: The past is sent in parts, with rests between them so that the machine stays quick, s.
_REST_S = 0.25
_PART_S = 7 * DAY_S


def run_feed(
    base_url: str,
    tokens: Mapping[str, str],
    stations: Sequence[Station],
    stop: Event,
    *,
    backfill_days: int = 28,
    now: Callable[[], datetime] = clock.now,
) -> None:
    """Send readings of the demo stations until `stop` is set.

    First the last minutes of every station, then a day, then the hourly means of
    `backfill_days` where the server has none, and from the beginning a reading at every
    interval.  What the server has already does no harm.

    Parameters
    ----------
    tokens : by station id; a station without one, or with one that is refused, is left out.
    backfill_days : at most 28, as the ingest takes nothing older than 30 days.
    """
    with Sender(base_url, stop) as sender:
        feed = _Feed(sender, tokens, [item for item in stations if item.id in tokens], now)
        feed.begin()
        past = feed.past(backfill_days)
        while not stop.is_set():
            feed.send_due()
            part = next(past, None)
            if part is None:
                stop.wait(feed.seconds_until_due())
            else:
                feed.send(*part)
                stop.wait(_REST_S)


class _Feed:
    """Knows what has been sent to which station."""

    def __init__(
        self,
        sender: Sender,
        tokens: Mapping[str, str],
        stations: Sequence[Station],
        now: Callable[[], datetime],
    ) -> None:
        self._sender = sender
        self._tokens = tokens
        self._stations = {item.id: item for item in stations}
        self._now = now
        self._begun = self._seconds()
        self._sent = dict.fromkeys(self._stations, self._begun)

    def _seconds(self) -> int:
        return int(self._now().timestamp())

    def begin(self) -> None:
        """Send the present: the newest values of all stations before the day of any."""
        present = _present_from(self._begun)
        for since in (self._begun - _FIRST_S, present):
            for station in list(self._stations.values()):
                start = since if since == present else since - 2 * station.interval_s
                self.send(station, _readings(station, start, self._begun))
        for station in list(self._stations.values()):
            # One that is silent just now had reported before: its last values are shown.
            if not _readings(station, present, self._begun):
                earlier = _readings(station, self._begun - DAY_S, present)
                self.send(station, earlier[-_LAST_WORDS:])

    def send_due(self) -> None:
        """Send every reading that has fallen due since the last time."""
        until = self._seconds()
        for station in list(self._stations.values()):
            # A machine that was asleep for a day does not send a day of minutes.
            since = max(self._sent[station.id], until - PRESENT_S)
            self._sent[station.id] = max(until, since)
            self.send(station, _readings(station, since, until))

    def seconds_until_due(self) -> float:
        """Return how long nothing falls due."""
        now = self._now().timestamp()
        waits = [item.interval_s - now % item.interval_s for item in self._stations.values()]
        return min(waits, default=1.0)

    def past(self, days: int) -> Iterator[tuple[Station, list[Payload]]]:
        """Yield the hourly means that the server does not have: the newest week of all first."""
        end = _present_from(self._begun)
        oldest = end - days * DAY_S
        for newest in range(end, oldest, -_PART_S):
            for station in list(self._stations.values()):
                yield station, self._missing(station, max(oldest, newest - _PART_S), newest)

    def _missing(self, station: Station, start: int, end: int) -> list[Payload]:
        """Return the hourly means between two full hours that the server does not have."""
        path = (
            f"/api/v1/stations/{quote(station.id, safe='')}/observations"
            f"?property={station.main_property}&step=hour"
            f"&from={clock.iso(start)}&to={clock.iso(end)}"
        )
        known = _hours_with_values(self._sender.fetch(path))
        wanted = (time for time in range(end, start, -HOUR_S) if time - HOUR_S not in known)
        found = (hourly(station, time) for time in wanted)
        return [payload for payload in found if payload is not None]

    def send(self, station: Station, payloads: list[Payload]) -> None:
        """Send; a station that the server refuses is left out from then on."""
        if not payloads or station.id not in self._stations:
            return
        try:
            self._sender.send(station.id, self._tokens[station.id], payloads)
        except SendError as error:
            log.warning("demo.left_out", station=station.id, why=error.message)
            del self._stations[station.id]


def _present_from(now: int) -> int:
    """Return where the present begins: on a full hour, so that no hour is in two halves."""
    return (now - PRESENT_S) // HOUR_S * HOUR_S


def _readings(station: Station, since: int, until: int) -> list[Payload]:
    """Return what a station sends after `since`, up to and with `until` (seconds UTC)."""
    interval_s = station.interval_s
    first = (since // interval_s + 1) * interval_s
    found = (reading(station, time) for time in range(first, until + 1, interval_s))
    return [payload for payload in found if payload is not None]


def _hours_with_values(answer: object) -> set[int]:
    """Return the starts of the hours of which a history knows something."""
    points = answer.get("observations") if isinstance(answer, dict) else None
    found = set()
    for point in points if isinstance(points, list) else ():
        start = point.get("start")
        if isinstance(start, str) and point.get("n"):
            found.add(int(datetime.fromisoformat(start).timestamp()))
    return found
