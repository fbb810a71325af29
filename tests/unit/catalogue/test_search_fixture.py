"""The server finds what ``static/js/modules/search.js`` finds: both are held to one file."""

from __future__ import annotations

import json

import pytest

from oxymap.catalogue.search import Document, make_document, search
from oxymap.config import ROOT

FIXTURE = json.loads((ROOT / "tests/js/fixtures/search.json").read_text(encoding="utf-8"))
DOCUMENTS = [Document(**values) for values in FIXTURE["documents"]]
CHINESE = [item for item in DOCUMENTS if not item.name.isascii()]


@pytest.mark.parametrize("case", FIXTURE["queries"], ids=lambda case: case["why"])
def test_query_finds_the_same_documents_in_the_same_order(case: dict[str, object]) -> None:
    assert search(DOCUMENTS, str(case["query"])) == case["expected"]


@pytest.mark.parametrize("item", CHINESE, ids=lambda item: item.key)
def test_documents_of_the_fixture_are_made_as_the_site_makes_them(item: Document) -> None:
    made = make_document(item.key, item.name, item.aliases.split(), [item.body], item.name)

    assert made == item
