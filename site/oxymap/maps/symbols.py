"""The map symbols, one per layer: distinct in shape, legible at 16 pixels, one colour.

The sprite ``static/img/symbols.svg`` is made from these by `sprite`; a test keeps both equal.
"""

from __future__ import annotations

_STROKE = 'fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"'

#: Markup inside a 24 x 24 view box, painted with ``currentColor``.
SYMBOLS: dict[str, str] = {
    # A house under curved eaves.
    "villages": '<path d="M12 3.5C9.3 7.3 6.2 9.3 2 10.2L3 13h2v7.5h5V15h4v5.5h5V13h2l1-2.8'
    'c-4.2-.9-7.3-2.9-10-6.7z"/>',
    # A leaf.
    "zones": '<path d="M20.5 3.5C10.5 3.5 4 8 4 14.5c0 1.3.2 2.4.7 3.4C7 13 10.5 10 15 8.3'
    'c-4 3-7 6.5-9 12.2l2 .8c.5-1.2 1.1-2.3 1.7-3.2C17 18.7 21 12.5 20.5 3.5z"/>',
    # An eye.
    "viewpoints": '<path fill-rule="evenodd" d="M12 5.5C6 5.5 2 12 2 12s4 6.5 10 6.5S22 12 22 12'
    ' 18 5.5 12 5.5zm0 10.3a3.8 3.8 0 1 1 0-7.6 3.8 3.8 0 0 1 0 7.6z"/>'
    '<circle cx="12" cy="12" r="1.7"/>',
    # A pavilion.
    "scenic": '<path fill-rule="evenodd" d="M12 1.5l-1.4 2.8C8.7 6.5 6 8 2.5 8.7l.9 2.5H6V18H4v3'
    "h16v-3h-2v-6.8h2.6l.9-2.5C18 8 15.3 6.5 13.4 4.3zM8.6 11.2h6.8V18h-2.2v-4h-2.4v4H8.6z"
    '"/>',
    # A winding path.
    "trails": f'<path {_STROKE} d="M6 20.5c11-1 11.5-5.5 5.5-8S7.5 5 17 4"/>'
    '<circle cx="18.5" cy="4" r="2.4"/><circle cx="4.8" cy="20.3" r="2.4"/>',
    # Two slopes and the stream between them.
    "valleys": f'<path d="M1.5 4h6L10 13.5 8.5 19z"/><path d="M22.5 4h-6L14 13.5l1.5 5.5z"/>'
    f'<path {_STROKE} d="M12 11v10"/>',
    # A conifer.
    "protected": '<path d="M12 1.5 6 9h2.8l-4.3 5.5H8L3.5 20h7v2.5h3V20h7L16 14.5h3.5L15.2 9H18z'
    '"/>',
    # A fruit with its leaf.
    "products": '<path d="M12 8.2C9 6.3 4.5 7.5 4.5 13c0 4.5 3 9 5.3 9 .9 0 1.4-.5 2.2-.5'
    's1.3.5 2.2.5c2.3 0 5.3-4.5 5.3-9 0-5.5-4.5-6.7-7.5-4.8z"/>'
    '<path d="M12.3 6.3c0-2.6 2-4.4 5-4.5 0 2.7-2 4.5-5 4.5z"/>',
    # Two summits.
    "peaks": '<path d="M1 20.5 9 4l5 9.7 2.2-3.9L23 20.5z"/>',
    # Two waves.
    "waters": f'<path {_STROKE} d="M2.5 9.5c3.2-4 6.3-4 9.5 0s6.3 4 9.5 0M2.5 16.5'
    'c3.2-4 6.3-4 9.5 0s6.3 4 9.5 0"/>',
    # A seal.
    "townships": '<path fill-rule="evenodd" d="M4 4h16v16H4zm4 4v8h8V8z"/>',
    # The letter i.
    "facilities": '<path d="M10 3h4.2v4H10zM8.5 9.7h5.7V18h2v3H8v-3h2v-5.3H8.5z"/>',
    # A mast with its waves.
    "stations": f'<path {_STROKE} d="M12 12v9M7.3 14.2a6 6 0 1 1 9.4 0M4 17.5a10 10 0 1 1 16 0"/>'
    '<circle cx="12" cy="10.5" r="2.3"/>',
    # A flag.
    "districts": '<path d="M5 2.5h2.5V4H20l-3.2 4.5L20 13H7.5v9H5z"/>',
    # A cross.
    "closures": '<path d="M5.8 3.5 12 9.7l6.2-6.2 2.3 2.3-6.2 6.2 6.2 6.2-2.3 2.3-6.2-6.2'
    '-6.2 6.2-2.3-2.3L9.7 12 3.5 5.8z"/>',
}

#: Fill of the disc behind a symbol, for pictures outside our style sheet; map.css has the same.
COLOURS: dict[str, str] = {
    "villages": "#8a4f24",
    "zones": "#2c7a4b",
    "viewpoints": "#b0481f",
    "scenic": "#79437f",
    "trails": "#456a17",
    "valleys": "#3c7468",
    "protected": "#1c6545",
    "products": "#ab3434",
    "peaks": "#5d5447",
    "waters": "#23698f",
    "townships": "#5f6670",
    "facilities": "#37557a",
    "stations": "#0a6c80",
    "districts": "#4f5f58",
    "closures": "#a01c1c",
}


def sprite() -> str:
    """Return the text of ``static/img/symbols.svg``."""
    symbols = "\n".join(
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="currentColor">{markup}</symbol>'
        for name, markup in SYMBOLS.items()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def glyph(name: str) -> str:
    """Return a symbol's markup; an unknown layer gets the scenic one."""
    return SYMBOLS.get(name, SYMBOLS["scenic"])
