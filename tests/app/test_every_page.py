"""What every public page owes its visitors, in every language."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from oxymap.pages.feeds import page_paths
from oxymap.pages.site import Site
from tests.app.reading import english_runs, headings, page, structured_data

LANGS = ("", "/en")


@pytest.fixture
def paths(site: Site) -> list[str]:
    return page_paths(site.catalogue.current)


@pytest.mark.parametrize("prefix", LANGS)
def test_every_page_has_title_heading_language_and_landmarks(
    client: FlaskClient, paths: list[str], prefix: str
) -> None:
    for path in paths:
        document = page(client, prefix + path)

        assert document.get("lang") == ("en" if prefix else "zh-Hans"), path
        assert document.findtext(".//title").strip(), path
        assert len(headings(document)) == 1, path
        assert headings(document)[0], path
        assert len(document.xpath("//main")) == 1, path
        assert document.xpath('//a[@href="#main"]'), path
        assert document.xpath("//header"), path
        assert document.xpath("//footer"), path


@pytest.mark.parametrize("prefix", LANGS)
def test_every_page_names_itself_and_its_other_language(
    client: FlaskClient, paths: list[str], prefix: str, site: Site
) -> None:
    base = site.settings.base_url
    for path in paths:
        document = page(client, prefix + path)

        assert document.xpath('//link[@rel="canonical"]/@href') == [base + prefix + path]
        others = document.xpath('//link[@rel="alternate"][@hreflang]')
        assert {o.get("hreflang"): o.get("href") for o in others} == {
            "zh-Hans": base + path,
            "en": base + "/en" + path,
        }


def test_no_text_of_the_chinese_pages_is_left_in_english(
    client: FlaskClient, paths: list[str]
) -> None:
    found = {path: english_runs(page(client, path)) for path in paths}

    assert {path: runs for path, runs in found.items() if runs} == {}


@pytest.mark.parametrize("prefix", LANGS)
def test_ids_are_unique_and_images_have_alternatives(
    client: FlaskClient, paths: list[str], prefix: str
) -> None:
    for path in paths:
        document = page(client, prefix + path)
        ids = document.xpath("//@id")

        assert sorted(ids) == sorted(set(ids)), path
        assert document.xpath("//img[not(@alt)]") == [], path


def test_pages_carry_no_inline_style_or_handler(client: FlaskClient, paths: list[str]) -> None:
    for path in paths:
        document = page(client, path)

        assert document.xpath("//*[@style]") == [], path
        assert document.xpath("//style") == [], path
        assert document.xpath("//@*[starts-with(name(), 'on')]") == [], path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "TouristDestination"),
        ("/places/cuandixia", "TouristAttraction"),
        ("/trails/jiuyanlou-trail", "TouristAttraction"),
        ("/routes/yq-cycling", "TouristTrip"),
        ("/districts/yanqing", "TouristDestination"),
        ("/festivals/world-wetlands-day", "Event"),
    ],
)
def test_structured_data_says_what_the_page_is_about(
    client: FlaskClient, path: str, kind: str
) -> None:
    nodes = structured_data(page(client, path))

    assert kind in {node["@type"] for node in nodes}


def test_descriptions_are_short_enough_for_search_results(
    client: FlaskClient, paths: list[str]
) -> None:
    for path in paths:
        (description,) = page(client, path).xpath('//meta[@name="description"]/@content')

        assert 10 <= len(description) <= 155, path
