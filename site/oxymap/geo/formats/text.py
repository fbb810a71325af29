"""Find out how a text file is encoded, and decode it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from oxymap.geo.formats.result import ReadWarning
from oxymap.wording import N_, say

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
#: Declared names that are honoured, by Python's name for them. GB 18030 contains GBK and GB 2312.
_HONOURED = {
    "utf-8": "utf-8",
    "ascii": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5hkscs": "big5hkscs",
    "iso8859-1": "iso8859-1",
    "cp1252": "cp1252",
}
_HANZI = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Decoded:
    """A file as text, the encoding that was used, and what was odd about it."""

    text: str
    encoding: str
    warnings: tuple[ReadWarning, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a file by its byte order mark, as UTF-8, as its XML declaration says, as GB 18030.

    What the file claims is believed only if it holds. A file with both UTF-8 and GB 18030 lines is
    decoded line by line, with a warning.
    """
    for mark, marked in _BOMS:
        if data.startswith(mark):
            whole = data[len(mark) :].decode(marked, errors="replace")
            return Decoded(whole, marked, tuple(_replaced(whole)))
    declared = _declared(data)
    # Text of another encoding is hardly ever valid UTF-8 by chance, so UTF-8 comes first.
    for encoding in dict.fromkeys(["utf-8", declared or "utf-8"]):
        text = _decoded(data, encoding)
        if text is not None:
            warnings = [] if data.isascii() else _false_claim(declared, encoding)
            return Decoded(text, encoding, tuple(warnings))
    return _without_utf8(data, declared)


def _declared(data: bytes) -> str | None:
    found = _DECLARATION.match(data[:200])
    if found is None:
        return None
    name = found[1].decode()
    try:
        return _HONOURED.get(codecs.lookup(name).name, name)
    except LookupError:
        return name


def _decoded(data: bytes, encoding: str) -> str | None:
    if encoding not in _HONOURED.values():
        return None
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _without_utf8(data: bytes, declared: str | None) -> Decoded:
    """Decode what is not UTF-8 as a whole: GB 18030, or a mixture."""
    lines = data.split(b"\n")
    if not any(_is_utf8_hanzi(line) for line in lines):
        text = _decoded(data, "gb18030")
        if text is not None:
            return Decoded(text, "gb18030", tuple(_false_claim(declared, "gb18030")))
    texts = [
        _decoded(line, "utf-8") or _decoded(line, "gb18030") or line.decode("utf-8", "replace")
        for line in lines
    ]
    odd = next(n for n, line in enumerate(lines, start=1) if _decoded(line, "utf-8") is None)
    template = N_(
        "the file mixes UTF-8 with another encoding; names may be wrong: please check them"
    )
    return Decoded("\n".join(texts), "mixed", (ReadWarning(odd, "mixed_encoding", say(template)),))


def _is_utf8_hanzi(line: bytes) -> bool:
    text = _decoded(line, "utf-8")
    return text is not None and _HANZI.search(text) is not None


def _false_claim(declared: str | None, used: str) -> list[ReadWarning]:
    if declared is None or declared == used:
        return []
    template = N_(
        "the file says that it is %(declared)s, but it is %(used)s; it was read as %(used)s"
    )
    return [ReadWarning(1, "false_encoding", say(template, declared=declared, used=used))]


def _replaced(text: str) -> list[ReadWarning]:
    if "\ufffd" not in text:
        return []
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    said = say(N_("some characters are damaged and were replaced"))
    return [ReadWarning(line, "damaged_text", said)]
