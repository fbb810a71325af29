"""Templates are rendered per language, strictly and with everything escaped."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from oxymap.config import Settings
from oxymap.web.assets import Assets
from oxymap.web.rendering import (
    PREFS_SCRIPT,
    VERSION,
    WAKE_SCRIPT,
    Renderer,
    make_renderer,
    site_info,
)

ASSETS = Assets(
    {PREFS_SCRIPT: b"if (1 < 2) start();", WAKE_SCRIPT: b"wake();", "css/site.css": b""}
)


@pytest.fixture
def renderer(sample_settings: Settings) -> Renderer:
    return make_renderer(sample_settings, ASSETS)


def render(renderer: Renderer, lang: str, source: str, **context: object) -> str:
    return renderer.environments[lang].from_string(source).render(context)


@pytest.mark.parametrize(
    ("lang", "expected"), [("zh", "zh zh-Hans 村庄 /map"), ("en", "en en Village /en/map")]
)
def test_every_language_has_its_texts_and_addresses(
    renderer: Renderer, lang: str, expected: str
) -> None:
    source = '{{ lang }} {{ html_lang }} {{ _("Village") }} {{ url.map() }}'

    assert render(renderer, lang, source) == expected


def test_label_number_and_asset_are_at_hand(renderer: Renderer) -> None:
    source = '{{ label("kind", "village") }} {{ number(1500) }} {{ asset("css/site.css") }}'

    assert render(renderer, "zh", source) == f"村庄 1,500 {ASSETS.url('css/site.css')}"


def test_values_are_escaped(renderer: Renderer) -> None:
    assert render(renderer, "zh", "{{ name }}", name="<b>&") == "&lt;b&gt;&amp;"


def test_own_script_stands_in_the_page_as_it_is(renderer: Renderer) -> None:
    assert render(renderer, "zh", "{{ prefs_script }}") == "if (1 < 2) start();"


def test_name_that_is_not_defined_is_an_error(renderer: Renderer) -> None:
    with pytest.raises(UndefinedError, match="place"):
        render(renderer, "zh", "{{ place }}")


def test_placeholders_of_a_translation_are_filled(renderer: Renderer) -> None:
    source = '{{ _("%(start)s to %(end)s", start="<A>", end="B") }}'

    assert render(renderer, "zh", source) == "&lt;A&gt; 至 B"


def test_template_comes_from_the_projects_folder(renderer: Renderer) -> None:
    environment = renderer.environments["zh"]

    assert "layout.html" in environment.list_templates()


def test_compiled_templates_are_kept_in_the_data_folder(
    sample_settings: Settings, renderer: Renderer
) -> None:
    renderer.environments["zh"].get_template("layout.html")

    assert any((sample_settings.data / "cache" / "templates").iterdir())


def test_operator_is_named_as_the_settings_say(sample_settings: Settings) -> None:
    settings = sample_settings.model_copy(update={"operator": "某单位", "icp_no": "京ICP备0号"})

    info = site_info(settings, "zh")

    assert (info.operator, info.icp, info.version) == ("某单位", "京ICP备0号", VERSION)


def test_site_without_an_operator_names_none(sample_settings: Settings) -> None:
    info = site_info(sample_settings, "en")

    assert (info.operator, info.contact, info.icp, info.police, info.map_approval) == (None,) * 5
