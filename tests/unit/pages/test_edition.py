"""An edition knows its language, the season of its day, and what maps fetch."""

from __future__ import annotations

import datetime
import json
import re

import pytest

from oxymap.catalogue.models import LAYERS
from oxymap.pages.edition import Edition
from tests.factories import SEASON_DAYS, page, place
from tests.unit.pages.samples import EditionOf, place_at, unplaced


def seasons(lang: str = "en"):
    return [
        page(name, "seasons", lang, season=name, start=start, end=end)
        for name, (start, end) in SEASON_DAYS.items()
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-20", "winter"),
        ("2026-03-21", "spring"),
        ("2026-06-10", "spring"),
        ("2026-06-11", "summer"),
        ("2026-09-01", "autumn"),
        ("2026-11-15", "autumn"),
        ("2026-11-16", "winter"),
        ("2026-12-31", "winter"),
        ("2027-01-01", "winter"),
        ("2028-02-29", "winter"),
    ],
)
def test_season_of_a_day_runs_over_new_year(edition_of: EditionOf, day, expected) -> None:
    edition = edition_of(pages=seasons(), today=datetime.date.fromisoformat(day))

    assert edition.season == expected


def test_season_is_read_from_the_pages_of_the_language(edition_of: EditionOf) -> None:
    pages = [page("late", "seasons", "en", season="autumn", start="01-01", end="12-31")]

    assert edition_of(pages=[*pages, *seasons("zh")], lang="en").season == "autumn"
    assert edition_of(pages=[*pages, *seasons("zh")], lang="zh").season == "spring"


def test_day_that_no_season_claims_counts_as_winter(edition_of: EditionOf) -> None:
    spring = page("spring", "seasons", "en")

    assert edition_of(pages=[spring], today=datetime.date(2026, 8, 1)).season == "winter"


@pytest.mark.parametrize(
    ("lang", "name", "home"), [("zh", "石头村", "/"), ("en", "Stone Village", "/en/")]
)
def test_names_and_addresses_are_of_the_language(edition_of: EditionOf, lang, name, home) -> None:
    edition = edition_of(lang=lang)

    assert (edition.name(place()), edition.urls.home(), edition.texts.lang) == (name, home, lang)


def test_sample_site_has_both_editions_of_one_catalogue(
    sample_editions: dict[str, Edition],
) -> None:
    chinese, english = sample_editions["zh"], sample_editions["en"]

    assert chinese.catalogue is english.catalogue
    assert len(chinese.catalogue.routes("zh")) == len(english.catalogue.routes("en")) == 1


def test_map_layers_are_the_base_and_every_layer(edition_of: EditionOf) -> None:
    assert set(edition_of().map_layers) == {"base", *LAYERS}


def test_map_layer_holds_only_features_with_a_position(edition_of: EditionOf) -> None:
    body = edition_of(place(), unplaced()).map_layers["villages"].body

    assert [item["id"] for item in json.loads(body)["features"]] == ["stone-village"]


def test_address_of_a_map_layer_changes_only_with_its_features(edition_of: EditionOf) -> None:
    before = edition_of(place()).map_layers
    after = edition_of(place_at("stone-village", 10)).map_layers

    assert before["villages"].url != after["villages"].url
    assert before["peaks"].url == after["peaks"].url
    assert re.fullmatch(r"/layers/villages\.[0-9a-f]{12}\.geojson", after["villages"].url)
