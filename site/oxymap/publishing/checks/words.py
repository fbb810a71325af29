"""Look for the words that the office keeps on its own list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from oxymap.publishing.checks.context import CheckContext
from oxymap.publishing.checks.findings import about
from oxymap.publishing.checks.subject import Subject
from oxymap.publishing.models import Finding
from oxymap.wording import N_, say

FILE = "words.txt"


def check_words(subject: Subject, context: CheckContext) -> Iterator[Finding]:
    """Yield every word of ``<data>/words.txt`` that the texts contain."""
    pattern = _pattern(context.settings.data / FILE)
    if pattern is None:
        return
    for words in subject.words():
        for word in dict.fromkeys(found[0] for found in pattern.finditer(words.text)):
            said = say(N_("“%(word)s” is on the office's list."), word=word)
            fix = say(N_("Look it up in the office's rules, and change it if need be."))
            yield about(words, "listed_word", "warning", said, fix)


def _pattern(file: Path) -> re.Pattern[str] | None:
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=4)
def _read(file: Path, _modified: int) -> re.Pattern[str] | None:
    """Read a list of words: one a line; lines that begin with # are remarks."""
    # Lists come from offices, and not all of them write UTF-8.
    text = file.read_bytes().decode("utf-8-sig", errors="replace")
    lines = [line.strip() for line in text.splitlines()]
    words = sorted({line for line in lines if line and not line.startswith("#")}, key=len)
    return re.compile("|".join(map(re.escape, reversed(words))), re.IGNORECASE) if words else None
