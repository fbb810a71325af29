"""The studio's first page: what waits for this person, and what ends soon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response

from oxymap import clock
from oxymap.people.models import Person
from oxymap.publishing.models import ObjectSummary, Ref, State, Submission, Transition
from oxymap.publishing.overview import SOON_S, expiring, waiting_for
from oxymap.publishing.service import Publishing
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.labels import title_in
from oxymap.studio.respond import studio_page
from oxymap.studio.rows import WorkRow, object_row, work_row
from oxymap.web.i18n import Localizer, localizer
from oxymap.web.sessions import allowed, person
from oxymap.wording import N_

bp = studio_blueprint("overview")
#: How many of what was published lately are named.
LATELY = 8
SOON_DAYS = SOON_S // 86_400
YEAR_DAYS = 365
_BACK_FROM = {State.IN_REVIEW, State.APPROVED}
#: (name of the list, heading, whether it leads to the editor)
PILES = (
    ("to_review", N_("Waits for your review"), False),
    ("to_publish", N_("Approved: waits for you to publish it"), False),
    ("returned", N_("Given back to you"), True),
    ("drafts", N_("Your drafts"), True),
    ("underway", N_("Yours, waits for others"), False),
)
PILES_THAT_WAIT = {"to_review", "to_publish", "returned"}


@dataclass(frozen=True)
class Pile:
    """A list of open work with its heading; `urgent` lists wait for this person."""

    heading: str
    rows: tuple[WorkRow, ...]
    urgent: bool


@bp.get("/studio/")
@allowed()
def overview(lang: str) -> Response:
    """Show what waits for the person who looks."""
    texts, who, publishing = localizer(lang), person(), desk().publishing
    is_editor = any(who.has(role) for role in ("author", "reviewer", "publisher", "administrator"))
    objects = publishing.objects() if is_editor else []
    lately = sorted(
        (item for item in objects if item.published_at is not None),
        key=lambda item: -(item.published_at or 0),
    )
    return studio_page(
        lang,
        "overview.html",
        texts.text("Overview"),
        piles=_piles(texts, who, publishing, _titles(lang, objects)) if is_editor else (),
        soon=[object_row(texts, item) for item in expiring(objects, clock.seconds())],
        soon_days=SOON_DAYS,
        lately=[object_row(texts, item) for item in lately[:LATELY]],
        changed=[object_row(texts, item) for item in objects if item.shipped_changed],
        counts=_counts(texts, objects),
        is_editor=is_editor,
        may_write=who.has("author"),
        sees_stations=who.has("station_operator") or who.has("administrator"),
        is_administrator=who.has("administrator"),
    )


@bp.get("/studio/expiring")
@allowed("author", "reviewer", "publisher", "administrator")
def expiring_view(lang: str) -> Response:
    """Show everything that goes by itself within a year."""
    texts = localizer(lang)
    found = expiring(desk().publishing.objects(), clock.seconds(), YEAR_DAYS * 86_400)
    limit = clock.seconds() + SOON_S
    return studio_page(
        lang,
        "expiring.html",
        texts.text("What ends by itself"),
        soon=[object_row(texts, item) for item in found if (item.expires_at or 0) <= limit],
        later=[object_row(texts, item) for item in found if (item.expires_at or 0) > limit],
        days=SOON_DAYS,
    )


def names_of_people() -> dict[str, str]:
    """Return how everybody is called, by sign-in name."""
    return {one.name: one.display for one in desk().people.people()}


def _titles(lang: str, objects: list[ObjectSummary]) -> dict[Ref, str]:
    return {item.ref: title_in(lang, item) for item in objects}


def _piles(
    texts: Localizer, who: Person, publishing: Publishing, titles: Mapping[Ref, str]
) -> tuple[Pile, ...]:
    submissions = publishing.submissions()
    writers = {item.id: publishing.writers(item) for item in submissions}
    backs = {item.id: _step_back(item, publishing) for item in submissions}
    returned = {number for number, step in backs.items() if step is not None}
    waiting = waiting_for(who, submissions, writers=writers, returned=returned)
    names = names_of_people()
    found = []
    for name, heading, to_editor in PILES:
        items: tuple[Submission, ...] = getattr(waiting, name)
        rows = tuple(
            work_row(
                texts,
                item,
                names,
                title=titles.get(item.ref, ""),
                to_editor=to_editor,
                note=_note_of(backs[item.id]),
            )
            for item in items
        )
        if rows:
            found.append(Pile(texts.text(heading), rows, name in PILES_THAT_WAIT))
    return tuple(found)


def _step_back(item: Submission, publishing: Publishing) -> Transition | None:
    """Return the step by which others gave a draft back, when that was its last."""
    if item.state is not State.DRAFT:
        return None
    steps = publishing.transitions(item.id)
    last = steps[-1] if steps else None
    is_back = last is not None and last.state_from in _BACK_FROM and last.actor != item.author
    return last if is_back else None


def _note_of(step: Transition | None) -> str:
    return step.note if step else ""


def _counts(texts: Localizer, objects: list[ObjectSummary]) -> list[tuple[str, str]]:
    published = [item for item in objects if item.state == "published"]
    numbers = (
        (N_("objects are published"), len(published)),
        (N_("are changed or made in the studio"), sum(o.origin != "shipped" for o in published)),
        (N_("have an open draft"), sum(o.submission is not None for o in objects)),
        (N_("are withdrawn"), sum(o.state == "withdrawn" for o in objects)),
    )
    return [(texts.number(number), texts.text(label)) for label, number in numbers]
