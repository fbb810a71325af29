"""Whether links can be followed, and whether Markdown holds anything but Markdown."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from oxymap.catalogue.references import LINK_SCHEMES
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.findings import about
from oxymap.publishing.checks.schema import shown
from oxymap.publishing.checks.subject import Subject, Words
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HOST = re.compile(r"(?!-)[\w\u00a1-\uffff-]+(?:\.[\w\u00a1-\uffff-]+)*\.[\w\u00a1-\uffff-]{2,}")
_OWN_NAMES = ("localhost", ".local", ".internal", ".lan", ".home", ".intranet", ".test", ".invalid")
_TAG = re.compile(r"<[!/]?[a-zA-Z][^>]*>?")
#: Text that wants to be a link but is none: ](without a closing bracket, or with blanks in it.
_BROKEN = re.compile(r"\]\([a-z]+:(?:[^)\n]*$|[^)\s]*\s+(?![\"'(\s])[^)\n]*\))")


def check_links(subject: Subject, _context: CheckContext) -> Iterator[Finding]:
    """Yield links that lead nowhere or harm, and HTML in the text; nothing is fetched."""
    for words in subject.words():
        if words.markdown:
            yield from _markdown(words)
        elif "<" in words.text and (found := _TAG.search(words.text)):
            said = say(N_("“%(tag)s” looks like HTML; people would see it as it is."), tag=found[0])
            yield about(words, "raw_html", "error", said, say(N_("Write plain text.")))


def _markdown(words: Words) -> Iterator[Finding]:
    for token in _parser().parse(words.text):
        line = (token.map or [0])[0] + 1
        if token.type == "html_block":
            yield _html(words, token.content, line)
        for child in token.children or []:
            if child.type == "html_inline":
                yield _html(words, child.content, line)
            yield from _link(words, child)
    for number, text in enumerate(words.text.splitlines(), start=1):
        if _BROKEN.search(text):
            said = say(N_("A link in line %(line)s is not complete."), line=number)
            fix = say(N_("Write it as [text](https://…) or [text](place:…)."))
            yield about(words, "bad_link", "error", said, fix)


def _html(words: Words, content: str, line: int) -> Finding:
    said = say(N_("Line %(line)s holds HTML: %(html)s"), line=line, html=shown(content))
    fix = say(N_("Write it in Markdown; HTML is never shown as such."))
    return about(words, "raw_html", "error", said, fix)


def _link(words: Words, token: Token) -> Iterator[Finding]:
    if token.type == "image":
        said = say(N_("Pictures do not stand in the text."))
        fix = say(N_("Add the picture to the photographs, with its author and a description."))
        yield about(words, "picture_in_text", "error", said, fix)
    if token.type != "link_open":
        return
    address = unquote(str(token.attrs.get("href", "")))
    scheme = address.partition(":")[0].strip().lower() if ":" in address else ""
    if scheme in LINK_SCHEMES or scheme in {"mailto", "tel"}:
        return
    if address.startswith("#") or (address.startswith("/") and address[1:2] not in {"/", "\\"}):
        return
    if scheme not in {"http", "https"}:
        yield _bad_scheme(words, address)
        return
    yield from _web_address(words, address)


def _bad_scheme(words: Words, address: str) -> Finding:
    said = say(
        N_("The link “%(address)s” is of a kind that is not allowed."), address=shown(address)
    )
    fix = say(
        N_("Write links in full with https://, or name what is ours, such as place:cuandixia.")
    )
    return about(words, "bad_link", "error", said, fix)


def _web_address(words: Words, address: str) -> Iterator[Finding]:
    try:
        parts = urlsplit(address)
        host, _ = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        host = ""
    if _is_own(host):
        said = say(N_("“%(address)s” can be reached only from inside."), address=shown(address))
        fix = say(N_("Write the public address."))
        yield about(words, "private_link", "error", said, fix)
    elif not _HOST.fullmatch(host) or " " in address:
        said = say(N_("“%(address)s” is not an address."), address=shown(address))
        fix = say(N_("Copy the address from the browser once more."))
        yield about(words, "bad_link", "error", said, fix)
    elif address.lower().startswith("http:"):
        said = say(N_("“%(address)s” is not encrypted."), address=shown(address))
        fix = say(N_("Try it with https://."))
        yield about(words, "plain_http", "note", said, fix)


def _is_own(host: str) -> bool:
    if host == "localhost" or host.endswith(_OWN_NAMES):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


@cache
def _parser() -> MarkdownIt:
    # Only who writes pages needs it; the site itself starts without.
    from markdown_it import MarkdownIt

    # HTML is recognised in order to be refused; the site shows it as text.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    # Every link is to be seen, also one that the parser would rather not make.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser
