"""A site of the sample project, and editions whose published state a test names itself."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

import pytest

from oxymap.catalogue.models import Page, Place
from oxymap.catalogue.snapshot import Catalogue
from oxymap.pages.edition import Edition
from oxymap.pages.making import make_site
from oxymap.pages.site import Site
from tests.factories import catalogue, sample_project

TODAY = datetime.date(2026, 5, 1)
BASE = "https://oxymap.example"


@dataclasses.dataclass
class FixedCatalogue:
    """Stands in for the service that watches the files."""

    current: Catalogue


def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Make a site; the composed map scripts are shared by all that one process makes."""
    data = tmp_path_factory.getbasetemp() / "sample-data"
    folder = tmp_path_factory.mktemp("project")
    return make_site(sample_project(folder, data=data, site_url=BASE))


def on_sample_day(site: Site, lang: str = "en") -> Edition:
    return dataclasses.replace(site.edition(lang), today=TODAY)


def edition_of(
    site: Site, *, places: Iterable[Place] = (), pages: Iterable[Page] = (), lang: str = "en"
) -> Edition:
    """An edition in which only the given features and pages are published."""
    return dataclasses.replace(on_sample_day(site, lang), catalogue=catalogue(places, pages))


def site_of(site: Site, published: Catalogue) -> Site:
    """A fresh site with another published state."""
    return Site(
        settings=site.settings,
        database=site.database,
        catalogue=FixedCatalogue(published),  # type: ignore[arg-type]
        assets=site.assets,
        renderer=site.renderer,
        map_scripts=site.map_scripts,
    )
