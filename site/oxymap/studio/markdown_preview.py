"""Markdown as the page will show it, with what cannot be shown named by its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oxymap.catalogue.references import parse_block, references
from oxymap.errors import GoneError, NotFoundError
from oxymap.pages.edition import Edition
from oxymap.pages.markdown import render_markdown
from oxymap.wording import N_, Say, say

#: Where a reference's scheme leads, apart from features.
_PAGES = {"route": ("routes",), "festival": ("festivals", "seasons"), "page": ("pages",)}
LONGEST = 200_000


@dataclass(frozen=True)
class Preview:
    """HTML of a source without the lines that cannot be shown, and why they cannot."""

    html: str
    problems: tuple[Say, ...]


def preview(edition: Edition, source: str) -> Preview:
    """Return a source as its page will show it; station values are left out."""
    source = source[:LONGEST].replace("\r\n", "\n")
    kept: list[str] = []
    problems: list[Say] = []
    for number, line in enumerate(source.split("\n"), start=1):
        found = list(_line_problems(edition, line, number))
        problems += found
        # A link to nothing still shows its words; a block has none.
        kept.append("" if found and line.startswith("::") else line)
    try:
        html = render_markdown(edition, "\n".join(kept))
    except (NotFoundError, GoneError) as error:
        html = ""
        problems.append(_missing(0, str(error.value)))
    return Preview(html, tuple(problems))


def _line_problems(edition: Edition, line: str, number: int) -> Iterator[Say]:
    try:
        parse_block(line)
    except ValueError:
        yield say(
            N_("Line %(line)s: this live block cannot be read: %(text)s"), line=number, text=line
        )
        return
    for reference in references(line):
        if not _exists(edition, reference.scheme, reference.id):
            yield _missing(number, f"{reference.scheme}:{reference.id}")


def _missing(number: int, name: str) -> Say:
    return say(N_("Line %(line)s: nothing is published as “%(name)s”."), line=number, name=name)


def _exists(edition: Edition, scheme: str, name: str) -> bool:
    catalogue = edition.catalogue
    try:
        if scheme == "place":
            catalogue.place(name)
        elif scheme == "trail":
            catalogue.trail(name)
        elif scheme in _PAGES:
            return any((kind, name, edition.lang) in catalogue.pages for kind in _PAGES[scheme])
        else:
            return name in {front.district for _, front in catalogue.districts(edition.lang)}
    except (NotFoundError, GoneError):
        return False
    return True
