"""Put what every page of a screen has around its content: ways on, languages, code, time."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap import clock
from oxymap.pages.live_texts import iso, moment
from oxymap.screens.kiosk_config import config_json
from oxymap.screens.kiosk_edition import KioskEdition, KioskUrls
from oxymap.screens.kiosk_models import Entry, Screen
from oxymap.screens.kiosk_qr import handover
from oxymap.web.i18n import LANGUAGE_NAMES
from oxymap.wording import N_


@dataclass(frozen=True)
class Subject:
    """What a page of a screen is about.

    Parameters
    ----------
    path : of the page below the screen's first one, such as ``map``.
    heading : its title.
    public : path of the public page that a telephone takes along, with its language's prefix.
    code : what that page is, in a short line.
    """

    path: str
    heading: str
    public: str
    code: str


def make_screen(edition: KioskEdition, subject: Subject) -> Screen:
    """Return what is around the content of a page."""
    kiosk, now = edition.kiosk, clock.seconds()
    page = edition.catalogue.page("kiosks", kiosk.id, edition.lang)
    return Screen(
        id=kiosk.id,
        title=page.front.title,
        name=standing_name(edition),
        view=subject.path or "attract",
        heading=subject.heading,
        home=edition.urls.home(),
        language=_language(edition, subject.path),
        entries=_entries(edition, subject.path),
        handover=handover(edition, subject.public, subject.code),
        season=edition.season,
        orientation=kiosk.front.orientation,
        as_of=moment(edition, now),
        as_of_iso=iso(now),
        idle_s=kiosk.front.idle_s,
        config=config_json(edition, subject.path or "attract", now),
    )


def standing_name(edition: KioskEdition) -> str:
    """Return the name of the place that a screen stands at, else its own title."""
    kiosk = edition.kiosk
    place = edition.catalogue.places.get(kiosk.front.place or "")
    if place is not None:
        return edition.name(place)
    return edition.catalogue.page("kiosks", kiosk.id, edition.lang).front.title


def _language(edition: KioskEdition, path: str) -> Entry | None:
    """Return this page in the next of the screen's languages; None when it has one only."""
    languages = edition.kiosk.front.languages
    others = [lang for lang in languages if lang != edition.lang]
    if not others:
        return None
    address = KioskUrls(others[0], edition.kiosk.id).page_of(path)
    # An address that is not there is answered in that language, too.
    return Entry(LANGUAGE_NAMES[others[0]], address, others[0])


def _entries(edition: KioskEdition, path: str) -> tuple[Entry, ...]:
    text, urls = edition.texts.text, edition.urls
    ways = (
        (N_("Map"), "map", "map"),
        (N_("Near here"), "near", "locate"),
        (N_("Routes"), "routes", "route"),
        (N_("Coming"), "calendar", "calendar"),
        (N_("Safety"), "safety", "warning"),
    )
    return tuple(
        Entry(text(label), urls.page_of(name), icon, current=path.partition("/")[0] == name)
        for label, name, icon in ways
    )
