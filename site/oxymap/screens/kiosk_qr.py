"""Hand a page over to a telephone: the QR code of the very page in the very language."""

from __future__ import annotations

import segno

from oxymap.maps.svg import tag
from oxymap.screens.kiosk_edition import KioskEdition
from oxymap.screens.kiosk_models import Handover

#: Free modules that readers need around the code (ISO/IEC 18004, 9.1).
QUIET = 4


def handover(edition: KioskEdition, path: str, text: str) -> Handover:
    """Return the code of a public page.

    Parameters
    ----------
    path : of the page, with its language's prefix.
    text : what it is.
    """
    url = edition.settings.base_url + path
    label = edition.texts.text("QR code: %(text)s", text=text)
    return Handover(qr_picture(url, label), url, url.partition("://")[2], text)


def qr_picture(url: str, label: str) -> str:
    """Return a code of level M as inline SVG; colours come from the style sheet."""
    rows = [bytes(row) for row in segno.make_qr(url, error="m").matrix]
    size = len(rows) + 2 * QUIET
    field = tag("path", class_="kiosk-qr__field", d=f"M0 0h{size}v{size}H0z")
    modules = tag("path", class_="kiosk-qr__modules", d="".join(map(_line, range(len(rows)), rows)))
    return tag(
        "svg",
        field + modules,
        xmlns="http://www.w3.org/2000/svg",
        class_="kiosk-qr__code",
        viewBox=f"0 0 {size} {size}",
        role="img",
        aria_label=label,
        shape_rendering="crispEdges",
    )


def _line(number: int, row: bytes) -> str:
    """Return the dark runs of a row as path commands."""
    parts, column = [], 0
    while column < len(row):
        end = column
        while end < len(row) and row[end] == row[column]:
            end += 1
        if row[column]:
            width = end - column
            parts.append(f"M{column + QUIET} {number + QUIET}h{width}v1h-{width}z")
        column = end
    return "".join(parts)
