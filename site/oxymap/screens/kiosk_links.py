"""Keep a page inside its screen: what leads anywhere else becomes text."""

from __future__ import annotations

import html
import re
from collections.abc import Collection

#: Anchors do not nest, in HTML and in SVG alike.
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r'(?:xlink:)?href="([^"]*)"')
_CLASS = re.compile(r'\bclass="([^"]*)"')
#: What shared components start on the public pages only, and what they tell it.
_PUBLIC_MODULE = re.compile(r' data-module="(?!kiosk)[^"]*"')
_MAP_SPEC = re.compile(r'<script type="application/json" class="map__spec">.*?</script>', re.DOTALL)
_SHAPE = re.compile(r"<(?:path|circle|rect|use|g|text)\b")


def keep_inside(page: str, addresses: Collection[str]) -> str:
    """Return a page whose links lead to the given addresses only.

    A link to one of our own pages that the screen does not have becomes its text; of an
    address elsewhere the address stands behind the text, for people to type.

    Parameters
    ----------
    addresses : paths that may be linked to.
    """

    def anchor(found: re.Match[str]) -> str:
        attributes, inner = found[1], found[2]
        target = _HREF.search(attributes)
        address = html.unescape(target[1]) if target else ""
        if address.partition("#")[0] in addresses or address.startswith("#"):
            return found[0]
        if _SHAPE.search(inner):
            return f"<g>{inner}</g>" if "<svg" not in inner else f"<span>{inner}</span>"
        name = _CLASS.search(attributes)
        look = f' class="{name[1]}"' if name else ""
        return f"<span{look}>{inner}{_written(address, inner)}</span>"

    return _ANCHOR.sub(anchor, _MAP_SPEC.sub("", _PUBLIC_MODULE.sub("", page)))


def _written(address: str, inner: str) -> str:
    """Return an address elsewhere as text, unless the link says it already."""
    scheme, separator, rest = address.partition(":")
    if not separator or scheme not in {"http", "https", "mailto", "tel"}:
        return ""
    shown = rest.lstrip("/").rstrip("/")
    if shown in html.unescape(inner):
        return ""
    return f' <span class="kiosk-address">({html.escape(shown)})</span>'
