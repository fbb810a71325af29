"""Options that several commands take, and what they open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from oxymap.stations.service import LiveService

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the database, uploads and settings (default: instance/).",
)


def open_live(data: Path | None) -> LiveService:
    """Return the stations of a data folder, as the shipped files and the database say.

    What is logged from now on goes to standard error, beside what a command prints.
    """
    from oxymap.config import load_settings
    from oxymap.logs import configure_logs
    from oxymap.publishing.opening import open_publishing
    from oxymap.stations.service import LiveService

    settings = load_settings(data)
    configure_logs(settings.log_level)
    publishing = open_publishing(settings)
    return LiveService(settings, publishing.catalogue, engine=publishing.engine)
