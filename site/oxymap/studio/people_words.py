"""Roles, acts and browsers in people's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from oxymap.catalogue.models import DISTRICTS
from oxymap.people.models import ROLES, Grant, Role
from oxymap.web.i18n import localizer
from oxymap.web.labels import LABELS
from oxymap.wording import N_

EVERYWHERE = "*"
ROLE_NAMES: dict[Role, str] = {
    "author": N_("Author"),
    "reviewer": N_("Reviewer"),
    "publisher": N_("Publisher"),
    "administrator": N_("Administrator"),
    "station_operator": N_("Station operator"),
}
ROLE_HINTS: dict[Role, str] = {
    "author": N_("Writes drafts and hands them in."),
    "reviewer": N_("Reads what others have handed in, and approves it or gives it back."),
    "publisher": N_("Publishes what is approved, and takes back what is published."),
    "administrator": N_("Gives accounts and roles, and reads the log."),
    "station_operator": N_("Sees how the stations' equipment is doing."),
}
ACTIONS: dict[str, str] = {
    "person.add": N_("Account opened"),
    "person.grants": N_("Roles changed"),
    "person.rename": N_("Name changed"),
    "person.disable": N_("Account closed"),
    "person.enable": N_("Account opened again"),
    "person.password": N_("New first password given"),
    "person.second": N_("Second factor taken away"),
    "account.password": N_("Own password changed"),
    "account.refused": N_("Present password given wrongly"),
    "account.second": N_("Second factor set up"),
    "account.second_removed": N_("Second factor removed"),
    "session.sign_in": N_("Signed in"),
    "session.refused": N_("Sign-in refused"),
    "session.second": N_("Second step done"),
    "session.recovery_code": N_("Second step done with a recovery code"),
    "session.second_refused": N_("Wrong code at the second step"),
    "session.sign_out": N_("Signed out"),
    "session.end": N_("Ended one sign-in"),
    "session.end_all": N_("Signed out everywhere"),
    "draft.draft": N_("Put down as a draft"),
    "draft.save": N_("Draft saved"),
    "draft.conflict": N_("Two people had changed the same words"),
    "draft.in_review": N_("Handed in for review"),
    "draft.approved": N_("Approved"),
    "draft.published": N_("Published"),
    "draft.discarded": N_("Draft given up"),
    "draft.comment": N_("Remark added"),
    "draft.resolve": N_("Remark settled"),
    "draft.exempt": N_("Exemption recorded"),
    "object.publish": N_("Shown to everybody"),
    "object.withdraw": N_("Taken back"),
    "object.ship": N_("Shipped version shown again"),
    "import.receive": N_("File received"),
    "import.again": N_("File read again"),
    "import.take": N_("Line taken from the file"),
    "photo.add": N_("Photograph uploaded"),
    "photo.describe": N_("Photograph described"),
    "photo.forget_position": N_("Photograph's position removed"),
    "photo.remove": N_("Photograph removed"),
    "notice.publish": N_("Notice published"),
    "notice.end": N_("Notice ended"),
}
#: What an entry of the log says besides.
DETAILS: dict[str, str] = {
    "network": N_("network"),
    "ended": N_("sign-ins ended"),
    "second_step": N_("second step asked for"),
    "display": N_("name"),
    "grants": N_("roles"),
    "before": N_("before"),
    "after": N_("after"),
    "note": N_("note"),
    "reason": N_("reason"),
    "revision": N_("revision"),
    "severity": N_("how grave"),
    "title": N_("title"),
}
#: Roles as the log writes them.
_GRANTS: dict[str, Grant] = {
    **{role: Grant(role, None) for role in ROLES},
    **{f"{role}@{district}": Grant(role, district) for role in ROLES for district in DISTRICTS},
}
#: The more particular name first: most browsers also call themselves by another's.
_BROWSERS = (
    ("MicroMessenger", N_("WeChat")), ("Edg", "Edge"), ("OPR", "Opera"), ("QQBrowser", "QQ"),
    ("HuaweiBrowser", "Huawei"), ("MiuiBrowser", "Mi"), ("Firefox", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("iPhone", "iPhone"),
    ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class GrantBox:
    """A check box of the roles: one role in one district, or in all."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class RoleRow:
    """A role with its boxes."""

    role: Role
    name: str
    hint: str
    boxes: tuple[GrantBox, ...]


def role_rows(lang: str, grants: Iterable[Grant]) -> list[RoleRow]:
    """Return the roles as check boxes, those of some grants checked."""
    texts, given = localizer(lang), set(grants)
    rows = []
    for role in ROLES:
        districts = (None,) if role == "administrator" else (None, *DISTRICTS)
        boxes = tuple(
            GrantBox(
                f"{role}@{district or EVERYWHERE}",
                texts.label("district", district) if district else texts.text(N_("Everywhere")),
                Grant(role, district) in given,
            )
            for district in districts
        )
        name, hint = texts.text(ROLE_NAMES[role]), texts.text(ROLE_HINTS[role])
        rows.append(RoleRow(role, name, hint, boxes))
    return rows


def grants_said(lang: str, grants: Iterable[Grant]) -> str:
    """Return roles as a sentence, such as 审核人（延庆、房山）."""
    texts = localizer(lang)
    places: dict[Role, list[str]] = {}
    for grant in grants:
        districts = places.setdefault(grant.role, [])
        if grant.district is not None:
            districts.append(texts.label("district", grant.district))
    parts = []
    for role, districts in places.items():
        name = texts.text(ROLE_NAMES[role])
        where = texts.join(districts)
        parts.append(
            texts.text(N_("%(role)s (%(districts)s)"), role=name, districts=where)
            if where
            else name
        )
    return texts.join(parts)


def action_said(lang: str, action: str) -> str:
    """Return an act of the log in words; one without words as it is written."""
    found = ACTIONS.get(action)
    return localizer(lang).text(found) if found else action


def detail_said(lang: str, name: str) -> str:
    """Return what a detail of the log is about; one without words as it is written."""
    found = DETAILS.get(name)
    return localizer(lang).text(found) if found else name


def value_said(lang: str, value: str) -> str:
    """Return a detail's value in words: a role, a role with its district, or how grave it is."""
    if value in _GRANTS:
        return grants_said(lang, [_GRANTS[value]])
    if value in LABELS["severity"]:
        return localizer(lang).label("severity", value)
    return value


def browser_said(lang: str, agent: str) -> str:
    """Return what a browser calls itself, in a word or two."""
    browser = next((name for key, name in _BROWSERS if key in agent), "")
    system = next((name for key, name in _SYSTEMS if key in agent), "")
    texts = localizer(lang)
    found = " · ".join(texts.text(part) for part in (browser, system) if part)
    return found or texts.text(N_("Unknown browser"))
