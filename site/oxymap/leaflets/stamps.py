"""The mark across a leaflet that is not published yet."""

from __future__ import annotations

from oxymap.leaflets import looks
from oxymap.leaflets.looks import MM, Type
from oxymap.leaflets.models import Words
from oxymap.leaflets.sheet import Sheet

SIZE = 96.0
SHARE = 0.16


def draw_draft(sheet: Sheet, words: Words, left: float, width: float) -> None:
    """Draw a large word across a part of the page, and a line that says what it means."""
    type_ = Type(SIZE, looks.ROUTE, bold=True)
    size = min(SIZE, SIZE * width * 0.8 / sheet.type.width(words.draft, type_))
    x, y = left + width / 2, sheet.height / 2
    with sheet.opacity(SHARE), sheet.pdf.rotation(32, x, y):
        sheet.middle(x, y, words.draft, Type(size, looks.ROUTE, bold=True), 0.5)
    note = Type(7.4, looks.WHITE, bold=True)
    across = sheet.type.width(words.draft_note, note) + 16
    sheet.box(x - across / 2, 2 * MM, across, 13, looks.ROUTE, radius=6)
    sheet.middle(x, 2 * MM + 6.5, words.draft_note, note, 0.5)
