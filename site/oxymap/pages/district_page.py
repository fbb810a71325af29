"""Put a district's page together."""

from __future__ import annotations

from oxymap.catalogue.models import PLACE_LAYERS, DistrictFront, Page
from oxymap.pages.cards import (
    all_routes,
    coming_events,
    district_card,
    place_card,
    place_groups,
    trail_card,
)
from oxymap.pages.edition import Edition
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.markdown import render_markdown
from oxymap.pages.models import DistrictView, TimelineStep
from oxymap.pages.page_maps import FIRST_LAYERS, detail_map


def district_view(
    edition: Edition, page: Page, front: DistrictFront, live: LiveEdition | None = None
) -> DistrictView:
    """Return everything that a district's page shows."""
    catalogue, name = edition.catalogue, front.district
    places = [
        place
        for layer in PLACE_LAYERS
        for place in catalogue.layer(layer)
        if place.properties.district == name
    ]
    trails = [trail for trail in catalogue.layer("trails") if trail.properties.district == name]
    townships = [place for place in places if place.layer == "townships"]
    others = [place for place in places if place.layer != "townships"]
    on_map = [place for place in others if place.layer in FIRST_LAYERS]
    return DistrictView(
        card=district_card(edition, page, front),
        body=render_markdown(edition, page.source, live),
        timeline=tuple(
            TimelineStep(
                step.year, step.text, step.state, edition.texts.label("title_state", step.state)
            )
            for step in front.timeline
        ),
        highlights=tuple(place_card(edition, catalogue.place(item)) for item in front.highlights),
        groups=place_groups(edition, [place for place in others if place.geometry_type]),
        townships=tuple(place_card(edition, place) for place in townships),
        unplaced=tuple(place_card(edition, p) for p in others if p.geometry_type is None),
        trails=tuple(trail_card(edition, trail) for trail in trails),
        routes=tuple(card for card in all_routes(edition) if name in card.district),
        events=tuple(card for card in coming_events(edition) if name in card.district),
        sources=front.sources,
        updated=edition.texts.date(front.updated),
        map=detail_map(
            edition,
            f"district-{name}",
            edition.texts.text("Map of %(name)s", name=edition.texts.label("district", name)),
            [*on_map, *trails],
        ),
    )
