"""The fields of a document, whatever its kind: what differences, matrices and tables go through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from oxymap.catalogue.checks import NEUTRAL
from oxymap.catalogue.models import LANGS
from oxymap.publishing.documents import feature_of, split_page
from oxymap.publishing.models import Document
from oxymap.wording import N_, Say, say

#: A field and its language; None for what is the same in every language.
Key = tuple[str, str | None]
#: One text, or several values whose order is part of them.
Value = str | tuple[str, ...]
#: The Markdown of a page.
BODY = "body"
#: A page's text that cannot be taken apart, as it stands.
RAW = "text"
_JOINER = " · "

NAMES: Mapping[str, str] = {
    "name": N_("Name"),
    "title": N_("Title"),
    "summary": N_("Summary"),
    "description": N_("Description"),
    BODY: N_("Text of the page"),
    RAW: N_("Whole text"),
    "kind": N_("Kind"),
    "district": N_("District"),
    "township": N_("Township"),
    "status": N_("Status"),
    "aliases": N_("Other names"),
    "tags": N_("Tags"),
    "activities": N_("Activities"),
    "audience": N_("For whom"),
    "seasons": N_("Seasons"),
    "parent": N_("Belongs to"),
    "access": N_("How to get there"),
    "safety": N_("Safety"),
    "note": N_("Remark"),
    "photos": N_("Photographs"),
    "accessibility": N_("Accessibility"),
    "accessibility.step_free": N_("Without steps"),
    "accessibility.wheelchair": N_("With a wheelchair"),
    "accessibility.pushchair": N_("With a pushchair"),
    "accessibility.toilet": N_("Accessible toilet"),
    "accessibility.parking": N_("Accessible parking"),
    "accessibility.seats": N_("Seats on the way"),
    "accessibility.note": N_("Accessibility, remark"),
    "position": N_("Position"),
    "position.source": N_("Where the position comes from"),
    "position.method": N_("How the position was found"),
    "position.precision_m": N_("Precision of the position, metres"),
    "position.verified": N_("Position checked on site"),
    "sensitive": N_("Protected species or camera"),
    "phenomenon": N_("What is to be seen"),
    "season_window": N_("Best time"),
    "season_window.start": N_("Best time, from"),
    "season_window.end": N_("Best time, to"),
    "season_window.certainty": N_("Best time, how certain"),
    "season_window.note": N_("Best time, remark"),
    "best_hour": N_("Best hour"),
    "view_direction": N_("Direction of the view"),
    "ele_m": N_("Height, metres"),
    "line": N_("Line"),
    "terrain": N_("Ground"),
    "waypoints": N_("Points on the way"),
    "length_hint_m": N_("Length in sources, metres"),
    "order": N_("Place in the list"),
    "illustration": N_("Illustration"),
    "sources": N_("Sources"),
    "updated": N_("Updated"),
    "theme": N_("Theme"),
    "days": N_("Days"),
    "mode": N_("How one travels"),
    "stops": N_("Stops"),
    "trails": N_("Trails"),
    "series": N_("Series"),
    "start": N_("From"),
    "end": N_("To"),
    "usual": N_("Usual time"),
    "usual.start": N_("Usually from"),
    "usual.end": N_("Usually to"),
    "place": N_("Place"),
    "venue": N_("Venue"),
    "state": N_("State"),
    "organiser": N_("Organiser"),
    "highlights": N_("Highlights"),
    "section": N_("Section"),
    "station": N_("Station"),
    "stations": N_("Stations"),
    "timeline": N_("Steps to the title"),
    "title_state": N_("Title"),
    "names": N_("Names by district"),
    "sport": N_("Sport"),
    "season": N_("Season"),
    "geometry": N_("Position and shape"),
    "heading_deg": N_("Faces towards, degrees"),
    "orientation": N_("How the screen hangs"),
    "radius_km": N_("What is near, kilometres"),
    "routes": N_("Routes"),
    "languages": N_("Languages"),
    "idle_s": N_("Begins again after, seconds"),
    "warn_s": N_("Counts down, seconds"),
    "saver_min": N_("Screen saver after, minutes"),
    "day_parts": N_("Parts of the day"),
    "contact": N_("Contact"),
}
#: The group of `web.labels.LABELS` that names a field's values.
LABEL_GROUPS: Mapping[str, str] = {
    "status": "status",
    "district": "district",
    "activities": "activity",
    "audience": "audience",
    "seasons": "season",
    "season": "season",
    "phenomenon": "phenomenon",
    "terrain": "terrain",
    "position.method": "method",
    "theme": "theme",
    "mode": "mode",
    "state": "event_state",
    "section": "section",
    "title_state": "title_state",
    "line": "line",
    "sensitive": "sensitive",
    "orientation": "orientation",
    "languages": "language",
    **{
        f"accessibility.{name}": "extent"
        for name in ("step_free", "wheelchair", "pushchair", "toilet", "parking", "seats")
    },
}


def fields_of(document: Document) -> dict[Key, Value]:
    """Return the filled fields of a document in the order of its texts.

    Texts in two languages have one entry each.  A list of records is one value, a text each.
    What cannot be read as front matter comes whole, as the field `RAW`.
    """
    if document.ref.kind == "feature":
        properties = feature_of(document).get("properties") or {}
        return dict(_flat("", properties)) if isinstance(properties, dict) else {}
    return _page_fields(document)


def _page_fields(document: Document) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for lang in LANGS:
        text = document.texts.get(lang)
        if text is None:
            continue
        try:
            front, body = split_page(text)
        except ValueError:
            found[RAW, lang] = text
            continue
        for (field, _), value in _flat("", front):
            found[field, lang] = value
        if body.strip():
            found[BODY, lang] = body.strip("\n")
    return found


def shared(found: Mapping[Key, Value]) -> dict[Key, Value]:
    """Return fields with what is the same in both languages of a page joined under None."""
    joined: dict[Key, Value] = {}
    for (field, lang), value in found.items():
        is_neutral = field.split(".")[0] in NEUTRAL
        other = next((found.get((field, name)) for name in LANGS if name != lang), None)
        joined[field, None if is_neutral and value == other else lang] = value
    return joined


def _flat(prefix: str, members: Mapping[str, object]) -> Iterator[tuple[Key, Value]]:
    for name, value in members.items():
        field = f"{prefix}{name}"
        if isinstance(value, dict) and value and set(value) <= set(LANGS):
            for lang in LANGS:
                if value.get(lang):
                    yield (field, lang), str(value[lang])
        elif isinstance(value, dict):
            yield from _flat(f"{field}.", value)
        elif isinstance(value, list):
            if value:
                yield (field, None), tuple(_line(item) for item in value)
        elif value not in (None, ""):
            yield (field, None), _scalar(value)


def _line(item: object) -> str:
    if not isinstance(item, dict):
        return _scalar(item)
    parts = (
        _line(value) if isinstance(value, dict) else _scalar(value)
        for value in item.values()
        if value not in (None, "")
    )
    return _JOINER.join(parts)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def name_of(field: str) -> Say:
    """Return what people call a dotted field such as ``stops.2.place`` or ``name.en``."""
    words = [word for word in field.split(".") if word not in LANGS and not word.isdigit()]
    known = NAMES.get(".".join(words)) or NAMES.get(words[0] if words else "")
    # A field that has no name of its own shows as it stands in the file.
    return say(known) if known else say("%(name)s", name=field)


def number_in(field: str) -> int | None:
    """Return which item of a list a dotted field is about, counted from 1."""
    return next((int(word) + 1 for word in field.split(".") if word.isdigit()), None)
