"""Boards of light for one station: as a page, as letters, and as a picture."""

from __future__ import annotations

from functools import lru_cache
from http import HTTPStatus

from flask import Blueprint, Response

from oxymap import clock
from oxymap.errors import NotFoundError
from oxymap.pages.edition import Edition
from oxymap.pages.live_edition import live_edition
from oxymap.pages.live_texts import live_words
from oxymap.pages.site import site
from oxymap.screens.board_models import Board, Face, make_board
from oxymap.screens.board_picture import HEIGHTS, WIDTHS, draw_board
from oxymap.screens.board_text import board_text
from oxymap.web.print_font import FontFile, print_fonts
from oxymap.web.responses import LIVE_CACHE, validated

bp = Blueprint("boards", __name__)
#: A board without scripts asks again after so long.
REFRESH_S = 30
NO_FONT = "This server has no font with Chinese characters (on Debian: fonts-wqy-microhei).\n"


@bp.get("/board/<station_id>")
def board(lang: str, station_id: str) -> Response:
    """Show one station on a board of any size."""
    edition, found = _board(lang, station_id)
    context = {
        "board": found,
        "live_words": live_words(edition),
        "refresh_s": REFRESH_S,
        "canonical": edition.settings.base_url + edition.urls.station(station_id),
    }
    body = edition.renderer.render(lang, "board/board.html", context)
    return _answer(body.encode(), "text/html; charset=utf-8")


@bp.get("/board/<station_id>.txt")
def letters(lang: str, station_id: str) -> Response:
    """Answer with five lines of eight columns in UTF-8."""
    _, found = _board(lang, station_id)
    return _answer(board_text(found).encode(), "text/plain; charset=utf-8")


@bp.get("/board/<station_id>.gb18030.txt")
def letters_gb(lang: str, station_id: str) -> Response:
    """Answer with the same lines in GB 18030, as most controllers of boards read them."""
    _, found = _board(lang, station_id)
    return _answer(board_text(found).encode("gb18030"), "text/plain; charset=gb18030")


@bp.get("/board/<station_id>-<int:width>x<int:height>.png")
def picture(lang: str, station_id: str, width: int, height: int) -> Response:
    """Answer with the board as a picture of any size."""
    if width not in WIDTHS or height not in HEIGHTS:
        raise NotFoundError(
            f"A board's picture is {WIDTHS[0]} to {WIDTHS[-1]} wide and "
            f"{HEIGHTS[0]} to {HEIGHTS[-1]} high.",
            f"{width}x{height}",
        )
    edition, found = _board(lang, station_id)
    fonts = print_fonts(edition.settings.pdf_font)
    if not fonts:
        return Response(NO_FONT, HTTPStatus.SERVICE_UNAVAILABLE, mimetype="text/plain")
    return _answer(_drawn(found.face, width, height, fonts), "image/png")


def _board(lang: str, station_id: str) -> tuple[Edition, Board]:
    page = live_edition(site().edition(lang), site().live)
    item = page.snapshot.stations.get(station_id)
    if item is None:
        raise NotFoundError(f"No station is called {station_id!r}.", station_id)
    return page.edition, make_board(page, item, clock.seconds())


@lru_cache(maxsize=32)
def _drawn(face: Face, width: int, height: int, fonts: tuple[FontFile, ...]) -> bytes:
    """Keep the last few pictures: boards of the same size ask for the same one."""
    return draw_board(face, width, height, fonts)


def _answer(body: bytes, media_type: str) -> Response:
    # Not kept with the published pages: the ages in it go on while nothing else changes.
    return validated(body, media_type, cache=LIVE_CACHE)
