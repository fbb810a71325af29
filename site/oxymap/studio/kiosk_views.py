"""The screens, as those see them who have to go there when one is dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response
from werkzeug.wrappers import Response as BaseResponse

from oxymap import clock
from oxymap.errors import SaidError
from oxymap.kiosks.models import KioskHealth, State
from oxymap.pages.photo_views import photo_response
from oxymap.people.models import Role
from oxymap.screens.beat_views import bundle_version
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.moments import Moment, moment
from oxymap.studio.refusals import REFUSALS, page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import Localizer, localizer
from oxymap.web.sessions import allowed, person
from oxymap.web.urls import URLS
from oxymap.wording import N_

bp = studio_blueprint("kiosks")
KIOSKS = "/studio/kiosks"
KEEPERS: tuple[Role, ...] = ("station_operator", "administrator", "publisher")
#: The worst first.
ORDER = (State.DOWN, State.LATE, State.NEVER, State.UP)
STATES = {
    State.UP: N_("running"),
    State.LATE: N_("late"),
    State.DOWN: N_("down"),
    State.NEVER: N_("has never reported"),
}
EVENTS = {
    "up": N_("came up"),
    "down": N_("last heard of"),
    "restart": N_("started anew"),
    "fault": N_("fault"),
}
MOST_EVENTS = 12
MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400


@dataclass(frozen=True)
class KioskCard:
    """A screen, ready for the template; what is not known is None."""

    id: str
    title: str
    url: str | None
    edit_url: str | None
    state: str
    state_label: str
    last: Moment | None
    age: str | None
    view: str | None
    facts: tuple[tuple[str, str, bool], ...]
    faults: tuple[str, ...]
    events: tuple[tuple[Moment, str, str], ...]
    pictures: tuple[tuple[str, Moment], ...]
    asked: Moment | None
    can_ask: bool


@bp.get(KIOSKS)
@allowed(*KEEPERS)
def kiosks(lang: str) -> Response:
    """Show how all screens do, the worst first."""
    return _kiosks(lang)


@bp.post(f"{KIOSKS}/<kiosk_id>/picture")
@allowed(*KEEPERS)
def ask_picture(lang: str, kiosk_id: str) -> BaseResponse:
    """Ask a screen for a picture of what it shows."""
    try:
        desk().site.kiosks.ask_picture(kiosk_id)
    except REFUSALS as error:
        return _kiosks(lang, error)
    return see_other(lang, KIOSKS, done="changed")


@bp.get(f"{KIOSKS}/<kiosk_id>/<int:at>.jpg")
@allowed(*KEEPERS)
def picture(lang: str, kiosk_id: str, at: int) -> Response:
    """Return a picture that a screen has sent; it is the same in every language."""
    body = desk().site.kiosks.picture(kiosk_id, at)
    return photo_response(body, "jpg", cache="private, no-store")


def _kiosks(lang: str, error: SaidError | None = None) -> Response:
    texts, now = localizer(lang), clock.seconds()
    titles = kiosk_titles(lang)
    healths = sorted(
        desk().site.kiosks.states(titles, now), key=lambda item: ORDER.index(item.state)
    )
    counts = Counter(item.state for item in healths)
    return studio_page(
        lang,
        "kiosks.html",
        texts.text("Screens"),
        error=page_error(error),
        status=status_of(error),
        cards=[_card(texts, item, titles, now) for item in healths],
        at=moment(texts, now),
        counts=[
            (state.value, texts.text(STATES[state]), counts[state])
            for state in ORDER
            if counts[state]
        ],
    )


def kiosk_titles(lang: str) -> dict[str, str]:
    """Return what the published kiosks are called, by id."""
    found: dict[str, str] = {}
    for (kind, name, page_lang), page in desk().site.catalogue.current.pages.items():
        if kind == "kiosks" and (page_lang == lang or name not in found):
            found[name] = page.front.title
    return found


def _card(texts: Localizer, health: KioskHealth, titles: Mapping[str, str], now: int) -> KioskCard:
    name, prefix, beat = health.kiosk_id, URLS[texts.lang].prefix, health.beat
    return KioskCard(
        id=name,
        title=titles.get(name, name),
        url=f"{prefix}/kiosk/{name}" if health.configured else None,
        edit_url=_edit_url(prefix, name) if health.configured else None,
        state=health.state.value,
        state_label=texts.text(STATES[health.state]),
        last=moment(texts, health.last_at) if health.last_at is not None else None,
        age=None if health.age_s is None else span(texts, health.age_s),
        view=beat.view or None if beat else None,
        facts=tuple(_facts(texts, health, present_version(health))),
        faults=tuple(_faults(health, now)),
        events=tuple(
            (moment(texts, event.at), texts.text(EVENTS[event.kind]), event.detail)
            for event in health.events[:MOST_EVENTS]
        ),
        pictures=tuple(
            (f"{prefix}{KIOSKS}/{name}/{at}.jpg", moment(texts, at)) for at in health.pictures
        ),
        asked=moment(texts, health.asked_at) if health.asked_at is not None else None,
        can_ask=health.state is not State.NEVER and health.asked_at is None,
    )


def _faults(health: KioskHealth, now: int) -> list[str]:
    """Return the faults of the last beat and of the last day, each once."""
    said = health.beat.said_faults if health.beat else []
    lately = [e.detail for e in health.events if e.kind == "fault" and now - e.at < DAY_S]
    return list(dict.fromkeys([*said, *(line for text in lately for line in text.split("; "))]))


def _edit_url(prefix: str, kiosk_id: str) -> str | None:
    """Return where a screen's page is changed, for those who may see it."""
    who = person()
    editors: tuple[Role, ...] = ("author", "reviewer", "publisher", "administrator")
    is_editor = any(who.has(role) for role in editors)
    return f"{prefix}/studio/objects/page/kiosks/{kiosk_id}" if is_editor else None


def present_version(health: KioskHealth) -> str:
    """Return the version that a screen should show; empty when nothing is published for it."""
    return bundle_version(health.kiosk_id) if health.configured else ""


def _facts(texts: Localizer, health: KioskHealth, version: str) -> list[tuple[str, str, bool]]:
    """Return (what, value, whether it stands out)."""
    beat, text = health.beat, texts.text
    if beat is None:
        return []
    behind = health.is_behind(version)
    found = [(text("Version"), text("behind") if behind else text("up to date"), behind)]
    if health.data_age_s is not None:
        data = text("%(span)s old", span=span(texts, health.data_age_s))
        found.append((text("Its values"), data, health.data_is_old))
    found.append((text("Its page open for"), span(texts, round(beat.uptime_s)), False))
    if health.uptime_share is not None:
        share = f"{texts.number(health.uptime_share * 100, 1)} %"
        found.append((text("Up, 7 days"), share, health.uptime_share < 0.99))
    found.append((text("Restarts, 7 days"), texts.number(health.restarts), False))
    if beat.viewport:
        found.append((text("Screen size"), beat.viewport, False))
    return found


def span(texts: Localizer, seconds: int) -> str:
    """Return a span of time in its largest unit."""
    if seconds < MINUTE_S:
        return texts.plural("%(count)s second", "%(count)s seconds", seconds)
    if seconds < HOUR_S:
        return texts.plural("%(count)s minute", "%(count)s minutes", seconds // MINUTE_S)
    if seconds < DAY_S:
        return texts.plural("%(count)s hour", "%(count)s hours", seconds // HOUR_S)
    return texts.plural("%(count)s day", "%(count)s days", seconds // DAY_S)
