"""Put the page of stations by township together."""

from __future__ import annotations

from collections.abc import Iterator

from oxymap.catalogue.models import DISTRICTS, Place
from oxymap.pages import live_texts as say
from oxymap.pages.live_cards import order_of, reports, station_card
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import TownshipGroup, TownshipRow, TownshipsView
from oxymap.pages.live_page import demo_text, meters
from oxymap.stations.models import LiveStation
from oxymap.stations.properties import NEG_ION


def townships_view(page: LiveEdition) -> TownshipsView:
    """Return every township with its stations, or that there is none."""
    groups = tuple(_groups(page))
    cards = [card for group in groups for row in group.rows for card in row.stations]
    shown = {card.id for card in cards if card.demo}
    demo = [item for item in page.snapshot.stations.values() if item.station.id in shown]
    return TownshipsView(
        summary=page.edition.texts.text(
            "Every township and subdistrict of the three districts, with its station or the "
            "plain word that there is none."
        ),
        meter=next(meters(page), None),
        groups=groups,
        as_of=say.moment(page.edition, page.now) if page.has_reports else "",
        demo_text=demo_text(page, demo),
    )


def _groups(page: LiveEdition) -> Iterator[TownshipGroup]:
    texts = page.edition.texts
    by_township: dict[str, list[LiveStation]] = {}
    ions = [s for s in page.snapshot.stations.values() if s.station.main_property == NEG_ION]
    for item in sorted(ions, key=order_of):
        by_township.setdefault(item.station.township or "", []).append(item)
    for district in DISTRICTS:
        places = [
            place
            for place in page.edition.catalogue.layer("townships")
            if place.properties.district == district
        ]
        rows = tuple(_row(page, place, by_township.get(place.id, [])) for place in places)
        with_value = sum(
            any(card.current and not card.demo for card in row.stations) for row in rows
        )
        yield TownshipGroup(
            district=district,
            label=texts.label("district", district),
            count=texts.text(
                "%(value)s of %(total)s have a value now", value=with_value, total=len(rows)
            ),
            rows=rows,
        )


def _row(page: LiveEdition, place: Place, items: list[LiveStation]) -> TownshipRow:
    text = page.edition.texts.text
    heard = [item for item in items if reports(item)]
    planned = next((item for item in items if not reports(item)), None)
    if heard:
        what = ""
    elif planned is not None:
        what = text("No station yet; one is planned")
    else:
        what = text("No station yet")
    return TownshipRow(
        name=page.edition.name(place),
        url=page.edition.urls.place(place.id),
        stations=tuple(station_card(page, item) for item in heard),
        text=what,
        planned_url=page.edition.urls.station(planned.station.id) if planned else None,
    )
