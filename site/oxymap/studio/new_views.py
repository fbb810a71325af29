"""Make something new: a place, a trail, a themed route, a festival, a page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from oxymap import clock
from oxymap.catalogue.models import DISTRICTS, LAYER_KINDS, SLUG
from oxymap.errors import InvalidInputError, SaidError
from oxymap.people.models import Person
from oxymap.publishing.models import Kind, Ref
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.forms.first import first_document, placed, propose_id, slug_of
from oxymap.studio.paths import draft_path
from oxymap.studio.refusals import field_errors, page_error, status_of
from oxymap.studio.respond import see_other, studio_page
from oxymap.web.i18n import Localizer, localizer
from oxymap.web.sessions import allowed, person
from oxymap.wording import N_, say

bp = studio_blueprint("new")
NEW = "/studio/new"
#: What is made most often has a button of its own; ``place`` asks for its kind.
WHAT: Mapping[str, tuple[str, str]] = {
    "page/routes": (
        N_("Themed route"),
        N_("A story with stops in their order, over one or more days."),
    ),
    "feature/trails": (
        N_("Trail or ride"),
        N_("A line to walk or cycle; it can come from a GPX file."),
    ),
    "place": (N_("Place"), N_("A village, a sight, a viewing point, a river.")),
    "page/festivals": (
        N_("Festival or event"),
        N_("With dates, or with the usual time of the year."),
    ),
    "page/pages": (N_("Text page"), N_("Something to read: how to behave, how it is measured.")),
}
#: What an address may bring along: from a photograph's page, where it was taken.
ASKED = ("what", "kind", "lon", "lat")
TYPED = (*ASKED, "trail_kind", "name_zh", "name_en", "district", "id")
#: Layers whose features are made here; districts and townships come with the boundaries.
LAYERS = tuple(name for name in LAYER_KINDS if name not in {"districts", "townships", "trails"})


@bp.get(NEW)
@allowed("author")
def new(lang: str) -> Response:
    """Ask what shall be made."""
    return _page(lang, {name: request.args.get(name, "") for name in ASKED})


@bp.post(NEW)
@allowed("author")
def make(lang: str) -> BaseResponse:
    """Make the draft and open its editor."""
    typed = {name: request.form.get(name, "").strip() for name in TYPED}
    try:
        number = _begin(person(), typed)
    except SaidError as error:
        return _page(lang, typed, error)
    return see_other(lang, draft_path(number))


def _begin(actor: Person, typed: Mapping[str, str]) -> int:
    """Begin the draft; raise an error that names the field."""
    if not typed["name_zh"]:
        raise InvalidInputError(say(N_("Give it a Chinese name.")), field="name_zh")
    kind, group, feature_kind = _kind_of(typed)
    district = typed["district"] if typed["district"] in DISTRICTS else ""
    if group != "pages" and not district:
        raise InvalidInputError(say(N_("Choose a district.")), field="district")
    ref = Ref(kind, group, _free_id(kind, group, typed))
    document = first_document(
        ref, typed["name_zh"], typed["name_en"], kind=feature_kind, district=district,
        today=clock.today(),
    )  # fmt: skip
    point = _point(typed)
    if kind == "feature" and group != "trails" and point is not None:
        document = placed(document, *point)
    return desk().publishing.begin(actor, ref, document=document).id


def _point(typed: Mapping[str, str]) -> tuple[float, float] | None:
    """Return the (lon, lat), WGS 84, that came along, or None."""
    try:
        lon, lat = float(typed["lon"]), float(typed["lat"])
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _kind_of(typed: Mapping[str, str]) -> tuple[Kind, str, str]:
    """Return what is to be made: kind of object, layer or page type, kind of feature."""
    what = typed["what"]
    if what == "feature/trails":
        kind = typed["trail_kind"]
        return "feature", "trails", kind if kind in LAYER_KINDS["trails"] else "trail"
    if what == "place":
        layer, _, kind = typed["kind"].partition("/")
        if layer not in LAYERS or kind not in LAYER_KINDS[layer]:
            raise InvalidInputError(say(N_("Choose what kind of place it is.")), field="kind")
        return "feature", layer, kind
    if what in WHAT:
        return "page", what.removeprefix("page/"), ""
    raise InvalidInputError(say(N_("Choose what you want to make.")), field="what")


def _free_id(kind: Kind, group: str, typed: Mapping[str, str]) -> str:
    """Return the id that was asked for, or one that fits the name.

    Raises
    ------
    InvalidInputError : the id that was asked for cannot be used; says which one could.
    """
    groups = {"festivals", "seasons"} if group in {"festivals", "seasons"} else {group}
    taken = {
        item.ref.id
        for item in desk().publishing.objects()
        if item.ref.kind == kind and (kind == "feature" or item.ref.group in groups)
    }
    wanted = typed["id"]
    free = propose_id(typed["name_zh"], wanted or typed["name_en"], taken.__contains__)
    if not wanted or wanted == free:
        return free
    if SLUG.fullmatch(wanted):
        message = N_("The id %(id)s is taken. %(free)s would be free.")
    else:
        message = N_("An id is made of lower-case letters, digits and hyphens, such as %(free)s.")
    raise InvalidInputError(say(message, id=slug_of(wanted), free=free), field="id", value=wanted)


def _page(lang: str, typed: Mapping[str, str], error: SaidError | None = None) -> Response:
    texts = localizer(lang)
    return studio_page(
        lang,
        "new.html",
        texts.text("What do you want to make?"),
        error=page_error(error),
        status=status_of(error),
        typed=typed,
        errors=field_errors(lang, error),
        what=[(key, texts.text(name), texts.text(hint)) for key, (name, hint) in WHAT.items()],
        kinds=[(texts.label("layer", layer), _kinds(texts, layer)) for layer in LAYERS],
        trail_kinds=[(kind, texts.label("kind", kind)) for kind in LAYER_KINDS["trails"]],
        districts=_districts(texts, person()),
    )


def _kinds(texts: Localizer, layer: str) -> list[tuple[str, str]]:
    return [(f"{layer}/{kind}", texts.label("kind", kind)) for kind in LAYER_KINDS[layer]]


def _districts(texts: Localizer, who: Person) -> list[tuple[str, str]]:
    """Return the districts in which this person may write."""
    names = [name for name in DISTRICTS if who.has("author", (name,))]
    return [(name, texts.label("district", name)) for name in names]
