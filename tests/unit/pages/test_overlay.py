"""A server begins with a copy of what was published, and then asks the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap.catalogue.overlay import Overlay, OverlayEntry
from oxymap.config import Settings
from oxymap.db.database import Database
from oxymap.pages.overlay import LazyOverlay, read_copy, write_copy
from oxymap.publishing.opening import open_publishing
from tests.unit.publishing.sampling import PIA, VILLAGE

ENTRIES = (
    OverlayEntry("page", "pages", "about", {"zh": "甲", "en": "a"}, "revision 3"),
    OverlayEntry("feature", "trails", "brook-path", None, "publication 4", {"zh": "溪边小路"}),
)


def test_copy_holds_everything(tmp_path: Path) -> None:
    overlay = Overlay(ENTRIES, "4.2")

    write_copy(tmp_path / "cache" / "copy.json", overlay)

    assert read_copy(tmp_path / "cache" / "copy.json") == overlay


@pytest.mark.parametrize("text", ["", "{", "[]", '{"entries": [{"kind": "page"}], "version": ""}'])
def test_copy_that_cannot_be_read_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "copy.json").write_text(text, encoding="utf-8")

    assert read_copy(tmp_path / "copy.json") is None


def test_without_a_database_there_is_nothing_and_none_is_made(sample_settings: Settings) -> None:
    overlay = LazyOverlay(Database(sample_settings))

    assert (overlay.look(), overlay.read()) == ("", Overlay())
    assert not Database(sample_settings).exists


def test_server_begins_with_the_copy_and_goes_on_with_the_database(
    sample_settings: Settings, tmp_path: Path
) -> None:
    open_publishing(sample_settings).withdraw(PIA, VILLAGE, "暂停")
    copy, database = tmp_path / "copy.json", Database(sample_settings)
    write_copy(copy, Overlay(ENTRIES, "0.0"))
    overlay = LazyOverlay(database, copy)

    before = overlay.look(), overlay.read()
    assert database.engine
    after = overlay.read()

    assert before == ("0.0", Overlay(ENTRIES, "0.0"))
    assert [entry.id for entry in after.entries] == ["stone-village"]
    assert read_copy(copy) == after


def test_commands_always_ask_the_database(sample_settings: Settings) -> None:
    open_publishing(sample_settings).withdraw(PIA, VILLAGE, "暂停")

    found = LazyOverlay(Database(sample_settings)).read()

    assert [entry.texts for entry in found.entries] == [None]
