"""What other sites show beside a link to a page: its share card, and how to embed it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from oxymap.pages.edition import Edition
from oxymap.pages.sharing_models import Sharing
from oxymap.web.print_font import print_fonts
from oxymap.web.urls import MEDIA, SQUARE, TALL

CARD_SIZE = (1200, 630)
#: The id of the home page's card.
HOME = "site"
#: As Open Graph names languages.
LOCALES = {"zh": "zh_CN", "en": "en_GB"}
_CARD = re.compile(r"/(places|trails|routes|festivals|districts)/([a-z0-9-]+)")
_EMBEDDED = re.compile(r"/(?:(?:places|trails|routes)/[a-z0-9-]+|live(?:/[a-z0-9-]+)?|map)")


def sharing(edition: Edition, path: str, title: str) -> Sharing:
    """Return how a page is shared.

    A frozen site has no cards and no frames; nor has a draft, or a machine without a font.

    Parameters
    ----------
    path : the page's path without language prefix.
    """
    others = tuple(locale for lang, locale in LOCALES.items() if lang != edition.lang)
    alt = edition.texts.text("Card with the map, the name and a QR code: %(title)s", title=title)
    return Sharing(
        locale=LOCALES[edition.lang],
        other_locales=others,
        card=_card(edition, path, ""),
        square=_card(edition, path, SQUARE),
        tall=_card(edition, path, TALL),
        size=CARD_SIZE,
        alt=alt,
        oembed=_oembed(edition, path),
    )


def _card(edition: Edition, path: str, form: str) -> str | None:
    found = _CARD.fullmatch(path)
    kind, subject_id = (found[1], found[2]) if found else ("home", HOME)
    if edition.frozen or edition.media != MEDIA or (found is None and path != "/"):
        return None
    if not print_fonts(edition.settings.pdf_font):
        return None
    return edition.settings.base_url + edition.urls.share_card(kind, subject_id, form)


def _oembed(edition: Edition, path: str) -> str | None:
    if edition.frozen or edition.media != MEDIA or not _EMBEDDED.fullmatch(path):
        return None
    home = edition.settings.base_url
    query = urlencode({"url": home + edition.urls.prefix + path, "format": "json"})
    return f"{home}/oembed?{query}"
