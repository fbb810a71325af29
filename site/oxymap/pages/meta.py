"""What a page says about itself: title, languages, share card, structured data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from oxymap.pages.edition import Edition
from oxymap.pages.models import Link, PageMeta
from oxymap.pages.sharing import sharing
from oxymap.pages.sharing_models import Alternate
from oxymap.web.i18n import HTML_LANGS, LANGUAGE_NAMES
from oxymap.web.urls import PREFIXES

SHARE_IMAGE = "img/share-cover.png"
#: Search engines cut descriptions at about this many characters.
DESCRIPTION_LENGTH = 155


def page_meta(  # noqa: PLR0913 -- the head of a page has this many parts
    edition: Edition,
    path: str,
    title: str,
    description: str,
    *,
    section: str,
    breadcrumbs: Sequence[Link] = (),
    jsonld: dict[str, object] | None = None,
    kind: str = "page",
    image: str | None = None,
) -> PageMeta:
    """Return the head of a page.

    Parameters
    ----------
    path : the page's path without language prefix, such as ``/map``.
    section : which entry of the main navigation it belongs to.
    kind : the page type, as the budgets and the tests name it.
    image : full address of the picture for share cards; else the site's own.
    """
    base = edition.settings.base_url
    return PageMeta(
        title=title,
        description=shorten(description),
        path=path,
        canonical=base + edition.urls.prefix + path,
        section=section,
        alternates=alternates(base, path),
        breadcrumbs=tuple(breadcrumbs),
        image=image or base + edition.assets.url(SHARE_IMAGE),
        jsonld=json_for_script(jsonld) if jsonld else None,
        kind=kind,
        sharing=sharing(edition, path, title),
    )


def alternates(base: str, path: str) -> tuple[Alternate, ...]:
    """Return the addresses of a page in every language."""
    return tuple(
        Alternate(
            lang=lang,
            hreflang=HTML_LANGS[lang],
            label=LANGUAGE_NAMES[lang],
            url=base + prefix + path,
            path=prefix + path,
        )
        for lang, prefix in PREFIXES.items()
    )


def shorten(text: str) -> str:
    """Return a text cut to what search engines show."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[: DESCRIPTION_LENGTH - 1].rstrip() + "…"


def json_for_script(value: object) -> str:
    """Return JSON that may stand inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
