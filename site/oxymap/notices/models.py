"""Notices: what visitors have to know now, and where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from oxymap.catalogue.records import Text

Severity = Literal["emergency", "closure", "warning", "info"]
#: The gravest first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True)
class NoticeDraft:
    """What a planner has written.

    Parameters
    ----------
    title, body : texts by language (``zh``, ``en``).
    districts, places : ids; both empty: everywhere.
    from_at : seconds UTC; None: from now on.
    until_at : seconds UTC; None: until somebody ends it.
    """

    severity: str
    title: Mapping[str, str]
    body: Mapping[str, str]
    districts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    from_at: int | None = None
    until_at: int | None = None


@dataclass(frozen=True)
class Notice:
    """A published notice.

    Parameters
    ----------
    districts, places : where it holds: in all of these districts, and at these places and
        trails; both empty: everywhere.
    from_at, until_at : seconds UTC; no ``until_at``: until somebody ends it.
    ended_by, ended_at : who ended it before its time, and when.
    """

    id: int
    severity: Severity
    title: Text
    body: Text
    districts: tuple[str, ...]
    places: tuple[str, ...]
    from_at: int
    until_at: int | None
    author: str = ""
    created_at: int = 0
    ended_by: str | None = None
    ended_at: int | None = None

    @property
    def everywhere(self) -> bool:
        """Whether it names no district and no place, and so holds in all three districts."""
        return not self.districts and not self.places

    def is_over(self, at: int) -> bool:
        """Tell whether it has ended."""
        return self.ended_at is not None or (self.until_at is not None and self.until_at <= at)

    def is_now(self, at: int) -> bool:
        """Tell whether it holds at a moment."""
        return self.from_at <= at and not self.is_over(at)

    def is_coming(self, at: int) -> bool:
        """Tell whether it will hold later."""
        return self.from_at > at and not self.is_over(at)

    def touches(self, districts: Collection[str], places: Collection[str]) -> bool:
        """Tell whether it is about any of some districts or places."""
        if self.everywhere:
            return True
        return any(one in districts for one in self.districts) or any(
            one in places for one in self.places
        )


def rank(notice: Notice) -> tuple[int, int, int]:
    """Return what notices are sorted by: the gravest first, of these the newest."""
    return (SEVERITIES.index(notice.severity), -notice.from_at, -notice.id)
