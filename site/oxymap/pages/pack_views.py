"""What phones ask for to keep a trail or a route: lists of addresses with a version."""

from __future__ import annotations

from dataclasses import asdict

import orjson
from flask import Blueprint, Response

from oxymap.pages.live_edition import Live
from oxymap.pages.packs import Pack, route_pack, trail_pack
from oxymap.pages.site import site
from oxymap.web.responses import open_data

bp = Blueprint("packs", __name__)


@bp.get("/packs/trails/<trail_id>.json")
def trail(lang: str, trail_id: str) -> Response:
    """Return what belongs to a trail."""
    return _answer(trail_pack(site().edition(lang), _stations, trail_id))


@bp.get("/packs/routes/<route_id>.json")
def route(lang: str, route_id: str) -> Response:
    """Return what belongs to a themed route."""
    return _answer(route_pack(site().edition(lang), _stations, route_id))


def _stations() -> Live:
    return site().live


def _answer(pack: Pack) -> Response:
    return open_data(orjson.dumps(asdict(pack)), "application/json")
