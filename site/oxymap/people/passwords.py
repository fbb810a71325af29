"""Passwords: how they are kept, which are refused, and the first one that is given.

Source: NIST SP 800-63B-4 (2025), 3.1.1: a least length, a list of what everybody guesses,
no rules of composition, no change without a reason; OWASP Password Storage Cheat Sheet:
Argon2id. The figures are those of RFC 9106, 4, second recommended option.
"""

from __future__ import annotations

import re
import secrets
import threading
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from oxymap.errors import InvalidInputError
from oxymap.wording import N_, say

LEAST = 12
MOST = 256
#: What must be left of a password without the person's own name.
LEAST_BESIDE_NAME = 8
#: Words that, with any digits and signs around them, are among the first that are tried.
OBVIOUS = frozenset({
    "abc", "abcd", "abcde", "abcdef", "admin", "administrator", "asdf", "asdfgh", "asdfghjkl",
    "beijing", "changeme", "china", "dragon", "fangshan", "football", "guest", "hello", "iloveyou",
    "letmein", "login", "loveyou", "mentougou", "mima", "mimamima", "monkey", "nihao",
    "oxygenbar", "oxymap", "pass", "passw", "password", "passwort", "passwrd", "princess",
    "qazwsx", "qazwsxedc", "qwer", "qwert", "qwerty", "qwertyuiop", "root", "secret", "shuaige",
    "studio", "sunshine", "taobao", "test", "trustno", "user", "wangyi", "weixin", "welcome",
    "woaini", "woainima", "woaiwojia", "woaizhongguo", "woailaopo", "woaimama", "woshishui",
    "xiaoming", "yanqing", "zaq", "zhongguo", "zxcvbn", "zxcvbnm",
    "北京", "密码", "你好", "我爱你", "我爱中国", "中国",
})  # fmt: skip
#: Rows of keys and of the alphabet, forwards; backwards counts as well.
RUNS = (
    "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p",
)  # fmt: skip
_LONGEST_REPEATED = 4
_DIGITS_AND_SIGNS = re.compile(r"[\W\d_]+")
#: Read aloud, none is taken for another; no l, q, x, y, c.
_CONSONANTS, _VOWELS = "bdfghjkmnprstvwz", "aeiou"
_GROUPS = 4


@dataclass(frozen=True)
class Cost:
    """What one look at a password costs: passes, memory in KiB, lanes."""

    passes: int = 3
    memory_kib: int = 65_536
    lanes: int = 4


class Hashing:
    """Hashes passwords with Argon2id and compares them.

    Parameters
    ----------
    at_once : so many may be worked on at the same time in this process, since each needs
        the memory of `cost`; further ones wait.
    """

    def __init__(self, cost: Cost | None = None, at_once: int = 2) -> None:
        cost = cost or Cost()
        self._hasher = PasswordHasher(cost.passes, cost.memory_kib, cost.lanes, type=Type.ID)
        self._turn = threading.BoundedSemaphore(at_once)

    @cached_property
    def nobodys(self) -> str:
        """A hash that no password has; compared with where there is no such person."""
        return self.hash(secrets.token_urlsafe(24))

    def hash(self, password: str) -> str:
        """Return the hash to keep."""
        with self._turn:
            return self._hasher.hash(normal(password))

    def matches(self, hashed: str, password: str) -> bool:
        """Tell whether a hash is that of a password."""
        if len(password) > MOST:
            # Nobody has such a one; it is compared all the same, so that nothing is faster.
            password = password[:MOST] + "\0"
        with self._turn:
            try:
                return self._hasher.verify(hashed, normal(password))
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, hashed: str) -> bool:
        """Tell whether a hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(hashed)


def normal(password: str) -> str:
    """Return a password as it is hashed: the same characters, however they were typed."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *names: str) -> None:
    """Refuse a password that others would guess.

    Parameters
    ----------
    names : what the person is called.

    Raises
    ------
    InvalidInputError : with the field ``new``; says why.
    """
    text = normal(password)
    if len(text) < LEAST:
        raise InvalidInputError(
            say(
                N_("Take at least %(least)s characters; three or four words in a row will do."),
                least=LEAST,
            ),
            field="new",
        )
    if len(text) > MOST:
        raise InvalidInputError(
            say(N_("Take at most %(most)s characters."), most=MOST), field="new"
        )
    if _is_mostly_a_name(text.casefold(), names):
        raise InvalidInputError(
            say(N_("That is little more than your own name; others would try it.")), field="new"
        )
    if is_obvious(text.casefold()):
        raise InvalidInputError(
            say(N_("That is one of the passwords that are tried first; take another one.")),
            field="new",
        )


def is_obvious(text: str) -> bool:
    """Tell whether a text is a common word with digits, a run of keys, or a short text repeated."""
    word = _DIGITS_AND_SIGNS.sub("", text)
    if any(word == known * times for known in OBVIOUS for times in (1, 2, 3)):
        return True
    if any(_repeats(text, length) for length in range(1, _LONGEST_REPEATED + 1)):
        return True
    return any(text in run * 2 or text[::-1] in run * 2 for run in RUNS)


def first_password() -> str:
    """Return a random password that can be read out on the telephone; about 66 bits."""
    return "-".join(_syllables() for _ in range(_GROUPS))


def _syllables() -> str:
    pattern = (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS)
    return "".join(secrets.choice(letters) for letters in pattern)


def _repeats(text: str, length: int) -> bool:
    return text == (text[:length] * (len(text) // length + 1))[: len(text)]


def _is_mostly_a_name(text: str, names: tuple[str, ...]) -> bool:
    for name in filter(None, map(str.casefold, names)):
        rest = text.replace(name, "")
        if rest != text and (len(rest) < LEAST_BESIDE_NAME or is_obvious(rest)):
            return True
    return False
