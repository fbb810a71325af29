"""A trail or a themed route as one HTML file that needs no network.

Styles, scripts, map, profile and the line itself stand in the file. Its policy allows exactly
these scripts and styles, by their hashes, and nothing from anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from oxymap.catalogue.models import Page, Place, RouteFront
from oxymap.leaflets.models import Leaflet
from oxymap.leaflets.route_leaflet import route_leaflet
from oxymap.leaflets.trail_leaflet import trail_leaflet
from oxymap.maps.models import MapView
from oxymap.pages.edition import Edition
from oxymap.pages.meta import json_for_script
from oxymap.pages.models import ProfileView
from oxymap.pages.route_page import route_view
from oxymap.pages.trail_page import profile_view, trail_view
from oxymap.takeaway import line_files
from oxymap.takeaway.single_script import join_modules
from oxymap.web.assets import Assets
from oxymap.web.urls import OFFLINE

TEMPLATE = "takeaway/page.html"
ENTRY = "js/takeaway/page.js"
STYLES = ("vendor/leaflet.css", "css/takeaway.css")
#: A longer line is left to the archive, so that the file stays small, bytes.
MOST_GPX = 120_000
_PICTURE = re.compile(r"url\([^)]*\)")
_SOURCE_MAP = re.compile(r"//# sourceMappingURL=.*")
#: Links of a drawn map lead to pages of ours.
_HREF = re.compile(r'href="/')


@dataclass(frozen=True)
class PageFile:
    """A file to take along.

    Parameters
    ----------
    policy : the Content-Security-Policy that stands in it; a server says the same.
    """

    name: str
    body: bytes
    policy: str


@dataclass(frozen=True)
class GpxLink:
    """A GPX file inside the page. ``url`` is a data address, ``name`` what it is saved as."""

    url: str
    name: str


def trail_page_file(edition: Edition, place: Place) -> PageFile:
    """Return a trail as one file; the same published state and day give the same bytes."""
    leaflet = trail_leaflet(edition, place)
    view = trail_view(edition, place)
    return _page(
        edition,
        leaflet,
        name=f"{place.id}{OFFLINE}",
        drawn=view.map,
        profile=profile_view(edition, place),
        gpx=line_files.trail_gpx(edition, place),
        rows=line_files.trail_rows(edition, place),
    )


def route_page_file(edition: Edition, page: Page, front: RouteFront) -> PageFile:
    """Return a themed route as one file; the same published state and day give the same bytes."""
    view = route_view(edition, page, front)
    stops = line_files.route_stops(edition, front)
    return _page(
        edition,
        route_leaflet(edition, page, front),
        name=f"{page.id}{OFFLINE}",
        drawn=view.map,
        profile=None,
        gpx=line_files.route_gpx(edition, page, front, stops),
        rows=line_files.route_rows(edition, stops),
    )


def _page(  # noqa: PLR0913 -- a page has this many parts
    edition: Edition,
    leaflet: Leaflet,
    *,
    name: str,
    drawn: MapView | None,
    profile: ProfileView | None,
    gpx: bytes | None,
    rows: Sequence[str],
) -> PageFile:
    script, style = _script(edition.assets), _style(edition.assets)
    policy = _policy(script, style)
    body = edition.renderer.render(
        edition.lang,
        TEMPLATE,
        {
            "leaflet": leaflet,
            "map": _standing_alone(edition, drawn) if drawn else None,
            "profile": profile,
            "made": edition.texts.date(edition.today),
            "gpx": _gpx_link(name, gpx),
            "rows": rows,
            "policy": policy,
            # Our own files, each allowed by its hash.
            "style": Markup(style),  # noqa: S704
            "script": Markup(script),  # noqa: S704
            "sprite": Markup(_sprite(edition.assets)),  # noqa: S704
            "base_map": Markup(_base_map(edition)) if drawn else "",  # noqa: S704
        },
    )
    return PageFile(name, body.encode(), policy)


def _gpx_link(name: str, gpx: bytes | None) -> GpxLink | None:
    if gpx is None or len(gpx) > MOST_GPX:
        return None
    url = "data:application/gpx+xml;base64," + base64.b64encode(gpx).decode()
    return GpxLink(url, name.removesuffix(OFFLINE) + ".gpx")


# --- the map ------------------------------------------------------------------------------


def _standing_alone(edition: Edition, drawn: MapView) -> MapView:
    """Return a map that asks for nothing and whose links lead to the public site."""
    home = edition.settings.base_url
    spec = json.loads(drawn.spec_json)
    spec["base"] = None
    for feature in spec["features"]:
        if feature.get("url"):
            feature["url"] = home + feature["url"]
    picture = _HREF.sub(f'href="{home}/', drawn.picture)
    return replace(drawn, spec_json=json_for_script(spec), picture=picture, script=None)


def _base_map(edition: Edition) -> str:
    return edition.map_layers["base"].body.decode().replace("<", "\\u003c")


# --- script and style ---------------------------------------------------------------------


def _script(assets: Assets) -> str:
    """Return the library, our modules and the composed map as one script."""
    parts = (
        _SOURCE_MAP.sub("", assets.files["vendor/leaflet.js"].decode()),
        join_modules(assets.files, ENTRY),
        assets.files["js/composed/detail.js"].decode(),
    )
    # A script element ends at the first such sign, wherever it stands.
    return _read(";\n".join(parts)).replace("</script", "<\\/script")


def _style(assets: Assets) -> str:
    sheets = (assets.files[path].decode() for path in STYLES)
    return _read(_PICTURE.sub("none", "\n".join(sheets)))


def _read(text: str) -> str:
    """Return a text as browsers read it, for the hash: they know one kind of line end."""
    return text.replace("\r\n", "\n")


def _sprite(assets: Assets) -> str:
    """Return the layers' symbols for use inside the page."""
    return assets.files["img/symbols.svg"].decode().replace('<symbol id="', '<symbol id="symbol-')


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
