"""A draft as visitors will see it: on a phone, on a kiosk, on a desk, and on paper."""

from __future__ import annotations

from flask import Response, request
from markupsafe import Markup

from oxymap.catalogue.models import Page, Place
from oxymap.errors import InvalidDataError, NotFoundError
from oxymap.pages.edition import Edition
from oxymap.pages.files import GEOJSON
from oxymap.pages.live_texts import live_words
from oxymap.pages.showing import Shown, show_object
from oxymap.pages.site import site
from oxymap.publishing.models import Document, Ref, Submission
from oxymap.studio.desk import desk, studio_blueprint
from oxymap.studio.menu import EDITORS
from oxymap.studio.paths import draft_path
from oxymap.studio.respond import HTML, studio_page
from oxymap.web.i18n import HTML_LANGS, LANGUAGE_NAMES, localizer
from oxymap.web.rendering import inline_scripts
from oxymap.web.security import content_security_policy, image_hosts
from oxymap.web.sessions import allowed
from oxymap.web.urls import URLS
from oxymap.wording import N_

bp = studio_blueprint("preview")
PREVIEW = "/studio/drafts/<int:number>/preview"
#: Kinds of screens: (key, name, width, height) in CSS pixels.
SCREENS = (
    ("phone", N_("Phone"), 390, 844),
    ("desk", N_("Desk"), 1280, 900),
    ("kiosk", N_("Kiosk"), 1080, 1920),
)


@bp.get(PREVIEW)
@allowed(*EDITORS)
def preview(lang: str, number: int) -> Response:
    """Show a draft in frames as large as the screens that it will be seen on."""
    submission = desk().publishing.submission(number)
    texts, document = localizer(lang), _document(number)
    wanted = request.args.get("lang", lang)
    shown_lang = wanted if wanted in URLS else lang
    screen = request.args.get("screen", "phone")
    readable = _is_readable(shown_lang, document)
    findings = [] if readable else desk().publishing.findings(number)
    response = studio_page(
        lang,
        "preview.html",
        submission.title,
        number=number,
        readable=readable,
        problems=[texts.say(one.said) for one in findings if one.severity == "error"],
        has_page=_has_page(submission.ref),
        shown_lang=shown_lang,
        languages=[(key, LANGUAGE_NAMES[key], HTML_LANGS[key]) for key in URLS],
        screens=[(key, texts.text(name), width, height) for key, name, width, height in SCREENS],
        screen=next((one[0] for one in SCREENS if one[0] == screen), SCREENS[0][0]),
        has_leaflet=submission.ref.group in {"trails", "routes"},
    )
    scripts = inline_scripts(site().assets)
    # Only this page may hold our own pages in frames.
    response.headers["Content-Security-Policy"] = (
        content_security_policy(scripts, image_hosts(site().settings)) + "; frame-src 'self'"
    )
    return response


@bp.get(f"{PREVIEW}/page/<shown_lang>/")
@allowed(*EDITORS)
def page(lang: str, number: int, shown_lang: str) -> Response:
    """Show the very page that would be published, with a banner."""
    submission = desk().publishing.submission(number)
    edition = _edition(shown_lang, number)
    ref = submission.ref
    shown = show_object(edition, lambda: site().live, ref.kind, ref.group, ref.id)
    body = _with_banner(lang, submission, shown, _render(shown))
    return Response(_with_own_layers(lang, number, edition, body), content_type=HTML)


@bp.get(f"{PREVIEW}/layers/<layer>.geojson")
@allowed(*EDITORS)
def layer(lang: str, number: int, layer: str) -> Response:
    """Return what a map draws of a layer with the draft in it."""
    found = _edition(lang, number).map_layers.get(layer)
    if found is None:
        raise NotFoundError(f"There is no layer {layer!r}.", layer)
    return Response(found.body, content_type=GEOJSON)


@bp.get("/studio/drafts/<int:number>/leaflet.pdf")
@allowed(*EDITORS)
def leaflet(lang: str, number: int) -> Response:
    """Return the draft's leaflet with a watermark."""
    # The library that writes PDF is needed by nothing else here.
    from oxymap.leaflets.leaflet import make_leaflet

    ref = desk().publishing.submission(number).ref
    wanted = request.args.get("lang", lang)
    edition = _edition(wanted, number)
    subject: Place | Page
    if ref.group == "trails":
        subject = edition.catalogue.trail(ref.id)
    elif ref.group == "routes":
        subject = edition.catalogue.page("routes", ref.id, wanted)
    else:
        raise NotFoundError("Only trails and themed routes have a leaflet.", str(ref))
    folded = request.args.get("form") == "folded"
    pdf = make_leaflet(edition, subject, folded=folded, draft=True)
    return Response(pdf, content_type="application/pdf")


def _document(number: int) -> Document:
    return desk().publishing.head(number).document


def _edition(lang: str, number: int) -> Edition:
    """Return the edition with a draft in it; raise NotFoundError for an unknown language."""
    if lang not in URLS:
        raise NotFoundError(f"There is no language {lang!r}.", lang)
    try:
        return site().preview_edition(lang, _document(number))
    except InvalidDataError as error:
        raise NotFoundError(f"Draft {number} cannot be shown yet.", number) from error


def _is_readable(lang: str, document: Document) -> bool:
    try:
        site().preview_edition(lang, document)
    except InvalidDataError:
        return False
    return True


def _has_page(ref: Ref) -> bool:
    return ref.kind == "page" or ref.group not in {"districts", "stations", "closures"}


def _render(shown: Shown) -> str:
    edition = shown.edition
    context = {"page": shown.meta, **shown.context}
    if shown.live is not None:
        context["live_words"] = live_words(edition)
    return edition.renderer.render(edition.lang, shown.template, context)


def _with_banner(lang: str, submission: Submission, shown: Shown, body: str) -> str:
    """Return a public page that says at once that it is a draft."""
    renderer, edition = site().renderer, shown.edition
    banner = renderer.render(
        edition.lang,
        "studio/preview_banner.html",
        {"back": URLS[lang].prefix + draft_path(submission.id), "number": submission.id},
    )
    sheet = Markup('<link rel="stylesheet" href="{}">').format(edition.assets.url("css/studio.css"))
    robots = '<meta name="robots" content="noindex, nofollow">'
    head, _, rest = body.partition("</head>")
    before, mark, after = rest.partition('<a class="skip"')
    return f"{head}{robots}{sheet}</head>{before}{banner}{mark}{after}"


def _with_own_layers(lang: str, number: int, edition: Edition, body: str) -> str:
    """Return a page whose maps fetch the layers with the draft in them."""
    public = site().edition(edition.lang).map_layers
    path = f"{URLS[lang].prefix}{draft_path(number)}/preview/layers"
    for name, found in edition.map_layers.items():
        if found.url != public[name].url:
            body = body.replace(found.url, f"{path}/{name}.geojson")
    return body
