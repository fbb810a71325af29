"""What a screen holds for the time without a network: its pages, and all that they load."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Iterator

from oxymap.catalogue.models import RouteFront
from oxymap.catalogue.records import Photo
from oxymap.pages.illustrations import DRAWINGS
from oxymap.pages.photos import photo_views
from oxymap.pages.site import Site
from oxymap.screens.kiosk_config import (
    BACK_TEXT,
    BACK_TITLE,
    homes,
    kiosk_version,
    scope_addresses,
    shared_address,
)
from oxymap.screens.kiosk_edition import KioskEdition, kiosk_edition
from oxymap.web.i18n import localizer
from oxymap.web.urls import PREFIXES

SHEET, ENTRY = "css/kiosk.css", "js/main.js"
MODULES = ("js/modules/kiosk.js", "js/modules/kiosk-map.js")
#: What the map under fingers fetches beside its modules.
MAP_FILES = ("js/composed/kiosk.js", "vendor/leaflet.css", "vendor/leaflet.js")
WORKER = "js/kiosk-worker.js"
PICTURES = ("img/favicon.svg", "img/icons.svg", "img/symbols.svg")
#: A page is not checked byte by byte: its values and the time of its making change.
LIVE = ""
#: What a script of ours imports, at once or later.
_IMPORT = re.compile(rb"(?:from|import)\s*\(?\s*[\"'](\.[^\"'\n]+)[\"']")

#: Gives the bytes of a photograph by the last part of its address.
Photographs = Callable[[str], bytes]


def version_of(site: Site, kiosk_id: str) -> str:
    """Return the version of a screen's bundle; raise NotFoundError when there is no such screen."""
    return kiosk_version(kiosk_edition(site.edition("zh"), kiosk_id))


def bundle_json(edition: KioskEdition, photograph: Photographs) -> bytes:
    """Return the list of everything that a screen holds, with its version.

    Each entry has an address and the SHA-256 of its body; that of a page is empty: pages show
    values and the time of their making, and name the version in the header X-Kiosk-Version.
    """
    urls = [{"url": url, "sha256": LIVE} for url in sorted(edition.addresses)]
    for path in bundled_assets(edition):
        body = edition.assets.files[path]
        urls.append({"url": edition.assets.url(path), "sha256": _sha256(body)})
    base = edition.map_layers["base"]
    urls.append({"url": base.url, "sha256": _sha256(base.body)})
    for url in _photo_urls(edition):
        urls.append({"url": url, "sha256": _sha256(photograph(url.rpartition("/")[2]))})
    document = {"version": kiosk_version(edition), "urls": urls}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def bundled_assets(edition: KioskEdition) -> list[str]:
    """Return the paths of the assets that the pages load, the scripts' imports among them."""
    files = edition.assets.files
    drawings = [f"img/illustrations/{name}.svg" for name in sorted(DRAWINGS)]
    found = [SHEET, ENTRY, *PICTURES]
    found += [path for path in (*drawings, *MAP_FILES) if path in files]
    return found + sorted(_imported(files, MODULES))


def _imported(files: dict[str, bytes], first: tuple[str, ...]) -> set[str]:
    """Return scripts and all that they import, at once or later."""
    found, waiting = set[str](), list(first)
    while waiting:
        path = waiting.pop()
        if path in found or path not in files:
            continue
        found.add(path)
        for name in _IMPORT.findall(files[path]):
            waiting.append(posixpath.normpath(posixpath.join(posixpath.dirname(path),
                                                             name.decode())))  # fmt: skip
    return found


def _photo_urls(edition: KioskEdition) -> list[str]:
    """Return the addresses of the photographs that the pages show: the first one of each."""
    return list(dict.fromkeys(view.src for one in _first_photos(edition)
                              for view in photo_views(edition, [one])))  # fmt: skip


def _first_photos(edition: KioskEdition) -> Iterator[Photo]:
    catalogue, scope = edition.catalogue, edition.scope
    for name in (*scope.places, *scope.trails):
        yield from catalogue.places[name].properties.photos[:1]
    for page, front in [*catalogue.routes(edition.lang), *catalogue.festivals(edition.lang),
                        *catalogue.seasons(edition.lang)]:  # fmt: skip
        shown = scope.routes if isinstance(front, RouteFront) else scope.festivals
        if page.id in shown:
            yield from front.photos[:1]


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def worker_script(edition: KioskEdition) -> bytes:
    """Return the screen's service worker: its own facts, then the script that all share."""
    words = {
        lang: {
            "title": localizer(lang).text(BACK_TITLE),
            "text": localizer(lang).text(BACK_TEXT),
        }
        for lang in PREFIXES
    }
    facts = {
        "id": edition.kiosk.id,
        "scope": scope_addresses(edition.kiosk.id),
        "homes": homes(edition),
        "bundle": shared_address(edition.kiosk.id, "bundle.json"),
        "words": words,
    }
    line = f"const KIOSK = {json.dumps(facts, ensure_ascii=False)};\n"
    return line.encode() + edition.assets.files.get(WORKER, b"")
