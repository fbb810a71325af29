"""Make the running site from its settings."""

from __future__ import annotations

from collections.abc import Callable

from oxymap.catalogue.service import CatalogueService
from oxymap.config import Settings
from oxymap.db.database import Database
from oxymap.maps.scripts import read_map_scripts
from oxymap.pages.meta import page_meta
from oxymap.pages.overlay import LazyOverlay
from oxymap.pages.respond import suggestions
from oxymap.pages.site import Site
from oxymap.web.assets import Assets, load_assets
from oxymap.web.rendering import make_renderer


def make_site(settings: Settings, *, frozen: bool = False, quick: bool = False) -> Site:
    """Read everything that is published and prepare the templates.

    Frozen pages ask nobody for live values. A quick start takes what was published from a copy,
    until the database is open.

    The maps' scripts were composed at set-up (``oxymap.maps.scripts``): folium is never
    imported to answer a request.
    """
    assets = load_assets(studio=not frozen)
    scripts = {f"js/composed/{kind}.js": body for kind, body in read_map_scripts(settings).items()}
    assets = Assets({**assets.files, **scripts})
    database, copy = Database(settings), settings.data / "cache" / "published.json"
    return Site(
        settings=settings,
        frozen=frozen,
        database=database,
        catalogue=CatalogueService(settings, LazyOverlay(database, copy if quick else None)),
        assets=assets,
        renderer=make_renderer(settings, assets, frozen=frozen),
        map_scripts={
            path.removeprefix("js/composed/").removesuffix(".js"): assets.url(path)
            for path in scripts
        },
    )


def error_page(site: Site) -> Callable[[str, int, str, str, str], str]:
    """Return the function that makes the page for an error."""

    def render(lang: str, status: int, heading: str, message: str, detail: str) -> str:
        edition = site.edition(lang)
        text = edition.texts.text
        meta = page_meta(edition, "/", text(heading), text(message), section="about", kind="error")
        context: dict[str, object] = {
            "page": meta,
            "status": int(status),
            "heading": text(heading),
            "message": text(message),
            "detail": detail,
            "suggestions": suggestions(edition),
        }
        return site.renderer.render(lang, "error.html", context)

    return render
