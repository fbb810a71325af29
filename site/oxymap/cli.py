"""The commands of ``build.py``."""

from __future__ import annotations

from pathlib import Path

import click

from oxymap.commands.backups import backup, restore
from oxymap.commands.feeds import feed, gateway
from oxymap.commands.kiosks import kiosk
from oxymap.commands.options import data_option
from oxymap.commands.people import user
from oxymap.commands.stations import station
from oxymap.errors import InvalidDataError, OxyMapError


class Commands(click.Group):
    """Runs ``build`` when no command is named, and shows our errors without a trace."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take no arguments to mean ``build``."""
        return super().parse_args(ctx, args or ["build"])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; an error of ours becomes a message and exit status 1."""
        try:
            return super().invoke(ctx)
        except InvalidDataError as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            raise click.exceptions.Exit(1) from error
        except OxyMapError as error:
            raise click.ClickException(error.message) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """OxyMap: the oxygen-bar map of Beijing's mountains."""


main.add_command(station)
main.add_command(user)
main.add_command(feed)
main.add_command(gateway)
main.add_command(kiosk)
main.add_command(backup)
main.add_command(restore)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-demo", is_flag=True, help="Do not feed demo readings.")
@data_option
def serve(host: str, port: int, no_demo: bool, data: Path | None) -> None:
    """Serve the site."""
    # Each command imports only what it needs: the second start is up in under 3 s.
    from oxymap.serving import serve as run

    run(host, port, data, demo=not no_demo)


@main.command()
@click.option("--out", default="dist", type=click.Path(file_okay=False, path_type=Path))
@click.option("--pack", metavar="kiosk:ID", help="Only a screen's pages, to run with no network.")
@data_option
def build(out: Path, pack: str | None, data: Path | None) -> None:
    """Freeze the public site into a folder."""
    from oxymap.config import load_settings

    if pack is not None:
        from oxymap.freeze.pack import build_pack

        click.echo(str(build_pack(load_settings(data), pack, out)))
        return
    from oxymap.freeze.build import build_site

    report = build_site(load_settings(data), out)
    click.echo(str(report))
    if report.failures:
        for failure in report.failures:
            click.echo(failure, err=True)
        raise click.exceptions.Exit(1)


@main.command()
@data_option
def check(data: Path | None) -> None:
    """Check geodata/ and content/; print every error as file:line: message."""
    from oxymap.config import load_settings
    from oxymap.publishing.checks.rules import load_area_rules, load_sensitive_words
    from oxymap.publishing.checks.zones import restricted_areas
    from oxymap.publishing.opening import published_catalogue
    from oxymap.publishing.progress import load_progress_targets
    from oxymap.stations.standards_check import check_standards

    settings = load_settings(data)
    catalogue = published_catalogue(settings)
    check_standards(settings.standards)
    load_area_rules(settings.standards)
    load_sensitive_words(settings.standards)
    load_progress_targets(settings.standards)
    restricted_areas(settings)
    click.echo(f"{len(catalogue.places)} features and {len(catalogue.pages)} pages are in order.")


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--layer", required=True, help="The layer to put the features in.")
@click.option(
    "--crs", default="wgs84", show_default=True, help="wgs84, gcj02, bd09, cgcs2000, EPSG:n"
)
@click.option("--id", "feature_id", help="The id to give; a published one gets the new line.")
@click.option("--name-zh", help="The Chinese name.")
@click.option("--name-en", help="The English name.")
@data_option
def import_(
    files: tuple[Path, ...],
    layer: str,
    crs: str,
    feature_id: str | None,
    name_zh: str | None,
    name_en: str | None,
    data: Path | None,
) -> None:
    """Take recordings or places into a layer (GPX, KML/KMZ, GeoJSON, GPKG, SHP zip, CSV)."""
    from oxymap.catalogue.models import LAYER_KINDS
    from oxymap.config import load_settings
    from oxymap.importing import Wishes, import_file

    if layer not in LAYER_KINDS:
        raise click.BadParameter(
            f"{layer!r} is not one of {', '.join(LAYER_KINDS)}", param_hint="--layer"
        )
    settings = load_settings(data)
    wishes = Wishes(layer, crs, feature_id, name_zh, name_en)
    for file in files:
        done = import_file(settings, file, wishes)
        for warning in done.warnings:
            click.echo(f"{file}: {warning}", err=True)
        folder = "trails" if layer == "trails" else "places"
        for place in done.places:
            click.echo(f"{file}: /{folder}/{place.id}")


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@data_option
def export(folder: Path, data: Path | None) -> None:
    """Write the published state as files."""
    from oxymap.config import load_settings
    from oxymap.exporting import export_state

    click.echo(f"{export_state(load_settings(data), folder)} files written to {folder}.")


@main.command(context_settings={"ignore_unknown_options": True})
@click.option("--fast", is_flag=True, help="Leave the browser out.")
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def test(fast: bool, pytest_arguments: tuple[str, ...]) -> None:
    """Check the code's style and types, and run every test."""
    from oxymap.testing import run_tests

    raise click.exceptions.Exit(run_tests(pytest_arguments, browser=not fast))


@main.command()
@click.argument("name", required=False)
def bench(name: str | None) -> None:
    """Run the measurements of bench/, each a ratio against a reference in the same run."""
    from oxymap.testing import run_bench

    raise click.exceptions.Exit(run_bench(name))


@main.command()
def i18n() -> None:
    """Collect the texts of code and templates into the translation files."""
    from oxymap.texts import update_catalogues

    for line in update_catalogues():
        click.echo(line)


@main.command()
def lock() -> None:
    """Resolve requirements*.in into hashed requirements*.txt (needs uv)."""
    from oxymap.testing import lock_requirements

    raise click.exceptions.Exit(lock_requirements())


if __name__ == "__main__":
    main(prog_name="build.py")
