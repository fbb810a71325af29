"""Read a file of ``content/standards/``: what a standard or a rule of ours says, as data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from oxymap.catalogue.lines import line_of, not_utf8
from oxymap.errors import InvalidDataError, Problem

_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS = {
    start: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for start, found in _SAFE.yaml_implicit_resolvers.items()
}
#: Leaves dates as they are written, so that an impossible one is named with its field.
_LOADER = type("_Loader", (_SAFE,), {"yaml_implicit_resolvers": _RESOLVERS})


def _is_date(text: str) -> str:
    date.fromisoformat(text)
    return text


IsoDate = Annotated[str, AfterValidator(_is_date)]


class Text(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str


class Standard(BaseModel):
    """What every file of ``content/standards/`` says about itself.

    Parameters
    ----------
    standard_no : number of the standard, or None for a rule of this project.
    status : where it stands and what it may be used for, in a sentence.
    certainty : F found in a text, M from memory, U uncertain, H a rule of this project.
    verified_by : who has confirmed the numbers; empty until somebody has.
    verified_on : ISO date of that, or None.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    standard_no: str | None
    title: Text
    status: str
    certainty: str
    source: str
    verified_by: str
    verified_on: IsoDate | None


_Kind = TypeVar("_Kind", bound=Standard)


def read_standard(file: Path, kind: type[_Kind]) -> _Kind:
    """Return what a YAML file says.

    Raises
    ------
    InvalidDataError : the file is no UTF-8 or YAML, or does not fit `kind`; every mistake is
        named with its line.
    """
    try:
        text = file.read_text(encoding="utf-8")
        return kind.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 -- the safe loader
    except UnicodeDecodeError as error:
        raise InvalidDataError([not_utf8(file, error)]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise InvalidDataError([Problem(file, mark.line + 1 if mark else 1, reason)]) from error
    except ValidationError as error:
        raise InvalidDataError([*_explain(file, text, error)]) from error


def _explain(file: Path, text: str, error: ValidationError) -> list[Problem]:
    problems = []
    for item in error.errors():
        field = ".".join(map(str, item["loc"])) or "file"
        value = item.get("input")
        shown = "" if isinstance(value, dict | list) else f" (value {value!r})"
        problems.append(Problem(file, line_of(text, item["loc"]), f"{field}: {item['msg']}{shown}"))
    return problems
