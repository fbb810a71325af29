"""Filters, search, and addresses that cannot be understood."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from oxymap.pages.site import Site
from tests.app.reading import links, page, visible_text


def listed(client: FlaskClient, url: str) -> set[str]:
    return {link for link in links(page(client, url)) if link.startswith("/places/") and link[8:]}


def test_filter_by_district_works_without_script(client: FlaskClient, site: Site) -> None:
    places = site.catalogue.current.places

    found = listed(client, "/places/?district=yanqing")

    ids = {link.removeprefix("/places/") for link in found}
    assert "jiuyanlou" in ids
    assert {places[i].properties.district for i in ids} == {"yanqing"}


def test_filters_combine(client: FlaskClient, site: Site) -> None:
    places = site.catalogue.current.places

    found = listed(client, "/places/?district=fangshan&season=autumn")

    chosen = [places[link.removeprefix("/places/")].properties for link in found]
    assert chosen
    assert all("autumn" in p.seasons and p.district == "fangshan" for p in chosen)


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("/places/?district=haidian", "haidian"),
        ("/places/?season=monsoon", "monsoon"),
        ("/map?view=here", "here"),
        ("/map?view=95,116,10", "95,116,10"),
        ("/map?layers=villages,nothing", "nothing"),
        ("/search?q=" + "a" * 101, "100"),
    ],
)
def test_malformed_parameter_is_a_400_that_names_it(
    client: FlaskClient, url: str, named: str
) -> None:
    assert named in visible_text(page(client, url, status=400))


def test_parameters_of_others_are_left_alone(client: FlaskClient) -> None:
    assert client.get("/places/?from=singlemessage&isappinstalled=0").status_code == 200


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("灵山", "lingshan"),
        ("爨底下", "cuandixia"),
        ("cuandixia", "cuandixia"),
        ("tanzhesi", "tanzhe-temple"),
        ("tzs", "tanzhe-temple"),
        ("阪泉", "banquan-park"),
        ("板泉", "banquan-park"),
        ("Tanzhe Temple", "tanzhe-temple"),
        ("九眼楼", "jiuyanlou"),
    ],
)
def test_search_finds_by_chinese_pinyin_alias_and_english(
    client: FlaskClient, query: str, place_id: str
) -> None:
    response = client.get("/search", query_string={"q": query})

    assert f'href="/places/{place_id}"' in response.text


def test_search_without_result_helps(client: FlaskClient) -> None:
    document = page(client, "/search?q=zzzzqqq")

    assert {"/map", "/places/", "/trails/"} <= links(document)


def test_search_text_is_shown_as_text(client: FlaskClient) -> None:
    response = client.get("/search", query_string={"q": "<script>alert(1)</script>"})

    assert "<script>alert(1)" not in response.text


def test_search_index_for_frozen_pages_lists_every_document(client: FlaskClient) -> None:
    index = json.loads(client.get("/en/search-index.json").data)

    urls = {document["url"] for document in index["documents"]}
    assert "/en/places/cuandixia" in urls
    assert "/en/routes/yq-cycling" in urls


@pytest.mark.parametrize("path", ["/nothing", "/en/nothing", "/places/nothing", "/trails/nothing"])
def test_missing_page_is_a_404_that_helps(client: FlaskClient, path: str) -> None:
    document = page(client, path, status=404)

    assert any(link.endswith("/map") for link in links(document))
    assert document.xpath("//form[contains(@action, '/search')]")


def test_missing_layer_is_problem_json(client: FlaskClient) -> None:
    response = client.get("/layers/nothing.geojson")

    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert response.json["code"] == "not_found"
