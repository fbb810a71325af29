"""The shipped files as documents, so that they can be compared, edited and restored."""

from __future__ import annotations

from collections.abc import Mapping

from oxymap.catalogue.loader import Sources
from oxymap.catalogue.models import Place
from oxymap.publishing.documents import feature_document
from oxymap.publishing.models import Document, Ref


def feature_json(place: Place) -> dict[str, object]:
    """Return a feature as it stands in a file: only the properties that say something."""
    geometry = None
    if place.geometry_type is not None:
        geometry = {"type": place.geometry_type, "coordinates": place.coordinates}
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": geometry,
        "properties": place.properties.model_dump(mode="json", exclude_unset=True),
    }


def ref_of(place: Place) -> Ref:
    """Return a feature's reference."""
    return Ref("feature", place.layer, place.id)


def shipped_documents(sources: Sources) -> Mapping[Ref, Document]:
    """Return every shipped object as a document."""
    found = {
        ref_of(item.place): feature_document(ref_of(item.place), feature_json(item.place))
        for item in sources.layers.features
    }
    pages: dict[Ref, dict[str, str]] = {}
    for page in sources.content.pages:
        ref = Ref("page", page.page.type, page.page.id)
        pages.setdefault(ref, {})[page.page.lang] = page.text
    return found | {ref: Document(ref, texts) for ref, texts in pages.items()}
