"""Parse the XML of strangers into a small tree that knows its lines."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXException, SAXParseException  # nosec: only names of exceptions
from xml.sax.handler import ContentHandler  # nosec: only the base class
from xml.sax.xmlreader import AttributesImpl  # nosec: only a type

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from oxymap.geo.formats.result import MAX_POINTS, TOO_MANY_POINTS, TrackRefusedError
from oxymap.wording import N_, say

#: Six elements a point are more than any recorder writes.
_MAX_ELEMENTS = 6 * MAX_POINTS
_MAX_DEPTH = 60
_POINTS = frozenset({"trkpt", "rtept", "wpt", "coord"})
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|[A-Za-z]{1,8};)")
_OPENING, _CLOSING = "<description>", "</description>"


@dataclass(slots=True)
class Node:
    """An element: its name without prefix, attributes, own text, line."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def child(self, tag: str) -> Node | None:
        """Return the first child of that name, or None."""
        return next((child for child in self.children if child.tag == tag), None)

    def child_text(self, tag: str) -> str:
        """Return the stripped text of the first child of that name, or an empty text."""
        child = self.child(tag)
        return child.text.strip() if child else ""

    def every(self, *tags: str) -> Iterator[Node]:
        """Yield the descendants of these names in the file's order, not looking inside them."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if node.tag in tags:
                yield node
            else:
                waiting.extend(reversed(node.children))


def parse(text: str) -> Node:
    """Parse XML without DTD, entities or anything from outside.

    Parameters
    ----------
    text : the whole document; a declaration's encoding is of no matter any more.

    Raises
    ------
    TrackRefusedError : not well-formed (with the line), a DTD, or too large or deep.
    """
    # The declaration may name another encoding than the bytes below have; its lines must stay.
    declaration = _DECLARATION.match(text)
    body = text
    if declaration:
        body = "\n" * declaration[0].count("\n") + text[declaration.end() :]
        # White space before the root element is allowed once the declaration is gone.
    handler = _TreeBuilder()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        parser.parse(io.BytesIO(body.encode("utf-8", errors="replace")))
    except DefusedXmlException as error:
        said = say(N_("the file has a document type or entities; these are not read"))
        raise TrackRefusedError("dtd", said) from error
    except SAXParseException as error:
        template = N_("the XML is broken or cut off here (%(detail)s)")
        said = say(template, detail=error.getMessage())
        raise TrackRefusedError("not_well_formed", said, line=error.getLineNumber()) from error
    except SAXException as error:
        said = say(N_("the XML is broken (%(detail)s)"), detail=str(error))
        raise TrackRefusedError("not_well_formed", said) from error
    return handler.root


def mended(text: str) -> str:
    """Return XML with the two faults that hiking apps make put right.

    These are bare ampersands in names and HTML in descriptions that is not marked as text.
    """
    # Split and not matched: a pattern would search a hostile file over and over.
    head, *parts = text.split(_OPENING)
    marked = _OPENING.join([head, *map(_marked_as_text, parts)])
    return _BARE_AMPERSAND.sub("&amp;", marked)


def _marked_as_text(part: str) -> str:
    markup, closing, rest = part.partition(_CLOSING)
    if not closing or markup.lstrip().startswith("<![CDATA["):
        return part
    return markup.replace("<", "&lt;") + closing + rest


class _TreeBuilder(ContentHandler):
    """Builds the tree; refuses what is too large while it grows."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {}, 0)
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._elements = 0
        self._points = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        line = self._locator.getLineNumber() or 0  # type: ignore[attr-defined]
        self._elements += 1
        if self._elements > _MAX_ELEMENTS or len(self._open) > _MAX_DEPTH:
            said = say(N_("the file has too many elements"))
            raise TrackRefusedError("too_large", said, line=line)
        tag = name.rpartition(":")[2]
        self._points += tag in _POINTS
        if self._points > MAX_POINTS:
            # Said while the file is read: a file of millions of points need not be held first.
            said = say(TOO_MANY_POINTS, count=MAX_POINTS)
            raise TrackRefusedError("too_large", said, line=line)
        node = Node(tag, dict(attrs.items()), line)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._texts.append([])

    def endElement(self, name: str) -> None:
        # Joined once: adding piece to piece would take a hostile file's time squared.
        self._open.pop().text = "".join(self._texts.pop())

    def characters(self, content: str) -> None:
        self._texts[-1].append(content)
