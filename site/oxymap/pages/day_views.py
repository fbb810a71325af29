"""The page of a day of one's own; it is nowhere but in its address and on the reader's phone."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.pages.day_page import day_view
from oxymap.pages.day_plan import make_plan, read_plan
from oxymap.pages.meta import page_meta
from oxymap.pages.respond import crumbs_to, page_response
from oxymap.pages.site import site

bp = Blueprint("day", __name__)
#: An address with more than this was not made by our page.
MOST_CHARACTERS = 4_000


@bp.get("/my-day")
def my_day(lang: str) -> BaseResponse:
    """Show the day that the address names, or how to begin one."""
    edition = site().edition(lang)
    text, args = edition.texts.text, request.args
    if "id" in args:
        # The form without scripts: the answer is the address that can be handed on.
        pairs = list(zip(args.getlist("id"), args.getlist("min"), strict=False))
        plan = make_plan(pairs[:100], args.get("at", ""))
        return redirect(edition.urls.my_day() + plan.query(), HTTPStatus.SEE_OTHER)
    plan = read_plan(args.get("s", "")[:MOST_CHARACTERS], args.get("t", ""))
    meta = page_meta(
        edition,
        # With its stops, so that the other language shows the same day.
        "/my-day" + plan.query(),
        text("My day"),
        text(
            "Put places, trails and festivals in an order, see times and distances, and hand the "
            "day on by link or QR code. No account: it is kept on your phone."
        ),
        section="day",
        kind="day",
        breadcrumbs=crumbs_to(edition, (text("My day"), edition.urls.my_day())),
    )
    response: Response = page_response(edition, "day/index.html", meta, day=day_view(edition, plan))
    if request.query_string:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
