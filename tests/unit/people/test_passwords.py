"""Which passwords are refused, and how the others are kept."""

from __future__ import annotations

import re

import pytest

from oxymap.errors import InvalidInputError
from oxymap.people.passwords import Cost, Hashing, check_password, first_password
from tests.unit.people.sampling import CHEAP, cheap_hashing


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet mountains",
        "门头沟的秋天红叶满山坡啊",
        "tuesday-lantern-9",
        "beijing yanqing fangshan",
        "Xk4vRw9pQz2m",
    ],
)
def test_long_password_is_taken_without_rules_of_composition(password: str) -> None:
    check_password(password, "anna", "安娜")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "at least 12"),
        ("elevenchars", "at least 12"),
        ("x" * 257, "at most 256"),
        ("888888888888", "tried first"),
        ("woaini1314520", "tried first"),
        ("WoAiNi_5201314", "tried first"),
        ("Password123456!", "tried first"),
        ("passwordpassword", "tried first"),
        ("admin@20261118", "tried first"),
        ("123456789012", "tried first"),
        ("210987654321", "tried first"),
        ("qwertyuiop[]1", "tried first"),
        ("abcdefghijklm", "tried first"),
        ("abc1abc1abc1abc", "tried first"),
        ("1qaz2wsx3edc", "tried first"),
        ("我爱你1314520!!!", "tried first"),
        ("８８８８８８８８８８８８", "tried first"),
        ("annabella1234", "own name"),
        ("ANNABELLA-2026", "own name"),
    ],
)
def test_password_that_others_would_try_is_refused(password: str, reason: str) -> None:
    with pytest.raises(InvalidInputError, match=reason) as raised:
        check_password(password, "annabella", "安娜")

    assert raised.value.field == "new"


def test_name_inside_a_long_password_does_no_harm() -> None:
    check_password("annabella walks to the wall", "annabella")


def test_password_matches_its_hash_and_no_other() -> None:
    hashing = cheap_hashing()

    hashed = hashing.hash("seven quiet mountains")

    assert hashed.startswith("$argon2id$")
    assert hashing.matches(hashed, "seven quiet mountains")
    assert not hashing.matches(hashed, "seven quiet mountain")
    assert not hashing.matches(hashing.nobodys, "seven quiet mountains")
    assert not hashing.matches("no hash at all", "seven quiet mountains")


def test_password_is_the_same_however_it_was_typed() -> None:
    hashing = cheap_hashing()

    hashed = hashing.hash("seven quiet mountains")

    # Full-width letters, as a Chinese keyboard may give them.
    assert hashing.matches(hashed, "ｓｅｖｅｎ quiet mountains")


def test_password_beyond_the_longest_matches_nothing() -> None:
    hashing = cheap_hashing()

    hashed = hashing.hash("x" * 256)

    assert hashing.matches(hashed, "x" * 256)
    assert not hashing.matches(hashed, "x" * 257)


def test_hash_of_an_older_cost_is_outdated() -> None:
    old = cheap_hashing().hash("seven quiet mountains")

    assert not cheap_hashing().is_outdated(old)
    assert Hashing(Cost(2, CHEAP.memory_kib, CHEAP.lanes)).is_outdated(old)


def test_real_cost_is_that_of_the_standard() -> None:
    hashed = Hashing().hash("seven quiet mountains")

    assert "$m=65536,t=3,p=4$" in hashed


def test_first_passwords_can_be_read_out_and_differ() -> None:
    made = {first_password() for _ in range(200)}

    assert len(made) == 200
    for password in made:
        assert re.fullmatch(r"[a-z]{5}(-[a-z]{5}){3}", password)
        assert not set(password) & set("lqxyc")
        check_password(password)
