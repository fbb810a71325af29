"""What a trail or a route needs to be read and walked without a network: a list of addresses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from oxymap.catalogue.models import Place
from oxymap.errors import NotFoundError
from oxymap.pages.edition import Edition
from oxymap.pages.leaflet_links import leaflets
from oxymap.pages.shell import MAIN, SHARED, closure, module_paths
from oxymap.pages.showing import Shown, Stations, show_route, show_text, show_trail
from oxymap.pages.trail_page import has_files
from oxymap.web.rendering import VERSION

SAFETY_PAGE = "safety"
#: A phone's size of a photograph, in a format that every browser with a store of its own knows.
PHOTO_WIDTH, PHOTO_SUFFIX = 960, "webp"
#: What a drawn leaflet and a photograph weigh, about; both are made only when somebody asks.
LEAFLET_BYTES, PHOTO_BYTES = 85_000, 90_000
_MODULES = re.compile(r'data-module="([^"]+)"')
_ASSETS = re.compile(r"/assets/[0-9a-f]+/([\w./-]+)")
_LAYERS = re.compile(r"/layers/(\w+)\.[0-9a-f]+\.geojson")
_PHOTOS = re.compile(r"/media/([\w-]+)-\d+\.(?:avif|webp|jpg)")
#: Only other sites ask for it.
_UNUSED = {"img/share-cover.png"}


@dataclass(frozen=True)
class Pack:
    """Everything of one trail or route.

    Parameters
    ----------
    page : the address of the page itself, the first of `urls`.
    version : changes with anything in the pack but values of stations.
    assets : the version of the assets that its pages name.
    bytes : about how much it is, unpacked.
    """

    id: str
    kind: str
    lang: str
    title: str
    page: str
    version: str
    assets: str
    made_at: str
    bytes: int
    urls: tuple[str, ...]


def trail_pack(edition: Edition, stations: Stations, trail_id: str) -> Pack:
    """Return the pack of a trail.

    Raises
    ------
    NotFoundError : there is no such trail, or it is closed: nobody is to walk it.
    """
    place = edition.catalogue.trail(trail_id)
    if place.properties.status == "closed":
        raise NotFoundError(f"The trail {trail_id!r} is closed.", trail_id)
    files = _trail_files(edition, place)
    page = edition.urls.trail(trail_id)
    return _pack(
        edition,
        ("trails", trail_id, page),
        show_trail(edition, stations, trail_id),
        stations,
        files,
    )


def route_pack(edition: Edition, stations: Stations, route_id: str) -> Pack:
    """Return the pack of a themed route.

    Raises
    ------
    NotFoundError : there is no such route.
    """
    files = [file.url for file in leaflets(edition, edition.urls.route_leaflet, route_id)[:1]]
    about = ("routes", route_id, edition.urls.route(route_id))
    return _pack(edition, about, show_route(edition, stations, route_id), stations, files)


def _trail_files(edition: Edition, place: Place) -> list[str]:
    if not has_files(place):
        return []
    files = leaflets(edition, edition.urls.trail_leaflet, place.id)[:1]
    return [edition.urls.download(place.id, "gpx"), *(file.url for file in files)]


def _pack(
    edition: Edition,
    about: tuple[str, str, str],
    shown: Shown,
    stations: Stations,
    files: list[str],
) -> Pack:
    kind, name, page = about
    safety = edition.urls.page(SAFETY_PAGE)
    pages = {page: _html(shown), safety: _html(show_text(edition, stations, SAFETY_PAGE))}
    texts = "".join(pages.values())
    paths = _asset_paths(edition, texts)
    layers = [edition.map_layers[layer] for layer in _unique(_LAYERS.findall(texts))]
    photos = [
        edition.urls.photo(photo, PHOTO_WIDTH, PHOTO_SUFFIX)
        for photo in _unique(_PHOTOS.findall(texts))
    ]
    urls = (
        *pages,
        *(edition.assets.url(path) for path in paths),
        *(layer.url for layer in layers),
        *photos,
        *files,
        edition.urls.manifest(),
    )
    return Pack(
        id=name,
        kind=kind,
        lang=edition.lang,
        title=str(shown.meta.breadcrumbs[-1].label),
        page=page,
        version=_version(edition, urls),
        assets=edition.assets.version,
        made_at=edition.today.isoformat(),
        bytes=sum(len(text.encode()) for text in pages.values())
        + sum(len(edition.assets.files[path]) for path in paths)
        + sum(len(layer.body) for layer in layers)
        + PHOTO_BYTES * len(photos)
        + LEAFLET_BYTES * sum(url.endswith(".pdf") for url in files),
        urls=urls,
    )


def _html(shown: Shown) -> str:
    """Return the page as a visitor gets it; its scripts and pictures are read off it."""
    # Words of the live script ask for nothing, so an empty one stands for them.
    context = {"page": shown.meta, "live_words": "{}", **shown.context}
    return shown.edition.renderer.render(shown.edition.lang, shown.template, context)


def _asset_paths(edition: Edition, texts: str) -> list[str]:
    modules = {name for names in _MODULES.findall(texts) for name in names.split()}
    named = set(_ASSETS.findall(texts)) - _UNUSED
    return closure(edition.assets, {MAIN, *SHARED, *module_paths(modules), *named})


def _version(edition: Edition, urls: Iterable[str]) -> str:
    parts = (edition.catalogue.version, VERSION, *urls)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _unique(names: list[str]) -> list[str]:
    return sorted(set(names))
