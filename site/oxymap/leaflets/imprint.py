"""What every leaflet ends with: who says so, the emergency card, and where more is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from oxymap.catalogue.models import Place
from oxymap.leaflets.daylight import latest_start, sunset
from oxymap.leaflets.models import Imprint, Safety, Words
from oxymap.pages.edition import Edition
from oxymap.pages.emergency import NUMBERS
from oxymap.pages.models import Fact

Point = tuple[float, float]
#: Days for which the table names the sunset: the middle of each season.
DAYS = ("01-15", "04-15", "07-15", "10-15")


def safety(
    edition: Edition,
    texts: Sequence[str],
    positions: Sequence[Fact],
    positions_note: str,
    *,
    around: Point | None,
    walking_min: float | None = None,
) -> Safety:
    """Return the card that may be needed in a hurry.

    Parameters
    ----------
    texts : the safety text of the way first.
    around : (lon, lat), WGS 84: where the sun sets; None leaves the table out.
    walking_min : walking time without rests, where heights make it known.
    """
    text = edition.texts.text
    columns = [text("Day"), text("Sunset")]
    if walking_min:
        columns.append(text("Set off by"))
    return Safety(
        heading=text("In an emergency"),
        numbers=tuple((number, text(what)) for number, what in NUMBERS),
        say=text(
            "Say where you entered, how far you have come, the number on any sign or pole, "
            "how many you are and whether anyone is hurt."
        ),
        texts=tuple(texts),
        positions_heading=text("Coordinates"),
        positions=tuple(positions),
        positions_note=positions_note,
        daylight_heading=text("Daylight"),
        daylight_columns=tuple(columns),
        daylight=tuple(_daylight(edition, around, walking_min)) if around else (),
        daylight_note=_daylight_note(edition, walking_min),
    )


def _daylight(edition: Edition, around: Point, walking_min: float | None) -> list[tuple[str, ...]]:
    rows = []
    for month_day in DAYS:
        month, number = map(int, month_day.split("-"))
        down = sunset(datetime.date(edition.today.year, month, number), *around)
        row = [edition.texts.month_day(month_day), f"{down:%H:%M}"]
        if walking_min:
            row.append(f"{latest_start(down, walking_min):%H:%M}")
        rows.append(tuple(row))
    return rows


def _daylight_note(edition: Edition, walking_min: float | None) -> str:
    text = edition.texts.text
    if walking_min:
        return text(
            "Sunset on a flat horizon; in a valley it is dark earlier. The start is reckoned "
            "one way, with rests and an hour in hand; for there and back, set off much earlier."
        )
    return text(
        "Sunset on a flat horizon; in a valley it is dark earlier. Turn round in good time."
    )


def degrees(edition: Edition, point: Point, precision_m: float | None) -> str:
    """Return a position as degrees, with as many decimals as it deserves."""
    return edition.texts.text(
        "%(lat)s° N, %(lon)s° E",
        lat=f"{point[1]:.{_decimals(precision_m)}f}",
        lon=f"{point[0]:.{_decimals(precision_m)}f}",
    )


def _decimals(precision_m: float | None) -> int:
    """Return how many decimals of a degree are about as good as a precision."""
    if precision_m is None or precision_m > 5_000:
        return 2
    return 5 if precision_m <= 50 else 4 if precision_m <= 500 else 3


def precision_note(edition: Edition, place: Place) -> str:
    """Return how far the degrees of a line can be trusted, in a sentence."""
    texts, precision_m = edition.texts, place.properties.position.precision_m
    if precision_m is None:
        return texts.text("Degrees in WGS 84.")
    return texts.text(
        "Degrees in WGS 84, good to about %(distance)s.", distance=texts.distance(precision_m)
    )


def imprint(edition: Edition, path: str, sources: Sequence[str]) -> Imprint:
    """Return the imprint; `path` is the address of the page, from the site's root."""
    text, settings = edition.texts.text, edition.settings
    url = settings.base_url + path
    return Imprint(
        site_name=text("OxyMap"),
        url=url,
        address=url.partition("://")[2],
        site_address=settings.base_url.partition("://")[2],
        scan=text("Scan for the page as it is today"),
        live=text(
            "Values of the ion stations, closures and changes are not printed here: "
            "paper grows old. The page has them."
        ),
        printed=text("Printed on %(date)s", date=edition.texts.date(edition.today)),
        sources_heading=text("Sources"),
        sources=tuple(sources),
        legal=tuple(_legal(edition)),
    )


def _legal(edition: Edition) -> list[str]:
    text, settings = edition.texts.text, edition.settings
    found = [text("This map is a guide for visitors and is not a basis for drawing boundaries.")]
    if settings.operator:
        found.append(text("Run by %(operator)s", operator=settings.operator))
    if settings.contact:
        found.append(text("Contact: %(contact)s", contact=settings.contact))
    if settings.map_approval_no:
        found.append(text("Map approval number: %(number)s", number=settings.map_approval_no))
    return found


def words(edition: Edition) -> Words:
    """Return the few words that the layout itself needs."""
    text = edition.texts.text
    return Words(
        mind=text("Before you go"),
        more=text("The page has the rest of the list."),
        draft=text("Draft"),
        draft_note=text("Draft, not for handing out"),
        page=text("Page %(number)s of %(count)s"),
    )


def two_parts(title: str) -> tuple[str, str]:
    """Return a title and what stands after its colon."""
    colon = "：" if "：" in title else ": "
    first, _, second = title.partition(colon)
    return first, second
