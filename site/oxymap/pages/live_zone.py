"""What an experience zone shows of its station besides the value: a day's curve, best hours."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap.charts.models import Chart
from oxymap.pages.live_cards import badge_view
from oxymap.pages.live_charts import SPANS, best_text, span_chart
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import BadgeView, StationPart
from oxymap.stations.models import State


@dataclass(frozen=True)
class ZoneView:
    """A zone's station: its last 24 hours, the best hours of the month, and the badge."""

    chart: Chart
    best: str | None
    badge: BadgeView | None


def zone_view(page: LiveEdition, part: StationPart) -> ZoneView | None:
    """Return what a zone shows of its own station; None when none reports there.

    The nearest station speaks for the air nearby, but it earns the zone no badge.
    """
    card = next((card for card in part.cards if card.distance is None), None)
    if card is None or card.state == State.PLANNED.value:
        return None
    station = page.snapshot.stations[card.id].station
    cells = page.live.typical(station.id, station.main_property)
    return ZoneView(
        chart=span_chart(page, station, SPANS[0], "zone-day"),
        best=best_text(page, cells),
        badge=badge_view(page, station.id),
    )
