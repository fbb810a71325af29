"""Markdown becomes HTML that cannot do anything, with links by name and live blocks."""

from __future__ import annotations

import pytest
from lxml import html

from oxymap.errors import NotFoundError
from oxymap.pages.edition import Edition
from oxymap.pages.markdown import render_markdown
from oxymap.pages.site import Site
from tests.factories import place
from tests.unit.sampling import edition_of, on_sample_day, sample_site

ALLOWED = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "table",
           "thead", "tbody", "tr", "th", "td", "code", "pre", "hr", "br"}  # fmt: skip
PAYLOADS = (
    "<script>alert(1)</script>",
    "a <img src=x onerror=alert(1)> b",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<a href="javascript:alert(1)">x</a>',
    "<style>@import 'https://evil.example/';</style>",
    "<math><mtext></p><script>alert(1)</script>",
    "<form action=https://evil.example/><input name=a>",
    "![x](https://evil.example/pixel.png)",
    '![x](x"onerror=alert(1))',
    '[x](https://example.org "a\\" onclick=alert(1)")',
    '[x](place:"><script>alert(1)</script>)',
    '[x](<https://example.org/" onclick="alert(1)>)',
    "```<script>\n</code></pre><script>alert(1)</script>\n```",
    "| <b onclick=alert(1)>a</b> |\n|---|\n| <script>1</script> |",
    "<!-- --><script>alert(1)</script><!-- -->",
    "<base href=https://evil.example/>",
)
FOREIGN = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "&#106;avascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:https://example.org/1",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sample_site(tmp_path_factory)


@pytest.fixture
def edition(site: Site) -> Edition:
    return on_sample_day(site)


def fragment(edition: Edition, source: str) -> html.HtmlElement:
    return html.fragment_fromstring(render_markdown(edition, source), create_parent="main")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_in_a_source_makes_no_element_of_its_own(edition: Edition, payload: str) -> None:
    found = fragment(edition, payload)

    elements = {element.tag for element in found.iterdescendants()}
    assert elements - {"div"} <= ALLOWED
    attributes = {name for element in found.iterdescendants() for name in element.attrib}
    assert attributes <= {"href", "rel", "title", "class", "role", "tabindex"}


def test_html_in_a_source_is_shown_as_text(edition: Edition) -> None:
    found = fragment(edition, "a <b>bold</b> word")

    assert found.text_content().strip() == "a <b>bold</b> word"


@pytest.mark.parametrize("target", FOREIGN)
def test_link_with_a_foreign_scheme_leads_nowhere(edition: Edition, target: str) -> None:
    (link,) = fragment(edition, f"[x]({target})").xpath("//a")

    assert link.get("href") is None
    assert link.text_content() == "x"


@pytest.mark.parametrize(
    "target",
    ["https://example.org/a", "http://example.org/", "mailto:a@example.org", "tel:+861012345678"],
)
def test_ordinary_links_stay(edition: Edition, target: str) -> None:
    (link,) = fragment(edition, f"[x]({target})").xpath("//a")

    assert link.get("href") == target
    assert link.get("rel") == "noopener"


@pytest.mark.parametrize(
    ("scheme", "path"),
    [
        ("place", "/places/a"), ("trail", "/trails/a"), ("route", "/routes/a"),
        ("festival", "/festivals/a"), ("page", "/pages/a"), ("district", "/districts/a"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("lang", "prefix"), [("zh", ""), ("en", "/en")])
def test_link_by_name_leads_to_the_page_in_the_readers_language(
    site: Site, scheme: str, path: str, lang: str, prefix: str
) -> None:
    found = fragment(on_sample_day(site, lang), f"[x]({scheme}:a)")

    assert found.xpath("//a/@href") == [prefix + path]


def test_table_can_be_scrolled_by_keyboard(edition: Edition) -> None:
    found = fragment(edition, "| a | b |\n|---|---|\n| 1 | 2 |")

    (frame,) = found.xpath('//div[table and @role="group"]')
    assert frame.get("tabindex") == "0"
    assert frame.xpath(".//td/text()") == ["1", "2"]


def test_text_around_a_live_block_keeps_its_order(edition: Edition) -> None:
    source = 'Before.\n\n::places{ids="stone-village"}\n\nAfter.'

    text = fragment(edition, source).text_content()

    assert text.index("Before.") < text.index("Stone Village") < text.index("After.")


def test_block_of_places_shows_them_in_the_order_named(edition: Edition) -> None:
    found = fragment(edition, '::places{ids="mill-village stone-village"}')

    assert found.xpath("//@data-id") == ["mill-village", "stone-village"]


def test_block_of_a_map_carries_its_caption_as_text(edition: Edition) -> None:
    source = '::map{places="stone-village" trails="brook-path" caption="<b>Here</b>"}'

    (figure,) = fragment(edition, source).xpath('//figure[@data-module="map"]')

    assert "<b>Here</b>" in figure.text_content()
    assert not figure.xpath(".//b")


def test_maps_of_one_page_have_ids_of_their_own(edition: Edition) -> None:
    block = '::map{places="stone-village"}'

    found = fragment(edition, f"{block}\n\n{block}")

    ids = found.xpath('//figure[@data-module="map"]/@data-map-id')
    assert len(set(ids)) == 2


def test_block_of_a_map_without_any_position_is_left_out(edition: Edition) -> None:
    assert render_markdown(edition, '::map{places="lost-orchard"}') == ""


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ("", ["spring-fair"]),
        ('district="yanqing"', ["spring-fair"]),
        ('district="fangshan"', []),
        ('season="winter"', []),
        ('limit="0"', []),
    ],
)
def test_block_of_events_shows_only_what_was_asked_for(
    edition: Edition, params: str, ids: list[str]
) -> None:
    found = fragment(edition, f"::events{{{params}}}\n")

    assert found.xpath("//@data-id") == ids


@pytest.mark.parametrize(
    "block", ['::places{ids="nowhere"}', '::map{places="nowhere"}', '::map{trails="nowhere"}']
)
def test_block_that_names_an_unknown_id_is_refused(edition: Edition, block: str) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        render_markdown(edition, block)


def test_place_whose_name_is_html_is_shown_as_text(site: Site) -> None:
    odd = place("odd", name={"zh": "<b>怪</b>", "en": "<i onclick=alert(1)>Odd</i>"})

    found = fragment(edition_of(site, places=[odd]), '::places{ids="odd"}')

    assert "<i onclick=alert(1)>Odd</i>" in found.text_content()
    assert not found.xpath("//i")


def test_empty_source_gives_nothing(edition: Edition) -> None:
    assert render_markdown(edition, "\n \n") == ""
