"""The report on a received file: what is in it, in which datum, and what may be repaired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from oxymap.pages.edition import Edition
from oxymap.people.models import Person
from oxymap.publishing.documents import feature_of
from oxymap.publishing.imports.models import (
    DatumCandidate,
    DatumReport,
    ImportJob,
    JobState,
    Line,
    Report,
    Row,
    takes_line,
)
from oxymap.publishing.models import OPEN_STATES, Revision, Submission
from oxymap.publishing.rights import may
from oxymap.studio.line_page import STATE_LABELS
from oxymap.studio.line_report_models import (
    CandidateView,
    RepairView,
    ReportView,
    RowView,
    TrackView,
    UploadPage,
)
from oxymap.studio.line_words import datum_label, datum_name, datum_options
from oxymap.studio.map_spec import Drawn, MapSpec, Pin, keyed, place_text, studio_map
from oxymap.studio.moments import moment
from oxymap.web.i18n import Localizer
from oxymap.wording import N_

SEVERITY_LABELS = {
    "error": N_("Has to be mended"),
    "warning": N_("To be looked at"),
    "note": N_("For information"),
}


def make_upload_page(  # noqa: PLR0913 -- what the page joins
    edition: Edition,
    actor: Person,
    job: ImportJob,
    submission: Submission,
    head: Revision,
    *,
    track: int | None = None,
    accepted: Sequence[str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> UploadPage:
    """Return what the page of an import shows.

    Parameters
    ----------
    track : the track that was chosen; None for the longest.
    accepted : the boxes that were ticked in a form that could not be used.
    """
    texts, refusal = edition.texts, job.refusal
    return UploadPage(
        id=job.id, draft=submission.id, title=submission.title, filename=job.filename,
        at=moment(texts, job.created_at), actor=job.actor,
        datum=datum_label(texts, job.crs),
        crs=job.crs,
        at_work=job.at_work,
        taken=job.state is JobState.TAKEN,
        stage=stage_text(texts, job),
        percent=round(100 * job.progress),
        report=_report(edition, job, submission, head, track, accepted),
        refusal=texts.say(refusal.said) if refusal else None,
        refusal_line=refusal.line if refusal else None,
        because=list(map(texts.say, refusal.because)) if refusal else [],
        datums=datum_options(texts),
        editable=submission.state in OPEN_STATES and may(actor, "author", submission.districts),
        base=head.id,
        errors=errors or {},
    )  # fmt: skip


def _report(
    edition: Edition,
    job: ImportJob,
    submission: Submission,
    head: Revision,
    track: int | None,
    accepted: Sequence[str] | None,
) -> ReportView | None:
    if job.report is None or job.at_work:
        return None
    return _Reporter(edition, job.report, submission, head, accepted).view(track)


def stage_text(texts: Localizer, job: ImportJob) -> str:
    """Return what is being done with a file, or what became of it."""
    return texts.say(job.stage) if job.at_work else texts.text(STATE_LABELS[job.state])


class _Reporter:
    """Makes the view of one report."""

    def __init__(
        self,
        edition: Edition,
        report: Report,
        submission: Submission,
        head: Revision,
        accepted: Sequence[str] | None,
    ) -> None:
        self.edition, self.texts, self.report = edition, edition.texts, report
        self.is_line = takes_line(submission.ref.group)
        self.accepted = accepted
        self.before = feature_of(head.document).get("geometry")

    def view(self, track: int | None) -> ReportView:
        report, texts = self.report, self.texts
        chosen = self._chosen(track)
        rows = report.rows_of(chosen) if self.is_line else report.rows
        shown = self._drawn(report.datum)
        return ReportView(
            facts=self._facts(),
            map=studio_map(
                self.edition,
                MapSpec("report-map", texts.text("The received file on the map"), shown,
                        list(self._pins(rows))),
            ),
            said=texts.say(report.datum.said),
            suspected=report.datum.suspected,
            candidates=list(self._candidates(report.datum, shown)),
            tracks=list(self._tracks(chosen)),
            track=chosen,
            takes_line=self.is_line,
            rows=[self._row(row) for row in rows],
            has_errors=any(row.severity == "error" for row in rows),
        )  # fmt: skip

    def _chosen(self, track: int | None) -> int:
        if not self.is_line:
            known = [point.index for point in self.report.waypoints]
            return track if track in known else (known or [0])[0]
        known = [one.index for one in self.report.tracks]
        if track in known:
            return int(track or 0)
        longest = max(self.report.tracks, key=lambda one: one.length_m, default=None)
        return longest.index if longest else 0

    def _facts(self) -> str:
        report, texts = self.report, self.texts
        return texts.clauses(
            [
                report.format,
                texts.text("text in %(encoding)s", encoding=report.encoding),
                texts.plural("%(count)s track", "%(count)s tracks", len(report.tracks)),
                texts.plural("%(count)s waypoint", "%(count)s waypoints", len(report.waypoints)),
            ]
        )

    # --- map ---------------------------------------------------------------------------

    def _drawn(self, datum: DatumReport) -> list[Drawn]:
        # Below the others, which may run along it.
        now = self.texts.text("In the draft now")
        drawn = [Drawn("context", self.before, now)] if self.before else []
        drawn += [
            Drawn("candidate", _geometry(one.lines), self._as(one), key=f"as-{one.crs}")
            for one in _in_order(datum)
        ]
        return drawn

    def _as(self, candidate: DatumCandidate) -> str:
        return self.texts.text("Read as %(datum)s", datum=datum_label(self.texts, candidate.crs))

    def _pins(self, rows: Sequence[Row]) -> Iterator[Pin]:
        for row in rows:
            if row.place is not None:
                lon, lat = row.place
                yield Pin(lon, lat, self.texts.say(row.said), row.severity, key=_key(row))

    # --- tables ------------------------------------------------------------------------

    def _candidates(self, datum: DatumReport, shown: Sequence[Drawn]) -> Iterator[CandidateView]:
        signs = {key: sign for _, key, sign in keyed(shown)}
        for one in _in_order(datum):
            yield CandidateView(
                crs=one.crs,
                name=datum_name(one.crs),
                label=datum_label(self.texts, one.crs),
                sign=signs[f"as-{one.crs}"],
                key=f"as-{one.crs}",
                evidence=[self.texts.say(said) for said in one.evidence],
                chosen=one.crs == _canonical(datum.chosen),
                suspected=one.crs == datum.suspected,
            )

    def _tracks(self, chosen: int) -> Iterator[TrackView]:
        texts = self.texts
        if not self.is_line:
            for point in self.report.waypoints:
                name = point.name or texts.text("Waypoint %(number)s", number=point.index + 1)
                where = place_text(point.lon, point.lat)
                yield TrackView(point.index, name, where, point.index == chosen)
            return
        for track in self.report.tracks:
            name = track.name or texts.text("Track %(number)s", number=track.index + 1)
            facts = [
                texts.distance(track.length_m),
                texts.plural("%(count)s point", "%(count)s points", track.points),
            ]
            if track.segments > 1:
                facts.append(
                    texts.plural("%(count)s segment", "%(count)s segments", track.segments)
                )
            if track.ascent_m is not None:
                facts.append(texts.text("%(height)s up", height=texts.metres(track.ascent_m)))
            yield TrackView(track.index, name, texts.clauses(facts), track.index == chosen)

    def _row(self, row: Row) -> RowView:
        texts, repair = self.texts, row.repair
        ticked = repair is not None and (
            repair.default if self.accepted is None else repair.id in self.accepted
        )
        return RowView(
            severity=row.severity,
            label=texts.text(SEVERITY_LABELS[row.severity]),
            text=texts.say(row.said),
            line=row.line,
            where=place_text(*row.place) if row.place else "",
            key=_key(row) if row.place else None,
            repair=RepairView(repair.id, texts.say(repair.said), ticked) if repair else None,
        )


def _in_order(datum: DatumReport) -> list[DatumCandidate]:
    """Return the candidates, the chosen datum's first, the suspected one's second."""
    first = {_canonical(datum.chosen): 0, datum.suspected: 1}
    return sorted(datum.candidates, key=lambda one: first.get(one.crs, 2))


def _canonical(crs: str) -> str:
    return "wgs84" if crs == "cgcs2000" else crs


def _geometry(lines: Sequence[Line]) -> dict[str, object]:
    """Return a candidate's lines, or its waypoints."""
    if any(len(line) > 1 for line in lines):
        return {"type": "MultiLineString", "coordinates": [line for line in lines if len(line) > 1]}
    return {"type": "MultiPoint", "coordinates": [place for line in lines for place in line]}


def _key(row: Row) -> str:
    return f"row-{row.id}"
