"""What a reviewer sees of a draft: its text in both languages, findings, remarks, steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from oxymap.pages.edition import Edition
from oxymap.people.models import Person
from oxymap.publishing.fields import BODY, RAW, Key, Value, fields_of, shared
from oxymap.publishing.models import (
    OPEN_STATES,
    Comment,
    Document,
    Finding,
    Ref,
    State,
    Submission,
    Transition,
)
from oxymap.publishing.rights import may
from oxymap.studio.difference_view import Geometry, geometry_of
from oxymap.studio.labels import SEVERITIES, STATES, field_label, value_text
from oxymap.studio.map_spec import Drawn, MapSpec, Pin, StudioMap, studio_map
from oxymap.studio.moments import Moment, moment
from oxymap.studio.paths import draft_path
from oxymap.web.i18n import HTML_LANGS, LANGUAGE_NAMES, Localizer
from oxymap.web.urls import URLS
from oxymap.wording import N_

_WEIGHT = {"error": 0, "warning": 1, "note": 2}
_NO_STATE = N_("begun")


@dataclass(frozen=True)
class Cell:
    """A value of a field in one language, or for all of them."""

    key: str
    lang_name: str
    html_lang: str | None
    lines: tuple[str, ...]


@dataclass(frozen=True)
class DocumentRow:
    """A field of the draft with its values; `wide` is for long texts."""

    label: str
    cells: tuple[Cell, ...]
    wide: bool


@dataclass(frozen=True)
class FindingRow:
    """What a check says, with the way to mend it."""

    key: str
    severity: str
    severity_label: str
    text: str
    fix: str | None
    field_label: str
    edit_url: str | None
    on_map: bool
    exemptible: bool
    zone: str | None


@dataclass(frozen=True)
class CommentRow:
    """A remark, and where it belongs."""

    id: int
    key: str
    number: int
    author: str
    at: Moment
    text: str
    field: str
    field_label: str
    quote: str
    place: tuple[float, float] | None
    resolved_by: str | None
    outdated: bool


@dataclass(frozen=True)
class StepRow:
    """A step from state to state."""

    text: str
    state: str
    actor: str
    at: Moment
    note: str


@dataclass(frozen=True)
class Rights:
    """What this person may do with the draft now."""

    edit: bool = False
    submit: bool = False
    give_back: bool = False
    approve: bool = False
    publish: bool = False
    discard: bool = False
    exempt: bool = False
    comment: bool = False
    #: Why somebody with the role may not approve all the same.
    wrote: bool = False


@dataclass(frozen=True)
class Findings:
    """All findings, the gravest first."""

    rows: tuple[FindingRow, ...] = field(default=())

    def of(self, severity: str) -> tuple[FindingRow, ...]:
        """Return those of one severity."""
        return tuple(row for row in self.rows if row.severity == severity)

    @property
    def errors(self) -> tuple[FindingRow, ...]:
        """What stops review and publishing."""
        return self.of("error")

    @property
    def exemptible(self) -> tuple[FindingRow, ...]:
        """The errors that a recorded exemption lifts."""
        return tuple(row for row in self.errors if row.exemptible and row.zone)


def rights_of(who: Person, item: Submission, writers: Iterable[str], *, exemptible: bool) -> Rights:
    """Return what a person may do with a draft in its state."""
    author = may(who, "author", item.districts)
    reviewer = may(who, "reviewer", item.districts)
    publisher = may(who, "publisher", item.districts)
    judged = item.state in {State.IN_REVIEW, State.APPROVED}
    reviewing = reviewer and item.state is State.IN_REVIEW
    open_ = item.state in OPEN_STATES
    return Rights(
        edit=author and open_,
        submit=author and item.state is State.DRAFT,
        give_back=judged and (reviewer or publisher),
        approve=reviewing and who.name not in writers,
        publish=publisher and item.state is State.APPROVED,
        discard=author and open_,
        exempt=exemptible and open_ and (publisher or who.has("administrator")),
        comment=open_ and (author or reviewer or publisher or who.has("administrator")),
        wrote=reviewing and who.name in writers,
    )


# --- the document ----------------------------------------------------------------------


def document_rows(edition: Edition, document: Document) -> tuple[DocumentRow, ...]:
    """Return all filled fields, the languages of a field side by side."""
    found = shared(fields_of(document))
    by_field: dict[str, list[tuple[str | None, Value]]] = {}
    for (name, lang), value in found.items():
        by_field.setdefault(name, []).append((lang, value))
    order = sorted(by_field, key=lambda name: name in {BODY, RAW})
    return tuple(_document_row(edition, document.ref, name, by_field[name]) for name in order)


def _document_row(
    edition: Edition, ref: Ref, name: str, values: Sequence[tuple[str | None, Value]]
) -> DocumentRow:
    texts, places = edition.texts, edition.catalogue.places
    cells = tuple(
        Cell(
            key=f"{name}.{lang}" if lang else name,
            lang_name=LANGUAGE_NAMES[lang] if lang else "",
            html_lang=HTML_LANGS[lang] if lang else None,
            lines=tuple(value_text(texts, ref, name, line, places) for line in _lines(value)),
        )
        for lang, value in values
    )
    return DocumentRow(field_label(texts, name), cells, name in {BODY, RAW, "description"})


def _lines(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def field_choices(texts: Localizer, document: Document) -> list[tuple[str, str]]:
    """Return the fields that a remark can be about."""
    keys: list[Key] = list(shared(fields_of(document)))
    return [
        (f"{name}.{lang}" if lang else name, field_label(texts, name, lang)) for name, lang in keys
    ]


# --- findings, remarks, steps ----------------------------------------------------------


def finding_rows(
    texts: Localizer, item: Submission, findings: Sequence[Finding], *, may_edit: bool
) -> Findings:
    """Return findings as rows, the gravest first."""
    ordered = sorted(findings, key=lambda finding: _WEIGHT[finding.severity])
    rows = (
        _finding_row(texts, item, finding, number, may_edit=may_edit)
        for number, finding in enumerate(ordered, start=1)
    )
    return Findings(tuple(rows))


def _finding_row(
    texts: Localizer, item: Submission, finding: Finding, number: int, *, may_edit: bool
) -> FindingRow:
    name = finding.field
    if name and finding.lang and not name.endswith(f".{finding.lang}"):
        name = f"{name}.{finding.lang}"
    lang = name.rsplit(".", 1)[-1] if name.endswith((".zh", ".en")) else None
    editor = URLS[texts.lang].prefix + draft_path(item.id)
    return FindingRow(
        key=f"finding-{number}",
        severity=finding.severity,
        severity_label=texts.text(SEVERITIES[finding.severity]),
        text=texts.say(finding.said),
        fix=texts.say(finding.fix) if finding.fix else None,
        field_label=field_label(texts, name, lang) if name else "",
        edit_url=f"{editor}#f-{name.replace('.', '-')}" if name and may_edit else None,
        on_map=finding.place is not None,
        exemptible=finding.exemptible,
        zone=finding.zone,
    )


def comment_rows(
    texts: Localizer, comments: Sequence[Comment], names: Mapping[str, str], head: int
) -> tuple[CommentRow, ...]:
    """Return remarks as rows; one on an older revision says so."""
    rows = []
    for number, item in enumerate(comments, start=1):
        name = str(item.anchor.get("field") or "")
        lang = name.rsplit(".", 1)[-1] if name.endswith((".zh", ".en")) else None
        rows.append(
            CommentRow(
                id=item.id,
                key=f"comment-{item.id}",
                number=number,
                author=names.get(item.author, item.author),
                at=moment(texts, item.at),
                text=item.text,
                field=name,
                field_label=field_label(texts, name, lang) if name else "",
                quote=str(item.anchor.get("quote") or ""),
                place=_place(item.anchor),
                resolved_by=names.get(item.resolved_by, item.resolved_by)
                if item.resolved_by
                else None,
                outdated=item.revision != head,
            )
        )
    return tuple(rows)


def _place(anchor: Mapping[str, object]) -> tuple[float, float] | None:
    lon, lat = anchor.get("lon"), anchor.get("lat")
    if isinstance(lon, int | float) and isinstance(lat, int | float):
        return float(lon), float(lat)
    return None


def step_rows(
    texts: Localizer, steps: Sequence[Transition], names: Mapping[str, str]
) -> tuple[StepRow, ...]:
    """Return the steps of a draft, oldest first."""
    return tuple(
        StepRow(
            text=texts.text(STATES.get(step.state_to, _NO_STATE) if step.state_from else _NO_STATE),
            state=step.state_to,
            actor=names.get(step.actor, step.actor),
            at=moment(texts, step.at),
            note=step.note,
        )
        for step in steps
    )


def review_map(
    edition: Edition,
    document: Document,
    before: Document | None,
    findings: Sequence[tuple[FindingRow, Finding]],
    comments: Sequence[CommentRow],
) -> StudioMap | None:
    """Return the map of a draft with findings and remarks; None for a page that has none."""
    text = edition.texts.text
    new, old = geometry_of(document), geometry_of(before)
    pins = [
        Pin(*finding.place, row.text, finding.severity, key=row.key)
        for row, finding in findings
        if finding.place is not None
    ]
    pins += [
        Pin(*row.place, row.text, "comment", row.number, row.key, f"#{row.key}")
        for row in comments
        if row.place is not None and row.resolved_by is None
    ]
    if new is None and old is None and not pins:
        return None
    drawn: list[Drawn] = []
    if old is not None and old != new:
        drawn.append(Drawn("before", old, text(N_("What is published")), "before"))
    if new is not None:
        drawn.append(_current(text(N_("This draft")), new))
    label = text(N_("The draft on the map, with findings and remarks"))
    return studio_map(edition, MapSpec("review-map", label, drawn, pins, pick=True))


def _current(label: str, geometry: Geometry) -> Drawn:
    return Drawn("current", geometry, label, "draft")
