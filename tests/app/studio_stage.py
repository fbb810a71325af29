"""An application with the small studio's people, and browsers in which they have signed in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from oxymap import create_app
from oxymap.people.models import Person
from oxymap.people.service import People
from oxymap.studio.desk import Desk
from oxymap.studio.desk import desk_of as studio_desk
from oxymap.studio.front import StudioFront
from oxymap.web.sessions import COOKIE
from tests.factories import sample_project
from tests.unit.people.sampling import PASSWORD, cheap_hashing, people_engine, people_of

NETWORK = "192.0.2.10"


@dataclass(frozen=True)
class Stage:
    """A running studio."""

    app: Flask
    people: People

    @property
    def desk(self) -> Desk:
        return desk_of(self.app)

    def person(self, name: str) -> Person:
        return self.people.by_name(name)

    def client(self, name: str | None = None) -> FlaskClient:
        """A browser of its own, in which somebody has signed in, or nobody."""
        client = self.app.test_client()
        return client if name is None else sign_in(client, name)


def make_stage(folder: Path, **settings: object) -> Stage:
    """Make the application on the sample project; nobody needs a second factor.

    Stages beside each other share what is composed and compiled once.
    """
    shared, own = folder.parent / "studio-cache", folder / "data" / "cache"
    if not own.exists():
        shared.mkdir(exist_ok=True)
        own.parent.mkdir(exist_ok=True)
        own.symlink_to(shared)
    chosen = {"studio_second_factor": "optional", **settings}
    app = create_app(sample_project(folder, **chosen), testing=True)
    desk = desk_of(app)
    # The real strength would cost every test its time; the code that runs is the same.
    desk.people = people_of(desk.site.engine, desk.site.settings)
    return Stage(app, desk.people)


def with_fresh_people(stage: Stage, folder: Path, *, nobody: bool = False) -> Stage:
    """The same application with its people on a new database: all of them anew, or nobody."""
    engine = people_engine(folder)
    settings = stage.desk.site.settings
    stage.desk.people = (
        People(engine, settings, cheap_hashing()) if nobody else people_of(engine, settings)
    )
    return Stage(stage.app, stage.desk.people)


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD) -> FlaskClient:
    """Sign somebody in, without the form; return the same client."""
    people = desk_of(client.application).people
    client.set_cookie(COOKIE, people.sign_in(name, password, NETWORK, "tests").token)
    return client


def csrf(client: FlaskClient) -> str:
    """The token that every form of the client's session carries; empty when nobody is there."""
    cookie = client.get_cookie(COOKIE)
    people = desk_of(client.application).people
    session = people.session(cookie.value) if cookie else None
    return session.csrf if session else ""


def desk_of(app: Flask) -> Desk:
    return studio_desk(studio_app(app))


def studio_app(app: Flask) -> Flask:
    """The studio's own application, which stands behind the public one."""
    front = app.extensions[StudioFront.NAME]
    assert isinstance(front, StudioFront)
    return front.studio
