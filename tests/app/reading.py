"""Read pages as people and machines do: by role, text and structured data."""

from __future__ import annotations

import base64
import hashlib
import json
import re

from flask.testing import FlaskClient
from lxml import html

#: A run of Latin words this long in a Chinese page is a text that nobody translated.
_ENGLISH = re.compile(r"\b(?:[A-Za-z][a-z']+\s+){3,}[A-Za-z][a-z']+")


def page(client: FlaskClient, url: str, status: int = 200) -> html.HtmlElement:
    response = client.get(url)
    assert response.status_code == status, f"{url}: {response.status}"
    assert response.content_type == "text/html; charset=utf-8"
    return html.document_fromstring(response.text)


def visible_text(document: html.HtmlElement) -> str:
    for element in document.xpath("//script | //style | //template"):
        element.drop_tree()
    return re.sub(r"\s+", " ", document.text_content())


def headings(document: html.HtmlElement) -> list[str]:
    return [element.text_content().strip() for element in document.xpath("//h1")]


def links(document: html.HtmlElement) -> set[str]:
    return set(document.xpath("//a/@href"))


def structured_data(document: html.HtmlElement) -> list[dict[str, object]]:
    scripts = document.xpath('//script[@type="application/ld+json"]/text()')
    return [node for script in scripts for node in json.loads(script)["@graph"]]


def english_runs(document: html.HtmlElement) -> list[str]:
    """Return runs of English in a page, except in parts that are marked as another language."""
    for element in document.xpath('//*[@lang and @lang != "zh-Hans" and not(self::html)]'):
        element.drop_tree()
    return _ENGLISH.findall(visible_text(document))


def csp_hash(script: str) -> str:
    """Return how a policy names a script or style that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
