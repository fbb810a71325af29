"""Find published things by name while somebody writes: for the picker, and for plain fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from oxymap.catalogue.models import PLACE_LAYERS, SLUG, Place
from oxymap.catalogue.search import Document, make_document, search
from oxymap.pages.edition import Edition

MOST_HITS = 12
#: What each kind of field offers, by layer.
_LAYERS = {"place": PLACE_LAYERS, "trail": ("trails",), "any": (*PLACE_LAYERS, "trails")}


@dataclass(frozen=True)
class Hit:
    """Something that can be chosen; `link` is how Markdown names it."""

    id: str
    name: str
    detail: str
    link: str


def hits(edition: Edition, query: str, of: str) -> list[Hit]:
    """Return what a query finds by Chinese, pinyin, initials, English or another name.

    Parameters
    ----------
    of : ``place``, ``trail`` or ``any``.
    """
    allowed = _LAYERS.get(of, _LAYERS["any"])
    places = edition.catalogue.places
    keys = [key for key in search(_documents(edition), query) if places[key].layer in allowed]
    if query in places and places[query].layer in allowed:
        keys = [query, *(key for key in keys if key != query)]
    return [_hit(edition, places[key]) for key in keys[:MOST_HITS]]


def hits_json(edition: Edition, query: str, of: str) -> dict[str, object]:
    """Return the hits as the picker reads them."""
    return {"places": [asdict(hit) for hit in hits(edition, query, of)]}


def place_names(edition: Edition, of: str) -> list[tuple[str, str]]:
    """Return everything that a field offers, as (id, name)."""
    return [(place.id, edition.name(place)) for place in _offered(edition, of)]


def name_of_place(edition: Edition, place_id: str) -> str:
    """Return what an id stands for; "" when nothing is called so."""
    found = edition.catalogue.places.get(place_id)
    return edition.name(found) if found else ""


def id_of(edition: Edition, text: str) -> str:
    """Return the id of the only thing that bears a name; else the text as it stands."""
    text = text.strip()
    if SLUG.fullmatch(text) or not text:
        return text
    wanted = text.lower()
    found = [
        place.id
        for place in _offered(edition, "any")
        if wanted in {name.lower() for name in _names(place)}
    ]
    return found[0] if len(found) == 1 else text


def _hit(edition: Edition, place: Place) -> Hit:
    texts, properties = edition.texts, place.properties
    detail = [texts.label("kind", properties.kind), texts.label("district", properties.district)]
    scheme = "trail" if place.layer == "trails" else "place"
    return Hit(place.id, edition.name(place), " · ".join(detail), f"{scheme}:{place.id}")


def _offered(edition: Edition, of: str) -> Iterator[Place]:
    for layer in _LAYERS[of]:
        yield from edition.catalogue.layer(layer)


def _names(place: Place) -> tuple[str, ...]:
    properties = place.properties
    return (properties.name.zh, properties.name.en, *properties.aliases)


@lru_cache(maxsize=4)
def _documents(edition: Edition) -> tuple[Document, ...]:
    return tuple(
        make_document(
            place.id,
            edition.name(place),
            (place.properties.name.zh, place.properties.name.en, *place.properties.aliases),
            (place.id,),
            place.properties.name.zh,
        )
        for place in _offered(edition, "any")
    )
