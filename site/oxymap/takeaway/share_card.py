"""What a share card says: one object, where it is, and the present value if there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from oxymap.catalogue.models import LANGS, DistrictFront, FestivalFront, RouteFront, SeasonFront
from oxymap.errors import NotFoundError
from oxymap.leaflets.extent import extent
from oxymap.leaflets.imprint import two_parts
from oxymap.maps.models import Bbox, MapFeature
from oxymap.pages.cards import start_point, township_label, trail_card
from oxymap.pages.edition import Edition
from oxymap.pages.live_cards import best_part, place_part, route_part, trail_part
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import StationPart
from oxymap.pages.page_maps import REGION, attribution, map_features
from oxymap.pages.sharing import HOME
from oxymap.takeaway.line_files import route_stops

#: 1200 × 630, 300 × 300 or 1080 × 1440.
Form = Literal["wide", "square", "tall"]
#: A single place and a line are shown with this much around them, degrees of longitude.
AROUND = 0.16
AROUND_LINE = 0.05


@dataclass(frozen=True)
class CardValue:
    """The present value of a station, and when it was measured."""

    label: str
    number: str
    unit: str
    station: str
    when: str
    demo: str | None


@dataclass(frozen=True)
class Card:
    """Everything on a share card, in one language.

    Parameters
    ----------
    kicker : what it is and where.
    subtitle : the name in the other language, or what stands behind the title's colon.
    facts : a few words such as the length of a trail.
    url : the page, for the QR code.
    features, bbox : what the map shows.
    district : the district to set off from the others, or None.
    photo_id : the first photograph; it stands in place of the map.
    notes : what must be said of the map.
    """

    lang: str
    kicker: str
    title: str
    subtitle: str
    summary: str
    facts: str
    url: str
    scan: str
    site_name: str
    address: str
    features: tuple[MapFeature, ...]
    bbox: Bbox
    notes: tuple[str, ...]
    district: str | None = None
    photo_id: str | None = None
    value: CardValue | None = None


def share_card(page: LiveEdition, kind: str, subject_id: str) -> Card:
    """Return the card of an object.

    Parameters
    ----------
    kind : one of `KINDS`.

    Raises
    ------
    NotFoundError : there is no such kind or object.
    """
    if kind not in KINDS:
        raise NotFoundError(f"There are no cards of {kind!r}.", kind)
    return KINDS[kind](page, subject_id)


# --- the kinds ----------------------------------------------------------------------------


def _place(page: LiveEdition, subject_id: str) -> Card:
    edition = page.edition
    place = edition.catalogue.place(subject_id)
    texts, properties = edition.texts, place.properties
    other = next(lang for lang in LANGS if lang != edition.lang)
    where = township_label(edition, place) or ""
    photos = properties.photos
    return _card(
        edition,
        kicker=(
            texts.label("kind", properties.kind),
            texts.label("district", properties.district),
            where,
        ),
        title=edition.name(place),
        subtitle=properties.name[other],
        summary=properties.summary[edition.lang],
        path=edition.urls.place(place.id),
        features=map_features(edition, [place]),
        photo_id=photos[0].id if photos else None,
        part=place_part(page, place),
    )


def _trail(page: LiveEdition, subject_id: str) -> Card:
    edition = page.edition
    place = edition.catalogue.trail(subject_id)
    card, properties = trail_card(edition, place), place.properties
    other = next(lang for lang in LANGS if lang != edition.lang)
    facts = [card.length, card.ascent, card.time]
    if card.schematic:
        facts.append(edition.texts.text("schematic line"))
    return _card(
        edition,
        kicker=(card.kind_label, card.district_label),
        title=card.name,
        subtitle=properties.name[other],
        summary=properties.summary[edition.lang],
        facts=tuple(fact for fact in facts if fact),
        path=edition.urls.trail(place.id),
        features=map_features(edition, [place]),
        photo_id=properties.photos[0].id if properties.photos else None,
        part=trail_part(page, place),
    )


def _route(page: LiveEdition, subject_id: str) -> Card:
    edition = page.edition
    found = edition.catalogue.page("routes", subject_id, edition.lang)
    front = found.front
    assert isinstance(front, RouteFront)  # noqa: S101 -- by its type
    texts = edition.texts
    stops = {stop.place.id: stop.place for stop in route_stops(edition, front)}
    trails = [edition.catalogue.trail(name) for name in front.trails]
    title, rest = two_parts(front.title)
    return _card(
        edition,
        kicker=(
            texts.label("theme", front.theme),
            texts.join([texts.label("district", name) for name in front.district]),
        ),
        title=title,
        subtitle=rest,
        summary=front.summary,
        facts=(
            texts.plural("%(count)s day", "%(count)s days", front.days),
            texts.label("mode", front.mode),
            texts.plural("%(count)s stop", "%(count)s stops", len(front.stops)),
        ),
        path=edition.urls.route(found.id),
        features=map_features(edition, [*stops.values(), *trails]),
        photo_id=front.photos[0].id if front.photos else None,
        part=route_part(page, front),
    )


def _festival(page: LiveEdition, subject_id: str) -> Card:
    edition = page.edition
    catalogue = edition.catalogue
    try:
        found = catalogue.page("festivals", subject_id, edition.lang)
    except NotFoundError:
        found = catalogue.page("seasons", subject_id, edition.lang)
    front, texts = found.front, edition.texts
    title, rest = two_parts(front.title)
    features: tuple[MapFeature, ...] = ()
    kicker: tuple[str, ...] = (texts.text("Seasons and festivals"),)
    facts: tuple[str, ...] = ()
    if isinstance(front, FestivalFront):
        where = catalogue.place(front.place) if front.place else None
        features = map_features(edition, [where]) if where and start_point(where) else ()
        kicker = (texts.text("Festival"), edition.name(where) if where else "")
        if front.start:
            facts = (texts.date_range(front.start, front.end),)
    elif isinstance(front, SeasonFront):
        kicker = (texts.label("season", front.season),)
    return _card(
        edition,
        kicker=kicker,
        title=title,
        subtitle=rest,
        summary=front.summary,
        facts=facts,
        path=edition.urls.festival(found.id),
        features=features,
        photo_id=front.photos[0].id if front.photos else None,
    )


def _district(page: LiveEdition, subject_id: str) -> Card:
    edition = page.edition
    found = edition.catalogue.page("districts", subject_id, edition.lang)
    front = found.front
    assert isinstance(front, DistrictFront)  # noqa: S101 -- by its type
    title, rest = two_parts(front.title)
    shapes = {item.id: item.shape for item in edition.base_map.districts}
    bounds = shapes[subject_id].bounds if subject_id in shapes else REGION
    return _card(
        edition,
        kicker=(edition.texts.text("District of Beijing"),),
        title=title,
        subtitle=rest,
        summary=front.summary,
        path=edition.urls.district(found.id),
        bbox=_with_air((bounds[0], bounds[1], bounds[2], bounds[3])),
        district=subject_id,
        photo_id=front.photos[0].id if front.photos else None,
        part=best_part(page, subject_id),
    )


def _home(page: LiveEdition, subject_id: str) -> Card:
    if subject_id != HOME:
        raise NotFoundError(f"There is no card {subject_id!r}.", subject_id)
    edition = page.edition
    title, rest = two_parts(edition.texts.text("OxyMap: the oxygen-bar map of Beijing's mountains"))
    return _card(
        edition,
        kicker=(edition.texts.text("Mentougou · Yanqing · Fangshan"),),
        title=title,
        subtitle=rest,
        summary=edition.texts.text(
            "Villages, trails, viewing points and festivals of Mentougou, Yanqing and Fangshan, "
            "the oxygen-bar districts in Beijing's mountains, on one honest map."
        ),
        path=edition.urls.home(),
        part=best_part(page),
    )


KINDS: Mapping[str, Callable[[LiveEdition, str], Card]] = {
    "places": _place,
    "trails": _trail,
    "routes": _route,
    "festivals": _festival,
    "districts": _district,
    "home": _home,
}


# --- what they share ----------------------------------------------------------------------


def _card(  # noqa: PLR0913 -- a card has this many parts
    edition: Edition,
    *,
    kicker: tuple[str, ...],
    title: str,
    subtitle: str,
    summary: str,
    path: str,
    facts: tuple[str, ...] = (),
    features: tuple[MapFeature, ...] = (),
    bbox: Bbox | None = None,
    district: str | None = None,
    photo_id: str | None = None,
    part: StationPart | None = None,
) -> Card:
    text, settings = edition.texts.text, edition.settings
    approval = settings.map_approval_no
    notes = [attribution(edition)]
    if approval:
        notes.append(text("Map approval number: %(number)s", number=approval))
    return Card(
        lang=edition.lang,
        kicker=" · ".join(part for part in kicker if part),
        title=title,
        subtitle=subtitle,
        summary=summary,
        facts=" · ".join(facts),
        url=settings.base_url + path,
        scan=text("Scan to open this page"),
        site_name=text("OxyMap"),
        address=settings.base_url.partition("://")[2],
        features=features,
        bbox=bbox or _around(features),
        notes=tuple(notes),
        district=district,
        photo_id=photo_id,
        value=_value(edition, part),
    )


def _value(edition: Edition, part: StationPart | None) -> CardValue | None:
    """Return the first present value; a value that is not present has no place on a picture."""
    for card in part.cards if part else ():
        if card.current and card.when:
            station = card.name
            if card.distance:
                away = edition.texts.text("%(distance)s from here", distance=card.distance)
                station = f"{card.name} · {away}"
            demo = edition.texts.text("Demonstration data") if card.demo else None
            return CardValue(card.property_label, card.value, card.unit, station, card.when, demo)
    return None


def _around(features: tuple[MapFeature, ...]) -> Bbox:
    if not features:
        return REGION
    west, south, east, north = extent(features)
    around = AROUND_LINE if any(item.lines for item in features) else AROUND
    across = max(0.0, (around - (east - west)) / 2)
    along = max(0.0, (around * 0.8 - (north - south)) / 2)
    return (west - across, south - along, east + across, north + along)


def _with_air(bbox: Bbox) -> Bbox:
    west, south, east, north = bbox
    air = (east - west) * 0.06
    return (west - air, south - air, east + air, north + air)
