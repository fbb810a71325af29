"""Check a document before it is reviewed and before it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from oxymap.catalogue.checks import check_all
from oxymap.catalogue.content import PageFile
from oxymap.catalogue.geodata import PlacedFile
from oxymap.publishing.checks.accessibility import check_accessibility
from oxymap.publishing.checks.closures import check_closures
from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.dates import check_dates
from oxymap.publishing.checks.days import check_days
from oxymap.publishing.checks.geometry import check_geometry
from oxymap.publishing.checks.languages import check_languages
from oxymap.publishing.checks.links import check_links
from oxymap.publishing.checks.measures import check_measures
from oxymap.publishing.checks.photos import check_photos
from oxymap.publishing.checks.references import check_references
from oxymap.publishing.checks.restricted import check_restricted
from oxymap.publishing.checks.schema import check_schema
from oxymap.publishing.checks.species import check_species
from oxymap.publishing.checks.subject import Subject, read_subject
from oxymap.publishing.checks.words import check_words
from oxymap.publishing.models import Document, Finding
from oxymap.wording import N_, say

__all__ = ["CheckContext", "check_document"]

_OWN = Path("draft")
_RANKS = {"error": 0, "warning": 1, "note": 2}
#: In the order in which a planner wants to hear of them.
CHECKS: tuple[Callable[[Subject, CheckContext], Iterator[Finding]], ...] = (
    check_schema,
    check_languages,
    check_geometry,
    check_restricted,
    check_species,
    check_closures,
    check_references,
    check_measures,
    check_days,
    check_dates,
    check_links,
    check_photos,
    check_accessibility,
    check_words,
)


def check_document(document: Document, context: CheckContext) -> list[Finding]:
    """Return everything that the checks have to say of a document, errors first.

    Parameters
    ----------
    document : a draft; it may be incomplete or wrong in any way.
    context : what it would be published into.

    Returns
    -------
    The findings; without an error among them, the catalogue takes the document as it is.
    """
    subject = read_subject(document)
    findings = [finding for check in CHECKS for finding in check(subject, context)]
    if not any(finding.severity == "error" for finding in findings):
        findings += _file_checks(subject, context)
    once = {(f.code, str(f.said), f.field, f.lang): f for f in findings}
    return sorted(once.values(), key=lambda finding: _RANKS[finding.severity])


def _file_checks(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield what the catalogue's own checks of files still have against the document."""
    features = [item for item in context.placed if item.place.id != subject.ref.id]
    pages = [
        item
        for item in context.page_files
        if (item.page.type, item.page.id) != (subject.ref.group, subject.ref.id)
    ]
    if subject.place is not None:
        features = [*features, PlacedFile(subject.place, _OWN, 1)]
    else:
        features = list(context.placed)
    pages += [
        PageFile(version.page, _OWN, 1, "")
        for version in subject.versions.values()
        if version.page is not None
    ]
    gone = {name.rpartition("/")[2] for _, name in context.catalogue.gone}
    for problem in check_all(features, pages):
        if problem.file == _OWN and not any(repr(name) in problem.message for name in gone):
            said = say(
                N_("It does not fit what is published already: %(reason)s."),
                reason=problem.message,
            )
            fix = say(N_("Correct it, or ask the administrator."))
            yield Finding("does_not_fit", "error", said, fix)
