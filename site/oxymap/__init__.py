"""OxyMap: the map site of Beijing's three natural-oxygen-bar districts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oxymap.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from flask import Flask


def create_app(settings: Settings, *, testing: bool = False) -> Flask:
    """Return the application: the site's table of contents.

    Raises
    ------
    InvalidDataError : the published files cannot be used; names every problem.
    AssetError : a front-end file is missing or is not the pinned one.
    """
    # Flask and the views are slow to import, and `oxymap.config` must not pay for them.
    from flask import Flask

    from oxymap.pages import detail_views, files, list_views
    from oxymap.pages.making import error_page, make_site
    from oxymap.pages.site import EXTENSION
    from oxymap.web.errors import register_errors
    from oxymap.web.security import secure
    from oxymap.web.urls import PREFIXES

    app = Flask("oxymap", static_folder=None, template_folder=None)
    app.testing = testing
    # Both /map and /map/ answer: file servers add the slash, people type it.
    app.url_map.strict_slashes = False
    site = make_site(settings)
    app.extensions[EXTENSION] = site
    for lang, prefix in PREFIXES.items():
        for blueprint in (list_views.bp, detail_views.bp, files.bp):
            app.register_blueprint(
                blueprint,
                name=f"{blueprint.name}_{lang}",
                url_prefix=prefix or None,
                url_defaults={"lang": lang},
            )
    app.register_blueprint(files.shared)
    register_errors(app, error_page(site))
    secure(app, settings, (site.assets.files["js/prefs.js"],))
    return app


def create_wsgi(settings: Settings) -> WSGIApplication:
    """Return what a server runs: published bytes in front of the application."""
    from oxymap.pages.site import EXTENSION, Site
    from oxymap.web.published import PublishedPages

    app = create_app(settings)
    site: Site = app.extensions[EXTENSION]
    return PublishedPages(app.wsgi_app, lambda: site.version)
