"""Find what a page's Markdown refers to: places by link, and live blocks.

Links name what they lead to, never an address: ``[爨底下村](place:cuandixia)``.
A live block stands alone on its line: ``::map{places="a b" trails="c" caption="…"}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: Link schemes, and the part of the catalogue each leads to.
LINK_SCHEMES = ("place", "trail", "route", "festival", "page", "district")
#: Live blocks and the parameters each takes; ``docs/content.md`` explains them.
BLOCKS: Mapping[str, frozenset[str]] = {
    "map": frozenset({"places", "trails", "caption"}),
    "places": frozenset({"ids"}),
    "events": frozenset({"district", "season", "limit"}),
    "value": frozenset({"station", "place"}),
}
_BLOCK = re.compile(r"^::(?P<name>[a-z-]+)\{(?P<params>.*)\}\s*$")
_PARAM = re.compile(r'\s*([a-z]+)="([^"]*)"')
_LINK = re.compile(r"\]\((" + "|".join(LINK_SCHEMES) + r"):([^)\s]*)\)")


@dataclass(frozen=True)
class Block:
    """A live block with its parameters as written."""

    name: str
    params: Mapping[str, str]

    def words(self, name: str) -> tuple[str, ...]:
        """Return a parameter's value as words."""
        return tuple(self.params.get(name, "").split())


@dataclass(frozen=True)
class Reference:
    """A link or a block's mention of something published, and its line (1-based)."""

    scheme: str
    id: str
    line: int


def parse_block(line: str) -> Block | None:
    """Return the live block that a line is, or None for ordinary Markdown.

    Raises
    ------
    ValueError : the line looks like a block, but its name or a parameter is unknown.
    """
    if not line.startswith("::"):
        return None
    match = _BLOCK.match(line)
    if match is None:
        raise ValueError(f'a live block is written ::name{{key="value"}}, not {line.strip()!r}')
    name, text = match["name"], match["params"]
    if name not in BLOCKS:
        raise ValueError(f"live block {name!r} is not one of {', '.join(BLOCKS)}")
    params = dict(_PARAM.findall(text))
    if _PARAM.sub("", text).strip():
        raise ValueError(f"parameters of {name!r} cannot be read: {text!r}")
    for key in sorted(set(params) - BLOCKS[name]):
        raise ValueError(f"live block {name!r} has no parameter {key!r}")
    if name == "value" and len(params) != 1:
        raise ValueError("live block 'value' needs either a station or a place")
    if "limit" in params and not params["limit"].isdigit():
        raise ValueError(f"limit: {params['limit']!r} is not a whole number")
    return Block(name, params)


def references(source: str) -> Iterator[Reference]:
    """Yield everything that a Markdown source refers to.

    Raises
    ------
    ValueError : a live block is malformed.
    """
    for number, line in enumerate(source.splitlines(), start=1):
        block = parse_block(line)
        if block is not None:
            yield from _block_references(block, number)
        for scheme, target in _LINK.findall(line):
            yield Reference(scheme, target, number)


def _block_references(block: Block, number: int) -> Iterator[Reference]:
    for name in (*block.words("places"), *block.words("ids"), *block.words("place")):
        yield Reference("place", name, number)
    for name in block.words("trails"):
        yield Reference("trail", name, number)
    for name in block.words("district"):
        yield Reference("district", name, number)
