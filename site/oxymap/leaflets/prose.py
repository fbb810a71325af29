"""Plain paragraphs of a Markdown text: what a sheet of paper can show of it."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from oxymap.catalogue.references import parse_block
from oxymap.leaflets.models import Prose

#: Live blocks, maps and lists of places have no use on paper, tables have no room.
_SKIPPED = ("table", "fence", "code_block", "html_block")


def plain_prose(source: str) -> tuple[Prose, ...]:
    """Return the headings, paragraphs and list items of a checked Markdown source."""
    lines = ("" if parse_block(line) else line for line in source.splitlines())
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse("\n".join(lines))
    return tuple(_parts(tokens))


def _parts(tokens: list[Token]) -> Iterator[Prose]:
    skipping, lists, mark = 0, list[list[int]](), ""
    kind = "paragraph"
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        skipping += token.nesting if name in _SKIPPED else 0
        if name in {"bullet_list", "ordered_list"}:
            # A counter for each level; 0 stands for bullets.
            if token.nesting > 0:
                lists.append([int(token.attrGet("start") or 1) if name[0] == "o" else 0])
            else:
                lists.pop()
        elif token.type == "list_item_open":
            mark = f"{lists[-1][0]}." if lists[-1][0] else "·"
            lists[-1][0] += 1 if lists[-1][0] else 0
        elif token.type == "heading_open":
            kind = "heading"
        elif token.type == "inline" and not skipping:
            text = "".join(_texts(token))
            if text.strip():
                yield Prose("item" if mark else kind, text.strip(), mark)
            kind, mark = "paragraph", ""


def _texts(token: Token) -> Iterator[str]:
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            yield " "
        elif child.type in {"text", "code_inline"}:
            yield child.content
