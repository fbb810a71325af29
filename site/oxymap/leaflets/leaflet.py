"""Make a leaflet: A4 pages to hang up or to put into a pocket."""

from __future__ import annotations

from collections.abc import Sequence

from oxymap.catalogue.models import Page, Place, RouteFront
from oxymap.leaflets import looks
from oxymap.leaflets.blocks import Pieces
from oxymap.leaflets.drawing_map import draw_map
from oxymap.leaflets.drawing_profile import draw_profile
from oxymap.leaflets.drawing_qr import draw_qr
from oxymap.leaflets.flow import Block, Frame, Placed, endless, flow
from oxymap.leaflets.folded import lay_out_folded
from oxymap.leaflets.looks import MM, Type
from oxymap.leaflets.models import Leaflet
from oxymap.leaflets.ridges import WIDTH, ridges
from oxymap.leaflets.route_leaflet import route_leaflet
from oxymap.leaflets.safety_card import safety_blocks, warning_blocks
from oxymap.leaflets.sheet import Sheet
from oxymap.leaflets.stamps import draw_draft
from oxymap.leaflets.trail_leaflet import trail_leaflet
from oxymap.maps.basemap import BaseMap
from oxymap.pages.edition import Edition
from oxymap.web.print_font import print_fonts

MARGIN = 15 * MM
HERO = 58 * MM
FOOT = 14 * MM
QR = 27 * MM
PROFILE = 40 * MM
GUTTER = 8 * MM
#: Sizes of the type on the following pages.
SCALES = (1.0, 0.96, 0.92, 0.88)
TITLES = tuple(Type(size, looks.INK, bold=True, leading=1.22) for size in (27, 24, 21, 18, 16))
SUBTITLE = Type(12.5, looks.INK_SOFT, bold=True, leading=1.3)
OTHER = Type(10, looks.INK_SOFT, leading=1.35)


def make_leaflet(
    edition: Edition, subject: Place | Page, *, folded: bool = False, draft: bool = False
) -> bytes:
    """Return the leaflet of a trail or of a themed route as PDF.

    The same published state, settings and day give the same bytes.

    Parameters
    ----------
    edition : the state to print, in one language; a preview for a draft.
    subject : a trail (`Place`) or a route (`Page` of type ``routes``).
    folded : two sides of A4 landscape, three panels each, instead of upright pages.
    draft : print it with a watermark.

    Raises
    ------
    FontError : this machine has no font with Chinese characters.
    """
    if isinstance(subject, Place):
        leaflet = trail_leaflet(edition, subject, draft=draft)
    else:
        assert isinstance(subject.front, RouteFront)  # noqa: S101 -- by its type
        leaflet = route_leaflet(edition, subject, subject.front, draft=draft)
    lay_out = lay_out_folded if folded else lay_out_upright
    size = (looks.A4[1], looks.A4[0]) if folded else looks.A4
    sheet = Sheet(size, print_fonts(edition.settings.pdf_font), edition.lang)
    sheet.describe(leaflet.title, leaflet.summary, leaflet.author, leaflet.language)
    lay_out(sheet, leaflet, edition.base_map)
    return sheet.output(leaflet.day)


def lay_out_upright(sheet: Sheet, leaflet: Leaflet, base: BaseMap) -> None:
    """Draw the upright leaflet: the first page to hang up, the others with the details."""
    following = _Following(sheet, leaflet)
    count = 1 + following.pages
    sheet.add_page()
    sheet.bookmark(leaflet.title)
    _hero(sheet, leaflet)
    _first_page(sheet, leaflet, base)
    _foot(sheet, leaflet, 1, count)
    following.draw(count)


def _hero(sheet: Sheet, leaflet: Leaflet) -> None:
    height = round(HERO * WIDTH / sheet.width)
    picture = ridges(0, WIDTH, height, steep=0.52, foot=28)
    sheet.svg(picture, 0, 0, sheet.width, HERO)
    imprint = leaflet.imprint
    x, y = sheet.width - MARGIN - QR, 9 * MM
    sheet.box(x - 4, y - 4, QR + 8, QR + 23, looks.WHITE, radius=6)
    draw_qr(sheet, x, y - 2, QR, imprint.url)
    sheet.paragraph(x, y + QR - 1, QR, imprint.scan, Type(6, looks.INK_SOFT, leading=1.3), 0.5)
    sheet.link(x, y, QR, QR, imprint.url)
    width = sheet.width - 2 * MARGIN - QR - 8 * MM
    y = sheet.paragraph(MARGIN, 10 * MM, width, leaflet.kicker, looks.KICKER) + 3
    title, rest = leaflet.title_parts
    y = sheet.paragraph(
        MARGIN, y, width, title, sheet.type.fitting(title, TITLES, width, 1 if rest else 2)
    )
    if rest:
        y = sheet.paragraph(MARGIN, y + 1, width, rest, SUBTITLE)
    if leaflet.other_title:
        sheet.paragraph(MARGIN, y + 2, width, leaflet.other_title, OTHER)


def _first_page(sheet: Sheet, leaflet: Leaflet, base: BaseMap) -> None:
    width = sheet.width - 2 * MARGIN
    pieces = Pieces(sheet, width)
    y = HERO + 5.5 * MM
    y = sheet.paragraph(MARGIN, y, width, leaflet.summary, looks.LEAD) + 3 * MM
    table = pieces.facts(leaflet.facts, _columns(len(leaflet.facts)))
    table.draw(MARGIN, y)
    y += table.height + 2 * MM
    bottom = sheet.height - FOOT - 3 * MM
    notes = list(leaflet.map.notes if leaflet.map else ()) + list(leaflet.notes)
    bottom -= sum(sheet.type.height(note, looks.SMALL, width) for note in notes)
    end = bottom + 1.5 * MM
    for note in notes:
        end = sheet.paragraph(MARGIN, end, width, note, looks.SMALL)
    bottom -= 1.5 * MM
    if leaflet.profile:
        draw_profile(sheet, leaflet.profile, MARGIN, bottom - PROFILE, (width, PROFILE))
        sheet.middle(
            MARGIN + 30, bottom - PROFILE + 8, leaflet.profile.heading, looks.LABEL.scaled(1.1)
        )
        bottom -= PROFILE + 2 * MM
    if leaflet.map:
        draw_map(
            sheet, base, leaflet.lang, leaflet.map, x=MARGIN, y=y, width=width, height=bottom - y
        )


def _columns(count: int) -> int:
    """Return how many facts stand beside each other, so that the last row is nearly full."""
    return count if count <= 4 else 4 if count in {7, 8} else 3


def _foot(sheet: Sheet, leaflet: Leaflet, number: int, count: int) -> None:
    imprint = leaflet.imprint
    y = sheet.height - FOOT
    sheet.line(MARGIN, y, sheet.width - MARGIN, y, looks.LINE, 0.6)
    y += 9
    name = Type(7.4, looks.ACCENT, bold=True)
    sheet.middle(MARGIN, y, imprint.site_name, name)
    left = MARGIN + sheet.type.width(imprint.site_name, name) + 8
    sheet.middle(left, y, imprint.address, looks.FINE)
    sheet.link(left, y - 6, sheet.type.width(imprint.address, looks.FINE), 12, imprint.url)
    page = leaflet.words.page % {"number": number, "count": count}
    right = f"{imprint.printed}　{page}" if leaflet.lang == "zh" else f"{imprint.printed} · {page}"
    sheet.middle(sheet.width - MARGIN, y, right, looks.FINE, 1)
    if leaflet.draft:
        draw_draft(sheet, leaflet.words, 0, sheet.width)


class _Following:
    """The pages after the first: two columns, safety at the head of the second."""

    TOP = 23 * MM

    def __init__(self, sheet: Sheet, leaflet: Leaflet) -> None:
        self.sheet = sheet
        self.leaflet = leaflet
        self.column = (sheet.width - 2 * MARGIN - GUTTER) / 2
        self.lefts = (MARGIN, MARGIN + self.column + GUTTER)
        self.bottom = sheet.height - FOOT - 4 * MM
        ways = [self._placed(scale) for scale in SCALES]
        # Smaller type only where it saves a page.
        self.placed = min(ways, key=_last_page)
        self.pages = _last_page(self.placed) - 1

    def _placed(self, scale: float) -> list[Placed]:
        leaflet, pieces = self.leaflet, Pieces(self.sheet, self.column, scale)
        side = flow(list(safety_blocks(pieces, leaflet.safety)), self._frames(2)[1:])[0]
        left = self._frames(2)[0]
        right = Frame(2, self.lefts[1], side[-1].bottom, self.bottom)
        way = [block for group in leaflet.groups for block in pieces.group(group)]
        rest = [
            *warning_blocks(pieces, leaflet.words.mind, leaflet.safety),
            *pieces.prose(leaflet.prose),
            pieces.gap(6),
            *_imprint_blocks(pieces, leaflet),
        ]
        columns = [flow(way, [left]), flow(rest, [right])]
        if [count for _, count in columns] == [len(way), len(rest)]:
            return side + columns[0][0] + columns[1][0]
        return side + flow([*way, *rest], endless([left, right], self._frames))[0]

    def _frames(self, page: int) -> list[Frame]:
        return [Frame(page, x, self.TOP, self.bottom) for x in self.lefts]

    def draw(self, count: int) -> None:
        """Draw the pages, each whole before the next."""
        for number in range(2, self.pages + 2):
            self.sheet.add_page()
            if number == 2:
                headings = [group.heading for group in self.leaflet.groups]
                self.sheet.bookmark((headings or [self.leaflet.safety.heading])[0])
            self._head()
            for item in self.placed:
                if item.page == number:
                    item.block.draw(item.x, item.y)
            _foot(self.sheet, self.leaflet, number, count)

    def _head(self) -> None:
        sheet, leaflet = self.sheet, self.leaflet
        sheet.box(0, 0, sheet.width, 5 * MM, looks.ACCENT_STRONG)
        title = Type(9, looks.ACCENT_STRONG, bold=True)
        sheet.middle(MARGIN, 13.5 * MM, leaflet.title, title)
        sheet.middle(sheet.width - MARGIN, 13.5 * MM, leaflet.kicker, looks.LABEL, 1)
        sheet.line(MARGIN, 17.5 * MM, sheet.width - MARGIN, 17.5 * MM, looks.LINE, 0.6)


def _last_page(placed: Sequence[Placed]) -> int:
    return max(item.page for item in placed)


def _imprint_blocks(pieces: Pieces, leaflet: Leaflet) -> Sequence[Block]:
    imprint = leaflet.imprint
    blocks = [pieces.paragraph(imprint.live, looks.SMALL, 7)]
    if imprint.sources:
        blocks.append(pieces.heading(imprint.sources_heading))
        blocks += [pieces.paragraph(source, looks.FINE, 2) for source in imprint.sources]
        blocks.append(pieces.gap(4))
    return [*blocks, *(pieces.paragraph(line, looks.FINE, 1.5) for line in imprint.legal)]
