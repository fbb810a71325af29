"""What machines read: sitemap, Atom feed, robots, web app manifest."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lxml import etree

from oxymap.catalogue.models import PLACE_LAYERS
from oxymap.catalogue.snapshot import Catalogue
from oxymap.pages.edition import Edition
from oxymap.pages.meta import alternates
from oxymap.web.i18n import HTML_LANGS
from oxymap.web.urls import URLS, Urls
from oxymap.wording import N_

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
ATOM = "http://www.w3.org/2005/Atom"
FEED_ENTRIES = 30


def page_paths(catalogue: Catalogue, stations: Iterable[str] = ()) -> list[str]:
    """Return the path of every public page, without language prefix.

    Parameters
    ----------
    stations : ids of stations that are not shipped; those of the layer are there anyway.
    """
    urls = URLS["zh"]
    paths = [
        urls.home(), urls.map(), urls.places(), urls.trails(), urls.routes(), urls.festivals(),
        urls.districts(), urls.search(), urls.live(), urls.live_townships(),
        urls.notices(),
    ]  # fmt: skip
    # A closed station has no page.
    shipped = [s.id for s in catalogue.layer("stations") if s.properties.status != "closed"]
    paths += [urls.station(name) for name in dict.fromkeys((*shipped, *stations))]
    for layer in PLACE_LAYERS:
        paths += [urls.place(place.id) for place in catalogue.layer(layer)]
    paths += [urls.trail(place.id) for place in catalogue.layer("trails")]
    paths += [_page_path(urls, page_type, page_id) for page_type, page_id in _pages(catalogue)]
    return paths


def _pages(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the public pages by type and id; a screen's are not among them."""
    found = {(page_type, page_id) for page_type, page_id, _ in catalogue.pages}
    return sorted(item for item in found if item[0] != "kiosks")


def _page_path(urls: Urls, page_type: str, page_id: str) -> str:
    return {
        "routes": urls.route,
        "festivals": urls.festival,
        "seasons": urls.festival,
        "districts": urls.district,
        "pages": urls.page,
    }[page_type](page_id)


def sitemap(edition: Edition, stations: Iterable[str] = ()) -> bytes:
    """Return the sitemap: every page with its versions in other languages."""
    base = edition.settings.base_url
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for path in page_paths(edition.catalogue, stations):
        versions = alternates(base, path)
        for version in versions:
            url = etree.SubElement(root, f"{{{SITEMAP}}}url")
            etree.SubElement(url, f"{{{SITEMAP}}}loc").text = version.url
            for other in versions:
                link = etree.SubElement(url, f"{{{XHTML}}}link")
                link.set("rel", "alternate")
                link.set("hreflang", other.hreflang)
                link.set("href", other.url)
    return _xml(root)


def feed(edition: Edition) -> bytes:
    """Return the newest routes, festivals and pages as an Atom feed."""
    base, urls = edition.settings.base_url, edition.urls
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", HTML_LANGS[edition.lang])
    entries = _newest(edition)
    updated = max((front_updated for _, _, _, front_updated in entries), default="2026-01-01")
    _texts(root, {
        "title": edition.texts.text("OxyMap: what is new"),
        "id": base + urls.home(),
        "updated": f"{updated}T00:00:00Z",
    })  # fmt: skip
    _link(root, "self", base + urls.feed())
    _link(root, "alternate", base + urls.home())
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    etree.SubElement(author, f"{{{ATOM}}}name").text = edition.texts.text("OxyMap")
    for url, title, summary, day in entries:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        _texts(entry, {"title": title, "id": base + url, "updated": f"{day}T00:00:00Z",
                       "summary": summary})  # fmt: skip
        _link(entry, "alternate", base + url)
    return _xml(root)


def _newest(edition: Edition) -> list[tuple[str, str, str, str]]:
    found = []
    for page_type in ("routes", "festivals", "seasons", "districts", "pages"):
        for page in edition.catalogue.of_type(page_type, edition.lang):
            front = page.front
            url = edition.urls.prefix + _page_path(URLS["zh"], page_type, page.id)
            found.append((url, front.title, front.summary, front.updated.isoformat()))
    return sorted(found, key=lambda item: (item[3], item[0]), reverse=True)[:FEED_ENTRIES]


def _texts(parent: etree._Element, values: dict[str, str]) -> None:
    for name, value in values.items():
        etree.SubElement(parent, f"{{{ATOM}}}{name}").text = value


def _link(parent: etree._Element, relation: str, address: str) -> None:
    link = etree.SubElement(parent, f"{{{ATOM}}}link")
    link.set("rel", relation)
    link.set("href", address)


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def robots(
    base_url: str, hidden: Iterable[str] = ("/-/", "/en/-/", "/studio/", "/en/studio/")
) -> str:
    """Return robots.txt: everything public may be read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in hidden)]
    return "\n".join([*lines, f"Sitemap: {base_url}/sitemap.xml", ""])


def manifest(edition: Edition) -> str:
    """Return the web app manifest."""
    icons = [
        {"src": edition.assets.url(f"img/{name}-{size}.png"), "sizes": f"{size}x{size}",
         "type": "image/png", "purpose": purpose}
        # Phones cut the second kind into shapes of their own.
        for name, purpose in (("icon", "any"), ("icon-maskable", "maskable"))
        for size in (192, 512)
    ]  # fmt: skip
    return json.dumps(
        {
            "name": edition.texts.text("OxyMap: the oxygen-bar map of Beijing's mountains"),
            "short_name": edition.texts.text("OxyMap"),
            "lang": HTML_LANGS[edition.lang],
            # Both languages are one app; whoever installs it from one page has it in that language.
            "id": "/",
            "start_url": edition.urls.home(),
            "scope": "/",
            "display": "standalone",
            "background_color": "#f6f4ec",
            "theme_color": "#1f4d3a",
            "icons": icons,
            "shortcuts": [
                {"name": edition.texts.text(name), "url": url} for name, url in _shortcuts(edition)
            ],
        },
        ensure_ascii=False,
    )


def _shortcuts(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return where the installed app leads from its icon: what is wanted on the way first."""
    urls = edition.urls
    return (
        (N_("On this phone"), urls.pocket()),
        (N_("Map"), urls.map()),
        (N_("Trails"), urls.trails()),
        (N_("Live ions"), urls.live()),
    )
