"""What the page shows where a draft's line or point is brought in, drawn or typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oxymap.geo.formats.result import MAX_BYTES
from oxymap.pages.edition import Edition
from oxymap.people.models import Person
from oxymap.publishing.documents import feature_of
from oxymap.publishing.imports.models import ImportJob, JobState, takes_line
from oxymap.publishing.models import OPEN_STATES, Revision, Submission
from oxymap.publishing.rights import may
from oxymap.studio.line_editing import Json, initial_values
from oxymap.studio.line_input import MAX_VERTICES
from oxymap.studio.line_words import TOOL_WORDS, datum_label, datum_options, method_options
from oxymap.studio.map_spec import (
    Drawn,
    MapSpec,
    StudioMap,
    has_drawing_tool,
    positions,
    studio_map,
)
from oxymap.studio.moments import Moment, moment
from oxymap.web.i18n import Localizer
from oxymap.wording import N_

#: Places that the file picker offers; the content decides, not the name.
ACCEPT = ".gpx,.kml,.kmz,.geojson,.json,.csv,.gpkg,.zip"
STATE_LABELS = {
    JobState.WAITING: N_("waits"),
    JobState.RUNNING: N_("is being read"),
    JobState.READY: N_("report is ready"),
    JobState.FAILED: N_("could not be read"),
    JobState.TAKEN: N_("is in the draft"),
}
#: Looks of `css/studio/lists.css` by state.
_STATE_LOOKS = {JobState.FAILED: "error", JobState.TAKEN: "published", JobState.READY: "approved"}


@dataclass(frozen=True)
class JobRow:
    """A received file in the list of uploads."""

    url: str
    filename: str
    datum: str
    state: str
    look: str
    at: Moment
    actor: str


@dataclass(frozen=True)
class LinePage:
    """The page of one draft.

    Parameters
    ----------
    kind : ``line``, ``point``, or ``area``, which is not edited here.
    values : what the forms' fields show, by full name.
    errors : what stands beside them.
    too_long : the line has more vertices than a form takes; upload it.
    drawing : the drawing tool is installed.
    """

    number: int
    title: str
    kind: str
    base: int
    editable: bool
    map: StudioMap
    geometry: Mapping[str, object] | None
    values: Mapping[str, str]
    errors: Mapping[str, str]
    datums: Sequence[tuple[str, str]]
    methods: Sequence[tuple[str, str]]
    jobs: Sequence[JobRow]
    vertices: int
    too_long: bool
    drawing: bool
    tool_words: Mapping[str, str]
    accept: str = ACCEPT
    max_bytes: int = MAX_BYTES


def make_line_page(  # noqa: PLR0913 -- what the page joins
    edition: Edition,
    actor: Person,
    submission: Submission,
    head: Revision,
    jobs: Sequence[ImportJob],
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> LinePage:
    """Return what the page shows.

    Parameters
    ----------
    typed : what was sent, by full field name; it stands over what the draft says.
    """
    feature = feature_of(head.document)
    kind, geometry = geometry_kind(submission, feature), feature.get("geometry")
    editable = submission.state in OPEN_STATES and may(actor, "author", submission.districts)
    vertices = len(positions(geometry))
    texts = edition.texts
    return LinePage(
        number=submission.id,
        title=submission.title,
        kind=kind,
        base=_base(typed, head),
        editable=editable and kind != "area",
        map=_map(edition, kind, geometry, editable=editable),
        # With heights, which the map's own JSON leaves out; too long a line is not drawn at all.
        geometry=geometry if vertices <= MAX_VERTICES else None,
        values={**initial_values(feature), **(typed or {})},
        errors=errors or {},
        datums=datum_options(texts),
        methods=method_options(texts),
        jobs=[_job_row(edition, job) for job in jobs],
        vertices=vertices,
        too_long=vertices > MAX_VERTICES,
        drawing=has_drawing_tool(edition),
        tool_words=_tool_words(texts),
    )


def _base(typed: Mapping[str, str] | None, head: Revision) -> int:
    """Return the revision that the person has worked from; what is typed belongs to it."""
    sent = (typed or {}).get("base", "")
    return int(sent) if sent.isdecimal() else head.id


def geometry_kind(submission: Submission, feature: Json) -> str:
    """Return ``line``, ``point`` or ``area``: what the object's layer takes, or what it has."""
    if (feature.get("geometry") or {}).get("type") in {"Polygon", "MultiPolygon"}:
        return "area"
    return "line" if takes_line(submission.ref.group) else "point"


def _map(
    edition: Edition, kind: str, geometry: Mapping[str, object] | None, *, editable: bool
) -> StudioMap:
    texts = edition.texts
    labels = {
        "line": texts.text("The draft's line"),
        "point": texts.text("The draft's point"),
        "area": texts.text("The draft's area"),
    }
    drawn = [Drawn("current", geometry, labels[kind], key="current")] if geometry else []
    spec = MapSpec(
        "line-map", labels[kind], drawn, pick=editable and kind == "point",
        tool=editable and kind == "line",
    )  # fmt: skip
    return studio_map(edition, spec)


def _tool_words(texts: Localizer) -> dict[str, str]:
    """Return the drawing tool's words; units as the map writes them."""
    return {name: texts.text(text) for name, text in TOOL_WORDS.items()}


def _job_row(edition: Edition, job: ImportJob) -> JobRow:
    texts = edition.texts
    return JobRow(
        url=f"{edition.urls.prefix}/studio/uploads/{job.id}",
        filename=job.filename,
        datum=datum_label(texts, job.crs),
        state=texts.text(STATE_LABELS[job.state]),
        look=_STATE_LOOKS.get(job.state, "draft"),
        at=moment(texts, job.created_at),
        actor=job.actor,
    )
