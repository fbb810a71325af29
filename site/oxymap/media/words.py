"""The texts of a photograph, as a form gives them."""

from __future__ import annotations

from collections.abc import Mapping

from oxymap.catalogue.records import Text
from oxymap.errors import InvalidInputError
from oxymap.media.models import Words
from oxymap.wording import N_, say

#: As long as the files allow.
LONGEST = 120
LONGEST_TEXT = 400
_LANGS = ("zh", "en")


def read_words(
    *,
    alt: Mapping[str, str],
    credit: str,
    licence: str,
    caption: Mapping[str, str] | None = None,
) -> Words:
    """Return a form's texts, checked.

    Raises
    ------
    InvalidInputError : names the first field that is missing or too long: ``alt.zh``,
        ``alt.en``, ``credit``, ``licence``, ``caption.zh`` or ``caption.en``.
    """
    return Words(
        alt=_text("alt", alt),
        credit=_line("credit", credit),
        licence=_line("licence", licence),
        caption=_caption(caption or {}),
    )


def _text(name: str, texts: Mapping[str, str]) -> Text:
    found = {lang: texts.get(lang, "").strip() for lang in _LANGS}
    for lang, text in found.items():
        if not text:
            message = _MISSING[name]
            raise InvalidInputError(say(message), field=f"{name}.{lang}")
        _check_length(f"{name}.{lang}", text, LONGEST_TEXT)
    return Text(**found)


def _caption(texts: Mapping[str, str]) -> Text | None:
    return _text("caption", texts) if any(text.strip() for text in texts.values()) else None


def _line(name: str, text: str) -> str:
    stripped = " ".join(text.split())
    if not stripped:
        raise InvalidInputError(say(_MISSING[name]), field=name)
    _check_length(name, stripped, LONGEST)
    return stripped


def _check_length(field: str, text: str, most: int) -> None:
    if len(text) > most:
        raise InvalidInputError(
            say(N_("This has %(count)s characters; %(most)s fit."), count=len(text), most=most),
            field=field,
        )


_MISSING = {
    "alt": N_("Say what is to be seen, for people who do not see the picture."),
    "caption": N_("A caption is needed in both languages, or in none."),
    "credit": N_("Name whoever took the photograph."),
    "licence": N_("Say under which licence or with whose permission it may be shown."),
}
