"""Our errors have a stable code, a message for people, and the offending value."""

from __future__ import annotations

from pathlib import Path

import pytest

from oxymap import errors
from oxymap.errors import InvalidDataError, NotFoundError, OxyMapError, Problem

OWN = [
    item
    for item in vars(errors).values()
    if isinstance(item, type) and issubclass(item, OxyMapError)
]


@pytest.mark.parametrize("error", OWN)
def test_every_error_has_a_code_of_its_own(error: type[OxyMapError]) -> None:
    others = [other.code for other in OWN if other is not error]

    assert error.code
    assert error.code not in others


def test_error_carries_message_and_value() -> None:
    error = NotFoundError("No place is called 'x'.", "x")

    assert (str(error), error.message, error.value) == (
        error.message,
        "No place is called 'x'.",
        "x",
    )


def test_value_may_be_left_out() -> None:
    assert OxyMapError("wrong").value is None


def test_problem_reads_as_editors_understand_it() -> None:
    assert str(Problem(Path("a/b.md"), 7, "title: is empty")) == "a/b.md:7: title: is empty"


def test_invalid_data_lists_its_problems_line_by_line() -> None:
    problems = [Problem(Path("a.md"), 1, "one"), Problem(Path("b.md"), 2, "two")]

    error = InvalidDataError(problems)

    assert str(error) == error.message == "a.md:1: one\nb.md:2: two"
    assert error.problems == problems
