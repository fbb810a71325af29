"""A stand-in for the one `Accept`, for tests of the gateways."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.errors import NotFoundError, StoreError
from oxymap.stations.models import Item, Outcome, Reading, Rejection, Source, Station


class Register:
    """Accepts readings of its stations, and knows what it has already, as the store does."""

    def __init__(self, *ids: str, interval_s: int = 300) -> None:
        self.stations = {
            name: Station(name, name, name, None, None, interval_s=interval_s) for name in ids
        }
        self.readings: dict[tuple[str, str, int], Reading] = {}
        self.sources: list[Source] = []
        self.counted: list[tuple[str, str | None]] = []
        self.fails = 0
        self.future = 2**40

    def find(self, name: str) -> Station | None:
        return self.stations.get(name)

    def count(self, code: str, station_id: str | None) -> None:
        self.counted.append((code, station_id))

    def accept(self, station_id: str, items: Sequence[Item], source: Source) -> Outcome:
        if station_id not in self.stations:
            raise NotFoundError(f"There is no station {station_id!r}.", station_id)
        if self.fails:
            self.fails -= 1
            raise StoreError("The disk is full.")
        self.sources.append(source)
        rejected = [r for item in items for r in item.rejections]
        before = len(self.readings)
        for index, item in enumerate(items):
            for reading in item.readings:
                if reading.time > self.future:
                    rejected.append(Rejection(index, "future", "time is ahead", reading.observed))
                else:
                    self.readings[station_id, reading.observed, reading.time] = reading
        new = len(self.readings) - before
        return Outcome(new, len(items) - new, tuple(rejected))
