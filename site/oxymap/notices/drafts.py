"""Read what a planner has written as a notice, or say what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from oxymap.catalogue.models import DISTRICTS, PLACE_LAYERS, Lang
from oxymap.catalogue.records import Text
from oxymap.catalogue.snapshot import Catalogue
from oxymap.errors import InvalidInputError
from oxymap.notices.models import SEVERITIES, Notice, NoticeDraft
from oxymap.wording import N_, say

MOST_TITLE, MOST_BODY, MOST_PLACES = 60, 600, 40
#: A notice that is to hold for longer is a page of the site.
LONGEST_S = 2 * 366 * 86_400
#: Layers that a notice may name: all that have a page, and trails.
LAYERS = frozenset({*PLACE_LAYERS, "trails"})
TextName = Literal["title", "body"]


def read(draft: NoticeDraft, catalogue: Catalogue, now: int, author: str) -> Notice:
    """Return a notice without number; raise InvalidInputError for what does not fit."""
    severity = next((one for one in SEVERITIES if one == draft.severity), None)
    if severity is None:
        raise InvalidInputError(say(N_("Choose how grave it is.")), field="severity")
    from_at = now if draft.from_at is None else draft.from_at
    until_at = draft.until_at
    if until_at is not None and until_at <= max(now, from_at):
        raise InvalidInputError(
            say(N_("The end lies after the beginning and after now.")), field="until"
        )
    if not now - LONGEST_S < from_at < now + LONGEST_S:
        raise InvalidInputError(say(N_("This is more than two years away.")), field="from")
    return Notice(
        id=0,
        severity=severity,
        title=_text("title", draft.title, MOST_TITLE),
        body=_text("body", draft.body, MOST_BODY),
        districts=_districts(draft.districts),
        places=_places(draft.places, catalogue),
        from_at=from_at,
        until_at=until_at,
        author=author,
        created_at=now,
    )


def districts_of(notice: Notice, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the districts that a notice is about, those of its places among them.

    A place that has been taken back since counts for all three, as a notice for everywhere.
    """
    found = dict.fromkeys(notice.districts)
    for place_id in notice.places:
        place = catalogue.places.get(place_id)
        if place is None:
            return DISTRICTS
        found[place.properties.district] = None
    return tuple(found) or DISTRICTS


def _text(name: TextName, texts: Mapping[str, str], most: int) -> Text:
    return Text(zh=_one(name, "zh", texts, most), en=_one(name, "en", texts, most))


def _one(name: TextName, lang: Lang, texts: Mapping[str, str], most: int) -> str:
    lines = texts.get(lang, "").replace("\r\n", "\n").strip()
    shown = "".join(letter for letter in lines if letter.isprintable() or letter == "\n")
    if name == "title":
        shown = " ".join(shown.split())
    if not shown:
        message = say(N_("A text is missing here; visitors read it in both languages."))
        raise InvalidInputError(message, field=f"{name}_{lang}")
    if len(shown) > most:
        message = say(N_("At most %(most)s characters."), most=most)
        raise InvalidInputError(message, field=f"{name}_{lang}", value=len(shown))
    return shown


def _districts(districts: Collection[str]) -> tuple[str, ...]:
    for one in districts:
        if one not in DISTRICTS:
            message = say(N_("No district is called %(name)s."), name=one[:40])
            raise InvalidInputError(message, field="districts", value=one)
    return tuple(one for one in DISTRICTS if one in districts)


def _places(places: Collection[str], catalogue: Catalogue) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(places))
    if len(found) > MOST_PLACES:
        message = say(N_("At most %(most)s places; choose their districts."), most=MOST_PLACES)
        raise InvalidInputError(message, field="places")
    for one in found:
        place = catalogue.places.get(one)
        if place is None or place.layer not in LAYERS:
            message = say(N_("No place or trail is called %(name)s."), name=one[:40])
            raise InvalidInputError(message, field="places", value=one)
    return found
