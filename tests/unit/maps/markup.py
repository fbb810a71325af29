"""Read drawn markup: what the tests of the drawing modules ask of every piece."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

#: A name that would break out of markup anywhere.
EVIL = "<b>&\"'村"
_COLOUR = re.compile(r"#[0-9a-f]{3,6}\b")


def parse(markup: str) -> ElementTree.Element:
    """Return pieces of markup as children of one element; not well-formed ones raise."""
    return ElementTree.fromstring(f"<all>{markup}</all>")  # noqa: S314


def ids(markup: str) -> list[str]:
    """Return the element ids, in order, with those that stand twice."""
    return re.findall(r' id="([^"]+)"', markup)


def references(markup: str) -> set[str]:
    """Return the ids that the markup leads to."""
    return set(re.findall(r'(?:href="|url\()#([^")]+)', markup))


def classes(markup: str) -> list[str]:
    """Return the first class of every element that has one, in order."""
    return [words.split()[0] for words in re.findall(r' class="([^"]+)"', markup)]


def colourless(markup: str) -> str:
    """Return the markup as somebody sees it who tells no colour from another."""
    return _COLOUR.sub("grey", markup)


def numbers(markup: str, attribute: str) -> list[float]:
    """Return an attribute's values, in order."""
    return [float(value) for value in re.findall(rf' {attribute}="([^"]+)"', markup)]
