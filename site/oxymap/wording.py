"""Sentences that are written here in English and translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


def N_(message: str) -> str:
    """Mark a message for extraction."""
    return message


@dataclass(frozen=True)
class Name:
    """What something is called in both languages, as a parameter of a sentence."""

    zh: str
    en: str

    def __str__(self) -> str:
        """Return the English name, or the Chinese one where there is no other."""
        return self.en or self.zh

    def to(self, lang: str) -> str:
        """Return the name for readers of one language."""
        return self.zh if lang == "zh" else str(self)


@dataclass(frozen=True)
class Say:
    """A whole sentence with named placeholders, for a person; translated at the last moment.

    Parameters
    ----------
    template : an English message, marked with `N_`, such as ``"%(name)s is too long."``.
    params : what fills the placeholders: texts, numbers and names, never translated sentences.
    """

    template: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.template % self.params if self.params else self.template


def say(template: str, **params: object) -> Say:
    """Return a sentence with its parameters."""
    return Say(template, MappingProxyType(params))
