"""Refusals and warnings."""

from __future__ import annotations

from oxymap.errors import FormatError
from oxymap.geo.formats.result import Findings, TrackRefusedError


def test_a_refusal_is_a_format_error():
    error = TrackRefusedError("empty", "the file is empty")

    assert isinstance(error, FormatError)
    assert error.code == "format"


def test_a_refusal_names_its_line_in_the_message():
    assert TrackRefusedError("empty", "nothing", line=3).message == "line 3: nothing"


def test_a_refusal_without_a_line_says_only_why():
    assert TrackRefusedError("empty", "nothing").message == "nothing"


def test_a_refusal_keeps_reason_line_and_value():
    error = TrackRefusedError("bad_number", "no number", line=3, value="x")

    assert (error.reason, error.line, error.value) == ("bad_number", 3, "x")


def test_warnings_are_kept_in_order():
    findings = Findings()
    findings.warn("a", "first", 2)
    findings.warn("a", "second")

    assert [(warning.line, warning.message) for warning in findings.warnings] == [
        (2, "first"),
        (None, "second"),
    ]


def test_a_kind_of_warning_can_be_noted_once():
    findings = Findings()
    findings.warn_once("a", "first")
    findings.warn_once("a", "second")
    findings.warn_once("b", "third")

    assert [warning.message for warning in findings.warnings] == ["first", "third"]
