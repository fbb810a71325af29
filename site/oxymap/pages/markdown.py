"""Markdown to safe HTML, with links by name and live blocks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import nh3

from oxymap.catalogue.references import LINK_SCHEMES, Block, parse_block
from oxymap.pages.cards import coming_events, place_card
from oxymap.pages.edition import Edition
from oxymap.pages.live_cards import place_part, station_card
from oxymap.pages.live_edition import LiveEdition
from oxymap.pages.live_models import StationPart
from oxymap.pages.page_maps import detail_map

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "table",
         "thead", "tbody", "tr", "th", "td", "code", "pre", "hr", "br"}  # fmt: skip
DEFAULT_EVENTS = 3


def render_markdown(edition: Edition, source: str, live: LiveEdition | None = None) -> str:
    """Return the HTML of a checked Markdown source.

    HTML in the source is shown as text, and the result is reduced to an allow-list of
    tags; live blocks are rendered by our own templates afterwards.

    Parameters
    ----------
    live : the values for blocks that show some; without it they say that there is none.
    """
    return "".join(_parts(edition, source, live))


def has_values(source: str) -> bool:
    """Tell whether a source shows the value of a station."""
    return any(line.startswith("::value{") for line in source.splitlines())


def _parts(edition: Edition, source: str, live: LiveEdition | None) -> Iterator[str]:
    lines: list[str] = []
    for number, line in enumerate(source.splitlines(), start=1):
        block = parse_block(line)
        if block is None:
            lines.append(line)
            continue
        yield _prose(edition, "\n".join(lines))
        if block.name == "value":
            yield _live_value(edition, block, live)
        else:
            yield _live(edition, block, number)
        lines = []
    yield _prose(edition, "\n".join(lines))


def _prose(edition: Edition, source: str) -> str:
    if not source.strip():
        return ""
    parser = _parser()
    tokens = parser.parse(source)
    for token in tokens:
        for child in token.children or []:
            _resolve(edition, child)
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return clean.replace(
        "<table>", '<div class="prose__table" role="group" tabindex="0"><table>'
    ).replace("</table>", "</table></div>")


@cache
def _parser() -> MarkdownIt:
    # Not needed to be ready, only for the first page with prose.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Link targets such as place:cuandixia are ours; nh3 refuses every foreign scheme later.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _resolve(edition: Edition, token: Token) -> None:
    if token.type != "link_open":
        return
    scheme, _, target = str(token.attrs.get("href", "")).partition(":")
    if scheme in LINK_SCHEMES:
        token.attrs["href"] = edition.urls.of(scheme, target)


def _live(edition: Edition, block: Block, number: int) -> str:
    if block.name == "map":
        return _live_map(edition, block, number)
    if block.name == "places":
        places = [edition.catalogue.place(name) for name in block.words("ids")]
        context: dict[str, object] = {"places": [place_card(edition, place) for place in places]}
        return edition.renderer.render(edition.lang, "components/live_places.html", context)
    return _live_events(edition, block)


def _live_map(edition: Edition, block: Block, number: int) -> str:
    names = block.words("places")
    places = [edition.catalogue.place(name) for name in names]
    places += [edition.catalogue.trail(name) for name in block.words("trails")]
    caption = block.params.get("caption") or edition.texts.text("Map of the places named here")
    view = detail_map(edition, f"live-{number}", caption, places, numbered=names)
    if view is None:
        return ""
    context: dict[str, object] = {"map": view, "caption": caption}
    return edition.renderer.render(edition.lang, "components/live_map.html", context)


def _live_value(edition: Edition, block: Block, live: LiveEdition | None) -> str:
    part = _stations(edition, block, live)
    return edition.renderer.render(edition.lang, "components/live_value.html", {"stations": part})


def _stations(edition: Edition, block: Block, live: LiveEdition | None) -> StationPart:
    """Return the station that a block names, or those of the place that it names."""
    if live is None:
        return StationPart((), known=False)
    if "place" in block.params:
        return place_part(live, edition.catalogue.place(block.params["place"]))
    # A station may be retired after the page was written: then there is no value.
    item = live.snapshot.stations.get(block.params.get("station", ""))
    return StationPart((station_card(live, item),) if item else (), known=True)


def _live_events(edition: Edition, block: Block) -> str:
    district, season = block.params.get("district"), block.params.get("season")
    events = [
        card
        for card in coming_events(edition)
        if (not district or district in card.district) and (not season or season in card.seasons)
    ]
    limit = int(block.params.get("limit", DEFAULT_EVENTS))
    context: dict[str, object] = {"events": events[:limit]}
    return edition.renderer.render(edition.lang, "components/live_events.html", context)
