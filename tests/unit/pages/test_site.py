"""The running site: which version it is, and which editions it keeps."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import replace

import pytest

from oxymap import clock
from oxymap.catalogue.snapshot import Catalogue
from oxymap.pages import site as site_module
from oxymap.pages.site import Site
from tests.factories import catalogue
from tests.unit.sampling import sample_site, site_of

MONDAY = datetime.date(2026, 5, 4)
TUESDAY = datetime.date(2026, 5, 5)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory)


@pytest.fixture
def site(made: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that looks at its version with every question, on a Monday."""
    monkeypatch.setattr(site_module, "VERSION_SECONDS", -1.0)
    monkeypatch.setattr(clock, "today", lambda: MONDAY)
    return site_of(made, made.catalogue.current)


def publish(site: Site, version: str) -> Catalogue:
    published = dataclasses.replace(catalogue(), version=version)
    site.catalogue.current = published  # type: ignore[misc]
    return published


def test_version_names_the_published_state_and_the_day(site: Site) -> None:
    assert site.version == f"{site.catalogue.current.version}/2026-05-04"


def test_version_changes_with_the_day(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = site.version

    monkeypatch.setattr(clock, "today", lambda: TUESDAY)

    assert site.version != before


def test_version_changes_with_what_is_published(site: Site) -> None:
    before = site.version

    publish(site, "new")

    assert site.version == "new/2026-05-04" != before


def test_version_is_kept_for_a_moment(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_module, "VERSION_SECONDS", 3600.0)
    before = site.version

    publish(site, "new")

    assert site.version == before


def test_edition_is_made_once_a_language(site: Site) -> None:
    chinese, english = site.edition("zh"), site.edition("en")

    assert site.edition("zh") is chinese
    assert site.edition("en") is english
    assert (chinese.lang, english.lang) == ("zh", "en")


def test_new_day_has_new_editions_and_the_old_ones_are_dropped(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday = [site.edition("zh"), site.edition("en")]

    monkeypatch.setattr(clock, "today", lambda: TUESDAY)
    tuesday = site.edition("zh")

    assert tuesday not in monday
    assert tuesday.today == TUESDAY
    assert list(site._editions.values()) == [tuesday]


def test_new_state_has_new_editions_and_the_old_ones_are_dropped(site: Site) -> None:
    site.edition("zh")

    published = publish(site, "new")
    edition = site.edition("zh")

    assert edition.catalogue is published
    assert list(site._editions.values()) == [edition]


def test_base_map_is_drawn_once_for_the_same_outlines(site: Site) -> None:
    first = site.base_map(site.catalogue.current)

    assert site.base_map(site.catalogue.current) is first


def test_base_map_of_other_outlines_is_dropped(site: Site) -> None:
    site.base_map(site.catalogue.current)

    outlines = {"yanqing": {"type": "MultiPolygon", "coordinates": []}}
    published = replace(publish(site, "new"), boundaries=outlines)
    drawn = site.base_map(published)

    assert list(site._base_maps.values()) == [drawn]
