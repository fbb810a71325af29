"""What the XML writers share: elements with safe text, numbers, the finished bytes."""

from __future__ import annotations

import re

from lxml import etree

#: Decimal places kept for degrees: a centimetre, so that short legs keep their length.
COORDINATE_DIGITS = 7
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(
    parent: etree._Element, tag: str, text: str | None = None, **attributes: str
) -> etree._Element:
    """Append a child of the parent's namespace, with text if any, and return it."""
    namespace = etree.QName(parent).namespace
    child = etree.SubElement(parent, f"{{{namespace}}}{tag}", attrib=attributes)
    if text is not None:
        child.text = legal(text)
    return child


def legal(text: str) -> str:
    """Return the text without the control characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def degrees(value: float) -> str:
    """Write degrees with seven decimal places, which is a centimetre."""
    return f"{value:.{COORDINATE_DIGITS}f}"


def metres(value: float) -> str:
    """Write a height with as many decimal places as it needs, at most two."""
    return f"{round(value, 2):g}" if abs(value) < 1e4 and value == int(value) else f"{value:.2f}"


def is_address(text: str) -> bool:
    """Tell whether a text is a web address and not a sentence."""
    return text.startswith(("https://", "http://")) and " " not in text


def document(root: etree._Element) -> bytes:
    """Return the whole file: UTF-8 with declaration, indented, ending in a newline."""
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
