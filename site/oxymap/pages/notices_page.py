"""Put notices into words: the page of all that hold or come, and those beside an object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oxymap import clock
from oxymap.catalogue.models import Place, RouteFront
from oxymap.errors import NotFoundError
from oxymap.pages import live_texts
from oxymap.pages.edition import Edition
from oxymap.pages.models import Link, PageMeta

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from oxymap.notices.models import Notice

#: The icon of each severity; the gravest two look alike.
SYMBOLS = {"emergency": "warning", "closure": "warning", "warning": "warning", "info": "info"}
#: A banner shows so many; the page of all has the others.
MOST_BESIDE = 3


@dataclass(frozen=True)
class NoticeView:
    """A notice in the page's language.

    Parameters
    ----------
    paragraphs : of the text, plain.
    where : the districts, places and trails that it names; empty: everywhere.
    """

    id: int
    severity: str
    severity_label: str
    icon: str
    title: str
    paragraphs: tuple[str, ...]
    where: tuple[Link, ...]
    period: str
    from_iso: str
    until_iso: str | None


@dataclass(frozen=True)
class Banner:
    """The notices beside an object.

    Parameters
    ----------
    more : how many more hold there.
    as_of : the moment of a frozen page, whose notices nobody ends; None on a running site.
    """

    notices: tuple[NoticeView, ...]
    more: int
    as_of: str | None


def notice_view(edition: Edition, notice: Notice) -> NoticeView:
    """Return a notice in the page's language."""
    paragraphs = (part.strip() for part in notice.body[edition.lang].splitlines())
    return NoticeView(
        id=notice.id,
        severity=notice.severity,
        severity_label=edition.texts.label("severity", notice.severity),
        icon=SYMBOLS[notice.severity],
        title=notice.title[edition.lang],
        paragraphs=tuple(part for part in paragraphs if part),
        where=_where(edition, notice),
        period=period(edition, notice.from_at, notice.until_at),
        from_iso=live_texts.iso(notice.from_at),
        until_iso=live_texts.iso(notice.until_at) if notice.until_at is not None else None,
    )


def notice_views(edition: Edition, notices: Iterable[Notice]) -> tuple[NoticeView, ...]:
    """Return notices in the page's language."""
    return tuple(notice_view(edition, one) for one in notices)


def _where(edition: Edition, notice: Notice) -> tuple[Link, ...]:
    texts, urls = edition.texts, edition.urls
    links = [Link(texts.label("district", one), urls.district(one)) for one in notice.districts]
    for place_id in notice.places:
        place = edition.catalogue.places.get(place_id)
        # What has been taken back since has no page; the text still says it.
        if place is not None:
            links.append(Link(edition.name(place), _url(edition, place)))
    return tuple(links)


def _url(edition: Edition, place: Place) -> str:
    return (edition.urls.trail if place.layer == "trails" else edition.urls.place)(place.id)


def period(edition: Edition, from_at: int, until_at: int | None) -> str:
    """Return from when until when a notice holds, Beijing time."""
    text = edition.texts.text
    if until_at is None:
        return text("From %(start)s until further notice", start=moment(edition, from_at))
    return text(
        "%(start)s to %(end)s", start=moment(edition, from_at), end=moment(edition, until_at)
    )


def moment(edition: Edition, time: int) -> str:
    """Return day and hour; with the year when it is not this one."""
    here = live_texts.beijing(time)
    if here.year == edition.today.year:
        return live_texts.moment(edition, time)
    return f"{edition.texts.date(here.date())} {here:%H:%M}"


# --- beside an object ------------------------------------------------------------------


def banner(edition: Edition, meta: PageMeta, notices: Iterable[Notice]) -> Banner | None:
    """Return the notices that belong on a page, or None for none.

    Home and map show all; a district's page also those about its places.

    Parameters
    ----------
    notices : what holds now, the gravest first.
    """
    name = meta.path.rsplit("/", 1)[-1]
    if meta.kind in {"home", "map"}:
        found = list(notices)
    elif meta.kind == "district":
        found = [one for one in notices if one.everywhere or name in _districts(edition, one)]
    else:
        about = _about(edition, meta.kind, name)
        found = [] if about is None else [one for one in notices if one.touches(*about)]
    if not found:
        return None
    shown = notice_views(edition, found[:MOST_BESIDE])
    as_of = moment(edition, clock.seconds()) if edition.frozen else None
    return Banner(shown, len(found) - len(shown), as_of)


def _districts(edition: Edition, notice: Notice) -> set[str]:
    places = (edition.catalogue.places.get(one) for one in notice.places)
    return {*notice.districts, *(place.properties.district for place in places if place)}


def _about(
    edition: Edition, kind: str, name: str
) -> tuple[Collection[str], Collection[str]] | None:
    """Return the districts and the places that a page is about; None: it shows no notices."""
    if kind in {"place", "trail"}:
        place = edition.catalogue.places.get(name)
        return None if place is None else around(place)
    if kind == "route":
        try:
            front = edition.catalogue.page("routes", name, edition.lang).front
        except NotFoundError:
            return None
        assert isinstance(front, RouteFront)  # noqa: S101 -- by its type
        return front.district, route_places(front)
    return None


def around(place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the district of a place, and the place with what it lies in."""
    inside = (place.id, place.properties.parent, place.properties.township)
    return (place.properties.district,), tuple(one for one in inside if one)


def route_places(front: RouteFront) -> tuple[str, ...]:
    """Return the places and trails that a route leads to."""
    return (*(stop.place for stop in front.stops if stop.place), *front.trails)
