"""The errors that OxyMap raises, each with a stable code and the offending value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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


class InvalidDataError(OxyMapError):
    """Published files do not fit their schema or each other."""

    code = "invalid_data"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
