"""``build.py station``: the register of stations, their tokens and flags."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from oxymap.commands.options import data_option, open_live
from oxymap.errors import NotFoundError, OxyMapError

if TYPE_CHECKING:
    from oxymap.catalogue.snapshot import Catalogue

F = TypeVar("F", bound=Callable[..., Any])
HABITATS = (
    "mountain_forest", "plain_forest", "city_park", "wetland_park", "lakeside", "waterside",
    "village", "urban",
)  # fmt: skip
DISTRICTS = ("mentougou", "yanqing", "fangshan")
#: Ids of made-up stations begin so.
DEMO_PREFIX = "demo-"
KINDS = ("ion", "air", "weather", "water", "eco")
#: A box around Beijing; what lies outside is a mistake, mostly of the order of the numbers.
LON, LAT = (115.2, 117.6), (39.2, 41.2)


class StationCommandError(OxyMapError):
    """A station command cannot do what it was asked for."""

    code = "station"


@click.group()
def station() -> None:
    """Add, change, list and retire stations; make and revoke their tokens."""


def _fields(required: bool) -> Callable[[F], F]:
    """Return the options that describe a station."""
    options = (
        click.option("--name-zh", required=required, help="The Chinese name."),
        click.option("--name-en", required=required, help="The English name."),
        click.option("--lon", type=float, required=required, help="Degrees east, WGS 84."),
        click.option("--lat", type=float, required=required, help="Degrees north, WGS 84."),
        click.option("--place", help="Id of the published place that it stands at."),
        click.option("--township", help="Id of the township, when no place says it."),
        click.option("--district", type=click.Choice(DISTRICTS), help="When no place says it."),
        click.option("--kind", type=click.Choice(KINDS), help="What it observes."),
        click.option("--interval", "interval_s", type=click.IntRange(1, 86_400),
                     help="Seconds between its readings."),
        click.option("--owner", help="Who runs it."),
        click.option("--instrument", help="Model of the instrument."),
        click.option("--height", "height_m", type=float, help="Inlet above the ground, metres."),
        click.option("--installed", help="Date, YYYY-MM-DD."),
        click.option("--calibrated", help="Date of the last calibration, YYYY-MM-DD."),
        click.option("--habitat", type=click.Choice(HABITATS), help="What grows around it."),
        click.option("--exclude-from-indicator/--in-indicator", default=None,
                     help="Whether its values count for the district's annual mean."),
        click.option("--waterfall/--no-waterfall", default=None,
                     help="Whether it stands beside a waterfall: higher values are plausible."),
        click.option("--maintenance/--no-maintenance", default=None,
                     help="Whether it is being worked on; it then shows no value."),
        click.option("--hj212-mn", help="Device id in HJ 212 frames."),
        click.option("--hj212-profile", help="Vendor profile of its factor codes."),
        click.option("--rule", "rules", multiple=True, metavar="NAME=VALUE",
                     help="A quality threshold of its own; may be repeated."),
    )  # fmt: skip

    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@station.command("add")
@click.argument("station_id", metavar="ID")
@_fields(required=True)
@data_option
def add(station_id: str, data: Path | None, **fields: object) -> None:
    """Add a station. It is planned until something reports."""
    if station_id.startswith(DEMO_PREFIX):
        raise StationCommandError(f"ID {station_id!r}: {DEMO_PREFIX}… is for demo stations.")
    live = open_live(data)
    known = live.keeper.register.get(station_id)
    if known is not None:
        use = "station retire --back" if known.retired else "station set"
        raise StationCommandError(f"The station {station_id!r} is there already; use '{use}'.")
    found = live.put_station(station_id, _document(station_id, fields, data))
    click.echo(f"{found.id}: added, /live/{found.id}")


@station.command("set")
@click.argument("station_id", metavar="ID")
@_fields(required=False)
@data_option
def set_(station_id: str, data: Path | None, **fields: object) -> None:
    """Change what is said of a station."""
    live = open_live(data)
    live.station(station_id)
    document = _document(station_id, fields, data)
    if not document:
        raise StationCommandError("Name at least one thing to change; see --help.")
    live.put_station(station_id, document)
    click.echo(f"{station_id}: changed {', '.join(document)}")


@station.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that are only planned.")
@data_option
def list_(everything: bool, data: Path | None) -> None:
    """List the stations with state, last value and time."""
    live = open_live(data)
    for item in live.current.stations.values():
        if item.state == "planned" and item.station.origin == "shipped" and not everything:
            continue
        good = item.last_good
        value = "-" if good is None else f"{good.value:g} {good.unit} {_shown(good.time)}"
        click.echo(f"{item.station.id}\t{item.state}\t{value}\t{item.station.name_zh}")


@station.command("retire")
@click.argument("station_id", metavar="ID")
@click.option("--back", is_flag=True, help="Take a retired station back.")
@data_option
def retire(station_id: str, back: bool, data: Path | None) -> None:
    """Take a station off all screens; its history stays."""
    live = open_live(data)
    if station_id not in live.keeper.register:
        raise NotFoundError(f"No station is called {station_id!r}.", station_id)
    live.put_station(station_id, {"retired": not back})
    if not back:
        live.revoke(station_id)
    click.echo(f"{station_id}: {'back' if back else 'retired'}")


@station.command("token")
@click.argument("station_id", metavar="ID")
@click.option("--overlap", default=0, type=click.IntRange(0, 720), metavar="HOURS",
              help="Let the old tokens work on for so long.")  # fmt: skip
@data_option
def token(station_id: str, overlap: int, data: Path | None) -> None:
    """Make a new token and show it once; the old ones end."""
    made = open_live(data).new_token(station_id, overlap * 3600)
    click.echo(f"New token of {station_id}; it is not shown again: {made}")


@station.command("revoke")
@click.argument("station_id", metavar="ID")
@data_option
def revoke(station_id: str, data: Path | None) -> None:
    """End all tokens of a station at once."""
    live = open_live(data)
    live.station(station_id)
    click.echo(f"{station_id}: {live.revoke(station_id)} tokens revoked")


@station.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_option
def import_(file: Path, data: Path | None) -> None:
    """Add or change stations from a CSV table; rows with mistakes are named and left out."""
    from oxymap.stations.station_table import read_stations

    live = open_live(data)
    table = read_stations(file.read_bytes())
    problems = [str(problem) for problem in table.errors]
    for row in table.rows:
        new = {} if row.station_id in live.keeper.register else _unsaid(row.station_id)
        try:
            _check_places(row.document, live.keeper.catalogue)
            live.put_station(row.station_id, {**new, **row.document})
        except OxyMapError as error:
            problems.append(f"{row.line}: {error.message}")
            continue
        click.echo(f"{row.station_id}: taken")
    for problem in problems:
        click.echo(f"{file}:{problem}", err=True)
    if problems:
        raise click.exceptions.Exit(1)


@station.command("flag")
@click.argument("station_id", metavar="ID")
@click.option("--property", "observed", default="neg_ion", show_default=True)
@click.option("--from", "start", required=True, help="First moment, ISO 8601 with offset.")
@click.option("--to", "end", required=True, help="Last moment, ISO 8601 with offset.")
@click.option("--flag", "flag_", type=click.Choice(["0", "1", "2", "auto"]), required=True,
              help="0 correct, 1 suspect, 2 error, auto: what the checks say.")  # fmt: skip
@click.option("--reason", default="", help="Why; needed unless auto.")
@data_option
def flag(
    station_id: str,
    observed: str,
    start: str,
    end: str,
    flag_: str,
    reason: str,
    data: Path | None,
) -> None:
    """Set a person's flag on values; raw value and automatic flag stay."""
    from oxymap.stations.models import Flag

    if flag_ != "auto" and not reason:
        raise StationCommandError("--reason is needed: say why.")
    live = open_live(data)
    chosen = None if flag_ == "auto" else Flag(int(flag_))
    count = live.flag(station_id, observed, (_time(start) - 1, _time(end)), chosen, reason)
    live.keeper.settle_all()
    click.echo(f"{station_id}: {count} values of {observed} flagged {flag_}")


@station.command("recompute")
@click.argument("station_id", metavar="ID")
@data_option
def recompute(station_id: str, data: Path | None) -> None:
    """Check all values again with the present rules; what older rules said is kept."""
    live = open_live(data)
    live.station(station_id)
    live.recompute(station_id)
    click.echo(f"{station_id}: checked again with version {live.keeper.settler.rules.version}")


def _document(station_id: str, fields: dict[str, object], data: Path | None) -> dict[str, object]:
    from oxymap.catalogue.models import SLUG
    from oxymap.config import load_settings
    from oxymap.publishing.opening import published_catalogue

    if not SLUG.fullmatch(station_id):
        raise StationCommandError(f"ID {station_id!r} is not lower-case words joined by hyphens.")
    rules = fields.pop("rules", ())
    document = {name: value for name, value in fields.items() if value is not None}
    if rules:
        assert isinstance(rules, tuple)  # noqa: S101 -- click's `multiple`
        document["rules"] = dict(_rule(text) for text in rules)
    _check_position(document)
    for name in ("installed", "calibrated"):
        if name in document:
            _check_date(name, str(document[name]))
    _check_places(document, published_catalogue(load_settings(data)))
    return document


def _unsaid(station_id: str) -> dict[str, object]:
    """Return what stands in for what a line does not say of a new station."""
    return {"name_en": station_id, "lon": None, "lat": None}


def _check_places(document: Mapping[str, object], catalogue: Catalogue) -> None:
    for name in ("place", "township"):
        if name in document and document[name] not in catalogue.places:
            raise StationCommandError(f"--{name}: no place is called {document[name]!r}.")


def _check_position(document: dict[str, object]) -> None:
    for name, (lowest, highest) in (("lon", LON), ("lat", LAT)):
        value = document.get(name)
        if isinstance(value, float) and not lowest <= value <= highest:
            raise StationCommandError(
                f"--{name} {value:g} is not from {lowest} to {highest}. "
                "Longitude is the one near 116, latitude the one near 40."
            )


def _check_date(name: str, text: str) -> None:
    try:
        datetime.date.fromisoformat(text)
    except ValueError as error:
        raise StationCommandError(f"--{name} {text!r} is not a date (YYYY-MM-DD).") from error


def _rule(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise StationCommandError(f"--rule {text!r} is not NAME=NUMBER.") from error


def _time(text: str) -> int:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise StationCommandError(
            f"{text!r} is not a time such as 2026-06-01T10:00+08:00."
        ) from error
    if moment.tzinfo is None:
        raise StationCommandError(f"{text!r} has no offset; write +08:00 for Beijing.")
    return int(moment.timestamp())


def _shown(time: int) -> str:
    from oxymap import clock

    return clock.iso(time)
