"""Ask the application for every public address, as a visitor would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from oxymap.catalogue.models import LAYERS
from oxymap.catalogue.snapshot import Catalogue
from oxymap.config import Settings
from oxymap.media.models import SUFFIXES
from oxymap.pages.feeds import page_paths
from oxymap.pages.page_maps import FULL_LAYERS
from oxymap.pages.photos import SHARE_WIDTH, photo_widths
from oxymap.pages.site import EXTENSION, Site
from oxymap.web.print_font import print_fonts
from oxymap.web.urls import OFFLINE, URLS

TRAIL_FILES = ("gpx", "kml", "geojson")


@dataclass(frozen=True)
class Artifact:
    """One file of the frozen site.

    Parameters
    ----------
    url : the address that it answers.
    path : where it stands, relative to the output folder.
    """

    url: str
    path: str
    body: bytes
    media_type: str

    @property
    def is_page(self) -> bool:
        """Whether it is an HTML page."""
        return self.media_type.startswith("text/html") and not self.url.endswith(OFFLINE)


class FreezeError(Exception):
    """An address that must be frozen does not answer 200."""


def walk(app: Flask) -> Iterator[Artifact]:
    """Yield every file of the public site.

    Raises
    ------
    FreezeError : names the address and its status.
    """
    site: Site = app.extensions[EXTENSION]
    client = app.test_client()
    for url in addresses(site):
        response = client.get(url)
        if response.status_code != 200:
            raise FreezeError(f"{url} answers {response.status}")
        yield Artifact(
            url, file_path(url, response.content_type), response.data, response.content_type
        )
    yield from _not_found_pages(client)


def _not_found_pages(client: FlaskClient) -> Iterator[Artifact]:
    """Yield the page that a file server shows for what is not there."""
    for urls in URLS.values():
        response = client.get(f"{urls.prefix}/404")
        path = f"{urls.prefix}/404.html".lstrip("/")
        yield Artifact(f"/{path}", path, response.data, response.content_type)


def addresses(site: Site) -> list[str]:
    """Return every address to freeze, in a stable order."""
    catalogue = site.catalogue.current
    found = []
    for urls in URLS.values():
        found += [urls.prefix + path for path in page_paths(catalogue, site.live.stations)]
        found += [urls.calendar(), urls.feed(), urls.search_index()]
        found += [f"{urls.prefix}/manifest.webmanifest", urls.pocket(), urls.offline()]
        found += _packs(catalogue, urls.lang)
        found += _files(catalogue, urls.lang, site.settings)
    found += [f"/layers/{layer}.geojson" for layer in LAYERS]
    map_layers = site.edition("zh").map_layers
    found += [map_layers[layer].url for layer in ("base", *FULL_LAYERS)]
    found += _pictures(catalogue)
    found += ["/sitemap.xml", "/robots.txt", "/sw.js"]
    found += [site.assets.url(path) for path in sorted(site.assets.files)]
    return found


def _files(catalogue: Catalogue, lang: str, settings: Settings) -> list[str]:
    urls = URLS[lang]
    trails = [
        place
        for place in catalogue.layer("trails")
        if place.geometry_type and place.properties.status != "closed"
    ]
    found = [urls.download(place.id, suffix) for place in trails for suffix in TRAIL_FILES]
    found += [urls.trail_offline(place.id) for place in trails]
    found += [urls.route_offline(page.id) for page, _ in catalogue.routes(lang)]
    if print_fonts(settings.pdf_font):
        found += [urls.trail_leaflet(place.id, "") for place in trails]
        found += [urls.route_leaflet(page.id, "") for page, _ in catalogue.routes(lang)]
    dated = [page for page, front in catalogue.festivals(lang) if front.is_dated]
    return found + [urls.event_calendar(page.id) for page in dated]


def _packs(catalogue: Catalogue, lang: str) -> list[str]:
    urls = URLS[lang]
    trails = [place for place in catalogue.layer("trails") if place.properties.status != "closed"]
    packs = [urls.pack("trails", place.id) for place in trails]
    return packs + [urls.pack("routes", page.id) for page, _ in catalogue.routes(lang)]


def _pictures(catalogue: Catalogue) -> list[str]:
    """Return every size of every photograph that a page may ask for, and of the share cards."""
    urls = URLS["zh"]
    return [
        urls.photo(photo.id, width, suffix)
        for photo in catalogue.photos.values()
        for width in sorted({SHARE_WIDTH, *(name for name, _ in photo_widths(photo.width))})
        for suffix in SUFFIXES
    ]


def file_path(url: str, media_type: str) -> str:
    """Return where an address stands in the output: a page is a folder's index."""
    path = url.strip("/")
    if not media_type.startswith("text/html") or path.endswith(OFFLINE):
        return path
    return f"{path}/index.html" if path else "index.html"
