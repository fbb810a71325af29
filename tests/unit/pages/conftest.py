"""Editions of a small site, made once; tests publish in them what they are about."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

import pytest

from oxymap.catalogue.models import Page, Place
from oxymap.pages.edition import Edition
from oxymap.pages.making import make_site
from tests.factories import DAY, catalogue, sample_project
from tests.unit.pages.samples import EditionOf


@pytest.fixture(scope="session")
def sample_editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    """The sample project in both languages, on 1 May 2026."""
    site = make_site(sample_project(tmp_path_factory.mktemp("pages")))
    return {lang: dataclasses.replace(site.edition(lang), today=DAY) for lang in ("zh", "en")}


@pytest.fixture(scope="session")
def edition_of(sample_editions: dict[str, Edition]) -> EditionOf:
    """An edition that publishes the given features and pages and nothing else."""

    def make(
        *places: Place,
        pages: Iterable[Page] = (),
        lang: str = "en",
        today: datetime.date = DAY,
    ) -> Edition:
        published = catalogue(places, pages)
        return dataclasses.replace(sample_editions[lang], catalogue=published, today=today)

    return make
