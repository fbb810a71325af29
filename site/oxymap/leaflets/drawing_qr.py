"""Draw a QR code."""

from __future__ import annotations

from itertools import groupby

import segno

from oxymap.leaflets import looks
from oxymap.leaflets.sheet import Sheet

#: Free modules that readers need around the code (ISO/IEC 18004, 9.1).
QUIET = 4


def draw_qr(sheet: Sheet, x: float, y: float, size: float, url: str) -> None:
    """Draw an address as a QR code of level M with its quiet zone, in a square."""
    rows = list(segno.make_qr(url, error="m").matrix)
    module = size / (len(rows) + 2 * QUIET)
    sheet.box(x, y, size, size, looks.WHITE, radius=4)
    for row, signs in enumerate(rows):
        column = 0
        for dark, run in groupby(signs):
            count = len(list(run))
            if dark:
                left, top = x + (column + QUIET) * module, y + (row + QUIET) * module
                # A hair more than a module, so that no light shows between rows.
                sheet.box(left, top, count * module, module * 1.02, looks.INK)
            column += count
