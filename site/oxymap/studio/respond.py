"""What every view of the studio ends with."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.pages.site import site
from oxymap.people.models import Person, Session
from oxymap.studio.menu import MenuEntry, menu_for
from oxymap.web.i18n import HTML_LANGS, LANGUAGE_NAMES, localizer
from oxymap.web.sessions import current_session
from oxymap.web.urls import PREFIXES, URLS
from oxymap.wording import N_, Say

HTML = "text/html; charset=utf-8"
#: What the page says after a form has been carried out; named in the address.
DONE = {
    "saved": N_("Saved."),
    "merged": N_("Saved. Somebody else had changed other parts meanwhile: both are in it now."),
    "submitted": N_("Handed in for review."),
    "returned": N_("Given back to the author."),
    "approved": N_("Approved."),
    "published": N_("Published. Everybody sees it within five seconds."),
    "scheduled": N_("It will be published at the time that was set."),
    "withdrawn": N_("Taken back. Its address now says so."),
    "shipped": N_("The shipped version is shown again."),
    "restored": N_("A draft with the old state has been made."),
    "discarded": N_("The draft has been given up. Its history stays."),
    "commented": N_("Your remark has been added."),
    "resolved": N_("The remark is settled."),
    "signed_out": N_("You have signed out."),
    "changed": N_("Changed."),
    "uploaded": N_("Uploaded."),
    "removed": N_("Removed."),
    "taken": N_("The file is in the draft now."),
    "notice_published": N_(
        "Published. Screens show it within ten seconds, pages when they are next loaded."
    ),
    "notice_ended": N_(
        "Ended. Screens take it away within ten seconds, pages when they are next loaded."
    ),
}


@dataclass(frozen=True)
class StudioPage:
    """What the studio's layout shows around a page."""

    title: str
    path: str
    other_path: str
    other_hreflang: str
    other_label: str
    person: Person | None
    csrf: str
    menu: tuple[MenuEntry, ...]
    done: str | None
    error: str | None


def studio_page(
    lang: str,
    template: str,
    title: str,
    *,
    error: Say | None = None,
    status: int = HTTPStatus.OK,
    **context: object,
) -> Response:
    """Render a template of the studio.

    Parameters
    ----------
    template : below ``templates/studio/``; extends ``studio/layout.html``.
    title : in the page's language; it is the heading, too.
    error : what went wrong, above the page; a form then answers with status 422 or 409.
    """
    texts = localizer(lang)
    done = DONE.get(request.args.get("done", ""))
    page = make_page(
        lang,
        title,
        current_session(),
        done=texts.text(done) if done else None,
        error=texts.say(error) if error else None,
    )
    body = site().renderer.render(lang, f"studio/{template}", {"page": page, **context})
    return Response(body, status=status, content_type=HTML)


def make_page(
    lang: str,
    title: str,
    session: Session | None,
    *,
    done: str | None = None,
    error: str | None = None,
) -> StudioPage:
    """Return what the layout shows."""
    path = request.path.removeprefix(PREFIXES[lang]) or "/"
    other = next(name for name in PREFIXES if name != lang)
    return StudioPage(
        title=title,
        path=path,
        other_path=PREFIXES[other] + path,
        other_hreflang=HTML_LANGS[other],
        other_label=LANGUAGE_NAMES[other],
        person=session.person if session else None,
        csrf=session.csrf if session else "",
        menu=menu_for(lang, session, path) if session else (),
        done=done,
        error=error,
    )


def see_other(lang: str, path: str, done: str | None = None) -> BaseResponse:
    """Send the browser on to a page of the studio after a form has been carried out.

    Parameters
    ----------
    path : without language prefix, such as ``/studio/drafts/7``.
    done : a key of `DONE`.
    """
    query = f"{'&' if '?' in path else '?'}done={done}" if done else ""
    return redirect(URLS[lang].prefix + path + query, HTTPStatus.SEE_OTHER)
