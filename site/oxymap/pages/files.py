"""Everything that is not an HTML page: downloads, layers, calendars, feeds, assets."""

from __future__ import annotations

import mimetypes

import orjson
from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as BaseResponse

from oxymap.errors import NotFoundError
from oxymap.pages import feeds, trail_files
from oxymap.pages.calendar import calendar_file
from oxymap.pages.finding import search_index
from oxymap.pages.layers import layer_json
from oxymap.pages.site import site
from oxymap.web.responses import DATA_QUALITY, IMMUTABLE, kept, open_data

#: Files that exist once a language.
bp = Blueprint("files", __name__)
#: Files that exist once.
shared = Blueprint("shared", __name__)
GEOJSON = "application/geo+json"
_TEXT_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@bp.get("/trails/<trail_id>.<any(gpx, kml, geojson):suffix>")
def trail_file(lang: str, trail_id: str, suffix: str) -> Response:
    """Return a trail as GPX 1.1, KML 2.2 or GeoJSON, with heights where it has them."""
    edition = site().edition(lang)
    body = trail_files.trail_file(edition, edition.catalogue.trail(trail_id), suffix)
    headers = {
        "Content-Disposition": f'attachment; filename="{trail_id}.{suffix}"',
        "Access-Control-Allow-Origin": "*",
    }
    return kept(body, trail_files.TYPES[suffix], headers=headers, quality=DATA_QUALITY)


@bp.get("/calendar.ics")
def calendar(lang: str) -> Response:
    """Return all dated events."""
    edition = site().edition(lang)
    return _calendar(calendar_file(edition, edition.catalogue.festivals(lang)))


@bp.get("/festivals/<festival_id>.ics")
def event_calendar(lang: str, festival_id: str) -> Response:
    """Return one dated event."""
    edition = site().edition(lang)
    events = [item for item in edition.catalogue.festivals(lang) if item[0].id == festival_id]
    if not events or not events[0][1].is_dated:
        raise NotFoundError(f"The event {festival_id!r} has no date.", festival_id)
    return _calendar(calendar_file(edition, events))


def _calendar(body: bytes) -> Response:
    return open_data(body, "text/calendar; charset=utf-8")


@bp.get("/feed.xml")
def feed(lang: str) -> Response:
    """Return the Atom feed."""
    return open_data(feeds.feed(site().edition(lang)), "application/atom+xml; charset=utf-8")


@bp.get("/search-index.json")
def index(lang: str) -> Response:
    """Return the index that frozen pages search."""
    return open_data(orjson.dumps(search_index(site().edition(lang))), "application/json")


@bp.get("/manifest.webmanifest")
def manifest(lang: str) -> Response:
    """Return the web app manifest."""
    return kept(feeds.manifest(site().edition(lang)), "application/manifest+json")


@shared.get("/layers/<layer>.geojson")
def layer(layer: str) -> Response:
    """Return a published layer (RFC 7946)."""
    return open_data(layer_json(site().catalogue.current, layer), GEOJSON)


@shared.get("/layers/<layer>.<version>.geojson")
def slim_layer(layer: str, version: str) -> BaseResponse:
    """Return what a map draws of a layer; an old version leads to the present one."""
    found = site().edition("zh").map_layers.get(layer)
    if found is None:
        raise NotFoundError(f"There is no layer {layer!r}.", layer)
    if version != found.version:
        return redirect(found.url, 302)
    return open_data(found.body, GEOJSON, cache=IMMUTABLE)


@shared.get("/assets/<version>/<path:path>")
def asset(version: str, path: str) -> BaseResponse:
    """Return a static file; an old version leads to the present one."""
    assets = site().assets
    if path not in assets.files:
        raise NotFoundError(f"There is no file {path!r}.", path)
    if version != assets.version:
        return redirect(assets.url(path), 302)
    return kept(assets.files[path], media_type(path), cache=IMMUTABLE, quality=DATA_QUALITY)


def media_type(path: str) -> str:
    """Return the media type of a static file."""
    suffix = "." + path.rpartition(".")[2]
    return _TEXT_TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


@shared.get("/sitemap.xml")
def sitemap() -> Response:
    """Return the sitemap of all languages."""
    found = site()
    stations = [name for name, item in found.live.stations.items() if not item.demo]
    body = feeds.sitemap(found.edition("zh"), stations)
    return kept(body, "application/xml", quality=DATA_QUALITY)


@shared.get("/robots.txt")
def robots() -> Response:
    """Return what crawlers may read."""
    return kept(feeds.robots(site().settings.base_url), "text/plain; charset=utf-8")


@shared.get("/favicon.ico")
def favicon() -> BaseResponse:
    """Lead browsers that ask by habit to the drawn icon."""
    return redirect(site().assets.url("img/favicon.svg"), 302)


@shared.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return Response('{"status":"ok"}', content_type="application/json")


@shared.get("/readyz")
def readyz() -> Response:
    """Say that there is something published, and that readings can be stored and shown."""
    found = site()
    catalogue, snapshot = found.catalogue.current, found.live.current
    body = {
        "status": "ready",
        "catalogue": catalogue.version,
        "features": len(catalogue.places),
        "stations": len(snapshot.stations),
        "snapshot": snapshot.version,
    }
    return Response(orjson.dumps(body), content_type="application/json")
