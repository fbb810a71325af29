"""The translation file holds every text of code and templates, and every one translated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from oxymap import texts
from oxymap.texts import (
    LOCALE_FOLDER,
    catalogue_file,
    extract_texts,
    untranslated,
    update_catalogues,
)

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    return extract_texts()


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    with catalogue_file("zh").open("rb") as source:
        return read_po(source, locale="zh_Hans")


def ids(catalogue: Catalog) -> set[str]:
    return {str(message.id) for message in catalogue if message.id}


def forms(message: object) -> list[str]:
    return [message] if isinstance(message, str) else list(message)  # type: ignore[call-overload]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extracted: Catalog) -> Path:
    """A folder of translation files of the test's own; the texts are the project's."""
    monkeypatch.setattr(texts, "ROOT", tmp_path)
    monkeypatch.setattr(texts, "LOCALE_FOLDER", tmp_path / "locale")
    monkeypatch.setattr(texts, "extract_texts", lambda: extracted)
    return tmp_path / "locale"


def copy_to(folder: Path) -> Path:
    """Copy the Chinese file into a folder and return the copy."""
    original = LOCALE_FOLDER / "zh_Hans" / "LC_MESSAGES" / "messages.po"
    file = folder / original.relative_to(LOCALE_FOLDER)
    file.parent.mkdir(parents=True)
    file.write_bytes(original.read_bytes())
    return file


def test_texts_come_from_code_labels_and_templates(extracted: Catalog) -> None:
    found = ids(extracted)

    assert {"Village", "This page is not here", "Safety outdoors"} <= found


def test_words_of_the_drawn_map_are_not_collected(extracted: Catalog) -> None:
    files = {location for message in extracted for location, _ in message.locations}

    assert not [file for file in files if "oxymap/maps/" in file]


def test_translation_file_has_every_text_and_no_other(extracted: Catalog, chinese: Catalog) -> None:
    assert ids(extracted) - ids(chinese) == set()
    assert ids(chinese) - ids(extracted) == set()


def test_every_text_is_translated(chinese: Catalog) -> None:
    assert untranslated(chinese) == []


def test_translations_have_the_placeholders_of_their_texts(chinese: Catalog) -> None:
    wrong = [
        message.id
        for message in chinese
        for form in forms(message.string)
        if set(PLACEHOLDER.findall(form)) - set(PLACEHOLDER.findall(forms(message.id)[-1]))
    ]

    assert wrong == []


def test_english_needs_no_file() -> None:
    assert not catalogue_file("en").exists()


def test_missing_and_doubtful_translations_are_listed() -> None:
    catalogue = Catalog(locale="zh_Hans")
    catalogue.add("Done", "好了")
    catalogue.add("Missing", "")
    catalogue.add("Doubtful", "也许", flags=["fuzzy"])
    catalogue.add(("%(count)s day", "%(count)s days"), ("",))

    assert untranslated(catalogue) == [
        "Missing",
        "Doubtful",
        "('%(count)s day', '%(count)s days')",
    ]


def test_update_keeps_translations_and_reports_what_is_missing(folder: Path) -> None:
    file = copy_to(folder)
    file.write_text(file.read_text(encoding="utf-8").replace('"村庄"', '""'), encoding="utf-8")

    first, *rest = update_catalogues()

    assert first.endswith("1 missing")
    assert rest == ["  Village"]


def test_update_takes_texts_out_that_are_gone(folder: Path) -> None:
    file = copy_to(folder)
    with file.open("a", encoding="utf-8") as target:
        target.write('\nmsgid "Gone long ago"\nmsgstr "早没了"\n')

    update_catalogues()

    assert "Gone long ago" not in file.read_text(encoding="utf-8")


def test_update_of_a_current_file_changes_no_text(folder: Path, chinese: Catalog) -> None:
    file = copy_to(folder)

    update_catalogues()

    with file.open("rb") as source:
        again = read_po(source, locale="zh_Hans")
    assert {m.id: m.string for m in again if m.id} == {m.id: m.string for m in chinese if m.id}


def test_file_that_is_not_there_is_begun(folder: Path) -> None:
    first, *missing = update_catalogues()

    assert catalogue_file("zh").is_relative_to(folder)
    assert (
        first
        == f"locale/zh_Hans/LC_MESSAGES/messages.po: {len(missing)} texts, {len(missing)} missing"
    )
