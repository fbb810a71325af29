"""Check that everything a frozen page refers to is there, and that nothing is foreign."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from lxml import html

from oxymap.freeze.walker import Artifact

#: Attributes whose target the browser fetches by itself.
_LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("use", "href"),
           ("image", "href")}  # fmt: skip
_LOADED_RELATIONS = {
    "stylesheet",
    "icon",
    "manifest",
    "modulepreload",
    "preload",
    "apple-touch-icon",
}
#: Pages that exist only on a server.
_DYNAMIC = ("/-/", "/api/")


def link_failures(artifacts: Iterable[Artifact], base_url: str) -> Iterator[str]:
    """Yield every broken or foreign reference of the pages."""
    found = list(artifacts)
    known = {item.url.rstrip("/") or "/" for item in found}
    for artifact in found:
        if artifact.is_page:
            yield from _page_failures(artifact, known, base_url)


def _page_failures(artifact: Artifact, known: set[str], base_url: str) -> Iterator[str]:
    document = html.document_fromstring(artifact.body.decode())
    ids = set(document.xpath("//@id"))
    for element, attribute, target, _ in document.iterlinks():
        if attribute not in {"href", "src", "action"}:
            continue
        loaded = _is_loaded(str(element.tag), attribute, element.get("rel", ""))
        wrong = _failure(artifact.url, target, known, ids, base_url, loaded=loaded)
        if wrong:
            yield f"{artifact.url}: {wrong}"
    for sizes in document.xpath("//@srcset"):
        for size in sizes.split(","):
            target = size.split()[0]
            wrong = _failure(artifact.url, target, known, ids, base_url, loaded=True)
            if wrong:
                yield f"{artifact.url}: {wrong}"


def _is_loaded(tag: str, attribute: str, relations: str) -> bool:
    if tag == "link":
        return bool(_LOADED_RELATIONS.intersection(relations.split()))
    return (tag, attribute) in _LOADED


def _failure(
    page: str, target: str, known: set[str], ids: set[str], base_url: str, *, loaded: bool
) -> str | None:
    if target.startswith(base_url):
        target = target[len(base_url) :] or "/"
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return f"loads {target} from another host" if loaded else None
    if not parts.path:
        return None if not parts.fragment or parts.fragment in ids else f"no element {target}"
    path = posixpath.normpath(posixpath.join(page, parts.path))
    if path.startswith(_DYNAMIC) or path in known:
        return None
    return f"leads to {target}, which is not there"
