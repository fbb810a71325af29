"""What a page says about itself."""

from __future__ import annotations

import json

import pytest

from oxymap.pages.meta import (
    DESCRIPTION_LENGTH,
    alternates,
    json_for_script,
    page_meta,
    shorten,
)
from oxymap.pages.site import Site
from tests.unit.sampling import BASE, on_sample_day, sample_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory)


@pytest.mark.parametrize(("lang", "canonical"), [("zh", f"{BASE}/map"), ("en", f"{BASE}/en/map")])
def test_canonical_address_is_the_one_of_the_language(
    site: Site, lang: str, canonical: str
) -> None:
    meta = page_meta(on_sample_day(site, lang), "/map", "Map", "All places.", section="map")

    assert meta.canonical == canonical
    assert meta.path == "/map"


def test_alternates_name_every_language_with_its_address() -> None:
    found = alternates(BASE, "/places/a")

    assert [(item.hreflang, item.url, item.path) for item in found] == [
        ("zh-Hans", f"{BASE}/places/a", "/places/a"),
        ("en", f"{BASE}/en/places/a", "/en/places/a"),
    ]


def test_share_image_is_a_whole_address_of_a_file_that_exists(site: Site) -> None:
    meta = page_meta(on_sample_day(site), "/", "Home", "Text.", section="home")

    assert meta.image == BASE + site.assets.url("img/share-cover.png")
    assert "img/share-cover.png" in site.assets.files


def test_description_of_just_the_right_length_is_kept() -> None:
    text = "x" * DESCRIPTION_LENGTH

    assert shorten(text) == text


def test_longer_description_is_cut_with_an_ellipsis() -> None:
    found = shorten("x" * (DESCRIPTION_LENGTH + 1))

    assert found == "x" * (DESCRIPTION_LENGTH - 1) + "…"


def test_description_is_not_cut_behind_a_space() -> None:
    kept = "x" * (DESCRIPTION_LENGTH - 2)

    assert shorten(f"{kept} and more") == f"{kept}…"


def test_page_without_structured_data_has_none(site: Site) -> None:
    meta = page_meta(on_sample_day(site), "/", "Home", "Text.", section="home")

    assert meta.jsonld is None


def test_structured_data_cannot_end_its_script_element() -> None:
    value = {"name": "</script><script>alert(1)</script><!--"}

    text = json_for_script(value)

    assert "<" not in text
    assert json.loads(text) == value


def test_structured_data_keeps_chinese_readable() -> None:
    assert json_for_script({"name": "门头沟"}) == '{"name":"门头沟"}'
