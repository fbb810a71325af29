"""The studio's menu: what this person can go to."""

from __future__ import annotations

from dataclasses import dataclass

from oxymap.people.models import ROLES, Role, Session
from oxymap.web.i18n import localizer
from oxymap.web.urls import URLS
from oxymap.wording import N_

EDITORS: tuple[Role, ...] = ("author", "reviewer", "publisher", "administrator")
#: (path, label, who sees it)
ENTRIES: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("/studio/", N_("Overview"), ROLES),
    ("/studio/objects", N_("Objects"), EDITORS),
    ("/studio/new", N_("New"), ("author",)),
    ("/studio/photos", N_("Photographs"), EDITORS),
    ("/studio/languages", N_("Languages"), EDITORS),
    ("/studio/missing", N_("What is missing"), EDITORS),
    ("/studio/progress", N_("Progress"), EDITORS),
    ("/studio/table", N_("Table"), ("author",)),
    ("/studio/notices", N_("Notices"), ("publisher", "administrator")),
    ("/studio/stations", N_("Station operations"), ("station_operator", "administrator")),
    ("/studio/kiosks", N_("Screens"), ("station_operator", "administrator", "publisher")),
    ("/studio/people", N_("People"), ("administrator",)),
    ("/studio/audit", N_("Log"), ("administrator",)),
)


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the menu; `count` is what waits there."""

    label: str
    url: str
    current: bool
    count: int = 0


def menu_for(lang: str, session: Session, path: str) -> tuple[MenuEntry, ...]:
    """Return the menu of a signed-in person; nothing before the sign-in is complete.

    Parameters
    ----------
    path : of the page that is shown, without language prefix.
    """
    if session.to_do is not None:
        return ()
    texts, prefix = localizer(lang), URLS[lang].prefix
    return tuple(
        MenuEntry(texts.text(label), prefix + target, is_current(path, target))
        for target, label, roles in ENTRIES
        if any(session.person.has(role) for role in roles)
    )


def is_current(path: str, target: str) -> bool:
    """Tell whether a page belongs to an entry."""
    if target == "/studio/":
        return path.rstrip("/") == "/studio"
    return path == target or path.startswith(target + "/")
