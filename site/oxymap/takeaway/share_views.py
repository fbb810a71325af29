"""Share cards: what messengers and other sites show beside a link."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from flask import Blueprint, Response

from oxymap import clock
from oxymap.errors import NotFoundError
from oxymap.pages.live_edition import LiveEdition, live_edition
from oxymap.pages.photos import SHARE_WIDTH
from oxymap.pages.site import site
from oxymap.takeaway.share_card import Form, share_card
from oxymap.web.print_font import print_fonts
from oxymap.web.responses import validated
from oxymap.web.urls import SQUARE, TALL

bp = Blueprint("share", __name__)
#: A card with a value names its time; nobody needs a newer one within this time.
CARD_SECONDS = 300
CACHE = f"public, max-age={CARD_SECONDS}"
MOST_CARDS = 240
PNG = "image/png"
Key = tuple[str, ...]
#: What stands behind an id for each form; the last one fits every name.
FORMS: tuple[tuple[Form, str], ...] = (("square", SQUARE), ("tall", TALL), ("wide", ""))


@dataclass
class CardShelf:
    """The cards drawn last, and one hand that draws: at most one picture at a time."""

    kept: OrderedDict[Key, bytes] = field(default_factory=OrderedDict)
    drawing: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: Key) -> bytes | None:
        """Return a card that was drawn for the same key."""
        return self.kept.get(key)

    def keep(self, key: Key, body: bytes) -> bytes:
        """Keep a card; the oldest one goes when there are too many."""
        self.kept[key] = body
        while len(self.kept) > MOST_CARDS:
            self.kept.popitem(last=False)
        return body


_shelf = CardShelf()


@bp.get("/share/<kind>/<name>.png")
def card(lang: str, kind: str, name: str) -> Response:
    """Return the card of an object; behind its id, ``-square`` or ``-tall`` gives another form.

    A card is drawn from one snapshot of the live values and sent for five minutes; the value
    stands on it with its time.
    """
    page = live_edition(site().edition(lang), site().live)
    return validated(_drawn(page, kind, name), PNG, cache=CACHE)


def _drawn(page: LiveEdition, kind: str, name: str) -> bytes:
    edition = page.edition
    moment = str(clock.seconds() // CARD_SECONDS)
    settings = edition.settings
    where = (str(settings.data), settings.base_url)
    key = (*where, site().version, edition.lang, kind, name, moment)
    found = _shelf.find(key)
    if found is not None:
        return found
    form, suffix = next(one for one in FORMS if name.endswith(one[1]))
    subject_id = name.removesuffix(suffix)
    fonts = print_fonts(settings.pdf_font)
    said = share_card(page, kind, subject_id)
    if not fonts:
        raise NotFoundError("There are no cards without a font with Chinese characters.", name)
    # The library is slow to import, and most processes never draw.
    from oxymap.takeaway.card_drawing import draw_share_card

    with _shelf.drawing:
        found = _shelf.find(key)
        if found is not None:
            return found
        body = draw_share_card(said, edition.base_map, fonts[0], _photo, form)
        return _shelf.keep(key, body)


def _photo(photo_id: str) -> bytes:
    return site().photos.rendition(photo_id, SHARE_WIDTH, "jpg")
