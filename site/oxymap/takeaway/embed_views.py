"""Frames for other sites, and oEmbed, by which they find them."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from flask import Blueprint, Response, request

from oxymap.errors import BadRequestError
from oxymap.pages.live_edition import live_edition
from oxymap.pages.live_texts import live_words
from oxymap.pages.queries import check_map_state
from oxymap.pages.site import site
from oxymap.takeaway.embeds import embedded_live, embedded_map
from oxymap.takeaway.oembed import CACHE_SECONDS, find_target, oembed
from oxymap.web.errors import problem
from oxymap.web.responses import kept, kept_live
from oxymap.web.security import content_security_policy, image_hosts

bp = Blueprint("embed", __name__)
shared = Blueprint("oembed", __name__)
HTML = "text/html; charset=utf-8"
JSON = "application/json"


@bp.get("/embed/map")
def embed_map(lang: str) -> Response:
    """Show the map in a frame; docs/embed.md has the parameters."""
    check_map_state(request.args)
    edition = site().edition(lang)
    view = embedded_map(edition, request.args)
    body = edition.renderer.render(lang, "embed/map.html", {"embed": view, "frame": view.frame})
    return _for_frames(kept(body))


@bp.get("/embed/live")
def embed_live(lang: str) -> Response:
    """Show present values in a frame; docs/embed.md has the parameters."""
    page = live_edition(site().edition(lang), site().live)
    view = embedded_live(page, request.args)
    context = {"embed": view, "frame": view.frame, "live_words": live_words(page.edition)}
    body = page.edition.renderer.render(lang, "embed/live.html", context)
    return _for_frames(kept_live(body, HTML, page.snapshot.version))


def _for_frames(response: Response) -> Response:
    """Allow every site to show a page in a frame; the rest of the policy stays."""
    hosts = image_hosts(site().settings)
    policy = content_security_policy(image_hosts=hosts, framed_by="*")
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@shared.get("/oembed")
def describe() -> Response:
    """Say how to show a page of ours in a frame (oEmbed 1.0)."""
    if request.args.get("format", "json") != "json":
        return problem(HTTPStatus.NOT_IMPLEMENTED, "Only JSON is given.", "not_implemented")
    url = request.args.get("url", "")
    if not url:
        raise BadRequestError("url: is missing")
    edition, target = find_target(url, site().edition, lambda: site().live)
    answer = oembed(edition, target, _pixels("maxwidth"), _pixels("maxheight"))
    response = kept(orjson.dumps(answer), JSON, cache=f"public, max-age={CACHE_SECONDS}")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _pixels(name: str) -> int | None:
    """Return a whole number of the query.

    Raises
    ------
    BadRequestError : it is none.
    """
    text = request.args.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:6]) <= 10_000:
        raise BadRequestError(f"{name}: {text[:20]!r} is not a number of pixels", text[:20])
    return int(text)
