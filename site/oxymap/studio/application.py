"""Make the studio's application."""

from __future__ import annotations

from flask import Flask

from oxymap.pages import operations_views
from oxymap.pages.making import error_page
from oxymap.pages.site import EXTENSION as SITE
from oxymap.pages.site import Site
from oxymap.studio import (
    account_views,
    audit_views,
    editor_views,
    history_views,
    kiosk_views,
    line_upload_views,
    line_views,
    matrix_views,
    merge_views,
    new_views,
    notice_views,
    object_views,
    overview_views,
    people_views,
    photo_views,
    preview_views,
    progress_views,
    review_views,
    sign_in_views,
    table_views,
)
from oxymap.studio.desk import EXTENSION, Desk
from oxymap.web.admin import register_admin_errors
from oxymap.web.errors import register_errors
from oxymap.web.limits import PEOPLE
from oxymap.web.rendering import inline_scripts
from oxymap.web.security import secure
from oxymap.web.sessions import register_sign_in
from oxymap.web.urls import PREFIXES

#: Bytes of the largest request: a file of 50 MB and the form around it.
LARGEST_REQUEST = 51 * 1024 * 1024
#: Bytes of a form without its files: a line of 200 000 points fits.
LARGEST_FORM = 12 * 1024 * 1024
VIEWS = (
    account_views,
    audit_views,
    editor_views,
    history_views,
    kiosk_views,
    line_upload_views,
    line_views,
    matrix_views,
    merge_views,
    new_views,
    notice_views,
    object_views,
    overview_views,
    people_views,
    photo_views,
    preview_views,
    progress_views,
    review_views,
    sign_in_views,
    table_views,
)


def make_studio(site: Site, *, testing: bool) -> Flask:
    """Return the application behind ``/studio/``, in every language."""
    app = Flask("oxymap", static_folder=None, template_folder=None)
    app.testing = testing
    app.url_map.strict_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_FORM
    app.extensions[SITE] = site
    desk = app.extensions[EXTENSION] = Desk(site)
    app.extensions[PEOPLE] = lambda: desk.people

    for blueprint in (*(views.bp for views in VIEWS), operations_views.bp):
        for lang, prefix in PREFIXES.items():
            app.register_blueprint(
                blueprint,
                name=f"{blueprint.name}_{lang}",
                url_prefix=prefix or None,
                url_defaults={"lang": lang},
            )
    register_errors(app, error_page(site))
    register_admin_errors(app, error_page(site))
    register_sign_in(app)
    secure(app, site.settings, inline_scripts(site.assets))
    return app
