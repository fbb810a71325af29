"""One page rendered anew in two languages: our environments against flask-babel.

The same template with the same values and byte for byte the same result; only the way of
finding texts and formatting numbers differs.  The views' own work is not in it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import measuring as m
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, render_template
from jinja2 import StrictUndefined
from werkzeug.local import LocalProxy

from oxymap import create_app
from oxymap.config import load_settings
from oxymap.pages.site import EXTENSION
from oxymap.web.i18n import LOCALE_FOLDER, LOCALES
from oxymap.web.labels import LABELS
from oxymap.web.rendering import TEMPLATES, Renderer

ROUNDS = 7
PAGES = 20
#: What a template may use: language by language in ours, by request in the reference.
VALUES = ("lang", "html_lang", "url", "site")
Page = tuple[str, str, dict[str, object]]


def main(folder: Path) -> None:
    tool = m.python_tool("flask-babel", "flask-babel==4.0.0")
    sys.path += map(str, tool.parents[1].glob("lib/python*/site-packages"))
    app = create_app(load_settings(folder / "data"))
    site, pages = app.extensions[EXTENSION], []
    ours = site.renderer

    def note(*page: object) -> str:
        pages.append(page)
        return ours.render(*page)

    site.renderer = SimpleNamespace(render=note)
    for path in ("/", "/en/"):
        app.test_client().get(path)
    pages = [page for page in pages if page[1] == "home.html"]
    peer = _peer(folder / "translations", ours)
    if any(ours.render(*page) != _by_flask_babel(peer, *page) for page in pages):
        raise m.CannotMeasureError("the two ways do not give the same page")
    cases = {
        "flask-babel": lambda: _time(lambda page: _by_flask_babel(peer, *page), pages),
        "an environment a language (ours)": lambda: _time(lambda page: ours.render(*page), pages),
    }
    m.ratio("flask-babel / ours", *m.alternate(cases, ROUNDS, "ms CPU").values(), "≥ 5")


def _time(render: Callable[[Page], str], pages: list[Page]) -> float:
    before = time.process_time()
    for _ in range(PAGES):
        for page in pages:
            render(page)
    return (time.process_time() - before) * 1e3 / PAGES / len(pages)


def _peer(folder: Path, ours: Renderer) -> Flask:
    """Return an application that translates as Flask-Babel's documentation has it."""
    from flask_babel import Babel, format_decimal, gettext  # Only this measurement has it.

    for source in LOCALE_FOLDER.rglob("messages.po"):
        target = folder / source.relative_to(LOCALE_FOLDER).with_suffix(".mo")
        target.parent.mkdir(parents=True)
        with source.open("rb") as po, target.open("wb") as mo:
            write_mo(mo, read_po(po))

    def label(group: str, value: str) -> str:
        message = LABELS[group].get(value)
        return gettext(message) if message else value.replace("-", " ").replace("_", " ")

    app = Flask("peer", template_folder=str(TEMPLATES))
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    locale = {"locale_selector": lambda: str(LOCALES[g.lang])}
    Babel(app, default_translation_directories=str(folder), **locale)
    known = {lang: environment.globals for lang, environment in ours.environments.items()}
    shared = {name: known["en"][name] for name in ("asset", "prefs_script")}
    app.jinja_env.globals.update(
        shared, label=label, number=lambda value, _=0: format_decimal(value)
    )
    for name in VALUES:
        app.jinja_env.globals[name] = LocalProxy(lambda name=name: known[g.lang][name])
    return app


def _by_flask_babel(app: Flask, lang: str, template: str, context: dict[str, object]) -> str:
    with app.test_request_context("/"):
        g.lang = lang
        return render_template(template, **context)


if __name__ == "__main__":
    m.run(main)
