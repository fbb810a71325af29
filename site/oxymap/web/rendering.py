"""Turn templates into pages: one Jinja environment per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from oxymap.config import ROOT, Settings
from oxymap.web.assets import Assets
from oxymap.web.i18n import HTML_LANGS, localizer, translations
from oxymap.web.urls import URLS

TEMPLATES = ROOT / "templates"
PREFS_SCRIPT = "js/prefs.js"
#: Runs on touch screens whose other scripts have not come.
WAKE_SCRIPT = "js/kiosk-wake.js"
#: The release, as CHANGELOG.md names it.
VERSION = "0.1.0"


@dataclass(frozen=True)
class SiteInfo:
    """What the operator says about the site on every page."""

    name: str
    operator: str | None
    icp: str | None
    police: str | None
    map_approval: str | None
    contact: str | None
    version: str


@dataclass(frozen=True)
class Renderer:
    """Renders templates in every language."""

    environments: Mapping[str, Environment]

    def render(self, lang: str, template: str, context: Mapping[str, object]) -> str:
        """Return a rendered template; a name that is not defined is an error."""
        return self.environments[lang].get_template(template).render(context)


def make_renderer(settings: Settings, assets: Assets, *, frozen: bool = False) -> Renderer:
    """Prepare the environments; they share the compiled templates on disk."""
    environments = {lang: _environment(lang, settings, assets) for lang in URLS}
    for lang, environment in environments.items():
        # A plain file server has nobody to ask for values; pages then only let them age.
        environment.globals["live_url"] = "" if frozen else URLS[lang].live_data()
    return Renderer(environments)


def _environment(lang: str, settings: Settings, assets: Assets) -> Environment:
    folder = settings.data / "cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=FileSystemBytecodeCache(str(folder)),
    )
    install = environment.install_gettext_translations  # type: ignore[attr-defined]
    install(translations(lang), newstyle=True)
    texts = localizer(lang)
    environment.globals.update(
        lang=lang,
        html_lang=HTML_LANGS[lang],
        url=URLS[lang],
        asset=assets.url,
        label=texts.label,
        number=texts.number,
        site=site_info(settings, lang),
        prefs_script=_script(assets, PREFS_SCRIPT),
        wake_script=_script(assets, WAKE_SCRIPT),
    )
    return environment


def inline_scripts(assets: Assets) -> tuple[bytes, ...]:
    """Return the scripts that stand in pages themselves, for the policy that names their hashes."""
    return tuple(assets.files[name] for name in (PREFS_SCRIPT, WAKE_SCRIPT))


def _script(assets: Assets, name: str) -> Markup:
    return Markup(assets.files[name].decode())  # noqa: S704 -- our own file


def site_info(settings: Settings, lang: str) -> SiteInfo:
    """Return what the operator says about the site."""
    return SiteInfo(
        name=localizer(lang).text("OxyMap"),
        operator=settings.operator,
        icp=settings.icp_no,
        police=settings.police_no,
        map_approval=settings.map_approval_no,
        contact=settings.contact,
        version=VERSION,
    )
