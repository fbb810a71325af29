"""Answers say how long they may be kept, and by whom they may be read."""

from __future__ import annotations

import pytest
from flask import Flask, Response

from oxymap.web.published import LIVE_HEADER, PUBLISH_HEADER
from oxymap.web.responses import (
    DATA_QUALITY,
    IMMUTABLE,
    LIVE_CACHE,
    PAGE_CACHE,
    PAGE_QUALITY,
    kept,
    kept_live,
    live_data,
    open_data,
    validated,
)


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


def test_live_page_is_kept_as_long_as_its_values_are_these() -> None:
    response = answer(kept_live, "page", "text/html; charset=utf-8", "version-7")

    assert response.headers[LIVE_HEADER] == "version-7"
    assert response.headers["Cache-Control"] == LIVE_CACHE
    assert "Access-Control-Allow-Origin" not in response.headers


def test_live_data_may_be_read_from_anywhere_with_our_clock() -> None:
    response = answer(live_data, b"{}", "application/json", "version-7")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Date" in response.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("query", ["", "?q=a"])
def test_validated_answer_is_never_published(query: str) -> None:
    first = answer(validated, b"{}", "application/json", cache="no-cache", query=query)

    etag = first.headers["ETag"]
    again = answer(validated, b"{}", "application/json", cache="no-cache", query=query, known=etag)

    assert PUBLISH_HEADER not in first.headers
    assert (first.status_code, again.status_code) == (200, 304)
