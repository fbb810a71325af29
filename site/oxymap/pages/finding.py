"""The search: its documents, its results, and the index for frozen pages."""

from __future__ import annotations

from functools import lru_cache

from oxymap.catalogue.models import PLACE_LAYERS, Place
from oxymap.catalogue.search import Document, make_document, search
from oxymap.pages.cards import address
from oxymap.pages.edition import Edition
from oxymap.pages.models import SearchHit
from oxymap.web.labels import N_

MOST_HITS = 60
_PAGE_TYPES = ("routes", "seasons", "festivals", "districts", "pages")
_SYMBOLS = {"routes": "trails", "seasons": "viewpoints", "festivals": "viewpoints",
            "districts": "districts", "pages": "facilities"}  # fmt: skip
_PAGE_KINDS = {
    "routes": N_("Themed route"),
    "seasons": N_("Season"),
    "festivals": N_("Festival or event"),
    "districts": N_("District"),
    "pages": N_("Good to know"),
}
_SCHEMES = {"routes": "route", "seasons": "festival", "festivals": "festival",
            "districts": "district", "pages": "page"}  # fmt: skip


@lru_cache(maxsize=4)
def documents(edition: Edition) -> tuple[tuple[Document, SearchHit], ...]:
    """Return everything that can be found, with what a result shows."""
    layers = (*PLACE_LAYERS, "trails")
    found = [_of_place(edition, p) for layer in layers for p in edition.catalogue.layer(layer)]
    found += [item for page_type in _PAGE_TYPES for item in _of_pages(edition, page_type)]
    return tuple(found)


def find(edition: Edition, query: str) -> tuple[int, list[SearchHit]]:
    """Return how many results a query has, and the best of them."""
    hits = {document.key: hit for document, hit in documents(edition)}
    keys = search((document for document, _ in documents(edition)), query)
    return len(keys), [hits[key] for key in keys[:MOST_HITS]]


def search_index(edition: Edition) -> dict[str, object]:
    """Return the index that a frozen site's pages search in the browser."""
    return {
        "lang": edition.lang,
        "documents": [
            {
                "url": hit.url,
                "name": hit.name,
                "kind": hit.kind_label,
                "district": hit.district_label,
                "summary": hit.summary,
                "symbol": hit.symbol,
                "fields": [*document.fields[:4], _beside(hit.summary, document.body)],
            }
            for document, hit in documents(edition)
        ],
    }


def _beside(summary: str, body: str) -> str:
    """Return what a body says beside the summary, which the index carries already."""
    return " ".join(body.replace(summary.lower(), " ").split())


def _of_place(edition: Edition, place: Place) -> tuple[Document, SearchHit]:
    texts, properties = edition.texts, place.properties
    hit = SearchHit(
        url=address(edition, place),
        name=edition.name(place),
        kind_label=texts.label("kind", properties.kind),
        district_label=texts.label("district", properties.district),
        summary=properties.summary[edition.lang],
        symbol=place.layer,
    )
    other = properties.name.en if edition.lang == "zh" else properties.name.zh
    words = [texts.label("activity", name) for name in properties.activities]
    document = make_document(
        hit.url,
        hit.name,
        [other, *properties.aliases, place.id],
        [properties.summary.zh, properties.summary.en, hit.kind_label, hit.district_label, *words],
        properties.name.zh,
    )
    return document, hit


def _of_pages(edition: Edition, page_type: str) -> list[tuple[Document, SearchHit]]:
    found = []
    for page in edition.catalogue.of_type(page_type, edition.lang):
        url = edition.urls.of(_SCHEMES[page_type], page.id)
        chinese = edition.catalogue.page(page_type, page.id, "zh").front.title
        english = edition.catalogue.page(page_type, page.id, "en").front.title
        hit = SearchHit(
            url=url,
            name=page.front.title,
            kind_label=edition.texts.text(_PAGE_KINDS[page_type]),
            district_label="",
            summary=page.front.summary,
            symbol=_SYMBOLS[page_type],
        )
        document = make_document(
            url, hit.name, [chinese, english, page.id], [page.front.summary, page.source], chinese
        )
        found.append((document, hit))
    return found
