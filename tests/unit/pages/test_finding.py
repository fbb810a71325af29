"""The search finds places and pages, and the browser gets the same index."""

from __future__ import annotations

import pytest

from oxymap.pages import finding
from oxymap.pages.edition import Edition
from oxymap.pages.site import Site
from tests.factories import place
from tests.unit.sampling import edition_of, on_sample_day, sample_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory)


@pytest.fixture(scope="module")
def edition(site: Site) -> Edition:
    return on_sample_day(site)


def first(edition: Edition, query: str) -> str:
    _, hits = finding.find(edition, query)
    return hits[0].url if hits else ""


@pytest.mark.parametrize(
    "query", ["Stone Village", "stone-village", "石头村", "石村", "shitoucun", "stc", "STONE"]
)
def test_place_is_found_by_every_way_to_write_it(edition: Edition, query: str) -> None:
    assert first(edition, query) == "/en/places/stone-village"


@pytest.mark.parametrize(
    ("query", "url"),
    [("ridge walk", "/en/trails/ridge-walk"), ("village-day", "/en/routes/village-day"),
     ("spring-fair", "/en/festivals/spring-fair"), ("accessibility", "/en/pages/accessibility")],
)  # fmt: skip
def test_trails_and_pages_are_found_too(edition: Edition, query: str, url: str) -> None:
    assert first(edition, query) == url


def test_hit_speaks_the_readers_language(site: Site) -> None:
    _, hits = finding.find(on_sample_day(site, "zh"), "stone-village")

    assert (hits[0].name, hits[0].url) == ("石头村", "/places/stone-village")


@pytest.mark.parametrize("query", ["", "   ", "，。", "xyzzy"])
def test_query_without_a_match_finds_nothing(edition: Edition, query: str) -> None:
    assert finding.find(edition, query) == (0, [])


def test_number_of_hits_is_counted_before_the_list_is_cut(site: Site) -> None:
    places = [place(f"stone-{n}") for n in range(finding.MOST_HITS + 3)]

    count, hits = finding.find(edition_of(site, places=places), "stone")

    assert (count, len(hits)) == (finding.MOST_HITS + 3, finding.MOST_HITS)


def test_every_document_has_an_address_of_its_own(edition: Edition) -> None:
    urls = [hit.url for _, hit in finding.documents(edition)]

    assert len(urls) == len(set(urls))


def test_index_holds_every_document_with_the_texts_that_matter(edition: Edition) -> None:
    index = finding.search_index(edition)

    entries = {entry["url"]: entry for entry in index["documents"]}
    assert index["lang"] == "en"
    assert len(entries) == len(finding.documents(edition))
    assert entries["/en/places/stone-village"]["fields"] == [
        "stone village",
        "石头村 石村 stone-village",
        "shitoucun shi tou cun",
        "stc",
        "山坡上的一个小村。 village mentougou hiking",
    ]


def test_index_says_nothing_twice(edition: Edition) -> None:
    for entry in finding.search_index(edition)["documents"]:
        assert entry["summary"].lower() not in entry["fields"][4]


def test_features_without_a_page_are_not_found(edition: Edition) -> None:
    urls = {hit.url for _, hit in finding.documents(edition)}

    assert "/en/districts/yanqing" in urls
    assert "/en/places/yanqing" not in urls
