"""``build.py kiosk``: screens added, listed, and given tokens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oxymap.commands.options import data_option
from oxymap.errors import NotFoundError, OxyMapError

if TYPE_CHECKING:
    from oxymap.catalogue.snapshot import Catalogue
    from oxymap.kiosks.service import Kiosks
    from oxymap.publishing.models import Document

#: How far a screen may stand from its place's point, and from one that was named for it.
UNMEASURED_M, MEASURED_M = 700, 15

#: What a new screen's page says until somebody writes more.
SUMMARIES = {
    "zh": "%s的触摸屏：地图、路线、节庆与此刻的空气。",
    "en": "The touch screen at %s: map, routes, festivals and the air now.",
}


class KioskCommandError(OxyMapError):
    """A kiosk command cannot do what it was asked for."""

    code = "kiosk"


@click.group()
def kiosk() -> None:
    """Add and list screens; make their tokens."""


@kiosk.command("add")
@click.argument("kiosk_id", metavar="ID")
@click.option("--place", required=True, help="Id of the published place that it stands at.")
@click.option("--name-zh", required=True, help="The Chinese name.")
@click.option("--name-en", required=True, help="The English name.")
@click.option("--lon", type=float, help="Degrees east, WGS 84 (default: the place's).")
@click.option("--lat", type=float, help="Degrees north, WGS 84 (default: the place's).")
@click.option("--landscape", is_flag=True, help="The screen is wider than high.")
@data_option
def add(
    kiosk_id: str,
    place: str,
    name_zh: str,
    name_en: str,
    lon: float | None,
    lat: float | None,
    landscape: bool,
    data: Path | None,
) -> None:
    """Publish a page for a new screen; the studio changes it from then on."""
    from oxymap.catalogue.models import SLUG
    from oxymap.config import load_settings
    from oxymap.publishing.opening import open_publishing

    if not SLUG.fullmatch(kiosk_id):
        raise KioskCommandError(f"ID {kiosk_id!r} is not lower-case words joined by hyphens.")
    publishing = open_publishing(load_settings(data))
    catalogue = publishing.catalogue()
    if kiosk_id in _names(catalogue):
        raise KioskCommandError(f"There is a kiosk {kiosk_id!r} already.")
    orientation = "landscape" if landscape else "portrait"
    position = _position(catalogue, place, lon, lat)
    front = {"place": place, "position": position, "orientation": orientation}
    document = _document(kiosk_id, {"zh": name_zh, "en": name_en}, front)
    publishing.publish_directly([document], "kiosk add")
    click.echo(f"{kiosk_id}: published as /kiosk/{kiosk_id}")


@kiosk.command("list")
@data_option
def list_(data: Path | None) -> None:
    """List the screens with state, last beat and uptime."""
    from oxymap import clock

    kiosks, names = open_kiosks(data)
    for item in kiosks.states(names):
        last = "-" if item.last_at is None else clock.iso(item.last_at)
        share = "-" if item.uptime_share is None else f"{item.uptime_share:.1%}"
        title = names.get(item.kiosk_id, "(no page)")
        click.echo(f"{item.kiosk_id}\t{item.state}\t{last}\t{share}\t{title}")


@kiosk.command("token")
@click.argument("kiosk_id", metavar="ID")
@data_option
def token(kiosk_id: str, data: Path | None) -> None:
    """Make a new token and show it once; the old one ends."""
    kiosks, names = open_kiosks(data)
    if kiosk_id not in names:
        raise NotFoundError(f"No kiosk is called {kiosk_id!r}.", kiosk_id)
    click.echo(f"New token of {kiosk_id}; it is not shown again: {kiosks.new_token(kiosk_id)}")


def open_kiosks(data: Path | None) -> tuple[Kiosks, dict[str, str]]:
    """Return the screens of a data folder, and the names of the published ones by id."""
    from oxymap.config import load_settings
    from oxymap.kiosks.service import Kiosks
    from oxymap.publishing.opening import open_publishing

    settings = load_settings(data)
    publishing = open_publishing(settings)
    return Kiosks(publishing.engine, settings), _names(publishing.catalogue())


def _names(catalogue: Catalogue) -> dict[str, str]:
    return {
        name: page.front.title
        for (kind, name, lang), page in catalogue.pages.items()
        if kind == "kiosks" and lang == "zh"
    }


def _document(kiosk_id: str, names: Mapping[str, str], front: Mapping[str, object]) -> Document:
    from oxymap import clock
    from oxymap.publishing.documents import join_page
    from oxymap.publishing.models import Document, Ref

    texts = {
        lang: join_page(
            {
                "title": name,
                "summary": SUMMARIES[lang] % name,
                "updated": clock.today(),
                "sources": ["kiosk add"],
                **front,
            },
            SUMMARIES[lang] % name,
        )
        for lang, name in names.items()
    }
    return Document(Ref("page", "kiosks", kiosk_id), texts)


def _position(
    catalogue: Catalogue, place_id: str, lon: float | None, lat: float | None
) -> dict[str, float]:
    """Return where a screen stands: as the caller says, or roughly where its place is."""
    if lon is not None and lat is not None:
        return {"lon": lon, "lat": lat, "precision_m": MEASURED_M}
    if lon is not None or lat is not None:
        raise KioskCommandError("--lon and --lat belong together.")
    place = catalogue.places.get(place_id)
    if place is None or place.point is None:
        raise KioskCommandError(
            f"--place: {place_id!r} is no published place with a position; say --lon and --lat."
        )
    known = place.properties.position.precision_m or 0
    return {"lon": place.point[0], "lat": place.point[1], "precision_m": max(known, UNMEASURED_M)}
