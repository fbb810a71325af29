"""How the studio calls states, severities, fields and their values."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from oxymap.catalogue.models import LAYERS, Place
from oxymap.publishing.bulk import Column
from oxymap.publishing.fields import LABEL_GROUPS, name_of, number_in
from oxymap.publishing.models import ObjectSummary, Ref
from oxymap.web.i18n import Localizer
from oxymap.web.labels import LABELS
from oxymap.wording import N_

#: Of a submission.
STATES: Mapping[str, str] = {
    "draft": N_("Draft"),
    "in_review": N_("In review"),
    "approved": N_("Approved"),
    "published": N_("Published"),
    "discarded": N_("Given up"),
}
#: Of what is shown of an object.
SHOWN: Mapping[str, str] = {
    "published": N_("Published"),
    "withdrawn": N_("Withdrawn"),
    "scheduled": N_("Comes later"),
    "none": N_("Not published"),
}
ORIGINS: Mapping[str, str] = {
    "shipped": N_("Shipped"),
    "studio": N_("Made in the studio"),
    "both": N_("Shipped, changed in the studio"),
}
ACTIONS: Mapping[str, str] = {
    "publish": N_("Published"),
    "withdraw": N_("Withdrawn"),
    "ship": N_("Shipped version shown again"),
}
SEVERITIES: Mapping[str, str] = {
    "error": N_("Has to be mended"),
    "warning": N_("To be looked at"),
    "note": N_("For information"),
}
PAGE_TYPES: Mapping[str, str] = {
    "routes": N_("Themed routes"),
    "festivals": N_("Festivals and events"),
    "seasons": N_("Seasons"),
    "districts": N_("District pages"),
    "pages": N_("Pages of the site"),
    "kiosks": N_("Touch screens"),
}
#: What cannot be made or changed here: drawn once, or kept by the stations' operators.
_GROUPS_OF: Mapping[str, tuple[str, ...]] = {"feature": LAYERS, "page": tuple(PAGE_TYPES)}
#: Fields that hold ids of features.
MENTIONS = {"township", "parent", "place", "trails", "highlights"}
#: The languages that something can be read in.
LANGUAGE_WORDS: Mapping[str, str] = {"zh": N_("Chinese"), "en": N_("English")}


def group_label(texts: Localizer, kind: str, group: str) -> str:
    """Return the name of a layer or page type."""
    if kind == "page":
        return texts.text(PAGE_TYPES[group]) if group in PAGE_TYPES else group
    return texts.label("layer", group)


def groups(texts: Localizer) -> list[tuple[str, str]]:
    """Return every layer and page type as (``feature/trails``, name)."""
    return [
        (f"{kind}/{group}", group_label(texts, kind, group))
        for kind, names in _GROUPS_OF.items()
        for group in names
    ]


def title_in(lang: str, item: ObjectSummary) -> str:
    """Return what an object is called in a language, or in the other, or its id."""
    return item.title.get(lang) or item.title.get("zh") or item.title.get("en") or item.ref.id


def field_label(texts: Localizer, field: str, lang: str | None = None) -> str:
    """Return the name of a dotted field, with the number of an item and the language."""
    name, number = texts.say(name_of(field)), number_in(field)
    if number is not None:
        name = f"{name} {number}"
    if lang is None:
        return name
    language = texts.text(LANGUAGE_WORDS[lang])
    return texts.text(N_("%(field)s (%(language)s)"), field=name, language=language)


def column_label(texts: Localizer, column: Column) -> str:
    """Return the head of a column of the table."""
    return field_label(texts, column.field, column.lang)


def value_text(
    texts: Localizer,
    ref: Ref,
    field: str,
    value: str,
    places: Mapping[str, Place] = MappingProxyType({}),
) -> str:
    """Return a value of a field as people read it.

    Parameters
    ----------
    places : what ids of other objects are named by.
    """
    if field in MENTIONS and value in places:
        return places[value].properties.name[texts.lang]
    if field == "kind":
        group = "kind" if ref.kind == "feature" else "event_kind"
        return texts.label(group, value) if value in LABELS[group] else value
    if field == "position.verified":
        return texts.text(N_("yes")) if value == "yes" else texts.text(N_("no"))
    group = LABEL_GROUPS.get(field, "")
    if group in LABELS and value in LABELS[group]:
        return texts.label(group, value)
    return value
