"""The links to the files that need no network."""

from __future__ import annotations

from oxymap.pages.edition import Edition
from oxymap.pages.models import Download

HTML, ZIP = "text/html", "application/zip"


def takeaway_links(edition: Edition, page: str, pack: str | None = None) -> tuple[Download, ...]:
    """Return the page in one file and, where there is one, the archive of all files.

    A frozen site has no archives: each holds a leaflet, which takes half a second to draw.

    Parameters
    ----------
    page, pack : addresses.
    """
    text = edition.texts.text
    note = text("To read and follow without a network, in WeChat, too.")
    found = Download(text("Page for the pocket (HTML)"), page, HTML, note)
    if pack is None or edition.frozen:
        return (found,)
    return found, Download(text("Everything (ZIP)"), pack, ZIP, note)
