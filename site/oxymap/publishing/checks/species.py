"""Whether a protected animal or its camera could be found by what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oxymap.catalogue.models import Place
from oxymap.geo.coarse import coarsened, is_coarse
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.findings import about
from oxymap.publishing.checks.geometry import middle, shape_of
from oxymap.publishing.checks.rules import SensitiveWords, load_sensitive_words
from oxymap.publishing.checks.subject import Subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

#: Positions that say no more than the township are no help to anybody.
ROUGH_METHODS = {"township", "none"}
ROUGH_FROM_M = 3_000.0
_NUMBER = r"\d{2,3}[.°]\s*\d{1,2}[\d.′'’″\"”分秒\s]*"
#: 40.0123, 115.8012 · N40°01′23″ E115°48′ · 北纬40.01度，东经115.80度
_COORDINATES = re.compile(
    r"(?<![\d.])(?:3[89]|4[01])\.\d{2,}\s*[°度NＮ]?\s*[,，、;；/\s]\s*(?:[东經经EＥ]\w{0,2}\s*)?11[56]\.\d{2,}"
    r"|(?<![\d.])11[56]\.\d{2,}\s*[°度EＥ]?\s*[,，、;；/\s]\s*(?:[北緯纬NＮ]\w{0,2}\s*)?(?:3[89]|4[01])\.\d{2,}"
    rf"|北纬\s*{_NUMBER}|东经\s*{_NUMBER}"
    rf"|\b[NE]\s?{_NUMBER}|{_NUMBER}[NE]\b",
)


def check_species(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield what would give away where protected animals or their cameras are."""
    words = load_sensitive_words(context.settings.standards)
    sensitive = subject.properties.get("sensitive") is not None
    if sensitive:
        yield from _coarse(subject)
    else:
        yield from _names(subject, words)
    yield from _texts(subject, words, sensitive=sensitive)


def _coarse(subject: Subject) -> Iterator[Finding]:
    place = subject.place
    if place is None:
        return
    shape = shape_of(place)
    if shape is not None and place.point is None:
        said = say(N_("Something sensitive is drawn as a line or an area."))
        fix = say(N_("Set one point; it is put on a grid of about 4.3 by 5.6 km."))
        here = coarsened(middle(shape))
        yield Finding("sensitive_shape", "error", said, fix, field="geometry", place=here)
    elif place.point is not None and not is_coarse(place.point):
        lon, lat = coarsened(place.point)
        said = say(N_("The position of something sensitive is exact."))
        fix = say(
            N_("Use the middle of its grid cell, %(lon)s, %(lat)s; a cell is about 4.3 by 5.6 km."),
            lon=f"{lon:.3f}",
            lat=f"{lat:.3f}",
        )
        yield Finding("sensitive_exact", "error", said, fix, field="geometry", place=(lon, lat))
    if place.properties.waypoints:
        said = say(N_("Something sensitive has waypoints, and they are exact."))
        fix = say(N_("Remove the waypoints."))
        yield Finding("sensitive_exact", "error", said, fix, field="waypoints")
    if place.properties.photos:
        said = say(N_("Something sensitive has photographs; their background gives it away."))
        fix = say(N_("Remove the photographs, or show them on a page without a place."))
        yield Finding("sensitive_photo", "warning", said, fix, field="photos")


def _names(subject: Subject, words: SensitiveWords) -> Iterator[Finding]:
    """Yield names of protected species that stand on an exact point of the map."""
    place = subject.place
    if place is None:
        return
    if _is_exact(place):
        texts = [place.properties.name.zh, place.properties.name.en, *place.properties.aliases]
        here = coarsened(middle(shape_of(place)))  # type: ignore[arg-type]
        yield from _named(texts, words, "name", here)
    for number, waypoint in enumerate(place.properties.waypoints):
        if waypoint.name is not None:
            here = coarsened((waypoint.lon, waypoint.lat))
            texts = [waypoint.name.zh, waypoint.name.en]
            yield from _named(texts, words, f"waypoints.{number}.name", here)


def _is_exact(place: Place) -> bool:
    position, shape = place.properties.position, shape_of(place)
    if shape is None or position.method in ROUGH_METHODS:
        return False
    if place.point is not None and is_coarse(place.point):
        return False
    return position.precision_m is None or position.precision_m < ROUGH_FROM_M


def _named(
    texts: list[str], words: SensitiveWords, field: str, here: tuple[float, float]
) -> Iterator[Finding]:
    found = [word for text in texts for word in words.found_in(text)]
    if found:
        said = say(N_("“%(word)s” is named here with an exact position."), word=found[0])
        fix = say(N_("Take the position away, or mark it as sensitive, or choose another name."))
        yield Finding("sensitive_name", "error", said, fix, field=field, place=here)


def _texts(subject: Subject, words: SensitiveWords, *, sensitive: bool) -> Iterator[Finding]:
    texts = list(subject.words())
    mentioned = {text: list(words.found_in(text.text)) for text in texts}
    guarded = sensitive or any(mentioned.values())
    for text, found in mentioned.items():
        coordinates = _COORDINATES.search(text.text)
        if guarded and coordinates is not None:
            said = say(
                N_("The text gives coordinates (%(coordinates)s) and speaks of protected animals."),
                coordinates=coordinates[0].strip(),
            )
            fix = say(N_("Take the coordinates out."))
            yield about(text, "sensitive_coordinates", "error", said, fix)
        elif found and not sensitive and not text.field.startswith(("name", "waypoints")):
            said = say(N_("The text mentions “%(word)s”."), word=found[0])
            fix = say(N_("Make sure that nobody can find the animals by it."))
            yield about(text, "sensitive_mention", "note", said, fix)
