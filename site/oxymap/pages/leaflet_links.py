"""The links to the leaflets that can be printed."""

from __future__ import annotations

from collections.abc import Callable

from oxymap.pages.edition import Edition
from oxymap.pages.models import Download
from oxymap.web.print_font import print_fonts
from oxymap.web.urls import FOLDED

PDF = "application/pdf"


def leaflets(
    edition: Edition, address: Callable[[str, str], str], subject_id: str
) -> tuple[Download, ...]:
    """Return the leaflets of a trail or a route; none where this machine has no font for them.

    A frozen site has the flat ones only: each takes half a second to draw.

    Parameters
    ----------
    address : gives the address by id and form.
    """
    if not print_fonts(edition.settings.pdf_font):
        return ()
    text = edition.texts.text
    note = text("To print on A4: flat to hang up, or folded twice for the pocket.")
    flat = Download(text("PDF leaflet"), address(subject_id, ""), PDF, note)
    if edition.frozen:
        return (flat,)
    return flat, Download(text("PDF to fold"), address(subject_id, FOLDED), PDF, note)
