"""A made-up station in every state, for the page that shows every component."""

from __future__ import annotations

import dataclasses

from oxymap.pages.live_cards import CURRENT_STATES, station_card
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import StationCard, StationPart
from oxymap.stations.models import LastGood, LiveStation, LiveValue, Mean, State, Station
from oxymap.stations.properties import NEG_ION, PROPERTIES

#: Age of the last valid value in seconds; a planned station has none.
_AGES = {
    State.FRESH: 120,
    State.LATE: 840,
    State.SUSPECT: 2400,
    State.MAINTENANCE: 7200,
    State.STALE: 5400,
    State.SILENT: 260_000,
}
_SAMPLE = Station(
    id="pattern", name_zh="示例站", name_en="Sample Station", lon=None, lat=None,
    district="mentougou", instrument="Sample 1", habitat="mountain_forest", demo=True,
)  # fmt: skip


def pattern_part(page: LiveEdition) -> StationPart:
    """Return a card for each state."""
    return StationPart(tuple(_card(page, state) for state in State), known=True)


def _card(page: LiveEdition, state: State) -> StationCard:
    station = dataclasses.replace(_SAMPLE, id=f"pattern-{state.value}")
    unit, age = PROPERTIES[NEG_ION].unit, _AGES.get(state)
    if age is None:
        item = LiveStation(station, state, {})
    else:
        time = page.now - age
        hour = Mean("hour", time - 3600, 2180.0, 11, 12, complete=True)
        present = LiveValue(NEG_ION, unit, 2296.0, time, 300, "good", mean_hour=hour)
        values = {NEG_ION: present} if state in CURRENT_STATES else {}
        item = LiveStation(station, state, values, LastGood(NEG_ION, unit, 2296.0, time, 300))
    return dataclasses.replace(station_card(page, item), url="#main")
