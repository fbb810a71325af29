"""Where a request comes from: a page of ours or somebody else's, and which network."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from flask import request

from oxymap.config import Settings
from oxymap.errors import ForbiddenError
from oxymap.people.network import network_of
from oxymap.wording import N_, say

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
#: What a browser says of a form of ours, or of an address that somebody typed.
_OWN_SITES = frozenset({"same-origin", "none"})
_ELSEWHERE = N_("This form was sent from another page. Open the studio's own page and try again.")
_OLD_FORM = N_("This form is too old. Go back, load the page again, and send it once more.")


def changes_something() -> bool:
    """Tell whether the request may change something."""
    return request.method not in SAFE_METHODS


def check_origin(settings: Settings) -> None:
    """Refuse a request that a page of somebody else has sent.

    Raises
    ------
    ForbiddenError : the browser says that it comes from elsewhere.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _OWN_SITES:
        raise ForbiddenError(say(_ELSEWHERE))
    origin = request.headers.get("Origin")
    if origin is None:
        return
    sent, own = urlsplit(origin), urlsplit(settings.site_url)
    # A proxy may hide the host that the browser has asked for; the setting names it, too.
    known = sent.netloc in {own.netloc, request.host} and sent.scheme in {"http", "https"}
    if not known or (own.scheme == "https" and sent.scheme != "https"):
        raise ForbiddenError(say(_ELSEWHERE))


def check_csrf(expected: str) -> None:
    """Refuse a form that does not carry the token of its session.

    Raises
    ------
    ForbiddenError : the token is missing or another one.
    """
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD) or ""
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise ForbiddenError(say(_OLD_FORM))


def network(settings: Settings) -> str:
    """Return the network that the request comes from.

    ``X-Forwarded-For`` counts only as far as ``trusted_proxies`` proxies of our own have
    written it: anybody can send one.
    """
    hops = settings.trusted_proxies
    forwarded = [part for line in request.headers.getlist("X-Forwarded-For")
                 for part in line.split(",")]  # fmt: skip
    if hops and len(forwarded) >= hops:
        return network_of(forwarded[-hops])
    return network_of(request.remote_addr)


def wants_json() -> bool:
    """Tell whether a script asks, which cannot do anything with a page."""
    if "application/json" in request.headers.get("Content-Type", ""):
        return True
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]


def studio_path(path: str | None) -> str | None:
    """Return a path of the studio that it is safe to send a browser to, or None.

    Parameters
    ----------
    path : what an address or a header names; anything but a path below ``/studio`` of this
        site is refused.
    """
    if not path or not path.isprintable() or "\\" in path:
        return None
    parts = urlsplit(path)
    if parts.scheme or parts.netloc:
        return None
    local = parts.path.removeprefix("/en")
    if not (local == "/studio" or local.startswith("/studio/")) or ".." in parts.path.split("/"):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
