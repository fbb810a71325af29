"""The errors that OxyMap raises, each with a stable code and the offending value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oxymap.wording import Say


class OxyMapError(Exception):
    """The parent of every error that OxyMap raises on purpose.

    Parameters
    ----------
    message : what is wrong and what is expected, for a person.
    value : the offending value, or None.
    """

    code = "error"

    def __init__(self, message: str, value: object = None) -> None:
        super().__init__(message)
        self.message = message
        self.value = value


class SettingsError(OxyMapError):
    """A setting is unknown or has a value that cannot be used."""

    code = "settings"


class NotFoundError(OxyMapError):
    """Nothing is published under the name that was asked for."""

    code = "not_found"


class BadRequestError(OxyMapError):
    """A query parameter cannot be understood."""

    code = "bad_request"


class UnauthorizedError(OxyMapError):
    """A token is missing, or is not the station's."""

    code = "unauthorized"


class StoreError(OxyMapError):
    """Something could not be written; the sender has to send it again."""

    code = "store"


class BusyError(OxyMapError):
    """Too much waits already; come again in a moment."""

    code = "busy"


class FormatError(OxyMapError):
    """A file cannot be read as what it claims to be."""

    code = "format"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file.

    Parameters
    ----------
    file : path of the file, as the reader was given it.
    line : 1-based line number.
    message : the field, the value and what is expected.
    """

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Return ``file:line: message``, the form that editors understand."""
        return f"{self.file}:{self.line}: {self.message}"


class SaidError(OxyMapError):
    """An error that a person at the studio has to read in their own language.

    Parameters
    ----------
    said : what is wrong and what to do.
    field : the name of the form's field that it is about, or None.
    """

    code = "refused"

    def __init__(self, said: Say, *, field: str | None = None, value: object = None) -> None:
        super().__init__(str(said), value)
        self.said = said
        self.field = field


class InvalidInputError(SaidError):
    """A form has a value that cannot be used (422)."""

    code = "invalid"


class ForbiddenError(SaidError):
    """The person may not do this (403)."""

    code = "forbidden"


class SignInNeededError(OxyMapError):
    """Nobody has signed in, or the session has ended (to the sign-in page)."""

    code = "sign_in"


class ConflictError(SaidError):
    """Somebody else has changed this meanwhile, or it is in another state (409)."""

    code = "conflict"


class GoneError(OxyMapError):
    """What was here has been taken back (410)."""

    code = "gone"


class ThrottledError(SaidError):
    """Too many tries; `retry_s` seconds to wait (429)."""

    code = "throttled"

    def __init__(self, said: Say, retry_s: int) -> None:
        super().__init__(said)
        self.retry_s = retry_s


class InvalidDataError(OxyMapError):
    """Published files do not fit their schema or each other."""

    code = "invalid_data"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
