"""The headers that every response carries."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from flask import Flask, Response

from oxymap.config import Settings

#: What a page may load: itself, and nothing of anybody else.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def content_security_policy(
    inline_scripts: tuple[bytes, ...] = (),
    image_hosts: tuple[str, ...] = (),
    framed_by: str = "'self'",
) -> str:
    """Return the policy of a page.

    Parameters
    ----------
    inline_scripts : the exact scripts that may stand in the page; allowed by hash.
    image_hosts : origins of base-map tiles that the operator has chosen.
    framed_by : which sites may show the page in a frame.
    """
    policy = {**_POLICY, "frame-ancestors": framed_by}
    policy["script-src"] += "".join(f" '{_hash(script)}'" for script in inline_scripts)
    policy["img-src"] += "".join(f" {host}" for host in image_hosts)
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def common_headers(policy: str) -> Mapping[str, str]:
    """Return the security headers of every response."""
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def _hash(script: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script).digest()).decode()


def secure(app: Flask, settings: Settings, inline_scripts: tuple[bytes, ...]) -> None:
    """Put the security headers on every response of an application."""
    policy = content_security_policy(inline_scripts, image_hosts(settings))
    headers = common_headers(policy)

    @app.after_request
    def _add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response


def image_hosts(settings: Settings) -> tuple[str, ...]:
    """Return the origins of the base-map tiles that the operator has chosen."""
    if settings.basemap == "tianditu":
        return ("https://*.tianditu.gov.cn",)
    if settings.basemap_url and settings.basemap_url.startswith("http"):
        scheme, _, rest = settings.basemap_url.partition("://")
        return (f"{scheme}://{rest.partition('/')[0].replace('{s}', '*')}",)
    return ()
