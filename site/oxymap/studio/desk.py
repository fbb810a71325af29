"""What the studio's views ask for: the people, the drafts, the photographs, the imports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flask import Blueprint, Flask, current_app

from oxymap.media.service import Photos
from oxymap.pages.site import Site
from oxymap.people.service import People
from oxymap.publishing.imports.service import Imports
from oxymap.publishing.service import Publishing
from oxymap.web.sessions import guard

EXTENSION = "oxymap.studio"


@dataclass
class Desk:
    """The studio's services; each is opened at its first use."""

    site: Site

    @cached_property
    def people(self) -> People:
        """Accounts, sessions, and the log."""
        return People(self.site.engine, self.site.settings)

    @property
    def publishing(self) -> Publishing:
        """Drafts, review, publications; the site's own, since the catalogue follows it."""
        return self.site.publishing

    @property
    def photos(self) -> Photos:
        """Photographs; the site's own, since it makes their sizes."""
        return self.site.photos

    @cached_property
    def imports(self) -> Imports:
        """Received track files."""
        return Imports(self.publishing, lambda: self.site.catalogue.current)


def desk() -> Desk:
    """Return the studio of the current application."""
    return desk_of(current_app)


def desk_of(app: Flask) -> Desk:
    """Return the studio of an application that `make_studio` has made."""
    found = app.extensions[EXTENSION]
    assert isinstance(found, Desk)  # noqa: S101 -- set by the factory, for the type checker
    return found


def studio_blueprint(name: str) -> Blueprint:
    """Return a blueprint whose pages only those may see whom each view's `allowed` names."""
    blueprint = Blueprint(f"studio_{name}", __name__)
    guard(blueprint, lambda: desk().people)
    return blueprint
