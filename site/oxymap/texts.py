"""Collect the texts of code and templates for translation."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from oxymap.config import ROOT
from oxymap.web.i18n import LOCALE_FOLDER, LOCALES

METHODS = [("**.py", "python"), ("**.html", "jinja2")]
Keywords = dict[str, tuple[int, ...] | None]
#: Functions whose first argument is a text to translate, by folder; in templates ``text`` is a
#: macro for a field of a form.
KEYWORDS: dict[str, Keywords] = {
    "templates": {"_": None, "gettext": None, "ngettext": (1, 2)},
    "site": {"_": None, "N_": None, "text": None, "plural": (1, 2)},
}
#: The drawn maps keep their few words beside the drawing (``maps/words.py``); what machines
#: read is English, and there ``text`` is a function of somebody else's.
WITHOUT_TEXTS = ("oxymap/maps/", "oxymap/api/", "oxymap/db/")
#: English is the language of the message ids and needs no file.
SOURCE_LANGUAGE = "en"


def extract_texts() -> Catalog:
    """Return every text of ``site/`` and ``templates/``, in the order of the files."""
    catalogue = Catalog(project="OxyMap", version="0")
    for folder in (ROOT / name for name in KEYWORDS):
        found = extract_from_dir(
            str(folder),
            method_map=METHODS,
            options_map={"**.html": {"trimmed": "true"}},
            keywords=KEYWORDS[folder.name],
        )
        for name, _line, message, _comments, context in sorted(found, key=lambda f: (f[0], f[1])):
            if name.startswith(WITHOUT_TEXTS):
                continue
            catalogue.add(message, None, [(f"{folder.name}/{name}", 0)], context=context)
    return catalogue


def catalogue_file(lang: str) -> Path:
    """Return the translation file of one language."""
    return LOCALE_FOLDER / str(LOCALES[lang]) / "LC_MESSAGES" / "messages.po"


def update_catalogues() -> list[str]:
    """Bring the translation files up to date and return a line about each."""
    template = extract_texts()
    lines = []
    for lang in LOCALES:
        if lang == SOURCE_LANGUAGE:
            continue
        file = catalogue_file(lang)
        catalogue = _read(file, lang)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as target:
            write_po(target, catalogue, omit_header=False, no_location=True, width=100)
        missing = untranslated(catalogue)
        lines.append(f"{file.relative_to(ROOT)}: {len(catalogue)} texts, {len(missing)} missing")
        lines += [f"  {text}" for text in missing]
    return lines


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation, or only a doubtful one."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]


def _forms(string: object) -> tuple[object, ...]:
    return string if isinstance(string, tuple) else (string,)


def _read(file: Path, lang: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=LOCALES[lang])
    with file.open("rb") as source:
        return read_po(source, locale=LOCALES[lang])
