"""Find places and pages by Chinese, pinyin, initials, aliases and English.

Every document is a handful of strings in descending weight; a query word matches by
its characters, so no word segmentation is needed and two-character names are found.
The browser of a frozen site uses the same index with the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: Matches in an earlier string are worth more: name, alias, pinyin, initials, summary.
WEIGHTS = (100, 80, 60, 40, 10)
MOST_WORDS = 8
_SPACES = re.compile(r"[\s,，、。·・.]+")
_LATIN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Document:
    """What can be found: an id, and its texts by weight, all lower case."""

    key: str
    name: str
    aliases: str
    pinyin: str
    initials: str
    body: str

    @property
    def fields(self) -> tuple[str, str, str, str, str]:
        """The texts in the order of WEIGHTS."""
        return (self.name, self.aliases, self.pinyin, self.initials, self.body)


def make_document(
    key: str, name: str, aliases: Sequence[str], body: Sequence[str], chinese: str
) -> Document:
    """Return a document.

    Parameters
    ----------
    chinese : the text whose pinyin and initials are searched, usually the Chinese name.
    """
    syllables = pinyin_of(chinese)
    return Document(
        key=key,
        name=name.lower(),
        aliases=" ".join(aliases).lower(),
        pinyin=f"{''.join(syllables)} {' '.join(syllables)}",
        initials="".join(word[0] for word in syllables if word),
        body=" ".join(body).lower(),
    )


@lru_cache(maxsize=8192)
def pinyin_of(text: str) -> tuple[str, ...]:
    """Return the toneless pinyin syllables of a Chinese text; other characters are left out."""
    # pypinyin reads its dictionary when imported, which no other page needs.
    from pypinyin import lazy_pinyin

    return tuple(word.lower() for word in lazy_pinyin(text, errors="ignore"))


def search(documents: Iterable[Document], query: str) -> list[str]:
    """Return the keys of the documents that match every word, best first."""
    words = query_words(query)
    if not words:
        return []
    scored = []
    for position, document in enumerate(documents):
        score = _score(document, words)
        if score:
            scored.append((-score, len(document.name), position, document.key))
    return [key for _, _, _, key in sorted(scored)]


def query_words(query: str) -> list[str]:
    """Return the words of a query, lower case."""
    return [word for word in _SPACES.split(query.lower()) if word][:MOST_WORDS]


def _score(document: Document, words: list[str]) -> int:
    total = 0
    for word in words:
        best = max(
            _match(field, word) * weight
            for field, weight in zip(document.fields, WEIGHTS, strict=True)
        )
        if not best:
            return 0
        total += best
    return total


def _match(field: str, word: str) -> int:
    """Return 3 for a whole word of the field, 2 for a beginning, 1 inside, 0 for none."""
    if word not in field:
        return 0
    if f" {word} " in f" {field} ":
        return 3
    if field.startswith(word) or f" {word}" in field:
        return 2
    # Latin letters inside a word are chance; characters inside a name are not.
    return 0 if _LATIN.fullmatch(word) and len(word) < 3 else 1
