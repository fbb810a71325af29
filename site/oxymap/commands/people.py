"""``build.py user``: the accounts of the studio, and the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from oxymap.commands.options import data_option
from oxymap.errors import OxyMapError

if TYPE_CHECKING:
    from oxymap.people.models import Grant, Person
    from oxymap.people.service import People

ROLES = ("author", "reviewer", "publisher", "administrator", "station_operator")
DISTRICTS = ("mentougou", "yanqing", "fangshan")


class UserCommandError(OxyMapError):
    """A user command cannot do what it was asked for."""

    code = "user"


@click.group()
def user() -> None:
    """Open, list and close accounts of the studio; read the log."""


_roles = click.option(
    "--role",
    "roles",
    multiple=True,
    metavar="ROLE[@DISTRICT]",
    help=f"One of {', '.join(ROLES)}, in one district or everywhere; may be repeated.",
)


@user.command("add")
@click.argument("name")
@click.option("--display", help="How others see the name (default: NAME).")
@_roles
@data_option
def add(name: str, display: str | None, roles: tuple[str, ...], data: Path | None) -> None:
    """Open an account; the first password is the last word that is printed."""
    from oxymap.people.models import COMMAND

    people = open_people(data)
    found, first = people.add(COMMAND, name, display or name, _grants(roles))
    click.echo(f"{found.name}: account opened, to be changed at the first sign-in: {first}")


@user.command("grant")
@click.argument("name")
@_roles
@data_option
def grant(name: str, roles: tuple[str, ...], data: Path | None) -> None:
    """Give somebody these roles and no others."""
    from oxymap.people.models import COMMAND

    people = open_people(data)
    found = people.set_grants(COMMAND, people.by_name(name).id, _grants(roles))
    click.echo(f"{found.name}: {_said(found)}")


@user.command("list")
@data_option
def list_(data: Path | None) -> None:
    """List the accounts with their roles."""
    for found in open_people(data).people():
        states = [
            word
            for word, holds in (
                ("closed", found.disabled),
                ("first password", found.must_change),
                ("second factor", found.has_second),
            )
            if holds
        ]
        click.echo(f"{found.name}\t{found.display}\t{_said(found)}\t{', '.join(states) or '-'}")


@user.command("disable")
@click.argument("name")
@data_option
def disable(name: str, data: Path | None) -> None:
    """Close an account; every sign-in ends at once."""
    from oxymap.people.models import COMMAND

    people = open_people(data)
    people.disable(COMMAND, people.by_name(name).id)
    click.echo(f"{name}: closed")


@user.command("enable")
@click.argument("name")
@data_option
def enable(name: str, data: Path | None) -> None:
    """Open a closed account again."""
    from oxymap.people.models import COMMAND

    people = open_people(data)
    people.enable(COMMAND, people.by_name(name).id)
    click.echo(f"{name}: open")


@user.command("password")
@click.argument("name")
@click.option("--reset-second", is_flag=True, help="Take the second factor away as well.")
@data_option
def password(name: str, reset_second: bool, data: Path | None) -> None:
    """Give a new first password; it is the last word that is printed."""
    from oxymap.people.models import COMMAND

    people = open_people(data)
    found = people.by_name(name)
    if reset_second:
        people.reset_second(COMMAND, found.id)
    first = people.reset_password(COMMAND, found.id)
    click.echo(f"{name}: new password, to be changed at the next sign-in: {first}")


@user.command("log")
@click.option("--subject", help="Only what was done to this, such as person/anna.")
@click.option("--actor", help="Only what this person has done.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--verify", is_flag=True, help="Say whether anybody has touched the log.")
@data_option
def log_(
    subject: str | None, actor: str | None, limit: int, verify: bool, data: Path | None
) -> None:
    """Show the log, newest first, or check that it is whole."""
    from oxymap import clock

    log = open_people(data).log
    if verify:
        newest, broken = log.newest(), log.verify()
        if broken is not None:
            raise UserCommandError(f"The log does not fit from entry {broken} on.")
        number, last = newest or (0, "-")
        click.echo(f"The log is whole: {number} entries, the last one {last}")
        return
    for entry in log.entries(subject=subject, actor=actor, limit=limit):
        words = (str(entry.id), clock.iso(entry.at), entry.actor, entry.action, entry.subject)
        click.echo("\t".join((*words, entry.detail)))


def open_people(data: Path | None) -> People:
    """Return the people of a data folder."""
    from oxymap.config import load_settings
    from oxymap.db.engine import database_url, open_engine
    from oxymap.db.migrate import ensure_schema
    from oxymap.logs import configure_logs
    from oxymap.people.service import People

    settings = load_settings(data)
    configure_logs(settings.log_level)
    settings.data.mkdir(parents=True, exist_ok=True)
    engine = open_engine(database_url(settings.data, settings.database_url))
    ensure_schema(engine)
    return People(engine, settings)


def _grants(words: tuple[str, ...]) -> list[Grant]:
    from oxymap.people.models import ROLES as KNOWN
    from oxymap.people.models import Grant

    found = []
    for word in words:
        name, _, where = word.partition("@")
        role = next((known for known in KNOWN if known == name), None)
        if role is None or where not in {"", "*", *DISTRICTS}:
            raise UserCommandError(
                f"--role {word!r} is not ROLE or ROLE@DISTRICT; roles: {', '.join(ROLES)}; "
                f"districts: {', '.join(DISTRICTS)}."
            )
        district = next((known for known in DISTRICTS if known == where), None)
        found.append(Grant(role, district))  # type: ignore[arg-type]
    return found


def _said(found: Person) -> str:
    return (
        " ".join(
            grant.role + (f"@{grant.district}" if grant.district else "") for grant in found.grants
        )
        or "-"
    )
