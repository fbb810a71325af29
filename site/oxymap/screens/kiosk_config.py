"""What a screen's script is told: one JSON object beside the page (static/js/kiosk/)."""

from __future__ import annotations

import hashlib

from oxymap.pages.live_texts import AGES
from oxymap.pages.meta import json_for_script
from oxymap.screens.kiosk_edition import KioskEdition
from oxymap.screens.kiosk_scope import district_of
from oxymap.web.labels import LABELS
from oxymap.web.rendering import VERSION
from oxymap.web.urls import PREFIXES, URLS
from oxymap.wording import N_

SCENE_S = 12
#: The nightly fresh start, and how far and how often the picture moves against burn-in.
RELOAD_AT, SHIFT_PX, SHIFT_S = "03:30", 8, 300
#: Letters of a version.
VERSION_LETTERS = 16
WORDS = {
    "still_title": N_("Are you still there?"),
    "still_text": N_("Back to the start in {seconds} s."),
    "still_stay": N_("Yes, stay here"),
    "still_home": N_("Start again"),
    "online": N_("Online"),
    "slow": N_("Slow network"),
    "offline": N_("No network"),
    "data_age": N_("Data: {age}"),
    "data_time": N_("Data of {time}"),
    "data_none": N_("No data yet"),
    "outside": N_("This leads out of this screen. Scan the code with your phone."),
    "notice_until": N_("until {time}"),
    "notice_close": N_("I have read this"),
    "wake": N_("Touch the screen"),
}
#: The very last page, when nothing is stored and nobody answers.
BACK_TITLE = N_("This screen will be back in a moment")
BACK_TEXT = N_("It tries again by itself.")


def kiosk_version(edition: KioskEdition) -> str:
    """Return what changes whenever a page of the screen changes but for its live values.

    The published state, the day, the release and every asset decide what the pages say; all
    server processes agree on it without making a page.
    """
    parts = (edition.catalogue.version, str(edition.today), edition.assets.version, VERSION,
             edition.map_layers["base"].version, edition.kiosk.id)  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:VERSION_LETTERS]


def homes(edition: KioskEdition) -> dict[str, str]:
    """Return the first page in each of the screen's languages."""
    return {lang: URLS[lang].kiosk(edition.kiosk.id) for lang in edition.kiosk.front.languages}


def scope_addresses(kiosk_id: str) -> list[str]:
    """Return what stands before every page of a screen, in every language."""
    return [f"{prefix}/kiosk/{kiosk_id}" for prefix in PREFIXES.values()]


def shared_address(kiosk_id: str, name: str) -> str:
    """Return the address of a file of a screen that is the same in every language."""
    return f"{URLS['zh'].kiosk(kiosk_id)}/{name}"


def config_json(edition: KioskEdition, view: str, rendered: int) -> str:
    """Return the configuration of the page's script, safe inside a script element.

    Parameters
    ----------
    view : which page it is, such as ``map``.
    rendered : when it was made, seconds UTC.
    """
    kiosk, front = edition.kiosk, edition.kiosk.front
    district = district_of(edition, front)
    first = homes(edition)
    return json_for_script(
        {
            "id": kiosk.id,
            "lang": edition.lang,
            "version": kiosk_version(edition),
            "view": view,
            "home": first[front.languages[0]],
            "homes": first,
            "scope": scope_addresses(kiosk.id),
            "idle_s": front.idle_s,
            "warn_s": front.warn_s,
            "saver_min": front.saver_min,
            "scene_s": SCENE_S,
            "orientation": front.orientation,
            "rendered": rendered,
            "places": [front.place, *edition.scope.places] if front.place else [],
            "districts": [district] if district else [],
            "dayparts": [
                {"from": part.start, "to": part.end, "mode": part.show} for part in front.day_parts
            ],
            "languages": [
                {"from": part.start, "to": part.end, "lang": part.lang}
                for part in front.day_parts
                if part.lang
            ],
            "reload_at": RELOAD_AT,
            "shift_px": SHIFT_PX,
            "shift_s": SHIFT_S,
            **_addresses(edition),
            "words": _words(edition),
        }
    )


def _addresses(edition: KioskEdition) -> dict[str, str]:
    """Return where the script asks; nowhere on a plain file server."""
    kiosk_id, urls = edition.kiosk.id, edition.public.urls
    if edition.frozen:
        names = ("worker", "bundle", "live", "stream", "notices", "beat")
        return dict.fromkeys(names, "")
    return {
        "worker": shared_address(kiosk_id, "sw.js"),
        "bundle": shared_address(kiosk_id, "bundle.json"),
        "live": urls.live_data(),
        "stream": urls.live_stream(),
        "notices": "/api/v1/notices",
        "beat": f"/api/v1/kiosks/{kiosk_id}/beat",
    }


def _words(edition: KioskEdition) -> dict[str, object]:
    texts = edition.texts
    return {
        **{name: texts.text(message) for name, message in WORDS.items()},
        "severity": {name: texts.label("severity", name) for name in LABELS["severity"]},
        "ages": {name: texts.text(message) for name, message in AGES.items()},
    }
