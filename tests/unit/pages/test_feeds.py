"""Sitemap, Atom feed, robots and manifest."""

from __future__ import annotations

import datetime
import json

import pytest
from lxml import etree

from oxymap.pages import feeds
from oxymap.pages.feeds import ATOM, SITEMAP, XHTML
from oxymap.pages.site import Site
from tests.factories import page, place
from tests.unit.sampling import BASE, edition_of, on_sample_day, sample_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory)


@pytest.fixture(scope="module")
def sitemap(site: Site) -> etree._Element:
    return etree.fromstring(feeds.sitemap(on_sample_day(site)))


def atom(site: Site, lang: str = "en", **published: object) -> etree._Element:
    found = edition_of(site, lang=lang, **published) if published else on_sample_day(site, lang)
    return etree.fromstring(feeds.feed(found))


def texts(parent: etree._Element, name: str) -> list[str | None]:
    return [element.text for element in parent.findall(f"{{{ATOM}}}{name}")]


def test_every_address_of_the_sitemap_stands_there_once(sitemap: etree._Element) -> None:
    found = [element.text for element in sitemap.iter(f"{{{SITEMAP}}}loc")]

    assert len(found) == len(set(found))
    assert f"{BASE}/places/stone-village" in found


def test_sitemap_pairs_name_each_other(sitemap: etree._Element) -> None:
    pairs = {
        url.findtext(f"{{{SITEMAP}}}loc"): {
            link.get("hreflang"): link.get("href") for link in url.findall(f"{{{XHTML}}}link")
        }
        for url in sitemap
    }

    chinese, english = f"{BASE}/trails/ridge-walk", f"{BASE}/en/trails/ridge-walk"
    assert pairs[chinese] == pairs[english] == {"zh-Hans": chinese, "en": english}
    assert all(address in versions.values() for address, versions in pairs.items())


def test_paths_hold_pages_of_every_type_but_no_layer_without_pages(site: Site) -> None:
    paths = feeds.page_paths(on_sample_day(site).catalogue)

    expected = {
        "/", "/map", "/search", "/places/high-peak", "/trails/brook-path", "/routes/village-day",
        "/festivals/spring-fair", "/festivals/winter", "/districts/fangshan", "/pages/about",
    }  # fmt: skip
    assert expected <= set(paths)
    assert "/places/yanqing" not in paths


def test_feed_has_what_atom_requires(site: Site) -> None:
    root = atom(site)

    assert texts(root, "id") == [f"{BASE}/en/"]
    assert texts(root, "updated") == ["2026-05-01T00:00:00Z"]
    assert texts(root, "title")[0]
    assert root.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name")
    relations = {link.get("rel"): link.get("href") for link in root.findall(f"{{{ATOM}}}link")}
    assert relations == {"self": f"{BASE}/en/feed.xml", "alternate": f"{BASE}/en/"}


def test_feed_entries_have_what_atom_requires(site: Site) -> None:
    entries = atom(site).findall(f"{{{ATOM}}}entry")

    ids = [entry.findtext(f"{{{ATOM}}}id") for entry in entries]
    assert len(set(ids)) == len(ids) > 0
    for entry in entries:
        for name in ("id", "title", "updated", "summary"):
            assert len(texts(entry, name)) == 1, name


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-Hans"), ("en", "en")])
def test_feed_says_its_language(site: Site, lang: str, tag: str) -> None:
    assert atom(site, lang).get("{http://www.w3.org/XML/1998/namespace}lang") == tag


def test_newest_page_comes_first_and_dates_the_feed(site: Site) -> None:
    old = page("old", lang="en", updated=datetime.date(2026, 1, 2))
    new = page("new", lang="en", updated=datetime.date(2026, 3, 4))

    root = atom(site, pages=[old, new])

    ids = [entry.findtext(f"{{{ATOM}}}id") for entry in root.findall(f"{{{ATOM}}}entry")]
    assert ids == [f"{BASE}/en/pages/new", f"{BASE}/en/pages/old"]
    assert texts(root, "updated") == ["2026-03-04T00:00:00Z"]


def test_feed_keeps_to_its_length(site: Site) -> None:
    pages = [page(f"page-{n}", lang="en") for n in range(feeds.FEED_ENTRIES + 5)]

    assert len(texts(atom(site, pages=pages), "entry")) == feeds.FEED_ENTRIES


def test_feed_without_pages_is_still_dated(site: Site) -> None:
    root = atom(site, places=[place()])

    assert texts(root, "entry") == []
    assert texts(root, "updated") == ["2026-01-01T00:00:00Z"]


def test_robots_hide_the_inner_pages_and_name_the_sitemap() -> None:
    lines = feeds.robots(BASE).splitlines()

    assert lines[0] == "User-agent: *"
    assert lines[1:3] == ["Disallow: /-/", "Disallow: /en/-/"]
    assert lines[-1] == f"Sitemap: {BASE}/sitemap.xml"


@pytest.mark.parametrize(("lang", "start"), [("zh", "/"), ("en", "/en/")])
def test_manifest_starts_in_its_language(site: Site, lang: str, start: str) -> None:
    found = json.loads(feeds.manifest(on_sample_day(site, lang)))

    assert found["start_url"] == start
    icons = [(icon["sizes"], icon["purpose"]) for icon in found["icons"]]
    assert icons == [(size, why) for why in ("any", "maskable") for size in ("192x192", "512x512")]
