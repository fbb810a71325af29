"""Put the pages of seasons, festivals and events together."""

from __future__ import annotations

from collections.abc import Iterator

from oxymap.catalogue.models import FestivalFront, Page, SeasonFront
from oxymap.pages.cards import (
    all_routes,
    coming_events,
    event_card,
    place_card,
    season_card,
    window_fact,
)
from oxymap.pages.edition import Edition
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.markdown import render_markdown
from oxymap.pages.models import EventView, Fact, SeasonView
from oxymap.pages.page_maps import detail_map


def event_view(
    edition: Edition, page: Page, front: FestivalFront, live: LiveEdition | None = None
) -> EventView:
    """Return everything that an event's page shows."""
    place = edition.catalogue.place(front.place) if front.place else None
    return EventView(
        card=event_card(edition, page, front),
        body=render_markdown(edition, page.source, live),
        facts=tuple(_facts(edition, front)),
        place=place_card(edition, place) if place else None,
        calendar_url=edition.urls.event_calendar(page.id) if front.is_dated else None,
        sources=front.sources,
        updated=edition.texts.date(front.updated),
        map=detail_map(
            edition,
            f"event-{page.id}",
            edition.texts.text("Map of %(name)s", name=front.title),
            [place] if place else [],
            about=front.place,
        ),
    )


def _facts(edition: Edition, front: FestivalFront) -> Iterator[Fact]:
    texts = edition.texts
    yield Fact(texts.text("Kind"), texts.label("event_kind", front.kind))
    if front.usual:
        yield window_fact(edition, front.usual)
    if front.series:
        yield Fact(texts.text("Series"), front.series)
    if front.venue:
        yield Fact(texts.text("Venue"), front.venue)
    if front.organiser:
        yield Fact(texts.text("Organiser"), front.organiser)
    words = [texts.label("district", name) for name in front.district]
    yield Fact(texts.text("Districts"), texts.join(words))


def season_view(
    edition: Edition, page: Page, front: SeasonFront, live: LiveEdition | None = None
) -> SeasonView:
    """Return everything that a season's page shows."""
    season = front.season
    return SeasonView(
        card=season_card(edition, page, front),
        body=render_markdown(edition, page.source, live),
        highlights=tuple(
            place_card(edition, edition.catalogue.place(name)) for name in front.highlights
        ),
        routes=tuple(card for card in all_routes(edition) if season in card.seasons),
        events=tuple(card for card in coming_events(edition) if season in card.seasons),
        sources=front.sources,
        updated=edition.texts.date(front.updated),
    )
