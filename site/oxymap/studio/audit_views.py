"""The log: who has done what, and whether anybody has touched it."""

from __future__ import annotations

from urllib.parse import urlencode

import orjson
from flask import request
from werkzeug.wrappers import Response

from oxymap.people.audit import PAGE
from oxymap.people.models import AuditEntry
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.moments import moment
from oxymap.studio.people_words import action_said, detail_said, value_said
from oxymap.studio.respond import studio_page
from oxymap.web.i18n import localizer
from oxymap.web.sessions import allowed
from oxymap.web.urls import URLS
from oxymap.wording import N_

bp = studio_blueprint("audit")
AUDIT = "/studio/audit"
LONGEST = 200
#: So many of the newest entries are checked whenever somebody looks; all of them if asked for.
CHECKED = 5000


@bp.get(AUDIT)
@allowed("administrator")
def audit(lang: str) -> Response:
    """Show the log, newest first, and whether its chain is whole."""
    log = desk().people.log
    subject = request.args.get("subject", "").strip()[:LONGEST]
    actor = request.args.get("actor", "").strip()[:LONGEST]
    before = request.args.get("before", type=int)
    found = log.entries(subject=subject or None, actor=actor or None, before=before, limit=PAGE + 1)
    shown = found[:PAGE]
    newest = log.newest()
    whole = "whole" in request.args or newest is None
    believed = 0 if whole or newest is None else max(0, newest[0] - CHECKED)
    older = {"subject": subject, "actor": actor, "before": shown[-1].id} if shown else {}
    return studio_page(
        lang,
        "audit.html",
        localizer(lang).text(N_("Log")),
        rows=[_row(lang, entry) for entry in shown],
        subject=subject,
        actor=actor,
        first=believed + 1,
        newest=newest,
        broken=log.verify(believed),
        older=f"{URLS[lang].prefix}{AUDIT}?{urlencode(older)}" if len(found) > PAGE else None,
    )


def _row(lang: str, entry: AuditEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": moment(localizer(lang), entry.at),
        "actor": entry.actor,
        "action": action_said(lang, entry.action),
        "code": entry.action,
        "subject": entry.subject,
        "details": _details(lang, entry.detail),
    }


def _details(lang: str, detail: str) -> list[tuple[str, str]]:
    """Return what the entry says besides, a name and a text each."""
    try:
        found = orjson.loads(detail)
    except orjson.JSONDecodeError:
        # Somebody has written into the log; the chain says where.
        return [("?", detail[:LONGEST])]
    if not isinstance(found, dict):
        return [("?", detail[:LONGEST])]
    return [(detail_said(lang, str(name)), _text(lang, value)) for name, value in found.items()]


def _text(lang: str, value: object) -> str:
    texts = localizer(lang)
    if isinstance(value, bool):
        return texts.text(N_("Yes") if value else N_("No"))
    if isinstance(value, list):
        return texts.join([_text(lang, part) for part in value]) or "–"
    if isinstance(value, dict) and value.keys() == {"zh", "en"}:
        return str(value[lang])
    if isinstance(value, str):
        return value_said(lang, value) or "–"
    return orjson.dumps(value).decode()
