"""Codes of authenticators and codes on paper."""

from __future__ import annotations

import pyotp
import pytest
from lxml import etree

from oxymap.people.second import (
    new_factor,
    qr_svg,
    recovery_codes,
    recovery_hash,
    step_of_code,
)

#: RFC 6238, appendix B: the key, times, and the last six of the eight digits.
RFC_KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_CODES = ((59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"))


@pytest.mark.parametrize(("at", "code"), RFC_CODES)
def test_codes_of_the_standard_are_right(at: int, code: str) -> None:
    assert step_of_code(RFC_KEY, code, at, None) == at // 30


@pytest.mark.parametrize(("off_s", "right"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_clock_may_be_one_step_off(off_s: int, right: bool) -> None:
    at, code = RFC_CODES[1]

    assert (step_of_code(RFC_KEY, code, at + off_s, None) is not None) == right


def test_step_that_was_used_and_those_before_it_do_not_count_again() -> None:
    at, code = RFC_CODES[2]
    step = at // 30

    assert step_of_code(RFC_KEY, code, at, step - 1) == step
    assert step_of_code(RFC_KEY, code, at, step) is None
    assert step_of_code(RFC_KEY, code, at, step + 1) is None


@pytest.mark.parametrize("code", ["", "28708", "2870822", "２８７０８２", "abcdef", "287 082x"])
def test_what_is_no_code_is_wrong(code: str) -> None:
    assert step_of_code(RFC_KEY, code, 59, None) is None


def test_code_may_be_typed_with_a_space() -> None:
    assert step_of_code(RFC_KEY, "287 082", 59, None) == 1


def test_new_factor_says_whose_it_is() -> None:
    factor = new_factor("OxyMap", "anna")

    read = pyotp.parse_uri(factor.uri)
    assert (read.secret, read.name, read.issuer) == (factor.secret, "anna", "OxyMap")


def test_recovery_codes_differ_and_are_kept_as_hashes_of_one_person() -> None:
    codes = recovery_codes()

    assert len(set(codes)) == 10
    assert recovery_hash(1, codes[0].upper().replace("-", " ")) == recovery_hash(1, codes[0])
    assert recovery_hash(1, codes[0]) != recovery_hash(2, codes[0])
    assert codes[0] not in recovery_hash(1, codes[0])


def test_picture_of_the_key_has_no_style_of_its_own() -> None:
    root = etree.fromstring(qr_svg(new_factor("OxyMap", "anna").uri))

    assert root.xpath("//@style") == []
    assert root.xpath("//*[local-name()='style' or local-name()='script']") == []
    assert root.get("viewBox")
