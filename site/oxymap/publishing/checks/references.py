"""Whether everything that a document names is published, and still goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oxymap.catalogue.kiosk_models import KioskFront
from oxymap.catalogue.models import DistrictFront, FestivalFront, RouteFront, SeasonFront
from oxymap.catalogue.references import parse_block, references
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.naming import called
from oxymap.publishing.checks.subject import PageVersion, Subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

_CLOSED = {"closed", "closed_for_season"}


@dataclass(frozen=True)
class Mention:
    """Something published that a document names: what kind of link, which id, and where."""

    scheme: str
    id: str
    field: str
    lang: str | None = None


def check_references(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield mentions of what does not exist, was withdrawn or is closed."""
    seen: set[tuple[str, str, str]] = set()
    for mention in mentions(subject):
        key = (mention.scheme, mention.id, mention.field)
        if key not in seen:
            seen.add(key)
            yield from _about_mention(mention, context)
    yield from _bad_blocks(subject)
    yield from _parents(subject, context)
    yield from _station_elsewhere(subject)


def mentions(subject: Subject) -> Iterator[Mention]:
    """Yield everything that a document names, where it can be read."""
    if subject.place is not None:
        yield from _of_feature(subject)
    for version in subject.versions.values():
        if version.page is not None:
            yield from _of_front(version)
    for words in subject.words():
        if words.markdown:
            yield from _of_prose(words.text, words.field, words.lang)


def _of_feature(subject: Subject) -> Iterator[Mention]:
    assert subject.place is not None  # noqa: S101 -- asked by the caller
    properties = subject.place.properties
    if properties.township:
        yield Mention("township", properties.township, "township")
    if properties.parent:
        scheme = "trail" if subject.ref.group == "trails" else "place"
        yield Mention(scheme, properties.parent, "parent")
    if properties.station is not None and properties.station.place:
        yield Mention("place", properties.station.place, "station.place")


def _of_front(version: PageVersion) -> Iterator[Mention]:
    assert version.page is not None  # noqa: S101 -- asked by the caller
    front, lang = version.page.front, version.lang
    if isinstance(front, RouteFront):
        for number, stop in enumerate(front.stops):
            if stop.place:
                yield Mention("place", stop.place, f"stops.{number}.place", lang)
        for number, name in enumerate(front.trails):
            yield Mention("trail", name, f"trails.{number}", lang)
    if isinstance(front, FestivalFront) and front.place:
        yield Mention("place", front.place, "place", lang)
    if isinstance(front, SeasonFront | DistrictFront):
        for number, name in enumerate(front.highlights):
            yield Mention("place", name, f"highlights.{number}", lang)
    if isinstance(front, KioskFront):
        yield from _of_kiosk(front, lang)


def _of_kiosk(front: KioskFront, lang: str) -> Iterator[Mention]:
    if front.place:
        yield Mention("place", front.place, "place", lang)
    if front.station:
        yield Mention("station", front.station, "station", lang)
    for number, name in enumerate(front.routes):
        yield Mention("route", name, f"routes.{number}", lang)
    for number, name in enumerate(front.trails):
        yield Mention("trail", name, f"trails.{number}", lang)


def _of_prose(text: str, field: str, lang: str) -> Iterator[Mention]:
    for line in text.splitlines():
        try:
            found = list(references(line))
        except ValueError:
            continue
        yield from (Mention(item.scheme, item.id, field, lang) for item in found)


def _about_mention(mention: Mention, context: CheckContext) -> Iterator[Finding]:
    target = f"{mention.scheme}:{mention.id}"
    if mention.id in context.known[mention.scheme]:
        yield from _closed(mention, context)
    elif context.is_gone(mention.scheme, mention.id):
        yield Finding(
            "reference_withdrawn",
            "warning",
            say(
                N_("%(target)s has been withdrawn; it will be shown without a link."), target=target
            ),
            say(N_("Take it out, or name something else.")),
            field=mention.field,
            lang=mention.lang,
        )
    else:
        yield Finding(
            "reference_missing",
            "error",
            say(N_("There is nothing published as %(target)s."), target=target),
            say(N_("Correct the name, or publish that first.")),
            field=mention.field,
            lang=mention.lang,
        )


def _closed(mention: Mention, context: CheckContext) -> Iterator[Finding]:
    place = context.catalogue.places.get(mention.id)
    if place is None or mention.scheme not in {"place", "trail"}:
        return
    if place.properties.status in _CLOSED:
        yield Finding(
            "reference_closed",
            "warning",
            say(N_("%(name)s is closed at present."), name=called(place.properties.name)),
            say(N_("Say so in the text, or name something that is open.")),
            field=mention.field,
            lang=mention.lang,
            place=place.point,
        )


def _bad_blocks(subject: Subject) -> Iterator[Finding]:
    for words in subject.words():
        if not words.markdown:
            continue
        for number, line in enumerate(words.text.splitlines(), start=1):
            if _is_bad_block(line):
                yield Finding(
                    "bad_block",
                    "error",
                    say(N_("Line %(line)s looks like a live block but is not one."), line=number),
                    say(N_('Write it as ::places{ids="…"}, ::map{places="…"} or ::events{}.')),
                    field=words.field,
                    lang=words.lang,
                )


def _is_bad_block(line: str) -> bool:
    try:
        parse_block(line)
    except ValueError:
        return True
    return False


def _parents(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield a parent that leads back to the object itself."""
    parent = subject.properties.get("parent")
    seen = {subject.ref.id}
    while isinstance(parent, str):
        if parent in seen:
            said = say(N_("Its parent leads back to itself: %(parent)s."), parent=parent)
            fix = say(N_("Choose another parent, or none."))
            yield Finding("parent_circle", "error", said, fix, field="parent")
            return
        seen.add(parent)
        place = context.catalogue.places.get(parent)
        parent = place.properties.parent if place else None


def _station_elsewhere(subject: Subject) -> Iterator[Finding]:
    if subject.properties.get("station") is not None and subject.ref.group != "stations":
        said = say(N_("Only a station has facts about a station."))
        fix = say(N_("Remove the field “station” here."))
        yield Finding("station_elsewhere", "error", said, fix, field="station")
