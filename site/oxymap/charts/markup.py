"""Write markup: escaped text, short numbers, the same bytes every time, no style attributes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from html import escape

#: About how wide letters are, in the size of the type.
_WIDE_EM, _FIGURE_EM, _POINT_EM, _LETTER_EM = 1.0, 0.56, 0.3, 0.58
_POINTS = frozenset(",.:;'|!/ ilj–")


def tag(name: str, *content: str, **attributes: object) -> str:
    """Return one element; attributes that are None are left out.

    A trailing underscore of an attribute's name is dropped (``class_``), other underscores
    become hyphens.  Values are escaped, `content` is not: it is markup.
    """
    words = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{words}>{''.join(content)}</{name}>" if content else f"<{name}{words}/>"


def group(css: str, parts: Iterable[str]) -> str:
    """Return a group of shapes, or nothing when there are none."""
    content = "".join(parts)
    return tag("g", content, class_=css) if content else ""


def label(value: str, x: str, y: str, css: str | None = None, **attributes: object) -> str:
    """Return a text of the drawing at a place in per cent."""
    return tag("text", escape(value, quote=False), x=x, y=y, class_=css, **attributes)


def percent(share: float) -> str:
    """Return a share of the plot as per cent with at most two decimals."""
    text = f"{share * 100:.2f}".rstrip("0").rstrip(".")
    return ("0" if text in {"-0", ""} else text) + "%"


def em(value: float) -> str:
    """Return a length in the size of the type with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text) + "em"


def width_em(text: str) -> float:
    """Return about how wide a text is, in the size of the type; rather too wide."""
    return sum(map(_letter_em, text))


def _letter_em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE_EM
    if letter in _POINTS:
        return _POINT_EM
    return _FIGURE_EM if letter.isdigit() else _LETTER_EM
