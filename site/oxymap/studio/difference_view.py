"""Differences as a page shows them: names, values and languages in words, shapes on a map."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap.pages.edition import Edition
from oxymap.publishing.differences import FieldDifference, Piece, document_difference
from oxymap.publishing.documents import feature_of
from oxymap.publishing.fields import LABEL_GROUPS
from oxymap.publishing.geometry_differences import (
    GeometryDifference,
    Line,
    geometry_difference,
)
from oxymap.publishing.models import Document, Ref
from oxymap.studio.labels import MENTIONS, field_label, value_text
from oxymap.studio.map_spec import Drawn, MapSpec, StudioMap, studio_map
from oxymap.web.i18n import HTML_LANGS
from oxymap.wording import N_

Geometry = dict[str, object]
_CHOICES = {*LABEL_GROUPS, *MENTIONS, "kind", "position.verified"}


@dataclass(frozen=True)
class ShownField:
    """A field that differs, in the reader's language; `html_lang` is that of its text."""

    label: str
    html_lang: str | None
    pieces: tuple[Piece, ...]
    is_list: bool


@dataclass(frozen=True)
class ShownDifference:
    """All that differs between two states; `map` is None when the shape is the same."""

    fields: tuple[ShownField, ...]
    sentences: tuple[str, ...]
    map: StudioMap | None

    @property
    def is_empty(self) -> bool:
        """Whether both states are the same."""
        return not self.fields and not self.sentences


def shown_difference(
    edition: Edition, before: Document | None, after: Document | None, map_id: str = "difference"
) -> ShownDifference:
    """Return the difference of two states of an object; None is a state without it."""
    texts = edition.texts
    either = after or before
    if either is None:
        return ShownDifference((), (), None)
    fields = tuple(
        _shown_field(edition, either.ref, field) for field in document_difference(before, after)
    )
    old, new = geometry_of(before), geometry_of(after)
    found = geometry_difference(old, new)
    if found.change == "none":
        return ShownDifference(fields, (), None)
    sentences = tuple(texts.say(said) for said in found.sentences)
    return ShownDifference(fields, sentences, _map(edition, map_id, (old, new), found))


def geometry_of(document: Document | None) -> Geometry | None:
    """Return the geometry of a feature; None for a page, and where there is none."""
    if document is None or document.ref.kind != "feature":
        return None
    found = feature_of(document).get("geometry")
    return found if isinstance(found, dict) else None


def _shown_field(edition: Edition, ref: Ref, field: FieldDifference) -> ShownField:
    texts, places = edition.texts, edition.catalogue.places
    pieces = field.pieces
    if field.field in _CHOICES:
        before = "" if isinstance(field.before, tuple) else field.before
        after = "" if isinstance(field.after, tuple) else field.after
        # A choice is replaced as a whole, however many letters two of them share.
        whole: list[Piece] = [("removed", before or ""), ("added", after or "")]
        named = field.pieces if field.is_list else tuple(piece for piece in whole if piece[1])
        pieces = tuple(
            (kind, value_text(texts, ref, field.field, text, places)) for kind, text in named
        )
    return ShownField(
        label=field_label(texts, field.field, field.lang),
        html_lang=HTML_LANGS[field.lang] if field.lang else None,
        pieces=pieces,
        is_list=field.is_list,
    )


def _map(
    edition: Edition,
    map_id: str,
    both: tuple[Geometry | None, Geometry | None],
    found: GeometryDifference,
) -> StudioMap:
    text = edition.texts.text
    drawn = [
        Drawn("before", both[0], text(N_("Before")), "before"),
        Drawn("after", both[1], text(N_("After")), "after"),
    ]
    if found.change == "reshaped":
        drawn.append(
            Drawn("candidate", _lines(found.added), text(N_("The part that changed")), "changed")
        )
    label = text(N_("The shape before and after the change"))
    kept = [item for item in drawn if item.geometry is not None]
    return studio_map(edition, MapSpec(map_id, label, kept))


def _lines(parts: tuple[Line, ...]) -> Geometry | None:
    lines = [[list(position) for position in part] for part in parts if len(part) > 1]
    return {"type": "MultiLineString", "coordinates": lines} if lines else None
