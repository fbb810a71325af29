"""What waits for whom, what is complete in which language, what is missing, what ends soon."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from oxymap.catalogue.checks import NEUTRAL
from oxymap.catalogue.models import APPROXIMATE_FROM_M, LANGS, Lang
from oxymap.people.models import Person
from oxymap.publishing.documents import feature_of, split_page
from oxymap.publishing.fields import BODY, RAW, Key, Value, fields_of
from oxymap.publishing.models import Document, Revision, State, Submission
from oxymap.publishing.rights import may
from oxymap.wording import N_

if TYPE_CHECKING:
    from oxymap.publishing.models import ObjectSummary

#: What ends within this time ends soon.
SOON_S = 30 * 86_400
#: What every object has to say in every language.
REQUIRED = {"feature": ("name", "summary"), "page": ("title", "summary", BODY)}
#: An English text has more letters than its Chinese one characters; much less is a part of it.
ENGLISH_SHARE = 0.6
_HAN = re.compile(r"[\u3400-\u9fff]")
_PLACEHOLDER = re.compile(
    r"^\s*(?:todo|tbd|xxx+|\.\.\.|…+|待补充?|待译|待定|无|-+)[\s.。!！]*$", re.IGNORECASE
)

LanguageState = Literal["complete", "incomplete", "behind", "placeholder", "absent"]
#: From what is worst; an object is shown by its worst language.
LANGUAGE_STATES: tuple[LanguageState, ...] = (
    "absent", "placeholder", "incomplete", "behind", "complete",
)  # fmt: skip
LANGUAGE_STATE_NAMES: Mapping[LanguageState, str] = {
    "absent": N_("not written"),
    "placeholder": N_("placeholder"),
    "incomplete": N_("incomplete"),
    "behind": N_("behind"),
    "complete": N_("complete"),
}

Gap = Literal[
    "photo", "english", "position", "approximate", "unverified", "accessibility", "description",
    "line", "profile",
]  # fmt: skip
GAPS: Mapping[Gap, str] = {
    "photo": N_("No photograph"),
    "english": N_("English not complete"),
    "position": N_("No position"),
    "approximate": N_("Approximate position"),
    "unverified": N_("Position not checked on site"),
    "accessibility": N_("No accessibility facts"),
    "description": N_("No description"),
    "line": N_("No recorded line"),
    "profile": N_("No heights for a profile"),
}
_NO_PHOTO_NEEDED = {"districts", "townships", "facilities", "stations", "closures", "pages"}
_ACCESSIBILITY_NEEDED = {
    "villages", "zones", "viewpoints", "scenic", "trails", "valleys", "protected", "facilities",
}  # fmt: skip
_NO_POSITION_NEEDED = {"districts", "townships", "closures"}
_NO_DESCRIPTION_NEEDED = {"districts", "townships", "facilities", "stations", "closures", "waters"}


# --- what waits ------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """Open work as one person sees it; each submission stands in one list only.

    Parameters
    ----------
    to_review : handed in by others, and this person may judge them.
    to_publish : approved, and this person may publish them.
    returned : this person's drafts that a reviewer has given back.
    drafts : this person's other drafts.
    underway : this person's work that waits for others.
    """

    to_review: tuple[Submission, ...] = ()
    to_publish: tuple[Submission, ...] = ()
    returned: tuple[Submission, ...] = ()
    drafts: tuple[Submission, ...] = ()
    underway: tuple[Submission, ...] = ()

    @property
    def count(self) -> int:
        """How much waits for the person."""
        return len(self.to_review) + len(self.to_publish) + len(self.returned)


def waiting_for(
    person: Person,
    submissions: Iterable[Submission],
    *,
    writers: Mapping[int, Collection[str]],
    returned: Collection[int],
) -> Waiting:
    """Sort open submissions by what this person has to do with them.

    Parameters
    ----------
    writers : sign-in names of those who wrote at each submission, by its number.
    returned : numbers of the drafts whose last step was back from review.
    """
    found: dict[str, list[Submission]] = {}
    for item in submissions:
        mine = person.name == item.author or person.name in writers.get(item.id, ())
        pile = _pile(person, item, mine=mine, returned=item.id in returned)
        if pile:
            found.setdefault(pile, []).append(item)
    return Waiting(**{pile: tuple(items) for pile, items in found.items()})


def _pile(person: Person, item: Submission, *, mine: bool, returned: bool) -> str | None:
    if item.state is State.DRAFT:
        if not mine:
            return None
        return "returned" if returned else "drafts"
    if item.state is State.IN_REVIEW and not mine and may(person, "reviewer", item.districts):
        return "to_review"
    if item.state is State.APPROVED and may(person, "publisher", item.districts):
        return "to_publish"
    return "underway" if mine else None


# --- languages -------------------------------------------------------------------------


@dataclass(frozen=True)
class LanguageReport:
    """How an object stands in one language; `fields` are what is missing or only a placeholder."""

    state: LanguageState
    fields: tuple[str, ...] = ()


def language_reports(document: Document, *, behind: bool = False) -> dict[Lang, LanguageReport]:
    """Return how complete a document is in each language.

    Parameters
    ----------
    behind : the Chinese was changed after the English (`is_behind`).
    """
    found = fields_of(document)
    reports = {lang: _language_report(document, found, lang) for lang in LANGS}
    if behind and reports["en"].state == "complete":
        reports["en"] = LanguageReport("behind")
    return reports


def _language_report(document: Document, found: Mapping[Key, Value], lang: Lang) -> LanguageReport:
    texts = {field: str(value) for (field, language), value in found.items() if language == lang}
    if not texts:
        return LanguageReport("absent")
    hollow = tuple(field for field, text in texts.items() if _is_hollow(text, lang, field))
    if hollow:
        return LanguageReport("placeholder", hollow)
    others = {field for field, language in found if language not in {None, lang}}
    required = {*REQUIRED[document.ref.kind], *(others - {RAW})}
    if document.ref.kind == "page":
        required = {*REQUIRED["page"]}
    missing = sorted(required - set(texts))
    if lang == "en" and not missing:
        chinese = {field: str(value) for (field, name), value in found.items() if name == "zh"}
        missing = [field for field, text in texts.items() if _is_part(text, chinese.get(field, ""))]
    return LanguageReport("incomplete", tuple(missing)) if missing else LanguageReport("complete")


def _is_hollow(text: str, lang: Lang, field: str) -> bool:
    """Tell whether a text is a placeholder, or in the other language."""
    if field.split(".")[0] in NEUTRAL | {"sources", "names"}:
        return False
    if _PLACEHOLDER.match(text):
        return True
    letters = len(re.findall(r"[A-Za-z]", text))
    han = len(_HAN.findall(text))
    if lang == "en":
        return han > letters
    return han == 0 and letters > 12 and field in {"name", "title", "summary", BODY}


def _is_part(english: str, chinese: str) -> bool:
    return len(chinese) >= 60 and len(english) < ENGLISH_SHARE * len(chinese)


def is_behind(revisions: Sequence[Revision], shipped: Document | None = None) -> bool:
    """Tell whether the Chinese of an object was changed after its English.

    Parameters
    ----------
    revisions : those that lead to the state in question, newest first.
    shipped : the state before them; None for an object that began in the studio.
    """
    changed = dict.fromkeys(LANGS, -1)
    before = _texts_by_language(shipped) if shipped else None
    for number, revision in enumerate(reversed(revisions)):
        after = _texts_by_language(revision.document)
        for lang in LANGS:
            if before is None or after[lang] != before[lang]:
                changed[lang] = number
        before = after
    return changed["zh"] > changed["en"]


def _texts_by_language(document: Document) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {lang: {} for lang in LANGS}
    for (field, lang), value in fields_of(document).items():
        if lang is not None and field.split(".")[0] not in NEUTRAL:
            found[lang][field] = value
    return found


# --- what is missing -------------------------------------------------------------------


def gaps_of(document: Document) -> tuple[Gap, ...]:
    """Return what an object lacks that visitors look for, in the order of `GAPS`."""
    found: set[Gap] = set()
    if language_reports(document)["en"].state != "complete":
        found.add("english")
    if document.ref.kind == "feature":
        feature = feature_of(document)
        found |= _feature_gaps(
            document.ref.group, feature.get("properties") or {}, feature.get("geometry")
        )
    elif document.ref.group not in _NO_PHOTO_NEEDED and not _page_has_photo(document):
        found.add("photo")
    return tuple(gap for gap in GAPS if gap in found)


def _page_has_photo(document: Document) -> bool:
    for text in document.texts.values():
        try:
            front, _ = split_page(text)
        except ValueError:
            continue
        if front.get("photos"):
            return True
    return False


def _feature_gaps(
    layer: str, properties: Mapping[str, object], geometry: Mapping[str, object] | None
) -> set[Gap]:
    found: set[Gap] = set()
    if layer not in _NO_PHOTO_NEEDED and not properties.get("photos"):
        found.add("photo")
    if layer in _ACCESSIBILITY_NEEDED and not properties.get("accessibility"):
        found.add("accessibility")
    if layer not in _NO_DESCRIPTION_NEEDED and not properties.get("description"):
        found.add("description")
    if layer not in _NO_POSITION_NEEDED:
        found |= _position_gaps(properties, geometry)
    if layer == "trails":
        found |= _line_gaps(properties, geometry)
    return found


def _position_gaps(
    properties: Mapping[str, object], geometry: Mapping[str, object] | None
) -> set[Gap]:
    if not geometry:
        return {"position"}
    position = properties.get("position")
    if not isinstance(position, dict):
        return {"unverified"}
    found: set[Gap] = set()
    precision = position.get("precision_m")
    if not isinstance(precision, int | float) or precision > APPROXIMATE_FROM_M:
        found.add("approximate")
    if not position.get("verified"):
        found.add("unverified")
    return found


def _line_gaps(properties: Mapping[str, object], geometry: Mapping[str, object] | None) -> set[Gap]:
    is_line = geometry is not None and "Line" in str(geometry.get("type"))
    if not is_line or properties.get("line") != "recorded":
        return {"line", "profile"}
    coordinates = (geometry or {}).get("coordinates")
    while isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return set() if isinstance(coordinates, list) and len(coordinates) > 2 else {"profile"}


# --- what ends -------------------------------------------------------------------------


def expiring(
    objects: Iterable[ObjectSummary], now: int, within_s: int = SOON_S
) -> list[ObjectSummary]:
    """Return what is published and goes by itself within a time, the next first."""
    found = [
        item
        for item in objects
        if item.expires_at is not None and now <= item.expires_at <= now + within_s
    ]
    return sorted(found, key=lambda item: (item.expires_at or 0, item.ref))
