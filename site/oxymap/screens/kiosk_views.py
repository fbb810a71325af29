"""The pages of the touch screens: complete without a script, and none leads out."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response

from oxymap.errors import GoneError, NotFoundError
from oxymap.pages import showing
from oxymap.pages.live_edition import Live, LiveEdition, live_edition
from oxymap.pages.live_texts import live_words
from oxymap.pages.models import EventCard, PlaceCard, RouteCard, SeasonCard, TrailCard
from oxymap.pages.showing import Shown
from oxymap.pages.site import site
from oxymap.screens import kiosk_page
from oxymap.screens.kiosk_bundle import bundle_json, worker_script
from oxymap.screens.kiosk_config import kiosk_version
from oxymap.screens.kiosk_edition import KioskEdition, kiosk_edition
from oxymap.screens.kiosk_frame import Subject, make_screen, standing_name
from oxymap.screens.kiosk_links import keep_inside
from oxymap.screens.kiosk_map import map_page
from oxymap.screens.kiosk_models import NoticeView
from oxymap.screens.kiosk_near import near_places
from oxymap.screens.kiosk_scope import district_of
from oxymap.web.responses import LIVE_CACHE, kept, kept_live, validated
from oxymap.wording import N_

bp = Blueprint("kiosk", __name__)
#: What is the same in every language.
shared = Blueprint("kiosk_shared", __name__)
HTML = "text/html; charset=utf-8"
VERSION_HEADER = "X-Kiosk-Version"
#: The worker holds the pages; whoever has none asks again.
CACHE = "no-cache"


@bp.get("/kiosk/<kiosk_id>")
def attract(lang: str, kiosk_id: str) -> Response:
    """Show what invites people who pass by."""
    edition = _edition(lang, kiosk_id)
    live = live_edition(edition, site().live)
    name = standing_name(edition)
    view = kiosk_page.attract_view(live, _notices(edition))
    subject = Subject("", name, *_about_place(edition))
    return _fresh(edition, "attract.html", subject, live, attract=view)


@bp.get("/kiosk/<kiosk_id>/map")
def surroundings(lang: str, kiosk_id: str) -> Response:
    """Show the surroundings as a drawing with “you are here”, which fingers may move."""
    edition = _edition(lang, kiosk_id)
    live = live_edition(edition, site().live)
    heading = edition.texts.text("Map of the surroundings")
    public = edition.public.urls.map()
    subject = Subject("map", heading, public, edition.texts.text("The map on your phone"))
    return _live(edition, "map.html", subject, live, surroundings=map_page(live))


@bp.get("/kiosk/<kiosk_id>/near")
def near(lang: str, kiosk_id: str) -> Response:
    """Show what is near, the nearest first."""
    edition = _edition(lang, kiosk_id)
    subject = Subject("near", edition.texts.text("Near here"), *_about_place(edition))
    return _kept(edition, "near.html", subject, near=near_places(edition))


@bp.get("/kiosk/<kiosk_id>/routes")
def routes(lang: str, kiosk_id: str) -> Response:
    """Show the routes and trails from here."""
    edition = _edition(lang, kiosk_id)
    text = edition.texts.text
    subject = Subject(
        "routes", text("Routes and trails from here"), edition.public.urls.routes(),
        text("All routes on your phone"),
    )  # fmt: skip
    return _kept(
        edition, "routes.html", subject, routes=kiosk_page.routes_here(edition),
        trails=kiosk_page.trails_here(edition),
    )  # fmt: skip


@bp.get("/kiosk/<kiosk_id>/calendar")
def coming(lang: str, kiosk_id: str) -> Response:
    """Show what is coming."""
    edition = _edition(lang, kiosk_id)
    text = edition.texts.text
    subject = Subject(
        "calendar", text("Coming festivals and events"), edition.public.urls.festivals(),
        text("The calendar on your phone"),
    )  # fmt: skip
    return _kept(edition, "calendar.html", subject, events=kiosk_page.events_here(edition))


@bp.get("/kiosk/<kiosk_id>/notices")
def notices(lang: str, kiosk_id: str) -> Response:
    """Show what holds now: closures and warnings."""
    edition = _edition(lang, kiosk_id)
    text = edition.texts.text
    # The public list of notices has its own address only where notices are kept.
    subject = Subject("notices", text("Notices"), *_about_place(edition))
    live = live_edition(edition, site().live)
    return _fresh(edition, "notices.html", subject, live, notices=_notices(edition))


@bp.get("/kiosk/<kiosk_id>/safety")
def safety(lang: str, kiosk_id: str) -> Response:
    """Show the card that may be needed in a hurry."""
    edition = _edition(lang, kiosk_id)
    text = edition.texts.text
    subject = Subject(
        "safety", text("Safety card"), edition.public.urls.page("safety"),
        text("The safety card on your phone"),
    )  # fmt: skip
    return _kept(edition, "safety.html", subject, safety=kiosk_page.safety_page(edition))


# --- what the screen's own worker asks for -------------------------------------------------


@shared.get("/kiosk/<kiosk_id>/bundle.json")
def bundle(kiosk_id: str) -> Response:
    """List everything that the screen holds for the time without a network."""
    body = bundle_json(_first_edition(kiosk_id), _photograph)
    return kept(body, "application/json", cache=CACHE)


@shared.get("/kiosk/<kiosk_id>/sw.js")
def worker(kiosk_id: str) -> Response:
    """Return the screen's service worker; it may hold the pages of every language."""
    body = worker_script(_first_edition(kiosk_id))
    headers = {"Service-Worker-Allowed": "/"}
    return kept(body, "text/javascript; charset=utf-8", cache=CACHE, headers=headers)


def _first_edition(kiosk_id: str) -> KioskEdition:
    return _edition("zh", kiosk_id)


def _photograph(name: str) -> bytes:
    """Return the bytes of a photograph by what it is called below ``/media/``."""
    stem, _, _ = name.rpartition(".")
    photo_id, _, width = stem.rpartition("-")
    return site().photos.rendition(photo_id, int(width), "jpg")


# --- pages about one thing ---------------------------------------------------------------


@bp.get("/kiosk/<kiosk_id>/places/<name>")
def place(lang: str, kiosk_id: str, name: str) -> Response:
    """Show one place."""
    return _object(_edition(lang, kiosk_id), "places", name)


@bp.get("/kiosk/<kiosk_id>/trails/<name>")
def trail(lang: str, kiosk_id: str, name: str) -> Response:
    """Show one trail."""
    return _object(_edition(lang, kiosk_id), "trails", name)


@bp.get("/kiosk/<kiosk_id>/routes/<name>")
def route(lang: str, kiosk_id: str, name: str) -> Response:
    """Show one themed route."""
    return _object(_edition(lang, kiosk_id), "routes", name)


@bp.get("/kiosk/<kiosk_id>/festivals/<name>")
def festival(lang: str, kiosk_id: str, name: str) -> Response:
    """Show one festival, event or season."""
    return _object(_edition(lang, kiosk_id), "festivals", name)


@bp.get("/kiosk/<kiosk_id>/<path:rest>")
def nothing(lang: str, kiosk_id: str, rest: str) -> Response:
    """Lead home from an address that a screen does not have."""
    return _missing(_edition(lang, kiosk_id))


_SHOW: dict[str, Callable[[KioskEdition, showing.Stations, str], Shown]] = {
    "places": showing.show_place,
    "trails": showing.show_trail,
    "routes": showing.show_route,
    "festivals": showing.show_festival,
}
#: What a telephone takes along.
_CODES = {
    "places": N_("This place on your phone"),
    "trails": N_("This trail on your phone, with its files"),
    "routes": N_("This route on your phone"),
    "festivals": N_("This event on your phone"),
}
_CARDS = (PlaceCard, TrailCard, RouteCard, EventCard, SeasonCard)


def _object(edition: KioskEdition, group: str, name: str) -> Response:
    path = f"{group}/{name}"
    if path not in edition.scope.paths():
        return _missing(edition)
    try:
        shown = _SHOW[group](edition, _stations, name)
    except (NotFoundError, GoneError):
        return _missing(edition)
    # A season is shown as seasons are, an event as events.
    kind = shown.template.rpartition("/")[2]
    public = f"{edition.public.urls.prefix}/{path}"
    code = edition.texts.text(_CODES[group])
    subject = Subject(path, _title(shown), public, code)
    if shown.live is None:
        return _kept(edition, kind, subject, **shown.context)
    return _live(edition, kind, subject, shown.live, **shown.context)


def _title(shown: Shown) -> str:
    """Return the name of what is shown, from the card in its view."""
    for view in shown.context.values():
        card = getattr(view, "card", None)
        if isinstance(card, _CARDS):
            return card.title if isinstance(card, RouteCard | EventCard | SeasonCard) else card.name
    return shown.meta.title


def _missing(edition: KioskEdition) -> Response:
    """Answer 404 with a page of the screen: nobody stands before a page of somebody else."""
    heading = edition.texts.text("This page is not here")
    subject = Subject("missing", heading, *_about_place(edition))
    body = _render(edition, "missing.html", subject)
    response = Response(body, status=HTTPStatus.NOT_FOUND, content_type=HTML)
    response.headers["Cache-Control"] = "no-store"
    return response


# --- what they share -----------------------------------------------------------------------


def _edition(lang: str, kiosk_id: str) -> KioskEdition:
    return kiosk_edition(site().edition(lang), kiosk_id)


def _stations() -> Live:
    return site().live


def _about_place(edition: KioskEdition) -> tuple[str, str]:
    """Return the public page of the place that a screen stands at, and what it is."""
    text, urls = edition.texts.text, edition.public.urls
    name = edition.kiosk.front.place
    if name in edition.catalogue.places:
        where = standing_name(edition)
        return urls.place(str(name)), text("%(name)s on your phone", name=where)
    return urls.home(), text("OxyMap on your phone")


def _notices(edition: KioskEdition) -> tuple[NoticeView, ...]:
    """Return the notices that hold for this screen's surroundings, the gravest first."""
    kept_notices = getattr(site(), "notices", None)
    if kept_notices is None or edition.frozen:
        return ()
    front = edition.kiosk.front
    district = district_of(edition, front)
    places = (*([front.place] if front.place else []), *edition.scope.places)
    found = kept_notices.for_places([district] if district else [], places)
    return kiosk_page.notice_views(edition, found)


def _render(edition: KioskEdition, template: str, subject: Subject, **context: object) -> str:
    screen = make_screen(edition, subject)
    values = {"screen": screen, "urls": edition.urls, **context}
    page = edition.renderer.render(edition.lang, f"kiosk/{template}", values)
    return keep_inside(page, edition.addresses)


def _headers(edition: KioskEdition) -> dict[str, str]:
    return {VERSION_HEADER: kiosk_version(edition)}


def _kept(edition: KioskEdition, template: str, subject: Subject, **context: object) -> Response:
    body = _render(edition, template, subject, **context)
    return kept(body, HTML, cache=CACHE, headers=_headers(edition))


def _live(
    edition: KioskEdition,
    template: str,
    subject: Subject,
    live: LiveEdition,
    **context: object,
) -> Response:
    """Answer with a page that is kept while its values are the present ones."""
    body = _render(edition, template, subject, live_words=live_words(edition), **context)
    response = kept_live(body, HTML, live.snapshot.version)
    response.headers.update(_headers(edition))
    return response


def _fresh(
    edition: KioskEdition,
    template: str,
    subject: Subject,
    live: LiveEdition,
    **context: object,
) -> Response:
    """Answer with a page that shows notices: made anew each time, they must not wait."""
    body = _render(edition, template, subject, live_words=live_words(edition), **context)
    return validated(body, HTML, cache=LIVE_CACHE, headers=_headers(edition))
