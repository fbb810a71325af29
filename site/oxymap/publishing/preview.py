"""The published state as it would be, were a draft published now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from oxymap.catalogue.checks import check_all
from oxymap.catalogue.coarse import without_exact_places
from oxymap.catalogue.content import PageFile
from oxymap.catalogue.geodata import PlacedFile
from oxymap.catalogue.loader import Sources
from oxymap.catalogue.overlay import Overlay, OverlayEntry, lay_features, lay_pages, problems_of
from oxymap.catalogue.snapshot import Catalogue
from oxymap.errors import InvalidDataError
from oxymap.publishing.models import Document

_ELSEWHERE = Path("published")


def preview_catalogue(sources: Sources, catalogue: Catalogue, document: Document) -> Catalogue:
    """Return a catalogue with a draft in it.

    Parameters
    ----------
    sources : the shipped files, for the outlines of what is read beside them.
    catalogue : the published state.

    Raises
    ------
    InvalidDataError : the draft cannot be read; names what is wrong in it.
    """
    entry = OverlayEntry(
        document.ref.kind, document.ref.group, document.ref.id, document.texts, "draft"
    )
    overlay = Overlay((entry,))
    empty = replace(sources.layers, features=(), problems=())
    layers = lay_features(empty, overlay)
    layers = replace(layers, features=without_exact_places(layers.features))
    content = lay_pages(replace(sources.content, pages=(), problems=()), overlay)
    unread = [*layers.problems, *content.problems]
    if unread:
        raise InvalidDataError(unread)
    places = {**catalogue.places, **{item.place.id: item.place for item in layers.features}}
    pages = dict(catalogue.pages)
    pages |= {(p.page.type, p.page.id, p.page.lang): p.page for p in content.pages}
    drafted = {item.place.id for item in layers.features}
    others = [
        PlacedFile(place, _ELSEWHERE, 1) for name, place in places.items() if name not in drafted
    ]
    own = {(p.page.type, p.page.id, p.page.lang) for p in content.pages}
    texts = [PageFile(page, _ELSEWHERE, 1, "") for key, page in pages.items() if key not in own]
    found = check_all([*others, *layers.features], [*texts, *content.pages])
    wrong = problems_of(found, entry)
    if wrong:
        raise InvalidDataError(wrong)
    key = (document.ref.kind, document.ref.id)
    if document.ref.kind == "page":
        key = ("page", f"{document.ref.group}/{document.ref.id}")
    return replace(
        catalogue,
        version=f"draft-{document.sha256[:16]}",
        places=MappingProxyType(places),
        pages=MappingProxyType(pages),
        gone=catalogue.gone - {key},
    )
