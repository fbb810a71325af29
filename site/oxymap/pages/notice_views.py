"""The page of all notices, and the same for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from flask import Blueprint, Response

from oxymap import clock
from oxymap.pages.meta import page_meta
from oxymap.pages.notices_page import moment, notice_views
from oxymap.pages.respond import crumbs_to, page_response
from oxymap.pages.site import site
from oxymap.web.responses import open_data

if TYPE_CHECKING:
    from oxymap.notices.models import Notice

bp = Blueprint("notices", __name__)
shared = Blueprint("notices_data", __name__)
#: Screens ask every few seconds; nobody between may keep an old emergency.
DATA_CACHE = "public, max-age=2"


@bp.get("/notices/")
def notices(lang: str) -> Response:
    """Show what holds now, and what is to come."""
    edition = site().edition(lang)
    text = edition.texts.text
    now, coming = _known()
    meta = page_meta(
        edition,
        "/notices/",
        text("Notices"),
        text("Closures, warnings and news for the way, each with its place and its time."),
        section="notices",
        kind="notices",
        breadcrumbs=crumbs_to(edition, (text("Notices"), edition.urls.notices())),
    )
    return page_response(
        edition,
        "notices/index.html",
        meta,
        now=notice_views(edition, now),
        coming=notice_views(edition, coming),
        as_of=moment(edition, clock.seconds()) if edition.frozen else None,
    )


@shared.get("/api/v1/notices")
def notices_json() -> Response:
    """Answer with what holds now, the gravest first, and what is to come."""
    now, coming = _known()
    document = {"now": [_told(one) for one in now], "coming": [_told(one) for one in coming]}
    return open_data(orjson.dumps(document), "application/json", cache=DATA_CACHE)


def _known() -> tuple[list[Notice], list[Notice]]:
    """Return what holds and what comes; where nothing was ever published, no database is made."""
    if not site().database.exists:
        return [], []
    return site().notices.now(), site().notices.coming()


def _told(notice: Notice) -> dict[str, object]:
    return {
        "id": notice.id,
        "severity": notice.severity,
        "title": notice.title.model_dump(),
        "body": notice.body.model_dump(),
        "districts": notice.districts,
        "places": notice.places,
        "from": clock.iso(notice.from_at),
        "until": clock.iso(notice.until_at) if notice.until_at is not None else None,
    }
