"""What has changed between two states of a document, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from oxymap.publishing.fields import Key, Value, fields_of, shared
from oxymap.publishing.models import Document

PieceKind = Literal["same", "removed", "added"]
#: A stretch of text, and what became of it.
Piece = tuple[PieceKind, str]
#: A Latin word or a number is one token, so is a run of spaces; a Chinese character is one alone.
_TOKENS = re.compile(
    r"[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?|\d+(?:[.:]\d+)*|[^\S\n]+|.|\n", re.DOTALL
)
#: Tokens beyond which lines are compared first: comparing is quadratic.
_MANY = 600
#: What one word of Chinese has at least; a shorter match between two changes is chance.
_WORD = 2
_SPACE_OR_MARK = re.compile(r"[\s\W_]+")


@dataclass(frozen=True)
class FieldDifference:
    """One field that differs.

    Parameters
    ----------
    field : dotted name, as in `fields.NAMES`.
    lang : ``zh`` or ``en``; None when it is the same field for every language.
    before, after : the values; None where the field is not filled.
    pieces : the values as stretches that went, came or stayed; of a list each piece is an item.
    is_list : `pieces` are items, not stretches of one text.
    """

    field: str
    lang: str | None
    before: Value | None
    after: Value | None
    pieces: tuple[Piece, ...]
    is_list: bool = False


def document_difference(before: Document | None, after: Document | None) -> list[FieldDifference]:
    """Return the fields of a document that differ; geometry is `geometry_difference`'s.

    None stands for a state without the object: then every field came, or went.
    A field that is the same in both languages of a page is named once.
    """
    old = shared(fields_of(before)) if before else {}
    new = shared(fields_of(after)) if after else {}
    return [
        _field_difference(key, old.get(key), new.get(key))
        for key in _in_order(old, new)
        if old.get(key) != new.get(key)
    ]


def _in_order(old: Iterable[Key], new: Iterable[Key]) -> list[Key]:
    known = dict.fromkeys(new)
    return [*known, *(key for key in old if key not in known)]


def _field_difference(key: Key, before: Value | None, after: Value | None) -> FieldDifference:
    field, lang = key
    if isinstance(before, tuple) or isinstance(after, tuple):
        pieces = tuple(_item_pieces(_items(before), _items(after)))
        return FieldDifference(field, lang, before, after, pieces, is_list=True)
    pieces = tuple(text_difference(before or "", after or ""))
    return FieldDifference(field, lang, before, after, pieces)


def _items(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _item_pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (("same", item) for item in before[i:j])
        else:
            yield from (("removed", item) for item in before[i:j])
            yield from (("added", item) for item in after[k:m])


def text_difference(before: str, after: str) -> list[Piece]:
    """Return a text as stretches that stayed, went and came.

    Latin texts are compared by word, Chinese by character; matches too short to be a word
    between two changes are taken into the change, so that it can be read.  The stretches
    that stayed and went give `before`, those that stayed and came give `after`.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    pieces = _by_line(before, after) if len(old) + len(new) > _MANY else _by_token(old, new)
    return _joined(_readable(_joined(pieces)))


def _by_line(before: str, after: str) -> list[Piece]:
    """Compare lines, and within changed lines the tokens as long as they are few."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[i:j]), "".join(new[k:m])
        if tag == "equal":
            pieces.append(("same", gone))
            continue
        words = _TOKENS.findall(gone), _TOKENS.findall(came)
        if tag == "replace" and sum(map(len, words)) <= 4 * _MANY:
            pieces += _by_token(*words)
        else:
            pieces += [("removed", gone), ("added", came)]
    return pieces


def _by_token(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i:j])))
        else:
            pieces += [("removed", "".join(old[i:j])), ("added", "".join(new[k:m]))]
    return pieces


def _readable(pieces: list[Piece]) -> Iterator[Piece]:
    """Take chance matches between two changes into the change: gone there, and come here."""
    for number, (kind, text) in enumerate(pieces):
        inside = 0 < number < len(pieces) - 1
        if kind == "same" and inside and _is_chance(text):
            yield "removed", text
            yield "added", text
        else:
            yield kind, text


def _is_chance(text: str) -> bool:
    if "\n" in text:
        return False
    words = _SPACE_OR_MARK.sub("", text)
    return len(words) < _WORD


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one kind; within a change what went stands before what came."""
    joined: list[Piece] = []
    gone = came = ""
    for kind, text in [*pieces, ("same", "")]:
        if kind == "removed":
            gone += text
            continue
        if kind == "added":
            came += text
            continue
        changed: list[Piece] = [("removed", gone), ("added", came)]
        if text or gone or came:
            joined += [piece for piece in changed if piece[1]]
            gone = came = ""
        if not text:
            continue
        if joined and joined[-1][0] == "same":
            joined[-1] = ("same", joined[-1][1] + text)
        else:
            joined.append(("same", text))
    return joined
