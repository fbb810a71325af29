"""A trail's files in one archive, the same bytes every time."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping

from oxymap.catalogue.models import LANGS, Place
from oxymap.leaflets.models import Leaflet
from oxymap.leaflets.trail_leaflet import trail_leaflet
from oxymap.pages.edition import Edition
from oxymap.pages.trail_files import trail_file
from oxymap.takeaway.page_file import trail_page_file
from oxymap.web.i18n import LANGUAGE_NAMES

#: Notepad on Windows takes a file without this mark for another encoding.
BOM = "\ufeff"


def trail_archive(
    editions: Mapping[str, Edition], place: Place, lang: str, pdf: bytes | None
) -> bytes:
    """Return a ZIP with a trail's page, lines, leaflet and safety card.

    The same published state, settings and day give the same bytes.

    Parameters
    ----------
    editions : by language; the read-me and the safety card are in each.
    lang : the language of everything else.
    pdf : the leaflet, or None where no font is at hand.

    Raises
    ------
    NotFoundError : the trail has no line, or is closed.
    """
    edition = editions[lang]
    files = {
        f"{place.id}.html": trail_page_file(edition, place).body,
        f"{place.id}.gpx": trail_file(edition, place, "gpx"),
        f"{place.id}.kml": trail_file(edition, place, "kml"),
    }
    if pdf is not None:
        files[f"{place.id}.pdf"] = pdf
    for name, other in editions.items():
        said = trail_leaflet(other, place)
        files[f"safety-{name}.txt"] = _text_file(safety_text(said))
    files["README.txt"] = _text_file(_read_me(editions, place, list(files)))
    return _zipped(files, edition.today)


def safety_text(leaflet: Leaflet) -> str:
    """Return the safety card as plain text."""
    safety = leaflet.safety
    lines = [leaflet.title, "=" * 24, "", safety.heading]
    lines += [f"  {number}  {what}" for number, what in safety.numbers]
    lines += ["", safety.say, "", *safety.texts]
    if safety.positions:
        lines += ["", safety.positions_heading]
        for fact in safety.positions:
            hint = f"  ({fact.hint})" if fact.hint else ""
            lines.append(f"  {fact.label}: {fact.value}{hint}")
        lines.append(safety.positions_note)
    if safety.daylight:
        lines += ["", safety.daylight_heading, "  " + "  ".join(safety.daylight_columns)]
        lines += ["  " + "  ".join(row) for row in safety.daylight]
        lines.append(safety.daylight_note)
    lines += ["", *(leaflet.map.notes if leaflet.map else ()), leaflet.imprint.url]
    return "\n".join(lines)


def _read_me(editions: Mapping[str, Edition], place: Place, names: list[str]) -> str:
    return "\n\n".join(_read_me_in(edition, place, names) for edition in editions.values())


def _read_me_in(edition: Edition, place: Place, names: list[str]) -> str:
    text = edition.texts.text
    what = {
        f"{place.id}.html": text("the page with map, profile and text; opens without a network"),
        f"{place.id}.gpx": text("the line for hiking apps and receivers (GPX 1.1)"),
        f"{place.id}.kml": text("the line for map programs (KML 2.2)"),
        f"{place.id}.pdf": text("the leaflet to print"),
        **{
            f"safety-{other}.txt": f"{text('the safety card')} ({LANGUAGE_NAMES[other]})"
            for other in LANGS
        },
    }
    made = text(
        "Made on %(date)s to be read without a network.", date=edition.texts.date(edition.today)
    )
    aged = text(
        "Present values of the ion stations, closures and changes are not in this file: a file "
        "grows old. The page has them:"
    )
    address = edition.settings.base_url + edition.urls.trail(place.id)
    rows = [f"  {name}  {what[name]}" for name in names]
    return "\n".join([edition.name(place), "-" * 24, *rows, "", made, f"{aged} {address}"])


def _text_file(text: str) -> bytes:
    return (BOM + text.replace("\n", "\r\n") + "\r\n").encode()


def _zipped(files: Mapping[str, bytes], day: datetime.date) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            # What made it must not show: Windows and Linux would give other bytes.
            entry.create_system = 3
            archive.writestr(entry, body)
    return out.getvalue()
