"""Join two changes of the same document so that no word of either is lost.

Texts are joined line by line and, inside a line, sentence by sentence: two people who changed the
same sentence have to look at it themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from merge3 import Merge3

from oxymap.publishing.documents import dump_feature, join_page, split_page
from oxymap.publishing.models import Document

Json = Any
#: A sentence with its end; Chinese and Latin marks.
_SENTENCE = re.compile(
    r"[^。！？；.!?;\n]*[。！？；.!?;]+[”’」』\"')）]*\s*|[^。！？；.!?;\n]+\n?|\n"
)
_ABSENT = object()


@dataclass(frozen=True)
class Merged:
    """Two changes in one document.

    Parameters
    ----------
    document : both changes; where both changed the same words, theirs and then mine.
    conflicts : where that is, such as ``properties.summary.zh`` or ``zh``; empty when joined.
    """

    document: Document
    conflicts: tuple[str, ...]


@dataclass
class _Merger:
    conflicts: list[str] = field(default_factory=list)

    def value(self, base: Json, mine: Json, theirs: Json, path: str) -> Json:
        """Return three JSON values joined; a value may be absent on any side."""
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self._object(base if isinstance(base, dict) else {}, mine, theirs, path)
        if isinstance(mine, list) and isinstance(theirs, list) and not path.endswith("geometry"):
            return self._list(base if isinstance(base, list) else [], mine, theirs, path)
        if isinstance(mine, str) and isinstance(theirs, str):
            return self.words(base if isinstance(base, str) else "", mine, theirs, path)
        self.conflicts.append(path)
        return theirs if mine is _ABSENT or mine is None else mine

    def _object(
        self, base: Mapping[str, Json], mine: Mapping[str, Json], theirs: Mapping[str, Json],
        path: str,
    ) -> Json:  # fmt: skip
        if path == "geometry":
            self.conflicts.append(path)
            return dict(mine)
        names = [*mine, *(name for name in theirs if name not in mine)]
        joined = {
            name: self.value(
                base.get(name, _ABSENT), mine.get(name, _ABSENT), theirs.get(name, _ABSENT),
                f"{path}.{name}" if path else name,
            )
            for name in names
        }  # fmt: skip
        return {name: value for name, value in joined.items() if value is not _ABSENT}

    def _list(self, base: list[Json], mine: list[Json], theirs: list[Json], path: str) -> Json:
        old, ours, others = ([_stable(item) for item in side] for side in (base, mine, theirs))
        joined, clash = _three_way(old, ours, others, _both)
        if clash:
            self.conflicts.append(path)
        return [json.loads(text) for text in joined]

    def words(self, base: str, mine: str, theirs: str, path: str) -> str:
        """Return three texts joined, by line and then by sentence."""
        clashes: list[bool] = []

        def sentences(old: Sequence[str], ours: Sequence[str], others: Sequence[str]) -> list[str]:
            before, here, there = (_sentences(side) for side in (old, ours, others))
            joined, clash = _three_way(before, here, there, _both)
            clashes.append(clash)
            return joined

        old, ours, others = (side.splitlines(keepends=True) for side in (base, mine, theirs))
        joined, _ = _three_way(old, ours, others, sentences)
        if any(clashes):
            self.conflicts.append(path)
        return "".join(joined)


def merge_documents(base: Document, mine: Document, theirs: Document) -> Merged:
    """Join two changes that began at the same document.

    Parameters
    ----------
    base : what both began with.
    mine : the change that comes second.
    theirs : the change that is there already.
    """
    merger = _Merger()
    texts: dict[str, str] = {}
    for name in dict.fromkeys([*theirs.texts, *mine.texts]):
        found = _merge_one(
            merger, name, base.texts.get(name), mine.texts.get(name), theirs.texts.get(name)
        )
        if found is not None:
            texts[name] = found
    return Merged(Document(mine.ref, texts), tuple(dict.fromkeys(merger.conflicts)))


def merge_texts(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """Return two changes of a text joined, and whether both changed the same sentence.

    Then both sentences stand in it, theirs first.
    """
    merger = _Merger()
    return merger.words(base, mine, theirs, ""), bool(merger.conflicts)


def _merge_one(
    merger: _Merger, name: str, base: str | None, mine: str | None, theirs: str | None
) -> str | None:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if mine is None or theirs is None:
        # One took the text away, the other wrote on: what was written stays.
        merger.conflicts.append(name)
        return mine if theirs is None else theirs
    if name == "geojson":
        joined = merger.value(json.loads(base or "{}"), json.loads(mine), json.loads(theirs), "")
        return dump_feature(joined)
    try:
        (front, body), (my_front, my_body), (their_front, their_body) = (
            split_page(side) for side in (base or "", mine, theirs)
        )
    except ValueError:
        return merger.words(base or "", mine, theirs, name)
    joined = merger.value(front, my_front, their_front, name)
    return join_page(joined, merger.words(body, my_body, their_body, name))


def _sentences(lines: Sequence[str]) -> list[str]:
    return _SENTENCE.findall("".join(lines))


def _three_way(
    base: Sequence[str],
    mine: Sequence[str],
    theirs: Sequence[str],
    clash: Callable[[Sequence[str], Sequence[str], Sequence[str]], list[str]],
) -> tuple[list[str], bool]:
    """Return the joined parts, and whether both sides changed the same ones."""
    joined: list[str] = []
    clashed = False
    for group in Merge3(list(base), list(mine), list(theirs)).merge_groups():
        if group[0] == "conflict":
            joined += clash(group[1], group[2], group[3])
            clashed = True
        else:
            joined += group[1]
    return joined, clashed


def _both(_base: Sequence[str], ours: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return both sides' words, theirs first, each once."""
    if list(ours) == list(others):
        return list(ours)
    return [*others, *ours]


def _stable(value: Json) -> str:
    # The order of a record's fields says nothing.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
