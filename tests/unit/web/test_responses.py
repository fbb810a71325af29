"""Answers say how long they may be kept, and by whom they may be read."""

from __future__ import annotations

import pytest
from flask import Flask, Response

from oxymap.web.published import PUBLISH_HEADER
from oxymap.web.responses import DATA_QUALITY, IMMUTABLE, PAGE_CACHE, PAGE_QUALITY, kept, open_data


def answer(
    function, *arguments: object, query: str = "", known: str = "", **values: object
) -> Response:
    """Call a function as if `query` were asked for, by a browser that has the ETag `known`."""
    headers = {"If-None-Match": known}
    with Flask("sample").test_request_context(f"/{query}", headers=headers):
        return function(*arguments, **values)


def test_page_is_published_and_may_be_kept_for_a_minute() -> None:
    response = answer(kept, "page")

    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == PAGE_CACHE
    assert response.headers[PUBLISH_HEADER] == str(PAGE_QUALITY)


def test_answer_to_a_query_is_not_published() -> None:
    response = answer(kept, "page", query="?season=spring")

    assert PUBLISH_HEADER not in response.headers
    assert response.headers["Cache-Control"] == PAGE_CACHE


def test_answer_to_a_query_is_validated_by_its_etag() -> None:
    etag = answer(kept, "page", query="?q=a").headers["ETag"]

    again = answer(kept, "page", query="?q=a", known=etag)

    assert again.status_code == 304


def test_type_cache_and_headers_may_be_chosen() -> None:
    response = answer(
        kept, b"x", "image/svg+xml", cache=IMMUTABLE, quality=11, headers={"X-Own": "1"}
    )

    assert response.content_type.startswith("image/svg+xml")
    assert response.headers["Cache-Control"] == IMMUTABLE
    assert (response.headers[PUBLISH_HEADER], response.headers["X-Own"]) == ("11", "1")


@pytest.mark.parametrize("query", ["", "?limit=1"])
def test_open_data_may_be_read_from_anywhere(query: str) -> None:
    response = answer(open_data, b"{}", "application/geo+json", query=query)

    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_open_data_is_packed_well() -> None:
    response = answer(open_data, b"{}", "application/geo+json")

    assert response.headers[PUBLISH_HEADER] == str(DATA_QUALITY)


def test_page_of_ours_is_not_open_to_other_origins() -> None:
    assert "Access-Control-Allow-Origin" not in answer(kept, "page").headers
