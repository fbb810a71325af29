"""Join two states of a draft by hand, field by field, when both changed the same words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap.errors import ConflictError, NotFoundError, SaidError
from oxymap.pages.site import site
from oxymap.publishing.differences import Piece
from oxymap.publishing.models import Document, Revision
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.editor_page import words_for
from oxymap.studio.forms.editing import SHOWN, document_from, form_of
from oxymap.studio.forms.joining import Both, Joined, join, with_geometry
from oxymap.studio.forms.models import Errors, Form, FormValues
from oxymap.studio.forms.moving import is_move, moved
from oxymap.studio.forms.showing import (
    FieldShown,
    RowsShown,
    Words,
    show_part,
    value_name,
)
from oxymap.studio.moments import Moment, moment
from oxymap.studio.paths import draft_path
from oxymap.studio.place_search import place_names
from oxymap.studio.refusals import status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.studio.sent import number_sent, sent_values
from oxymap.web.i18n import localizer
from oxymap.web.sessions import allowed, person
from oxymap.wording import N_, Say, say

bp = studio_blueprint("merge")
MERGE = "/studio/drafts/<int:number>/merge"


@dataclass(frozen=True)
class Sides:
    """The two states and what both began with; `theirs` is the draft's head that is shown."""

    base: Document
    mine: Revision
    theirs: Revision

    @property
    def joined(self) -> Joined:
        """Both side by side, with values as they stand in the file."""
        return join(self.base, self.mine.document, self.theirs.document)

    def joined_in(self, words: Words) -> Joined:
        """Return both side by side, with values as people call them."""
        said = partial(value_name, words)
        return join(self.base, self.mine.document, self.theirs.document, said)

    @property
    def form(self) -> Form:
        """The form of the joined state."""
        return form_of(self.theirs.document)


@dataclass(frozen=True)
class Column:
    """Whose state it is, and when it was saved."""

    name: str
    at: Moment


@dataclass(frozen=True)
class Block:
    """One field of the page: both sides, and the inputs in which they are joined."""

    label: str
    name: str
    clash: bool
    sides: tuple[tuple[str, tuple[Piece, ...], tuple[Piece, ...]], ...]
    part: FieldShown | RowsShown


@bp.get(MERGE)
@allowed("author")
def merge(lang: str, number: int) -> BaseResponse:
    """Show both states of a draft."""
    text = request.args.get("mine", "")
    if not text.isdecimal() or len(text) > 18:
        return see_other(lang, draft_path(number))
    sides = _sides(number, int(text), desk().publishing.head(number))
    return _page(lang, number, sides, sides.joined.values)


@bp.post(MERGE)
@allowed("author")
def save(lang: str, number: int) -> BaseResponse:
    """Save what somebody has joined; when others saved meanwhile, show their state again."""
    publishing = desk().publishing
    sides = _sides(number, number_sent("mine"), publishing.revision(number_sent("base")))
    sent = _with_joined(sides, sent_values(site().edition(lang), sides.form))
    action = request.form.get("do", "save")
    if is_move(action):
        return _page(lang, number, sides, moved(sides.form, sent, action))
    own = request.form.get("geometry") != "theirs"
    begun = with_geometry(sides.base, sides.mine.document, sides.theirs.document, own=own)
    document, errors = document_from(begun, sent)
    if errors:
        message = say(N_("Something in the form cannot be used; it is marked below."))
        return _page(lang, number, sides, sent, errors=errors, error=message, status=422)
    try:
        saved = publishing.save(person(), number, sides.theirs.id, document, replaces=True)
    except SaidError as error:
        return _page(lang, number, sides, sent, error=error.said, status=status_of(error))
    if saved.conflict is not None:
        return see_other(lang, f"{draft_path(number)}/merge?mine={saved.conflict.id}")
    return see_other(lang, draft_path(number), done="merged" if saved.merged_with else "saved")


def _sides(number: int, mine_id: int, theirs: Revision) -> Sides:
    """Return both states of a draft.

    Raises
    ------
    NotFoundError : the state that was kept is not one of this draft's object.
    ConflictError : it was not kept beside another.
    """
    publishing = desk().publishing
    mine = publishing.revision(mine_id)
    if not mine.ref == theirs.ref == publishing.submission(number).ref:
        raise NotFoundError(f"Draft {number} has no revision {mine_id}.", mine_id)
    if mine.parent is None:
        raise ConflictError(say(N_("This state was not kept beside another one.")))
    return Sides(publishing.revision(mine.parent).document, mine, theirs)


def _with_joined(sides: Sides, sent: FormValues) -> dict[str, tuple[str, ...]]:
    """Return what was sent over the joined values: the page shows only what differs."""
    values = dict(sides.joined.values)
    shown = sent.get(SHOWN, ())
    for name in list(values):
        if name in shown or any(name.startswith(f"{one}.") for one in shown):
            del values[name]
    values |= {name: tuple(texts) for name, texts in sent.items() if name != SHOWN}
    return values


def _page(  # noqa: PLR0913 -- the page with and without what was refused
    lang: str,
    number: int,
    sides: Sides,
    values: FormValues,
    *,
    errors: Errors | None = None,
    error: Say | None = None,
    status: int = 200,
) -> Response:
    texts, edition = localizer(lang), site().edition(lang)
    words = words_for(edition)
    joined = sides.joined_in(words)
    names = {one.name: one.display for one in desk().people.people()}
    columns = [
        Column(names.get(one.author, one.author), moment(texts, one.at))
        for one in (sides.theirs, sides.mine)
    ]
    return studio_page(
        lang,
        "merge.html",
        texts.text("Join two states of a draft"),
        error=error,
        status=status,
        number=number,
        base=sides.theirs.id,
        mine=sides.mine.id,
        columns=columns,
        blocks=_blocks(words, sides.form, joined, values, errors or {}),
        geometry_clash=joined.geometry_clash,
        own_geometry=request.form.get("geometry") != "theirs",
        places={of: place_names(edition, of) for of in ("place", "trail", "any")},
        title_of_draft=desk().publishing.submission(number).title,
    )


def _blocks(
    words: Words, form: Form, joined: Joined, values: FormValues, errors: Errors
) -> list[Block]:
    found: dict[str, list[Both]] = {}
    for one in joined.differing:
        found.setdefault(one.name, []).append(one)
    blocks = []
    for name, differing in found.items():
        part = show_part(form, name, values, errors, words)
        blocks.append(
            Block(
                label=part.label,
                name=name,
                clash=any(one.clash for one in differing),
                sides=tuple((one.lang or "", one.theirs, one.mine) for one in differing),
                part=part,
            )
        )
    return sorted(blocks, key=lambda block: not block.clash)
