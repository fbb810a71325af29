"""``build.py backup`` and ``build.py restore``: everything in one file, and back again."""

from __future__ import annotations

import shutil
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oxymap.commands.options import data_option

if TYPE_CHECKING:
    from oxymap.db.copies import Copy

#: What people want to know of a copy, and the table that counts it.
COUNTED = {
    "observations": "readings",
    "publications": "published objects",
    "revisions": "versions of drafts",
    "photos": "photographs",
    "people": "accounts",
}


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@data_option
def backup(file: Path, data: Path | None) -> None:
    """Write database, uploads and published state into one file, while the site runs."""
    from oxymap.config import load_settings
    from oxymap.db.copies import write_copy
    from oxymap.db.migrate import open_database

    settings = load_settings(data)
    found = write_copy(open_database(settings.data, settings.database_url), file)
    click.echo(f"{file}: {_said(found)}.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Only read the file through.")
@data_option
def restore(file: Path, only_check: bool, data: Path | None) -> None:
    """Put a backup in the place of all that is there; that is backed up first."""
    from oxymap import clock
    from oxymap.config import load_settings
    from oxymap.db.copies import check_copy, read_copy, write_copy
    from oxymap.db.migrate import open_database

    if only_check:
        click.echo(f"{file}: whole. {_said(check_copy(file))}.")
        return
    check_copy(file)
    settings = load_settings(data)
    engine = open_database(settings.data, settings.database_url)
    before = _free_name(settings.data / "backups" / f"before-restore-{clock.now():%Y%m%dT%H%M%SZ}")
    if any(write_copy(engine, before).rows.values()):
        click.echo(f"{before}: what was there until now")
    else:
        before.unlink()
    found = read_copy(file, engine)
    # Made again from what is there now.
    shutil.rmtree(settings.data / "cache", ignore_errors=True)
    click.echo(f"{file}: restored. {_said(found)}.")
    click.echo("Start the site and the gateways again if they are running.")


def _free_name(wanted: Path) -> Path:
    others = (wanted.with_name(f"{wanted.name}-{number}") for number in count(2))
    return next(path for path in chain([wanted], others) if not path.exists())


def _said(copy: Copy) -> str:
    return ", ".join(f"{word} {copy.rows.get(name, 0)}" for name, word in COUNTED.items())
