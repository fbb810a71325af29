"""oEmbed: tell other sites how to show a page of ours in theirs (https://oembed.com, 1.0)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode, urlsplit

from oxymap.catalogue.models import Place
from oxymap.errors import NotFoundError
from oxymap.leaflets.extent import extent
from oxymap.maps.projection import fit
from oxymap.pages.edition import Edition
from oxymap.pages.live_edition import Live
from oxymap.pages.page_maps import map_features
from oxymap.pages.sharing import CARD_SIZE, HOME
from oxymap.web.print_font import print_fonts

#: Width and height of a frame where nobody asks for less, pixels.
MAP_SIZE = (720, 480)
LIVE_SIZE = (480, 320)
LEAST = (200, 150)
CACHE_SECONDS = 3600
#: A point is shown at this zoom.
POINT_ZOOM = 11.5
_PATH = re.compile(
    r"(/en)?/(?:(places|trails|routes)/([a-z0-9-]+)|(live)(?:/([a-z0-9-]+))?|(map))/?"
)


@dataclass(frozen=True)
class Target:
    """A page of ours that can be shown in a frame, and the frame's address."""

    title: str
    address: str
    size: tuple[int, int]
    card: str | None


def find_target(
    url: str, edition_of: Callable[[str], Edition], live_of: Callable[[], Live]
) -> tuple[Edition, Target]:
    """Return the page behind an address, in its own language.

    Raises
    ------
    NotFoundError : it is no page of ours, or one that is not for frames.
    """
    edition = edition_of("zh")
    own, asked = urlsplit(edition.settings.base_url), urlsplit(url)
    path = asked.path.removeprefix(own.path)
    found = _PATH.fullmatch(path)
    # Chats and typing people mix http and https.
    ours = asked.scheme in {"http", "https"} and asked.netloc == own.netloc
    if not ours or found is None or not asked.path.startswith(own.path):
        raise NotFoundError("This is no page of ours that can be embedded.", url[:200])
    edition = edition_of("en" if found[1] else "zh")
    if found[4]:
        return edition, _live_target(edition, found[5], live_of)
    if found[6]:
        urls = edition.urls
        title = edition.texts.text("Map of the three oxygen-bar districts")
        card = urls.share_card("home", HOME)
        return edition, Target(title, urls.embedded_map(), MAP_SIZE, card)
    return edition, _map_target(edition, found[2], found[3])


def _live_target(edition: Edition, name: str | None, live_of: Callable[[], Live]) -> Target:
    urls = edition.urls
    if name in {None, "townships"}:
        title = edition.texts.text("Live ions")
        return Target(title, urls.embedded_live(), LIVE_SIZE, None)
    station = live_of().station(str(name))
    title = station.name_zh if edition.lang == "zh" else station.name_en
    address = f"{urls.embedded_live()}?{urlencode({'station': station.id})}"
    return Target(title, address, LIVE_SIZE, None)


def _map_target(edition: Edition, kind: str, name: str) -> Target:
    urls, catalogue = edition.urls, edition.catalogue
    card = urls.share_card(kind, name)
    if kind == "routes":
        page = catalogue.page("routes", name, edition.lang)
        address = f"{urls.embedded_map()}?{urlencode({'route': name})}"
        return Target(page.front.title, address, MAP_SIZE, card)
    place = catalogue.trail(name) if kind == "trails" else catalogue.place(name)
    query = _query(edition, place)
    return Target(edition.name(place), f"{urls.embedded_map()}{query}", MAP_SIZE, card)


def _query(edition: Edition, place: Place) -> str:
    """Return the query that selects a feature and looks at it, as far as it has a position."""
    features = map_features(edition, [place])
    if not features:
        return ""
    view = fit(extent(features), MAP_SIZE)
    lon, lat = view.unproject(view.width / 2, view.height / 2)
    zoom = min(view.zoom, POINT_ZOOM) if features[0].point else min(view.zoom, 14.0)
    layers = dict.fromkeys((place.layer, "villages", "trails"))
    query = {
        "layers": ",".join(layers),
        "view": f"{lat:.4f},{lon:.4f},{zoom:.1f}",
        "selected": place.id,
    }
    return f"?{urlencode(query, safe=',')}"


def oembed(
    edition: Edition, target: Target, maxwidth: int | None, maxheight: int | None
) -> dict[str, object]:
    """Return the oEmbed answer for a page (type ``rich``).

    Source: oEmbed 1.0, section 2.3.4.
    """
    home = edition.settings.base_url
    width = max(LEAST[0], min(target.size[0], maxwidth or target.size[0]))
    height = max(LEAST[1], min(target.size[1], maxheight or target.size[1]))
    answer: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": target.title,
        "provider_name": edition.texts.text("OxyMap"),
        "provider_url": home + edition.urls.home(),
        "cache_age": CACHE_SECONDS,
        "html": _iframe(home + target.address, target.title, width, height),
        "width": width,
        "height": height,
    }
    if target.card and print_fonts(edition.settings.pdf_font):
        answer |= {
            "thumbnail_url": home + target.card,
            "thumbnail_width": CARD_SIZE[0],
            "thumbnail_height": CARD_SIZE[1],
        }
    return answer


def _iframe(address: str, title: str, width: int, height: int) -> str:
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" '
        f'height="{height}" loading="lazy" allowfullscreen '
        'referrerpolicy="strict-origin-when-cross-origin" style="border:0"></iframe>'
    )
