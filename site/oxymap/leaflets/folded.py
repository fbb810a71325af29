"""Lay a leaflet out to be folded: A4 landscape, three panels on each side.

Outside, from the left: the flap that is folded in, the back, the cover.  Inside: what the way
is, and across the other two panels its map with the list below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from oxymap.leaflets import looks
from oxymap.leaflets.blocks import Pieces
from oxymap.leaflets.drawing_map import draw_map
from oxymap.leaflets.drawing_profile import draw_profile
from oxymap.leaflets.drawing_qr import draw_qr
from oxymap.leaflets.flow import Block, Frame, Placed, flow
from oxymap.leaflets.looks import MM, Type
from oxymap.leaflets.models import Group, Leaflet
from oxymap.leaflets.ridges import ridges
from oxymap.leaflets.safety_card import safety_blocks, warning_blocks
from oxymap.leaflets.sheet import Sheet
from oxymap.leaflets.stamps import draw_draft
from oxymap.maps.basemap import BaseMap

PANEL = looks.A4[1] / 3
MARGIN = 8.5 * MM
TOP = 11 * MM
INNER = PANEL - 2 * MARGIN
QR = 40 * MM
PROFILE = 36 * MM
#: Type is made smaller in these steps until everything has room.
SCALES = (1.0, 0.94, 0.88, 0.82)
#: And the map lower.
MAPS = (112 * MM, 96 * MM, 80 * MM)
#: How much of the picture's width the cover shows, and where that begins.
COVER_WIDTH, COVER_LEFT = 640, 700
TITLES = tuple(Type(size, looks.INK, bold=True, leading=1.24) for size in (27, 24, 21, 18, 15.5))
SUBTITLE = Type(12, looks.INK_SOFT, bold=True, leading=1.35)
OTHER = Type(10, looks.INK_SOFT, leading=1.4)
#: Makes what a panel holds, at the scale of the pieces.
Maker = Callable[[Pieces, Leaflet], Iterator[Block]]


def lay_out_folded(sheet: Sheet, leaflet: Leaflet, base: BaseMap) -> None:
    """Draw both sides."""
    sheet.add_page()
    sheet.bookmark(leaflet.title)
    _cover(sheet, leaflet, 2 * PANEL)
    _back(sheet, leaflet, PANEL)
    _flap(sheet, leaflet)
    _finish(sheet, leaflet)
    sheet.add_page()
    sheet.bookmark(leaflet.map.label if leaflet.map else leaflet.groups[0].heading)
    _inside(sheet, leaflet, base)
    _finish(sheet, leaflet)


def _finish(sheet: Sheet, leaflet: Leaflet) -> None:
    """Mark where to fold, and a draft as one."""
    for x in (PANEL, 2 * PANEL):
        sheet.line(x, 2, x, 2 + 3 * MM, looks.LINE_STRONG, 0.4)
        sheet.line(x, sheet.height - 2 - 3 * MM, x, sheet.height - 2, looks.LINE_STRONG, 0.4)
    if leaflet.draft:
        for number in range(3):
            draw_draft(sheet, leaflet.words, number * PANEL, PANEL)


# --- outside ------------------------------------------------------------------------------


def _cover(sheet: Sheet, leaflet: Leaflet, x: float) -> None:
    height = round(sheet.height * COVER_WIDTH / PANEL)
    picture = ridges(COVER_LEFT, COVER_WIDTH, height, steep=1.25, foot=330)
    sheet.svg(picture, x, 0, PANEL, sheet.height)
    left = x + MARGIN
    y = sheet.paragraph(left, 17 * MM, INNER, leaflet.kicker, looks.KICKER) + 5
    title, rest = leaflet.title_parts
    type_ = sheet.type.fitting(title, TITLES, INNER, 2)
    y = sheet.paragraph(left, y, INNER, title, type_)
    if rest:
        y = sheet.paragraph(left, y + 3, INNER, rest, SUBTITLE)
    if leaflet.other_title:
        sheet.paragraph(left, y + 5, INNER, leaflet.other_title, OTHER)
    _cover_facts(sheet, leaflet, left)


def _cover_facts(sheet: Sheet, leaflet: Leaflet, left: float) -> None:
    """Draw a few facts on the dark foot of the hills."""
    label, value = Type(7.6, looks.FOOT_SOFT), Type(15, looks.WHITE, bold=True, leading=1.25)
    y = sheet.height - 17 * MM - len(leaflet.cover_facts) * 31
    for fact in leaflet.cover_facts:
        sheet.line(left, y, left + INNER, y, "#3f7a64", 0.6)
        sheet.middle(left, y + 16, fact.label, label)
        types = (value, value.scaled(0.8), value.scaled(0.65))
        fitting = sheet.type.fitting(fact.value, types, INNER * 0.7, 1)
        sheet.middle(left + INNER, y + 16, fact.value, fitting, 1)
        y += 31
    sheet.middle(left, sheet.height - 9 * MM, leaflet.imprint.site_name, Type(9, looks.WHITE, True))
    address = Type(6.8, looks.FOOT_SOFT)
    sheet.middle(left + INNER, sheet.height - 9 * MM, leaflet.imprint.site_address, address, 1)


def _back(sheet: Sheet, leaflet: Leaflet, x: float) -> None:
    imprint, left = leaflet.imprint, x + MARGIN
    sheet.box(x, 0, PANEL, sheet.height, looks.MIST)
    pieces = Pieces(sheet, INNER)
    foot = [
        *(pieces.paragraph(line, looks.FINE, 1.5) for line in imprint.legal),
        pieces.paragraph(imprint.printed, looks.FINE, 0),
    ]
    if imprint.sources:
        sources = [pieces.paragraph(source, looks.FINE, 2) for source in imprint.sources]
        foot = [pieces.heading(imprint.sources_heading), *sources, pieces.gap(6), *foot]
    y = sheet.height - TOP - sum(block.height for block in foot)
    _draw(flow(foot, [Frame(0, left, y, sheet.height)])[0])
    qr_top = 34 * MM
    qr_left = x + (PANEL - QR) / 2
    sheet.box(qr_left - 8, qr_top - 8, QR + 16, QR + 16, looks.WHITE, radius=8)
    draw_qr(sheet, qr_left, qr_top, QR, imprint.url)
    sheet.link(qr_left, qr_top, QR, QR, imprint.url)
    scan = Type(10.5, looks.ACCENT_STRONG, bold=True, leading=1.4)
    y = sheet.paragraph(left, qr_top + QR + 18, INNER, imprint.scan, scan, 0.5) + 3
    y = sheet.paragraph(left, y, INNER, imprint.address, looks.SMALL, 0.5) + 10
    sheet.paragraph(left, y, INNER, imprint.live, looks.SMALL, 0.5)


def _flap(sheet: Sheet, leaflet: Leaflet) -> None:
    frames = [Frame(0, MARGIN, TOP, sheet.height - TOP)]
    _squeeze(sheet, leaflet, [frames], _flap_blocks)


def _flap_blocks(pieces: Pieces, leaflet: Leaflet) -> Iterator[Block]:
    yield from safety_blocks(pieces, leaflet.safety)
    yield from warning_blocks(pieces, leaflet.words.mind, leaflet.safety)


# --- inside -------------------------------------------------------------------------------


def _inside(sheet: Sheet, leaflet: Leaflet, base: BaseMap) -> None:
    groups = list(leaflet.groups)
    end = _about(sheet, leaflet)
    end = _move_to_first_panel(sheet, leaflet, groups, end)
    left, right = PANEL + MARGIN, 2 * PANEL + MARGIN
    notes = leaflet.map.notes if leaflet.map else ()
    width = 2 * PANEL - 2 * MARGIN
    low = sum(sheet.type.height(note, looks.FINE, width) for note in notes) + 4 * MM
    heights = MAPS if leaflet.map else (0.0,)
    bottom = sheet.height - TOP
    ways = [[Frame(0, x, TOP + height + low, bottom) for x in (left, right)] for height in heights]
    ways.append([Frame(0, MARGIN, end + 10, bottom), *ways[-1]])
    chosen = _squeeze(sheet, leaflet, ways, lambda pieces, _: _list_blocks(pieces, groups))
    if leaflet.map is None:
        return
    height = chosen[-1].top - TOP - low
    draw_map(sheet, base, leaflet.lang, leaflet.map, x=left, y=TOP, width=width, height=height)
    y = TOP + height + 3
    for note in notes:
        y = sheet.paragraph(left, y, width, note, looks.FINE)


def _about(sheet: Sheet, leaflet: Leaflet) -> float:
    """Draw the first panel: what the way is; return where it ends."""
    pieces = Pieces(sheet, INNER)
    title = Type(14, looks.ACCENT_STRONG, bold=True, leading=1.35)
    y = sheet.paragraph(MARGIN, TOP, INNER, leaflet.title_parts[0], title) + 4
    y = sheet.paragraph(MARGIN, y, INNER, leaflet.summary, looks.PROSE) + 9
    table = pieces.facts(leaflet.facts, 2)
    table.draw(MARGIN, y)
    y += table.height
    for note in leaflet.notes:
        y = sheet.paragraph(MARGIN, y + 3, INNER, note, looks.SMALL)
    if leaflet.profile and y + PROFILE < sheet.height - TOP:
        sheet.middle(MARGIN, y + 10, leaflet.profile.heading, looks.LABEL.scaled(1.1))
        draw_profile(sheet, leaflet.profile, MARGIN, y + 12, (INNER, PROFILE))
        y += PROFILE + 12
    return _sections(pieces, leaflet, y + 8)


def _sections(pieces: Pieces, leaflet: Leaflet, y: float) -> float:
    """Draw as many whole sections of the text as the first panel has room for."""
    bottom = pieces.sheet.height - TOP
    sections: list[list[Block]] = []
    for part, block in zip(leaflet.prose, pieces.prose(leaflet.prose), strict=True):
        if part.kind == "heading" or not sections:
            sections.append([])
        sections[-1].append(block)
    for section in sections:
        if y + sum(block.height for block in section) > bottom:
            break
        for block in section:
            block.draw(MARGIN, y)
            y += block.height
        y += 4
    return y


def _move_to_first_panel(sheet: Sheet, leaflet: Leaflet, groups: list[Group], y: float) -> float:
    """Draw the last groups in the first panel if it has room for them; the list keeps the rest."""
    if leaflet.prose or len(groups) < 2:
        return y
    pieces = Pieces(sheet, INNER)
    blocks = list(_list_blocks(pieces, groups[1:]))
    if y + 8 + sum(block.height for block in blocks) > sheet.height - TOP:
        return y
    del groups[1:]
    placed = flow(blocks, [Frame(0, MARGIN, y + 8, sheet.height - TOP)])[0]
    _draw(placed)
    return placed[-1].bottom


def _list_blocks(pieces: Pieces, groups: Sequence[Group]) -> Iterator[Block]:
    for group in groups:
        yield from pieces.group(group)


# --- squeezing ----------------------------------------------------------------------------


def _squeeze(
    sheet: Sheet, leaflet: Leaflet, ways: Sequence[Sequence[Frame]], make: Maker
) -> Sequence[Frame]:
    """Draw blocks in the first way and at the largest scale that holds all of them.

    Where none does, a line says that the page has the rest.  Returns the frames used.
    """
    placed: list[Placed] = []
    for frames in ways:
        for scale in SCALES:
            blocks = list(make(Pieces(sheet, INNER, scale), leaflet))
            while blocks and blocks[-1].air:
                blocks.pop()
            placed, count = flow(blocks, frames)
            if count == len(blocks) and all(p.bottom <= frames[0].bottom + 1 for p in placed):
                _draw(placed)
                return frames
    more = Pieces(sheet, INNER, SCALES[-1]).paragraph(leaflet.words.more, looks.SMALL, 0)
    last = ways[-1][-1]
    short = [*ways[-1][:-1], Frame(last.page, last.x, last.top, last.bottom - more.height)]
    placed = [p for p in flow(blocks, short)[0] if p.bottom <= last.bottom - more.height + 1]
    while placed and placed[-1].block.keep:
        placed.pop()
    _draw(placed)
    more.draw(last.x, last.bottom - more.height)
    return ways[-1]


def _draw(placed: Sequence[Placed]) -> None:
    for item in placed:
        item.block.draw(item.x, item.y)
