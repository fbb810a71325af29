"""What the editor shows of a draft: its form, what the checks say, and who works on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oxymap.catalogue.models import LANGS
from oxymap.pages.edition import Edition
from oxymap.people.models import Person
from oxymap.publishing.documents import feature_of
from oxymap.publishing.models import OPEN_STATES, Document, Finding, Revision, State, Submission
from oxymap.studio.forms.editing import form_of, values_of
from oxymap.studio.forms.models import Errors, FormValues
from oxymap.studio.forms.showing import (
    FieldShown,
    Options,
    RowsShown,
    SectionShown,
    Words,
    input_id,
    show_form,
)
from oxymap.studio.labels import SEVERITIES, field_label
from oxymap.studio.moments import Moment, moment
from oxymap.studio.paths import review_path
from oxymap.studio.place_search import name_of_place
from oxymap.studio.rows import Badge, state_badge
from oxymap.web.i18n import Localizer
from oxymap.web.urls import URLS
from oxymap.wording import N_

_ORDER = {"error": 0, "warning": 1, "note": 2}
_SHAPES = {
    "Point": N_("a point"),
    "LineString": N_("a line"),
    "MultiLineString": N_("a line in several parts"),
    "Polygon": N_("an area"),
    "MultiPolygon": N_("an area in several parts"),
}


@dataclass(frozen=True)
class FindingShown:
    """What a check says, and the input that it is about."""

    severity: str
    severity_text: str
    text: str
    fix: str
    field: str
    url: str


@dataclass(frozen=True)
class EditorPage:
    """A draft in the editor.

    Parameters
    ----------
    base : the revision that the form shows.
    shape : what is drawn of a feature; None for pages.
    editable : whether this person may save it.
    """

    number: int
    base: int
    is_page: bool
    ref: str
    path: str
    sections: tuple[SectionShown, ...]
    findings: tuple[FindingShown, ...]
    state: Badge
    author: str
    changed_by: str
    changed: Moment
    shape: str | None
    editable: bool
    reviewed: bool

    @property
    def error_count(self) -> int:
        """How many findings stop the review."""
        return sum(one.severity == "error" for one in self.findings)


@dataclass(frozen=True)
class Opened:
    """A draft with what the page about it is made from.

    Parameters
    ----------
    base : the revision whose document the form shows.
    names : how people are called, by sign-in name.
    """

    submission: Submission
    base: Revision
    findings: tuple[Finding, ...]
    names: Mapping[str, str]


def editor_page(
    edition: Edition,
    opened: Opened,
    person: Person,
    sent: FormValues | None = None,
    errors: Errors | None = None,
) -> EditorPage:
    """Return a draft as its editor shows it.

    Parameters
    ----------
    edition : the public one in the language of the studio: it names places.
    sent : what somebody has typed; shown in place of the draft's own values.
    """
    submission, document = opened.submission, opened.base.document
    form = form_of(document)
    values = sent if sent is not None else values_of(document)
    texts, is_page = edition.texts, submission.ref.kind == "page"
    sections = show_form(form, values, errors or {}, words_for(edition))
    return EditorPage(
        number=submission.id,
        base=opened.base.id,
        is_page=is_page,
        ref=str(submission.ref),
        path=f"{URLS[edition.lang].prefix}/studio/drafts/{submission.id}",
        sections=sections,
        findings=_findings(texts, opened, sections),
        state=state_badge(texts, submission),
        author=opened.names.get(submission.author, submission.author),
        changed_by=opened.names.get(opened.base.author, opened.base.author),
        changed=moment(texts, opened.base.at),
        shape=None if is_page else _shape(texts, document),
        editable=submission.state in OPEN_STATES and person.has("author", submission.districts),
        reviewed=submission.state in {State.IN_REVIEW, State.APPROVED},
    )


def words_for(edition: Edition) -> Words:
    """Return what a form's words are looked up with."""
    options: dict[str, Options] = {
        "township": [
            (place.id, f"{edition.name(place)} · {_district(edition, place.properties.district)}")
            for place in edition.catalogue.layer("townships")
        ]
    }
    return Words(edition.texts, options, lambda name: name_of_place(edition, name))


def _district(edition: Edition, name: str) -> str:
    return edition.texts.label("district", name)


def _shape(texts: Localizer, document: Document) -> str:
    geometry = feature_of(document).get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    return texts.text(_SHAPES[kind]) if kind in _SHAPES else texts.text(N_("nothing yet"))


def _findings(
    texts: Localizer, opened: Opened, sections: Iterable[SectionShown]
) -> tuple[FindingShown, ...]:
    names = set(_input_names(sections))
    prefix = URLS[texts.lang].prefix
    found = []
    for finding in sorted(opened.findings, key=lambda one: _ORDER[one.severity]):
        name = _input_of(finding, names)
        line = f"{prefix}/studio/drafts/{opened.submission.id}/line"
        review = prefix + review_path(opened.submission.id)
        url = f"#{input_id(name)}" if name else line if finding.place else review
        found.append(
            FindingShown(
                severity=finding.severity,
                severity_text=texts.text(SEVERITIES[finding.severity]),
                text=texts.say(finding.said),
                fix=texts.say(finding.fix) if finding.fix else "",
                field=field_label(texts, finding.field, finding.lang) if finding.field else "",
                url=url,
            )
        )
    return tuple(found)


def _input_names(sections: Iterable[SectionShown]) -> Iterable[str]:
    for section in sections:
        for part in section.parts:
            if isinstance(part, RowsShown):
                yield part.name
                for row in part.rows:
                    yield from _names_of(row.fields)
            else:
                yield from _names_of((part,))


def _names_of(fields: Iterable[FieldShown]) -> Iterable[str]:
    for one in fields:
        if len(one.inputs) == 1:
            yield one.inputs[0].name
        yield from (shown.name for shown in one.inputs)


def _input_of(finding: Finding, names: set[str]) -> str:
    """Return the input that a finding is about: itself, its language's, or its list."""
    if not finding.field:
        return ""
    field = finding.field
    while field:
        langs = [finding.lang] if finding.lang else list(LANGS)
        for name in (
            *(f"{field}.{lang}" for lang in langs),
            field,
            *(f"{field}.{x}" for x in LANGS),
        ):
            if name in names:
                return name
        field = field.rpartition(".")[0]
    return ""
