"""Markdown becomes plain paragraphs."""

from __future__ import annotations

from oxymap.leaflets.models import Prose
from oxymap.leaflets.prose import plain_prose


def test_links_and_marks_leave_their_words() -> None:
    source = "See the [old village](place:stone-village) and **turn back early**."

    assert plain_prose(source) == (Prose("paragraph", "See the old village and turn back early."),)


def test_headings_and_lists_are_known_as_such() -> None:
    source = "## The day\n\n1. Up.\n2. Down.\n\n- Water\n"

    assert plain_prose(source) == (
        Prose("heading", "The day"),
        Prose("item", "Up.", "1."),
        Prose("item", "Down.", "2."),
        Prose("item", "Water", "·"),
    )


def test_live_blocks_and_tables_are_left_out() -> None:
    source = '::map{places="a b"}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nAfter.\n'

    assert plain_prose(source) == (Prose("paragraph", "After."),)
