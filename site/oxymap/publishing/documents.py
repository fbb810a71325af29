"""Documents as the files they are: one GeoJSON feature, or front matter and Markdown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

from oxymap.catalogue.content import FENCE, LOADER
from oxymap.catalogue.models import LANGS
from oxymap.geo.geojson import compact_numbers
from oxymap.publishing.models import Document, Ref

Json = dict[str, Any]
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def dump_feature(feature: Mapping[str, object]) -> str:
    """Return a feature as stable, indented text: the same feature, the same bytes."""
    return compact_numbers(json.dumps(feature, ensure_ascii=False, indent=1)) + "\n"


def feature_document(ref: Ref, feature: Mapping[str, object]) -> Document:
    """Return a feature as a document."""
    return Document(ref, {"geojson": dump_feature(feature)})


def feature_of(document: Document) -> Json:
    """Return the GeoJSON feature of a document of kind ``feature``."""
    found: Json = json.loads(document.texts["geojson"])
    return found


def new_feature(ref: Ref, name_zh: str, district: str, kind: str) -> Document:
    """Return the first draft of a feature: a name, and nothing else yet."""
    return feature_document(
        ref,
        {
            "type": "Feature",
            "id": ref.id,
            "geometry": None,
            "properties": {
                "name": {"zh": name_zh, "en": ""},
                "kind": kind,
                "district": district,
                "summary": {"zh": "", "en": ""},
                "status": "unknown",
                "position": {
                    "source": "Not placed yet.",
                    "method": "none",
                    "precision_m": None,
                    "verified": False,
                },
            },
        },
    )


def split_page(text: str) -> tuple[Json, str]:
    """Return a page's front matter and its Markdown.

    Raises
    ------
    ValueError : there is no front matter, or it is not YAML of named fields.
    """
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE or FENCE not in [x.strip() for x in lines[1:]]:
        raise ValueError("has no front matter between two lines of ---")
    end = next(n for n, line in enumerate(lines[1:], start=1) if line.strip() == FENCE)
    head = "\n".join(lines[1:end])
    try:
        # Names for parts that are used again could make a small text grow without end.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(head, Loader=LOADER)):
            raise ValueError("front matter may not refer to itself by * names")
        front = yaml.load(head, Loader=LOADER)  # noqa: S506 -- a safe loader
    except yaml.YAMLError as error:
        raise ValueError(f"front matter is not YAML: {error}") from error
    if not isinstance(front, dict):
        raise ValueError("front matter is not a list of named fields")
    return front, "\n".join(lines[end + 1 :]) + "\n"


def join_page(front: Mapping[str, object], body: str) -> str:
    """Return a page's text from its front matter and its Markdown."""
    head = yaml.dump(dict(front), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=4096)
    body = body.replace("\r\n", "\n").strip("\n")
    return f"{FENCE}\n{head}{FENCE}\n{body}\n"


def title_of(document: Document, lang: str = "zh") -> str:
    """Return what an object is called in a language, as far as it has a name."""
    if document.ref.kind == "feature":
        name = feature_of(document).get("properties", {}).get("name") or {}
        return str(name.get(lang) or name.get("zh") or name.get("en") or document.ref.id)
    for language in (lang, *LANGS):
        text = document.texts.get(language)
        if text is None:
            continue
        try:
            front, _ = split_page(text)
        except ValueError:
            continue
        if front.get("title"):
            return str(front["title"])
    return document.ref.id


def districts_of(document: Document) -> tuple[str, ...]:
    """Return the districts that an object belongs to; none when it belongs to the whole site."""
    if document.ref.kind == "feature":
        found = feature_of(document).get("properties", {}).get("district")
        return (str(found),) if found else ()
    for language in LANGS:
        try:
            front, _ = split_page(document.texts.get(language, ""))
        except ValueError:
            continue
        value = front.get("district")
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list):
            return tuple(map(str, value))
    return ()
