"""Where the studio's pages are, and where the public sees an object."""

from __future__ import annotations

from oxymap.catalogue.models import PLACE_LAYERS
from oxymap.publishing.models import Ref
from oxymap.web.urls import URLS


def object_path(ref: Ref) -> str:
    """Return the path of an object's page in the studio, without language prefix."""
    return f"/studio/objects/{ref}"


def draft_path(number: int) -> str:
    """Return the path of a draft's editor."""
    return f"/studio/drafts/{number}"


def review_path(number: int) -> str:
    """Return the path of a draft's review."""
    return f"/studio/drafts/{number}/review"


def revision_path(number: int, against: str = "") -> str:
    """Return the path of a revision's difference.

    Parameters
    ----------
    against : number of another revision, ``published`` or ``shipped``; empty for the parent.
    """
    return f"/studio/revisions/{number}" + (f"?against={against}" if against else "")


def public_path(lang: str, ref: Ref) -> str | None:
    """Return where visitors see an object; None when it has no page of its own."""
    urls = URLS[lang]
    if ref.kind == "page":
        makers = {
            "routes": urls.route,
            "festivals": urls.festival,
            "seasons": urls.festival,
            "districts": urls.district,
            "pages": urls.page,
            "kiosks": urls.kiosk,
        }
    else:
        makers = {
            "trails": urls.trail,
            "districts": urls.district,
            "stations": urls.station,
            **dict.fromkeys(PLACE_LAYERS, urls.place),
        }
    maker = makers.get(ref.group)
    return maker(ref.id) if maker else None
