"""Sentences travel with their parameters and are filled at the last moment."""

from __future__ import annotations

import pytest

from oxymap.errors import InvalidInputError
from oxymap.web.i18n import localizer
from oxymap.wording import say


def test_sentence_in_english_is_its_template_filled() -> None:
    assert str(say("The id %(id)s is taken already.", id="a-b")) == "The id a-b is taken already."


def test_sentence_without_parameters_may_have_a_percent_sign() -> None:
    assert str(say("100 % of it.")) == "100 % of it."


def test_sentence_is_translated_where_it_is_shown() -> None:
    said = say("The id %(id)s is taken already.", id="a-b")

    assert "a-b" in localizer("zh").say(said)
    assert localizer("zh").say(said) != str(said)


def test_parameters_cannot_be_changed_afterwards() -> None:
    said = say("Say why it goes back.", field="note")

    with pytest.raises(TypeError):
        said.params["field"] = "other"  # type: ignore[index]


def test_error_carries_its_sentence_and_field() -> None:
    error = InvalidInputError(say("Say why."), field="note")

    assert (str(error), error.field, error.code) == ("Say why.", "note", "invalid")
