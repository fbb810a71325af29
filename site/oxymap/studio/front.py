"""The studio's place beside the public site: an application of its own, made when it is needed."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from oxymap.pages.site import Site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from flask import Flask

    from oxymap.people.service import People


_STUDIO = re.compile(r"(?:/en)?/studio(?:/|$)")


class StudioFront:
    """Hands the studio's addresses to the studio, and all others on.

    The libraries that only planners need take as long to import as the public pages together;
    visitors do not wait for them.

    Parameters
    ----------
    application : the public site.
    """

    NAME: ClassVar[str] = "oxymap.studio.front"

    def __init__(self, application: WSGIApplication, site: Site, *, testing: bool) -> None:
        self._application = application
        self._site = site
        self._testing = testing
        self._studio: Flask | None = None
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if _STUDIO.match(environ["PATH_INFO"]):
            return self.studio.wsgi_app(environ, start_response)
        return self._application(environ, start_response)

    @property
    def studio(self) -> Flask:
        """The studio's application."""
        with self._lock:
            if self._studio is None:
                from oxymap.studio.application import make_studio

                self._studio = make_studio(self._site, testing=self._testing)
            return self._studio

    def people(self) -> People:
        """Return who works in the studio; makes it, if nobody has come yet."""
        from oxymap.studio.desk import desk_of

        return desk_of(self.studio).people

    def start(self) -> None:
        """Make the studio now, and go on with the imports that wait."""
        from oxymap.studio.desk import desk_of

        desk_of(self.studio).imports.start_worker()
