"""What a form is made of: sections of fields, and lists of rows of fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from oxymap.wording import Say

FieldKind = Literal[
    "line", "text", "markdown", "choice", "grade", "checks", "list", "integer", "number", "date",
    "month_day", "flag", "place", "hidden",
]  # fmt: skip
#: ``shared``: one value. ``text``: one value ``{zh, en}``. ``language``: one in each language's
#: file of a page.
Spread = Literal["shared", "text", "language"]
#: Names of a form and the texts under each, as a browser sends them.
FormValues: TypeAlias = Mapping[str, Sequence[str]]
Errors: TypeAlias = dict[str, Say]


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Parameters
    ----------
    name : dotted way to the value in the file; it is the name in the form, too.
    label, hint : English messages, marked for translation.
    group : of `web.labels` for the options' names.
    options : what may be chosen.
    required : the value stays in the file, even when it is empty.
    default : what the file means when it says nothing.
    limits : least and most of a number.
    of : what a ``place`` field offers: ``place``, ``trail`` or ``any``.
    """

    name: str
    kind: FieldKind
    label: str
    hint: str = ""
    spread: Spread = "shared"
    group: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    default: str = ""
    limits: tuple[float, float] | None = None
    of: str = "any"

    @property
    def path(self) -> tuple[str, ...]:
        """The way to the value."""
        return tuple(self.name.split("."))

    @property
    def is_several(self) -> bool:
        """Whether an absent name in a sent form may mean none."""
        return self.kind in {"checks", "flag"}


@dataclass(frozen=True)
class Rows:
    """A list in the file, edited as rows of fields in their order.

    Parameters
    ----------
    cells : fields of a row; their names are relative to it.
    add : what the button says that adds a row.
    plain : the list holds bare texts; the only cell is called ``id``.
    required : the list stays in the file, even when it is empty.
    """

    name: str
    label: str
    cells: tuple[Field, ...]
    add: str
    hint: str = ""
    plain: bool = False
    required: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The way to the list."""
        return tuple(self.name.split("."))


Part: TypeAlias = Field | Rows


@dataclass(frozen=True)
class Section:
    """Fields that belong together."""

    id: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Form:
    """The form of one kind of object.

    Parameters
    ----------
    units : the parts of a document: its languages, or ``("",)`` for a feature.
    """

    sections: tuple[Section, ...]
    units: tuple[str, ...]

    def parts(self) -> Iterator[Part]:
        """Yield the fields and lists of all sections."""
        for section in self.sections:
            yield from section.parts

    def fields(self) -> Iterator[Field]:
        """Yield the fields that do not stand in rows."""
        yield from (part for part in self.parts() if isinstance(part, Field))

    def rows(self) -> Iterator[Rows]:
        """Yield the lists of rows."""
        yield from (part for part in self.parts() if isinstance(part, Rows))
